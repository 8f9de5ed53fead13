"""Front matter `clinical_review` → a line below the title of each page that says whether anybody has checked it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from pamphleteer.dates import day
from pamphleteer.review import Review, review_of
from pamphleteer.web.words import language_of_words, word

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

AFTER_TITLE = re.compile(r"</h1>")


def add_notice(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Say below the title whether a clinician has checked this page; pages without the field stay as they are."""
    if app.builder.name == "epub" or "body" not in context:
        return
    language = app.config.language or "en"
    review = review_of([app.env.metadata.get(pagename, {})], language)
    if review.notice:
        found = AFTER_TITLE.search(context["body"])
        at = found.end() if found else 0
        context["body"] = context["body"][:at] + line(review, language) + context["body"][at:]


def line(review: Review, language: str) -> str:
    """The notice as a paragraph in an `aside`."""
    spoken = language_of_words(language)
    dates = "".join(
        f'{review.gap}<span class="pamphleteer-date">{escape(word(key, language))}: <time datetime="{date}">{day(date, spoken)}</time>'
        f"{review.full_stop}</span>"
        for key, date in (("reviewed", review.last_reviewed), ("next", review.next_review))
        if date
    )
    state = "signed" if review.signed else "pending"
    detail = review.gap + escape(review.detail) if review.detail else ""
    return (
        f'\n<aside class="pamphleteer-review {state}" aria-label="{escape(review.notice)}">'
        f"<p><strong>{escape(review.sentence)}</strong>{detail}{dates}</p></aside>"
    )

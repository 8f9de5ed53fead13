"""Front matter of a page → warnings, with file and line, about fields that the editions could not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from pamphleteer.languages import LANGUAGE_TAG, bcp47
from pamphleteer.review import clinician, iso_date

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
LONGEST_INTERVAL = timedelta(
    days=3 * 366
)  # health information is reviewed at least every three years (PIF TICK)


def faults(fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, message) for each field that does not hold what it must."""
    dates: dict[str, date] = {}
    for field in ("last_reviewed", "next_review"):
        if field in fields:
            if found := iso_date(fields[field]):
                dates[field] = found
            else:
                yield field, f"“{field}: {fields[field]}” is no date: write it as 2027-11-24"
    if len(dates) == 2:
        yield from interval(dates["last_reviewed"], dates["next_review"])
    if "lang" in fields and not LANGUAGE_TAG.fullmatch(bcp47(str(fields["lang"]))):
        yield "lang", f"“lang: {str(fields['lang'])[:40]}” is no language: write a tag such as en or pt-BR"
    signature = fields.get("clinical_review")
    if signature is not None and signature != "none" and not clinician(str(signature)):
        yield (
            "clinical_review",
            "“clinical_review” names no reviewer: write `clinical_review: none`, "
            "or {name: …, role: …, date: …} once a clinician has signed",
        )


def interval(last: date, following: date) -> Iterator[tuple[str, str]]:
    """The next review comes after the last one, and not too late."""
    if following <= last:
        yield (
            "next_review",
            f"the next review ({following}) is not after the last one ({last}): write a later date",
        )
    elif following - last > LONGEST_INTERVAL:
        yield (
            "next_review",
            f"the next review ({following}) is over three years after the last ({last}): bring it forward",
        )


def line_of(field: str, source: str) -> int:
    """The 1-based line of a field in the front matter; 1 when it cannot be found."""
    lines = source.splitlines()
    return next((n for n, line in enumerate(lines, 1) if re.match(rf"{re.escape(field)}\s*:", line)), 1)


def check_front_matter(app: Sphinx, _doctree: nodes.document) -> None:
    """Warn about each faulty field of the page that has just been read."""
    docname = app.env.current_document.docname
    path = Path(app.env.doc2path(docname))
    for field, message in faults(app.env.metadata.get(docname, {})):
        line = line_of(field, path.read_text(encoding="utf-8", errors="replace"))
        logger.warning(message, location=f"{path}:{line}", type="book", subtype="front-matter")


def setup_front_matter(app: Sphinx) -> None:
    """Check each page as it is read."""
    app.connect("doctree-read", check_front_matter)

"""Front matter `description`, `lang` and `dir` → what a page tells search engines, and the direction of its lines.

Themes state the language of the book, and leave every line to run from left to right.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from pamphleteer.languages import LANGUAGE_TAG, bcp47, direction

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

LONGEST = 500
"""Letters of a description; search engines show some 160."""
FIRST_SECTION = re.compile(r"<section\b")


def set_direction(app: Sphinx) -> None:
    """Turn the pages of a site that is written from right to left: for the eye by a style, for programs by a script."""
    if (
        app.builder.format == "html"
        and app.builder.name != "epub"
        and direction(app.config.language or "en") == "rtl"
    ):
        app.add_css_file("pamphleteer-rtl.css")
        app.add_js_file(None, body='document.documentElement.dir = "rtl"')


def describe(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """State the description in the head, and language and direction where the text of a page has its own."""
    if app.builder.name == "epub":
        return
    fields = app.env.metadata.get(pagename, {})
    whole = app.config.pamphleteer_description if pagename == app.config.root_doc else ""
    text = " ".join(str(fields.get("description") or whole).split())[:LONGEST]
    tags = str(context.get("metatags", ""))
    if text and 'name="description"' not in tags:
        context["metatags"] = f'{tags}<meta name="description" content="{escape(text)}" />\n'
    if own := attributes(fields, app.config.language or "en"):
        context["body"] = FIRST_SECTION.sub(f"<section{own}", context.get("body", ""), count=1)


def attributes(fields: dict[str, Any], book: str) -> str:
    """Language and direction of a page as attributes; nothing where they are those of the book."""
    stated = bcp47(str(fields.get("lang", "")))
    language = stated if LANGUAGE_TAG.fullmatch(stated) else bcp47(book)
    turn = str(fields.get("dir", ""))
    turn = turn if turn in {"ltr", "rtl"} else direction(language)
    found = f' lang="{language}"' if language != bcp47(book) else ""
    return found + (f' dir="{turn}"' if turn != direction(book) else "")

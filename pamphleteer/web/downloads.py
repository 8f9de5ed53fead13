"""`pamphleteer_downloads` → a menu in the header of sphinx-book-theme, and plain links on the first page of any theme.

The links need no script; the menu does.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from pamphleteer.web.words import word

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

ICONS = {"epub": "fas fa-tablet-screen-button", "pamphlet": "fas fa-map"}


def label(item: str, language: str) -> str:
    """What a reader is offered: “E-book (EPUB)”, “Pamphlet to fold, A4 (PDF)”."""
    edition, _slash, name = item.partition("/")
    stem, suffix = name.rsplit(".", 1)
    kind = edition if edition != "pamphlet" else f"pamphlet-{stem.rsplit('-', 1)[-1]}"
    return f"{word(kind, language)} ({suffix.upper()})"


def links(items: list[str], language: str) -> list[tuple[str, str, str]]:
    """(edition, path below the site, label) for each edition on offer."""
    return [
        (item.partition("/")[0], "downloads/" + item.partition("/")[2], label(item, language))
        for item in items
    ]


def add_downloads(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Put the menu in the header and, on the first page, the links at the end of the text."""
    items = app.config.pamphleteer_downloads
    if not items or app.builder.name == "epub":
        return
    language = app.config.language or "en"
    pathto = context["pathto"]
    offered = [(edition, pathto(path, 1), text) for edition, path, text in links(items, language)]
    context["pamphleteer_editions"] = offered  # for templates of other themes
    if "header_buttons" in context:
        context["header_buttons"].append(menu(offered, language))
    if pagename == app.config.root_doc:
        context["body"] += listing(offered, language)


def menu(offered: list[tuple[str, str, str]], language: str) -> dict[str, Any]:
    """A group of buttons as sphinx-book-theme draws it."""
    buttons = [
        {
            "type": "link",
            "url": url,
            "text": text,
            "icon": ICONS.get(edition, "fas fa-file-pdf"),
            "tooltip": text,
        }
        for edition, url, text in offered
    ]
    return {
        "type": "group",
        "tooltip": word("menu", language),
        "icon": "fas fa-download",
        "buttons": buttons,
        "label": "edition-buttons",
    }


def listing(offered: list[tuple[str, str, str]], language: str) -> str:
    """The links as a list of their own, for readers without script and for other themes."""
    title = escape(word("menu", language))
    items = "".join(f'<li><a href="{escape(url)}">{escape(text)}</a></li>' for _edition, url, text in offered)
    return f'<nav class="pamphleteer-editions" aria-label="{title}"><p><strong>{title}</strong></p><ul>{items}</ul></nav>\n'

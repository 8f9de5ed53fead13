"""`pamphleteer_downloads` → a menu in the header of sphinx-book-theme, and plain links on the first page of any theme.

The links need no script; the menu does.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from pamphleteer.book import is_pamphlet
from pamphleteer.web.words import word

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

ICONS = {"epub": "fas fa-tablet-screen-button", "pamphlet": "fas fa-map"}
THEMES_OWN = "download-buttons"
"""The menu of sphinx-book-theme for files of the page."""

SHEETS = {"a4": "A4", "a5": "A5"}
"""Sheets that have the same name in every language."""
LEAFLETS = ("a5", "half-letter")
"""Sheets that no pamphlet is folded from."""


def label(item: str, env: BuildEnvironment) -> str:
    """What a reader is offered: “E-book (EPUB)”, “Pamphlet to fold, A4, for a print shop (PDF)”."""
    language = env.config.language or "en"
    edition, _slash, name = item.partition("/")
    stem, suffix = name.rsplit(".", 1)
    text = pamphlet_label(stem, env, language) if edition == "pamphlet" else word(edition, language)
    return f"{text} ({suffix.upper()})"


def pamphlet_label(stem: str, env: BuildEnvironment, language: str) -> str:
    """What the file of a pamphlet is; with its title where there are several pamphlets."""
    pages = {
        docname.replace("/", "-"): docname for docname in sorted(env.found_docs) if is_pamphlet(env, docname)
    }
    page = max((page for page in pages if stem.startswith(f"{page}-")), key=len, default="")
    sheet = stem.removeprefix(f"{page}-") if page else sheet_of(stem)
    sheet, _dash, bleed = sheet.partition("-bleed") if sheet.endswith("-bleed") else (sheet, "", None)
    layout = str(env.metadata[pages[page]]["pamphlet"]) if page else ""
    if sheet == "screen":
        parts = [word("screen", language)]
    else:
        kind = "leaflet" if layout.startswith("leaflet") or sheet in LEAFLETS else "pamphlet"
        parts = [word(kind, language), SHEETS.get(sheet) or word(sheet, language)]
    if bleed is not None:
        parts.append(word("bleed", language))
    title = f"{env.titles[pages[page]].astext()}: " if page and len(pages) > 1 else ""
    return title + ", ".join(parts)


def sheet_of(stem: str) -> str:
    """The end of a file name that tells the sheet, where no page of the book has the rest of it as its name."""
    found = re.search(r"(?:half-letter|[^-]+)(?:-bleed)?$", stem)
    return found[0] if found else stem


def links(items: list[str], env: BuildEnvironment) -> list[tuple[str, str, str]]:
    """(edition, path below the site, label) for each edition on offer."""
    return [
        (item.partition("/")[0], "downloads/" + item.partition("/")[2], label(item, env)) for item in items
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
    offered = [(edition, pathto(path, 1), text) for edition, path, text in links(items, app.env)]
    context["pamphleteer_editions"] = offered  # for templates of other themes
    if "header_buttons" in context:
        named = {button.get("label") for button in context["header_buttons"]}
        icon = "fas fa-book" if THEMES_OWN in named else "fas fa-download"  # no two signs that look alike
        context["header_buttons"].append(menu(offered, language, icon))
    if pagename == app.config.root_doc:
        context["body"] += listing(offered, language)


def menu(offered: list[tuple[str, str, str]], language: str, icon: str) -> dict[str, Any]:
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
        "icon": icon,
        "buttons": buttons,
        "label": "edition-buttons",
    }


def listing(offered: list[tuple[str, str, str]], language: str) -> str:
    """The links as a list of their own, for readers without script and for other themes."""
    title = escape(word("menu", language))
    items = "".join(f'<li><a href="{escape(url)}">{escape(text)}</a></li>' for _edition, url, text in offered)
    return f'<nav class="pamphleteer-editions" aria-label="{title}"><p><strong>{title}</strong></p><ul>{items}</ul></nav>\n'

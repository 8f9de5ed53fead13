"""Admonitions, topics, sidebars and epigraphs → boxes that say what they are."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from sphinx.locale import admonitionlabels

from pamphleteer.epub.xhtml import X, add, classes, find, having, rename, set_classes, text_of, unwrap
from pamphleteer.languages import base_language

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element


def mark_boxes(sheet: Sheet) -> None:
    """A box is an `aside` with the role of a note, named by its title."""
    for box in find(sheet.body, f"//h:div[{having('admonition')}]"):
        names = [name for name in classes(box) if name not in {"admonition", "dropdown", "toggle"}]
        rename(box, "aside", "admonition", *names)
        if sheet.language != sheet.frame.language:
            translate_title(box, sheet.language)
    for box in find(sheet.body, "//h:aside[not(@role)]"):
        titles = find(box, './h:p[contains(@class,"-title")]')
        box.set("role", "note")
        if titles:
            box.set("aria-label", text_of(titles[0]))
    for version in find(
        sheet.body,
        f"//h:div[{having('versionadded')} or {having('versionchanged')} or {having('deprecated')}]",
    ):
        set_classes(version, "version")
    for quote in find(sheet.body, "//h:blockquote[h:div[not(@class)] and count(*)=1]"):
        inner = quote.find(X + "div")
        if inner is not None and not inner.get("id"):
            unwrap(inner)
    for block in find(sheet.body, f"//h:div[{having('line-block')}]"):
        mark_lines(block)
    for classifier in find(
        sheet.body, f"//h:dt/h:span[{having('classifier')}]"
    ):  # a style sheet's work on the web
        classifier.text = f" : {classifier.text or ''}"


def translate_title(box: Element, language: str) -> None:
    """“Note” in the language of the page, where Sphinx has put it in that of the book."""
    kind = next((name for name in classes(box) if name in admonitionlabels), "")
    title = box.find(X + "p")
    if kind and title is not None and title.text == str(admonitionlabels[kind]):
        title.text = catalogue(language).gettext(kind.capitalize())


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Sphinx's own translations into a language."""
    folder = Path(sphinx.__file__).with_name("locale")
    return gettext.translation(
        "sphinx", folder, [language.replace("-", "_"), base_language(language)], fallback=True
    )


def mark_lines(block: Element) -> None:
    """Verse: an empty line still takes its room."""
    for line in find(block, f".//h:div[{having('line')}]"):
        if not len(line) and not (line.text or "").strip():
            add(line, "br")

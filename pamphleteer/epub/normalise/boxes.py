"""Admonitions, topics, sidebars and epigraphs → boxes that say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import X, add, classes, find, having, rename, set_classes, text_of, unwrap

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element


def mark_boxes(sheet: Sheet) -> None:
    """A box is an `aside` with the role of a note, named by its title."""
    for box in find(sheet.body, f"//h:div[{having('admonition')}]"):
        names = [name for name in classes(box) if name not in {"admonition", "dropdown", "toggle"}]
        rename_keeping_place(box, "aside", ["admonition", *names])
    for box in find(sheet.body, "//h:aside[not(@role)]"):
        titles = find(box, './h:p[contains(@class,"-title")]')
        box.set("role", "note")
        if titles:
            box.set("aria-label", text_of(titles[0]))
    for version in find(sheet.body, f"//h:div[{having('versionadded')} or {having('versionchanged')} or {having('deprecated')}]"):
        set_classes(version, "version")
    for quote in find(sheet.body, "//h:blockquote[h:div[not(@class)] and count(*)=1]"):
        inner = quote.find(X + "div")
        if inner is not None and not inner.get("id"):
            unwrap(inner)
    for block in find(sheet.body, f"//h:div[{having('line-block')}]"):
        mark_lines(block)


def rename_keeping_place(box: Element, tag: str, names: list[str]) -> None:
    """Another element at the same place in the source."""
    place = box.get("data-at")
    rename(box, tag, *names)
    if place:
        box.set("data-at", place)


def mark_lines(block: Element) -> None:
    """Verse: an empty line still takes its room."""
    for line in find(block, f".//h:div[{having('line')}]"):
        if not len(line) and not (line.text or "").strip():
            add(line, "br")

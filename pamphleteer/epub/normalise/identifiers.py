"""Identifiers: valid, and each once on a page; what points at them follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.names import anchor
from pamphleteer.epub.xhtml import AT, attributes, find, local

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

NAME = re.compile(r"[^\W\d][\w.-]*")
"""An identifier as XML allows it."""
POINTERS = ("aria-labelledby", "aria-describedby", "headers")


def keep_places(sheet: Sheet) -> None:
    """Leave the place in the source on links and pictures only: binding may still have to report them."""
    for element in find(sheet.body, "//h:a[contains(@href,'#')]|//h:img"):
        element.set(AT, sheet.place(element))
    for element in find(sheet.body, f"//*[@{AT}][not(self::h:a[contains(@href,'#')] or self::h:img)]"):
        del element.attrib[AT]


def make_unique(sheet: Sheet) -> None:
    """The first element keeps an id that several have, but a section before all others: the contents lead to it."""
    for drawing in find(sheet.body, "//s:svg[not(ancestor::s:svg)]"):
        make_valid(drawing)
    taken: set[str] = set()
    sections = find(sheet.body, "//h:section[@id]")
    for element in [*sections, *find(sheet.body, "//*[@id][not(self::h:section)]")]:
        identifier = element.get("id", "").strip()
        name = anchor(identifier) if local(element) else identifier
        if not identifier or name in taken:
            del element.attrib["id"]
        else:
            taken.add(name)
            element.set("id", name)
    for element in sheet.body.iter(etree.Element):
        for pointer in POINTERS:
            if pointer in element.attrib:
                names = [name for name in map(anchor, element.get(pointer, "").split()) if name in taken]
                if names:
                    element.set(pointer, " ".join(names))
                else:
                    del element.attrib[pointer]


def make_valid(drawing: Element) -> None:
    """Names that XML allows for the parts of a drawing, each once; what refers to them follows."""
    fresh: dict[str, str] = {}
    for element in drawing.iter(etree.Element):
        identifier = element.get("id")
        if identifier is None:
            continue
        if not identifier.strip() or identifier in fresh:
            del element.attrib["id"]
        else:
            fresh[identifier] = identifier if NAME.fullmatch(identifier) else anchor(identifier)
            element.set("id", fresh[identifier])
    changed = {f"#{old}": f"#{name}" for old, name in fresh.items() if old != name}
    for element in drawing.iter(etree.Element) if changed else ():
        for key, value in attributes(element):
            bare = re.sub(r"""^url\(["']?|["']?\)$""", "", value)
            if bare in changed:
                element.set(key, value.replace(bare, changed[bare]))

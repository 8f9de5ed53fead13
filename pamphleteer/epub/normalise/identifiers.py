"""Identifiers: valid, and each once on a page; what points at them follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.names import anchor
from pamphleteer.epub.xhtml import find, local

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet

AT = "data-at"
POINTERS = ("aria-labelledby", "aria-describedby", "headers")


def keep_places(sheet: Sheet) -> None:
    """Leave the place in the source on links and pictures only: binding may still have to report them."""
    for element in find(sheet.body, "//h:a[contains(@href,'#')]|//h:img"):
        element.set(AT, sheet.place(element))
    for element in find(sheet.body, f"//*[@{AT}][not(self::h:a[contains(@href,'#')] or self::h:img)]"):
        del element.attrib[AT]


def make_unique(sheet: Sheet) -> None:
    """The first element keeps an id that several have; drawings keep theirs, which their parts refer to."""
    taken: set[str] = set()
    for element in sheet.body.iter(etree.Element):
        identifier = element.get("id")
        if identifier is None:
            continue
        name = anchor(identifier.strip()) if local(element) else identifier
        if not identifier.strip() or name in taken:
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

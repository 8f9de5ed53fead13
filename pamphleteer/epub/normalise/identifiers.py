"""Identifiers: valid, and each once on a page; what points at them follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from pamphleteer.epub.names import anchor
from pamphleteer.epub.xhtml import AT, X, add, attributes, find, local, names, new, values

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

NAME = re.compile(r"[^\W\d][\w.-]*")
"""An identifier as XML allows it."""
HOLDERS = names("p div li td th dt dd h1 h2 h3 h4 h5 h6 figcaption caption span em strong b i code")
"""Elements that words may stand in."""
POINTERS = ("aria-labelledby", "aria-describedby", "headers")


def keep_places(sheet: Sheet) -> None:
    """Leave the place in the source on links, pictures and formulas only: binding may still have to report them."""
    for element in find(sheet.body, "//h:a[contains(@href,'#')]|//h:img|//s:image|//m:math"):
        element.set(AT, sheet.place(element))
    told = "self::h:a[contains(@href,'#')] or self::h:img or self::s:image or self::m:math"
    for element in find(sheet.body, f"//*[@{AT}][not({told})]"):
        del element.attrib[AT]


def note_places(sheet: Sheet) -> list[tuple[Element, str]]:
    """Every element in reading order, with its identifier where that is a place of the chapter: a label, or a link on the page."""
    linked = {unquote(address[1:]) for address in values(sheet.body, "//h:a/@href") if address[:1] == "#"}
    return [
        (element, name if (name := element.get("id", "")) in sheet.labels or name in linked else "")
        for element in sheet.body.iter(X + "*")
    ]


def restore_places(sheet: Sheet, noted: list[tuple[Element, str]]) -> None:
    """Put the places of what was dropped before what follows; at the end of the page, in what stands last."""
    kept = set(values(sheet.body, "//@id"))
    lost = [at for at, (_element, name) in enumerate(noted) if name and name not in kept]
    if not lost:
        return
    alive = set(sheet.body.iter(X + "*"))
    for at in lost:
        name = noted[at][1]
        followers = (element for element, _name in noted[at + 1 :] if element in alive)
        earlier = (element for element, _name in reversed(noted[:at]) if element in alive)
        holder = next((element for element in followers if may_hold(element)), None)
        if holder is not None:
            place = new("span", "", id=name)
            place.tail, holder.text = holder.text, None
            holder.insert(0, place)
        elif (holder := next(filter(may_hold, earlier), None)) is not None:
            add(holder, "span", "", id=name)


def may_hold(element: Element) -> bool:
    """Whether words, and so a place, can stand in an element."""
    return local(element) in HOLDERS


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
                known = [name for name in map(anchor, element.get(pointer, "").split()) if name in taken]
                if known:
                    element.set(pointer, " ".join(known))
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

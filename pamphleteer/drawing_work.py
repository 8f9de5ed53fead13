"""A stranger's SVG → how much there is to draw, and filters that are no endless work.

What is drawn again each time it is used (`use`), at each corner of a path (markers), or within itself by patterns, masks and clips
makes millions of shapes of a few lines; a filter of a wide region, or of a long reach, makes as many pixels.
"""

from __future__ import annotations

import re
from contextlib import suppress

from lxml import etree

from pamphleteer.epub.xhtml import SVG, XLINK, Element

COPIES = 100_000
"""Shapes that a drawing may come to."""
PART = re.compile(r"url\(\s*['\"]?#([^'\")]*)")
NUMBERS = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
SHAPES = frozenset(("path", "polyline", "polygon", "line"))
WIDE = {"x": 20.0, "y": 20.0, "width": 20.0, "height": 20.0}
"""How many times as large as what it is applied to the region of a filter may be."""
REACH = {
    "radius": 100.0,
    "stdDeviation": 100.0,
    "numOctaves": 10.0,
    "order": 20.0,
    "dx": 1e4,
    "dy": 1e4,
    "scale": 1e4,
}
"""How far the parts of filters may look, in units of the drawing, and how often they may work."""


def copies(root: Element) -> int:
    """How many elements the drawing comes to when what is used is drawn again each time."""
    known = {str(element.get("id")): element for element in root.iter(f"{{{SVG}}}*") if element.get("id")}
    sheets = "".join(str(text) for sheet in root.iter(f"{{{SVG}}}style") for text in sheet.itertext())
    everywhere = PART.findall(sheets) if "marker" in sheets else []
    counts: dict[Element, int] = {}

    def count(element: Element) -> int:
        if element not in counts:
            counts[element] = 1  # what uses itself is drawn once
            inner = sum(count(child) for child in element.iterchildren(f"{{{SVG}}}*"))
            inner += sum(
                times * count(known[name]) for name, times in used(element, everywhere) if name in known
            )
            counts[element] = min(1 + inner, COPIES + 1)
        return counts[element]

    try:
        return count(root)
    except RecursionError:
        return COPIES + 1


def used(element: Element, everywhere: list[str]) -> list[tuple[str, int]]:
    """The names of the parts that an element draws besides its own, and how often each; `everywhere` are those of its style sheet."""
    kind = etree.QName(element).localname
    found = []
    if kind == "use":
        found.append(((element.get("href") or element.get(XLINK) or "")[1:], 1))
    corners = len(NUMBERS.findall(element.get("d") or element.get("points") or "")) // 2 + 2
    for key, value in element.attrib.items():
        marks = "marker" in str(key) or "marker" in str(value)
        found += [(name, corners if marks and kind in SHAPES else 1) for name in PART.findall(str(value))]
    if kind in SHAPES:
        found += [(name, corners) for name in everywhere]
    return found


def calm_filters(root: Element) -> list[str]:
    """Take from filters what would make endless work of them; what that was."""
    dropped = []
    for element in root.iter(f"{{{SVG}}}*"):
        kind = etree.QName(element).localname
        if kind != "filter" and not kind.startswith("fe"):
            continue
        in_units = element.get("filterUnits") == "userSpaceOnUse" or kind != "filter"
        limits = {name: 1e4 if in_units else most for name, most in WIDE.items()} | REACH
        for name, most in limits.items():
            numbers = []
            with suppress(ValueError, OverflowError):
                numbers = [abs(float(number)) for number in NUMBERS.findall(element.get(name) or "")]
            percent = 100 if "%" in (element.get(name) or "") else 1
            if any(number / percent > most for number in numbers):
                del element.attrib[name]
                dropped.append(f"{name} of <{kind}>")
    return dropped

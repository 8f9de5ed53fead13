"""Formulas that an author wrote in MathML → the same with words for those who cannot see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.xhtml import find, text_of

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

BETWEEN = {"mfrac": "/", "msub": "_", "msup": "^", "mroot": " root "}


def name_formulas(sheet: Sheet) -> None:
    """A formula without `alttext` gets its TeX, where it is noted, or its signs in one line: (a + b)/2."""
    for formula in find(sheet.body, "//m:math[not(@alttext)]"):
        notes = find(formula, ".//m:annotation[contains(@encoding,'tex')]")
        words = text_of(notes[0]) if notes else in_line(formula)
        if words:
            formula.set("alttext", words)


def in_line(element: Element) -> str:
    """The signs of a formula in one line."""
    name = etree.QName(element).localname
    parts = [in_line(child) for child in element.iterchildren(etree.Element)]
    if name in {"annotation", "annotation-xml"}:
        return ""
    if not parts:
        return text_of(element)
    if name in BETWEEN and len(parts) == 2:
        return BETWEEN[name].join(grouped(part) for part in parts)
    if name == "msqrt":
        return f"√{grouped(' '.join(parts))}"
    return " ".join(part for part in parts if part)


def grouped(part: str) -> str:
    """In brackets where there are several signs."""
    return f"({part})" if " " in part else part

"""Formulas that an author wrote in MathML → the same with words for those who cannot see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import find, text_of
from pamphleteer.maths.linear import linear

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet


def name_formulas(sheet: Sheet) -> None:
    """A formula without `alttext` gets its TeX, where it is noted, or its signs in one line: (a + b)/2."""
    for formula in find(sheet.body, "//m:math[not(@alttext)]"):
        notes = find(formula, ".//m:annotation[contains(@encoding,'tex')]")
        words = text_of(notes[0]) if notes else linear(formula)
        if words:
            formula.set("alttext", words)

"""Inline styles of the web → the few that make sense on a page of any size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import local

if TYPE_CHECKING:
    from pamphleteer.epub.xhtml import Element

EM = {
    "px": 16.0,
    "": 16.0,
    "pt": 12.0,
    "em": 1.0,
    "rem": 1.0,
    "ex": 2.0,
    "in": 1 / 6,
    "cm": 0.4233,
    "mm": 4.233,
    "pc": 1.0,
}
"""How many of a unit make one em at the usual letter size of 12 pt."""


def relative_length(length: str) -> str:
    """A length in per cent or em, `15em` for `240px`; empty when it is none."""
    match = re.fullmatch(r"\s*(\d*\.?\d+)\s*(%|px|pt|r?em|ex|in|cm|mm|pc|)\s*", length)
    if not match:
        return ""
    number, unit = float(match.group(1)), match.group(2)
    if unit == "%":
        return f"{min(number, 100):g}%"
    return f"{round(number / EM[unit], 2):g}em" if number else ""


def declarations(style: str) -> dict[str, str]:
    """Property → value."""
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.strip() for name, sign, value in pairs if sign}


def width_to_style(element: Element) -> None:
    """The attribute `width` as a style; heights follow from the width."""
    width = relative_length(element.get("width") or "")
    if width and "width" not in declarations(element.get("style") or ""):
        element.set("style", f"width: {width};{element.get('style') or ''}")


def keep_relative(element: Element) -> None:
    """Only widths in relative units and the alignment of text."""
    found = declarations(element.get("style") or "")
    kept = []
    if local(element) in {"img", "table", "col", "figure"} and (
        width := relative_length(found.get("width", ""))
    ):
        kept.append(f"width: {width}")
    if found.get("text-align") in {"left", "right", "center"}:
        kept.append(f"text-align: {found['text-align']}")
    if kept:
        element.set("style", "; ".join(kept))
    else:
        del element.attrib["style"]

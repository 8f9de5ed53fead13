"""A page with `pamphlet: leaflet` → one sheet with two sides, in the largest type that fits.

`leaflet` is for A4 and US Letter, `leaflet-a5` for sheets of half that size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pamphleteer.print.modes import (
    LINE,
    Markup,
    Value,
    call,
    code,
    definition,
    dictionary,
    escape,
    imported,
    over_lines,
    statement,
)
from pamphleteer.print.pamphlet_fit import SIZES
from pamphleteer.print.pamphlet_page import PamphletPage, Sheet
from pamphleteer.print.setting import measured

if TYPE_CHECKING:
    from pamphleteer.print.page import Page


def inputs(sheet: str, size: float) -> dict[str, str]:
    """Typst's `sys.inputs` for a sheet."""
    return {"layout": "leaflet", "edition": "large", "sheet": sheet, "size": f"{size:g}"}


def extents(
    source: Path, sheets: Iterable[str]
) -> dict[tuple[str, float], tuple[dict[str, Any], dict[str, float]]]:
    """For each sheet and size of text how far it reaches, and words that are wider than their column; raises MeasuringError."""
    told = [(sheet, size) for sheet in sheets for size in SIZES]
    layouts = [{**inputs(sheet, size), "mode": "fit"} for sheet, size in told]
    answers = measured(source, layouts, "selector(<extent>).or(<wide>)")
    found = {}
    for layout, answer in zip(told, answers, strict=True):
        wide: dict[str, float] = {}
        for word in (value for value in answer if "word" in value):
            wide[word["word"]] = max(word["over"], wide.get(word["word"], 0))
        found[layout] = (next(value for value in answer if "pages" in value), wide)
    return found


def largest(source: Path, sheets: Mapping[str, str]) -> tuple[dict[str, float], list[str]]:
    """For each sheet the largest size of text that fits; what does not fit at all."""
    sizes: dict[str, float] = {}
    faults: dict[str, None] = {}
    measures = extents(source, sheets)
    for sheet, name in sheets.items():
        for size in reversed(SIZES):
            found = list(misfits(*measures[sheet, size], name))
            if not found:
                sizes[sheet] = size
                break
        else:
            faults |= dict.fromkeys(found)
    return sizes, list(faults)


def misfits(extent: Mapping[str, Any], wide: Mapping[str, float], sheet: str) -> Iterator[str]:
    """What is too long or too wide on a sheet."""
    if extent["pages"] > 2:
        over = max(extent["used"] - extent["room"], extent["line"])
        lines = math.ceil(over / extent["line"])
        yield (
            f"the leaflet is {math.ceil(over)} mm too long on {sheet}: after “{extent['last']}” there is no more room; "
            f"shorten it by about {lines} {'line' if lines == 1 else 'lines'}"
        )
    for word, over in wide.items():
        yield f"no room for “{word}”, too wide by {math.ceil(over)} mm on {sheet}; write it shorter or give it more width"


class Leaflet(PamphletPage):
    """A sheet with two sides, read like a page."""

    long_edge = True
    sheets: ClassVar[dict[str, str]] = {"a4": "A4", "letter": "Letter"}

    def panel_faults(self) -> Iterator[str]:
        """A page without sections."""
        if not self.panels:
            yield f"{self.path}:1: a leaflet has a section for each thing it says, and this page has none: add “##” headings"

    def source(self, page: Page, book: Mapping[str, Value]) -> Markup:
        """Title, subtitle and sections."""
        parts = []
        for panel in self.panels:
            page.level, page.depth = 3, 2
            body = page.all(child for child in panel.section.children if child is not panel.heading)
            parts.append(panel.source(page, body=body + LINE))
        subtitle = escape(self.book.subtitle) if self.book.subtitle else None
        shown = statement(call("leaflet", code("panels"), dictionary({**book, "subtitle": subtitle})))
        return imported("leaflet") + definition("panels", over_lines(parts)) + shown

    def fit(self, main: Path) -> tuple[list[Sheet], list[str]]:
        """Each sheet in type as large as it allows."""
        sizes, misfits = largest(main, self.sheets)
        if misfits:
            return [], [f"{self.path}:{self.panels[-1].heading.line or 1}: {message}" for message in misfits]
        told = ((name, {**inputs(name, size), "mode": "print"}) for name, size in sizes.items())
        return [Sheet(name, values, self.sheets[name]) for name, values in told], []


class SmallLeaflet(Leaflet):
    """The same on half a sheet."""

    sheets: ClassVar[dict[str, str]] = {"a5": "A5", "half-letter": "half Letter"}

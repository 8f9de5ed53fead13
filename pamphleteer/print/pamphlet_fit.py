"""Typst source of a pamphlet → a message for each panel that is too long or holds something too wide."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pamphleteer.print.setting import FONTS

SHEETS = {"a4": "A4", "letter": "Letter"}
SIZES = (12, 12.5, 13, 13.5, 14)
"""Sizes of the text in points: clear print needs 12 and advises 14 (RNIB)."""
TOLERANCE = 0.05
"""Millimetres that nobody sees."""


@dataclass
class Measure:
    """What one panel needs on one sheet, in millimetres."""

    excess: float
    """By how much it is too long; negative when it fits."""
    line: float
    """The height of a line of text."""
    wide: dict[str, float] = field(default_factory=dict)
    """Words that are wider than their column, and by how much."""


def measure(source: Path, sheet: str, size: float) -> list[Measure]:
    """Lay out each panel by itself and read what it needs; raises typst.TypstError when the source has faults."""
    import typst  # 34 MB: loaded only where a compile is certain

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    inputs = {"edition": "large", "mode": "fit", "sheet": sheet, "size": f"{size:g}"}
    compiler = typst.Compiler(str(source), root=str(source.parent), font_paths=fonts, sys_inputs=inputs)
    return read(json.loads(compiler.query("selector(<panel>).or(<height>).or(<wide>)", field="value")))


def read(values: list[Any]) -> list[Measure]:
    """The values in order of the pages: a number opens a panel, then come its height and its wide words."""
    found: list[Measure] = []
    for value in values:
        if isinstance(value, int):
            found.append(Measure(0, 1))
        elif "need" in value:
            found[-1].excess = value["need"] - value["room"]
            found[-1].line = value["line"]
        else:
            wide = found[-1].wide
            wide[value["word"]] = max(value["over"], wide.get(value["word"], 0))
    return found


def largest(source: Path) -> tuple[float, list[tuple[int, str]]]:
    """The largest size of text with which every panel fits both sheets, and what does not fit at the smallest."""
    best, faults = float(SIZES[0]), list(overflows({sheet: measure(source, sheet, SIZES[0]) for sheet in SHEETS}))
    if faults:
        return best, faults
    for size in reversed(SIZES[1:]):
        if not any(True for sheet in SHEETS for _fault in overflows({sheet: measure(source, sheet, size)})):
            return size, []
    return best, []


def overflows(measures: dict[str, list[Measure]]) -> Iterator[tuple[int, str]]:
    """(panel number, what is wrong with it), from the measures of each sheet."""
    for number, panel in enumerate(zip(*measures.values(), strict=True), 1):
        sheets = dict(zip(measures, panel, strict=True))
        long = {sheet: m for sheet, m in sheets.items() if m.excess > TOLERANCE}
        if long:
            by = " and ".join(f"{math.ceil(m.excess)} mm too long on {SHEETS[sheet]}" for sheet, m in long.items())
            lines = max(math.ceil(m.excess / m.line) for m in long.values())
            yield number, f"is {by}; shorten it by about {lines} {'line' if lines == 1 else 'lines'}"
        for word in dict.fromkeys(word for m in panel for word in m.wide):
            over = {SHEETS[sheet]: math.ceil(m.wide[word]) for sheet, m in sheets.items() if word in m.wide}
            by = " and ".join(f"{mm} mm on {sheet}" for sheet, mm in over.items())
            yield number, f"has no room for “{word}”, which is too wide by {by}; write it shorter or give it more width"

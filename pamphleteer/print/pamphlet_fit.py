"""Typst source of a pamphlet → a message for each panel that is too long or holds something too wide."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pamphleteer.print.setting import measured

SHEETS = {"a4": "A4", "letter": "Letter"}
SIZES = (12.0, 12.5, 13.0, 13.5, 14.0)
"""Sizes of the text in points: clear print needs 12 and advises 14 (RNIB)."""
SIDES = {"outside": (1, 5, 6), "inside": (2, 3, 4)}
"""The panels that lie on a side; what lies side by side has text of one size."""
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


def measure(source: Path) -> dict[float, dict[str, list[Measure]]]:
    """Lay out each panel by itself and read what it needs: size of the text → sheet → panels; raises MeasuringError."""
    told = [(size, sheet) for size in SIZES for sheet in SHEETS]
    layouts = [
        {"edition": "large", "mode": "fit", "sheet": sheet, **text_sizes(dict.fromkeys(SIDES, size))}
        for size, sheet in told
    ]
    answers = measured(source, layouts, "selector(<panel>).or(<height>).or(<wide>)")
    found: dict[float, dict[str, list[Measure]]] = {size: {} for size in SIZES}
    for (size, sheet), answer in zip(told, answers, strict=True):
        found[size][sheet] = read(answer)
    return found


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


def text_sizes(sizes: Mapping[str, float]) -> dict[str, str]:
    """The size of the text on each side as Typst's `sys.inputs`."""
    return {side: f"{size:g}" for side, size in sizes.items()}


def largest(source: Path) -> tuple[dict[str, float], list[tuple[int, str]]]:
    """For each side the largest size of text with which its panels fit both sheets; what does not fit at all."""
    measures = measure(source)
    misfits = {size: list(overflows(measures[size])) for size in SIZES}
    sizes = dict.fromkeys(SIDES, SIZES[0])
    open_sides = [] if misfits[SIZES[0]] else list(SIDES)
    for size in reversed(SIZES[1:]):
        full = {number for number, _fault in misfits[size]}
        for side in [side for side in open_sides if full.isdisjoint(SIDES[side])]:
            sizes[side] = size
            open_sides.remove(side)
    return sizes, misfits[SIZES[0]]


def overflows(measures: dict[str, list[Measure]]) -> Iterator[tuple[int, str]]:
    """(panel number, what is wrong with it), from the measures of each sheet."""
    for number, panel in enumerate(zip(*measures.values(), strict=True), 1):
        sheets = {SHEETS[sheet]: found for sheet, found in zip(measures, panel, strict=True)}
        long = {sheet: found.excess for sheet, found in sheets.items() if found.excess > TOLERANCE}
        if long:
            lines = max(math.ceil(excess / sheets[sheet].line) for sheet, excess in long.items())
            noun = "line" if lines == 1 else "lines"
            yield number, f"is {each('{} mm too long on {}', long)}; shorten it by about {lines} {noun}"
        for word in dict.fromkeys(word for found in panel for word in found.wide):
            over = {sheet: found.wide[word] for sheet, found in sheets.items() if word in found.wide}
            by = each("{} mm on {}", over)
            yield (
                number,
                f"has no room for “{word}”, too wide by {by}; write it shorter or give it more width",
            )


def each(pattern: str, amounts: dict[str, float]) -> str:
    """The pattern with the amount and the name of each sheet, joined."""
    return " and ".join(pattern.format(math.ceil(amount), sheet) for sheet, amount in amounts.items())

"""A page of a PDF → the colour of each of its texts and of what lies under it, read from the page by pikepdf alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pikepdf
from pikepdf import Matrix

Colour = tuple[float, ...]
"""Red, green and blue, 0 to 1."""
WHITE: Colour = (1.0, 1.0, 1.0)
Box = tuple[float, float, float, float]


@dataclass
class Ink:
    """Follows what is filled on a page."""

    filled: list[tuple[Box, Colour]] = field(default_factory=list)
    """What has been painted so far, by the box around it."""
    outline: list[tuple[float, float]] = field(default_factory=list)

    def ground(self, x: float, y: float) -> Colour:
        """What was painted last at a place."""
        boxes = (colour for (a, b, c, d), colour in reversed(self.filled) if a <= x <= c and b <= y <= d)
        return next(boxes, WHITE)

    def paint(self, operator: str, numbers: list[float], matrix: Matrix, colour: Colour) -> None:
        """Draw an outline, fill it or drop it."""
        match operator, numbers:
            case "m" | "l" | "c", [*_, x, y]:
                self.outline.append(matrix.transform((x, y)))
            case "re", [x, y, wide, high]:
                self.outline += [matrix.transform(end) for end in ((x, y), (x + wide, y + high))]
            case "f" | "B" | "f*" | "B*", _:
                xs, ys = zip(*self.outline, strict=True)
                self.filled.append(((min(xs), min(ys), max(xs), max(ys)), colour))
                self.outline = []
            case "S" | "n", _:
                self.outline = []

    def texts(self, page: pikepdf.Page) -> Iterator[tuple[Colour, Colour]]:
        """The colour of each piece of text, and that of its ground."""
        state: tuple[Matrix, Colour] = (Matrix(), (0.0, 0.0, 0.0))
        stack, text = [state], Matrix()
        for instruction in pikepdf.parse_content_stream(page):
            operator, (matrix, colour) = str(instruction.operator), state
            numbers = [float(one) for one in instruction.operands if isinstance(one, int | float | Decimal)]
            match operator:
                case "q":
                    stack.append(state)
                case "Q":
                    state = stack.pop()
                case "cm":
                    state = Matrix(*numbers) @ matrix, colour
                case "scn" | "sc" | "rg" | "g":
                    state = matrix, tuple(numbers) * (3 // len(numbers))
                case "Tm":
                    text = Matrix(*numbers)
                case "Tj" | "TJ":
                    at = text @ matrix
                    yield colour, self.ground(at.e + 1, at.f + 1)
                case _:
                    self.paint(operator, numbers, matrix, colour)


def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrasts(path: Path) -> dict[tuple[Colour, Colour], float]:
    """Each pair of text and ground in a PDF, and its contrast (WCAG 2.2)."""
    with pikepdf.open(path) as pdf:
        pairs = {pair for page in pdf.pages for pair in Ink().texts(page)}
    found = {}
    for pair in pairs:
        dark, light = sorted(map(luminance, pair))
        found[pair] = (light + 0.05) / (dark + 0.05)
    return found

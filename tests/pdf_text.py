"""A page of a PDF → its pieces of text with place and size, read from the page itself by pikepdf alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Matrix

ONE = re.compile(r"<(\w+)>\s*<(\w+)>")
RANGE = re.compile(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>")


@dataclass(frozen=True)
class Piece:
    """Text that is shown by one operator."""

    text: str
    x: float
    """Where it begins, in points from the left edge."""
    y: float
    """Its base line, in points from the lower edge."""
    size: float
    """Size of the type in points, as it appears on paper."""


def letters(font: pikepdf.Object) -> dict[int, str]:
    """Character code → text, from the font's own table."""
    table: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return table
    source = font.ToUnicode.read_bytes().decode("latin-1")
    for body in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, text in ONE.findall(body):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for body in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, text in RANGE.findall(body):
            for n in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + n] = chr(int(text, 16) + n)
    return table


class Reader:
    """Follows the operators of the pages of one file."""

    def __init__(self) -> None:
        self.fonts: dict[tuple[int, int], dict[int, str]] = {}

    def table(self, font: pikepdf.Object) -> dict[int, str]:
        """The letters of a font, which many pages use."""
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = letters(font)
        return self.fonts[font.objgen]

    def pieces(
        self, stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, matrix: Matrix
    ) -> Iterator[Piece]:
        """The text of a page or form, in the order in which it is drawn."""
        stack, text, size, table = [], Matrix(), 0.0, dict[int, str]()
        for instruction in pikepdf.parse_content_stream(stream):
            operands = instruction.operands
            match str(instruction.operator):
                case "q":
                    stack.append(matrix)
                case "Q":
                    matrix = stack.pop()
                case "cm":
                    matrix = Matrix(*map(float, operands)) @ matrix
                case "Tm":
                    text = Matrix(*map(float, operands))
                case "Tf":
                    table, size = self.table(resources["/Font"][str(operands[0])]), float(operands[1])
                case "Do":
                    form = resources["/XObject"][str(operands[0])]
                    if form.get("/Subtype") == "/Form":
                        own = Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))) @ matrix
                        yield from self.pieces(form, form.get("/Resources", resources), own)
                case "Tj" | "TJ":
                    full = text @ matrix
                    scale = (full.c**2 + full.d**2) ** 0.5
                    yield Piece(decode(operands[0], table), full.e, full.f, round(size * scale, 2))


def decode(shown: pikepdf.Object, table: dict[int, str]) -> str:
    """The text of an operand: codes of two bytes, with spacing between."""
    parts = (
        [shown] if isinstance(shown, pikepdf.String) else [p for p in shown if isinstance(p, pikepdf.String)]
    )
    codes = b"".join(bytes(part) for part in parts)
    return "".join(table.get(int.from_bytes(codes[n : n + 2], "big"), "") for n in range(0, len(codes), 2))


def pages(path: Path) -> list[list[Piece]]:
    """The text of each page."""
    reader = Reader()
    with pikepdf.open(path) as pdf:
        return [list(reader.pieces(page, page.resources, Matrix())) for page in pdf.pages]

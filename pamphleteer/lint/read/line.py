"""Pieces of a line, written one after the other → its text with the marks that lie on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pamphleteer.lint.page import OPAQUE, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

MarkKind = Literal["link", "cite", "explained", "strong"]


class Line:
    """One run of text in the making."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.open_marks: list[tuple[MarkKind, str, int]] = []

    def write(self, text: str) -> None:
        """Add text as a reader sees it."""
        self.pieces.append(text)
        self.length += len(text)

    def write_opaque(self, kind: MarkKind | None = None, target: str = "") -> None:
        """Add one piece that is not prose."""
        if kind:
            self.marks.append(Mark(kind, self.length, self.length + 1, target))
        self.write(OPAQUE)

    def open(self, kind: MarkKind, target: str = "") -> None:
        """Begin a mark."""
        self.open_marks.append((kind, target, self.length))

    def close(self) -> None:
        """End the mark that was opened last."""
        kind, target, start = self.open_marks.pop()
        if self.length > start:
            self.marks.append(Mark(kind, start, self.length, target))

    def close_to(self, count: int) -> None:
        """End all marks but the first `count`."""
        while len(self.open_marks) > count:
            self.close()

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """The text without spaces around it, and its marks."""
        text = "".join(self.pieces)
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        return text, tuple(sorted(shifted(self.marks, lead, len(text)), key=lambda mark: mark.start))


def shifted(marks: list[Mark], lead: int, length: int) -> Iterator[Mark]:
    """The marks after `lead` characters were taken away before them and all behind `length`."""
    for mark in marks:
        start, end = max(mark.start - lead, 0), min(mark.end - lead, length)
        if end > start:
            yield replace(mark, start=start, end=end)

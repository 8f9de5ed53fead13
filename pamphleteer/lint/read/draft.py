"""Blocks, one after the other → a `Page`: keeps the headings above, the lists that are open, and the allowances."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pamphleteer.lint.page import Allowance, Block, Kind, Mark, Page, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"[^\W_]")
ALLOW = re.compile(r"\ballow[ \t]+([\w-]+[ \t]*(?::.*)?)$", re.MULTILINE)


class Draft:
    """A page in the making, for the readers that read a file from top to bottom."""

    def __init__(self, path: str, language: str) -> None:
        self.path, self.language = path, language
        self.blocks: list[Block] = []
        self.headings: list[tuple[int, str]] = []
        """Level and text of the headings above, outermost first."""
        self.lists: list[int] = []
        self.list_count = 0
        self.waiting: list[Allowance] = []
        self.covering: list[tuple[int, list[Allowance], int]] = []
        """Depth of a node under an allowance, and the number of blocks before it."""
        self.allowances: list[Allowance] = []

    def add(
        self,
        kind: Kind,
        text: str,
        line: int,
        *,
        marks: tuple[Mark, ...] = (),
        level: int = 0,
        spans: tuple[Span, ...] | None = None,
        language: str = "",
    ) -> None:
        """Add one block, unless nothing can be read in it."""
        if not WORD.search(text) and kind not in ("marker", "table", "other"):
            return
        section = tuple(title for _level, title in self.headings)
        list_id = self.lists[-1] if self.lists and kind == "marker" else 0
        self.blocks.append(
            Block(
                kind, text, self.path, line, section, level, list_id, language or self.language, marks, spans
            )
        )

    def heading(self, level: int, text: str, line: int, marks: tuple[Mark, ...] = ()) -> None:
        """Add a heading; what follows stands in its section."""
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.add("heading", text, line, marks=marks, level=level)
        self.headings.append((level, text))

    def open_list(self) -> None:
        """Begin a list."""
        self.list_count += 1
        self.lists.append(self.list_count)

    def close_list(self) -> None:
        """End the list that was begun last."""
        self.lists.pop()

    def note_allowances(self, comment: str, line: int) -> None:
        """Remember each `allow …` of a comment, whose first line is given, for the node that follows."""
        here, seen = line, 0
        for found in ALLOW.finditer(comment):
            here, seen = here + comment.count("\n", seen, found.start()), found.start()
            self.waiting.append(Allowance(found[1].strip(), self.path, here))

    def open_node(self, depth: int) -> None:
        """Let the allowances that wait cover the node that begins at this depth."""
        if self.waiting:
            self.covering.append((depth, self.waiting, len(self.blocks)))
            self.waiting = []

    def close_node(self, depth: int) -> None:
        """End the node that was opened at this depth."""
        if self.covering and self.covering[-1][0] == depth:
            _depth, allowances, first = self.covering.pop()
            covered = frozenset(self.blocks[first:])
            self.allowances += [replace(allowance, blocks=covered) for allowance in allowances]

    def page(self, metadata: Mapping[str, Any]) -> Page:
        """The finished page."""
        allowances = sorted((*self.allowances, *self.waiting), key=lambda a: a.line)
        return Page(self.path, tuple(self.blocks), self.language, metadata, tuple(allowances))

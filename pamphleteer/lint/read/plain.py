"""Plain text → a `Page` with the headings, lists and paragraphs that a person would see in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.read.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.page import Page
    from pamphleteer.lint.source import Source

ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[•◦▪●‣*·–-]|\(?\d{1,3}[.)]|o(?=[ \t]))(?:[ \t]+)(?=\S)")
UNDERLINE = re.compile(r"[ \t]*([=\-~*#^_])\1{2,}[ \t]*$")
NO_HEADING_END = (".", ",", ";", ":", "!", "…")
LONGEST_HEADING = 90
"""Letters of a heading; what is longer is a passage."""
MOST_WORDS = 14

Lines = list[tuple[int, str]]
"""Numbers and texts of lines that follow each other."""


def read_plain(source: Source, path: str, language: str) -> Page:
    """The page that a file makes."""
    draft = Draft(path, language)
    reader = Reader(draft, source)
    for chunk in chunks(source):
        reader.read(chunk)
    reader.end_list()
    return draft.page({})


def chunks(source: Source) -> Iterator[Lines]:
    """The lines of a file in groups between blank lines."""
    group: Lines = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            group.append((number, line))
        elif group:
            yield group
            group = []
    if group:
        yield group


class Reader:
    """Takes one group of lines after the other."""

    def __init__(self, draft: Draft, source: Source) -> None:
        self.draft, self.source = draft, source
        self.indents: list[int] = []
        """The indentation of each list that is open."""

    def read(self, lines: Lines) -> None:
        """Add the blocks of a group: a heading, items of a list, a paragraph."""
        first = lines[0][1]
        if (len(lines) == 2 and UNDERLINE.match(lines[1][1])) or (
            len(lines) == 1 and looks_like_heading(first)
        ):
            self.end_list()
            self.heading(lines[0])
        else:
            self.read_text(lines)

    def heading(self, line: tuple[int, str]) -> None:
        """Add a heading: the first of the file is its title."""
        level = 2 if self.draft.headings else 1
        self.draft.heading(level, squeezed(line[1]), line[0])

    def read_text(self, lines: Lines) -> None:
        """Add items and paragraphs; a line without a marker goes on with what stands before it."""
        open_lines: Lines = []
        item: re.Match[str] | None = None
        for number, line in lines:
            if (found := ITEM.match(line)) and not (open_lines and not item and found["marker"] in "–-*o"):
                self.add(open_lines, item)
                open_lines, item = [(number, line[found.end() :])], found
                self.open_item(number, found)
            else:
                open_lines.append((number, line))
        self.add(open_lines, item)

    def add(self, lines: Lines, item: re.Match[str] | None) -> None:
        """Add a block made of lines."""
        if lines:
            if not item:
                self.end_list()
            text = squeezed(" ".join(line for _number, line in lines))
            self.draft.add("item" if item else "paragraph", text, lines[0][0])

    def open_item(self, number: int, found: re.Match[str]) -> None:
        """Add the marker of an item, in the list that its indentation names."""
        indent = len(found["indent"].expandtabs())
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
            self.draft.close_list()
        if not self.indents or indent > self.indents[-1]:
            self.indents.append(indent)
            self.draft.open_list()
        start = self.source.offset(number) + found.start("marker")
        spans = tuple((n, n + 1) for n in range(start, start + len(found["marker"])))
        self.draft.add("marker", found["marker"], number, level=len(self.indents), spans=spans)

    def end_list(self) -> None:
        """End all lists."""
        while self.indents:
            self.indents.pop()
            self.draft.close_list()


def squeezed(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def looks_like_heading(line: str) -> bool:
    """Whether a line that stands alone is a heading: short, no list item, and no sentence."""
    text = line.strip()
    return (
        len(text) <= LONGEST_HEADING
        and len(text.split()) <= MOST_WORDS
        and not text.endswith(NO_HEADING_END)
        and not ITEM.match(line)
        and (text[0].isupper() or text[0].isdigit() or text[0] in "“\"¿¡‘'(")
        and any(c.isalpha() for c in text)
    )

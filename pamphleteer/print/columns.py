"""The cells of a table → what each column must have room for: the words that cannot be parted, measured by the template."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes

from pamphleteer.maths import typst as maths
from pamphleteer.maths.mathml import UnreadableTexError, mathml
from pamphleteer.print.markup import broken_parts
from pamphleteer.print.modes import Code, call, dictionary, equation, named, value
from pamphleteer.print.page import Page
from pamphleteer.print.references import SPARE, added

BLANK = re.compile(r"[ \t\r\n]+")
SINGLE = re.compile(
    "([\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])|(?<=-)(?=[^\\W\\d])|(?<=[\u2010\u2013\u2014])(?=\\w)"
)
"""Where a line may end within a word: around a letter of Chinese or Japanese, after a hyphen, but for one before a digit (UAX 14)."""
CODE = re.compile(r".*?(?:[/._=&?,:(\[*+#~-]{1,12}|\w{12}|$)", re.DOTALL)
"""The parts of a long name in code, as the template breaks it."""
LONG_CODE = 16
MOST = 5
"""So many of the widest words, by estimate, are measured."""
MOST_PARTS = 8
"""So many of the words with the widest parts, where hyphens may part them, are measured too."""
SHORT_WORD = 6
"""A word of so many letters is often not parted."""
VOWELS = re.compile("[aeiouyæøœаеёиоуыэюяєіїαεηιουω]+")
NARROW, WIDE = frozenset("iIjlftr.,:;'|!()[]"), frozenset("mwMW@%—…")
HEAVY = {"plain": 1.0, "em": 1.0, "strong": 1.1, "head": 1.1, "code": 1.2, "box": 1.1}
"""Styles of words, and how much wider they are; where a word has several, the widest counts."""
STYLES: dict[type[nodes.Node], str] = {
    nodes.literal: "code",
    nodes.literal_block: "code",
    nodes.doctest_block: "code",
    nodes.strong: "strong",
    nodes.emphasis: "em",
}
BESIDE: dict[type[Any], float] = {
    nodes.list_item: 2.2,
    nodes.definition: 1.5,
    nodes.field_body: 1.5,
    nodes.block_quote: 3,
    nodes.Admonition: 2.4,
    nodes.literal_block: 1.8,
    nodes.container: 2,
    nodes.entry: 1,
}
"""What stands beside the text of a block, in em, at most."""


@dataclass(frozen=True)
class Word:
    """What cannot be parted."""

    text: str
    style: str = "plain"
    beside: float = 0
    """Room that the blocks around it take, in em."""
    span: int = 1
    """Columns that its cell has."""
    source: Code | None = None
    """Typst source, where it is no text."""

    @property
    def width(self) -> float:
        """About how wide it is, in em."""
        letters = sum(
            0.3 if sign in NARROW else 0.9 if sign in WIDE else 1 if wide(sign) else 0.55
            for sign in self.text
        )
        return (letters * HEAVY[self.style] + self.beside) / self.span

    @property
    def part(self) -> float:
        """About how wide its widest part is, in em, where hyphens may part it: between two of its vowels."""
        plain = unicodedata.normalize("NFD", self.text.casefold())
        vowels = len(VOWELS.findall(plain))
        if vowels < 2 or self.style in {"code", "box"} or SPARE in plain:
            return self.width
        return self.width * min(1, max(SHORT_WORD / len(self.text), 1.5 / vowels))

    def typst(self) -> Code:
        """As the template takes it."""
        return value((self.style, self.source or self.text, self.beside, self.span))


def wide(sign: str) -> bool:
    """Whether a character takes a whole square."""
    return unicodedata.east_asian_width(sign) in "WF"


@dataclass
class Words:
    """The words of a cell, while it is being read."""

    page: Page
    span: int
    found: list[Word] = field(default_factory=list)
    parts: list[Word] = field(default_factory=list)
    """Those of the word that is being read, which may go on after a change of style."""

    def end(self) -> None:
        """The word ends here."""
        if self.parts:
            style = max((part.style for part in self.parts), key=lambda name: HEAVY[name])
            text, beside = "".join(part.text for part in self.parts), self.parts[0].beside
            self.found += [Word(part, style, beside, self.span) for part in pieces(text, style)]
        self.parts = []

    def read(self, node: nodes.Node, style: str, beside: float) -> None:
        """Take the words of a node."""
        if isinstance(node, nodes.Text):
            for count, part in enumerate(BLANK.split(node.astext())):
                if count:
                    self.end()
                if part:
                    self.parts.append(Word(part, style, beside))
        elif isinstance(node, nodes.math | nodes.math_block):
            self.end()
            self.found.append(formula(node, self.page, beside, self.span))
        elif isinstance(node, nodes.table):
            self.end()
            self.found += tables_within(node, self.page, beside, self.span)
        elif isinstance(node, nodes.Element) and not isinstance(node, nodes.Invisible | nodes.raw):
            self.inside(node, style, beside)

    def inside(self, node: nodes.Element, style: str, beside: float) -> None:
        """Take the words of the children of a node."""
        own = next((STYLES[kind] for kind in type(node).__mro__ if kind in STYLES), style)
        if {"kbd", "guilabel", "sd-badge"} & set(node.get("classes", ())):
            own = "box"
        style = max(style, own, key=lambda name: HEAVY[name])
        beside += next((BESIDE[kind] for kind in type(node).__mro__ if kind in BESIDE), 0)
        is_block = not isinstance(node, nodes.Inline)
        if is_block:
            self.end()
        before, after = added(node, self.page)
        for child in (nodes.Text(before), *node.children, nodes.Text(after)):
            self.read(child, style, beside)
        if is_block:
            self.end()


def pieces(text: str, style: str) -> Iterator[str]:
    """The parts of a word that stay on one line."""
    if style == "code":
        parts = CODE.findall(text) if len(text) >= LONG_CODE else [text]
    else:
        parts = [piece for part in broken_parts(text) for piece in SINGLE.split(part)]
    yield from filter(None, parts)


def formula(node: nodes.Element, page: Page, beside: float, span: int) -> Word:
    """A formula, which is measured as it is set; one that cannot be set, by its source."""
    tex, block = node.astext(), isinstance(node, nodes.math_block)
    try:
        found = mathml(tex, block=block, macros=page.press.macros)
    except UnreadableTexError:
        return Word(max(tex.split(), key=len, default=""), "code", beside, span)
    size = maths.smallest(found, block=block)
    source = call(
        "formula", "", named({"smallest": size, "block": block, "body": equation(maths.typeset(found))})
    )
    return Word(tex, "plain", beside, span, source)


def tables_within(node: nodes.table, page: Page, beside: float, span: int) -> Iterator[Word]:
    """A table in a cell: the columns that it must have room for."""
    for group in node.findall(nodes.tgroup):
        if group.parent is node:
            columns = [
                dictionary({"words": [word.typst() for word in column]})
                for column in widest_words(group, page)
            ]
            yield Word("", "plain", beside, span, value(columns))


def widest_words(group: nodes.tgroup, page: Page) -> list[list[Word]]:
    """For each column the words that may be its widest."""
    count = sum(isinstance(child, nodes.colspec) for child in group.children)
    found: list[dict[Word, None]] = [{} for _ in range(count)]
    stubs = [spec.get("stub") for spec in group.children if isinstance(spec, nodes.colspec)]
    for part in group.children:
        if isinstance(part, nodes.thead | nodes.tbody):
            for row, places in zip(part.children, first_columns(part), strict=True):
                for entry, place in zip(row.children, places, strict=True):
                    is_head = isinstance(part, nodes.thead) or stubs[place]
                    for word in words_of(entry, page, "head" if is_head else "plain"):
                        for column in found[place : place + word.span]:
                            column[word] = None
    return [chosen(column) for column in found]


def chosen(words: dict[Word, None]) -> list[Word]:
    """The few that may be the widest; what is no text is measured in any case."""
    others = [word for word in words if word.source]
    texts = sorted((word for word in words if not word.source), key=lambda word: -word.width)
    return others + texts[:MOST] + sorted(texts[MOST:], key=lambda word: -word.part)[:MOST_PARTS]


def words_of(entry: Any, page: Page, style: str) -> list[Word]:
    """What cannot be parted in a cell."""
    words = Words(page, entry.get("morecols", 0) + 1)
    for child in entry.children:
        words.read(child, style, 0)
    words.end()
    return words.found


def room_beside(node: nodes.Node) -> float | None:
    """What lists and boxes around a node take from its line, in em; None within a table, which has columns."""
    wide, above = 0.0, node.parent
    while above is not None:
        if isinstance(above, nodes.entry):
            return None
        wide += next((BESIDE[kind] for kind in type(above).__mro__ if kind in BESIDE), 0)
        above = above.parent
    return wide


def first_columns(part: nodes.Element) -> list[list[int]]:
    """For each row, the column in which each of its cells begins; cells that span rows push later ones aside."""
    taken: dict[int, int] = {}
    """Column → rows that a cell from above still covers."""
    places = []
    for row in part.children:
        column, found = 0, []
        covered = {place for place, rows in taken.items() if rows}
        taken = {place: rows - 1 for place, rows in taken.items() if rows}
        entry: Any
        for entry in row.children:
            while column in covered:
                column += 1
            found.append(column)
            width = entry.get("morecols", 0) + 1
            taken.update(dict.fromkeys(range(column, column + width), entry.get("morerows", 0)))
            column += width
        places.append(found)
    return places

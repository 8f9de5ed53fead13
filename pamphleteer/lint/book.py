"""The pages of a book, or of several → a `Book`: what the rules see that compare pages.

Of each page a `Record` is kept, which is small and outlives the page; pages themselves are asked for when a finding is told.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pamphleteer.lint.allow import allowances_of
from pamphleteer.lint.copies.clusters import Cluster, clusters_of
from pamphleteer.lint.copies.find import find_copies
from pamphleteer.lint.copies.sections import copied_sections
from pamphleteer.lint.copies.texts import Text, texts_of
from pamphleteer.lint.locate import Locator
from pamphleteer.lint.page import Match
from pamphleteer.lint.prose import speaks
from pamphleteer.lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pamphleteer.lint.copies.corpus import Corpus
    from pamphleteer.lint.copies.judge import Copy, Place
    from pamphleteer.lint.copies.memory import Memory
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.page import Allowance, Block, Page, Severity
    from pamphleteer.lint.source import Source
    from pamphleteer.lint.terms import Termbase

Uses = dict[str, Counter[str]]
"""Of each concept, how often a page says each of its words."""


@dataclass
class Record:
    """What is kept of a page."""

    path: str
    texts: tuple[Text, ...]
    """Its own text, and those of the files that it includes."""
    allowances: tuple[Allowance, ...] = ()
    uses: Uses = field(default_factory=dict)


def record_of(page: Page, read: Callable[[str], Source | None], *, own: bool = True) -> Record:
    """The record of a page; one of an earlier book is not `own`: it is only compared with."""
    allowances = tuple(replace(allowance, blocks=frozenset()) for allowance in allowances_of(page, read))
    texts = tuple(replace(text, own=own) for text in texts_of(page)) if not page.pairs else ()
    return Record(page.path, texts, allowances, uses_of(page) if own else {})


def uses_of(page: Page) -> Uses:
    """How often a page says the words of each concept that has more than one."""
    found: Uses = {}
    for concept in page.terms or ():
        if concept.synonyms and concept.forms:
            counts: Counter[str] = Counter()
            for word, form in ((concept.preferred, concept.forms), *concept.other_forms):
                blocks = (block for block in page.prose if speaks(block, concept.language))
                counts[word] = sum(1 for block in blocks for _match in used(form, block))
            if counts := +counts:
                found[concept.preferred] = counts
    return found


def used(form: re.Pattern[str], block: Block) -> Iterator[re.Match[str]]:
    """Where a block uses a word, and does not introduce or quote it."""
    return (
        match for match in form.finditer(block.text) if not INTRODUCED.search(block.text, 0, match.start())
    )


INTRODUCED = re.compile(
    r"(?:[(“\"‘]|\b(?:call(?:s|ed)?|known as|named|term(?:ed)?|or)(?: it)?)\s*(?:an? |the |[“\"‘])*$",
    re.IGNORECASE,
)
"""What stands before a word that is only mentioned."""


@dataclass(eq=False)
class Book:
    """All pages that are linted together."""

    records: Sequence[Record]
    load: Callable[[str], Page | None]
    """The page that a file is part of."""
    read: Callable[[str], Source | None]
    terms: Termbase | None = None
    settings: Settings = field(default_factory=Settings)
    memory: Memory | None = None
    """What is known of the last run, so that only changed texts are compared again."""
    books: dict[str, str] = field(default_factory=dict)
    """Of each file, the book it belongs to: given where only copies between books are wanted."""

    @cached_property
    def texts(self) -> list[Text]:
        """All texts, earlier books first; a file that several pages include counts once."""
        found: dict[str, Text] = {}
        for record in self.records:
            for text in record.texts:
                if text.path not in found or text.path == record.path:
                    found[text.path] = text
        return sorted(found.values(), key=lambda text: (text.own, text.path))

    @cached_property
    def allowances(self) -> list[Allowance]:
        """The allowances of all pages."""
        return [allowance for record in self.records for allowance in record.allowances]

    @cached_property
    def found(self) -> tuple[Corpus, list[Copy]]:
        """All copies."""
        return self.memory.find(self.texts) if self.memory else find_copies(self.texts)

    @property
    def corpus(self) -> Corpus:
        """The words of all texts."""
        return self.found[0]

    @cached_property
    def copies(self) -> list[Copy]:
        """The copies that are wanted; those between files of one book are left to its own run."""
        return [
            copy
            for copy in self.found[1]
            if not self.books or self.book_of(copy.left) != self.book_of(copy.right)
        ]

    @cached_property
    def clusters(self) -> list[Cluster]:
        """The copies of one passage together."""
        return clusters_of(self.copies)

    @cached_property
    def section_clusters(self) -> list[Cluster]:
        """Those of which one copy at least is of a whole section."""
        return [c for c in self.clusters if any(copied_sections(self.corpus, copy) for copy in c.copies)]

    @property
    def passage_clusters(self) -> list[Cluster]:
        """All others."""
        sections = {id(cluster) for cluster in self.section_clusters}
        return [cluster for cluster in self.clusters if id(cluster) not in sections]

    def book_of(self, place: Place) -> str:
        """The book that a place belongs to."""
        path = self.texts[place.text].path
        return self.books.get(path, path)

    def page(self, place: Place) -> Page | None:
        """The page of a place."""
        return self.load(self.texts[place.text].path)

    def locator(self, page: Page) -> Locator:
        """What finds places on a page, kept for the next finding."""
        if page.path not in self.locators:
            self.locators[page.path] = Locator(page.blocks, self.read)
        return self.locators[page.path]

    @cached_property
    def locators(self) -> dict[str, Locator]:
        """By the path of the page."""
        return {}

    def finding(self, match: Match, rule: str, severity: Severity) -> Finding:
        """A match at its place; its other places may be on other pages."""
        here = self.at(match).finding(replace(match, related=()), rule, severity)
        return replace(here, related=tuple(self.at(other).place(other) for other in match.related))

    def at(self, match: Match) -> Locator:
        """The locator for the page of a match."""
        page = self.load(match.block.path)
        return self.locator(page) if page else Locator((match.block,), self.read)

    def match(self, place: Place, message: str, hint: str = "") -> Match | None:
        """A match of all of a place; None when its page is gone."""
        page = self.page(place)
        if page is None:
            return None
        base = int(self.corpus.sentence[place.text])
        text = self.texts[place.text]
        first, last = place.low - base, place.high - 1 - base
        opening, closing = page.blocks[int(text.block[first])], page.blocks[int(text.block[last])]
        return Match(opening, int(text.start[first]), int(text.end[last]), message, hint, last=closing)

    def said(self, sentence: int) -> tuple[Block, int, int] | None:
        """The block of a sentence of the corpus, and where in it the sentence stands."""
        number = int(self.corpus.text[sentence])
        text = self.texts[number]
        page = self.load(text.path)
        at = sentence - int(self.corpus.sentence[number])
        return (page.blocks[int(text.block[at])], int(text.start[at]), int(text.end[at])) if page else None

    def lines(self, place: Place) -> tuple[int, int]:
        """The first and the last line of a place."""
        match = self.match(place, "")
        if match is None:
            return 1, 1
        found = self.at(match).place(match)
        return found.line, found.end_line

    def pages(self) -> Iterator[Page]:
        """All own pages, one after the other."""
        for record in self.records:
            if record.uses and (page := self.load(record.path)):
                yield page


def relative(path: str, start: str) -> str:
    """A path as one writes it in a file that lies beside it."""
    return os.path.relpath(path, os.path.dirname(start) or ".").replace(os.sep, "/")

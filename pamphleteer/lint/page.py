"""What a rule sees of a document: a `Page` of `Block`s in reading order, with no markup and no files.

Every adapter (Sphinx, single files, e-books, catalogues) makes this same model, so a rule is written once.
What is not prose (code, maths, addresses, footnote marks, pictures inside a line) is one OPAQUE character in the text,
so that no rule reads across it as if nothing stood there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pamphleteer.lint.settings import Settings
from pamphleteer.lint.settings import Severity as Severity  # noqa: PLC0414 - a re-export: rules need this module alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pamphleteer.lint.terms.concept import Termbase

OPAQUE = "\ufffc"
"""Stands in a text for one piece of the line that is not prose (U+FFFC OBJECT REPLACEMENT CHARACTER)."""

Kind = Literal[
    "heading", "paragraph", "item", "cell", "caption", "note", "alt", "image", "marker", "table", "other"
]
"""`item` is the first paragraph of a list item, `note` one of a footnote, `caption` also the title of a box;
`image` holds the file name of a picture, `marker` the number or sign of a list item as written;
`table` stands before the cells of a table, `other` for something that is not prose: code, maths, a list of pages."""

NO_PROSE = ("image", "marker", "table", "other")

Span = tuple[int, int]
"""Start and end of one character of a text in its source, in code points from the start of the file."""


@dataclass(frozen=True)
class Mark:
    """A stretch of a block's text that the writer marked."""

    kind: Literal["link", "cite", "explained", "strong"]
    """`cite` points at a source or a footnote, `explained` is an abbreviation or term that says what it means."""
    start: int
    end: int
    target: str = ""
    """Where a link leads; what an abbreviation means."""


@dataclass(frozen=True, eq=False)
class Block:
    """One run of text that belongs together. Blocks are compared by identity: equal text may stand twice."""

    kind: Kind
    text: str
    """As a reader sees it; line ends are spaces."""
    path: str
    """The file in which it is written, which for an included passage is not the page's own."""
    line: int
    """Where the block begins in that file, from 1; 0 when it is not known."""
    section: tuple[str, ...] = ()
    """The headings above, outermost first."""
    level: int = 0
    """Of a heading: 1 for `#`; of a list marker: how deep its list is nested; of a table: its rows of headings."""
    list_id: int = 0
    """Of a list marker: which list of the page it belongs to."""
    language: str = "en"
    marks: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] | None = None
    """Where each character stands, when the adapter knows it already."""

    @property
    def prose(self) -> bool:
        """Whether a reader reads it as words."""
        return self.kind not in NO_PROSE and bool(self.text.strip())


@dataclass(frozen=True, eq=False)
class Pair:
    """A text of a catalogue and its translation, or one of its plural forms; both as written, markup and all."""

    sources: tuple[Block, ...]
    """What is to be translated; with its plural, where it has one."""
    target: Block
    """The translation; without text when there is none yet."""
    flags: frozenset[str] = frozenset()
    """What the catalogue says of the entry: `fuzzy`, `python-format`."""
    form: int = 0
    """Which plural form the translation is."""
    forms: int = 1
    """How many plural forms there are."""

    @property
    def usable(self) -> bool:
        """Whether there is a translation, and one that a program takes."""
        return bool(self.target.text.strip()) and "fuzzy" not in self.flags


@dataclass(frozen=True)
class Allowance:
    """`% allow RULE: REASON` in the source: silences a rule for the block that follows."""

    text: str
    """What stands behind `allow`."""
    path: str
    line: int
    blocks: frozenset[Block] = frozenset()
    """What it covers."""
    whole_page: bool = False
    """Whether it stands for all blocks, from the front matter or the settings."""
    from_settings: bool = False
    """Whether it stands in `pyproject.toml`, for more files than this one."""


@dataclass(frozen=True)
class Page:
    """One document."""

    path: str
    blocks: tuple[Block, ...]
    language: str = "en"
    metadata: Mapping[str, Any] = field(default_factory=dict)
    """The front matter."""
    allowances: tuple[Allowance, ...] = ()
    terms: Termbase | None = None
    """The words of the book, from its `terms.yml` and the package."""
    subject: str = ""
    """The title of the book."""
    settings: Settings = field(default_factory=Settings)
    pairs: tuple[Pair, ...] = ()
    """The entries of a catalogue, whose texts stand among the blocks too, without their markup."""

    @property
    def prose(self) -> Iterator[Block]:
        """The blocks that hold words to be read."""
        return (block for block in self.blocks if block.prose)


@dataclass(frozen=True)
class Match:
    """What a rule found: characters of a block."""

    block: Block
    start: int
    end: int
    message: str
    """One lower-case sentence that says what to write instead."""
    hint: str = ""
    """Why, or how, in a further sentence."""
    fix: str | None = None
    """What may be written in its place without asking; given only where nobody could want it otherwise."""
    severity: Severity | None = None
    """How much this match weighs, where that is not the same for all of a rule."""
    related: tuple[Match, ...] = ()
    """Other places that the message speaks of."""
    last: Block | None = None
    """The block in which a passage of several ends; `end` is then a character of that one."""
    beside: tuple[tuple[str, str], ...] = ()
    """Sentences to be read side by side: what stands here, and what stands in the other place."""
    key: str = ""
    """What an allowance must name, so that it holds for these words only."""

    @property
    def text(self) -> str:
        """The words that were found; of a passage, those of its first block."""
        return self.block.text[self.start : self.end if self.last in (None, self.block) else None]


def whole(block: Block, message: str, hint: str = "") -> Match:
    """A match of all of a block's text."""
    return Match(block, 0, len(block.text), message, hint)

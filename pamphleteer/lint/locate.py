"""The blocks of a page → where each of their characters stands in the source.

Docutils says on which line a block begins, not always rightly (all cells of a table carry its first line,
some titles their underline). So a block is looked for from that line on, behind the block before it,
and counts as found only when nothing but closing markup follows it. A block that is not found has its line alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.align import Seen, align
from pamphleteer.lint.finding import Finding, Related
from pamphleteer.lint.page import Block, Match, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pamphleteer.lint.source import Source

Spans = Sequence[Span | None]

LINES_BEFORE = 2
"""How far above the line that docutils names a block may begin: a title is named by its underline."""
REACH = 10_000
"""How many characters behind the line that docutils names a block may begin."""
MARKED_UP = 4
"""How many times as long as a text its source may be: links and notes are written with more than they show."""
STRAYS = 20_000_000
"""Letters that are looked through for all texts of a file that do not stand where they should."""
UNMISTAKABLE = 24
"""A text of this length is taken for found wherever it stands in the file."""

CLOSING = re.compile(
    r"(?:[*_~`]+_{0,2}|\](?:\([^\n]*?\)|\[[^\n\]]*\])?|\{[^{}\n]*\}|</?[A-Za-z!][^<>\n]*>|[ \t]*<[^<>`\n]*>(?=`)"
    r"| \([^()`\n]*\)(?=`)|\{\{[^\n]*?\}\}|\|[^|\s][^|\n]*\|_)*[ \t]*(?:#+[ \t]*|\\)?(?=\n|\Z|\||:?\"|,|:\s|</(?:dt|dd|p|li|t[dh]|h[1-6]|\w*caption)>)"
)
STARTS = {
    "alt": re.compile(r"!\[|:alt:[ \t]*[\"']?|alt=[\"']?|:alt:[ \t]*[>|]?-?[ \t]*\n[ \t]+"),
    "image": re.compile(
        r"(?:\]\(|\][\[:]|\{(?:image|figure)\}|(?:image|figure)::|src=\")[ \t]*<?(?:[^\s()<>]*/)?"
    ),
}
WORD = re.compile(r"[^\W_]+")
ANY_START = re.compile(r"(?:^|(?<=[\s|\"'`:,\[(>*_\]}.)]))(?=\S)", re.MULTILINE)


class Locator:
    """Finds the blocks of one page when the first place is asked for; most pages have no finding at all."""

    def __init__(self, blocks: Iterable[Block], read: Callable[[str], Source | None]) -> None:
        self.blocks = tuple(blocks)
        self.read = read
        self.known: dict[str, dict[Block, Spans]] = {}

    def spans(self, block: Block) -> Spans | None:
        """The span of each character of the block's text; None where the block was not found."""
        if block.spans is not None:
            return block.spans
        if block.path not in self.known:
            source = self.read(block.path)
            same_file = [other for other in self.blocks if other.path == block.path]
            self.known[block.path] = dict(located(same_file, source)) if source else {}
        return self.known[block.path].get(block)

    def finding(self, match: Match, rule: str, severity: Severity) -> Finding:
        """The match at its place."""
        here = self.place(match)
        source = self.read(match.block.path)
        fix = match.fix
        if fix is not None and (source is None or not here.column or source.between(here) != here.text):
            fix = None  # markup stands between the words, or their place is not known
        return Finding(
            here.path,
            here.line,
            here.column,
            here.end_line,
            here.end_column,
            rule,
            severity,
            match.message,
            match.hint,
            here.text,
            fix,
            tuple(self.place(other) for other in match.related),
            match.beside,
        )

    def place(self, match: Match) -> Related:
        """Where the characters of a match stand, and which they are."""
        if match.last is not None and match.last is not match.block:
            return self.passage(match, match.last)
        text = match.text
        spans = self.spans(match.block)
        span = exact_place(spans, match) if spans else None
        source = self.read(match.block.path)
        if span and source:
            start, end = source.position(span[0]), source.position(span[1])
        else:
            line = self.line_of(match, spans, source)
            start, end = (line, 0), (line, 0)
        return Related(match.block.path, *start, *end, match.message, text)

    def passage(self, match: Match, last: Block) -> Related:
        """Where a passage of several blocks stands: from its first word to its last."""
        first = self.place(replace(match, last=None, end=len(match.block.text)))
        final = self.place(Match(last, 0, match.end, ""))
        if first.column and final.column:
            end = final.end_line, final.end_column
            return Related(first.path, first.line, first.column, *end, match.message, first.text)
        line = max(final.end_line, first.line)
        return Related(first.path, first.line, 0, line, 0, match.message, first.text)

    def line_of(self, match: Match, spans: Spans | None, source: Source | None) -> int:
        """The line of the nearest character before the match that was found, else that of the block."""
        spans = spans or ()
        before = next(
            (span for n in range(min(match.end, len(spans)) - 1, -1, -1) if (span := spans[n])), None
        )
        return source.position(before[0])[0] if before and source else max(match.block.line, 1)


def exact_place(spans: Spans, match: Match) -> Span | None:
    """Start and end of the match in the source, when every one of its characters has its place there."""
    chosen = spans[match.start : match.end]
    found = [span for span in chosen if span]
    if not found or len(found) < len(chosen) or any(a[1] > b[0] for a, b in pairwise(found) if a != b):
        return None
    return found[0][0], found[-1][1]


def located(blocks: list[Block], source: Source) -> Iterator[tuple[Block, Spans]]:
    """The blocks of one file that were found in it, in reading order."""
    behind = {"text": (0, 0), "alt": (0, 0), "image": (0, 0)}
    """Line of the last block of each sort, and the offset at which it ended."""
    below = lines_below(blocks)
    strays = STRAYS // max(len(source.text), 1)
    for number, block in enumerate(blocks):
        if block.spans is not None or not block.text:
            continue
        sort = block.kind if block.kind in STARTS else "text"
        last_line, last_end = behind[sort]
        after = last_end if last_line <= block.line else 0
        line = below[number]
        stop = source.offset(line + LINES_BEFORE) if line else len(source.text)
        spans = find(block, source, after, stop)
        if not spans and strays and unmistakable(block, source):
            strays -= 1
            spans = find_anywhere(block, source, after, stop)
        if spans and (ends := [span[1] for span in spans if span]):
            behind[sort] = (block.line, ends[-1])
            yield block, spans


def lines_below(blocks: list[Block]) -> list[int]:
    """For each block, the line of the next one that begins further down; 0 where there is none."""
    lines: list[int] = []
    waiting: list[int] = []
    for block in reversed(blocks):
        while waiting and waiting[-1] <= block.line:
            waiting.pop()
        lines.append(waiting[-1] if waiting else 0)
        waiting.append(block.line)
    return lines[::-1]


def find(block: Block, source: Source, after: int, stop: int) -> Spans | None:
    """The spans of the block: from its line, or from a little above."""
    first, stop = reach(block, source, after, stop)
    above = max(source.offset(block.line - LINES_BEFORE), after)
    for start, end in ((first, stop), (above, stop)):
        if spans := search(block, source.text, start, end):
            return spans
    return None


def reach(block: Block, source: Source, after: int, stop: int) -> tuple[int, int]:
    """Where the block begins by its line, and what it does not reach beyond."""
    first = max(source.offset(block.line), after)
    return first, min(stop, first + MARKED_UP * len(block.text) + REACH)


def unmistakable(block: Block, source: Source) -> bool:
    """Whether a text may be looked for in all of the file."""
    return len(block.text) >= UNMISTAKABLE and longest_word(block.text) in source.text


def find_anywhere(block: Block, source: Source, after: int, stop: int) -> Spans | None:
    """The spans of a long text, wherever it stands."""
    first, stop = reach(block, source, after, stop)
    return search(block, source.text, 0, len(source.text)) or search(
        block, source.text, first, stop, closed=False
    )


def longest_word(text: str) -> str:
    """The longest run of letters, which a source is unlikely to write otherwise."""
    return max(WORD.findall(text), key=len, default="")


def search(block: Block, text: str, start: int, stop: int, *, closed: bool = True) -> Spans | None:
    """The first place between two offsets at which the block's text is written."""
    seen: Seen = set()
    for found in STARTS.get(block.kind, ANY_START).finditer(text, start, stop):
        spans = align(block.text, text, found.end(), stop, seen)
        if spans is None:
            continue
        ends = [span[1] for span in spans if span]
        if not closed or block.kind in STARTS or (ends and CLOSING.match(text, ends[-1])):
            return spans
    return None

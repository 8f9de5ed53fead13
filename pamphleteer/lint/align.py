"""A rendered text and the source it was made from → where each character was written.

The two are walked together. Where they differ, the source is allowed what Markdown and reStructuredText allow it:
an entity, an escape, a straight quote, a line end with its prefix, or markup that leaves no character behind.
A wrong turn (is this `*` a star or emphasis?) is taken back.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import OPAQUE, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# Runs of these are never markup, so they may be compared at once; a source breaks its lines before long, so not without end.
PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+){0,15}")
SOFT_BREAK = re.compile(r"[ \t]*\\?\n[ \t>]*")
HARD_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});")
QUOTES = frozenset("“”„‟«»‹›‘’‚‛")
NARROW_SPACES = frozenset("\u00a0\u202f\u2009")
TYPED = {
    "–": ("--",),
    "—": ("---", "--"),
    "…": ("...", ". . .", ".."),
    "©": ("(c)", "(C)"),
    "®": ("(r)", "(R)"),
    "™": ("(tm)", "(TM)"),
    "±": ("+-",),
}
TARGET = r"\((?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"

# What stands in a source and leaves nothing in the text.
MARKUP = re.compile(
    rf"""
      !?\[                                  # a link or picture opens
    | \]{TARGET}(?:\{{[^{{}}\n]*\}})?       # … and closes, with its target
    | \]\[[^\[\]\n]*\] | \]
    | \{{[A-Za-z][\w:.+-]*\}}(?=`)          # the name of a role
    | :[A-Za-z][\w:.+-]*:(?=`)
    | [ \n]*<[^<>`]*>(?=`)                  # the target of a role
    | [ ]\([^()`]*\)(?=`)                   # what an abbreviation means
    | \{{[.\#A-Za-z][^{{}}\n]*\}}           # attributes
    | <!--.*?--> | </?[A-Za-z][^<>]*>
    | `+_{{0,2}} | \*+ | _+ | ~~
    | \\(?=[ \n])[ \n]                      # an escaped space joins two words
    """,
    re.VERBOSE | re.DOTALL,
)

# What stands in a source for one piece that is not prose.
NO_PROSE = re.compile(
    rf"""
      (?:\{{[A-Za-z][\w:.+-]*\}}|:[A-Za-z][\w:.+-]*:)?(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)_{{0,2}}
    | \$\$.+?\$\$ | \$[^$]+\$
    | \[\^[^\[\]\s]+\] | \[[^\[\]\s]+\]_ | \[[ xX]\]
    | !\[[^\[\]]*\](?:{TARGET}|\[[^\[\]]*\])?(?:\{{[^{{}}\n]*\}})?
    | \{{\{{.*?\}}\}}
    | \[(?:[^\[\]]|\\.)*\](?:{TARGET}|\[[^\[\]]*\])
    | <!--.*?--> | <[^<>\s][^<>]*>
    | (?:https?|ftp|mailto):[^\s<>|]*[^\s<>|.,;:!?)\]'"]
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | www\.[^\s<>|]*[^\s<>|.,;:!?)\]'"]
    | \|[^|\s][^|\n]*\|_{{0,2}}
    """,
    re.VERBOSE | re.DOTALL,
)
# Inline code of reStructuredText may end in a backtick of its own.
LOOSE_CODE = re.compile(r"(?P<ticks>`+)(?!`).+?(?P=ticks)(?!`)", re.DOTALL)
# In a page of an e-book, a whole element may be one piece.
ELEMENT = re.compile(r"<(?P<tag>a|code|math|svg|kbd|samp|var|span)\b[^<>]*>.{0,2000}?</(?P=tag)>", re.DOTALL)
# What another text stands for: substitutions, and roles that write their own words.
SUBSTITUTION = re.compile(
    r"\{\{.*?\}\}|\|[^|\s][^|\n]*\|_{0,2}|(?:\{(?:pep|rfc|cve|cwe)\}|:(?:pep|rfc|cve|cwe):)`[^`\n]+`",
    re.DOTALL,
)

LONGEST_SUBSTITUTION = 2000
"""Characters that a substitution may stand for."""

TURNS = 10
"""Turns per character of the text after which it is taken for not written there; true matches need less than one."""

Seen = set[tuple[int, int]]
"""Turns that were taken: characters of the text used up, offset in the source."""
Move = tuple[int, int, bool]
"""Characters of the text used up, the next offset in the source, whether the characters were found in it."""


def align(
    text: str, source: str, start: int, stop: int, seen: Seen | None = None
) -> list[Span | None] | None:
    """The span of each character of `text` in `source[start:stop]`, from exactly `start` on; None without a match.

    A character that stands for a substitution has no span of its own. `seen` are the turns that led nowhere from other
    starts, with the same stop.
    """
    spans: list[Span | None] = []
    at = start
    open_moves: list[tuple[int, int, Iterator[Move]]] = []
    seen = set() if seen is None else seen
    most = TURNS * len(text) + 100_000
    while len(spans) < len(text):
        if len(seen) > most:
            return None
        here = len(spans)
        plain = PLAIN.match(text, here)
        if plain and source.startswith(plain[0], at) and at + len(plain[0]) <= stop:
            spans.extend((n, n + 1) for n in range(at, at + len(plain[0])))
            at += len(plain[0])
            continue
        if (here, at) not in seen and at <= stop:
            seen.add((here, at))
            open_moves.append((here, at, moves(text, here, source, at, stop)))
        move = None
        while open_moves and move is None:
            here, at, others = open_moves[-1]
            move = next(others, None)
            if move is None:
                open_moves.pop()
        if move is None:
            return None
        used, after, found = move
        del spans[here:]
        spans.extend([(at, after) if found else None] * used)
        at = after
    return spans


def moves(text: str, here: int, source: str, at: int, stop: int) -> Iterator[Move]:
    """What may come next, likeliest first."""
    wanted = text[here]
    if at < stop and wanted != OPAQUE:
        yield from ((used, end, True) for used, end in characters(text, here, source, at) if end <= stop)
    if wanted == OPAQUE and (found := NO_PROSE.match(source, at, stop)):
        yield 1, found.end(), True
    if wanted == OPAQUE and (found := LOOSE_CODE.match(source, at, stop)):
        yield 1, found.end(), True
    if wanted == OPAQUE and (found := ELEMENT.match(source, at, stop)):
        yield 1, found.end(), True
    if found := MARKUP.match(source, at, stop):
        yield 0, found.end(), True
    if found := SUBSTITUTION.match(source, at, stop):
        for used in range(1, min(len(text) - here, LONGEST_SUBSTITUTION) + 1):
            yield used, found.end(), False
    if wanted == OPAQUE:
        yield 1, at, False
    if wanted in NARROW_SPACES and QUOTES & set(text[max(here - 1, 0) : here + 2]):
        yield 1, at, False  # French typography, added around quotation marks


def characters(text: str, here: int, source: str, at: int) -> Iterator[tuple[int, int]]:
    """(characters of the text, end in the source) for each way in which the text may be written at `at`."""
    wanted, written = text[here], source[at]
    if written == wanted == "\\" == source[at + 1 : at + 2]:
        yield 1, at + 2  # an escaped backslash, before a bare one: the second might pass for a line break
    if written == wanted:
        yield 1, at + 1
    if wanted == " ":
        yield from ((1, end) for end in spaces(source, at))
    elif written == "\\" and source[at + 1 : at + 2] == wanted:
        yield 1, at + 2
    elif written == "&" and (entity := ENTITY.match(source, at)):
        meant = html.unescape(entity[0])
        if text.startswith(meant, here):
            yield len(meant), entity.end()
    elif wanted in QUOTES and written in "\"'":
        yield 1, at + 1
    yield from ((1, at + len(typed)) for typed in TYPED.get(wanted, ()) if source.startswith(typed, at))


def spaces(source: str, at: int) -> Iterator[int]:
    """Where a space of the text ends that is written as a line end or, since docutils expands them, as a tab."""
    if found := SOFT_BREAK.match(source, at) or HARD_BREAK.match(source, at):
        yield found.end()
    if source[at] == "\t":
        yield at + 1
    if at and source[at - 1] == "\t":
        yield at

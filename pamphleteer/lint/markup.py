"""A text of a catalogue, as written → the pieces of markup in it, and the text with them blanked out.

A catalogue does not say what its texts are written in. So the signs of MyST, Markdown and reStructuredText are looked for
alike, and placeholders by the flags of the entry.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pamphleteer.lint.page import OPAQUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Sort = Literal["placeholder", "role", "link", "code", "substitution", "note"]

ADDRESS = r"(?:https?|ftp)://[^\s<>\"'`\\|\[\]]*[^\s<>\"'`\\|\[\].,;:!?)}*»”]"
TARGET = r"(?=[^()\s]*[./#:]|[a-z][a-z0-9_-]*>?\))<?(?P<target>[^()\s<>]+(?:\([^()\s]*\)[^()\s]*)*)>?"
MARKUP = re.compile(
    rf"""
      \{{(?P<role>[A-Za-z][\w:.+-]*)\}}(?P<ticks>`+)(?P<content>[^`]+?)(?P=ticks)
    | (?<![\w:]):(?P<rst_role>[A-Za-z][\w.+-]*(?::[\w.+-]+)*):`(?P<rst_content>[^`]+)`
    | (?P<literal>``(?!`)(?:[^`]|`(?!`))+``)(?!`)
    | (?<![`\w])`(?P<reference>[^`\n]*(?:\n[^`\n]+)*)`__?(?![\w`])
    | (?<![`\w\\])`(?P<code>[^`\s](?:[^`]*[^`\s])?)`(?![`\w])
    | \[\^(?P<note>[^\]\s]+)\] | \[(?P<rst_note>\d+|\#[\w-]*|\*|[A-Za-z][\w.:-]*)\]_(?!\w) | \[(?P<cite>@[^\[\]]+)\]
    | \]\({TARGET}(?:\s+"[^"]*")?\)
    | (?P<address>{ADDRESS})
    | (?P<substitution>\{{\{{[^{{}}\n]+\}}\}})
    | (?<![\w|\\])(?P<bars>\|\w[\w.:-]*\|)_{{0,2}}(?![\w|])
    | (?P<tag></?[A-Za-z][^<>]*>|&(?:\w+|\#\w+);)
    """,
    re.VERBOSE,
)
PRINTF = re.compile(
    r"%(?:(?P<escape>%)|\((?P<name>[^()\s]+)\)[-+#0]*\d*(?:\.\d+)?[a-zA-Z]|"
    r"(?:(?P<number>\d+)\$)?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(?:hh?|ll?|[jztLqI])?(?P<letter>[diouxXeEfFgGcsaprn@])|"
    r"<(?P<macro>\w+)>)"
)
BARE_PRINTF = re.compile(
    r"(?<![\w%])%(?:(?P<escape>%)(?=\w)|\((?P<name>\w+)\)[sdif]|(?:(?P<number>\d+)\$)?(?P<letter>[sd])(?P<macro>(?!))?(?!\w))"
)
KDE = re.compile(r"%(?:L?(?P<name>[1-9]\d?)|(?P<macro>n))(?!\d)")
BRACE = re.compile(
    r"\{\{|\}\}|(?<![@^~_\\])(?P<name>[$%]?\{[A-Za-z_]\w*(?:[.\[][\w.\[\]]*)?(?:![rsa])?(?::[^{}\s]*)?\}|\{\d*(?:![rsa])?(?::[^{}\s]*)?\})(?!`)"
)
KINDS = {
    "d": "a whole number", "f": "a number", "s": "a text",
    **dict.fromkeys("iouxX", "a whole number"), **dict.fromkeys("eEgGaF", "a number"),
}  # fmt: skip
GNU_QUOTE = re.compile(r"`[^`'\n]{1,60}'")
EXPLICIT = re.compile(r"<([^<>]+)>$")


@dataclass(frozen=True)
class Piece:
    """One piece of markup."""

    sort: Sort
    name: str
    """Of a role: its name; else what sort of its kind it is."""
    key: str
    """What must be the same in a translation: the target, the placeholder, the code."""
    start: int
    end: int
    explicit: bool = False
    """Whether the text of a role or link stands apart from its target."""


def pieces(text: str, flags: Iterable[str] = ()) -> list[Piece]:
    """The markup of a text, in order."""
    found = list(written(text)) if any(sign in text for sign in "`[]:|&<{") else []
    taken = {at for p in found if p.sort in ("role", "substitution") for at in range(p.start, p.end)}
    places = [
        piece
        for piece in placeholders(text, frozenset(flags))
        if taken.isdisjoint(range(piece.start, piece.end))
    ]
    starts = sorted(piece.start for piece in places)
    filled = {
        piece
        for piece in found
        if piece.sort == "code" and bisect_left(starts, piece.end) > bisect_right(starts, piece.start)
    }
    found = [piece for piece in found if piece not in filled] + places
    return sorted(found, key=lambda piece: piece.start)


def written(text: str) -> Iterator[Piece]:
    """Roles, links, code, substitutions and notes."""
    quoted = bool(GNU_QUOTE.search(text)) and text.count("`") <= text.count("'")
    for match in MARKUP.finditer(text):
        sort = match.lastgroup or ""
        span = match.span()
        if match["role"] or match["rst_role"]:
            content = match["content"] or match["rst_content"]
            explicit = EXPLICIT.search(content)
            yield Piece(
                "role", match["role"] or match["rst_role"], explicit[1] if explicit else content, *span,
                bool(explicit),
            )  # fmt: skip
        elif match["reference"] is not None and not quoted:
            explicit = EXPLICIT.match(match["reference"])
            yield Piece("link", "reference", explicit[1] if explicit else "", *span, bool(explicit))
        elif (match["code"] or match["literal"]) and not quoted:
            yield Piece("code", "", (match["code"] or match["literal"]).strip("` "), *span)
        elif match["target"] or match["address"]:
            yield Piece("link", sort, match["target"] or match["address"], *span)
        elif match["substitution"] or match["bars"]:
            yield Piece("substitution", "", re.sub(r"\s+", "", match["substitution"] or match["bars"]), *span)
        elif match["note"] or match["rst_note"] or match["cite"]:
            yield Piece("note", "", match[0], *span)


FORMATS = {"python-brace-format": BRACE, "kde-format": KDE, "qt-format": KDE, "qt-plural-format": KDE}


def placeholders(text: str, flags: frozenset[str]) -> Iterator[Piece]:
    """The places into which a program writes a value; a bare text is trusted only with the plainest ones."""
    named = {flag for flag in flags if flag.endswith("-format") and not flag.startswith(("no-", "possible-"))}
    if "%" in text:
        chosen = next((FORMATS[flag] for flag in named if flag in FORMATS and FORMATS[flag] is KDE), None)
        printf = named & {"c-format", "python-format", "php-format", "objc-format", "javascript-format"}
        bare = not any(flag.startswith("no-") for flag in flags) and not named
        if found := chosen or (PRINTF if printf else BARE_PRINTF if bare else None):
            yield from percent(found, text)
    if "{" in text and not {"no-python-brace-format", "c-format"} & flags:
        for match in BRACE.finditer(text):
            if match["name"]:
                yield Piece("placeholder", "brace", re.sub(r"[!:].*\}$", "}", match["name"]), *match.span())


def percent(pattern: re.Pattern[str], text: str) -> Iterator[Piece]:
    """Placeholders with a per cent sign; those without a name are known by their number and what they stand for."""
    number = 0
    for match in pattern.finditer(text):
        groups = match.groupdict()
        if groups.get("escape"):
            continue
        if groups.get("letter"):
            number += 1
            kind = KINDS.get(match["letter"], match["letter"])
            yield Piece("placeholder", "ordered", f"{match['number'] or number} {kind}", *match.span())
        else:
            name = groups.get("name") or groups.get("macro") or ""
            yield Piece("placeholder", "named", name, *match.span())


def masked(text: str, flags: Iterable[str] = ()) -> str:
    """The text with an OPAQUE sign for each character of markup, addresses and placeholders, and spaces for tags."""
    signs = list(text)
    for piece in pieces(text, flags):
        signs[piece.start : piece.end] = OPAQUE * (piece.end - piece.start)
    text = "".join(signs)
    if "<" in text or "&" in text:
        for match in MARKUP.finditer(text):
            if match["tag"]:
                signs[match.start() : match.end()] = " " * len(match[0])
    return "".join(signs)

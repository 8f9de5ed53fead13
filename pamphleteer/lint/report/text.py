"""Findings → a text for people: place, message, and the source line with carets under what was found."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING

from pamphleteer.command.terminal import coloured
from pamphleteer.lint.source import Source, source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pamphleteer.lint.engine import Rule
    from pamphleteer.lint.finding import Finding

COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36"}
BOLD, FAINT = "1", "2"
WIDTH = 100
"""Columns of a terminal that a source line may take; a longer one is cut around the finding."""
COLUMN = 44
"""Columns of a sentence that stands beside another."""
CONTEXT = 30
"""Columns that are kept before a finding in a line that is cut."""


def report(
    findings: Iterable[Finding],
    *,
    colour: bool = False,
    shown: Callable[[str], str] = str,
    read: Callable[[str], Source | None] = source_of,
) -> Iterator[str]:
    """The lines of the report. `shown` says how a path is written."""
    paint = coloured if colour else plain
    for finding in findings:
        place = shown(finding.path) + finding.place.removeprefix(finding.path)
        severity = paint(f"{finding.severity}:", COLOURS[finding.severity])
        yield f"{paint(place, BOLD)}: {severity} {finding.message} {paint(f'[{finding.rule}]', FAINT)}"
        yield from excerpt(finding, read(finding.path), lambda text: paint(text, COLOURS[finding.severity]))  # noqa: B023 - used at once
        yield from side_by_side(finding)
        if finding.hint:
            yield f"      {paint(finding.hint, FAINT)}"
        for other in finding.related:
            where = f"{shown(other.path)}:{other.line}" + (f":{other.column}" if other.column else "")
            yield f"      {paint(f'{where}: {other.message}', FAINT)}"


def side_by_side(finding: Finding) -> Iterator[str]:
    """Sentences of two places in two columns, those of this place on the left."""
    for here, there in finding.beside:
        columns = [textwrap.wrap(cleaned(text), COLUMN) or [""] for text in (here, there)]
        for row in zip_longest(*columns, fillvalue=""):
            left = row[0] + " " * max(COLUMN - width(row[0]), 0)
            yield f"      | {left} | {row[1]}".rstrip()
        yield "      |"


def text_report(
    findings: Sequence[Finding],
    _rules: Sequence[Rule],
    shown: Callable[[str], str],
    read: Callable[[str], Source | None],
) -> str:
    """The same as one plain text, for a file."""
    return "".join(f"{line}\n" for line in report(findings, shown=shown, read=read))


def plain(text: str, _colour: str) -> str:
    """The text as it is."""
    return text


def excerpt(finding: Finding, source: Source | None, paint: Callable[[str], str]) -> Iterator[str]:
    """The source line, and carets under the words when their place is known."""
    line = source.line(finding.line) if source else ""
    if not line.strip():
        return
    if not finding.exact:
        yield f"{finding.line:5} | {cut(line, 0)[0]}"
        return
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    text, dropped = cut(line, start)
    before = line[dropped:start]
    indent = width(before) + (1 if dropped else 0)
    room = max(width(text) - indent, 1)
    carets = "^" * min(max(width(line[start : min(end, start + WIDTH)]), 1), room)
    yield f"{finding.line:5} | {text}"
    yield f"      | {' ' * indent}{paint(carets)}"


def cut(line: str, start: int) -> tuple[str, int]:
    """As much of a line as fits, around the character at `start`; and how many characters were left out before it."""
    if len(line) <= WIDTH and width(clean := cleaned(line)) <= WIDTH:
        return clean, 0
    dropped = max(start - CONTEXT, 0)
    text = ("…" if dropped else "") + cleaned(line[dropped : dropped + 2 * WIDTH])
    while width(text) > WIDTH:
        text = text[: len(text) - max((width(text) - WIDTH) // 2, 1)]
    return text + ("…" if dropped + len(text) - bool(dropped) < len(line) else ""), dropped


def cleaned(line: str) -> str:
    """The line without control characters, which a terminal would obey."""
    return (
        line if line.isprintable() else "".join(" " if unicodedata.category(c) == "Cc" else c for c in line)
    )


def width(text: str) -> int:
    """Columns of a terminal that a text takes: none for a combining mark, two for a wide character."""
    if text.replace("…", "").isascii():
        return len(text)  # at once: a line of thousands of findings is measured for each of them
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Cf")
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )

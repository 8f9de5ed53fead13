"""Findings with a safe fix → the changed files, or the difference that they would make.

Line ends, the byte-order mark and the permissions of a file stay as they are.
"""

from __future__ import annotations

import difflib
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.files import write_whole
from pamphleteer.lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pamphleteer.lint.finding import Finding


def changes(findings: Iterable[Finding]) -> Iterator[tuple[Path, str, str]]:
    """(file, its text as it is, its text with the fixes) for each file that is a file of its own."""
    fixable = sorted(finding for finding in findings if finding.fix is not None and finding.exact)
    for path, group in groupby(fixable, key=lambda finding: finding.path):
        file = Path(path)
        if not file.is_file():
            continue  # a page inside an e-book
        with file.open(encoding="utf-8", newline="") as stream:
            raw = stream.read()
        changed = fixed(raw, list(group))
        if changed != raw:
            yield file, raw, changed


def fixed(raw: str, findings: list[Finding]) -> str:
    """A text with the fixes of all findings that do not overlap; of two that do, the first."""
    source = Source(raw)
    places = offsets(raw)
    pieces, done = [], 0
    for finding in findings:
        start = source.offset(finding.line) + finding.column - 1
        end = source.offset(finding.end_line) + finding.end_column - 1
        if source.text[start:end] != finding.text or places[start] < done:
            continue
        start, end = without_a_gap(source.text, start, end, finding.fix or "")
        pieces += [raw[done : places[start]], finding.fix or ""]
        done = places[end]
    return "".join([*pieces, raw[done:]])


def without_a_gap(text: str, start: int, end: int, fix: str) -> tuple[int, int]:
    """The range, and the space before it when nothing is written in its place and none is needed."""
    behind = text[end : end + 1]
    if not fix and start and text[start - 1] == " " and (behind in " \n.,;:!?)" or not behind):
        return start - 1, end
    return start, end


def offsets(raw: str) -> list[int]:
    """Where each character of a `Source`'s text stands in the file as written."""
    found = []
    at = 1 if raw.startswith("\ufeff") else 0
    while at < len(raw):
        found.append(at)
        at += 2 if raw.startswith("\r\n", at) else 1
    return [*found, len(raw)]


def difference(changed: Iterable[tuple[Path, str, str]], shown: Callable[[str], str]) -> str:
    """The changes as a unified diff."""
    lines: list[str] = []
    for path, before, after in changed:
        name = shown(str(path))
        lines += difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
        )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def write(path: Path, text: str) -> None:
    """Write a file with the same permissions."""
    write_whole(path, text.encode())

"""The ratchet: a file of the findings that stand today → only what is new counts.

Findings are held against their words, not their line numbers, so that edits elsewhere do not bring them back.
When a finding is mended, its entry can go: the file only ever gets shorter, unless somebody writes it anew.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError
from pamphleteer.lint.report import write_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pamphleteer.lint.finding import Finding

Key = tuple[str, str, str]
"""Path, rule, and the words that were found."""
LONGEST = 120
"""Letters of the found words that are kept."""
LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""What some programs take for the end of a line, and JSON does not escape."""


def key(finding: Finding, shown: Callable[[str], str]) -> Key:
    """What tells a finding from others; the message stands in where no words are known."""
    words = " ".join((finding.text or finding.message).split())
    return shown(finding.path), finding.rule, words[:LONGEST]


def read_baseline(path: Path) -> Counter[Key] | None:
    """How often each finding is accepted; None when there is no such file yet."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}:1: cannot be read: {error}") from error
    accepted: Counter[Key] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            where, rule, words, count = json.loads(line)
            accepted[str(where), str(rule), str(words)] += int(count)
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            raise CommandError(
                f"{path}:{number}: this is no line of a baseline: take it away, or delete the file to begin anew"
            ) from error
    return accepted


def write_baseline(path: Path, findings: Iterable[Finding], shown: Callable[[str], str]) -> int:
    """Accept what stands today; how many findings that are."""
    counts = Counter(key(finding, shown) for finding in findings)
    lines = [
        json.dumps([*entry, count], ensure_ascii=False).translate(LINE_ENDS) + "\n"
        for entry, count in sorted(counts.items())
    ]
    write_report("".join(lines), path)
    return counts.total()


def new_findings(
    findings: Sequence[Finding], accepted: Counter[Key], shown: Callable[[str], str]
) -> list[Finding]:
    """The findings beyond those that are accepted; a file that was renamed keeps its own."""
    left = Counter(accepted)
    unknown = []
    for finding in findings:
        name = key(finding, shown)
        if left[name] > 0:
            left[name] -= 1
        else:
            unknown.append(finding)
    paths = {shown(finding.path) for finding in findings}
    moved = Counter[tuple[str, str]]()
    for (path, rule, words), count in left.items():
        if path not in paths and not Path(path).exists():
            moved[rule, words] += count
    new = []
    for finding in unknown:
        _path, rule, words = key(finding, shown)
        if moved[rule, words] > 0:
            moved[rule, words] -= 1
        else:
            new.append(finding)
    return new

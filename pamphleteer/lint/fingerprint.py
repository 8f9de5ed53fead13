"""A finding → a name that stays the same while lines are added or moved above it."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.source import Source


def fingerprints(
    findings: Iterable[Finding], shown: Callable[[str], str], read: Callable[[str], Source | None]
) -> list[str]:
    """For each finding a hash of its rule, path, words and the line they stand in; equal ones are numbered."""
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        source = read(finding.path)
        line = " ".join(source.line(finding.line).split()) if source else ""
        parts = (finding.rule, shown(finding.path), finding.text or finding.message, line)
        digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]
        seen[digest] += 1
        names.append(f"{digest}/{seen[digest]}")
    return names

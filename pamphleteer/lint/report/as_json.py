"""Findings → JSON with the same fields as in Python; `version` tells when their meaning changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pamphleteer.lint.engine import Rule
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.source import Source

VERSION = 1


def json_report(
    findings: Sequence[Finding],
    _rules: Sequence[Rule],
    shown: Callable[[str], str],
    _read: Callable[[str], Source | None],
) -> str:
    """Lines and columns count from 1, columns in code points; a column of 0 means that only the line is known."""
    found = []
    for finding in findings:
        fields = asdict(finding)
        fields["path"] = shown(finding.path)
        fields["related"] = [{**place, "path": shown(place["path"])} for place in fields["related"]]
        found.append(fields)
    counts = {level: sum(f.severity == level for f in findings) for level in ("error", "warning", "note")}
    return (
        json.dumps({"version": VERSION, "counts": counts, "findings": found}, ensure_ascii=False, indent=2)
        + "\n"
    )

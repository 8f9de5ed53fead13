"""Findings → a report: a text for people, annotations for GitHub, SARIF for code scanning, JSON for everything else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.files import write_whole
from pamphleteer.lint.report.as_json import json_report
from pamphleteer.lint.report.github import github_report
from pamphleteer.lint.report.sarif import sarif_report
from pamphleteer.lint.report.text import report as report
from pamphleteer.lint.report.text import text_report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pamphleteer.lint.engine import Rule
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.source import Source

    Format = Callable[
        [Sequence[Finding], Sequence[Rule], Callable[[str], str], Callable[[str], Source | None]], str
    ]
    """(findings, rules, how a path is written, what reads a source) → the report."""

FORMATS: dict[str, Format] = {
    "text": text_report,
    "github": github_report,
    "sarif": sarif_report,
    "json": json_report,
}


def write_report(text: str, path: Path) -> None:
    """Write a report beside its place, then put it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())

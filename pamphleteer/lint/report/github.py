"""Findings → GitHub's workflow commands, which show them beside the changed lines of a pull request.

Syntax: GitHub Docs, “Workflow commands for GitHub Actions”, setting an error message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pamphleteer.lint.engine import Rule
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.source import Source

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def github_report(
    findings: Sequence[Finding],
    _rules: Sequence[Rule],
    shown: Callable[[str], str],
    _read: Callable[[str], Source | None],
) -> str:
    """One command for each finding."""
    return "".join(f"{command(finding, shown)}\n" for finding in findings)


def command(finding: Finding, shown: Callable[[str], str]) -> str:
    """The command for one finding. Columns are left out where the finding runs over lines, as GitHub asks."""
    place: dict[str, object] = {
        "file": shown(finding.path),
        "line": finding.line,
        "endLine": finding.end_line,
    }
    if finding.exact and finding.line == finding.end_line:
        place |= {"col": finding.column, "endColumn": max(finding.end_column - 1, finding.column)}
    place["title"] = finding.rule
    properties = ",".join(f"{name}={escaped(str(value), properties=True)}" for name, value in place.items())
    message = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    return f"::{LEVELS[finding.severity]} {properties}::{escaped(message)}"


def escaped(text: str, *, properties: bool = False) -> str:
    """A text as data of a command, or as one of its properties."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if properties else text

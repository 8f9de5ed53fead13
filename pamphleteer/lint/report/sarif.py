"""Findings → SARIF 2.1.0 (OASIS standard), which code-scanning services read.

Columns count code points; places are relative to the folder of the run; fingerprints survive edits above a finding.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pamphleteer import __version__
from pamphleteer.lint.engine import name_of
from pamphleteer.lint.fingerprint import fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pamphleteer.lint.engine import Rule
    from pamphleteer.lint.finding import Finding, Related
    from pamphleteer.lint.source import Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Json = dict[str, Any]


def sarif_report(
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    shown: Callable[[str], str],
    read: Callable[[str], Source | None],
) -> str:
    """One run with its rules and results."""
    names = [name_of(rule) for rule in rules]
    prints = fingerprints(findings, shown, read)
    driver = {"name": "pamphleteer", "version": __version__, "rules": [described(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            result(finding, names, name, shown) for finding, name in zip(findings, prints, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def described(rule: Rule) -> Json:
    """What a rule is, from its docstring."""
    text = (rule.__doc__ or "").strip()
    return {
        "id": name_of(rule),
        "shortDescription": {"text": text.splitlines()[0] if text else name_of(rule)},
        "fullDescription": {"text": text.partition("\n## ")[0].strip() or name_of(rule)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": rule.SEVERITY},
    }


def result(finding: Finding, names: list[str], fingerprint: str, shown: Callable[[str], str]) -> Json:
    """One finding."""
    message = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    made: Json = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": message},
        "locations": [location(finding, shown)],
        "partialFingerprints": {"pamphleteer/v1": fingerprint},
    }
    if finding.rule in names:
        made["ruleIndex"] = names.index(finding.rule)
    if finding.related:
        made["relatedLocations"] = [
            {"id": number, **location(place, shown), "message": {"text": place.message}}
            for number, place in enumerate(finding.related, 1)
        ]
    if finding.fix is not None:
        replacement = {"deletedRegion": region(finding), "insertedContent": {"text": finding.fix}}
        change = {"artifactLocation": artifact(finding.path, shown), "replacements": [replacement]}
        made["fixes"] = [{"description": {"text": finding.message}, "artifactChanges": [change]}]
    return made


def location(place: Finding | Related, shown: Callable[[str], str]) -> Json:
    """File and region."""
    return {"physicalLocation": {"artifactLocation": artifact(place.path, shown), "region": region(place)}}


def artifact(path: str, shown: Callable[[str], str]) -> Json:
    """A file, as a relative address."""
    return {"uri": quote(shown(path).replace("\\", "/"))}


def region(place: Finding | Related) -> Json:
    """Lines, and columns when they are known."""
    lines: Json = {"startLine": place.line}
    if not place.column:
        return lines
    return lines | {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}

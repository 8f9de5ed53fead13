"""Findings and the state of every link → a report as text, GitHub annotations, SARIF or JSON.

Findings look as those of the lint do; JSON, SARIF and a text that is written to a file name every link besides,
with the day when it was last seen alive.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pamphleteer.links.kinds import KINDS
from pamphleteer.links.memory import Record
from pamphleteer.links.origin import Place
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.report import FORMATS
from pamphleteer.lint.source import source_of

Seen = Mapping[str, tuple[Record, Sequence[Place]]]
"""Each link with what is known of it and where it stands."""


def link_report(name: str, findings: Sequence[Finding], seen: Seen, shown: Callable[[str], str]) -> str:
    """The whole report in one of the formats."""
    text = FORMATS[name](findings, KINDS, shown, source_of)
    if name == "text":
        return text + "".join(f"{line}\n" for line in table(seen))
    if name == "github":
        return text
    report = json.loads(text)
    holder = report["runs"][0].setdefault("properties", {}) if name == "sarif" else report
    holder["links"] = [entry(address, *known, shown) for address, known in sorted(seen.items())]
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def entry(
    address: str, record: Record, places: Sequence[Place], shown: Callable[[str], str]
) -> dict[str, Any]:
    """All that is known of a link."""
    answer = record.answer
    return {
        "address": address,
        "state": answer.state,
        "reason": answer.reason,
        "code": answer.code,
        "moved": answer.moved,
        "lastAlive": record.alive or None,
        "firstFailing": record.failing or None,
        "checked": record.checked,
        "history": [dict(zip(("time", "state", "reason"), change, strict=True)) for change in record.history],
        "places": [{"path": shown(place.path), "line": place.line} for place in places],
    }


def table(seen: Seen) -> list[str]:
    """One line for each link: state, day, address."""
    return [
        f"{record.answer.state:8} last alive {record.alive[:10] or 'never':10}  {address}"
        for address, (record, _places) in sorted(seen.items())
    ]

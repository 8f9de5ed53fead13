"""The links of a book to other sites → findings, and what is known of each link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pamphleteer.links.memory import Memory, Record
from pamphleteer.links.origin import Place, Sources
from pamphleteer.links.patience import ask_all, offline
from pamphleteer.links.settings import any_match, read_link_settings
from pamphleteer.links.since import Before, added
from pamphleteer.links.verdict import Judge

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from pamphleteer.links.collect import LinksBuilder
    from pamphleteer.links.turns import Turns
    from pamphleteer.lint.finding import Finding

RECORDS = "links.json"
"""The records of a project that names no file: beside the doctrees."""


@dataclass(frozen=True)
class Outside:
    """What came out."""

    findings: list[Finding]
    seen: dict[str, tuple[Record, list[Place]]]
    asked: int
    """How many links were asked; the others were known."""
    offline: bool
    """Whether no host answered."""


def check_outside(
    app: Sphinx, sources: Sources, turns: Turns, now: datetime, since: str | None = None
) -> Outside:
    """Ask what must be asked, remember it, and judge."""
    settings = read_link_settings(app.config)
    left_out = {
        str(app.env.doc2path(name))
        for name in app.env.found_docs
        if any_match(settings.exclude_documents, name)
    }
    places = {
        address: found
        for address, known in cast("LinksBuilder", app.builder).links.items()
        if not any_match(settings.ignore, address)
        and (found := [place for place in sources.of_address(address) or known if place.path not in left_out])
    }
    before = Before(since, Path(app.srcdir), {path.suffix for path in sources.all_files}) if since else None
    named = app.config.pamphleteer_link_records
    memory = Memory(Path(app.confdir) / named if named else Path(app.doctreedir) / RECORDS, now)
    asked = memory.stale(places)
    for address, answer in ask_all(asked, settings, turns).items():
        memory.take(address, answer)
    memory.keep(places)
    new = frozenset(added(places, before)) if before else None
    judge = Judge(now, settings.patience, new)
    seen = {address: (memory.records[address], found) for address, found in places.items()}
    findings = [found for address, known in seen.items() for found in judge.findings(address, *known)]
    silence = offline(seen[address][0].answer for address in asked)
    return Outside(sorted(findings), seen, len(asked), silence)

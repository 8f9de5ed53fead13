"""A link's record → a finding for the writer at each of its places, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pamphleteer.links.kinds import ANCHOR, DEAD, MOVED, SILENT, Kind, found_at
from pamphleteer.links.memory import Record, time_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphleteer.links.origin import Place
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.settings import Severity

LONGEST_PATIENCE = 36_500
"""Days; a century is as good as for ever."""


@dataclass(frozen=True)
class Judge:
    """What the verdict on every link goes by."""

    now: datetime
    patience: int
    """Days after which a link of which nobody could tell is a fault."""
    added: frozenset[str] | None = None
    """The links that fail when they are not alive; None for all. Others fail only when they are surely gone."""

    def findings(self, address: str, record: Record, places: Sequence[Place]) -> list[Finding]:
        """What is to be said of a link, at each place that has it."""
        kind, message, hint, severity = self.verdict(address, record)
        if kind is None:
            return []
        if (
            self.added is not None
            and address not in self.added
            and not record.answer.sure
            and severity == "error"
        ):
            severity, hint = "note", f"{hint}; it was there before, and does not fail this run"
        return [found_at(place, kind, message, hint, severity) for place in places]

    def verdict(self, address: str, record: Record) -> tuple[Kind | None, str, str, Severity]:
        """(kind, message, hint, severity); no kind when there is nothing to say."""
        answer = record.answer
        match answer.state:
            case "dead":
                said = f"{address} is gone ({answer.reason}): correct the address, or take the link away"
                return DEAD, said, f"{last_seen(record)}; {archived(address, record)}", DEAD.SEVERITY
            case "anchor":
                said = f"{answer.reason}: correct the part behind # in {address}"
                return ANCHOR, said, last_seen(record), ANCHOR.SEVERITY
            case "unknown":
                return self.untold(address, record)
            case "alive" if answer.unwanted:
                said = f"{address} leads to {answer.unwanted}, which `linkcheck_allowed_redirects` does not allow"
                return MOVED, said, "write the new address, or allow it in conf.py", "error"
            case "alive" if answer.moved:
                return MOVED, f"{address} has moved for good: write {answer.moved}", "", MOVED.SEVERITY
        return None, "", "", "note"

    def untold(self, address: str, record: Record) -> tuple[Kind, str, str, Severity]:
        """A link of which nobody could tell is a fault only after some time."""
        since = time_of(record.failing)
        end = since + timedelta(days=max(0, min(self.patience, LONGEST_PATIENCE)))
        if self.now < end:
            said = f"could not tell whether {address} works: {record.answer.reason}"
            return SILENT, said, f"{last_seen(record)}; a fault from {end:%Y-%m-%d} on", "note"
        said = (
            f"nobody could tell since {since:%Y-%m-%d} whether {address} works ({record.answer.reason}): "
            "look at it in a browser, then correct it, or add it to `linkcheck_ignore` in conf.py"
        )
        return SILENT, said, f"{last_seen(record)}; {archived(address, record)}", "error"


def last_seen(record: Record) -> str:
    """When the link was last seen alive, as a part of a sentence."""
    return f"last seen alive on {record.alive[:10]}" if record.alive else "never seen alive"


def archived(address: str, record: Record) -> str:
    """Where a copy of the page may be; nobody was asked whether it is."""
    year = record.alive[:4] if record.alive else ""
    return f"there may be a copy at https://web.archive.org/web/{year}*/{address.partition('#')[0]}"

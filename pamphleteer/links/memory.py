"""Answers of today and those of earlier runs → a record for each link, kept in one file that a project may keep.

The file is JSON, sorted by address, so that it can be put under version control or into the cache of a CI.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pamphleteer.files import read_whole
from pamphleteer.links.answer import Answer, State
from pamphleteer.lint.report import write_report

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
# How long an answer is trusted. Six days for a good one: a weekly run must not find it fresh by a few minutes.
TRUST = {"alive": timedelta(days=6), "unknown": timedelta(hours=6)}
FORGET = timedelta(days=90)
"""After which a link that the book has no more is forgotten."""
LONGEST_HISTORY = 20
CLOCKS = timedelta(days=1)
"""How far the clocks of two machines may be apart."""


@dataclass
class Record:
    """What is known of one link. Times are UTC, to the second; empty when it never happened."""

    answer: Answer
    checked: str
    alive: str = ""
    """When it was last seen alive."""
    failing: str = ""
    """When it was first seen otherwise since then."""
    history: list[list[str]] = field(default_factory=list)
    """[time, state, reason] of each change."""


class Memory:
    """The records of a book."""

    def __init__(self, path: Path, now: datetime) -> None:
        self.path, self.now = path, now
        self.records: dict[str, Record] = {}
        try:
            held = json.loads(read_whole(path))
            links = held["links"].items() if held["version"] == VERSION else ()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return  # nothing is lost but time: every link is asked anew
        for address, fields in links:
            with suppress(ValueError, KeyError, TypeError, AttributeError, OverflowError):
                self.records[address] = restored(fields, now)

    def stale(self, addresses: Iterable[str]) -> list[str]:
        """The links that must be asked again."""
        return [address for address in addresses if not self.trusted(address)]

    def trusted(self, address: str) -> bool:
        """Whether what is known of a link still holds; silence is no answer to be trusted."""
        record = self.records.get(address)
        if record is None or record.answer.state not in TRUST or not record.answer.heard:
            return False
        return timedelta() <= self.now - time_of(record.checked) < TRUST[record.answer.state]

    def take(self, address: str, answer: Answer) -> None:
        """Remember a new answer."""
        now = stamp(self.now)
        old = self.records.get(address)
        record = Record(answer, now, *((old.alive, old.failing, old.history) if old else ()))
        if answer.state == "alive":
            record.alive, record.failing = now, ""
        elif answer.state != "unasked":
            record.failing = record.failing or now
        if not record.history or record.history[-1][1:] != [answer.state, answer.reason]:
            record.history = [*record.history, [now, answer.state, answer.reason]][-LONGEST_HISTORY:]
        self.records[address] = record

    def keep(self, addresses: Iterable[str]) -> None:
        """Write the records, without links that the book has not had for long."""
        known = set(addresses)
        kept = {
            address: asdict(record)
            for address, record in sorted(self.records.items())
            if address in known or self.now - time_of(record.checked) < FORGET
        }
        text = json.dumps({"version": VERSION, "links": kept}, ensure_ascii=False, indent=1)
        write_report(text + "\n", self.path)


def restored(fields: dict[str, Any], now: datetime) -> Record:
    """A record from the file, which anybody may have written who could change the project; raises when it is none."""
    answer = Answer(**fields["answer"])
    record = Record(**{**fields, "answer": answer})
    words = [answer.reason, answer.moved, answer.unwanted, record.alive, record.failing]
    words += [part for change in record.history for part in change]
    flags = (answer.heard, answer.again)
    if not all(isinstance(word, str) for word in words) or not all(isinstance(flag, bool) for flag in flags):
        raise TypeError
    if answer.state not in get_args(State) or type(answer.code) is not int:
        raise ValueError
    times = [
        record.checked,
        *filter(None, (record.alive, record.failing)),
        *(when for when, _, _ in record.history),
    ]
    if max(map(time_of, times)) > now + CLOCKS:
        raise ValueError
    return replace(record, answer=replace(answer, wait=None))


def stamp(moment: datetime) -> str:
    """A moment as it stands in the file."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_of(text: str) -> datetime:
    """The moment that the file names."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

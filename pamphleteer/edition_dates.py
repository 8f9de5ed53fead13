"""SOURCE_DATE_EPOCH, the last commit or the clock → the date of an edition."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from pamphleteer.command.project import CommandError

STATED = "SOURCE_DATE_EPOCH"
"""The variable that states a date (reproducible-builds.org)."""
LATEST = datetime(9999, 12, 31, tzinfo=UTC)
"""No calendar of Python, of PDF or of an e-book knows a later day."""


def stated_date() -> datetime | None:
    """The date that the environment states, in UTC; None where it states none. Raises CommandError."""
    epoch = os.environ.get(STATED, "")
    if not epoch:
        return None
    if not re.fullmatch("[0-9]{1,12}", epoch) or int(epoch) > LATEST.timestamp():
        raise CommandError(f"{STATED} is “{epoch[:40]}”: give whole seconds since 1970, such as 1780000000")
    return datetime.fromtimestamp(int(epoch), UTC)


def check_stated_date() -> None:
    """Raise CommandError for what is no date: Sphinx, numpy and others read it too, and each fails in its own way."""
    if stated_date() is None:
        os.environ.pop(STATED, None)  # an empty one is none


def edition_date(folder: Path | str) -> datetime:
    """The stated date, else that of the last commit, else now; in UTC. Raises CommandError.

    A commit may have been dated by anybody: one beyond all calendars counts as of their last day.
    """
    from pamphleteer.programs.git import last_commit  # not needed by every command

    if stated := stated_date():
        return stated
    epoch = last_commit(Path(folder))
    if not epoch.isdecimal():
        return datetime.now(UTC).replace(microsecond=0)
    return datetime.fromtimestamp(min(int(epoch), int(LATEST.timestamp())), UTC)

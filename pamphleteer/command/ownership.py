"""A work folder → ours, or put aside: what a build on this machine did not make is never unpickled, followed or deleted.

A repository can bring a work folder along. Sphinx would load its `environment.pickle`, which runs whatever its maker wrote, and
the lists of finished files in it would name what to delete. So a build leaves a mark in the folder that it makes: the HMAC of
the number that the file system gave the folder, with a key that never leaves the user's own folder.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sys
from functools import cache
from itertools import count
from pathlib import Path

MARK = "made-here"
"""In the work folder."""
KEY_BYTES = 32


def claim(work: Path) -> None:
    """Make the work folder, or see that it was made here; one that was not is renamed, with a word to the writer."""
    work.parent.mkdir(parents=True, exist_ok=True)
    if work.exists() and not is_ours(work):
        aside = free_name(work)
        work.rename(aside)
        print(
            f"{work} was not made by a build of yours on this machine: it lies in {aside} now, unread; delete it",
            file=sys.stderr,
        )
    if not (
        work / MARK
    ).exists():  # before anything else is in it, and whole: another build may look at the same moment
        work.mkdir(exist_ok=True)
        beside = work.with_name(f"{work.name}-{os.getpid()}.part")
        beside.write_text(mark_of(work), encoding="ascii")
        beside.replace(work / MARK)


def is_ours(work: Path) -> bool:
    """Whether the folder bears the mark of this machine, or is empty."""
    if not any(work.iterdir()):
        return True
    try:
        found = (work / MARK).read_bytes()
    except OSError:
        return False
    return hmac.compare_digest(found, mark_of(work).encode())


def free_name(work: Path) -> Path:
    """A name beside the folder that nothing has."""
    names = (work.with_name(f"{work.name}-of-others-{number}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def mark_of(work: Path) -> str:
    """The mark that belongs to a folder: it stays when the folder is moved, and not when it is copied or checked out."""
    return hmac.new(key(), str(work.stat().st_ino).encode(), hashlib.sha256).hexdigest()


@cache
def key() -> bytes:
    """The key of this user on this machine; where none can be kept, one that no later build will know."""
    path = state_folder() / "key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            beside = path.with_name(f"key-{os.getpid()}")
            beside.touch(mode=0o600)
            beside.write_bytes(secrets.token_bytes(KEY_BYTES))
            beside.replace(path)
        found = path.read_bytes()
    except OSError:
        found = b""
    return found if len(found) == KEY_BYTES else secrets.token_bytes(KEY_BYTES)


def state_folder() -> Path:
    """Where this user's programs keep what outlives a run (XDG base directories; the local folder of Windows)."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", "~")).expanduser() / "pamphleteer"
    stated = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (stated if stated.is_absolute() else Path("~/.local/state").expanduser()) / "pamphleteer"

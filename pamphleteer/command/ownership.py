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

from pamphleteer.files import read_whole, write_whole

MARK = "made-here"
"""In the work folder."""
KEY_BYTES = 32


def claim(work: Path, conf: Path) -> None:
    """Make the work folder, or see that it was made here; one that was not is renamed, with a word to the writer.

    `conf` is the folder of the project's settings: no key is kept in it, where a stranger could have laid one.
    """
    secret = key(is_private=not state_folder().resolve().is_relative_to(conf))
    work.parent.mkdir(parents=True, exist_ok=True)
    if work.exists() and not is_ours(work, secret):
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
        write_whole(work / MARK, mark_of(work, secret).encode())


def is_ours(work: Path, secret: bytes) -> bool:
    """Whether the folder bears the mark of this machine, or is empty."""
    if not any(work.iterdir()):
        return True
    try:
        found = read_whole(work / MARK)
    except OSError:
        return False
    return hmac.compare_digest(found, mark_of(work, secret).encode())


def free_name(work: Path) -> Path:
    """A name beside the folder that nothing has."""
    names = (work.with_name(f"{work.name}-of-others-{number}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def mark_of(work: Path, secret: bytes) -> str:
    """The mark that belongs to a folder: it stays when the folder is moved, and not when it is copied or checked out."""
    return hmac.new(secret, str(work.stat().st_ino).encode(), hashlib.sha256).hexdigest()


@cache
def key(*, is_private: bool = True) -> bytes:
    """The key of this user on this machine; where none can be kept in private, one that no later build will know."""
    if not is_private:
        return secrets.token_bytes(KEY_BYTES)
    path = state_folder() / "key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not stored(path):
            path.unlink(missing_ok=True)
            write_whole(path, secrets.token_bytes(KEY_BYTES), rights=0o600)
        found = stored(path)
    except OSError:
        found = b""
    return found or secrets.token_bytes(KEY_BYTES)


def stored(path: Path) -> bytes:
    """The key in a file; one that others may read was not made here: git, for one, gives them the right to."""
    if not path.exists() or (os.name != "nt" and path.stat().st_mode & 0o077):
        return b""
    found = read_whole(path)
    return found if len(found) == KEY_BYTES else b""


def state_folder() -> Path:
    """Where this user's programs keep what outlives a run (XDG base directories; the local folder of Windows)."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", "~")).expanduser() / "pamphleteer"
    stated = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (stated if stated.is_absolute() else Path("~/.local/state").expanduser()) / "pamphleteer"

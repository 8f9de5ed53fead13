"""Files in folders that strangers can write to → read without waiting, and written through no link.

A checkout can hold a pipe where a file is looked for, a link under a name that something half written will have, and a folder
where a file is to be.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path


def read_whole(path: Path) -> bytes:
    """What a file holds; OSError where it is none, such as a pipe, which makes who opens it wait for ever."""
    with open(
        os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    ) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
        return file.read()


def write_whole(path: Path, data: bytes, rights: int = 0o666) -> None:
    """Write a file beside its place, under a name that nobody can know, then put it there with the rights of the one that stands."""
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(beside, new, rights), "wb") as file:
            file.write(data)
        if path.is_file():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise

"""An error of the system → one message that says what to do: make room, ask for the right to write, write elsewhere."""

from __future__ import annotations

import errno
import shutil

FULL = {
    errno.ENOSPC: "there is no room left on the disk: make room",
    errno.EDQUOT: "your share of the disk is used up: delete what you no longer need",
    errno.EFBIG: "the file is larger than this system lets you write: raise the limit (`ulimit -f`)",
}
SHUT = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "nothing can be written there",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is to be written",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.EISDIR: "a folder stands where a file is needed",
}
OTHERWISE = {
    errno.ENOENT: "there is no such file or folder: correct the name",
    errno.ENAMETOOLONG: "this system has no room for so long a name: write a shorter one",
    errno.ELOOP: "symbolic links lead back to themselves: put the file itself there",
    errno.ENXIO: "this is no file that can be read: take it away",
    errno.ENOMEM: "there is not enough memory for this: give the command more, or less to read",
}


def advice(error: OSError) -> str:
    """The place and what to do; empty when nothing better than the error itself is known."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return "; ".join(
            dict.fromkeys(told(str(place), number_in(why)) for _from, place, why in error.args[0])
        )
    return told(str(error.filename or ""), error.errno)


def told(place: str, number: int | None) -> str:
    """One sentence."""
    lead = f"{place}: " if place else ""
    if number in FULL:
        return f"{lead}{FULL[number]}, then run again"
    if number in SHUT:
        return f"{lead}{SHUT[number]}: change that, or name another folder with --out"
    return f"{lead}{OTHERWISE[number]}" if number in OTHERWISE else ""


def number_in(why: str) -> int | None:
    """The number in “[Errno 28] …”."""
    digits = why.partition("[Errno ")[2].partition("]")[0]
    return int(digits) if digits.isdigit() else None

"""Typst source → how much memory its layout will take, and whether this machine has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

PER_BYTE = 400
"""Bytes of memory for a byte of source: 350 to 460 in whole books, measured by `bench.printed` and on documentation of others."""
GROUND = 60 << 20
"""What the compiler takes for an empty book: itself and its fonts."""
GIGABYTE = 1e9
CGROUPS = Path("/sys/fs/cgroup")
UNLIMITED = 1 << 60
"""What old control groups say where there is no limit is more than this."""


def needed(folder: Path) -> int:
    """Bytes of memory that the layout of the chapters in a work folder will take, roughly."""
    sources = [*folder.glob("*.typ"), *folder.glob("chapters/*.typ")]
    return GROUND + PER_BYTE * sum(path.stat().st_size for path in sources)


def available() -> int | None:
    """Bytes of memory that a new process may take before another one has to give way; None where the system does not say."""
    if sys.platform == "win32":
        return free_on_windows()
    free = free_on_linux()
    if free is not None:
        return min([free, *free_in_groups()])
    try:  # macOS tells only how much there is
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def free_on_linux() -> int | None:
    """What Linux says that programs can have without swapping."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), None)


def free_in_groups() -> Iterator[int]:
    """What is left to the control groups that this process is in, as in a container; files that are only kept count as free."""
    try:
        own = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    names = [line.rpartition(":")[2].lstrip("/") for line in own if line.startswith("0::")]
    groups = {CGROUPS}
    for name in names:
        groups |= {CGROUPS / name, *(CGROUPS / name).parents}
    for group in groups:
        if group.is_relative_to(CGROUPS):
            yield from left(group / "memory.max", group / "memory.current", group / "memory.stat")
    old = CGROUPS / "memory"
    yield from left(old / "memory.limit_in_bytes", old / "memory.usage_in_bytes", old / "memory.stat")


def left(most: Path, used: Path, stat: Path) -> Iterator[int]:
    """What a control group may still take, if it has a limit."""
    try:
        limit = most.read_text(encoding="ascii").strip()
        if limit == "max" or int(limit) > UNLIMITED:
            return
        lines = [line.split() for line in stat.read_text(encoding="ascii").splitlines()]
        kept = next((int(count) for name, count in lines if name == "inactive_file"), 0)
        yield max(int(limit) - int(used.read_text(encoding="ascii")) + kept, 0)
    except (OSError, ValueError):
        return


def free_on_windows() -> int | None:
    """What Windows says."""
    if sys.platform != "win32":
        return None
    import ctypes

    class Status(ctypes.Structure):
        """MEMORYSTATUSEX."""

        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("all", "free", "a", "b", "c", "d", "e")),
        ]

    status = Status(length=ctypes.sizeof(Status))
    return int(status.free) if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def too_little(folder: Path, most: int) -> str:
    """A message where the layout will hardly have the memory that it takes; `most` is what it may take at all, in bytes."""
    wanted, free = needed(folder), available()
    if wanted <= min(most, wanted if free is None else free):
        return ""
    has = (
        f"this machine has {free / GIGABYTE:.1f} free"
        if free is not None and free < most
        else f"{most / GIGABYTE:.0f} is the most that it may take"
    )
    return (
        f"laying the book out takes about {wanted / GIGABYTE:.1f} gigabytes of memory, and {has}: "
        "close other programs, build this edition alone or on a larger machine, or make two books of it"
    )

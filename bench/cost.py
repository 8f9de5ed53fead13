"""Commands → the CPU time that they take, the memory of the largest process among them, and of all at once."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

BYTECODE = TemporaryDirectory()
"""Keeps compiled modules while a benchmark runs; whoever measures once lets a first run go by."""


@dataclass
class Cost:
    """What some commands took together."""

    seconds: float = 0
    """CPU time, user and system, of the commands and of what they start."""
    wall: float = 0
    """Seconds that somebody waited for them."""
    megabytes: float = 0
    """The most that one process held."""
    together: float = 0
    """Megabytes that all processes held at once, looked at ten times a second; 0 where the system has no `/proc`."""

    def run(self, command: Sequence[str], folder: Path, most: int = 0) -> None:
        """Run a command in a folder, silently; stops the program when it fails.

        `most`: CPU seconds after which one of its processes is stopped; then TimeoutError is raised.
        """
        if self.tried(command, folder, Path(os.devnull), most):
            raise SystemExit(f"failed: {' '.join(command)}")

    def tried(self, command: Sequence[str], folder: Path, log: Path, most: int = 0) -> int:
        """Run a command in a folder, with what it says in a file; its exit status, which may tell of a failure."""
        started = time.monotonic()
        pid = os.fork()
        if not pid:
            said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.chdir(folder)
            if most:
                resource.setrlimit(resource.RLIMIT_CPU, (most, most))
            # As after an installation, which leaves compiled modules: else nearly half of a small book's time is their compiling.
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ["PYTHONPYCACHEPREFIX"] = BYTECODE.name
            os.dup2(said, 1)
            os.dup2(said, 2)
            os.execvp(command[0], list(command))  # noqa: S606 - the commands are our own
        ended = Event()
        watcher = Thread(target=self.watch, args=(pid, ended))
        watcher.start()
        _pid, status, used = os.wait4(pid, 0)
        ended.set()
        watcher.join()
        self.wall += time.monotonic() - started
        self.seconds += used.ru_utime + used.ru_stime
        self.megabytes = max(self.megabytes, used.ru_maxrss / 1024)
        if most and used.ru_utime + used.ru_stime >= most:
            raise TimeoutError
        return os.waitstatus_to_exitcode(status)

    def watch(self, pid: int, ended: Event) -> None:
        """Note the most that a process and its children hold, until it has ended."""
        while not ended.wait(0.1):
            self.together = max(self.together, held(pid) / 1024)


def held(pid: int) -> int:
    """Kilobytes that a process and all that it started hold."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return own + sum(held(int(child)) for child in children)


def sphinx(builder: str, project: Path, out: Path, *, ours: bool) -> list[str]:
    """The command of one builder, over doctrees in `out`; with our extension or without."""
    kind = "ours" if ours else "stock"
    return [
        sys.executable, "-m", "sphinx", "-Q", "-b", builder, "-d", str(out / f"doctrees-{kind}"),
        "-D", f"extensions={','.join(extensions(project, ours))}", str(project.resolve()), str(out / f"{builder}-{kind}"),
    ]  # fmt: skip


def extensions(project: Path, ours: bool) -> list[str]:
    """Those that conf.py names, with or without ours."""
    names: dict[str, object] = {"__file__": str(project / "conf.py")}
    exec((project / "conf.py").read_text(encoding="utf-8"), names)  # noqa: S102 - Sphinx does the same
    found = names.get("extensions", [])
    stated = [str(name) for name in found if name != "pamphleteer"] if isinstance(found, list) else []
    # Sphinx takes an empty list on the command line for the name of an extension; this one it loads anyway.
    return [*stated, "pamphleteer"] if ours else stated or ["sphinx.builders.dummy"]

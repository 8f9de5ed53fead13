"""A program and its arguments → what it prints, in a process that a book has no say in.

Every program that this package starts is started here: git, Graphviz, Typst, and Python itself.

1. It is found in the absolute folders of PATH; one that lies in the folder it is to work in is never taken.
2. Its environment holds what `KEPT` names and what the caller states, so that no variable turns it into something else.
3. Python starts without the folder that it works in (`-P`) and without what an environment loads whenever Python starts (`-S`):
   `typst.py` beside the chapters is no module of ours, and `*.pth` files, some of which load all of Sphinx, cost seconds.
4. It ends with its seconds of computing, its seconds by the clock, or its memory, and takes what it started with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.programs.variables import absolute, absolute_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGE = Path(__file__).parent.parent
NEEDED = ("typst", "PIL")
"""What modules that run in a Python of their own import."""
KEPT = frozenset(
    "HOME USER LOGNAME LANG LANGUAGE LC_ALL LC_CTYPE LC_MESSAGES TZ TMPDIR TEMP TMP SOURCE_DATE_EPOCH "
    "SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE APPDATA LOCALAPPDATA PROGRAMFILES PROGRAMDATA "
    "LD_LIBRARY_PATH DYLD_LIBRARY_PATH FONTCONFIG_FILE FONTCONFIG_PATH VIRTUAL_ENV PYTHONHASHSEED PYTHONUTF8".split()
)
"""Variables that programs are given: where the user's things are, and which language and clock the machine has."""
NO_NETWORK = {
    **dict.fromkeys(("HTTP_PROXY", "http_proxy"), "http://127.0.0.1:0"),
    **dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:0"),
    **dict.fromkeys(("NO_PROXY", "no_proxy"), ""),
}
"""Programs that ask the network ask a proxy that is not there; `--confined` takes the network itself away."""
SHELL = "/bin/sh"
START = (
    '{ ulimit -c 0; ulimit -S -t "$1"; } 2>/dev/null; ulimit -v "$2" 2>/dev/null; '
    '{ echo 500 >/proc/self/oom_score_adj; } 2>/dev/null; shift 2; exec "$@"'
)
"""Sets the limits and becomes the program; macOS refuses that of memory, and only Linux knows whom to end first."""


@dataclass(frozen=True)
class Limits:
    """When a program is ended."""

    computing: int
    """Seconds of computing."""
    clock: float
    """Seconds by the clock: a program may wait for something that never comes."""
    memory: int = 10_000
    """Megabytes that it may hold."""


BRIEF = Limits(computing=60, clock=60, memory=4_000)
"""For questions that are answered at once."""


class ProgramMissingError(OSError):
    """There is no such program on PATH."""


def run(
    program: str | Path,
    arguments: Sequence[str | Path],
    folder: Path,
    limits: Limits = BRIEF,
    *,
    given: bytes = b"",
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program in a folder, with `given` as its input; `variables` are added to its environment.

    Raises ProgramMissingError, and subprocess.TimeoutExpired when its time by the clock is over.
    """
    command = [str(found(program, folder)), *map(str, arguments)]
    if os.name == "posix":
        limit = (str(limits.computing), str(limits.memory << 10))
        command = [SHELL, "-c", START, "sh", *limit, *command]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**environment(), **(variables or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(given, timeout=limits.clock)
    except (
        BaseException
    ):  # whatever ends the waiting, such as Ctrl+C or the alarm of a chapter, ends the program
        end(process)
        raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()


def run_python(
    module: str,
    arguments: Sequence[str | Path],
    folder: Path,
    limits: Limits,
    *,
    given: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    """Run a module of this package in a Python of its own, which finds `NEEDED` where this one does, and nothing beside the chapters."""
    stated = absolute_parts(os.environ.get("PYTHONPATH", "")).split(os.pathsep)
    paths = [str(PACKAGE.parent), *stated, *map(folder_of, NEEDED)]
    told = os.pathsep.join(dict.fromkeys(filter(None, paths)))
    variables = {**NO_NETWORK, "PYTHONPATH": told, "PYTHONIOENCODING": "utf-8"}
    command = ["-S", "-P", "-m", module, *arguments]
    return run(sys.executable, command, folder, limits, given=given, variables=variables)


def folder_of(package: str) -> str:
    """The folder that a package lies in; empty where it is not installed."""
    spec = find_spec(package)
    return str(Path(spec.origin).parent.parent) if spec and spec.origin else ""


def found(program: str | Path, folder: Path) -> Path:
    """The whole path of a program."""
    path = Path(program)
    if path.is_absolute():
        return path
    place = shutil.which(str(program), path=search_path()) if path.name == str(program) else None
    if place is None or Path(place).is_relative_to(folder.resolve()):
        raise ProgramMissingError(f"there is no program “{program}” on PATH")
    return Path(place)


def search_path() -> str:
    """PATH without what depends on the folder that somebody stands in."""
    return absolute_parts(os.environ.get("PATH", os.defpath))


def environment() -> dict[str, str]:
    """What every program is told."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in KEPT}
    return {**absolute(kept), "PATH": search_path()}

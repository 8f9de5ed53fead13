"""A build of chapters by strangers → the same build in a room without network, in which it can write its editions alone.

bubblewrap makes the room from name spaces of Linux: it shows the programs of the system, this Python, the project, and nothing
else of the machine; all of it can be read only, but for the output folder. Processes, host and users are those of the room, a
filter of system calls holds from within, and variables of the environment that `programs.run` does not keep stay outside. So
what gets past every other wall finds no secret, nobody to tell it to, and no place to stay.

Its work folder is one of its own: what was made in the room is never unpickled outside of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.ownership import state_folder
from pamphleteer.command.project import CommandError
from pamphleteer.programs.git import repository
from pamphleteer.programs.run import PACKAGE, ProgramMissingError, environment, found
from pamphleteer.programs.system_calls import open_filter
from pamphleteer.programs.variables import absolute_parts
from pamphleteer.sandbox.paths import top_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pamphleteer.command.project import Project

SYSTEM = (
    "/usr /bin /sbin /lib /lib32 /lib64 /libx32 /opt /nix/store /etc/alternatives /etc/fonts /etc/group /etc/ld.so.cache "
    "/etc/ld.so.conf /etc/ld.so.conf.d /etc/localtime /etc/mime.types /etc/nsswitch.conf /etc/passwd /etc/timezone"
).split()
"""Programs, libraries, fonts, and what says who and when it is."""
ROOM = (
    *("--unshare-user", "--unshare-all", "--disable-userns", "--cap-drop", "ALL"),
    *("--die-with-parent", "--new-session", "--clearenv", "--hostname", "confined"),
    *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108 - it is one of the room
)
HOME = "/tmp/home"  # noqa: S108 - as above
STATE = "/run/state"
"""In the room: where `XDG_STATE_HOME` is."""
MISSING = (
    "--confined needs bubblewrap (`bwrap`; on Debian and Ubuntu: apt install bubblewrap), which is not on PATH: "
    "install it, or build without --confined where you trust whoever wrote the chapters"
)


def run_confined(project: Project, asked: Sequence[str]) -> int:
    """Run the command that was asked for in the room; its exit status. Raises CommandError where there can be no room."""
    room = enter(project)
    seal = open_filter()
    if seal is None:
        print("--confined: without a filter of system calls, for there is no libseccomp", file=sys.stderr)
    else:
        room += ["--seccomp", str(seal)]
    passed = () if seal is None else (seal,)
    where = ["--inside", "--source", str(project.source), "--out", str(project.out)]
    command = [*room, "--", sys.executable, "-P", "-m", "pamphleteer", *asked, *where]
    return subprocess.run(command, check=False, pass_fds=passed, stdin=subprocess.DEVNULL).returncode


def enter(project: Project) -> list[str]:
    """The call of bubblewrap, up to the program that it runs; tried with one that does nothing, for some systems forbid it."""
    if sys.platform != "linux":
        raise CommandError("--confined needs the name spaces of Linux, which this system does not have")
    try:
        bwrap = found("bwrap", project.conf)
    except ProgramMissingError:
        raise CommandError(MISSING) from None
    project.out.mkdir(parents=True, exist_ok=True)
    state = state_folder() / "confined"
    state.mkdir(parents=True, exist_ok=True)
    room = [str(bwrap), *ROOM]
    shown: list[Path] = []
    for path in readable(project):
        if not any(path.is_relative_to(above) for above in shown):
            room += ["--ro-bind", str(path.resolve()), str(path)]
            shown.append(path)
    room += ["--bind", str(project.out), str(project.out), "--bind", str(state), STATE]
    room += ["--chdir", str(project.conf)]
    for name, value in variables().items():
        room += ["--setenv", name, value]
    tried = subprocess.run([*room, "--", "/bin/true"], check=False, capture_output=True, text=True)
    if tried.returncode:
        raise CommandError(
            f"--confined: this system lets bubblewrap make no room of its own ({tried.stderr.strip()}): "
            "allow user name spaces, as the manual says under “Chapters by strangers”, or build without --confined"
        )
    return room


def readable(project: Project) -> Iterator[Path]:
    """What is shown in the room, each folder before those in it: where it lies, and where symbolic links lead to it."""
    python = {sys.prefix, sys.base_prefix, str(PACKAGE.parent), *sys.path}
    ours = [top_of(str(project.conf)), project.source, project.conf]
    place = repository(project.conf)
    if place and place[1].is_file():
        ours += commits_of(place[1])
    paths = [*map(Path, SYSTEM), *map(Path, filter(None, python)), *ours]
    there = [path for path in paths if path.is_absolute() and path.exists()]
    return iter(
        sorted({*there, *(path.resolve() for path in there)}, key=lambda path: (len(path.parts), path))
    )


def commits_of(link: Path) -> list[Path]:
    """The repository of a second work tree, whose `.git` is a file that names it; none that does not name the tree in turn."""
    named = link.parent / link.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
    try:
        known = Path((named / "gitdir").read_text(encoding="utf-8").strip()) == link
    except (OSError, ValueError):
        return []
    return [above for above in named.parents if above.name == ".git"][:1] if known else []


def variables() -> dict[str, str]:
    """The environment of the room."""
    modules = absolute_parts(os.environ.get("PYTHONPATH", ""))
    kept = {**environment(), "HOME": HOME, "XDG_STATE_HOME": STATE, "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, "TMPDIR": "/tmp", **({"PYTHONPATH": modules} if modules else {})}  # noqa: S108 - of the room

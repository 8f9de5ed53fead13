"""A question about the history of a book → what git says, of the repository that the book is in and of no other.

git looks for its repository in the folder that it is asked about, and takes a folder with the files `HEAD`, `config`, `objects`
and `refs` for one, whose configuration may name programs. Such a folder travels by an ordinary commit; a `.git` never does.
So the repository is named, programs are switched off, and only commands are used that print what is stored.
"""

from __future__ import annotations

import os
from pathlib import Path

from pamphleteer.programs.run import Limits, run

LIMITS = Limits(computing=120, clock=300)
"""Much for a whole history."""
SETTINGS = {
    "safe.bareRepository": "explicit",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.pager": "cat",
    "core.sshCommand": "false",
    "credential.helper": "",
    "log.showSignature": "false",
    "gpg.program": "false",
    "protocol.allow": "never",
    "maintenance.auto": "false",
    "gc.auto": "0",
}
"""What could start a program, or ask another machine, in what the configuration of a repository says."""
VARIABLES = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ATTR_NOSYSTEM": "1",
}


def repository(folder: Path) -> tuple[Path, Path] | None:
    """The folder that holds `.git`, and that `.git`, of what a folder lies in; None where there is none."""
    here = folder.resolve()
    return next(((top, top / ".git") for top in (here, *here.parents) if (top / ".git").exists()), None)


def git(folder: Path, *words: str, given: str = "") -> bytes:
    """What git prints of the repository that a folder lies in; nothing where there is none, or when it fails.

    Raises ProgramMissingError without git.
    """
    place = repository(folder)
    if place is None:
        return b""
    top, stored = place
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [f"--git-dir={stored}", f"--work-tree={top}", "--no-pager", *settings, *words]
    done = run("git", command, folder, LIMITS, given=given.encode(), variables=VARIABLES)
    return done.stdout if done.returncode == 0 else b""


def last_commit(folder: Path) -> str:
    """Seconds since 1970 of the last commit of the repository that a folder lies in; empty without git or outside of one."""
    try:
        lines = git(folder, "rev-list", "--max-count=1", "--timestamp", "HEAD", "--").split()
    except OSError:
        return ""
    return lines[0].decode("ascii") if lines else ""

"""A work folder → the one command that may write in it; what a killed one left half written is taken away.

The system lets go of the lock when its holder ends, however it ends: nobody has to delete anything by hand.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.doctrees import forget
from pamphleteer.command.ownership import claim
from pamphleteer.command.project import CommandError, Project
from pamphleteer.command.stamp import SKIPPED
from pamphleteer.sandbox.paths import top_of
from pamphleteer.xml_characters import NOT_IN_XML

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

WRITTEN = ("html", "epub", "pdf", "pamphlet", "preview")
"""Folders of editions below the output folder."""
HOLDER = "at-work"
"""In the work folder: the number of the process that writes there; empty when the last one came to its end."""


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Wait until no other command writes in the work folder, then keep it."""
    refuse_links(project)
    refuse_names(project)
    refuse_catalogues(project)
    claim(project.work, project.conf)
    with (project.work / HOLDER).open("a+", encoding="ascii", errors="replace") as file:
        wait(file, project)
        file.seek(0)
        if file.read():
            clear(project)
        note(file, str(os.getpid()))
        yield
        note(file, "")


def refuse_links(project: Project) -> None:
    """Stop where output would go through a symbolic link: it may have come with a chapter, and lead anywhere."""
    editions = (project.out / name for name in WRITTEN)
    for path in (project.out, project.work, *project.work.glob("*"), *editions):
        if path.is_symlink():
            raise CommandError(
                f"{path} is a symbolic link: delete it, or name the folder that it leads to with --out"
            )


def refuse_catalogues(project: Project) -> None:
    """Stop at a link that leads out of the project and through which Sphinx would compile a catalogue, before it loads any extension."""
    top = top_of(str(project.conf))
    for start in {project.conf, project.source}:
        for folder, below, names in os.walk(start):
            compiled = [name for name in names if name.endswith(".mo")]
            for link in (Path(folder, name) for name in (*below, *compiled)):
                if link.is_symlink() and compiles_into(link) and not link.resolve().is_relative_to(top):
                    raise CommandError(
                        f"{link}: a catalogue would be compiled through this symbolic link, out of the project: delete it"
                    )
            below[:] = [name for name in below if name[0] != "." and name not in SKIPPED]


def compiles_into(link: Path) -> bool:
    """Whether a link is a compiled catalogue, or a folder of some."""
    folder = "LC_MESSAGES"
    return (
        link.suffix == ".mo"
        or link.name == folder
        or any(
            (link / level / folder).is_dir() for level in ("", *(os.listdir(link) if link.is_dir() else ()))
        )
    )


def refuse_names(project: Project) -> None:
    """Stop at a file whose name no page could hold, and at what is no file."""
    for folder, below, names in os.walk(project.source):
        below[:] = [name for name in below if name[0] != "." and Path(folder, name) != project.out]
        for name in (*below, *names):
            if any("\udc80" <= letter <= "\udcff" for letter in name):
                path = os.fsencode(Path(folder, name)).decode(errors="backslashreplace")
                raise CommandError(f"{path}: the name of this file is not UTF-8: give it another")
            place = Path(folder, name)
            if NOT_IN_XML.search(name):
                raise CommandError(
                    f"{place}: the name of this file holds a control character: give it another"
                )
            if not (place.is_file() or place.is_dir()) and place.exists():  # who opens a pipe waits for ever
                raise CommandError(f"{place}: this is no file: take it away")


def wait(file: TextIO, project: Project) -> None:
    """Return when the lock is ours."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        who = file.read() or "unknown"
        print(f"waiting for another build in {project.out} (process {who}) to end", file=sys.stderr)
        fcntl.flock(file, fcntl.LOCK_EX)


def note(file: TextIO, who: str) -> None:
    """Write down who is at work, for those who wait and for those who come after."""
    file.truncate(0)
    file.write(who)
    file.flush()


def clear(project: Project) -> None:
    """Forget what the killed command had read: the book that Sphinx knows may not be the one on the disk.

    Sites that it put together are deleted; editions half made are no concern, for their stamps were forgotten when it began.
    """
    forget(project)
    for name in ("html-new", "html-old"):
        shutil.rmtree(project.work / name, ignore_errors=True)

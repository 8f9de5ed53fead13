"""A folder named on the command line → where chapters, settings, work files and finished editions are."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.timeouts import ADVICE, OverdueError, seconds_near, within

if TYPE_CHECKING:
    from collections.abc import Iterator


class CommandError(Exception):
    """What stops a command: one message for the person who typed it."""


@contextmanager
def in_time(path: Path) -> Iterator[None]:
    """Stop the command when a file takes too long to be read."""
    try:
        with within(seconds_near(path), OverdueError):
            yield
    except OverdueError as error:
        raise CommandError(f"{path}:1: this file cannot be read {error}: {ADVICE}") from None


@dataclass(frozen=True)
class Project:
    """The folders of a book, all absolute."""

    source: Path
    """Holds the chapters."""
    conf: Path
    """Holds conf.py."""
    out: Path
    """Finished editions, one folder for each kind."""
    confined: bool = False
    """Whether this is the inside of `build --confined`."""

    @property
    def work(self) -> Path:
        """Doctrees and half-made editions; may be deleted at any time."""
        return self.out / (".work-confined" if self.confined else ".work")

    @property
    def doctrees(self) -> Path:
        """What Sphinx read, shared by all editions."""
        return self.work / "doctrees"


def find_project(source: str | None, out: str | None, *, confined: bool = False) -> Project:
    """The project of `source`, or of this folder: its chapters are in `book/` when there is one.

    `conf.py` is looked for beside the chapters, then one folder above.
    """
    folder = Path(source or ".").resolve()
    if not folder.is_dir():
        raise CommandError(f"no folder {source}: name the folder that holds your chapters")
    chapters = folder
    if source is None and (folder / "book").is_dir() and not (folder / "book" / "conf.py").exists():
        chapters = folder / "book"
    for conf in (chapters, chapters.parent):
        if (conf / "conf.py").is_file():
            return Project(chapters, conf, Path(out).resolve() if out else conf / "_build", confined)
    raise CommandError(
        f"no conf.py in {chapters} nor in the folder above: run this in the folder of your book, "
        "name it with --source, or start one with `python -m pamphleteer new FOLDER`"
    )

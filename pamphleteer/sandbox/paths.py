"""A path → whether it is a file of the project, which chapters may show; the rest of the machine is nobody's reading."""

from __future__ import annotations

import errno
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util.matching import compile_matchers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

OUTSIDE = "outside-of-the-project"
"""The name of a folder that is not there: what chapters find in place of files that are not theirs to read."""
SHOWN = {".github", ".well-known"}
"""Hidden folders that nothing secret lies in."""
MARKS = (".git", ".hg", "pyproject.toml", "setup.py", "setup.cfg")
"""What lies at the top of a project; the first that is found in any folder above counts."""

LONGEST = 255
"""Bytes of the name of a file."""
DRAWN = ("jupyter_execute", "plot_directive")
"""Folders beside the editions into which extensions draw what notebooks and plots show."""


class StrayLinkError(SphinxError):
    """A symbolic link that leads out of the project."""

    category = "Symbolic link"


@lru_cache(maxsize=32)
def top_of(conf: str) -> Path:
    """The folder of the whole project, whose settings are in the folder `conf`."""
    here = Path(conf).resolve()
    tops = (above for mark in MARKS for above in (here, *here.parents) if (above / mark).exists())
    return next(tops, here)


def roots(app: Sphinx) -> tuple[Path, ...]:
    """The folders whose files chapters may read: the project, its chapters, what was drawn for them, what conf.py adds."""
    conf = Path(app.confdir)
    more = [(conf / folder).resolve() for folder in app.config.pamphleteer_reads]
    out = Path(app.outdir).resolve()
    drawn = (out, Path(app.doctreedir).resolve(), *(out.parent / name for name in DRAWN))
    return (top_of(str(conf)), Path(app.srcdir).resolve(), *drawn, *more)


def within(path: Path, folders: tuple[Path, ...]) -> bool:
    """Whether the path, symbolic links followed, stays in one of the folders and is not hidden there."""
    if "\0" in str(path) or any(len(os.fsencode(part)) > LONGEST for part in path.parts):
        return False
    if in_circle(path):
        return False
    real = path.resolve()
    return any(
        real.is_relative_to(folder)
        and not any(part[0] == "." and part not in SHOWN for part in real.relative_to(folder).parts)
        for folder in folders
    )


def in_circle(path: Path) -> bool:
    """Whether symbolic links lead back to themselves: some versions of Python resolve them to one of these, others refuse to."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def refuse_links(app: Sphinx, allowed: tuple[Path, ...]) -> None:
    """Stop at the first symbolic link among chapters, pictures, styles and templates that leads out of the project."""
    config, conf = app.config, Path(app.confdir)
    named = [*config.html_static_path, *config.html_extra_path, *config.templates_path]
    folders = [Path(app.srcdir), *(folder for name in named if within(folder := conf / name, allowed))]
    spared = {Path(app.outdir).resolve(), Path(app.doctreedir).resolve()}
    excluded = compile_matchers(config.exclude_patterns)
    for folder in folders:
        for path in links_below(folder, spared):
            name = path.relative_to(folder).as_posix()
            if not any(matches(name) for matches in excluded):
                refuse_link(path, allowed)


def refuse_link(path: Path, allowed: tuple[Path, ...]) -> None:
    """Stop at a path that leads out of the project."""
    if not within(path, allowed):
        raise StrayLinkError(
            f"{path}:1: this symbolic link leads out of the project, to {os.path.realpath(path)}\n"
            "    put the file itself there, or name its folder in `pamphleteer_reads` of conf.py"
        )


def refuse_circles(app: Sphinx, config: Config) -> None:
    """Stop at a folder that is a link to one that holds it: Sphinx follows links, and would find chapters without end."""
    excluded = compile_matchers(config.exclude_patterns)
    spared = {os.path.realpath(app.outdir), os.path.realpath(app.doctreedir)}
    waiting = [(os.path.realpath(app.srcdir), "", frozenset({os.path.realpath(app.srcdir)}))]
    while waiting:
        folder, name, above = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                below = f"{name}{entry.name}"
                real = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                if not is_folder(entry) or real in spared or any(matches(below) for matches in excluded):
                    continue
                if real in above:
                    raise StrayLinkError(
                        f"{os.path.join(app.srcdir, below)}:1: this symbolic link leads to a folder that holds it\n    delete it"
                    )
                waiting.append((real, f"{below}/", above | {real}))


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether this is a folder, or a link to one; what leads to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def links_below(folder: Path, spared: set[Path]) -> Iterator[Path]:
    """The symbolic links below a folder, but for hidden ones."""
    for path, folders, names in os.walk(folder):
        yield from (found for name in [*folders, *names] if (found := Path(path, name)).is_symlink())
        folders[:] = sorted(
            name for name in folders if name[0] != "." and Path(path, name).resolve() not in spared
        )

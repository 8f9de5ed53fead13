"""A finished edition in the work folder → its place, in one step; what stood there stays until then."""

from __future__ import annotations

import ctypes
import filecmp
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.command.project import Project

HERE, EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


def publish_files(project: Project, work: Path, folder: str, suffixes: tuple[str, ...]) -> list[str]:
    """Move the edition's files to `out/folder`; returns their names relative to the output folder."""
    target = project.out / folder
    target.mkdir(parents=True, exist_ok=True)
    names = []
    for path in sorted(work.iterdir()):
        if path.is_file() and path.suffix in suffixes:
            path.replace(target / path.name)
            names.append(f"{folder}/{path.name}")
    return names


def put_together(project: Project, work: Path, folder: str) -> None:
    """Put a site together beside the one that stands; files that are alike are kept, not copied."""
    target, fresh = project.out / folder, beside(project, folder)
    shutil.rmtree(fresh, ignore_errors=True)

    def take(made: str, place: str) -> None:
        standing = target / Path(place).relative_to(fresh)
        if standing.is_file() and filecmp.cmp(made, standing, shallow=False):
            try:
                os.link(standing, place)
            except OSError:  # a file system without links
                pass
            else:
                return
        # Never a link to the work file: Sphinx writes into it.
        shutil.copy2(made, place)

    left_out = shutil.ignore_patterns(".buildinfo*", ".doctrees", ".pageinfo", ".navigation*")
    shutil.copytree(work, fresh, ignore=left_out, copy_function=take)


def publish_folder(project: Project, folder: str) -> list[str]:
    """Exchange the site that was put together and the one that stands."""
    target, fresh, old = project.out / folder, beside(project, folder), project.work / f"{folder}-old"
    if not target.exists():
        fresh.rename(target)
    elif not exchanged(fresh, target):
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        fresh.rename(target)
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    return [folder + "/index.html"]


def beside(project: Project, folder: str) -> Path:
    """Where a site waits."""
    return project.work / f"{folder}-new"


def exchanged(one: Path, other: Path) -> bool:
    """Whether the system let the two change places in one step: at no moment is there none."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def remove_stale(project: Project, before: list[str], now: list[str]) -> None:
    """Delete files that an earlier run made under another name."""
    for name in set(before) - set(now):
        (project.out / name).unlink(missing_ok=True)


def pages_of(work: Path, docname: str) -> list[Path]:
    """Where the page of a chapter waits in a work folder, for the site or for the e-book."""
    from pamphleteer.epub.names import page_name

    return [work / f"{docname}.html", work / docname / "index.html", work / ".pages" / page_name(docname)]

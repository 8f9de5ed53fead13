"""A finished edition in the work folder → its place, in one step; what stood there stays until then."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.command.project import Project


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


def publish_folder(project: Project, work: Path, folder: str) -> list[str]:
    """Copy a site beside the one that stands, then exchange the two."""
    target, fresh, old = project.out / folder, project.work / f"{folder}-new", project.work / f"{folder}-old"
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    shutil.copytree(work, fresh, ignore=shutil.ignore_patterns(".buildinfo*", ".doctrees"))
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    return [folder + "/index.html"]


def remove_stale(project: Project, before: list[str], now: list[str]) -> None:
    """Delete files that an earlier run made under another name."""
    for name in set(before) - set(now):
        (project.out / name).unlink(missing_ok=True)

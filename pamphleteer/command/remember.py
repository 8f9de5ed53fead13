"""A build with faults → what of its reading the next one can go on from: all but the chapters that the faults are in.

Those are read and written again, so that a fault that still stands is said again. Other faults may be in anything: then
nothing is kept, and the next build reads the whole book.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphleteer.epub.names import page_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from pamphleteer.command.project import Project

READ = "environment.pickle"
"""What Sphinx knows of the chapters, in the folder of the doctrees."""


def forget(project: Project) -> None:
    """Let the next build read the whole book."""
    (project.doctrees / READ).unlink(missing_ok=True)


def remembered(project: Project) -> bool:
    """Whether the next build has something to go on from."""
    return (project.doctrees / READ).is_file()


def keep_the_rest(project: Project, app: Sphinx, places: Iterable[str]) -> None:
    """Forget the chapters that these files are, or are part of; all, when one of them is no part of any."""
    faulty = [chapters_of(project, app, Path(place)) for place in places]
    if not faulty or not all(faulty):
        forget(project)
        return
    builder: Any = app.builder
    for docname in set[str]().union(*faulty):
        # A chapter without a doctree is read.
        (project.doctrees / f"{docname}.doctree").unlink(missing_ok=True)
        if builder.format == "html":
            (Path(app.outdir) / ".pages" / page_name(docname)).unlink(missing_ok=True)
            builder.get_output_path(docname).unlink(missing_ok=True)


def chapters_of(project: Project, app: Sphinx, path: Path) -> set[str]:
    """The chapters that a file is, or that it is included in or shown by."""
    wanted = {str((folder / path).resolve()) for folder in (project.source, Path.cwd())}
    env = app.env
    found = {docname for docname in env.found_docs if str(Path(env.doc2path(docname)).resolve()) in wanted}
    for docname, names in env.dependencies.items():
        if any(str((project.source / str(name)).resolve()) in wanted for name in names):
            found.add(docname)
    return found & env.found_docs

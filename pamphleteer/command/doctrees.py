"""What Sphinx knows of the chapters, in the work folder → forgotten where it can no longer be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.command.project import Project

READ = "environment.pickle"
"""What Sphinx knows of the chapters, in the folder of the doctrees."""
ASIDE = "environment.kept"
"""Its name while editions are written: an edition that fails has Sphinx delete it under the other."""
SAID = "warnings.json"
"""What was said of the chapters that it knows."""
CODE = "code"
"""The fingerprint of the project's own code that read them."""


def forget(project: Project) -> None:
    """Let the next build read the whole book."""
    for name in (READ, ASIDE, SAID):
        (project.doctrees / name).unlink(missing_ok=True)


def forget_what_other_code_read(project: Project, code: str) -> None:
    """Let the whole book be read again when the project's own code is not that which read it."""
    path = project.doctrees / CODE
    if not path.is_file() or path.read_text(encoding="ascii", errors="replace") != code:
        forget(project)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="ascii")

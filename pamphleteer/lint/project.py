"""A Sphinx project, or pages in one → its findings, through the builder `lint`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pamphleteer.command.alone import alone
from pamphleteer.command.messages import Messages, Progress
from pamphleteer.command.project import Project
from pamphleteer.command.remember import forget, keep_the_rest
from pamphleteer.command.run import depth_told, in_hand, said_plainly

if TYPE_CHECKING:
    from typing import TextIO

    from pamphleteer.lint.builder import LintBuilder
    from pamphleteer.lint.finding import Finding

REPORTED_BY_A_RULE = "[myst.header]"
"""MyST's own warning on heading levels, which `skipped-heading` gives with its place, and on every run."""


@dataclass(frozen=True)
class Result:
    """What linting a project came to."""

    findings: list[Finding]
    pages: int
    """How many pages were read."""
    faults: int
    """How many warnings Sphinx gave while reading."""
    included: list[str]
    """The files that pages include."""


class ReadingMessages(Messages):
    """Sphinx's warnings, but for those that a rule reports better."""

    def write(self, text: str) -> int:
        """Take one message."""
        return len(text) if REPORTED_BY_A_RULE in text else super().write(text)


def lint_project(project: Project, *, show_traceback: bool, verbose: bool) -> Result | None:
    """The findings of a project; None when Sphinx could not run, which has been said."""
    messages, status = ReadingMessages(sys.stderr), Progress(sys.stderr, "lint", verbose=verbose)
    with alone(project):
        app = proofread(project, messages, status, show_traceback=show_traceback)
        status.close()
        if app is None:
            forget(project)
            return None
        if messages.count:
            keep_the_rest(project, app, messages.places)
    included = {str(Path(app.srcdir, name)) for names in app.env.dependencies.values() for name in names}
    findings = cast("LintBuilder", app.builder).findings
    return Result(findings, len(app.env.found_docs), messages.count, sorted(included))


def proofread(
    project: Project, messages: ReadingMessages, status: Progress, *, show_traceback: bool
) -> Sphinx | None:
    """The finished application, or None."""
    app: Sphinx | None = None
    with (
        said_plainly(project, show_traceback=show_traceback, at=lambda: in_hand(app)),
        patch_docutils(project.conf),
        docutils_namespace(),
    ):
        app = Sphinx(
            project.source,
            project.conf,
            project.work / "lint",
            project.doctrees,
            "lint",
            status=cast("TextIO", status),
            warning=cast("TextIO", messages),
        )
        cast("LintBuilder", app.builder).announce = False
        with depth_told(app):
            app.build()
        return app
    return None

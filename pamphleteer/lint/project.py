"""A Sphinx project, or pages in one → its findings, through the builder `lint`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pamphleteer.command.alone import alone
from pamphleteer.command.project import Project
from pamphleteer.command.report import Report
from pamphleteer.command.run import run_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from pamphleteer.lint.builder import LintBuilder
    from pamphleteer.lint.finding import Finding

REPORTED_BY_A_RULE = "myst.header"
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


def lint_project(project: Project, *, show_traceback: bool, verbose: bool) -> Result | None:
    """The findings of a project; None when Sphinx could not run. What was wrong with reading is said."""
    with alone(project):
        outcome = run_builder(
            project, "lint", {}, show_traceback=show_traceback, verbose=verbose, prepare=keep_findings
        )
    faults = [said for said in outcome.messages if said.kind != REPORTED_BY_A_RULE]
    report = Report(project)
    report.add("lint", "made", faults)
    for line in report.short():
        print(line, file=sys.stderr)
    if outcome.app is None:
        return None
    app = outcome.app
    included = {str(Path(app.srcdir, name)) for names in app.env.dependencies.values() for name in names}
    findings = cast("LintBuilder", app.builder).findings
    return Result(findings, len(app.env.found_docs), len(faults), sorted(included))


def keep_findings(app: Sphinx) -> None:
    """The command reports findings itself."""
    cast("LintBuilder", app.builder).announce = False

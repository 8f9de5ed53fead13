"""The findings of a whole project, kept → said again without starting Sphinx, while nothing changed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.command.stamp import Snapshot, Stamp
from pamphleteer.lint.cache import finding_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphleteer.command.project import Project
    from pamphleteer.lint.finding import Finding

EDITION = "findings"
"""Under this name the project's stamp is kept, beside those of its editions."""


class Kept:
    """What is known of the last clean reading of a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.path = project.work / "lint-findings.json"
        self.now = Snapshot(project)
        settings = [project.source / "pyproject.toml", project.conf / "pyproject.toml"]
        self.extra = [
            str(date.today()),  # noqa: DTZ011 - reviews fall due by the day
            *(self.now.content(path).hex() for path in settings),
        ]

    def findings(self) -> tuple[list[Finding], int] | None:
        """The findings and the number of pages; None when the project must be read."""
        if not Stamp(self.project, EDITION).fresh(self.now, self.extra):
            return None
        kept = read_cache(self.path)
        return kept and ([finding_of(fields) for fields in kept["findings"]], int(kept["pages"]))

    def keep(self, findings: Iterable[Finding], pages: int, known: Iterable[str]) -> None:
        """Remember a reading without a fault; `known` are the files that the pages include."""
        write_cache(self.path, {"pages": pages, "findings": [asdict(finding) for finding in findings]})
        Stamp(self.project, EDITION).keep(self.now, known, self.extra, [])

"""Findings on a Sphinx project, as Sphinx warnings (`sphinx-build -b lint`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from pamphleteer.lint.finding import Finding

logger = logging.getLogger(__name__)


class LintBuilder(Builder):
    """Reads every page as a copy editor does."""

    name = "lint"
    epilog = "The findings are the warnings above."
    allow_parallel = False

    announce = True
    """False where the caller reports `findings` itself."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.sphinx = app

    def init(self) -> None:
        """Start with no findings."""
        self.findings: list[Finding] = []

    def get_outdated_docs(self) -> set[str]:
        """All pages, every time."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002 - Sphinx's signature
        """No page has an address here."""
        return docname

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Collect the findings of all pages; a passage that several pages include is reported once."""
        # Loaded for this builder only: no other edition pays for the rules and their arithmetic.
        from pamphleteer.lint.proofreader import Proofreader

        self.findings = Proofreader(self.sphinx, self.outdir).read(docnames)

    def finish(self) -> None:
        """Report; a note is advice and no warning, so that `-W` does not fail on it."""
        for finding in self.findings if self.announce else ():
            said = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
            if finding.severity == "note":
                logger.info("%s: note: %s [lint.%s]", finding.place, said, finding.rule)
            else:
                say = logger.error if finding.severity == "error" else logger.warning
                say("%s", said, location=finding.place, type="lint", subtype=finding.rule)

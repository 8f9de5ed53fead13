"""Doctrees of a Sphinx project → findings, as Sphinx warnings (`sphinx-build -b lint`).

Every page is read again from its cached doctree, so a second run says what the first one said.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.logging import is_suppressed_warning

from pamphleteer.lint.engine import run
from pamphleteer.lint.plugins import all_rules
from pamphleteer.lint.read.doctree import page_of
from pamphleteer.lint.settings import settings_for
from pamphleteer.lint.source import source_of
from pamphleteer.lint.terms import Concept, read_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from pamphleteer.lint.finding import Finding

logger = logging.getLogger(__name__)


class LintBuilder(Builder):
    """Reads every page as a copy editor does."""

    name = "lint"
    epilog = "The findings are the warnings above."
    allow_parallel = False

    announce = True
    """False where the caller reports `findings` itself."""

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
        terms, findings = self.terms()
        settings, rules = settings_for(Path(self.srcdir)), all_rules()
        found = set(findings)
        for docname in status_iterator(sorted(docnames), "linting... ", "green", len(docnames)):
            doctree = self.env.get_doctree(docname)
            page = page_of(
                doctree,
                str(self.env.doc2path(docname)),
                self.config.language or "en",
                self.env.metadata[docname],
                source_of,
            )
            found.update(run(replace(page, terms=terms, settings=settings), rules))
            self.env.apply_post_transforms(doctree, docname)  # says which references lead nowhere
        quiet: Sequence[str] = self.config.suppress_warnings
        self.findings = [f for f in sorted(found) if not is_suppressed_warning("lint", f.rule, quiet)]

    def terms(self) -> tuple[tuple[Concept, ...], Iterable[Finding]]:
        """The book's words, from `terms.yml` in its source folder."""
        path = Path(self.srcdir, "terms.yml")
        source = source_of(str(path))
        return read_terms(str(path), source.text) if source else ((), ())

    def finish(self) -> None:
        """Report."""
        for finding in self.findings if self.announce else ():
            said = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
            logger.warning("%s", said, location=finding.place, type="lint", subtype=finding.rule)

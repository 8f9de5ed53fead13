"""Doctrees of a Sphinx project → findings, as Sphinx warnings (`sphinx-build -b lint`).

A page that has not changed is not read again: its findings are kept, so a second run says what the first one said.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.logging import is_suppressed_warning

from pamphleteer.lint.book import Book, Record, record_of
from pamphleteer.lint.cache import Cache
from pamphleteer.lint.engine import run, run_book
from pamphleteer.lint.plugins import all_rules
from pamphleteer.lint.read.doctree import page_of
from pamphleteer.lint.records import Records
from pamphleteer.lint.settings import settings_for
from pamphleteer.lint.source import source_of
from pamphleteer.lint.terms import Termbase, all_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.page import Page

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
        self.book_terms, findings = self.terms()
        self.settings = settings_for(Path(self.srcdir))
        terms = Path(self.srcdir, "terms.yml")
        cache = Cache(Path(self.outdir), self.settings, terms.read_bytes() if terms.is_file() else b"")
        found = set(findings)
        records = Records(Path(self.outdir))
        for docname in status_iterator(sorted(docnames), "linting... ", "green", len(docnames)):
            key = cache.key(self.files_of(docname))
            known, record = cache.get(docname, key), records.get(docname, key)
            if known is None or record is None:
                before = self.sphinx._warncount  # noqa: SLF001 - Sphinx counts its warnings nowhere else
                known, record = self.lint(docname)
                if self.sphinx._warncount == before:  # noqa: SLF001 - a page with a fault is read again
                    cache.put(docname, key, known)
            records.put(docname, key, record)
            found.update(known)
        cache.write()
        records.write()
        found.update(self.lint_book(records))
        quiet: Sequence[str] = self.config.suppress_warnings
        self.findings = [f for f in sorted(found) if not is_suppressed_warning("lint", f.rule, quiet)]

    def files_of(self, docname: str) -> list[str]:
        """The files that a page is made of: its own, `conf.py`, and what it includes."""
        included = sorted(str(Path(self.srcdir, name)) for name in self.env.dependencies.get(docname, ()))
        return [str(self.env.doc2path(docname)), str(Path(self.sphinx.confdir, "conf.py")), *included]

    def lint(self, docname: str) -> tuple[list[Finding], Record]:
        """The findings on one page, and what is kept of it."""
        page = self.page(docname)
        found = run(page, all_rules())
        self.env.apply_post_transforms(
            self.env.get_doctree(docname), docname
        )  # says which references lead nowhere
        return found, record_of(page, source_of)

    def lint_book(self, records: Records) -> list[Finding]:
        """What is found by comparing pages."""
        pages: dict[str, Page] = {}
        docnames = records.docnames()

        def load(path: str) -> Page | None:
            if path not in pages and path in docnames:
                pages[path] = self.page(docnames[path])
            return pages.get(path)

        book = Book(records.all(), load, source_of, self.book_terms, self.settings, records.memory)
        found = run_book(book, all_rules())
        records.memory.write()
        return found

    def page(self, docname: str) -> Page:
        """One page as the rules see it."""
        doctree = self.env.get_doctree(docname)
        page = page_of(
            doctree,
            str(self.env.doc2path(docname)),
            self.config.language or "en",
            self.env.metadata[docname],
            source_of,
        )
        return replace(page, terms=self.book_terms, settings=self.settings, subject=self.config.project)

    def terms(self) -> tuple[Termbase, Iterable[Finding]]:
        """The book's words, from `terms.yml` in its source folder, over those of the package."""
        return all_terms(Path(self.srcdir, "terms.yml"))

    def finish(self) -> None:
        """Report; a note is advice and no warning, so that `-W` does not fail on it."""
        for finding in self.findings if self.announce else ():
            said = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
            if finding.severity == "note":
                logger.info("%s: note: %s [lint.%s]", finding.place, said, finding.rule)
            else:
                logger.warning("%s", said, location=finding.place, type="lint", subtype=finding.rule)

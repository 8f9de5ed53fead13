"""Doctrees of a Sphinx project → findings.

A page that has not changed is not read again: its findings are kept, so a second run says what the first one said.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

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
from pamphleteer.lint.terms import all_terms
from pamphleteer.timeouts import ADVICE, OverdueError, within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.page import Page


logger = logging.getLogger(__name__)


def largest(records: Records) -> str:
    """The page with the most words, by its document name."""
    return max(records.new, key=lambda name: sum(map(len, records.new[name][1].texts)), default="index")


class Proofreader:
    """Reads the pages of a project one by one, then all together."""

    def __init__(self, sphinx: Sphinx, outdir: Path | str) -> None:
        """`outdir`: where findings are kept from run to run."""
        self.sphinx = sphinx
        self.env = sphinx.env
        self.outdir = Path(outdir)
        self.terms = Path(sphinx.srcdir, "terms.yml")
        """The book's own words, over those of the package."""
        self.settings = settings_for(Path(sphinx.srcdir))
        self.seconds: float = sphinx.config.pamphleteer_chapter_seconds

    def read(self, docnames: AbstractSet[str]) -> list[Finding]:
        """The findings on these pages; a passage that several pages include is reported once."""
        self.book_terms, findings = all_terms(self.terms)
        terms = self.terms
        cache = Cache(self.outdir, self.settings, terms.read_bytes() if terms.is_file() else b"")
        found = set(findings)
        records = Records(self.outdir)
        for docname in status_iterator(sorted(docnames), "linting... ", "green", len(docnames)):
            key = cache.key(self.files_of(docname))
            known, record = cache.get(docname, key), records.get(docname, key)
            if known is None or record is None:
                before = self.sphinx._warncount  # noqa: SLF001 - Sphinx counts its warnings nowhere else
                try:
                    with within(self.seconds, OverdueError):
                        known, record = self.lint(docname)
                except OverdueError as error:
                    self.complain(docname, error)
                    continue
                if self.sphinx._warncount == before:  # noqa: SLF001 - a page with a fault is read again
                    cache.put(docname, key, known)
            records.put(docname, key, record)
            found.update(known)
        cache.write()
        records.write()
        try:
            with within(self.seconds, OverdueError):
                found.update(self.lint_book(records))
        except OverdueError as error:
            self.complain(largest(records), error, "all that is compared with this page")
        quiet: Sequence[str] = self.sphinx.config.suppress_warnings
        return [f for f in sorted(found) if not is_suppressed_warning("lint", f.rule, quiet)]

    def complain(self, docname: str, error: OverdueError, what: str = "this page") -> None:
        """Tell of what took too long; the other pages are linted all the same."""
        place = f"{self.env.doc2path(docname)}:1"
        logger.error(
            "%s cannot be linted %s: %s", what, error, ADVICE, location=place, type="lint", subtype="time"
        )

    def files_of(self, docname: str) -> list[str]:
        """The files that a page is made of: its own, `conf.py`, and what it includes."""
        included = sorted(str(Path(self.env.srcdir, name)) for name in self.env.dependencies.get(docname, ()))
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
            self.sphinx.config.language or "en",
            self.env.metadata[docname],
            source_of,
        )
        return replace(
            page, terms=self.book_terms, settings=self.settings, subject=self.sphinx.config.project
        )

"""Builder `booklet`: the book of the builder `pdf`, imposed to print on both sides, fold and staple."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from pamphleteer.print.builder import BookBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from pamphleteer.book import Book


logger = logging.getLogger(__name__)


class BookletBuilder(BookBuilder):
    """The book two pages to a side of the paper."""

    name = "booklet"
    epilog = "The booklet is in %(outdir)s."
    numbers_pages = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        # What is `only` for the book is for its booklet.
        for tag in (self.edition, f"builder_{self.edition}"):
            self.tags.add(tag)

    def write_book(self, out: Path, book: Book) -> None:
        """Impose the book that the command has just made, or make one; raises PrintError when the settings do not fit."""
        given = self.config.pamphleteer_booklet_of
        if given:
            self.impose(Path(given), out)
            return
        with tempfile.TemporaryDirectory(dir=out) as folder:
            super().write_book(Path(folder), book)
            self.impose(next(Path(folder).glob("*.pdf")), out)

    def impose(self, book: Path, out: Path) -> None:
        """Write the booklet of a book."""
        from pamphleteer.print.booklet import (  # pikepdf is loaded only when there is work
            SHEETS,
            THICKEST,
            impose,
            sheets_in_a_fold,
        )
        from pamphleteer.print.setting import PrintError

        config = self.config
        if config.pamphleteer_booklet_sheet not in SHEETS:
            known = " or ".join(f"“{name}”" for name in SHEETS)
            message = f"pamphleteer_booklet_sheet is “{config.pamphleteer_booklet_sheet}”: write {known}"
            raise PrintError(f"{self.confdir}/conf.py:1: {message}")
        try:
            impose(
                book,
                out / f"{book.stem}-booklet.pdf",
                config.pamphleteer_booklet_sheet,
                signature=config.pamphleteer_booklet_signature or None,
                creep=config.pamphleteer_booklet_creep,
            )
        except ValueError as error:
            raise PrintError(f"{self.confdir}/conf.py:1: pamphleteer_booklet_signature: {error}") from None
        sheets = sheets_in_a_fold(book, config.pamphleteer_booklet_signature or None)
        if sheets > THICKEST:
            message = (
                f"{sheets} sheets of the booklet are folded into one another, and no stapler goes through more than {THICKEST}: "
                "write pamphleteer_booklet_signature = 16, for sections of 16 pages"
            )
            logger.warning(message, location=f"{self.confdir}/conf.py:1", type="booklet", subtype="thick")

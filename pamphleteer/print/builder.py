"""Builders `pdf` and `large-print`: all chapters → one PDF."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import progress_message

from pamphleteer.book import book_of
from pamphleteer.print.document import Document
from pamphleteer.print.manuscript import manuscript_of
from pamphleteer.print.references import INTERNAL
from pamphleteer.print.setting import lay_out_template, make_pdf

if TYPE_CHECKING:
    from docutils import nodes

logger = logging.getLogger(__name__)


class BookBuilder(Builder):
    """The book at the trim size that `pamphleteer_paper` names."""

    name = "pdf"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg", "image/webp", "image/gif"]
    suffix = ""
    """What the file name has beyond that of the book."""

    def inputs(self) -> dict[str, str]:
        """What the template is told."""
        return {"edition": "book", "paper": self.config.pamphleteer_paper}

    def get_outdated_docs(self) -> str:
        """The book is always written as a whole."""
        return "all chapters"

    def get_target_uri(self, docname: str, _typ: str | None = None) -> str:
        """An address that only the writer of this edition reads."""
        return INTERNAL + docname

    def get_relative_uri(self, _from: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing to prepare: the book is joined when it is written."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Not called: documents are joined first."""

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the Typst source, compile it, and put the PDF in place."""
        out = Path(self.outdir)
        folder = out / ".typst"
        book = book_of(self.env)
        with progress_message("translating chapters"):
            lay_out_template(folder)
            main = Document(book, manuscript_of(self), self, folder).write()
        name = f"{book.name}{self.suffix}.pdf"
        with progress_message(f"setting {name}"):
            time = int(book.date.timestamp())
            make_pdf(main, out / name, self.inputs(), time=time, srcdir=Path(self.srcdir), kind=self.name)


class LargePrintBuilder(BookBuilder):
    """The book set anew in 18 pt on A4."""

    name = "large-print"
    suffix = "-large-print"

    def inputs(self) -> dict[str, str]:
        """Large print has its own paper."""
        return {"edition": "large", "paper": "a4"}

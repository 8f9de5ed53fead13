"""Builders `pdf` and `large-print`: all chapters → one PDF.

What sets type is loaded by the methods that need it: every project that is only read, or written otherwise, loads the builders.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders import Builder
from sphinx.util.display import progress_message

from pamphleteer.book import Book, book_of, slug
from pamphleteer.pagination import Pages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from pamphleteer.print.manuscript import Manuscript


class BookBuilder(Builder):
    """The book at the trim size that `pamphleteer_paper` names."""

    name = "pdf"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
    ]
    supported_remote_images = True  # Sphinx would fetch them; their words are printed, with a warning
    edition = "pdf"
    """How pages are laid out, and the type of warnings."""
    numbers_pages = True
    """Whether the e-book may carry the page numbers of this edition."""
    suffix = ""
    """What the file name has beyond that of the book."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.sphinx = app
        """Kept under a name of our own: Sphinx is about to take `Builder.app` away."""

    def inputs(self) -> dict[str, str]:
        """What the template is told."""
        return {"edition": "book", "paper": self.config.pamphleteer_paper}

    def get_outdated_docs(self) -> str:
        """The book is always written as a whole."""
        return "all chapters"

    def get_target_uri(self, docname: str, _typ: str | None = None) -> str:
        """An address that only the writer of this edition reads."""
        from pamphleteer.print.references import INTERNAL

        return INTERNAL + docname

    def get_relative_uri(self, _from: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing to prepare: the book is joined when it is written."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Not called: documents are joined first."""

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write the Typst source, compile it, and put the PDF in place."""
        from pamphleteer.print.setting import faults_reported

        with faults_reported(self.sphinx, self.edition):
            self.write_book(Path(self.outdir), book_of(self.env))

    def manuscript(self) -> Manuscript:
        """The whole book, or the chapter of a preview."""
        from pamphleteer.print.manuscript import Manuscript, manuscript_of

        only = self.config.pamphleteer_only
        return Manuscript.of_chapter(only, self) if only else manuscript_of(self)

    def write_book(self, out: Path, book: Book) -> None:
        """Make the PDF in the output folder; raises PrintError, and leaves the last PDF alone, when it cannot."""
        from pamphleteer.print.document import Document
        from pamphleteer.print.legible import warn_of_small_words
        from pamphleteer.print.notices import warn_of_notices
        from pamphleteer.print.places import ANSWER
        from pamphleteer.print.setting import lay_out_template, make_pdf

        folder = out / ".typst"
        shutil.rmtree(folder, ignore_errors=True)
        with progress_message("translating chapters"):
            lay_out_template(folder)
            document = Document(book, self.manuscript(), self, folder, self.edition)
            main = document.write()
        only = self.config.pamphleteer_only
        name = f"{slug(only) if only else book.name}{self.suffix}.pdf"
        numbers_pages = self.numbers_pages and not only
        with progress_message(f"setting {name}"):
            make_pdf(
                main,
                out / name,
                self.inputs(),
                time=int(book.date.timestamp()),
                srcdir=Path(self.srcdir),
                kind=self.edition,
                row_heads=document.press.row_heads,
                targets=document.targets(self.inputs()),
            )
        warn_of_small_words(document.press, folder / ANSWER)
        warn_of_notices(folder / ANSWER, Path(self.srcdir), self.edition)
        if numbers_pages:
            texts = {name: str(tree.get("sentences", "")) for name, tree in document.press.trees.items()}
            answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))["sentences"]
            Pages.of(self.env, texts, answer).write(Path(self.env.doctreedir))


class LargePrintBuilder(BookBuilder):
    """The book set anew in 18 pt on A4."""

    name = edition = "large-print"
    numbers_pages = False
    suffix = "-large-print"

    def inputs(self) -> dict[str, str]:
        """Large print has its own paper."""
        return {"edition": "large", "paper": "a4"}

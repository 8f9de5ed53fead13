"""Pages of the last e-book → those that need not be written again.

`pamphleteer build` says in `pamphleteer_made_from` what all but chapters and pictures is; without it nothing is kept. Then a
page stays when its chapter is the same, and what chapters know of each other (`shared`).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from docutils import nodes

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.epub.names import page_name
from pamphleteer.epub.publication import TITLE
from pamphleteer.shared import made_from, shared

if TYPE_CHECKING:
    from pathlib import Path

    from pamphleteer.epub.builder import EpubBuilder

RECORD = "record.json"


class KeptPages:
    """The pages in the work folder, and the pictures on each."""

    def __init__(self, builder: EpubBuilder, folder: Path) -> None:
        self.builder, self.folder = builder, folder
        self.frame: str = builder.config.pamphleteer_made_from
        self.images: dict[str, dict[str, str]] = {}
        """For each chapter its pictures, under the names that Sphinx gave them."""

    def note_images(self, docname: str, doctree: nodes.document) -> None:
        """Note the pictures of a page that is written."""
        known = self.builder.images
        shown = [str(node["uri"]) for node in doctree.findall(nodes.image)]
        self.images[docname] = {uri: known[uri] for uri in shown if uri in known}

    def of(self, docnames: set[str]) -> set[str]:
        """The chapters among these whose pages can stay; the others are taken away."""
        if not self.frame:
            shutil.rmtree(self.folder, ignore_errors=True)
            return set()
        self.now = [self.frame, shared(self.builder)]
        self.chapters = made_from(self.builder.env)
        record = self.read()
        stay = {
            docname
            for docname in docnames & record.get("images", {}).keys()
            if record["now"] == self.now
            and record["chapters"].get(docname) == self.chapters.get(docname, "")
            and (self.folder / page_name(docname)).is_file()
            # The first page is the title page too; page numbers hang on the printed book.
            and docname != self.builder.config.root_doc
            and not self.builder.printed
        }
        (self.folder / TITLE).unlink(missing_ok=True)  # the first page may need none any more
        if not stay:
            shutil.rmtree(self.folder, ignore_errors=True)
        for docname in stay:
            self.images[docname] = record["images"][docname]
            self.builder.images |= self.images[docname]
        return stay

    def read(self) -> dict[str, Any]:
        """What was noted of the last e-book; it is forgotten until this one is finished."""
        path = self.folder / RECORD
        record: dict[str, Any] = read_cache(path) or {}
        path.unlink(missing_ok=True)
        return record

    def finish(self) -> None:
        """Note what the pages were made from, or leave nothing."""
        if not self.frame:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        record = {"now": self.now, "chapters": self.chapters, "images": self.images}
        write_cache(self.folder / RECORD, record)

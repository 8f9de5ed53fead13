"""Sphinx environment → the documents of a printed book, in reading order: front text, parts, chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from pamphleteer.book import is_pamphlet
from pamphleteer.firstpage import caption_of, drop_index_links
from pamphleteer.languages import bcp47
from pamphleteer.print.translate import resolved
from pamphleteer.print.words import word
from pamphleteer.reachable import linked_pages, tell_left_out

if TYPE_CHECKING:
    from sphinx.builders import Builder


@dataclass
class Part:
    """The chapters of one toctree of the first page, or those that only links lead to."""

    title: str
    """Its caption; empty for chapters that belong to no part."""
    chapters: list[str]
    """Document names."""


@dataclass
class Manuscript:
    """The documents that go into a printed book."""

    root: str
    """The document that lists the chapters."""
    parts: list[Part]
    depth: int = 0
    """Levels that the contents show: the largest `maxdepth` of the first page's toctrees; 0 where none says."""
    trees: dict[str, nodes.document] = field(default_factory=dict)
    """Every document of the book, references resolved, in reading order."""

    @classmethod
    def of_chapter(cls, docname: str, builder: Builder) -> Manuscript:
        """One chapter alone, for a preview; links to others become plain text."""
        return cls(
            builder.config.root_doc, [Part("", [docname])], trees={docname: resolved(docname, builder)}
        )

    @property
    def openings(self) -> set[str]:
        """The documents that begin on a page of their own."""
        return {self.root, *(name for part in self.parts for name in part.chapters)}

    @property
    def front(self) -> bool:
        """Whether the first page says more than its title and its lists of chapters."""
        tree = self.trees.get(self.root)
        if tree is None:
            return False
        silent = (nodes.title, nodes.Invisible, addnodes.toctree, nodes.section, nodes.compound, nodes.raw)
        return any(
            not isinstance(child, silent) and child.astext().strip()
            for parent in tree.findall(lambda n: isinstance(n, nodes.document | nodes.section))
            for child in parent.children
        )


def manuscript_of(builder: Builder) -> Manuscript:
    """Everything that the first page leads to, but for pamphlets: their text is in the chapters already."""
    book = Manuscript(builder.config.root_doc, [])
    take(book.root, book, builder)
    drop_index_links(book.trees[book.root], book.root, builder)
    for toctree in list(book.trees[book.root].findall(addnodes.toctree)):
        book.depth = max(book.depth, toctree.get("maxdepth", 0))
        names = [name for name in toctree["includefiles"] if name in book.trees and name != book.root]
        if names:
            book.parts.append(Part(caption_of(toctree), list(dict.fromkeys(names))))
        toctree.parent.remove(toctree)  # its chapters follow the front text
    add_linked(book, builder)
    return book


def add_linked(book: Manuscript, builder: Builder) -> None:
    """Add the pages that links lead to and no toctree names, as a last part; tell the others."""
    more = []
    for name in linked_pages(builder, lambda: list(book.trees), belongs=lambda name: belongs(name, builder)):
        more.append(name)
        take(name, book, builder)
    if more:
        book.parts.append(Part(word("more", bcp47(builder.config.language or "en")), more))
    tell_left_out(builder, book.trees)


def belongs(docname: str, builder: Builder) -> bool:
    """Whether a page may be a chapter."""
    return docname in builder.env.found_docs and not is_pamphlet(builder.env, docname)


def take(docname: str, book: Manuscript, builder: Builder) -> None:
    """Add a document, then those that it lists; each document only once, where it is listed first."""
    tree = book.trees[docname] = resolved(docname, builder)
    for toctree in tree.findall(addnodes.toctree):
        own = []
        for name in toctree["includefiles"]:
            if name not in book.trees and belongs(name, builder):
                own.append(name)
                take(name, book, builder)
        toctree["includefiles"] = own

"""One docutils node → its Typst source, through the table of renderers; what the pages of an edition share.

A renderer is a function `(node, page) -> Markup`.
The modules `inline`, `blocks`, `tables`, `figures` and `references` each hold a table of them, `translate` joins the tables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from pamphleteer.languages import bcp47
from pamphleteer.maths.mathml import Macros, macros_of
from pamphleteer.print.markup import prose
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Markup,
    Shared,
    call,
    comment,
    joined,
    label,
    markup,
    statement,
    trimmed,
    within_line,
)

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from pamphleteer.print.legible import Shown
    from pamphleteer.print.pictures import Pictures
    from pamphleteer.print.references import Links

Renderer = Callable[[Any, "Page"], Markup]
APART = markup("\n//=\n")
"""A comment between the blocks of a chapter, at which its source can be parted."""
logger = logging.getLogger(__name__)


@dataclass
class Press:
    """What all pages of one edition share."""

    env: BuildEnvironment
    renderers: Mapping[type[nodes.Node], Renderer]
    links: Links
    pictures: Pictures
    trees: Mapping[str, nodes.document]
    """The resolved tree of each document that is in the edition."""
    row_heads: list[list[list[bool]]] = field(default_factory=list)
    """For each table, row and cell, whether the cell is the heading of its row: Typst tags only the head of a table."""
    lettered: list[Shown] = field(default_factory=list)
    """The drawings with words, where an edition has a smallest size of words."""
    kind: str = "pdf"
    """The edition: `pdf`, `large-print` or `pamphlet`; also the type of its warnings."""
    known_gaps: set[str] = field(default_factory=set)
    """Types of nodes without a renderer that have been warned about."""

    @cached_property
    def macros(self) -> Macros:
        """The macros of formulas that conf.py names."""
        return macros_of(self.env.config)

    def renderer(self, node: nodes.Node) -> Renderer | None:
        """The renderer of the node's class, or of the nearest class it derives from."""
        return next((self.renderers[cls] for cls in type(node).__mro__ if cls in self.renderers), None)


@dataclass
class Page:
    """One document while it is being translated."""

    press: Press
    docname: str
    level: int = 1
    """Level in the book of the next heading."""
    depth: int = 0
    """Sections that enclose it within its chapter."""
    notes_set: set[str] = field(default_factory=set)
    """Footnotes whose text has been written."""
    explained: set[str] = field(default_factory=set)
    """Abbreviations whose meaning has been written in this chapter."""
    heads: int = 0
    """Heads of tables so far that say less where they are repeated."""

    @property
    def language(self) -> str:
        """The language of the document: `lang` of its front matter, else that of the book."""
        own = self.press.env.metadata.get(self.docname, {}).get("lang")
        return bcp47(str(own or self.press.env.config.language or "en"))

    def render(self, node: nodes.Node) -> Markup:
        """The source of a node; a node that nobody knows gives that of its children, with one warning per type."""
        if isinstance(node, nodes.Text):
            # On a panel a word that finds no room is told, for its writer can shorten it.
            return prose(node.astext(), whole=self.press.kind == "pamphlet")
        renderer = self.press.renderer(node)
        if renderer is None:
            renderer = unknown(node, self)
        source = renderer(node, self)
        is_apart = source and isinstance(node.parent, nodes.section | nodes.document)
        return joined(
            (APART if is_apart else NOTHING, self.mark(node), self.missing_anchor(node, source), source),
            NOTHING,
        )

    def all(self, children: Iterable[nodes.Node]) -> Markup:
        """The source of several nodes, one after the other."""
        return joined(map(self.render, children), NOTHING)

    def inside(self, node: nodes.Node) -> Markup:
        """The source of the node's children."""
        return self.all(node.children)

    def item(self, node: nodes.Node | Iterable[nodes.Node]) -> Markup:
        """The children as the content of a list item, cell or note, its first paragraph without a break before it."""
        return trimmed(self.all(node.children if isinstance(node, nodes.Node) else node))

    def comment(self, node: nodes.Node) -> Shared | None:
        """A Typst comment that says where the node was written, for messages; only before blocks."""
        if not node.line or not isinstance(node, nodes.Element) or isinstance(node.parent, nodes.TextElement):
            return None
        return comment(self.source(node), node.line)

    def mark(self, node: nodes.Node) -> Markup:
        """The comment on a line of its own."""
        found = self.comment(node)
        return LINE + found.markup if found else NOTHING

    def source(self, node: nodes.Node) -> str:
        """The file a node was written in, relative to the source folder."""
        path = node.source or str(self.press.env.doc2path(self.docname))
        return relative(path.partition(":<")[0], str(self.press.env.srcdir))

    def where(self, node: nodes.Node) -> str:
        """`chapter.md:12`, for what only the layout can tell of it."""
        found = place(node, self)
        return (
            f"{self.source(found)}:{found.line}"
            if isinstance(found, nodes.Node)
            else f"{self.source(node)}:1"
        )

    def anchor(self, node: nodes.Node) -> Markup:
        """An invisible mark that links can lead to, when any link leads to this node."""
        key = self.press.links.wanted_key(self.docname, node) if isinstance(node, nodes.Element) else None
        return within_line(call("anchor", label(key))) if key else NOTHING

    def missing_anchor(self, node: nodes.Node, source: Markup) -> Markup:
        """The marks for what links lead to and no renderer has marked: any element can be a target.

        An element that is not printed by itself, such as an item of a list of terms, is marked where its passage begins.
        """
        if not isinstance(node, nodes.Element):
            return NOTHING
        passage = isinstance(node.parent, nodes.section | nodes.document) and not isinstance(
            node, nodes.section
        )
        if not source and not passage:
            return NOTHING
        elements = node.findall(nodes.Element) if passage else (node,)
        keys = dict.fromkeys(self.press.links.wanted_key(self.docname, element) for element in elements)
        labels = (label(key) for key in keys if key)
        return joined(
            (within_line(call("anchor", name)) for name in labels if not is_set(name, source)), NOTHING
        )

    def sentence(self, key: str) -> Markup:
        """An invisible mark whose page the e-book asks for (`pagination`); other editions lend it no numbers."""
        return within_line(call("at", self.docname, key)) if self.press.kind == "pdf" and key else NOTHING

    def label(self, node: nodes.Element) -> Shared | None:
        """The label for a Typst element; None when no link leads to the node."""
        key = self.press.links.wanted_key(self.docname, node)
        return label(key) if key else None

    def number(self, kind: str, node: nodes.Element) -> str:
        """The number that Sphinx gave to a figure, table or listing, so that all editions count alike."""
        numbers = self.press.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        return next((".".join(map(str, numbers[i])) for i in node["ids"] if i in numbers), "")

    def warn(self, message: str, node: nodes.Node, subtype: str) -> None:
        """Report a fault of the text, with file and line."""
        logger.warning(message, location=place(node, self), type=self.press.kind, subtype=subtype)


@lru_cache
def relative(path: str, folder: str) -> str:
    """A path as seen from a folder; each block of a chapter asks for that of the chapter."""
    return os.path.relpath(path, folder).replace(os.sep, "/")


def is_set(name: Shared, source: Markup) -> bool:
    """Whether a label is given to something in the source: links name labels too."""
    return any(f"{before}{name.source}" in source.source for before in ("anchor(", "target: ", "]", ")"))


def place(node: nodes.Node, page: Page) -> Any:
    """Where a node was written, as Sphinx's logging wants it; a node without a line borrows that of an ancestor."""
    found: nodes.Node | None = node
    while found is not None and not (found.source and found.line):
        found = found.parent
    return found if found is not None else page.docname


def unknown(node: nodes.Node, page: Page) -> Renderer:
    """Warn once about a type of node, then render its children."""
    name = type(node).__name__
    if name not in page.press.known_gaps:
        page.press.known_gaps.add(name)
        kept = "its text is kept without layout" if node.children else "nothing of it can be printed"
        kept = "its source is printed" if has_source(node) else kept
        page.warn(f"no print form is known for “{name}”: {kept}", node, "unknown-node")
    return diagram_source if has_source(node) else children


def has_source(node: nodes.Node) -> bool:
    """Whether it is a diagram that only a script could draw, such as one of Mermaid: its source is all that it has."""
    return isinstance(node, nodes.Element) and not node.children and isinstance(node.get("code"), str)


def diagram_source(node: nodes.Element, _page: Page) -> Markup:
    """The source of a diagram, as a listing."""
    return LINE + statement(call("codeblock", node["code"]))


def children(node: nodes.Element, page: Page) -> Markup:
    """Nothing of the node's own, only its children."""
    return page.inside(node)


def nothing(_node: nodes.Element, _page: Page) -> Markup:
    """Not for readers."""
    return NOTHING

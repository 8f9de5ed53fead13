"""A docutils document → a `Page`: what is prose, in which section, from which file and line.

Knows docutils and the nodes that MyST and Sphinx add (by name), but starts neither.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes

from pamphleteer.languages import bcp47
from pamphleteer.lint.page import Allowance, Block, Kind, Mark, Page, Span
from pamphleteer.lint.read.doctree_line import SILENT, spoken_rows, write
from pamphleteer.lint.read.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pamphleteer.lint.source import Source

OTHER = (nodes.literal_block, nodes.doctest_block, nodes.math_block, nodes.raw)
NO_BLOCK = (
    nodes.literal_block,
    nodes.doctest_block,
    nodes.math_block,
    nodes.raw,
    nodes.system_message,
    nodes.substitution_definition,
    nodes.docinfo,
    nodes.label,
    nodes.pending,
    nodes.comment,
    nodes.target,
)
SIGNATURES = {"desc_signature", "productionlist"}
"""Nodes of Sphinx that hold the names of a program, not prose."""
LISTS_OF_PAGES = {"toctree", "index", "bibliography"}

MARKERS = re.compile(r"[ \t>]*(?:(?:[-*+•]|\(?[0-9]{1,9}[.)])(?:[ \t]+|$))+")
MARKER = re.compile(r"[-*+•]|\(?[0-9]{1,9}[.)]")
HEADING = re.compile(r"[ \t>]*(#{1,6})(?:[ \t]|$)")
WORD = re.compile(r"[^\W_]")
ALLOW = re.compile(r"allow[ \t]+(.*)", re.DOTALL)


class PageMaker(nodes.NodeVisitor):
    """Walks a document once, in reading order, and collects its blocks."""

    def __init__(
        self, document: nodes.document, path: str, language: str, read: Callable[[str], Source | None]
    ) -> None:
        super().__init__(document)
        self.path, self.language, self.read = path, language, read
        self.blocks: list[Block] = []
        self.section: list[str] = []
        self.lists: list[int] = []
        self.list_count = 0
        self.lines_of_items: list[tuple[int, int]] = []
        """Of each list item that is open: its line, and how many others had begun on it."""
        self.waiting: list[Allowance] = []
        self.covering: list[tuple[nodes.Node, list[Allowance], int]] = []
        """Nodes under an allowance, with the number of blocks before them."""
        self.allowances: list[Allowance] = []

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Look at one node; its children follow unless it is a block of text or no prose at all."""
        if isinstance(node, nodes.comment):
            self.note_allowances(node)
        elif not isinstance(node, (nodes.Text, nodes.document, nodes.section, *SILENT)):
            self.begin_covering(node)
        if isinstance(node, nodes.list_item):
            self.open_item(node)
        elif isinstance(node, nodes.enumerated_list | nodes.bullet_list):
            self.list_count += 1
            self.lists.append(self.list_count)
        elif isinstance(node, nodes.image):
            self.add_image(node)
        elif isinstance(node, nodes.tgroup):
            heads = node.first_child_matching_class(nodes.thead)
            self.add("table", "", node, len(spoken_rows(node[heads])) if heads is not None else 0)
        elif isinstance(node, OTHER) or node.__class__.__name__ in LISTS_OF_PAGES:
            self.add("other", "", node)
        if isinstance(node, NO_BLOCK) or node.__class__.__name__ in SIGNATURES:
            raise nodes.SkipChildren
        if isinstance(node, nodes.TextElement):
            self.add_text(node)
            raise nodes.SkipChildren

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Close what `dispatch_visit` opened."""
        if isinstance(node, nodes.section) and self.section:
            self.section.pop()
        elif isinstance(node, nodes.list_item):
            self.lines_of_items.pop()
        elif isinstance(node, nodes.enumerated_list | nodes.bullet_list):
            self.lists.pop()
        if self.covering and self.covering[-1][0] is node:
            _node, allowances, first = self.covering.pop()
            covered = frozenset(self.blocks[first:])
            self.allowances += [replace(allowance, blocks=covered) for allowance in allowances]

    def begin_covering(self, node: nodes.Node) -> None:
        """Let the allowances that wait cover this node."""
        if self.waiting:
            self.covering.append((node, self.waiting, len(self.blocks)))
            self.waiting = []

    def note_allowances(self, node: nodes.comment) -> None:
        """Remember each `allow …` line of a comment for the block that follows."""
        path, line = self.place(node)
        source = self.read(path)
        for number, text in enumerate(node.astext().splitlines()):
            if found := ALLOW.match(text.strip()):
                here = line_with(source, found[0], line + number) if source else line + number
                self.waiting.append(Allowance(found[1].strip(), path, here))

    def place(self, node: nodes.Node) -> tuple[str, int]:
        """File and line of a node, or those of the nearest node around it that knows them."""
        path, line = None, None
        here: nodes.Node | None = node
        while here is not None and (path is None or line is None):
            path = path or here.source
            line = line or here.line
            here = here.parent
        if not line and self.blocks and path in (None, self.blocks[-1].path):
            line = self.blocks[-1].line  # field names have no line, nor has anything around them
        return str(path or self.path), line or 0

    def add(
        self, kind: Kind, text: str, node: nodes.Node, level: int = 0, marks: tuple[Mark, ...] = ()
    ) -> None:
        """Add one block, unless nothing can be read in it."""
        path, line = self.place(node)
        if WORD.search(text) or kind in ("table", "other"):
            self.blocks.append(
                Block(kind, text, path, line, tuple(self.section), level, 0, self.language, marks)
            )

    def add_text(self, node: nodes.TextElement) -> None:
        """Add a text element, and the pictures that stand in it."""
        line = Line()
        write(node, line)
        text, marks = line.finish()
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            self.add("heading", text, node, self.level(node), marks)
            self.section.append(text)
        else:
            self.add(kind_of(node), text, node, marks=marks)
        for image in node.findall(nodes.image):
            self.add_image(image)

    def level(self, node: nodes.title) -> int:
        """The level of a heading as written; where the markup does not tell (reStructuredText), as nested."""
        path, line = self.place(node)
        depth = len(self.section) + 1
        source = self.read(path)
        if path != self.path or source is None:
            return depth  # an included file may be shifted by `heading-offset`
        written = HEADING.match(source.line(line))
        return len(written[1]) if written else depth

    def add_image(self, node: nodes.image) -> None:
        """Add a picture and, when it has one, its alternative text."""
        self.add("image", PurePosixPath(str(node.get("uri", ""))).name, node)
        self.add("alt", " ".join(str(node.get("alt") or "").split()), node)

    def open_item(self, node: nodes.list_item) -> None:
        """Add the marker of a list item, when the source shows it on the line that docutils names."""
        path, line = self.place(node)
        nth = sum(1 for other, _nth in self.lines_of_items if other == line)
        self.lines_of_items.append((line, nth))
        source = self.read(path)
        row = MARKERS.match(source.line(line)) if source else None
        marks = list(MARKER.finditer(row[0])) if row else []
        if source and len(marks) > nth:
            start = source.offset(line) + marks[nth].start()
            spans: tuple[Span, ...] = tuple((n, n + 1) for n in range(start, start + len(marks[nth][0])))
            section, depth = tuple(self.section), len(self.lists)
            marker = Block(
                "marker", marks[nth][0], path, line, section, depth, self.lists[-1], self.language, (), spans
            )
            self.blocks.append(marker)


def line_with(source: Source, text: str, line: int) -> int:
    """The line that holds just this comment, looked for around the one that docutils names (it may be off by a few)."""
    nearest = sorted(range(line - 3, line + 4), key=lambda number: abs(number - line))
    comment = text.splitlines()[0]
    return next((n for n in nearest if source.line(n).lstrip("%.> \t").rstrip() == comment), line)


def kind_of(node: nodes.TextElement) -> Kind:
    """What sort of text an element holds, by what it stands in."""
    if not isinstance(node, nodes.paragraph):
        return "paragraph" if isinstance(node, nodes.line | nodes.attribution) else "caption"
    parent = node.parent
    if isinstance(parent, nodes.footnote | nodes.citation):
        return "note"
    if isinstance(parent, nodes.entry):
        return "cell"
    if isinstance(parent, nodes.list_item) and parent.first_child_matching_class(
        nodes.paragraph
    ) == parent.index(node):
        return "item"
    return "paragraph"


def page_of(
    document: nodes.document,
    path: str,
    language: str,
    metadata: Mapping[str, Any],
    read: Callable[[str], Source | None],
) -> Page:
    """The page that a document makes. `path` is its own file; included passages keep theirs."""
    language = bcp47(str(metadata.get("lang") or language))
    maker = PageMaker(document, path, language, read)
    document.walkabout(maker)
    blocks = tuple(maker.blocks)
    allowances = (*maker.allowances, *maker.waiting)
    return Page(path, blocks, language, metadata, tuple(sorted(allowances, key=lambda a: a.line)))

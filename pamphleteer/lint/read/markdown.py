"""A file of MyST Markdown → a `Page`, without Sphinx: by markdown-it's tokens, each with its lines.

All extensions of the syntax are on, since no `conf.py` tells which the writer uses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import PurePosixPath
from textwrap import dedent
from typing import TYPE_CHECKING

from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from pamphleteer.languages import bcp47
from pamphleteer.lint.read.directives import PICTURES, TITLED, Directive, directive
from pamphleteer.lint.read.draft import Draft
from pamphleteer.lint.read.inline import line_of
from pamphleteer.lint.read.metadata import front_matter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from pamphleteer.lint.page import Kind, Page
    from pamphleteer.lint.source import Source

EXTENSIONS = "attrs_block attrs_inline colon_fence deflist dollarmath fieldlist strikethrough substitution tasklist".split()
DEEPEST = 20
"""How deep directives may stand in each other; what is deeper is left unread."""
MARKERS = re.compile(r"[ \t>]*(?:(?:[-*+]|\(?[0-9]{1,9}[.)])(?:[ \t]+|$))+")
MARKER = re.compile(r"[-*+]|\(?[0-9]{1,9}[.)]")
LISTS = ("bullet_list", "ordered_list")


@cache
def parser() -> MarkdownIt:
    """MyST's own parser."""
    return create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), DocutilsRenderer)


def read_markdown(source: Source, path: str, language: str) -> Page:
    """The page that a file makes."""
    metadata = front_matter(source, path)
    draft = Draft(path, bcp47(str(metadata.get("lang") or language)))
    Reader(draft, source).read(parser().parse(source.text, {}), 0, 0)
    return draft.page(metadata)


class Reader:
    """Walks the tokens of a file once, in reading order."""

    def __init__(self, draft: Draft, source: Source) -> None:
        self.draft, self.source = draft, source
        self.in_note = 0
        self.in_cells = 0
        """How many list-tables are open: their items are cells."""
        self.items: list[tuple[int, bool]] = []
        """Of each list item that is open: its line, and whether its first paragraph is still to come."""

    def read(self, tokens: Sequence[Token], line: int, depth: int) -> None:
        """Add the blocks of some tokens, whose first line stands `line` lines below the start of the file."""
        kind: Kind = "paragraph"
        level = 0
        for number, token in enumerate(tokens):
            here = line + token.map[0] + 1 if token.map else 0
            if token.nesting == 1:
                self.draft.open_node(depth + token.level)
                if token.type == "table_open":
                    self.draft.add("table", "", here, level=head_rows(tokens, number))
                kind, level = self.open(token, here)
            elif token.nesting == -1:
                self.close(token)
                self.draft.close_node(depth + token.level)
            elif token.type == "inline":
                self.inline(token, kind, level, here)
            elif token.type == "myst_line_comment":
                self.draft.note_allowances(token.content, here)
            elif token.type == "html_block" and token.content.lstrip().startswith("<!--"):
                self.draft.note_allowances(token.content.replace("-->", ""), here)
            elif token.type not in ("front_matter", "myst_target"):
                self.draft.open_node(depth + token.level)
                self.leaf(token, line, depth)
                self.draft.close_node(depth + token.level)

    def open(self, token: Token, line: int) -> tuple[Kind, int]:
        """Take note of what begins; the kind and level of a text that follows."""
        name = token.type.removesuffix("_open")
        if name in LISTS:
            self.draft.open_list()
        elif name == "list_item":
            self.open_item(line)
        elif name == "footnote_reference":
            self.in_note += 1
        elif name == "heading":
            return "heading", int(token.tag[1])
        elif name == "paragraph":
            return self.paragraph(), 0
        elif name in ("th", "td"):
            return "cell", 0
        elif name in ("dt", "fieldlist_name"):
            return "caption", 0
        return "paragraph", 0

    def close(self, token: Token) -> None:
        """Take note of what ends."""
        name = token.type.removesuffix("_close")
        if name in LISTS:
            self.draft.close_list()
        elif name == "list_item":
            self.items.pop()
        elif name == "footnote_reference":
            self.in_note -= 1

    def paragraph(self) -> Kind:
        """What a paragraph is where it stands."""
        if self.in_note:
            return "note"
        if self.items and self.items[-1][1]:
            self.items[-1] = (self.items[-1][0], False)
            return "cell" if self.in_cells else "item"
        return "cell" if self.in_cells else "paragraph"

    def open_item(self, line: int) -> None:
        """Add the marker of a list item, found on its line behind those of the items around it."""
        nth = sum(1 for other, _fresh in self.items if other == line)
        self.items.append((line, True))
        row = MARKERS.match(self.source.line(line))
        marks = list(MARKER.finditer(row[0])) if row else []
        if not self.in_cells and len(marks) > nth:
            text, start = marks[nth][0], self.source.offset(line) + marks[nth].start()
            spans = tuple((n, n + 1) for n in range(start, start + len(text)))
            self.draft.add("marker", text, line, level=len(self.draft.lists), spans=spans)

    def inline(self, token: Token, kind: Kind, level: int, line: int) -> None:
        """Add a text, and the pictures in it."""
        text, marks = line_of(token.children or [])
        if kind == "heading":
            self.draft.heading(level, text, line, marks)
        else:
            self.draft.add(kind, text, line, marks=marks)
        for child in token.children or []:
            if child.type == "image":
                self.picture(str(child.attrs.get("src", "")), line_of(child.children or [])[0], line)

    def picture(self, address: str, alt: str, line: int) -> None:
        """Add a picture and, when it has one, its alternative text."""
        self.draft.add("image", PurePosixPath(address).name, line)
        self.draft.add("alt", " ".join(alt.split()), line)

    def leaf(self, token: Token, line: int, depth: int) -> None:
        """Add what a fence or another block without inner tokens holds."""
        here = line + (token.map[0] if token.map else 0) + 1
        found = directive(token.info, token.content) if token.type in ("fence", "colon_fence") else None
        if found is None or depth > DEEPEST:
            if token.type != "myst_block_break":
                self.draft.add("other", "", here)
            return
        if found.name in TITLED:
            self.fragment(found.argument, "caption", here)
        if found.name in PICTURES:
            self.picture(found.argument, found.options.get("alt", ""), here)
        if found.is_prose(colons=token.type == "colon_fence"):
            self.body(found, here, depth + token.level + 1)
        elif found.name not in PICTURES:
            self.draft.add("other", "", here)

    def fragment(self, text: str, kind: Kind, line: int) -> None:
        """Add a text that stands by itself: a title, a term."""
        for token in parser().parseInline(text, {}):
            self.draft.add(kind, line_of(token.children or [])[0], line)

    def body(self, found: Directive, line: int, depth: int) -> None:
        """Read what stands in a directive."""
        first = line + found.body_line
        if found.name == "glossary":
            self.glossary(found.body, first, depth)
            return
        before = len(self.draft.blocks)
        self.in_cells += found.name == "list-table"
        if self.in_cells:
            self.draft.add("table", "", line, level=int(found.options.get("header-rows") or 0))
        self.read(parser().parse(found.body, {}), first, depth + 1)
        self.in_cells -= found.name == "list-table"
        if found.name == "figure":
            self.caption(before)

    def caption(self, before: int) -> None:
        """The first paragraph of a figure is its caption."""
        for number, block in enumerate(self.draft.blocks[before:], before):
            if block.kind == "paragraph":
                self.draft.blocks[number] = replace(block, kind="caption")
                return

    def glossary(self, body: str, line: int, depth: int) -> None:
        """Terms stand at the margin, what they mean is indented below."""
        meaning: list[str] = []
        start = 0
        for number, text in enumerate([*body.split("\n"), "end"]):
            if text.strip() and not text[0].isspace():
                if "".join(meaning).strip():
                    self.read(parser().parse(dedent("\n".join(meaning)), {}), line + start, depth + 1)
                meaning, start = [], number + 1
                if number <= body.count("\n"):
                    self.fragment(text.partition(" : ")[0], "caption", line + number + 1)
            else:
                meaning.append(text)


def head_rows(tokens: Sequence[Token], number: int) -> int:
    """How many rows of a table's head say something: 1 or 0."""
    for token in islice(tokens, number, None):
        if token.type == "thead_close":
            break
        if token.type == "inline" and token.content.strip():
            return 1
    return 0

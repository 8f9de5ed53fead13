"""Manuscript → the Typst files of one edition: one for each chapter, and `main.typ`, which joins them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util import logging

from pamphleteer.languages import bcp47
from pamphleteer.print import index
from pamphleteer.print.imprint import imprint, information
from pamphleteer.print.markup import isolated, language
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Code,
    Markup,
    Value,
    call,
    comment,
    dictionary,
    escape,
    imported,
    included,
    joined,
    label,
    named,
    over_lines,
    save,
    shown_by,
    statement,
)
from pamphleteer.print.pictures import UnreadablePictureError
from pamphleteer.print.places import Place, guess
from pamphleteer.print.translate import press_for, translate
from pamphleteer.print.words import word
from pamphleteer.titles import is_mark, words_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from pamphleteer.book import Book
    from pamphleteer.print.manuscript import Manuscript
    from pamphleteer.print.page import Press

logger = logging.getLogger(__name__)
DEPTH = 2
"""Levels of the contents where no toctree says: chapters and their sections."""


class Document:
    """The source of one edition in a work folder."""

    def __init__(
        self, book: Book, manuscript: Manuscript, builder: Builder, folder: Path, edition: str
    ) -> None:
        self.book = book
        self.manuscript = manuscript
        self.folder = folder
        self.builder = builder
        self.count = 0
        self.is_preview = bool(builder.config.pamphleteer_only)
        self.groups = [] if self.is_preview else index.collect(builder)
        self.press: Press = press_for(builder, manuscript.trees, folder, edition, index.places(self.groups))
        if not manuscript.front and not self.is_preview:
            self.press.links.forget(manuscript.root)

    def write(self) -> Path:
        """Write all files; the path of the one to compile."""
        (self.folder / "chapters").mkdir(parents=True, exist_ok=True)
        place = comment(self.path(self.manuscript.root), 1).markup  # for messages about pages of no chapter
        parts = [place, imported("book"), shown_by(call("book.with", self.arguments()))]
        parts += self.body()
        if groups := index.index_source(self.groups, self.press.links, self.book.language):
            parts += [place, statement(call("chapter", level=1, body=escape(_("Index"))))]
            parts.append(statement(call("bookindex", over_lines(groups))))
        parts.append(statement(call("answer", [label(key) for key in sorted(self.press.links.wanted)])))
        main = self.folder / "main.typ"
        save(main, joined(parts, NOTHING))
        return main

    def targets(self, inputs: Mapping[str, str]) -> dict[str, Place]:
        """The labels that links of the written document lead to, and where they may lie in this edition."""
        links, count, openings = self.press.links, 0, {}
        for name in self.manuscript.trees:
            count += name in self.manuscript.openings
            openings[name] = count - 1
        return {
            label(key).source[1:-1]: guess(links.before[key], openings[key[0]], inputs)
            for key in sorted(links.wanted)
        }

    def body(self) -> list[Markup]:
        """The front text, the parts and their chapters."""
        lines = []
        if self.manuscript.front:
            self.rename_front()
            lines.append(self.include(self.manuscript.root, 1))
        for part in self.manuscript.parts:
            if part.title:
                lines.append(statement(call("part", body=escape(part.title))))
            lines += [self.include(name, 2 if part.title else 1) for name in part.chapters]
        return lines

    def rename_front(self) -> None:
        """Give the text of the first page a heading of its own where its title is that of the book."""
        title = next(iter(self.manuscript.trees[self.manuscript.root].findall(nodes.title)), None)
        if title is not None and words_of(title, self.press.macros) == self.book.title:
            marks = [node for node in title.children if is_mark(node) or isinstance(node, nodes.Invisible)]
            title.children = []
            title.extend([nodes.Text(word("front", self.book.language)), *marks])

    def path(self, docname: str) -> str:
        """The file of a document, relative to the source folder."""
        return Path(self.builder.env.doc2path(docname)).relative_to(self.builder.srcdir).as_posix()

    def include(self, docname: str, level: int) -> Markup:
        """Write a chapter to its own file, so that an error names it; the line that includes it."""
        tree = self.manuscript.trees[docname]
        body = translate(tree, docname, self.press, level=level)
        if begins_without_title(tree) and not self.is_preview:
            body = statement(call("untitled", level=level)) + body
        own = self.builder.env.metadata.get(docname, {}).get("lang")
        if own and bcp47(str(own)) != self.book.language:
            body = statement(call("langblock", named(language(str(own))), body=body + LINE))
        self.count += 1
        name = f"chapters/{self.count:03d}-{re.sub(r'[^A-Za-z0-9]+', '-', docname)}.typ"
        save(self.folder / name, imported("blocks") + comment(self.path(docname), 1).markup + body)
        return included(f"/{name}")

    def arguments(self) -> Code:
        """What the template needs to know of the book."""
        book, config = self.book, self.builder.config
        arguments: dict[str, Value] = {
            "information": dictionary(information(book, self.keywords())),
            "language": dictionary(language(book.language)),
            "title": escape(book.title),
            "subtitle": escape(book.subtitle),
            "author": escape(book.author),
            "notice": isolated(escape(book.review.notice), book.review.notice, book.language),
            "imprint": imprint(book, config),
            "contents": escape(word("contents", book.language)),
            "depth": self.manuscript.depth or DEPTH,
            "parts": any(part.title for part in self.manuscript.parts),
            "cover": self.cover(),
        }
        stated = {name: value for name, value in arguments.items() if value != NOTHING}
        return named(stated | ({"preview": True} if self.is_preview else {}))

    def keywords(self) -> list[str]:
        """What the book is about: `keywords` of the front matter of its pages."""
        found = (
            self.builder.env.metadata.get(name, {}).get("keywords", "") for name in self.manuscript.trees
        )
        return list(
            dict.fromkeys(word.strip() for text in found for word in str(text).split(",") if word.strip())
        )

    def cover(self) -> str | None:
        """The path of the cover figure for Typst, or None."""
        name, pictures = self.builder.config.pamphleteer_cover, self.press.pictures
        if not name:
            return None
        try:
            if pictures.exists(name):
                return pictures.path(name)
            fault = f"there is no picture {name}"
        except UnreadablePictureError as error:
            fault = str(error)
        message = f"pamphleteer_cover: {fault}: give the path of an SVG, PNG or JPEG below the source folder"
        logger.warning(message, location="conf.py", type=self.press.kind, subtype="picture")
        return None


def begins_without_title(tree: nodes.document) -> bool:
    """Whether a page has text above its first heading, or no heading."""
    silent = (
        nodes.Invisible,
        nodes.system_message,
        addnodes.toctree,
        nodes.raw,
        nodes.footnote,
        nodes.docinfo,
    )
    first = next(
        (child for child in tree.children if not isinstance(child, silent) and child.astext().strip()), None
    )
    return first is not None and not isinstance(first, nodes.section)

"""Sentences → the printed page on which each begins, so that the e-book can carry the page numbers of the PDF.

1. `MarkSentences` puts a mark before each sentence, the same for every builder, before references are resolved.
2. The builder `pdf` prints the marks invisibly, asks Typst for their pages, and keeps the answer beside the doctrees.
3. The builder `epub` puts a page break before the first sentence of each page, as long as text and settings are those
   that were printed (`pages_of`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from pamphleteer.book import PRINTED_PAGES
from pamphleteer.cached import read_cache, write_cache

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HELD = (nodes.paragraph, nodes.term, nodes.line, nodes.caption)
"""What holds sentences. Titles are set in the contents and in running heads too: what follows them is marked."""
ELSEWHERE = (nodes.footnote, nodes.citation, nodes.sidebar)
"""What print moves away from where it was written."""
BREAK = re.compile(r"(?<=[.!?…。！？؟])[\"'”’»)\]]*\s+(?=\S)")


class sentence_start(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """The place where a sentence begins; `key` tells it from others of the document."""


class MarkSentences(SphinxPostTransform):
    """Mark the sentences for print, and for the e-book when there is a printed book."""

    default_priority = 0  # before any other transform can make the trees of two builders differ
    builders = ("pdf", "booklet", "epub")

    def run(self, **_: Any) -> None:
        """Name the sentences of a document; `sentences` of the document is the fingerprint of its text."""
        if self.env._builder_cls.name == "epub" and not is_wanted(self.env):  # noqa: SLF001 - as SphinxPostTransform itself asks
            return
        count, text = 0, zlib.crc32(b"")
        for block in list(self.document.findall(is_marked)):
            if isinstance(block, nodes.literal_block):
                block["sentence"] = f"listing-{count}"
                count += 1
            elif isinstance(block, nodes.Element):
                count = mark(block, count)
            text = zlib.crc32(block.astext().encode(), text)
        self.document["sentences"] = f"{count}-{text:08x}"


def key_of(node: nodes.Element) -> str:
    """The key of something that begins as one; entries of a bibliography are made only after the sentences are marked."""
    return str(node.get("sentence") or (node["ids"] or [""])[0])


def is_marked(node: nodes.Node) -> bool:
    """Whether a node holds sentences, or begins as one, where print sets it in its order."""
    held = isinstance(node, (*HELD, nodes.literal_block)) and bool(node.children)
    return held and not any(isinstance(outer, ELSEWHERE) for outer in ancestors(node))


def is_wanted(env: BuildEnvironment) -> bool:
    """Whether the e-book may carry page numbers: somebody has printed the book, and conf.py does not forbid it."""
    return env.config.pamphleteer_page_list and Path(env.doctreedir, PRINTED_PAGES).exists()


def ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """What a node stands in, inner before outer."""
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def mark(block: nodes.Element, count: int) -> int:
    """Put a mark before each sentence of a block; one that begins within emphasis or a link has none."""
    text = "".join(child.astext() for child in block.children)
    starts = [0, *(found.end() for found in BREAK.finditer(text) if found.end() < len(text))]
    children: list[nodes.Node] = []
    begin = 0
    for child in block.children:
        end = begin + len(child.astext())
        cuts = [start for start in starts if begin <= start < end]
        if isinstance(child, nodes.Text):
            edges = [begin, *cuts, end]
            pieces = [nodes.Text(text[low:high]) for low, high in pairwise(edges)]
            children.append(pieces[0])
            for piece in pieces[1:]:
                children += [sentence_start(key=str(count)), piece]
                count += 1
        else:
            if begin in cuts:
                children.append(sentence_start(key=str(count)))
                count += 1
            children.append(child)
        begin = end
    block.children = []
    block.extend(child for child in children if not isinstance(child, nodes.Text) or str(child))
    return count


Place = tuple[str, str, int, str]
"""A document, the key of a sentence, the page of the file (from 1), the number printed on it."""


@dataclass(frozen=True)
class Pages:
    """The pages of a printed book."""

    settings: dict[str, str]
    """What the layout follows from, beside the text."""
    texts: dict[str, str]
    """Document → fingerprint of its text."""
    places: list[Place]
    """Where sentences begin, in reading order."""

    @classmethod
    def of(cls, env: BuildEnvironment, texts: dict[str, str], answer: list[list[Any]]) -> Pages:
        """The pages from the answer of Typst; a sentence in the head of a table counts where it stands first."""
        places: dict[tuple[str, str], Place] = {}
        for docname, key, page, label in answer:
            places.setdefault((docname, key), (docname, key, page, label))
        return cls(settings_of(env), texts, list(places.values()))

    def write(self, folder: Path) -> None:
        """Keep them; whoever reads sees the old file or the new one."""
        write_cache(folder / PRINTED_PAGES, vars(self))

    def breaks(self) -> dict[str, dict[str, list[str]]]:
        """Document → sentence → the numbers of the pages that begin with it.

        A page on which no sentence begins, such as one that a figure fills, begins with the next sentence.
        """
        labels = {page: label for _docname, _key, page, label in self.places}
        found: dict[str, dict[str, list[str]]] = {}
        last = min(labels, default=1) - 1
        for docname, key, page, _label in self.places:
            if page > last:
                new = [
                    labels.get(between) or before(labels[page], page - between)
                    for between in range(last + 1, page + 1)
                ]
                found.setdefault(docname, {})[key] = [label for label in new if label]
                last = page
        return found


def before(label: str, pages: int) -> str:
    """The number of the page that lies so many before a numbered one; empty where it cannot be told."""
    return str(int(label) - pages) if label.isdecimal() and int(label) > pages else ""


def settings_of(env: BuildEnvironment) -> dict[str, str]:
    """What the layout of the printed book follows from, beside its text."""
    config = env.config
    return {
        "paper": config.pamphleteer_paper,
        "language": config.language,
        "version": config.release or config.version,
    }


def pages_of(env: BuildEnvironment) -> Pages | None:
    """The pages that the builder `pdf` has kept for this book, or None; what another version has kept is none."""
    if not is_wanted(env):
        return None
    kept = read_cache(Path(env.doctreedir, PRINTED_PAGES))
    if kept is None:
        return None
    places = [(docname, key, page, label) for docname, key, page, label in kept["places"]]
    pages = Pages(kept["settings"], kept["texts"], places)
    return pages if pages.settings == settings_of(env) else None


def setup_pagination(app: Sphinx) -> None:
    """The marks, and the setting that says whether the e-book carries the printed page numbers."""
    app.add_node(sentence_start)
    app.add_post_transform(MarkSentences)
    app.add_config_value("pamphleteer_page_list", True, "", types=frozenset({bool}))

"""Toctrees of the environment → the contents of the book and the order of its pages.

The entries follow the reading order: a page's own sections stand before the pages below it, whatever the order
in its source, because that is how the pages lie in the spine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from pamphleteer.book import is_pamphlet
from pamphleteer.epub.names import anchor, page_name
from pamphleteer.firstpage import caption_of
from pamphleteer.maths.mathml import macros_of
from pamphleteer.print.words import word
from pamphleteer.reachable import linked_pages, tell_left_out
from pamphleteer.titles import words_of
from pamphleteer.xml_characters import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from pamphleteer.epub.builder import EpubBuilder


@dataclass
class Entry:
    """A line of the contents."""

    text: str
    href: str
    """Where it leads, from the top of the package; empty for the title of a group."""
    language: str
    docname: str = ""
    """The document whose beginning it is; empty for a section or a group."""
    children: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = printable(self.text)


@dataclass
class Contents:
    """Reads the contents once; `entries` is the result."""

    builder: EpubBuilder
    language: str
    without: frozenset[str] = frozenset()
    """Documents to leave out (epub_exclude_files)."""
    seen: list[str] = field(default_factory=list)
    """Documents in reading order."""
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.env: BuildEnvironment = self.builder.env
        self.macros = macros_of(self.builder.config)
        self.depth: int = self.builder.config.epub_tocdepth
        root = self.env.config.root_doc
        self.seen.append(root)
        title = self.env.titles.get(root)
        words = words_of(title, self.macros) if title else ""
        self.entries = [Entry(words, page_name(root), self.builder.language_of(root), root)]
        self.entries += self.of_first_page(self.env.tocs[root], is_top=True)
        linked = [
            self.of_document(name, None)
            for name in linked_pages(self.builder, lambda: self.seen, belongs=self.belongs)
        ]
        if linked:
            self.entries.append(Entry(word("more", self.language), "", self.language, children=linked))
        tell_left_out(self.builder, self.seen, self.without)

    def of_first_page(self, container: Iterable[nodes.Node], *, is_top: bool = False) -> list[Entry]:
        """What hangs below the first page; its sections that hold toctrees become titles of groups."""
        found: list[Entry] = []
        for item in self.visible(container):
            if isinstance(item, addnodes.toctree):
                found += self.of_toctree(item)
            elif isinstance(item, nodes.list_item):
                inner: list[Entry] = []
                for child in item.findall(nodes.bullet_list):
                    if child.parent is item:
                        inner += self.of_first_page(child)
                reference = next(item.findall(nodes.reference), None)
                if (
                    inner
                    and not is_top
                    and reference is not None
                    and not any(not entry.href for entry in inner)
                ):
                    inner = [Entry(words_of(reference, self.macros), "", self.language, children=inner)]
                found += inner
        return found

    def visible(self, container: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
        """The items of a list, those under `only` when their condition holds."""
        for item in container:
            if isinstance(item, addnodes.only):
                if self.builder.tags.eval_condition(item["expr"]):
                    yield from self.visible(item)
            elif isinstance(item, nodes.bullet_list):
                yield from self.visible(item)
            else:
                yield item

    def of_toctree(self, toctree: addnodes.toctree) -> list[Entry]:
        """The documents of a toctree, under its caption if it has one."""
        found: list[Entry] = []
        for title, docname in toctree["entries"]:
            if docname in self.env.tocs and docname not in self.seen and self.belongs(docname):
                found.append(self.of_document(docname, title))
        caption = caption_of(toctree)
        return [Entry(caption, "", self.language, children=found)] if caption and found else found

    def belongs(self, docname: str) -> bool:
        """Whether a document is part of the e-book."""
        return docname not in self.without and not is_pamphlet(self.env, docname)

    def of_document(self, docname: str, title: str | None) -> Entry:
        """A document with its sections and with the documents below it."""
        self.seen.append(docname)
        items = [item for item in self.visible(self.env.tocs[docname]) if isinstance(item, nodes.list_item)]
        sections = [entry for item in items for entry in self.of_section(docname, item, 1)]
        loose = [child for item in self.visible(self.env.tocs[docname]) if isinstance(item, addnodes.toctree)
                 for child in self.of_toctree(item)]  # fmt: skip
        head = sections[0] if sections else Entry("", page_name(docname), self.builder.language_of(docname))
        head.docname, head.href = docname, page_name(docname)
        head.text = printable(title or "") or head.text or printable(docname.rpartition("/")[2])
        head.children = in_reading_order([*head.children, *sections[1:], *loose])
        return head

    def of_section(self, docname: str, item: nodes.list_item, level: int) -> list[Entry]:
        """A section with what lies below it."""
        reference = next((ref for child in item if isinstance(child, addnodes.compact_paragraph)
                          for ref in child.findall(nodes.reference)), None)  # fmt: skip
        children: list[Entry] = []
        for child in self.visible(item):
            if isinstance(child, addnodes.toctree):
                children += self.of_toctree(child)
            elif isinstance(child, nodes.list_item):
                children += self.of_section(docname, child, level + 1)
        text = words_of(reference, self.macros) if reference is not None else ""
        if reference is None or (not text and level > 1) or level > self.depth:
            return [entry for entry in children if level <= self.depth or entry.docname or not entry.href]
        name = reference.get("anchorname", "")
        if number := self.env.toc_secnumbers.get(docname, {}).get(name):
            text = ".".join(map(str, number)) + self.env.config.html_secnumber_suffix + text
        href = page_name(docname) + (f"#{anchor(name[1:])}" if name else "")
        return [Entry(text, href, self.builder.language_of(docname), children=children)]


def in_reading_order(entries: list[Entry]) -> list[Entry]:
    """Sections before documents, where a section follows a document in the source."""
    flat = list(every(entries))
    first_document = next((i for i, entry in enumerate(flat) if entry.docname), len(flat))
    if all(
        entry.docname or not entry.href or below(entry, flat[:i])
        for i, entry in enumerate(flat[first_document:], first_document)
    ):
        return entries
    documents: list[Entry] = []
    sections = [pruned for entry in entries for pruned in prune(entry, documents)]
    return sections + documents


def below(entry: Entry, earlier: list[Entry]) -> bool:
    """Whether a section belongs to one of the documents before it."""
    path = entry.href.partition("#")[0]
    return any(other.docname and other.href == path for other in earlier)


def prune(entry: Entry, documents: list[Entry]) -> list[Entry]:
    """A section without the documents below it, which are moved to `documents`."""
    if entry.docname or not entry.href:
        documents.append(entry)
        return []
    entry.children = [pruned for child in entry.children for pruned in prune(child, documents)]
    return [entry]


def every(entries: Iterable[Entry]) -> Iterator[Entry]:
    """All entries, outer before inner."""
    for entry in entries:
        yield entry
        yield from every(entry.children)

"""The tree of all chapters, drawn once as the theme draws it → the navigation of each page.

1. Sphinx resolves the toctrees for a page that does not exist, so that no entry is marked as the current one.
2. Every list, item and link gets a class of its own where Sphinx would put `current`; the theme draws the tree.
3. The result is cut at these classes: between the cuts all pages are alike.
4. `drawn` puts it together for each page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import TocTree
from sphinx.util.logging import suppress_logging

from pamphleteer.web.drawn import NOWHERE, Drawn

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from sphinx.builders import Builder
    from sphinx.util.tags import Tags

Place = tuple[int, ...]
"""Where a node is: the numbers of the children that lead to it."""
WHOLE = 10**6
"""Deeper than any book."""
SLOT = re.compile(r"pamphleteer-slot-(\d+)-")
SLOTS = re.compile(
    r' class="pamphleteer-slot-(?P<alone>\d+)-"| pamphleteer-slot-(?P<item>\d+)-|pamphleteer-slot-(?P<first>\d+)- '
    r'| pamphleteer-open-(?P<open>\d+)-=""|pamphleteer-link-(?P<link>\d+)-'
)
MARKED = {"alone": ' class="current"', "item": " current active", "first": "current "}
PLAIN = (
    nodes.Text, nodes.emphasis, nodes.strong, nodes.literal, nodes.inline, nodes.math, nodes.subscript,
    nodes.superscript, nodes.abbreviation, nodes.title_reference,
)  # fmt: skip
"""What a title may hold to be drawn alike on every page."""


class Unlike(Exception):  # noqa: N818 - no error: the theme draws such a tree page by page
    """The tree of this book differs from page to page in more than links and marks."""


class Names:
    """Stands for the builder while toctrees are resolved: a link is the name of its document."""

    def __init__(self, tags: Tags) -> None:
        self.tags = tags

    def get_relative_uri(self, _start: str, target: str) -> str:
        """The document itself."""
        return target


def resolved(builder: Builder, **options: Any) -> nodes.Element | None:
    """The tree of all toctrees, with names of documents as links."""
    stand_in = cast("Builder", Names(builder.tags))
    return TocTree(builder.env).get_toctree_for(NOWHERE, stand_in, collapse=False, **options)


def parts_of(tree: nodes.Element | None, place: Place = ()) -> Iterator[tuple[Place, nodes.Element]]:
    """The lists, items and links of a tree, each with its place."""
    for number, child in enumerate(tree.children if tree else ()):
        if isinstance(child, nodes.Element):
            here = (*place, number)
            if isinstance(child, nodes.bullet_list | nodes.list_item | nodes.reference):
                yield here, child
            if not isinstance(child, nodes.reference):
                yield from parts_of(child, here)


def leads_to(link: nodes.Element) -> str:
    """The document whose page a link opens at its beginning; empty for any other link."""
    inside = isinstance(link, nodes.reference) and link.get("internal") and not link["anchorname"]
    return str(link["refuri"]) if inside else ""


class Navigation:
    """Draws the navigation of all pages, in `drawn`."""

    def __init__(
        self, builder: Builder, draw: Callable[[str], BeautifulSoup | str], options: dict[str, Any]
    ) -> None:
        if any(toc.next_node(addnodes.only) for toc in builder.env.tocs.values()):
            raise Unlike
        self.builder = builder
        self.targets: list[str] = []
        """Documents that the links lead to."""
        tree = resolved(builder, **options)
        slots = self.make_slots(tree)
        self.drawn = Drawn(self.find_branches(options, slots))
        fragment = builder.render_partial(tree)["fragment"]  # type: ignore[attr-defined] # an HTML builder
        soup = draw(fragment)
        self.folds: list[tuple[set[int], str]] = []
        """The slots that unfold each, and how the theme says so."""
        if not isinstance(soup, str):
            self.find_folds(soup)
        self.cut(str(soup))

    def make_slots(self, tree: nodes.Element | None) -> dict[Place, int]:
        """Give every part of the tree a class, and every link to a document an address to be filled in."""
        slots: dict[Place, int] = {}
        for number, (place, node) in enumerate(parts_of(tree)):
            slots[place] = number
            node["classes"].append(f"pamphleteer-slot-{number}-")
            if isinstance(node, nodes.reference) and not all(
                isinstance(n, PLAIN) for n in list(node.findall())[1:]
            ):
                raise Unlike
            if document := leads_to(node):
                node["refuri"] = f"pamphleteer-link-{len(self.targets)}-"
                self.targets.append(document)
        return slots

    def find_branches(self, options: dict[str, Any], slots: dict[Place, int]) -> dict[str, list[int]]:
        """For each document the slots on the way to it, also where it lies deeper than the tree is drawn."""
        branches: dict[str, set[int]] = {}
        with suppress_logging():  # what is wrong has been said when the tree was drawn
            whole = resolved(self.builder, **options | {"maxdepth": WHOLE})
        for place, link in parts_of(whole):
            if document := leads_to(link):
                way = {slots[place[:end]] for end in range(1, len(place) + 1) if place[:end] in slots}
                branches.setdefault(document, set()).update(way)
        return {document: sorted(way) for document, way in branches.items()}

    def find_folds(self, soup: Tag) -> None:
        """Mark the folds that are open on the pages below them: of an item, or of a part with its caption."""
        for item in soup("li"):
            fold = item.find("details", recursive=False)
            if fold and not fold.has_attr("open"):
                part = "toctree-l0" in item["class"]
                holders = fold.select(":scope > ul > li") if part else [item]
                found = SLOT.findall(" ".join(str(holder.get("class")) for holder in holders))
                fold[f"pamphleteer-open-{len(self.folds)}-"] = ""
                self.folds.append(({*map(int, found)}, " open" if part else ' open="open"'))

    def cut(self, text: str) -> None:
        """Take the drawn tree apart where pages differ."""
        drawn, end = self.drawn, 0
        for found in SLOTS.finditer(text):
            drawn.parts += [text[end : found.start()], ""]
            end, position = found.end(), len(drawn.parts) - 1
            kind = str(found.lastgroup)
            number = int(found[kind])
            if kind == "link":
                address = self.builder.get_target_uri(self.targets[number])
                drawn.links.append((position, address))
                drawn.own.setdefault(address, []).append(position)
            elif kind == "open":
                slots, opened = self.folds[number]
                for slot in slots:
                    drawn.marked.setdefault(slot, []).append((position, opened))
            else:
                drawn.marked.setdefault(number, []).append((position, MARKED[kind]))
        drawn.parts.append(text[end:])

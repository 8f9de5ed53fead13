"""The tree of all chapters as the theme draws it, cut where pages differ → the navigation of each page.

Links are filled in, the same for all pages of a folder, and the branch that leads to the page is marked.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from html import escape
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from pamphleteer.cached import read_cache, write_cache

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "\0"
"""A document that no project has."""


@dataclass
class Drawn:
    """One drawn tree; plain data, so that it can be kept from build to build."""

    branches: dict[str, list[int]]
    """For each document the slots on the way to it: lists, items and links that show where one is."""
    parts: list[str] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    """Position in `parts`, and address below the site."""
    own: dict[str, list[int]] = field(default_factory=dict)
    """For each address, the positions of the links to it."""
    marked: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """For each slot, positions in `parts` and what stands there on a page that it leads to."""

    def __post_init__(self) -> None:
        self.folder, self.filled = NOWHERE, [*self.parts]

    def fill(self, folder: str) -> None:
        """Fill in the links as they are seen from a folder of the site; pages come folder by folder."""
        self.folder, self.filled = folder, [*self.parts]
        seen_from = f"{folder}/{NOWHERE}" if folder else NOWHERE
        for position, address in self.links:
            self.filled[position] = escape(relative_uri(seen_from, address) or "#", quote=False)

    def page(self, docname: str, address: str) -> str:
        """The navigation as it stands on the page of a document, which has that address below the site."""
        if (folder := address.rpartition("/")[0]) != self.folder:
            self.fill(folder)
        parts = self.filled.copy()
        for slot in self.branches.get(docname, ()):
            for position, text in self.marked.get(slot, ()):
                parts[position] = text
        for position in self.own.get(address, ()):
            parts[position] = "#"
        return "".join(parts)


class KeptTrees:
    """The trees that were drawn for the site in the last build, if they were drawn from the same."""

    def __init__(self, path: Path, made_from: list[str]) -> None:
        self.path, self.made_from = path, made_from
        self.trees: dict[str, Drawn | None] = {}
        """None where the theme has to draw page by page."""
        kept = read_cache(path)
        if kept and all(made_from) and kept["made_from"] == made_from:
            self.trees = {key: tree and read(tree) for key, tree in kept["trees"].items()}

    def add(self, key: str, tree: Drawn | None) -> None:
        """Keep one more."""
        self.trees[key] = tree
        if all(self.made_from):
            trees = {key: tree and asdict(tree) for key, tree in self.trees.items()}
            write_cache(self.path, {"made_from": self.made_from, "trees": trees})


def read(kept: dict[str, object]) -> Drawn:
    """A tree out of JSON, which knows keys of text only."""
    tree = Drawn(**kept)  # type: ignore[arg-type]  # as `asdict` wrote it
    tree.marked = {int(slot): places for slot, places in tree.marked.items()}
    return tree

"""A shelf → its links that lead nowhere, each with the nearest right target."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote

from pamphleteer.links.shelf import Link, Shelf


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere, or only where upper and lower case are the same."""

    link: Link
    message: str
    """What is wrong, and what to write instead where that is known."""


def broken_links(shelf: Shelf) -> Iterator[Broken]:
    """All links of an edition that lead nowhere."""
    for link in shelf.links():
        if message := fault(shelf, link):
            yield Broken(link, message)


def fault(shelf: Shelf, link: Link) -> str:
    """What is wrong with a link; empty when it is good."""
    address, _hash, fragment = link.target.partition("#")
    address = address.partition("?")[0]
    path = unquote(address)
    name = file_of(shelf, link.page, path)
    if name not in shelf.files:
        return missing_file(shelf, link, path, name)
    fragment = unquote(fragment).partition(":~:")[0]  # what follows selects words, not a place
    if fragment in {"", "top"} or name not in shelf.pages or fragment in shelf.anchors(name):
        return ""
    near = next(iter(get_close_matches(fragment, sorted(shelf.anchors(name)), 1)), "")
    return f"no “{fragment}” on {name}" + (f"; perhaps {address}#{near}" if near else "")


def file_of(shelf: Shelf, page: str, path: str) -> str:
    """The file that a path on a page means; a folder means its index."""
    if not path:
        return page
    whole = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
    name = posixpath.normpath(whole)
    index = posixpath.normpath(posixpath.join(name, "index.html"))
    return index if name not in shelf.files and (path.endswith("/") or index in shelf.files) else name


def missing_file(shelf: Shelf, link: Link, path: str, name: str) -> str:
    """What to say of a file that is not there."""
    other = next((known for known in sorted(shelf.files) if known.casefold() == name.casefold()), None)
    if other:
        right = seen_from(link.page, path, other)
        return f"write “{right}” for “{path}”: upper and lower case must be those of the file"
    same = [known for known in sorted(shelf.files) if posixpath.basename(known) == posixpath.basename(name)]
    near = next(iter(get_close_matches(name, same or sorted(shelf.files), 1)), None)
    return f"nothing at “{link.target}”" + (f"; perhaps {seen_from(link.page, path, near)}" if near else "")


def seen_from(page: str, path: str, name: str) -> str:
    """A file as a link on this page would name it."""
    return f"/{name}" if path.startswith("/") else posixpath.relpath(name, posixpath.dirname(page) or ".")

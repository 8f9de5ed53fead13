"""Index entries of the environment → pages with the semantics of an index.

A place in the book is named by the title of the page it is on, not by a number that no screen has.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from pamphleteer.collation.entries import sorted_index
from pamphleteer.epub.names import anchor
from pamphleteer.epub.normalise.links import relative
from pamphleteer.epub.xhtml import add, new
from pamphleteer.languages import direction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.builders import Builder

    from pamphleteer.epub.xhtml import Element

    Places = Sequence[tuple[str | None, str | bool]]


class IndexPage:
    """One index while it is written."""

    def __init__(self, href: str, heading: str, titles: Mapping[str, str], language: str | None) -> None:
        """`titles`: path of a page → its title; a link to any other page is left out."""
        self.href, self.titles = href, titles
        # Else “10 mg” would stand as “mg 10” in an index that is read from right to left.
        self.turn = "auto" if direction(language or "en") == "rtl" else None
        self.body = new("body")
        self.section = add(self.body, "section", kind="index", role="doc-index", cls="index", id="index",
                           aria_labelledby="index-heading")  # fmt: skip
        add(self.section, "h1", heading, id="index-heading")

    def group(self, letter: str) -> Element:
        """A letter, and the empty list below it."""
        part = add(self.section, "section", kind="index-group")
        add(part, "h2", letter)
        return add(part, "ul", kind="index-entry-list")

    def entry(self, entries: Element, term: str, places: Places, note: str = "") -> Element:
        """A term with its places: (`main` or nothing, address as seen from the index)."""
        item = add(entries, "li", kind="index-entry")
        last = add(item, "span", term, kind="index-term", dir=self.turn)
        if note:
            last.tail = f" ({note})"
        for main, address in self.inside(places):
            path, _sign, fragment = address.partition("#")
            target = relative(path, self.href) + (f"#{anchor(fragment)}" if fragment else "")
            last.tail = (last.tail or "") + ", "
            last = add(item, "a", self.titles[path], href=target, kind="index-locator",
                       cls="main" if main == "main" else None)  # fmt: skip
        return item

    def inside(self, places: Places) -> list[tuple[str, str]]:
        """The places that are in the book, each page once where the words are the same."""
        found: dict[str, tuple[str, str]] = {}
        for main, place in places:
            address = posixpath.normpath(posixpath.join(posixpath.dirname(self.href), str(place)))
            path = address.partition("#")[0]
            if path in self.titles and (path not in found or main == "main"):
                found[path] = (main or "", address)
        return list(found.values())


def general_index(builder: Builder, href: str, heading: str, titles: Mapping[str, str]) -> Element | None:
    """The index of the book, or None when nothing is in it."""
    page, filled = IndexPage(href, heading, titles, builder.config.language), False
    for letter, column in sorted_index(builder):
        terms = [(str(term), links, below) for term, (links, below, _key) in column]
        terms = [term for term in terms if page.inside(term[1]) or any(page.inside(links) for _t, links in term[2])
                 or mentions(term)]  # fmt: skip
        if not terms:
            continue
        entries = page.group(str(letter))
        filled = True
        for term, links, below in terms:
            item = page.entry(entries, term, links)
            if below:
                inner = add(item, "ul", kind="index-entry-list")
                for name, places in below:
                    page.entry(inner, str(name), places)
    return page.body if filled else None


def mentions(term: tuple[str, list[Any], list[Any]]) -> bool:
    """Whether a term only refers to others: “see …”."""
    return not term[1] and bool(term[2]) and all(not links for _name, links in term[2])


def domain_index(
    content: list[Any], builder: Builder, href: str, heading: str, titles: Mapping[str, str]
) -> Element:
    """An index that a domain makes, such as that of Python modules."""
    page = IndexPage(href, heading, titles, builder.config.language)
    for letter, rows in content:
        entries = page.group(str(letter))
        inner: Element | None = None
        for row in rows:
            name, subtype, docname, fragment, extra, _qualifier, description = row
            place = (
                [("", relative(builder.get_target_uri(docname), href) + (f"#{fragment}" if fragment else ""))]
                if docname
                else []
            )
            note = ", ".join(str(part) for part in (extra, description) if part)
            if subtype == 2 and len(entries):
                inner = entries[-1].find("{*}ul")
                if inner is None:
                    inner = add(entries[-1], "ul", kind="index-entry-list")
                page.entry(inner, str(name), place, note)
            else:
                page.entry(entries, str(name), place, note)
    return page.body

"""Headings: the first is of level 1, none skips a level, none is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.xhtml import EPUB_TYPE, X, drop, find, local, parent_of, remove, text_of

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

LEVELS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NO_PLACE_FOR_HEADINGS = frozenset(
    {"p", "span", "a", "dt", "summary", "caption", "th", "legend", "address", "pre"}
)


def order_headings(sheet: Sheet) -> None:
    """Give every heading the level that its place among the others asks for."""
    for part in find(sheet.body, '//*[@role="heading"]'):
        del part.attrib["role"]
        remove(part, "aria-level")
    open_levels: list[int] = []
    for heading in [element for element in sheet.body.iter(etree.Element) if local(element) in LEVELS]:
        if not text_of(heading) and not find(heading, ".//h:img[@alt!='']|.//m:math"):
            remove_empty(heading)
            continue
        if local(parent_of(heading)) in NO_PLACE_FOR_HEADINGS:
            heading.tag = X + "b"
            continue
        level = int(local(heading)[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.tag = X + f"h{min(len(open_levels), 6)}"
    for part in find(
        sheet.body, f"//h:section//h:section[not({' or '.join(f'h:{name}' for name in sorted(LEVELS))})]"
    ):
        if part.get(EPUB_TYPE) is None:  # such as the body of a theorem
            part.tag = X + "div"


def remove_empty(heading: Element) -> None:
    """A heading without words goes; links to it lead to its section."""
    parent = parent_of(heading)
    if heading.get("id") and not parent.get("id"):
        parent.set("id", heading.get("id", ""))
    for child in list(heading):
        if child.get("id"):
            child.tag = X + "span"
            child.tail = None
            heading.addprevious(child)
    drop(heading)


def mark_section(body: Element, kind: str, role: str) -> None:
    """State what the page is (epub:type and role), and name it by its heading."""
    section = body.find(X + "section")
    if section is None:
        return
    for note in [
        child for child in section.itersiblings(etree.Element) if child.get(EPUB_TYPE) == "footnotes"
    ]:
        section.append(note)
    if kind:
        section.set(EPUB_TYPE, kind)
    if role:
        section.set("role", role)
        heading = section.find(".//" + X + "h1")
        if heading is not None:
            heading.set("id", heading.get("id") or f"{section.get('id', 'page')}-heading")
            section.set("aria-labelledby", heading.get("id", ""))

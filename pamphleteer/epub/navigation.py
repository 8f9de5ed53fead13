"""Contents → the navigation document of EPUB 3, and the NCX for readers and converters of EPUB 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.contents import every
from pamphleteer.epub.xhtml import XML_LANG, add, new, set_language, spaces
from pamphleteer.languages import direction
from pamphleteer.xml_characters import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphleteer.epub.contents import Entry
    from pamphleteer.epub.package import Metadata
    from pamphleteer.epub.words import Words
    from pamphleteer.epub.xhtml import Element

NCX = "http://www.daisy.org/z3986/2005/ncx/"


def navigation(
    entries: list[Entry],
    landmarks: list[tuple[str, str, str]],
    pages: list[tuple[str, str]],
    words: Words,
    language: str,
) -> Element:
    """The body of the navigation document. Landmarks: (epub:type, href, words); printed pages: (number, href)."""
    body = new("body")
    toc = add(body, "nav", kind="toc", role="doc-toc", id="toc", aria_labelledby="toc-heading")
    add(toc, "h1", words.contents, id="toc-heading")
    toc.append(listing(entries, language))
    marks = add(body, "nav", kind="landmarks", id="landmarks", hidden="hidden", aria_label=words.landmarks)
    add(marks, "h2", words.landmarks)
    points = add(marks, "ol")
    for kind, href, text in landmarks:
        add(add(points, "li"), "a", text, href=href, kind=kind)
    if pages:
        body.append(page_list(pages, words))
    return body


def page_list(pages: Iterable[tuple[str, str]], words: Words) -> Element:
    """The pages of the printed book, for those who are told a page number."""
    found = new(
        "nav", kind="page-list", role="doc-pagelist", id="page-list", hidden="hidden", aria_label=words.pages
    )
    add(found, "h2", words.pages)
    points = add(found, "ol")
    for number, href in pages:
        add(add(points, "li"), "a", number, href=href)
    return found


def listing(entries: Iterable[Entry], language: str) -> Element:
    """A nested list of entries, each in its language."""
    points = new("ol")
    for entry in entries:
        item = add(points, "li")
        group = None if entry.href else "contents-caption"
        label = add(item, "a" if goal(entry) else "span", entry.text, href=goal(entry), cls=group)
        if entry.language != language:
            set_language(
                label, entry.language, with_direction=direction(entry.language) != direction(language)
            )
        if entry.children:
            item.append(listing(entry.children, language))
    return points


def goal(entry: Entry) -> str | None:
    """Where an entry leads; a group leads to its first page, as calibre sends one without a link to the cover."""
    return entry.href or next((inner.href for inner in every(entry.children) if inner.href), None)


def ncx(entries: list[Entry], pages: list[tuple[str, str]], words: Words, metadata: Metadata) -> bytes:
    """The NCX; its identifier is that of the package (NCX-001)."""
    root = etree.Element(f"{{{NCX}}}ncx", nsmap=spaces(NCX), version="2005-1")
    root.set(XML_LANG, metadata.language)
    head = etree.SubElement(root, f"{{{NCX}}}head")
    numbers = [int(number) for number, _href in pages if number.isdecimal()]
    counts = {"totalPageCount": len(pages), "maxPageNumber": max(numbers, default=0)} if pages else {}
    for name, value in {"uid": metadata.identifier, "depth": levels(entries), **counts}.items():
        etree.SubElement(head, f"{{{NCX}}}meta", name=f"dtb:{name}", content=str(value))
    label(root, "docTitle", metadata.title)
    points(etree.SubElement(root, f"{{{NCX}}}navMap"), entries, [0])
    if pages:
        targets = etree.SubElement(root, f"{{{NCX}}}pageList")
        label(targets, "navLabel", words.pages)
        for count, (number, href) in enumerate(pages, 1):
            target = etree.SubElement(targets, f"{{{NCX}}}pageTarget", id=f"p{count}", type="normal")
            if number.isdecimal():
                target.set("value", number)
            label(target, "navLabel", number)
            etree.SubElement(target, f"{{{NCX}}}content", src=href)
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def label(parent: Element, tag: str, text: str) -> None:
    """Words in the wrapping that the NCX asks for."""
    etree.SubElement(etree.SubElement(parent, f"{{{NCX}}}{tag}"), f"{{{NCX}}}text").text = printable(text)


def points(parent: Element, entries: Iterable[Entry], count: list[int]) -> None:
    """Navigation points, of all entries that lead somewhere."""
    for entry in entries:
        href = goal(entry)
        if not href:
            continue
        count[0] += 1
        point = etree.SubElement(parent, f"{{{NCX}}}navPoint", id=f"n{count[0]}")
        label(point, "navLabel", entry.text)
        etree.SubElement(point, f"{{{NCX}}}content", src=href)
        points(point, entry.children, count)


def levels(entries: list[Entry]) -> int:
    """Depth of the contents."""
    return 1 + max((levels(entry.children) for entry in entries if entry.children), default=0)

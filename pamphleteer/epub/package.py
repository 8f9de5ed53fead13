"""Metadata, files and reading order → the package document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.names import item_id
from pamphleteer.epub.xhtml import XML_LANG, spaces
from pamphleteer.languages import direction
from pamphleteer.xml_characters import printable

if TYPE_CHECKING:
    from datetime import datetime

    from pamphleteer.epub.xhtml import Element

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPES = {
    "xhtml": "application/xhtml+xml", "css": "text/css", "ncx": "application/x-dtbncx+xml", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "ttf": "font/ttf", "otf": "font/otf", "woff": "font/woff", "woff2": "font/woff2",
}  # fmt: skip

GUIDE = ("cover", "toc")
"""The landmarks that the guide of EPUB 2 repeats; not the start of the text: a Kindle would open there, behind the review notice."""


@dataclass
class Metadata:
    """What the package says about the book."""

    identifier: str
    title: str
    subtitle: str
    creators: list[str]
    language: str
    languages: list[str]
    """Other languages that whole pages are written in; they stand behind that of the book."""
    publisher: str
    description: str
    rights: str
    contributor: str
    version: str
    modified: datetime
    web: str
    """Address of the web edition; may be empty."""
    page_source: str = ""
    """The printed edition that page numbers are those of; empty without them."""
    identifier_id: str = "publication-id"
    accessibility: list[tuple[str, str]] = field(default_factory=list)
    """(property, value) in the vocabulary `schema:`."""
    contact: str = ""
    """Whom to write to about accessibility; no checker before EPUBCheck 5.4 knows the property."""
    conformance: tuple[str, str] | None = None
    """The claim, and who certifies it."""


def package(
    metadata: Metadata,
    files: dict[str, set[str]],
    spine: list[str],
    landmarks: list[tuple[str, str, str]],
    *,
    turns: str = "",
    for_old_readers: bool = True,
) -> bytes:
    """The package document. `files`: path → manifest properties. `turns`: direction of turning pages.

    `for_old_readers`: with what EPUB 2 had, and converters for Kindle still look for.
    """
    root = etree.Element(f"{{{OPF}}}package", nsmap=spaces(OPF), version="3.0")
    root.set("unique-identifier", metadata.identifier_id)
    root.set(XML_LANG, metadata.language)
    root.set("dir", direction(metadata.language))
    head = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    describe(head, metadata)
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    for href, properties in sorted(files.items()):
        item = etree.SubElement(manifest, f"{{{OPF}}}item", id=item_id(href), href=href)
        item.set("media-type", MEDIA_TYPES[href.rpartition(".")[2]])
        if properties:
            item.set("properties", " ".join(sorted(properties)))
        if "cover-image" in properties and for_old_readers:
            etree.SubElement(head, f"{{{OPF}}}meta", name="cover", content=item_id(href))
    order = etree.SubElement(root, f"{{{OPF}}}spine")
    if for_old_readers:
        order.set("toc", item_id("toc.ncx"))
    order.set("page-progression-direction", turns or direction(metadata.language))
    for href in spine:
        etree.SubElement(order, f"{{{OPF}}}itemref", idref=item_id(href))
    if for_old_readers:
        guide(root, landmarks)
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def guide(root: Element, landmarks: list[tuple[str, str, str]]) -> None:
    """The landmarks that converters for Kindle look for: without them cover and contents come twice."""
    places = etree.SubElement(root, f"{{{OPF}}}guide")
    for kind, href, words in landmarks:
        if kind in GUIDE:
            etree.SubElement(places, f"{{{OPF}}}reference", type=kind, title=printable(words), href=href)


def describe(head: Element, metadata: Metadata) -> None:
    """Dublin Core and what refines it."""
    core(head, "identifier", metadata.identifier, metadata.identifier_id)
    core(head, "title", metadata.title, "title")
    meta(head, "title-type", "main", "title")
    if metadata.subtitle:
        core(head, "title", metadata.subtitle, "subtitle")
        meta(head, "title-type", "subtitle", "subtitle")
        meta(head, "display-seq", "1", "title")
        meta(head, "display-seq", "2", "subtitle")
    # The first language is that of the book (EPUB 3.3, 5.5.3.1.3).
    for language in (metadata.language, *metadata.languages):
        core(head, "language", language)
    for number, creator in enumerate(metadata.creators, 1):
        core(head, "creator", creator, f"creator-{number}")
        meta(head, "role", "aut", f"creator-{number}", scheme="marc:relators")
    for name in ("publisher", "description", "rights", "contributor"):
        if value := getattr(metadata, name):
            core(head, name, value)
    core(head, "date", f"{metadata.modified:%Y-%m-%d}")
    state(head, metadata)


def state(head: Element, metadata: Metadata) -> None:
    """Where else the book is, which edition this is, and how accessible."""
    if metadata.web:
        core(head, "relation", metadata.web)
    meta(head, "dcterms:modified", f"{metadata.modified:%Y-%m-%dT%H:%M:%SZ}")
    if metadata.version:
        meta(head, "schema:version", metadata.version)
    if (
        metadata.page_source
    ):  # EPUB Accessibility 1.2; what 1.1 had in its place, `source-of`, checkers call outdated
        core(head, "source", metadata.page_source)
        meta(head, "pageBreakSource", metadata.page_source)
    for name, value in metadata.accessibility:
        meta(head, f"schema:{name}", value)
    if metadata.contact:
        meta(head, "a11y:contactEmail", metadata.contact)
    if metadata.conformance:
        claim, certifier = metadata.conformance
        meta(head, "dcterms:conformsTo", claim).set("id", "conformance")
        meta(head, "a11y:certifiedBy", certifier, "conformance")


def core(head: Element, name: str, value: str, identifier: str = "") -> None:
    """One element of Dublin Core."""
    element = etree.SubElement(head, f"{{{DC}}}{name}")
    element.text = printable(" ".join(value.split()))
    if identifier:
        element.set("id", identifier)


def meta(head: Element, name: str, value: str, refines: str = "", scheme: str = "") -> Element:
    """One `meta`, about the package or about another statement."""
    element = etree.SubElement(head, f"{{{OPF}}}meta", property=name)
    element.text = printable(" ".join(value.split()))
    if scheme:
        element.set("scheme", scheme)
    if refines:
        element.set("refines", f"#{refines}")
    return element

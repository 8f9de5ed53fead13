"""A finished edition, site or e-book → its files, the links on each page, and the anchors that they may name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from lxml import etree, html

PAGES = (".html", ".htm", ".xhtml", ".opf", ".ncx", "META-INF/container.xml")
NO_PAGES = {"_static", "_sources", "_downloads"}  # templates and files of others, not pages of the site
# Sphinx writes this page for its script; its links are made when it runs.
NO_READER_PAGES = {"search.html"}
LINKS = ("href", "src", "poster", "xlink:href", "{http://www.w3.org/1999/xlink}href")
PICTURE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
"""One candidate of `srcset`: an address, and perhaps how wide or dense it is."""


@dataclass(frozen=True)
class Link:
    """A link as it stands on a built page."""

    page: str
    target: str
    line: int
    """Of the built page."""


class Shelf:
    """The files of an edition by their names, with `/` between the parts; upper and lower case count."""

    def __init__(self, files: frozenset[str], read: Callable[[str], bytes]) -> None:
        self.files = files
        self.pages = [name for name in sorted(files) if is_page(name)]
        self.tree = cache(lambda name: parsed(name, read(name)))
        """The elements of a page."""
        self.anchors = cache(lambda name: anchors_of(self.tree(name)))
        """What a fragment may name on a page."""

    def links(self) -> Iterator[Link]:
        """Every link that stays inside the edition, each once a page, in the order of pages and lines."""
        for page in self.pages:
            if page.rpartition("/")[2] in NO_READER_PAGES:
                continue
            seen = set()
            for element, target in targets(self.tree(page)):
                if is_local(target) and target not in seen:
                    seen.add(target)
                    yield Link(page, target, cast("int | None", element.sourceline) or 1)


def shelf_of_site(site: Path) -> Shelf:
    """The files of a site."""
    files = frozenset(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    return Shelf(files, lambda name: (site / name).read_bytes())


def shelf_of_book(book: Path) -> Shelf:
    """The files in an EPUB."""
    with zipfile.ZipFile(book) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    return Shelf(frozenset(held), held.__getitem__)


def is_page(name: str) -> bool:
    """Whether the links of a file are followed."""
    return name.endswith(PAGES) and name.partition("/")[0] not in NO_PAGES


def parsed(name: str, raw: bytes) -> list[etree._Element]:
    """The elements of a page in document order; those of a broken page as far as they can be read."""
    if not raw.strip():
        return []
    if name.endswith((".html", ".htm")):
        tree = html.document_fromstring(raw, html.HTMLParser(encoding="utf-8"))
    else:
        tree = etree.fromstring(raw, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    return [] if tree is None else [element for element in tree.iter() if isinstance(element.tag, str)]


def anchors_of(elements: list[etree._Element]) -> set[str]:
    """The values of `id` and `name`."""
    return {value for element in elements for value in (element.get("id"), element.get("name")) if value}


def targets(elements: list[etree._Element]) -> Iterator[tuple[etree._Element, str]]:
    """Each element with each address that it names."""
    for element in elements:
        kind = etree.QName(element).localname
        for name in (*LINKS, *(["data"] if kind == "object" else [])):
            if value := (element.get(name) or "").strip():
                yield element, value
        for found in PICTURE.finditer(element.get("srcset") or ""):
            yield element, found[1]
        if kind == "rootfile" and (package := element.get("full-path")):
            yield element, f"/{package}"  # counts from the root of the e-book


def is_local(target: str) -> bool:
    """Whether a link stays inside the edition."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False  # no address at all: the check of links to other sites says so
    return not parts.scheme and not parts.netloc

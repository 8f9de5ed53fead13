"""Written pages → the files of the package, and the facts that its metadata may claim.

Each page is read once: its pictures are put in, its identifiers noted, its links checked against those of the others.
"""

from __future__ import annotations

import base64
import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, unquote_to_bytes

from lxml import etree
from sphinx.util import logging

from pamphleteer.epub.accessibility import Facts
from pamphleteer.epub.formulas import Formulas, drawings, size_pictures
from pamphleteer.epub.names import plain, tag
from pamphleteer.epub.normalise.images import SOURCE
from pamphleteer.epub.normalise.pages import PREFIX
from pamphleteer.epub.pictures import Picture, packable, picture
from pamphleteer.epub.xhtml import (
    AT,
    EPUB_TYPE,
    address_key,
    classes,
    drop,
    find,
    local,
    new,
    parent_of,
    remove,
    replace,
    serialise,
    set_classes,
    unwrap,
    values,
)
from pamphleteer.sandbox.addresses import scheme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pamphleteer.epub.xhtml import Element

logger = logging.getLogger(__name__)


@dataclass
class Binding:
    """The package while it is put together."""

    source_folder: Path
    sphinx_images: dict[str, Path]
    """Name that Sphinx gave a picture → its file."""
    drawings: Path
    """Folder that keeps drawings from build to build."""
    place_of: Callable[[str, str], str] = lambda _page, _identifier: "conf.py:1"
    """Where the thing that an identifier of a page names was written, for links that nobody wrote: of contents and indices."""
    most_width: int = 0
    is_paged: bool = False
    """Whether page breaks stay; else they go, as those of another text."""
    files: dict[str, bytes | Path] = field(default_factory=dict)
    """Path in the package → its bytes, or the file that is packed as it is: pictures would fill the memory."""
    properties: dict[str, set[str]] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    names: dict[str, str] = field(default_factory=dict)
    """Picture as a page names it → path in the package; empty for one that cannot be shown."""
    packed: dict[Path, str] = field(default_factory=dict)
    """File → its path in the package: pages may name it in several ways."""
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    sources: dict[str, frozenset[str]] = field(default_factory=dict)
    """Page → identifiers of the entries of its bibliographies."""
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    """Page → its links to places in the book, with the place in the source where each was written."""
    formulas: Formulas = field(default_factory=Formulas)
    pages: list[tuple[str, str]] = field(default_factory=list)
    """The printed pages in reading order: number, place in the package."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Page → epub:type of its section."""

    def add(self, href: str, data: bytes | Path, *properties: str) -> None:
        """A file that is ready."""
        self.files[href] = data
        self.properties[href] = set(properties)

    def add_page(self, href: str, root: Element, *properties: str) -> None:
        """A page: its pictures, its part in the facts, its identifiers and links."""
        for image in find(root, "//h:img|//s:image"):
            self.put_picture(image, href)
        self.count(root)
        self.note_pages(root, href)
        self.formulas.take(root, href)
        found = set(properties)
        found |= {"svg"} if find(root, "//s:svg") else set()
        found |= {"mathml"} if find(root, "//m:math") else set()
        self.kinds[href] = next(iter(values(root, "./h:body/h:section/@epub:type")), "")
        self.ids[href] = frozenset(values(root, "//@id"))
        self.sources[href] = frozenset(values(root, "//h:ul[@class='sources']/h:li/@id"))
        self.links[href] = {}
        for link in find(root, "//h:a[contains(@href,'#')]"):
            place = link.attrib.pop(AT, "")
            if not scheme(link.get("href", "")):
                self.links[href].setdefault(link.get("href", ""), str(place))
        self.add(href, serialise(root), *found)

    def note_pages(self, root: Element, href: str) -> None:
        """Where printed pages begin."""
        for mark in find(root, "//h:span[@role='doc-pagebreak']"):
            identifier = mark.get("id", "")
            if self.is_paged:
                self.pages.append((identifier.removeprefix(PREFIX), f"{href}#{identifier}"))
            else:
                drop(mark)

    def count(self, root: Element) -> None:
        """Facts of a page; the mark of undescribed pictures has done its work then."""
        for image in find(root, "//h:img|//s:svg[not(ancestor::s:svg)]"):
            silent = "no-alt" in classes(image)
            self.facts.undescribed += silent
            self.facts.images += silent or bool(image.get("alt") or image.get("aria-label"))
            set_classes(image, *(name for name in classes(image) if name != "no-alt"))
        formulas = find(root, "//m:math")
        self.facts.formulas += len(formulas)
        self.facts.unreadable_formulas += len(find(root, "//h:code[@class='unread-formula']"))
        self.facts.bare_tables += len(find(root, "//h:table[not(.//h:th)]"))
        self.facts.headings += len(find(root, "//h:h1|//h:h2|//h:h3"))

    def put_picture(self, image: Element, href: str) -> None:
        """Let an image element point at a file of the package, or stand aside for its words."""
        key = address_key(image)
        address, place = image.get(key) or "", str(image.attrib.pop(AT, "")) or self.place_of(href, "")
        name = address if address.startswith("data:") else unquote(address)
        if name in self.files:
            return
        if name not in self.names:
            self.names[name] = self.take_in(name, place)
        if self.names[name]:
            image.set(key, quote(posixpath.relpath(self.names[name], posixpath.dirname(href) or ".")))
        elif local(image):
            replace(image, new("span", image.get("alt") or ""))
        else:
            parent_of(image).remove(image)

    def take_in(self, name: str, place: str) -> str:
        """Put a picture into the package; its path there, or nothing, with a warning."""
        path = None
        try:
            path = None if name.startswith("data:") else self.path_of(name)
            if path in self.packed:
                return self.packed[path]
            same = packable(path, self.most_width) if path else None
            data = b"" if same else path.read_bytes() if path else inline_data(name)
        except (OSError, ValueError):
            warn(f"image file not found: “{path or name[:40]}”", place, "image")
            return ""
        found = Picture(data, *same) if same else picture(data, self.most_width)
        if found is None:
            warn(
                f"“{path or name[:40]}” holds no picture that can be read: save it as PNG, JPEG or SVG",
                place,
                "image",
            )
            return ""
        for part in found.dropped:
            warn(
                f"{part} does not work in an e-book: it is left out of “{path or 'the picture'}”",
                place,
                "script",
            )
        self.facts.moving |= found.moves
        stem = plain(posixpath.splitext(posixpath.basename(str(path)))[0]) if path else f"inline-{tag(name)}"
        href = f"images/{stem}.{found.suffix}"
        if href in self.files:
            href = f"images/{stem}-{tag(name)}.{found.suffix}"
        self.add(href, path if path and found.data is data else found.data)
        if path:
            self.packed[path] = href
        return href

    def path_of(self, name: str) -> Path:
        """The file behind the name that a page gives a picture."""
        if name.startswith(SOURCE):
            return self.source_folder / name[len(SOURCE) :]
        base = posixpath.basename(name)
        found = self.sphinx_images.get(base) or self.source_folder / base
        if base.startswith(".") and base not in self.sphinx_images:
            raise FileNotFoundError(name)  # raw HTML may name what no reader shall see
        return found

    def finish(self) -> None:
        """What needs all pages: pictures of formulas; links to places that no page has; links to sources, which say so."""
        pictures = drawings(self.formulas.sources, self.drawings, self.formulas.places)
        for name, data in pictures.items():
            self.add(name, data)
        for href, links in self.links.items():
            targets = {link: self.target(href, link) for link in links}
            dead = {link for link, (page, place) in targets.items() if place not in self.ids.get(page, ())}
            cited = {link for link, (page, place) in targets.items() if place in self.sources.get(page, ())}
            if dead or cited or href in self.formulas.pages:
                root = etree.fromstring(bytes(self.files[href]))
                size_pictures(root, pictures)
                places = {link: links[link] or self.place_of(*targets[link]) for link in dead}
                self.mend_links(root, places, cited)
                self.files[href] = serialise(root)

    def mend_links(self, root: Element, dead: dict[str, str], cited: set[str]) -> None:
        """Dead links, each with its place, lead to the page itself, or stay as words; links to sources say that they are."""
        for link in find(root, "//h:a[contains(@href,'#')]") if dead or cited else ():
            address = link.get("href", "")
            if address in cited and link.get("role") != "doc-backlink":
                link.set("role", "doc-biblioref")
                link.set(EPUB_TYPE, "biblioref")
            elif address in dead:
                mend(link, dead[address])

    def target(self, href: str, link: str) -> tuple[str, str]:
        """(page, identifier) that a link of a page leads to."""
        path, _sign, fragment = link.partition("#")
        return (
            posixpath.normpath(posixpath.join(posixpath.dirname(href), unquote(path))) if path else href
        ), fragment


def mend(link: Element, place: str) -> None:
    """A dead link: the page without the place, or only the words."""
    path, _sign, fragment = link.get("href", "").partition("#")
    if path:
        link.set("href", path)
        warn(
            f"link to “#{fragment}”, which that page does not have: it leads to the start of the page",
            place,
            "link",
        )
        return
    warn(f"link to “#{fragment}”, which this page does not have: its words stay", place, "link")
    for key in ("href", "role", EPUB_TYPE):
        remove(link, key)
    unwrap(link)


def inline_data(address: str) -> bytes:
    """The bytes in a `data:` address."""
    head, _comma, data = address.partition(",")
    return base64.b64decode(data, validate=False) if head.endswith(";base64") else unquote_to_bytes(data)


def warn(message: str, place: str, subtype: str) -> None:
    """A warning about a page or a picture, at `path:line`."""
    logger.warning(message, location=place, type="epub", subtype=subtype)

"""An AZW3 that calibre wrote → what a Kindle finds in it; KindleUnpack and a look at the first record read it back."""

from __future__ import annotations

import contextlib
import io
import re
from html import escape, unescape
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple, cast

from lxml import etree
from mobi.kindleunpack import unpackBook

NAMES = {"h": "http://www.w3.org/1999/xhtml", "ncx": "http://www.daisy.org/z3986/2005/ncx/"}
SHOWN = "[not(ancestor::*[local-name()='svg'])]"
EXTH_COVER, EXTH_LANGUAGE = 201, 524
LOCALES = {1: "ar", 9: "en", 25: "ru"}
"""Low byte of the language in a MOBI header → language."""


class Line(NamedTuple):
    """A line of the contents, and where it leads: “page#anchor”."""

    depth: int
    words: str
    target: str


class Kindle:
    """A book for Kindle that is taken apart into a folder."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.raw = path.read_bytes()
        self.head = self.record(0)
        with contextlib.redirect_stdout(io.StringIO()):
            unpackBook(str(path), str(folder), epubver="A", dowriteraw=True)
        self.folder = folder / "mobi8" / "OEBPS"
        package = (self.folder / "content.opf").read_text(encoding="utf-8")
        names = [name for name in re.findall(r'href="(Text/[^"]+)" />', package) if "#" not in name]
        names = [name for name in names if not name.endswith("cover_page.xhtml")]  # KindleUnpack's own
        self.pages = {Path(name).name: etree.parse(str(self.folder / name)).getroot() for name in names}

    def record(self, number: int) -> bytes:
        """A record of the Palm database."""
        start, end = (int(unpack_from(">L", self.raw, 78 + 8 * n)[0]) for n in (number, number + 1))
        return self.raw[start:end]

    @property
    def descriptions(self) -> list[str]:
        """The text alternatives of pictures, from the markup as it is: KindleUnpack puts some drawings in its place."""
        (raw,) = self.folder.parent.glob("*.rawml")
        tags = re.findall(r"<img [^>]*>", raw.read_text(encoding="utf-8"))
        return [unescape(found[1]) for tag in tags if (found := re.search(r' alt="([^"]*)"', tag))]

    def exth(self, wanted: int) -> list[bytes]:
        """The values of one kind in the extended header."""
        at = 16 + int(unpack_from(">L", self.head, 0x14)[0])
        assert self.head[at : at + 4] == b"EXTH"
        count, found = int(unpack_from(">L", self.head, at + 8)[0]), []
        at += 12
        for _number in range(count):
            kind, size = unpack_from(">LL", self.head, at)
            if kind == wanted:
                found.append(self.head[at + 8 : at + size])
            at += size
        return found

    @property
    def languages(self) -> list[str]:
        """The language of the header, which is that of the book, then those of the extended header."""
        code = int(unpack_from(">L", self.head, 0x5C)[0]) & 0xFF
        return [LOCALES.get(code, str(code)), *(value.decode() for value in self.exth(EXTH_LANGUAGE))]

    @property
    def cover(self) -> bytes:
        """The picture that stands on the shelf."""
        (offset,) = self.exth(EXTH_COVER)
        pictures = int(unpack_from(">L", self.head, 0x6C)[0])
        return self.record(pictures + int.from_bytes(offset, "big"))

    def contents(self) -> list[Line]:
        """The lines of the contents that a Kindle shows in its menu."""
        raw = (self.folder / "toc.ncx").read_text(encoding="utf-8").partition("?>")[2]
        clean = re.sub(r"<text>(.*)</text>", lambda m: f"<text>{escape(m[1])}</text>", raw)
        root, lines = etree.fromstring(clean), []
        for point in root.iter(f"{{{NAMES['ncx']}}}navPoint"):
            depth = sum(1 for parent in point.iterancestors(str(point.tag)))
            (words,) = cast("list[str]", point.xpath("ncx:navLabel/ncx:text/text()", namespaces=NAMES))
            (target,) = cast("list[str]", point.xpath("ncx:content/@src", namespaces=NAMES))
            lines.append(Line(depth, words, target.removeprefix("Text/")))
        return lines

    def find(self, query: str) -> list[tuple[str, etree._Element]]:
        """What an XPath query finds on all pages, each with the name of its page."""
        return [
            (name, found)
            for name, page in self.pages.items()
            for found in cast("list[etree._Element]", page.xpath(query, namespaces=NAMES))
        ]

    def at(self, target: str) -> etree._Element | None:
        """The element that a link leads to."""
        name, _hash, anchor = target.partition("#")
        if name not in self.pages:
            return None
        page = self.pages[name]
        found = cast("list[etree._Element]", page.xpath("//*[@id=$id]", id=anchor)) if anchor else [page]
        return found[0] if found else None


def words_of(element: etree._Element) -> list[str]:
    """The words of an element; those in drawings are pictures, for a Kindle."""
    return "".join(map(str, cast("list[str]", element.xpath(f"descendant::text(){SHOWN}")))).split()


def words_from(element: etree._Element, count: int = 6) -> list[str]:
    """The words that a reader sees first who is led to an element."""
    words = words_of(element)
    if len(words) < count:
        texts = cast("list[str]", element.xpath(f"(descendant::text()|following::text()){SHOWN}"))
        words = "".join(map(str, texts)).split()
    return words[:count]

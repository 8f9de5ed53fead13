"""The e-books as a Kindle gets them: calibre makes AZW3 of them, another program reads it back, nothing is lost.

These look at the guide that `make all` has built, and at the demanding book.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from conftest import BOOKS, Tell
from epub_book import NAMES, Epub
from kindle_book import Kindle, words_from, words_of
from lxml import etree
from tools import ROOT, azw3, missing, run

NOTES = "//h:a[@role='doc-noteref']"
LONG_TABLE = "Tag table has no aid and a too large chunk size. Adding anyway."
"""calibre says so of every table of more than 8 kB, and is right to leave it whole: Kindle fails on the pieces."""


@dataclass(frozen=True)
class Pair:
    """An e-book, what calibre made of it, and what it said meanwhile."""

    epub: Epub
    kindle: Kindle
    complaints: list[str]

    @property
    def pages(self) -> dict[str, etree._Element]:
        """The pages of the e-book without that of the cover, which a Kindle shows by itself."""
        return {name: self.epub.find(name, "/*")[0] for name in self.epub.spine if name != "cover.xhtml"}

    def led_to(self, href: str, page: str = "") -> etree._Element:
        """The element of the e-book that a link on a page leads to."""
        name, _hash, anchor = href.partition("#")
        path = str((Path("/", page).parent / name).resolve())[1:] if name else page
        return self.epub.find(path, f"//*[@id='{anchor}']" if anchor else "//h:body")[0]


def demanding(folder: Path) -> Path:
    """The book that holds every construct, as an e-book."""
    source, out = BOOKS / "epub-demanding", folder / "epub"
    done = run([sys.executable, "-m", "sphinx", "-q", "-b", "epub", "-d", folder / "doctrees", source, out])
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.epub"))


@pytest.fixture(scope="module", params=["guide", "demanding"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """A book before and after."""
    folder = tmp_path_factory.mktemp("kindle")
    book = next((ROOT / "_build" / "epub").glob("*.epub"), None)
    if request.param == "demanding":
        book = demanding(folder)
    if book is None:
        missing("no e-book in _build/epub: run make all first")
    assert book
    complaints = azw3(book, folder / "book.azw3")
    return Pair(Epub(book), Kindle(folder / "book.azw3", folder / "apart"), complaints)


def entries(pair: Pair) -> Iterator[tuple[int, str, etree._Element]]:
    """The lines of the contents in the e-book: depth, words, place."""
    for link in pair.epub.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:li/*[self::h:a or self::h:span]"):
        depth = sum(1 for parent in link.iterancestors() if str(parent.tag).endswith("}ol")) - 1
        yield depth, "".join(map(str, link.itertext())), pair.led_to(link.get("href") or "#nowhere")


def inner(page: etree._Element) -> list[str]:
    """The links on a page that stay in the book; not the landmarks, which nobody sees."""
    links = cast("list[str]", page.xpath("//h:a[not(ancestor::h:nav[@hidden])]/@href", namespaces=NAMES))
    return [href for href in map(str, links) if not re.match(r"\w+:", href)]


def test_the_converter_has_no_complaint(pair: Pair, tell: Tell) -> None:
    """No error, no style that calibre does not know, no file that it misses."""
    complaints = [line for line in pair.complaints if line != LONG_TABLE]
    tell(f"calibre, Kindle of {pair.epub.path.name}: {len(complaints)} complaints")
    assert complaints == []


def test_the_contents_are_whole(pair: Pair) -> None:
    """All entries, their nesting, their words and their order; each leads to the same words."""
    before = [(depth, words, words_from(place)) for depth, words, place in entries(pair)]
    after = []
    for line in pair.kindle.contents():
        place = pair.kindle.at(line.target)
        after.append((line.depth, line.words, [] if place is None else words_from(place)))
    assert after == before
    assert len(before) > 20


def test_the_page_of_contents_is_the_only_one(pair: Pair) -> None:
    """No list is added: that of calibre is in English in every book, and without style."""
    assert len(pair.kindle.find("//h:body[@id='calibre_generated_inline_toc']")) == 0
    assert len(pair.kindle.find("//h:nav[@role='doc-toc']")) == 1


def test_each_note_is_a_step_away_and_a_step_back(pair: Pair) -> None:
    """A reference leads to its note, the note has its words and leads back."""
    notes = []
    for name, page in pair.pages.items():
        for link in page.iterfind(".//{*}a[@role='doc-noteref']"):
            note = pair.led_to(str(link.get("href")), name)
            notes.append((words_of(link), words_of(note)))
    led = []
    for name, link in pair.kindle.find(NOTES):
        found = pair.kindle.at(str(link.get("href")))
        assert found is not None
        backs = found.iterfind(".//*[@role='doc-backlink']")
        assert f"{name}#{link.get('id')}" in [back.get("href") for back in backs]
        led.append((words_of(link), words_of(found)))
    assert led == notes
    assert notes or "demanding" not in pair.epub.path.name


def test_each_link_leads_to_the_same_words(pair: Pair, tell: Tell) -> None:
    """Links within the book stand where they stood, and lead where they led."""
    links = [(name, href) for name, page in pair.pages.items() for href in inner(page)]
    before = [(name, href, words_from(pair.led_to(href, name))) for name, href in links]
    places = [pair.kindle.at(href) for page in pair.kindle.pages.values() for href in inner(page)]
    after = [[] if place is None else words_from(place) for place in places]
    assert len(after) == len(before)
    astray = [found for found, words in zip(before, after, strict=True) if found[2] != words]
    tell(f"Kindle of {pair.epub.path.name}: {len(astray)} of {len(before)} links lead elsewhere")
    assert astray == []


def test_languages(pair: Pair) -> None:
    """The book is in its first language for the shelf and the dictionary, each chapter in its own, with its direction."""
    languages = pair.epub.metadata("dc:language")
    assert pair.kindle.languages == [languages[0], *languages]
    before = [
        (page.get("lang"), [s.get("dir") for s in page.iterfind("{*}body/{*}section")])
        for page in pair.pages.values()
    ]
    after = [
        (page.get("lang"), [s.get("dir") for s in page.iterfind("{*}body/{*}section")])
        for page in pair.kindle.pages.values()
    ]
    assert after == before


def test_the_cover_is_the_cover(pair: Pair) -> None:
    """The picture on the shelf is ours, to the byte, and comes no second time as a page."""
    (name,) = pair.epub.values("package.opf", "//opf:item[@properties='cover-image']/@href")
    assert pair.kindle.cover == pair.epub.files[name]
    assert pair.kindle.find("//h:img[@role='doc-cover']") == []


def test_no_word_and_no_picture_is_lost(pair: Pair, tell: Tell) -> None:
    """The same words in the same order, formulas too, and pictures with the same descriptions."""
    before = [word for page in pair.pages.values() for word in words_of(page)]
    after = [word for page in pair.kindle.pages.values() for word in words_of(page)]
    tell(f"Kindle of {pair.epub.path.name}: {len(after)} words for {len(before)} of the e-book")
    assert after == before
    alts = [img.get("alt") for page in pair.pages.values() for img in page.iter("{*}img")]
    assert pair.kindle.descriptions == alts
    shown = [str(img.get("src")) for _name, img in pair.kindle.find("//h:img")]
    assert shown
    assert [src for src in shown if not (pair.kindle.folder / "Text" / src).is_file()] == []

"""Contents, landmarks, parts, numbers, languages, index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from sphinx.locale import translators

Write = Callable[..., Path]


def demanding(build: Build) -> Epub:
    """The demanding book."""
    return Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))


def test_contents(build: Build) -> None:
    """Captions are groups, numbers are there, sections stand before the documents below them."""
    assert demanding(build).contents() == [
        "A demanding book: code & figures <1>",
        "About this book",
        "The basics",
        "  1. Building blocks",
        "    1.4. After the chapters",
        "    1.1. Boxes and tabs",
        "    1.2. Notes, numbers and names",
        "    1.3. Deeper",
        "      1.3.1. The deepest page",
        "  2. Größe & Maß",
        "    2.1. Same heading",
        "      2.1.1. Deep",
        "    2.2. Same heading",
        "Other tongues",
        "  ما هو التشنج؟",
        "  Что такое судорога?",
        "    Первая помощь",
        "At the end",
        "  Raw HTML",
        "  An interface",
        "    widgets.spin()",
        "    Widget",
        "      Widget.turn()",
        "  Instruments",
        "    Gauge",
        "      Gauge.read()",
        "      Gauge.step",
        "    LIMIT",
        "    reset()",
        "  Glossary",
        "  Sources",
        "  A long table",
        "Python Module Index",
        "Index",
    ]


def test_ncx_says_the_same(build: Build) -> None:
    """The NCX has the same lines, groups included, each leading somewhere."""
    book = demanding(build)
    assert book.values("toc.ncx", "//ncx:navPoint/ncx:navLabel") == [line.strip() for line in book.contents()]
    targets = book.values("toc.ncx", "//ncx:navPoint/ncx:content/@src")
    assert {target.partition("#")[0] for target in targets} <= set(book.files)


def test_contents_follow_the_spine(build: Build) -> None:
    """The order of the contents is the reading order (EPUB 3.3, 5.4.2.2)."""
    book = demanding(build)
    pages = [
        href.partition("#")[0] for href in book.values("nav.xhtml", "//h:nav[@epub:type='toc']//h:a/@href")
    ]
    places = [book.spine.index(page) for page in pages]
    assert places == sorted(places)


def test_landmarks(build: Build) -> None:
    """Cover, title page, contents, text, glossary, sources, index."""
    book = demanding(build)
    marks = "//h:nav[@epub:type='landmarks']//h:a/@"
    kinds = ["cover", "titlepage", "toc", "bodymatter", "glossary", "bibliography", "index"]
    assert book.values("nav.xhtml", f"{marks}epub:type") == kinds
    assert book.values("nav.xhtml", f"{marks}href")[3] == "text/part/index.xhtml"
    assert book.values("nav.xhtml", f"{marks}href")[4] == "text/glossary.xhtml"
    guide = book.find("package.opf", "//opf:guide/opf:reference")  # for converters: see test_gate_kindle
    assert [(str(e.get("type")), str(e.get("href"))) for e in guide] == [
        ("cover", "cover.xhtml"),
        ("toc", "nav.xhtml#toc"),
    ]


def test_a_group_leads_to_its_first_page(build: Build) -> None:
    """The title of a group is a link, and stands out as one line of its kind."""
    book = demanding(build)
    groups = "//h:nav[@epub:type='toc']//*[@class='contents-caption']"
    assert book.values("nav.xhtml", groups) == ["The basics", "Other tongues", "At the end"]
    targets = book.values("nav.xhtml", f"{groups}/@href")
    assert targets == ["text/part/index.xhtml", "text/languages/arabic.xhtml", "text/raw.xhtml"]


def test_parts_and_chapters(build: Build) -> None:
    """What a page is follows from its place and from what it holds; roles match."""
    book = demanding(build)
    kind = {
        name: (
            book.values(name, "//h:body/h:section/@epub:type"),
            book.values(name, "//h:body/h:section/@role"),
        )
        for name in book.spine
    }
    assert kind["text/part/index.xhtml"] == (["part"], ["doc-part"])
    assert kind["text/part/notes.xhtml"] == (["chapter"], ["doc-chapter"])
    assert kind["text/glossary.xhtml"] == (["glossary"], ["doc-glossary"])
    assert kind["text/sources.xhtml"] == (["bibliography"], ["doc-bibliography"])
    assert kind["text/genindex.xhtml"] == (["index"], ["doc-index"])
    assert kind["text/index.xhtml"] == (["titlepage"], [])


def test_language_and_direction(build: Build) -> None:
    """Each chapter has its language and direction, in the page and in the contents."""
    book = demanding(build)
    assert book.values("text/languages/arabic.xhtml", "/h:html/@lang") == ["ar"]
    assert book.values("text/languages/arabic.xhtml", "/h:html/@xml:lang") == ["ar"]
    assert book.values("text/languages/arabic.xhtml", "/h:html/@dir|//h:section[@id]/@dir") == ["rtl", "rtl"]
    assert book.values("text/languages/arabic.xhtml", "//h:pre/@dir") == ["ltr"]
    assert book.values("text/languages/russian.xhtml", "/h:html/@lang|/h:html/@dir") == ["ru", "ltr"]
    assert book.values("nav.xhtml", "//h:a[@lang='ar']/@dir") == ["rtl"]


def test_fixed_words_follow_the_page(build: Build) -> None:
    """“Note” in an Arabic chapter of an English book is Arabic."""
    book = demanding(build)
    assert book.values("text/languages/arabic.xhtml", "//h:aside/h:p[1]") == ["ملاحظة"]
    assert book.values("text/part/design.xhtml", "//h:aside[1]/h:p[1]")[0] == "Note"


def test_right_to_left_book(build: Build, write_book: Write) -> None:
    """In a Hebrew book pages turn from right to left and our words are Hebrew."""
    folder = write_book(
        {"index.md": "# ספר\n\n```{toctree}\nפרק\n```\n", "פרק.md": "# פרק\n\nמילים.\n"}, 'language = "he"'
    )
    try:
        book = Epub(build(folder, "epub").file("*.epub"))
    finally:
        translators.clear()  # Sphinx keeps a language for the rest of the process when the next book is English
    assert book.values("package.opf", "//opf:spine/@page-progression-direction") == ["rtl"]
    assert book.values("nav.xhtml", "//h:h1") == ["תוכן העניינים"]
    assert book.values("nav.xhtml", "/h:html/@dir") == ["rtl"]


def test_index(build: Build) -> None:
    """Terms, sub-terms, and places named by the title of their page."""
    book = demanding(build)
    terms = book.values("text/genindex.xhtml", "//h:li[@epub:type='index-entry']")
    assert "tendonof the knee, Notes, numbers and names" in terms
    assert "hamstring, Glossary" in terms
    targets = book.values("text/genindex.xhtml", "//h:a[@epub:type='index-locator']/@href")
    assert targets
    for target in targets:
        path, _sign, fragment = target.partition("#")
        assert fragment in book.values(f"text/{path}", "//@id")


def test_no_index_without_entries(build: Build, write_book: Write) -> None:
    """A book without index entries has no index, and does not claim one."""
    folder = write_book(
        {"index.md": "# A book\n\n```{toctree}\nchapter\n```\n", "chapter.md": "# Chapter\n\nWords.\n"}
    )
    book = Epub(build(folder, "epub").file("*.epub"))
    assert "text/genindex.xhtml" not in book.files
    assert "index" not in book.metadata("schema:accessibilityFeature")


def test_listed_twice(build: Build, write_book: Write) -> None:
    """A document in two toctrees stands once in the book."""
    toctree = "```{toctree}\nchapter\n```\n"
    folder = write_book(
        {"index.md": f"# A book\n\n{toctree}\n{toctree}", "chapter.md": "# Chapter\n\nWords.\n"}
    )
    book = Epub(build(folder, "epub", faults=True).file("*.epub"))
    assert book.spine.count("text/chapter.xhtml") == 1
    assert book.contents().count("Chapter") == 1


def test_title_page(build: Build, write_book: Write) -> None:
    """Title, subtitle and author have a page of their own; what else the first page says comes after."""
    conf = 'author = "Ada"\npamphleteer_subtitle = "A subtitle"\nrelease = "1"'
    index = "# A book\n\nA preface.\n\n```{toctree}\nchapter\n```\n"
    folder = write_book({"index.md": index, "chapter.md": "# Chapter\n\nWords.\n"}, conf)
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("title.xhtml", "//h:h1|//h:p") == ["A book", "A subtitle", "Ada"]
    assert book.values("text/index.xhtml", "//h:h1|//h:p") == ["A book", "A preface."]
    assert book.spine[:4] == ["cover.xhtml", "title.xhtml", "nav.xhtml", "colophon.xhtml"]
    assert book.contents() == ["About this book", "A book", "Chapter"]


def test_colophon_and_cover(build: Build, write_book: Write) -> None:
    """Review, version, date, rights, licence, address; the cover says title, subtitle and author in its alternative."""
    conf = (
        'author = "Ada"\ncopyright = "2026, Ada"\nversion = release = "1.2"\npamphleteer_licence = "CC BY 4.0"\n'
        'pamphleteer_address = "example.org/book"'
    )
    chapter = "---\nclinical_review: none\nlast_reviewed: 2026-05-01\nnext_review: 2027-05-01\n---\n# Chapter\n\nWords.\n"
    folder = write_book({"index.md": "# A book\n\n```{toctree}\nchapter\n```\n", "chapter.md": chapter}, conf)
    book = Epub(build(folder, "epub").file("*.epub"))
    words = book.page("colophon.xhtml")
    for part in ("Not yet clinically reviewed", "Version 1.2, 28 May 2026", "© 2026, Ada", "CC BY 4.0", "example.org/book",
                 "Last reviewed: 1 May 2026", "Next review: 1 May 2027"):  # fmt: skip
        assert part in words
    assert "Not yet clinically reviewed" in book.page("text/index.xhtml")
    assert book.values("cover.xhtml", "//h:img/@alt") == ["A book. Ada"]
    assert book.values("package.opf", "//opf:item[@properties='cover-image']/@media-type") == ["image/jpeg"]
    assert book.files["images/cover.jpg"].startswith(b"\xff\xd8\xff")


def test_cover_of_conf(build: Build, write_book: Write) -> None:
    """epub_cover wins over the cover that we make."""
    from test_epub_package import PNG

    files = {
        "index.md": "# A book\n\n```{toctree}\nchapter\n```\n",
        "chapter.md": "# Chapter\n\nWords.\n",
        "front.png": PNG,
    }
    book = Epub(
        build(write_book(files, 'epub_cover = ("front.png", "epub-cover.html")'), "epub").file("*.epub")
    )
    assert book.files["images/cover.png"] == PNG


@pytest.mark.parametrize(("words", "start"), [("Begin here.\n\n", "index"), ("", "chapter")])
def test_the_text_begins_with_the_first_page_that_says_something(
    build: Build, write_book: Write, words: str, start: str
) -> None:
    """An introduction above the contents tells readers where to go; a first page of contents alone is the title page."""
    toc = "```{toctree}\nchapter\n```\n"
    files = {"index.md": f"# A book\n\n{words}{toc}", "chapter.md": "# Chapter\n\nWords.\n"}
    book = Epub(build(write_book(files), "epub").file("*.epub"))
    assert book.values("nav.xhtml", "//h:a[@epub:type='bodymatter']/@href") == [f"text/{start}.xhtml"]


def test_text_of_a_single_page(build: Build, write_book: Write) -> None:
    """A book of one page begins with its text, not with its title page."""
    book = Epub(build(write_book({"index.md": "# A book\n\nAll its words.\n"}), "epub").file("*.epub"))
    assert "title.xhtml" in book.spine
    assert book.values("nav.xhtml", "//h:a[@epub:type='bodymatter']/@href") == ["text/index.xhtml"]

"""The package: what is in it, in which order, with which metadata, and always the same bytes."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BOOKS, Build
from epub_book import Epub
from lxml import etree

Write = Callable[..., Path]
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00"
    b"\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def small(write_book: Write, conf: str = "", **files: str) -> Path:
    """A book of a title page and a chapter."""
    return write_book(
        {
            "index.md": "# A book\n\n```{toctree}\nchapter\n```\n",
            "chapter.md": "# Chapter\n\nWords.\n",
            **files,
        },
        conf,
    )


def test_archive_layout(build: Build, write_book: Write) -> None:
    """`mimetype` comes first and stored; dates are those of the edition, in UTC."""
    book = Epub(build(small(write_book), "epub").file("a-book.epub"))
    assert book.members[0].filename == "mimetype"
    assert book.members[0].compress_type == zipfile.ZIP_STORED
    assert book.files["mimetype"] == b"application/epub+zip"
    assert {info.date_time for info in book.members} == {(2026, 5, 28, 20, 26, 40)}
    assert [info.filename for info in book.members[1:5]] == [
        "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx",
    ]  # fmt: skip


def test_every_file_is_listed_and_ascii(build: Build) -> None:
    """The manifest names exactly what is in the archive; names are ASCII, without blanks, in lower case."""
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    listed = set(book.values("package.opf", "//opf:item/@href"))
    assert listed == set(book.files) - {"mimetype", "META-INF/container.xml", "package.opf"}
    assert len(listed) > 20
    assert all(name.isascii() and name == name.lower() and " " not in name for name in listed)


def test_same_bytes_from_elsewhere(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder and another time zone change nothing."""
    first = build("epub-demanding", "epub", faults=True).file("*.epub").read_bytes()
    copy = tmp_path / "copied" / "somewhere else"
    shutil.copytree(BOOKS / "epub-demanding", copy)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert build(copy, "epub", faults=True).file("*.epub").read_bytes() == first
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_nothing_stale(build: Build, write_book: Write) -> None:
    """A chapter that is removed, and a picture that is no longer shown, are gone from the next build."""
    folder = small(write_book, **{"old.md": "# Old\n\n![A dot](dot.png)\n"})
    (folder / "dot.png").write_bytes(PNG)
    index = folder / "index.md"
    index.write_text(index.read_text() + "\n```{toctree}\nold\n```\n")
    assert {"text/old.xhtml", "images/dot.png"} <= set(Epub(build(folder, "epub").file("*.epub")).files)
    small(write_book)
    (folder / "old.md").unlink()
    after = set(Epub(build(folder, "epub").file("*.epub")).files)
    assert not {"text/old.xhtml", "images/dot.png"} & after
    assert "text/chapter.xhtml" in after


def test_reading_order(build: Build) -> None:
    """Cover, title page, contents, colophon, then the documents as the toctrees have them, the indices last."""
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    assert book.spine[:5] == [
        "cover.xhtml",
        "text/index.xhtml",
        "nav.xhtml",
        "colophon.xhtml",
        "text/part/index.xhtml",
    ]
    assert book.spine[-2:] == ["text/py-modindex.xhtml", "text/genindex.xhtml"]
    assert len(book.spine) == len(set(book.spine))


def test_left_out(build: Build, write_book: Write) -> None:
    """A page with `pamphlet` front matter, and an orphan that nothing links to, are left out without a warning; links keep their words."""
    folder = small(
        write_book,
        **{
            "chapter.md": "# Chapter\n\nSee {doc}`the leaflet <leaflet>` and this.\n",
            "leaflet.md": "---\npamphlet: trifold\n---\n# Leaflet\n",
            "orphan.md": "---\norphan: true\n---\n# Orphan\n",
        },
    )
    index = folder / "index.md"
    index.write_text(index.read_text() + "\n```{toctree}\nleaflet\n```\n")
    book = Epub(build(folder, "epub").file("*.epub"))
    assert not [name for name in book.files if "leaflet" in name or "orphan" in name]
    assert "See the leaflet and this." in book.page("text/chapter.xhtml")
    assert not book.find("text/chapter.xhtml", "//h:a")


def test_links_to_what_is_left_out_lead_to_the_web(build: Build, write_book: Write) -> None:
    """With `html_baseurl` a link to a page outside the book leads to the web edition."""
    files = {
        "chapter.md": "# Chapter\n\n{doc}`leaflet`\n",
        "leaflet.md": "---\norphan: true\npamphlet: tri-fold\n---\n# Leaflet\n",
    }
    folder = small(write_book, 'html_baseurl = "https://example.org/book/"', **files)
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:a/@href") == ["https://example.org/book/leaflet.html"]


def test_metadata(build: Build) -> None:
    """Titles, people, languages, rights and dates; the language of the book comes first."""
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    assert book.metadata("dc:title") == [
        "A demanding book: code & figures <1>",
        "Everything that breaks an e-book",
    ]
    assert book.metadata("dc:creator") == ["Ada Example"]
    assert book.metadata("dc:language") == ["en", "ar", "ru"]
    assert book.metadata("dc:date") == ["2026-05-28"]
    assert book.metadata("dcterms:modified") == ["2026-05-28T20:26:40Z"]
    assert book.metadata("schema:version") == ["2.1"]
    assert not book.metadata("dc:contributor")  # Sphinx says “unknown”
    identifier = book.metadata("dc:identifier")
    assert identifier == book.values("toc.ncx", "//ncx:meta[@name='dtb:uid']/@content")
    assert identifier[0].startswith("urn:uuid:")


def test_settings_of_sphinx(build: Build, write_book: Write) -> None:
    """The `epub_*` settings keep their meaning."""
    conf = """
epub_basename = "mine"
epub_title = "Another title"
epub_author = "Somebody"
epub_language = "de"
epub_identifier = "978-3-16-148410-0"
epub_scheme = "ISBN"
epub_uid = "BookId"
epub_publisher = "A press"
epub_tocdepth = 1
epub_show_urls = "inline"
epub_exclude_files = ["hidden.xhtml"]
"""
    folder = small(
        write_book, conf, **{"chapter.md": "# Chapter\n\n## Section\n\n[site](https://example.org/)\n"}
    )
    (folder / "hidden.md").write_text("# Hidden\n")
    index = folder / "index.md"
    index.write_text(index.read_text() + "\n```{toctree}\nhidden\n```\n")
    book = Epub(build(folder, "epub").file("mine.epub"))
    assert book.metadata("dc:title") == ["Another title"]
    assert book.metadata("dc:creator") == ["Somebody"]
    assert book.metadata("dc:publisher") == ["A press"]
    assert book.metadata("dc:language") == ["de"]
    assert book.values("package.opf", "//dc:identifier[@id='BookId']") == ["urn:isbn:9783161484100"]
    assert book.contents() == ["A book", "Chapter"]
    assert book.values("nav.xhtml", "//h:h1") == ["Inhalt"]
    assert "site [https://example.org/]" in book.page("text/chapter.xhtml")
    assert "text/hidden.xhtml" not in book.files


def test_settings_without_effect(build: Build, write_book: Write) -> None:
    """What cannot be honoured is said, with the reason."""
    conf = 'epub_theme = "traditional"\nepub_tocdup = True\nepub_pre_files = [("intro.xhtml", "Intro")]'
    warnings = build(small(write_book, conf), "epub", faults=True).warnings
    assert "epub_theme has no effect: the e-book has its own style sheet" in warnings
    assert "epub_tocdup has no effect" in warnings
    assert "epub_pre_files has no effect: make the page a document of a toctree" in warnings


def test_style_sheet_of_the_project(build: Build, write_book: Write) -> None:
    """A style sheet of epub_css_files is packed, its classes stay on the pages, its remote parts go."""
    conf = 'html_static_path = ["_static"]\nepub_css_files = ["mine.css"]\nmyst_enable_extensions = ["attrs_inline"]'
    css = '@import url("https://example.org/x.css");\n.loud { font-weight: bold; background: url(https://example.org/y.png) }\n'
    folder = small(
        write_book, conf, **{"chapter.md": "# Chapter\n\n[w]{.loud} [x]{.quiet}\n", "_static/mine.css": css}
    )
    built = build(folder, "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert book.files["styles/mine.css"] == b"\n.loud { font-weight: bold; background: none }\n"
    assert book.values("text/chapter.xhtml", "//h:link/@href") == ["../styles/book.css", "../styles/mine.css"]
    assert book.values("text/chapter.xhtml", "//h:p//@class") == ["loud"]
    assert built.warnings.count("cannot be fetched by an e-book") == 2


def test_work_folder_is_gone(build: Build, write_book: Write) -> None:
    """Only the e-book stays in the output folder."""
    built = build(small(write_book), "epub")
    assert sorted(os.listdir(built.out)) == ["a-book.epub"]


def test_fonts_only_if_asked_for(build: Build, write_book: Write) -> None:
    """Without a word no font is packed; one that a style sheet of the project names is."""
    assert not [
        name for name in Epub(build(small(write_book), "epub").file("*.epub")).files if "font" in name
    ]
    conf = 'html_static_path = ["_static"]\nepub_css_files = ["mine.css"]'
    css = '@font-face { font-family: "Mine"; src: url("mine.woff2") }\nbody { font-family: "Mine" }\n'
    folder = small(
        write_book, conf, **{"_static/mine.css": css, "_static/mine.woff2": "wOF2 as far as a packer can see"}
    )
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.files["styles/mine.woff2"].startswith(b"wOF2")
    assert book.values("package.opf", "//opf:item[@href='styles/mine.woff2']/@media-type") == ["font/woff2"]


def test_signs_that_xml_cannot_hold(build: Build, write_book: Write) -> None:
    """They are left out of titles, names, descriptions and headings, and stop no book."""
    head = '---\ntitle: "T\\x0bt"\ndescription: "d\\x0bd \\uffff"\nkeywords: "k\\x01"\n---\n'
    book = write_book(
        {
            "index.md": f"{head}# B\n\nWo\x0brds.\n\n```{{toctree}}\n:glob:\ni*\n```\n",
            "i\x0bn\x85o.md": "Words without a title.\n",
        }
    )
    out = build(book, "epub", faults=True).out
    with zipfile.ZipFile(next(out.glob("*.epub"))) as archive:
        texts = [
            archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".opf", ".ncx", ".xhtml"))
        ]
    assert len(texts) > 4
    for text in texts:
        etree.fromstring(text.encode())
    whole = "".join(texts)
    assert [words in whole for words in ("Words.", "Words without a title.")] == [True] * 2

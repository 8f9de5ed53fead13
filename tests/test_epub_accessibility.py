"""Accessibility metadata says what the pages prove, and a picture without alternative is a warning."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from PIL import Image
from test_epub_package import PNG

Write = Callable[..., Path]
INDEX = "# A book\n\n```{toctree}\nchapter\n```\n"


def book_with(write_book: Write, text: str, conf: str = "", **files: bytes) -> Path:
    """A book with pictures and this chapter."""
    pictures: dict[str, str | bytes] = {
        "dot.png": PNG,
        **{name.replace("_", "."): data for name, data in files.items()},
    }
    conf = 'myst_enable_extensions = ["attrs_inline", "dollarmath"]\nepub_cover = ("dot.png", "")\n' + conf
    return write_book({"index.md": INDEX, "chapter.md": f"# Chapter\n\n{text}\n", **pictures}, conf)


def features(book: Epub) -> list[str]:
    """The claimed features."""
    return book.metadata("schema:accessibilityFeature")


def test_described(build: Build, write_book: Write) -> None:
    """With every picture described the text is enough, and no hazard is possible."""
    book = Epub(build(book_with(write_book, "![A dot](dot.png)"), "epub").file("*.epub"))
    assert book.files["images/dot.png"] == PNG
    assert "alternativeText" in features(book)
    assert book.metadata("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert book.metadata("schema:accessMode") == ["textual", "visual"]
    assert book.metadata("schema:accessibilityHazard") == ["none"]
    assert (
        "Every picture that carries information is described."
        in book.metadata("schema:accessibilitySummary")[0]
    )
    assert not {"MathML", "index"} & set(features(book))


MISSING = {
    "![](dot.png)": "image “dot.png” has no text alternative",
    '<img src="dot.png">': "image “dot.png” has no text alternative",
    '<img src="dot.png" alt="dot.png">': "image “dot.png” has no text alternative",
    '<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>': "drawing has no text alternative",
}


@pytest.mark.parametrize("picture", MISSING)
def test_undescribed(picture: str, build: Build, write_book: Write) -> None:
    """Without a description: a warning with file and line, no claim, and no file name passed off as words."""
    built = build(
        book_with(write_book, f"See {picture}", 'pamphleteer_certified_by = "Ada"'), "epub", faults=True
    )
    book = Epub(built.file("*.epub"))
    assert f"chapter.md:3: WARNING: {MISSING[picture]}" in built.warnings
    assert "alternativeText" not in features(book)
    assert book.metadata("schema:accessModeSufficient") == ["textual,visual"]
    assert "Some pictures have no description." in book.metadata("schema:accessibilitySummary")[0]
    assert not book.metadata("dcterms:conformsTo")
    assert book.values("text/chapter.xhtml", "//h:img/@alt") in ([""], [])
    assert not book.values("text/chapter.xhtml", "//@class[contains(.,'no-alt')]")


@pytest.mark.parametrize("picture", ["![](dot.png){.decorative}", '<img src="dot.png" alt="">'])
def test_decorative(picture: str, build: Build, write_book: Write) -> None:
    """A picture that is said to tell nothing needs no words, and is no reason for a claim."""
    book = Epub(build(book_with(write_book, f"See {picture}"), "epub").file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:img/@alt|//h:img/@role") == ["", "presentation"]
    assert book.metadata("schema:accessModeSufficient")[0] == "textual"


def test_conformance_needs_a_person(build: Build, write_book: Write) -> None:
    """The claim appears with the name of who checked the book."""
    assert not Epub(build(book_with(write_book, "Words."), "epub").file("*.epub")).metadata(
        "dcterms:conformsTo"
    )
    conf = 'pamphleteer_certified_by = "Ada Example"'
    book = Epub(build(book_with(write_book, "Words.", conf), "epub").file("*.epub"))
    assert book.metadata("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert book.values(
        "package.opf", "//opf:meta[@property='a11y:certifiedBy'][@refines='#conformance']"
    ) == ["Ada Example"]


AGAINST = {
    "![](dot.png)": "pictures without a text alternative: 1",
    "$\\nosuch$": "formulas without MathML: 1",
    "<table><tr><td>a</td><td>b</td></tr></table>": "tables without a header cell: 1",
}


@pytest.mark.parametrize("text", AGAINST)
def test_no_conformance_against_the_facts(text: str, build: Build, write_book: Write) -> None:
    """What a machine can see is not overruled by a name; the reason is said."""
    folder = book_with(write_book, f"See {text}", 'pamphleteer_certified_by = "Ada Example"')
    built = build(folder, "epub", faults=True)
    assert not Epub(built.file("*.epub")).metadata("dcterms:conformsTo")
    assert (
        f"the e-book makes no claim of accessibility, whatever pamphleteer_certified_by says: {AGAINST[text]}"
        in built.warnings
    )


def test_mathematics_is_claimed(build: Build, write_book: Write) -> None:
    """MathML is claimed where there is some."""
    assert "MathML" in features(Epub(build(book_with(write_book, "$x$"), "epub").file("*.epub")))


def animation() -> bytes:
    """A GIF of two frames."""
    frames, out = [Image.new("L", (8, 8), shade) for shade in (0, 255)], io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_moving_pictures(build: Build, write_book: Write) -> None:
    """An animation may flash: “none” is not claimed."""
    folder = book_with(write_book, "![A blinking square](blink.gif)", blink_gif=animation())
    assert Epub(build(folder, "epub").file("*.epub")).metadata("schema:accessibilityHazard") == ["unknown"]


def jpeg(size: tuple[int, int]) -> bytes:
    """A picture of this size."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 100, 50)).save(out, "JPEG")
    return out.getvalue()


def test_picture_files(build: Build, write_book: Write) -> None:
    """The kind is read from the bytes; huge pictures are scaled down; other formats become PNG."""
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "BMP")
    folder = book_with(
        write_book, '![a](wrong.png) ![b](huge.jpg) <img src="old.bmp" alt="c">',
        wrong_png=jpeg((5, 5)), huge_jpg=jpeg((8000, 4000)), old_bmp=out.getvalue(),
    )  # fmt: skip
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:img/@src") == [
        "../images/wrong.jpg", "../images/huge.jpg", "../images/old.png",
    ]  # fmt: skip
    assert book.values("package.opf", "//opf:item[@href='images/wrong.jpg']/@media-type") == ["image/jpeg"]
    assert Image.open(io.BytesIO(book.files["images/huge.jpg"])).size == (6928, 3464)
    assert Image.open(io.BytesIO(book.files["images/old.png"])).size == (9, 9)


BOTH, EYES = ["textual", "textual,visual"], ["textual,visual"]
SETS = {"$\\nosuch$": BOTH, "![](dot.png) $\\nosuch$": EYES, "![A dot](dot.png) $\\nosuch$": BOTH}
"""The cover is a picture with words."""


@pytest.mark.parametrize("text", SETS)
def test_some_set_of_senses_is_always_enough(text: str, build: Build, write_book: Write) -> None:
    """And it is true: with eyes where a picture has no words, without them where all is text, be it that of TeX."""
    book = Epub(
        build(
            book_with(write_book, text, "myst_enable_extensions = ['dollarmath']"), "epub", faults=True
        ).file("*.epub")
    )
    assert book.metadata("schema:accessModeSufficient") == SETS[text]
    assert "textual" in book.metadata("schema:accessMode")


def test_contact_and_old_readers(build: Build, write_book: Write) -> None:
    """An address is given when there is one of mail; what EPUB 3.4 calls outdated is left out when that is asked for."""
    conf = 'pamphleteer_contact = "help@example.org"\npamphleteer_old_readers = False'
    book = Epub(build(book_with(write_book, "Words.", conf), "epub").file("*.epub"))
    assert book.metadata("a11y:contactEmail") == ["help@example.org"]
    assert "toc.ncx" not in book.files
    assert not book.find("package.opf", "//opf:guide|//opf:meta[@name='cover']|//opf:spine[@toc]")
    assert book.values("package.opf", "//opf:item[contains(@properties,'cover-image')]/@href") == [
        "images/cover.png"
    ]
    built = build(book_with(write_book, "Words."), "epub", faults=True, pamphleteer_contact="nobody")
    book = Epub(built.file("*.epub"))
    assert "conf.py:1: WARNING: pamphleteer_contact is “nobody”" in built.warnings
    assert not book.metadata("a11y:contactEmail")
    assert "toc.ncx" in book.files

"""What the documentation of real projects holds: badges, pages deep in the contents, signatures and the like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Build
from epub_book import Epub

Write = Callable[..., Path]
INDEX = "A book\n======\n\n.. toctree::\n\n   chapter\n"
PAGE = "text/chapter.xhtml"


def rest(build: Build, write_book: Write, text: str, conf: str = "") -> Epub:
    """A book of one chapter in reStructuredText; its warnings do not matter."""
    folder = write_book({"index.rst": INDEX, "chapter.rst": "Chapter\n=======\n\n" + text}, conf)
    return Epub(build(folder, "epub", faults=True).file("*.epub"))


def test_a_page_below_a_chapter_states_no_kind(build: Build, write_book: Write) -> None:
    """Pages that are neither part nor chapter have no epub:type, not an empty one."""
    below = "{}\n=====\n\nWords.\n\n.. toctree::\n\n   {}\n"
    pages = {"chapter.rst": below.format("One", "two"), "two.rst": below.format("Two", "three")}
    folder = write_book({"index.rst": INDEX, **pages, "three.rst": "Three\n=====\n\nWords.\n"})
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("text/two.xhtml", "//@epub:type") == ["chapter"]
    assert book.values("text/three.xhtml", "//@epub:type") == []


def test_a_badge_stays_one_link(build: Build, write_book: Write) -> None:
    """A remote picture that is a link already is shown by its words, inside that link."""
    text = ".. image:: https://e.org/badge.svg\n   :alt: build state\n   :target: https://e.org/builds\n"
    book = rest(build, write_book, text)
    assert book.values(PAGE, "//h:a/@href") == ["https://e.org/builds"]
    assert book.values(PAGE, "//h:a") == ["build state"]


def test_extensions_may_copy_after_the_build(build: Build, write_book: Write) -> None:
    """An extension that puts a file into `_static` at the end does not break the build, nor get it into the book."""
    conf = """
def copy(app, _fault):
    (app.outdir / "_static" / "late.css").write_text("p { color: red }")

def setup(app):
    app.connect("build-finished", copy)
"""
    book = rest(build, write_book, "Words.\n", conf)
    assert not any("late" in name for name in book.files)

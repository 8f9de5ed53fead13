"""The first page as Sphinx begins it: neither print nor the e-book has a page or a part of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from docutils import nodes
from epub_book import Epub
from sphinx import addnodes

from pamphleteer.firstpage import caption_of

FIRST = """.. A documentation master file, created by sphinx-quickstart.

Welcome to A book's documentation!
==================================

.. toctree::
   :maxdepth: 2
   :caption: Contents:

   one

Indices and tables
==================

* :ref:`genindex`
* :ref:`modindex`
* :ref:`search`
{more}
"""
CHAPTER = "One\n===\n\n.. index:: stairs\n\nTake the stairs slowly.\n"
Write = Callable[..., Path]


def test_what_sphinx_begins_with_is_no_page(write_book: Write, build: Build) -> None:
    """No part “Contents:”, no list of index and search; the index itself stays."""
    folder = write_book({"index.rst": FIRST.format(more=""), "one.rst": CHAPTER})
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.contents() == ["Welcome to A book’s documentation!", "One", "Index"]
    pages = [name for name in book.files if name.startswith("text/")]
    assert sorted(pages) == ["text/genindex.xhtml", "text/index.xhtml", "text/one.xhtml"]
    assert book.page("text/index.xhtml") == "A book"
    typst = build(folder, "pdf").out / ".typst"
    assert [path.name for path in (typst / "chapters").iterdir()] == ["001-one.typ"]
    main = (typst / "main.typ").read_text(encoding="utf-8")
    assert "#part" not in main
    assert "#bookindex" in main


def test_what_a_writer_adds_stays(write_book: Write, build: Build) -> None:
    """A link to anything else, and words beside the links, are text of the book."""
    more = "* :doc:`one`\n"
    folder = write_book({"index.rst": FIRST.format(more=more), "one.rst": CHAPTER})
    assert "Indices and tables" in Epub(build(folder, "epub").file("*.epub")).page("text/index.xhtml")
    typst = build(folder, "pdf").out / ".typst"
    (front,) = (typst / "chapters").glob("001-*")
    assert "Indices and tables" in front.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("caption", "kept"),
    [("Contents:", ""), ("Table of Contents", ""), ("CONTENTS", ""), ("Contents of the box", "Contents of the box"), ("", ""),
     ("Inhalt:", ""), ("目次", ""), ("فهرست مطالب:", ""), ("Sommaire :", ""), ("Inhalt der Kiste", "Inhalt der Kiste")],
)  # fmt: skip
def test_a_caption_that_says_contents_names_no_part(caption: str, kept: str) -> None:
    """Only the bare word, in any spelling."""
    assert caption_of(addnodes.toctree("", nodes.Text(""), caption=caption)) == kept

"""Passages for some editions only → each edition counts, lists and cites what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from pdf_text import pages
from sphinx.util.tags import Tags
from tools import sphinx_build

from pamphleteer.conditions import TAGS

Write = Callable[..., Path]
CONF = 'extensions += ["sphinx.ext.ifconfig"]\nnumfig = True\nhtml_sidebars = {"**": ["globaltoc.html", "relations.html"]}'
INDEX = """A book
======

.. only:: draft

   .. toctree::
      :numbered:

      draft

.. toctree::
   :numbered:

   chapter
   second

.. ifconfig:: builder == "epub"

   .. toctree::

      extra
"""
FIGURE = ".. figure:: a.svg\n   :alt: A\n\n   "
CHAPTER = f"""Chapter
=======

.. only:: html

   {FIGURE.replace(chr(10), chr(10) + "   ")}Web figure.

.. _plain-figure:

{FIGURE}Plain figure.

See :numref:`plain-figure`, :numref:`plain-table` and :eq:`plain-formula`. Tail [#all]_.

.. only:: pdf

   Print calls [#print]_ and [#second]_. :index:`printed word`

   .. index:: printed entry

.. only:: html

   .. math:: a
      :label: web-formula

   .. table:: Web table

      == ==
      a  b
      == ==
      1  2
      == ==

   Section on the web
   ------------------

   .. index:: web entry

   Words.

.. table:: Plain table
   :name: plain-table

   == ==
   a  b
   == ==
   1  2
   == ==

.. math:: b
   :label: plain-formula

.. [#print] Called in print alone.
.. [#all] Called everywhere.
.. [#second] Called second in print alone.

.. _last:

Last section
------------

.. only:: latex

   LATEX

.. only:: print

   PRINT

.. only:: large_print

   LARGE

.. only:: epub

   EPUB
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def conditional_book(write_book: Write) -> Path:
    """A book with passages of all kinds for some editions only."""
    short = {name: f"{name.title()}\n======\n\n{FIGURE}In {name}.\n" for name in ("second", "draft", "extra")}
    files = {f"{name}.rst": text for name, text in (short | {"index": INDEX, "chapter": CHAPTER}).items()}
    return write_book({**files, "a.svg": DRAWING}, CONF)


def words_of(html: str) -> str:
    """The words of a page of the site, blanks run together."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("¶", " ").split())


def test_print_counts_what_it_holds(build: Build, write_book: Write) -> None:
    """Figures, tables, formulas, notes, contents and index; what is for LaTeX or print is for it."""
    found = pages(build(conditional_book(write_book), "pdf").file("*.pdf"))
    text = re.sub(r"\s", "", "".join(piece.text for page in found for piece in page))
    for words in (
        "Fig. 1.1Plain figure.", "Table 1.1Plain table", "See Fig. 1.1, Table 1.1 and (1.1).", "(1.1)1.1Last section",
        "Fig. 2.1In second.", "1.1Last section", "printed entry,", "LATEX", "PRINT",
    ):  # fmt: skip
        assert words.replace(" ", "") in text
    assert not re.search("Web|webentry|LARGE|EPUB|Draft|Extra", text)


def test_e_book_counts_what_it_holds(build: Build, write_book: Write) -> None:
    """The same; a note that only print calls is not there, and those that are follow each other."""
    book = Epub(build(conditional_book(write_book), "epub").file("*.epub"))
    page = book.page("text/chapter.xhtml")
    assert "Fig. 1.2 Plain figure." in page
    assert "See Fig. 1.2, Table 1.2 and (1.2). Tail 1." in page
    assert book.values("text/chapter.xhtml", "//h:div[@role='doc-footnote']") == ["1 Called everywhere."]
    assert book.contents() == [
        "A book", "1. Chapter", "  1.1. Section on the web", "  1.2. Last section", "2. Second", "Extra", "Index",
    ]  # fmt: skip
    assert book.values("text/genindex.xhtml", "//*[@epub:type='index-term']") == ["web entry"]
    assert "EPUB" in page
    assert "PRINT" not in page


def test_site_lists_what_it_holds(build: Build, write_book: Write) -> None:
    """The draft is in neither the navigation nor the way from page to page; another tag brings it back, with its numbers."""
    folder = conditional_book(write_book)
    site = build(folder).out
    page = (site / "chapter.html").read_text(encoding="utf-8")
    assert "draft.html" not in page + (site / "index.html").read_text(encoding="utf-8")
    assert "extra.html" not in page
    assert "Fig. 1.2 Plain figure." in words_of(page)
    assert "printed entry" not in (site / "genindex.html").read_text(encoding="utf-8")
    text = (folder / "conf.py").read_text(encoding="utf-8")
    (folder / "conf.py").write_text(text + '\ntags.add("draft")\n', encoding="utf-8")
    page = (build(folder).out / "chapter.html").read_text(encoding="utf-8")
    assert "draft.html" in page


def test_editions_in_turn_are_those_from_nothing(tmp_path: Path, write_book: Write) -> None:
    """On the same doctrees, after another edition has counted otherwise, each is the same as alone; processes or not."""
    folder = conditional_book(write_book)
    alone = {name: sphinx_build(folder, name, tmp_path / name) for name in ("html", "epub")}
    for name in ("html", "epub", "html", "epub"):
        turn = sphinx_build(folder, name, tmp_path / "turns", "-j", "2")
        files = [*sorted(turn.glob("*.epub")), *sorted(turn.glob("*.html"))]
        assert files
        assert [p.name for p in files if p.read_bytes() != (alone[name] / p.name).read_bytes()] == []


@pytest.mark.parametrize("name", sorted({tag for names in TAGS.values() for tag in names}))
def test_tags_are_names(name: str) -> None:
    """A condition can be written with each tag that an edition has."""
    assert Tags((name,)).eval_condition(name)
    assert not Tags(()).eval_condition(name)

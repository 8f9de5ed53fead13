"""Pages that no toctree names but links lead to are the last part of a book; toctrees in odd places and in circles name each page once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import Build
from epub_book import Epub
from print_tags import bookmarks
from tools import epubcheck, page_validation

from pamphleteer.toctrees import has_circle, without_circles

Write = Callable[..., Path]
BOOK: dict[str, str | bytes] = {
    "index.md": "# Book\n\nTo [the second](sub/second.md).\n\n```{toctree}\nchapter\nround\n```\n\n```{toctree}\n:hidden:\nchapter\n```\n",
    "chapter.md": (
        "# Chapter\n\nTo {ref}`a label <deep>`, {doc}`first`, {term}`gluten`, <a href='raw.html'>raw</a>, [](<project:#there>),"
        " [out](https://example.org/first.html).\n\n"
        "```{toctree}\nchapter\nround\n```\n\n## Section\n\n```{toctree}\nnested\n```\n\n"
        "````{only} builder_html\n```{toctree}\nweb\n```\n\n[for the web](only.md)\n````\n"
    ),
    "round.md": "# Round\n\nText.\n\n```{toctree}\nabout\n```\n",
    "about.md": "# About\n\nText.\n\n```{toctree}\nround\nindex\nchapter\n```\n",
    "nested.md": "# Nested\n\nText.\n",
    "web.md": "# For the web\n\nText.\n",
    "only.md": "# Linked for the web\n\nText.\n",
    "first.md": "# First\n\n## Part of it\n\nTo [the third](third.md#deep).\n\n```{toctree}\nbelow\n```\n",
    "below.md": "# Below\n\nText, and [back](index.md).\n",
    "sub/second.md": "# Second\n\nTo [the third](../third.md), [a leaflet](../leaflet.md).\n",
    "third.md": "---\norphan: true\n---\n# Third\n\nText.\n\n(deep)=\n## Deep\n\nText.\n",
    "fourth.rst": "Fourth\n======\n\n.. _there:\n\nThere\n-----\n\nText.\n",
    "terms.md": "# Terms\n\n```{glossary}\ngluten\n  A protein.\n```\n",
    "raw.md": "# Raw\n\nText.\n",
    "unlinked.md": "# Unlinked\n\nFive words for the web.\n",
    "marked.md": "---\norphan: true\n---\n# Marked\n\nText.\n",
    "leaflet.md": "---\npamphlet: leaflet\n---\n# Leaflet\n\n## A\n\nText.\n",
}
MORE = [
    "Second",
    "Third",
    "  Deep",
    "First",
    "  Part of it",
    "    Below",
    "Terms",
    "Raw",
    "Fourth",
    "  There",
]
CONF = 'extensions.append("sphinx_design")'


def left_out(warnings: str) -> list[str]:
    """What is said of pages that are on the web alone."""
    return [line for line in warnings.splitlines() if line.endswith("[book.left-out]")]


def test_ebook_ends_with_linked_pages(build: Build, write_book: Write) -> None:
    """In the order of the links; those that only pages of other editions link to, and orphans, are left."""
    built = build(write_book(BOOK, CONF), "epub", faults=True)
    book = Epub(built.file("*.epub"))
    lines = book.contents()
    assert lines[lines.index("More") :] == ["More", *(f"  {line}" for line in MORE), "Index"]
    assert len(book.spine) == len({*book.spine})
    targets = book.values("text/chapter.xhtml", "//h:p//h:a/@href")
    assert targets[:5] == [
        "third.xhtml#deep",
        "first.xhtml",
        "terms.xhtml#term-gluten",
        "raw.xhtml",
        "fourth.xhtml#there",
    ]
    (said,) = left_out(built.warnings)
    assert "only (5 words), unlinked (6 words);" in said
    assert said.startswith("index.md:1: WARNING: ")
    assert "marked" not in said
    assert "leaflet" not in said
    assert epubcheck(book.path) == []


def test_print_ends_with_linked_pages(build: Build, write_book: Write) -> None:
    """The same part, each page once, and links that lead there; what is left is told with its words, but what a toctree for the web names."""
    built = build(write_book(BOOK, CONF), "pdf", faults=True)
    pdf = built.file("*.pdf")
    lines = [f"{'  ' * (depth - 1)}{words}" for depth, words in bookmarks(pdf)]
    assert lines[2:] == [
        "Chapter", "  Round", "    About", "  Section", "    Nested",
        "More", *(f"  {line}" for line in MORE), "Index",
    ]  # fmt: skip
    (said,) = left_out(built.warnings)
    assert "2 pages are on the web alone" in said
    assert "only (5 words), unlinked (6 words);" in said
    with pikepdf.open(pdf) as file:
        assert sum(len(page.get("/Annots", [])) for page in file.pages[4:8]) >= 5
    assert page_validation(pdf, "ua1") == []


@pytest.mark.parametrize("builder", ["epub", "large-print"])
def test_nothing_changes_where_all_is_named(build: Build, write_book: Write, builder: str) -> None:
    """No part and no word about it; a page included in another is not missing."""
    files = {
        "index.md": "# Book\n\n```{toctree}\nchapter\n```\n",
        "chapter.md": "# Chapter\n\n```{include} passage.md\n```\n",
        "passage.md": "Text of a passage.\n",
        "leaflet.md": BOOK["leaflet.md"],
    }
    built = build(write_book(files), builder, faults=True)
    assert left_out(built.warnings) == []
    if builder == "epub":
        assert Epub(built.file("*.epub")).contents() == ["Book", "Chapter"]
    else:
        assert [words for _depth, words in bookmarks(built.file("*.pdf"))] == ["Contents", "Chapter"]


def test_the_part_is_named_in_the_language_of_the_book(build: Build, write_book: Write) -> None:
    """From the words that print adds."""
    files = {"index.md": "# Libro\n\n[x](other.md)\n", "other.md": "# Otra\n\nTexto.\n"}
    book = Epub(build(write_book(files, 'language = "es"'), "epub", faults=True).file("*.epub"))
    assert book.contents() == ["Libro", "Más", "  Otra"]


def test_circles() -> None:
    """Each document stays where it is listed first."""
    lists = {"a": ["b", "c"], "b": ["c", "a"], "c": ["b", "d"], "d": []}
    assert has_circle(lists)
    assert without_circles(lists, "a") == {"a": ["b"], "b": ["c"], "c": ["d"]}
    assert not has_circle({"a": ["b", "c"], "b": ["c"]})
    assert has_circle({"a": ["b"], "c": ["c"]})

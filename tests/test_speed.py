"""What is spared in large books changes no byte of them."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from sphinx.errors import ExtensionError

FIGURE = "(a-boat)=\n:::{figure} boat.svg\n:name: boat\n:alt: A boat\n\nA boat.\n:::\n"
LISTING = "```{code-block} python\n:name: listing\n:caption: A listing\n\nx = 1\n```\n"
PAGES = {
    "index.md": "# Start\n\n```{toctree}\n:numbered:\none\ntwo\n```\n",
    "one.md": f"(first)=\n# One\n\n{FIGURE}\n{LISTING}\n:::{{table}} Rows\n:name: rows\n\n| A |\n|---|\n| b |\n:::\n\n(bare)=\nText.\n",
    "two.md": "# Two\n\n{numref}`boat`, {numref}`listing`, {numref}`rows`, {numref}`first`, {numref}`Picture %s <boat>`, "
    "{numref}`a-boat`, {numref}`bare`, {numref}`See {number}: {name} <boat>`, {numref}`nothing`.\n",
    "boat.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
CONF = "numfig = True\nmyst_enable_extensions = ['colon_fence']\n"


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "xml"])
def test_numbers_are_as_sphinx_resolves_them(
    build: Build, write_book: Callable[..., Path], builder: str
) -> None:
    """References to figures, listings, tables and sections, with words of their own, and to what has no number."""
    book, found = write_book(PAGES, CONF), []
    for names in ("myst_parser", "myst_parser,pamphleteer"):
        built = build(book, builder, faults=True, extensions=names.split(","))
        page = next(built.out.rglob("index.html" if builder in {"dirhtml", "singlehtml"} else "two.*"))
        page = built.out / "two/index.html" if builder == "dirhtml" else page
        text = page.read_text("utf-8")
        lines = [line for line in text.splitlines() if "numref" in line or "A boat" in line]
        found.append((lines, sorted(built.warnings.splitlines())))
    assert "Picture 1.1" in str(found[0])
    assert "nothing" in str(found[0][1])
    assert found[0] == found[1]


def test_the_collector_of_garbage_is_left_as_it_was(build: Build, write_book: Callable[..., Path]) -> None:
    """A build in a larger program, such as a live preview, changes nothing for it."""
    before = gc.get_threshold()
    book = write_book({"index.md": "# Start\n"})
    with pytest.raises(ExtensionError):
        build(book, extensions=["pamphleteer", "no_such_extension"])
    assert gc.get_threshold() == before
    build(book)
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("declared", ["", "```{cpp:function} int sail(int)\n```\n\n```{c:macro} SHIP\n```\n"])
def test_links_find_what_other_domains_hold(
    build: Build, write_book: Callable[..., Path], declared: str
) -> None:
    """A link by name finds a function of C++ where there is one; a book without any has the same links and warnings."""
    book = write_book(
        {"index.md": f"(here)=\n# Start\n\n[a](#sail) [b](#here) [c](#SHIP) {{any}}`sail`\n\n{declared}"}
    )
    found = []
    for names in ("myst_parser", "myst_parser,pamphleteer"):
        built = build(book, "xml", faults=True, extensions=names.split(","))
        found.append((built.file("index.xml").read_bytes(), built.warnings))
    assert (b"_CPPv4" in found[0][0]) == bool(declared)
    assert found[0] == found[1]


OURS = re.compile(r'"pamphleteer":\d+,')
"""The version of what we keep of chapters, which Sphinx names in the index."""
WORDS = {
    "en": "Bandages bandaged daily, the nursing nurses nursed",
    "de": "Die Verbände verbinden",
    "fr": "Les bandages bandés",
}


@pytest.mark.parametrize("language", WORDS)
def test_search_finds_the_same_pages(build: Build, write_book: Callable[..., Path], language: str) -> None:
    """The search index with remembered stems is Sphinx's own."""
    book = write_book(
        {"index.md": f"# {WORDS[language]}\n\n{WORDS[language]}.\n"}, f"language = {language!r}"
    )
    found = [
        OURS.sub("", build(book, extensions=names.split(",")).file("searchindex.js").read_text("utf-8"))
        for names in ("myst_parser", "myst_parser,pamphleteer")
    ]
    assert found[0] == found[1]
    assert "band" in found[0] or "verb" in found[0]

"""Headings without words, and pages whose title stands in front matter alone: what editions make of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from print_tags import bookmarks
from test_epub_package import PNG
from tools import epubcheck, page_validation

Write = Callable[..., Path]
CONF = (
    'myst_enable_extensions = ["substitution", "attrs_block"]\nmyst_substitutions = {"nothing": ""}\n'
    'rst_epilog = ".. |nil| replace:: \\\\ \\n"'
)
EMPTY = (
    "# Chapter\n\n## Real\n\nIn real.\n\n### Deep\n\nIn deep.\n\n##\n\nAfter nothing.\n\n### Child\n\nIn child.\n\n"
    "## <!-- x -->\n\nAfter comment.\n\n(lab)=\n## {{nothing}}\n\nAfter substitution.\n\n{#custom}\n##\n\nAfter custom.\n\n"
    '## ![](a.png)\n\nAfter picture.\n\n## <a id="x"></a>\n\nAfter anchor.\n\n## ![Described](a.png)\n\nIn described.\n\n##\n'
)
TITLED = {
    "hollow.md": "---\ntitle: Stated one\n---\n#\n\nText.\n\n## One\n\n## Two\n",
    "style.md": '---\ntitle: "Stated: two"\n---\n\nLead.[^1]\n\n## One\n\n### Three\n\n## Two\n\n[^1]: Note.\n',
    "same.md": "---\ntitle: Stated three\n---\n\n## Stated three\n\nText.\n\n## Two\n",
    "bare.md": "---\ntitle: Stated four\n---\n\nText alone.\n",
    "single.md": "---\ntitle: Stated five\n---\n\nSetext\n------\n\nText.\n",
    "fields.rst": ":title: Stated six\n\nText alone.\n",
    "own.md": "---\ntitle: For search engines\n---\n\n# Own title\n\nText.\n",
    "html.md": "---\ntitle: For search engines\n---\n\n<h1>Own HTML</h1>\n\nText.\n\n# Below\n",
    "empty.rst": "Nil |nil|\n=========\n\nText.\n\n|nil|\n-----\n\nUnder nil.\n\nNext\n----\n\nText.\n",
}
LINES = [
    "Chapter", "  Real", "    Deep", "    Child", "  Described",
    "Stated one", "  One", "  Two", "Stated: two", "  One", "    Three", "  Two", "Stated three", "  Two", "Stated four",
    "Stated five", "  Setext", "Stated six", "Own title", "Below", "Nil", "  Next",
]  # fmt: skip
"""The contents: no empty line, every stated title above what stands below it."""
NO_WORDS = "this heading has no words, and so is none: write them, or delete its line [book.heading]"


def book(write_book: Write) -> Path:
    """A book of such pages, each linked to."""
    names = ["empty", *(name.partition(".")[0] for name in TITLED)]
    names.remove("empty")
    names = ["chapter", *names]
    index = (
        "# Book\n\nTo [one](#custom), {ref}`two <lab>`.\n\n```{toctree}\n:maxdepth: 3\n"
        + "\n".join(names)
        + "\n```\n"
    )
    files: dict[str, str | bytes] = {"index.md": index, "chapter.md": EMPTY, "a.png": PNG, **TITLED}
    return write_book(files, CONF)


def test_contents_hold_what_has_words(build: Build, write_book: Write) -> None:
    """The e-book: lines of the contents, warnings with places and no other, text in its order, links that lead somewhere."""
    built = build(book(write_book), "epub", faults=True)
    found = Epub(built.file("*.epub"))
    assert found.contents()[1:] == LINES
    assert [line for line in built.warnings.splitlines() if NO_WORDS in line] == [
        f"{place}: WARNING: {NO_WORDS}"
        for place in (
            "chapter.md:11", "chapter.md:19", "chapter.md:24", "chapter.md:29", "chapter.md:37", "chapter.md:45",
            "empty.rst:7", "hollow.md:4",
        )
    ]  # fmt: skip
    assert "chapter.md:33: WARNING: this heading is a picture without a text alternative" in built.warnings
    assert "Document headings start" not in built.warnings
    text = found.page("text/chapter.xhtml")
    words = [
        "In deep.",
        "After nothing.",
        "Child",
        "In child.",
        "After comment.",
        "After substitution.",
        "After custom.",
    ]
    places = [text.index(word) for word in [*words, "After picture.", "After anchor.", "In described."]]
    assert places == sorted(places)
    targets = found.values("text/index.xhtml", "//h:p/h:a/@href")
    assert targets
    for target in targets:
        page, _sign, name = target.partition("#")
        assert found.find(f"text/{page}", f"//*[@id='{name}']")
    assert found.values("text/style.xhtml", "//h:h1|//h:h2") == ["Stated: two", "One", "Two"]
    assert epubcheck(found.path) == []


def test_print_has_a_chapter_for_each_page(build: Build, write_book: Write) -> None:
    """Bookmarks are those lines too, and the file is valid."""
    pdf = build(book(write_book), "pdf", faults=True).file("*.pdf")
    assert [f"{'  ' * (depth - 1)}{words.strip()}" for depth, words in bookmarks(pdf)[2:]] == LINES
    assert page_validation(pdf, "ua1") == []


@pytest.mark.parametrize("page", ["style", "bare", "single"])
def test_web_has_the_stated_title(build: Build, write_book: Write, page: str) -> None:
    """As the one heading of the first level, and as the title of the page."""
    text = (build(book(write_book), "html", faults=True).out / f"{page}.html").read_text(encoding="utf-8")
    (heading,) = re.findall(r"<h1>([^<]*)", text)
    assert heading.startswith("Stated")
    assert f"<title>{heading} " in text


def test_stated_titles_are_translated(build: Build, write_book: Write) -> None:
    """They go into the catalogue of what is to be translated, with their line."""
    out = build(book(write_book), "gettext", faults=True).out
    assert '#: ../source/style.md:2\nmsgid "Stated: two"' in (out / "style.pot").read_text(encoding="utf-8")

"""HTML as people write it and rare markup of docutils → pages that lose no word and that checkers accept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from sphinx.errors import SphinxError
from test_epub_pages import INDEX, MYST, body, chapter

from pamphleteer.epub.translator import PageTranslator
from pamphleteer.epub.xhtml import AT, attributes, new, rename

Write = Callable[..., Path]
PAGE = "text/chapter.xhtml"
KEPT = {
    # ruby without brackets; what fields hold; parts of a picture that lead somewhere
    "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>": "<ruby>漢<rt>kan</rt></ruby>",
    "<p><progress>30 %</progress> <select><option>A<option>B</select></p>": "<p>30 % A / B</p>",
    "<div><map name='m'><area href='https://example.org/' alt='Part'></map></div>":
    '<a href="https://example.org/">Part</a>',
    # a picture elsewhere in a link
    "<p><a href='#k'><img src='https://example.org/p.png' alt='Badge'></a><b id='k'>k</b></p>":
    '<a href="#k">Badge</a>',
    # formulas without words
    "<p><math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math></p>": 'alttext="(a + b)/2"',
    "<p><math><msqrt><msup><mi>x</mi><mn>2</mn></msup></msqrt></math></p>": 'alttext="√(x^2)"',
    # an empty block still parts words
    "<div>one<p></p>two</div>": "<div>one two</div>",
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), KEPT.items())
def test_no_word_is_lost(build: Build, write_book: Write, html: str, expected: str) -> None:
    """What a book cannot do is said in words; what stands in the wrong order is put right."""
    found = body(chapter(build, write_book, f"<section>\n{html}\n</section>\n", faults=True))
    assert expected in found


def test_foot_of_a_table(build: Build, write_book: Write) -> None:
    """The foot of a table stands at its end, as EPUB asks."""
    html = "<table><tfoot><tr><td>foot</tfoot><tbody><tr><td>in</tbody></table>\n"
    assert chapter(build, write_book, html).values(PAGE, "//h:td") == ["in", "foot"]


def test_tables_in_tables(build: Build, write_book: Write) -> None:
    """A table in a cell is a list of its rows, each value with what heads it; one of one column just its words."""
    html = (
        "<table><tr><td>x<table id=t><caption>C</caption><thead><tr><th>A<th>B<tbody><tr><td>1<td><p>2</p></table>"
        "<td><table><tr><td>one<tr><td>two</table></table>\n"
    )
    found = body(chapter(build, write_book, html)).replace("> <", "><")
    assert (
        '<td>x<div class="rubric">C</div><ul id="t"><li><div><b>A</b>: 1</div><div><b>B</b>: <p>2</p></div></li></ul></td>'
        in found
    )
    assert "<td><div><div><div>one</div></div><div><div>two</div></div></div></td>" in found


def test_lists_in_columns(build: Build, write_book: Write) -> None:
    """A list that Sphinx lays out in columns is one list."""
    book = chapter(build, write_book, "```{hlist}\n- a\n- b\n- c\n```\n")
    assert book.values(PAGE, "//h:ul[count(h:li)=3]/h:li") == ["a", "b", "c"]
    assert not book.find(PAGE, "//h:table")


def test_headings_are_no_links(build: Build, write_book: Write) -> None:
    """The ways back to a list of contents on the same page go from its headings."""
    text = "```{contents}\n:local:\n```\n\n## One\n\n## Two\n"
    book = chapter(build, write_book, text)
    assert book.values(PAGE, "//h:h2") == ["One", "Two"]
    assert not book.find(PAGE, "//h:h2//h:a")


def test_control_characters(build: Build, write_book: Write) -> None:
    """Characters that XML cannot hold are left out, in titles too."""
    folder = write_book({"index.md": INDEX, "chapter.md": "# Bell\x07s\n\n## Es\x1bcape\n\na\x08b\n"}, MYST)
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values(PAGE, "//h:title|//h:h1|//h:h2|//h:p") == ["Bells", "Bells", "Escape", "ab"]
    assert book.contents()[-2:] == ["Bells", "  Escape"]


def test_a_page_deep_in_the_book_has_no_empty_meaning(build: Build, write_book: Write) -> None:
    """The pages below chapters are neither parts nor chapters: they state nothing."""
    below = {f"l{n}.md": f"# L{n}\n\n```{{toctree}}\nl{n + 1}\n```\n" for n in range(1, 4)}
    folder = write_book({"index.md": INDEX.replace("chapter", "l1"), **below, "l4.md": "# L4\n"}, MYST)
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("text/l3.xhtml", "//@epub:type") == []
    assert book.values("text/l1.xhtml", "/h:html/h:body/h:section/@epub:type") == ["part"]


def test_addresses_in_a_toctree(build: Build, write_book: Write) -> None:
    """A reading system cannot list pages on the web: the page keeps the links."""
    index = INDEX.replace("chapter", "chapter\nOn the web <https://example.org/>")
    folder = write_book({"index.md": index, "chapter.md": "# Chapter\n"}, MYST)
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("text/index.xhtml", "//h:a/@href") == ["https://example.org/"]
    assert book.contents() == ["A book", "Chapter"]


def test_notes_and_terms_in_the_middle_of_a_page(build: Build, write_book: Write) -> None:
    """Two lists of notes have names of their own; a list of terms beside other things makes no glossary of the page."""
    text = (
        "```{eval-rst}\nOne [#a]_.\n\n.. [#a] Note.\n\nTwo [#b]_.\n\n.. [#b] Note.\n\n"
        ".. glossary::\n\n   term\n      Words.\n\n- an item\n```\n"
    )
    book = chapter(build, write_book, text)
    assert book.values(PAGE, "//h:section[@epub:type='footnotes']/@aria-label") == ["Notes", "Notes (2)"]
    assert book.values(PAGE, "//h:body/h:section/@epub:type") == ["chapter"]
    assert not book.find(PAGE, "//h:dl[@epub:type]")


def test_renaming_keeps_what_others_need() -> None:
    """The identifier, which links lead to, and the place in the source, which warnings name; nothing else."""
    element = new("div", id="here", cls="old", title="t")
    element.set(AT, "7")
    rename(element, "aside", "note")
    assert dict(attributes(element)) == {"id": "here", AT: "7", "class": "note"}


def test_signs_that_are_never_closed(build: Build, write_book: Callable[..., Path]) -> None:
    """A browser lets `<b>` and `<a>` reach to the end of the page: no paragraph and no words hold blocks for that."""
    page = (
        '# I & <b> #1\n\nText[^a] <i>more\n\n- one <a href="https://example.org">two\n- three\n\n> q <u>u\n\n'
        "| a <s>b | c |\n|---|---|\n| 1 | 2 |\n\n## Second <em>x\n\n[^a]: Note.\n"
    )
    book = Epub(build(write_book({"index.md": page}), "epub").file("*.epub"))
    blocks = "h:div|.//h:section|.//h:ul|.//h:table|.//h:blockquote|.//h:p"
    holders = book.find("text/index.xhtml", "//h:p|//h:b|//h:i|//h:u|//h:s|//h:em|//h:h1|//h:h2")
    assert len(holders) > 5
    spaces = {"h": "http://www.w3.org/1999/xhtml"}
    assert [holder.tag for holder in holders if holder.xpath(f".//{blocks}", namespaces=spaces)] == []


def test_links_that_are_never_closed_end_with_their_paragraph(build: Build, write_book: Write) -> None:
    """Not in every one that follows, and not in the way back of a note; those that are closed reach as far as they say."""
    page = (
        '# Page\n\nText[^a] and more[^a].\n\n- one <a href="https://example.org/1" title=">">two\n- three\n\n'
        "<!-- <a> --> Words.\n\n<A href='https://example.org/2'>four\n\nFive [six](https://example.org/3).\n\n"
        '<p>seven <a href="https://example.org/4"><b>eight</p><p>nine</b></a> ten</p>\n\n[^a]: Note.\n'
    )
    book = Epub(build(write_book({"index.md": page}), "epub").file("*.epub"))
    links = book.find("text/index.xhtml", "//h:a[starts-with(@href, 'https')]")
    found = [(str(link.get("href"))[-1], "".join(map(str, link.itertext())).strip()) for link in links]
    assert found == [("1", "two"), ("2", "four"), ("3", "six"), ("4", "eight"), ("4", "nine")]
    backs = book.find("text/index.xhtml", "//h:a[@role='doc-backlink']")
    assert [(back.text, back.get("aria-label")) for back in backs] == [
        ("1", "Back to reference 1"), ("↩2", "Back to reference 1 (2)"),
    ]  # fmt: skip
    assert not book.find("text/index.xhtml", "//*[@data-never-closed]")


def test_an_error_that_nobody_foresaw_names_its_place(
    build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of what was being written; of a page that is written and being mended, its file."""
    page = "# Page\n\nWords.\n\n> Words.\n>\n> Some *more*.\n"
    book = write_book({"index.md": "# Book\n\n```{toctree}\npage\n```\n", "page.md": page})

    def fail(*_given: object) -> None:
        raise ValueError("no\nluck")

    with monkeypatch.context() as patch:
        patch.setattr(PageTranslator, "visit_emphasis", fail)
        with pytest.raises(SphinxError, match=r"/page\.md:7: .*\(ValueError: no luck\): look at what"):
            build(book, "epub")
    monkeypatch.setattr("pamphleteer.epub.builder.normalise", fail)
    with pytest.raises(SphinxError, match=r"/index\.md:1: .*\(ValueError"):
        build(book, "epub")

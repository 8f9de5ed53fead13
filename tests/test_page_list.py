"""The page numbers of the printed book in the e-book: where they stand, and when they are left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from docutils import nodes
from epub_book import Epub
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tools import epubcheck, need, run

from pamphleteer.book import PRINTED_PAGES
from pamphleteer.cached import read_cache
from pamphleteer.epub.normalise.markup import parse
from pamphleteer.epub.normalise.pages import PAGES, outermost
from pamphleteer.epub.xhtml import find, local
from pamphleteer.pagination import Pages, mark, sentence_start

Write = Callable[..., Path]
BREAKS = "//h:span[@role='doc-pagebreak'][@epub:type='pagebreak']"
INDEX = "# A book\n\n```{toctree}\none\ntwo\n```\n"
NUMBERS = "one two three four five six seven eight nine ten".split()


def prose(chapter: str, sentences: int) -> str:
    """Sentences that are each met only once, eight to a paragraph."""
    lines = [
        f"In {chapter} comes {NUMBERS[n // 100]} {NUMBERS[n // 10 % 10]} {NUMBERS[n % 10]} with some more words to fill a line."
        for n in range(sentences)
    ]
    return "\n\n".join("\n".join(lines[n : n + 8]) for n in range(0, sentences, 8))


LISTINGS = "\n".join(
    f"Words {n}.\n\n{code}\n## More {n}\n\n{code}"
    for n, code in enumerate("```text\n" + "a line of code\n" * lines + "```\n" for lines in range(5, 30))
)
"""Two after one another without a sentence between them."""


def book(write_book: Write, conf: str = "", more: str = "") -> Path:
    """A book of two chapters that take several printed pages."""
    two = f"# Second\n\n{prose('two', 40)}\n\n## Below\n\n{prose('below', 90)}\n\n```text\ncode\n```\n"
    return write_book(
        {"index.md": INDEX, "one.md": f"# First\n\n{prose('one', 130)}\n{more}", "two.md": two}, conf
    )


def both(build: Build, folder: Path, **settings: str) -> tuple[Path, Epub]:
    """The printed book and the e-book of one build."""
    pdf = build(folder, "pdf", **settings).file("*.pdf")
    return pdf, Epub(build(folder, "epub", **settings).file("*.epub"))


def after(mark: etree._Element) -> str:
    """The words behind a mark."""
    found = mark.xpath("following::text()")
    assert isinstance(found, list)
    return " ".join(" ".join(map(str, found)).split())


def letters(text: str) -> str:
    """Letters and digits only: print breaks lines and words."""
    return re.sub(r"\W", "", text.lower())


def test_breaks_stand_where_printed_pages_begin(build: Build, write_book: Write) -> None:
    """The sentence behind each mark begins on the page of that number, and none before it does."""
    need("pdftotext")
    pdf, ebook = both(build, book(write_book))
    printed = run(["pdftotext", "-raw", pdf, "-"]).stdout.split("\f")
    marks = {
        str(mark.get("id")).rpartition("-")[2]: letters(after(mark))
        for name in ebook.spine
        for mark in ebook.find(name, BREAKS)
    }
    assert len(marks) >= 8
    offset = next(n for n, text in enumerate(printed) if "inonecomesoneoneone" in letters(text))
    for number, words in marks.items():
        page = letters(printed[offset + int(number) - 1]).replace("first", "", 1)
        if page:  # else the blank page before a chapter
            start = words[:45].removeprefix("first").removeprefix("second").removeprefix("below")
            assert start in page
            assert page.index(start) < 130, (
                number,
                page[:200],
            )  # after the end of the sentence before, and a running head


def test_list_and_marks_agree(build: Build, write_book: Write) -> None:
    """The page list, in both forms, leads to each mark, in order; what is claimed is there; EPUBCheck agrees."""
    _pdf, ebook = both(build, book(write_book, more=f"\n{LISTINGS}"))
    marks = [f"{name}#{mark.get('id')}" for name in ebook.spine for mark in ebook.find(name, BREAKS)]
    pages = "//h:nav[@epub:type='page-list'][@role='doc-pagelist']//h:a"
    assert ebook.values("nav.xhtml", f"{pages}/@href") == marks
    numbers = ebook.values("nav.xhtml", pages)
    assert numbers == [str(n) for n in range(1, len(marks) + 1)]
    assert ebook.values("toc.ncx", "//ncx:pageTarget/ncx:content/@src") == marks
    assert ebook.values("toc.ncx", "//ncx:pageTarget/@value") == numbers
    assert ebook.values("text/one.xhtml", f"{BREAKS}/@aria-label")[:2] == ["Page 1", "Page 2"]
    assert {"pageNavigation", "pageBreakMarkers"} <= set(ebook.metadata("schema:accessibilityFeature"))
    source = "A book, printed edition (A5), 2026-05-28"
    assert ebook.metadata("dc:source") == [source]
    assert ebook.metadata("pageBreakSource") == [source]
    assert not ebook.find("package.opf", "//opf:meta[@property='source-of']")
    assert epubcheck(ebook.path) == []


def test_a_page_begins_before_its_heading(build: Build, write_book: Write) -> None:
    """A chapter that begins a page has the mark before its heading."""
    _pdf, ebook = both(build, book(write_book))
    (first,) = ebook.find("text/two.xhtml", "//h:h1")
    before = first.getprevious()
    assert before is not None
    assert before.get("role") == "doc-pagebreak"


def claims(ebook: Epub) -> list[str]:
    """Everything that speaks of pages."""
    found = [value for value in ebook.metadata("schema:accessibilityFeature") if value.startswith("page")]
    found += ebook.metadata("dc:source") + ebook.metadata("pageBreakSource")
    found += ebook.values("nav.xhtml", "//h:nav[@epub:type='page-list']") + ebook.values(
        "toc.ncx", "//ncx:pageList"
    )
    return found + [
        value for name in ebook.spine for value in ebook.values(name, "//@role[.='doc-pagebreak']")
    ]


def test_no_print_no_pages(build: Build, write_book: Write) -> None:
    """Without a PDF there is no page list and no claim of one."""
    assert not claims(Epub(build(book(write_book), "epub").file("*.epub")))


def test_another_text_no_pages(build: Build, write_book: Write) -> None:
    """A PDF of an earlier text lends no page numbers, not even to chapters that are the same."""
    assert claims(both(build, book(write_book))[1])
    changed = book(write_book, more="\nOne more sentence.\n")
    assert not claims(Epub(build(changed, "epub").file("*.epub")))


def test_other_settings_no_pages(build: Build, write_book: Write) -> None:
    """Nor does one on other paper, nor when conf.py wants none."""
    folder = book(write_book)
    assert claims(both(build, folder)[1])
    assert not claims(Epub(build(folder, "epub", pamphleteer_paper="a4").file("*.epub")))
    assert not claims(Epub(build(folder, "epub", pamphleteer_page_list=False).file("*.epub")))


def test_authors_make_no_pages(build: Build, write_book: Write) -> None:
    """Raw HTML that pretends to be a page break is none."""
    fake = f'<p><span role="doc-pagebreak" id="x">a</span><span {PAGES}="3">b</span></p>\n'
    ebook = Epub(build(book(write_book, more=f"\n{fake}"), "epub").file("*.epub"))
    assert not claims(ebook)
    assert ebook.page("text/one.xhtml").endswith("fill a line. ab")


MARK = f'<span {PAGES}="2"></span>'
PLACES = {
    f"<section><h1>T</h1><p>{MARK}a</p></section>": "h1",
    f"<section><p>x</p><p>{MARK}a</p></section>": "p",
    f"<section><p>x {MARK}a</p></section>": "span",
    f"<section><p>x</p><section><h2>T</h2><ul><li><p>{MARK}a</p></li></ul></section></section>": "section",
    f"<section><p>x</p><ul><li><p>b</p></li><li><p>{MARK}a</p></li></ul></section>": "p",
    f"<section><p>x</p><figure><img src='a' alt='b'/><figcaption><p>{MARK}a</p></figcaption></figure></section>": "figure",
    f"<section><p>x</p><div><table><caption>c</caption><colgroup><col/></colgroup><tbody><tr><td><p>{MARK}a</p></td></tr>"
    "</tbody></table></div></section>": "div",
    f"<section><p>x</p><aside><p class='admonition-title'>T</p><p>{MARK}a</p></aside></section>": "aside",
    f"<section><p>x</p><p><img src='a' alt='b'/>{MARK}a</p></section>": "span",
}  # fmt: skip


@pytest.mark.parametrize("html", PLACES)
def test_outermost(html: str) -> None:
    """The mark stands before all that begins with it, never where EPUB allows no mark."""
    (mark,) = find(parse(html, raw=True), f"//*[@{PAGES}]")
    assert local(outermost(mark)) == PLACES[html]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 40)), max_size=60))
def test_each_page_begins_once(found: list[tuple[str, int]]) -> None:
    """Whatever the order of floats and notes, every page from first to last begins once, in rising order."""
    places = [(docname, str(key), page, str(page)) for key, (docname, page) in enumerate(found)]
    breaks = Pages({}, {}, places).breaks()
    numbers = {key: labels for keys in breaks.values() for key, labels in keys.items()}
    listed = [int(label) for key in sorted(numbers, key=int) for label in numbers[key]]
    pages = [page for _docname, page in found]
    assert listed == (list(range(min(pages), max(pages) + 1)) if pages else [])


@given(st.lists(st.tuples(st.booleans(), st.text(alphabet="ab.!? \n»”", max_size=12)), max_size=6))
def test_sentences_lose_nothing(parts: list[tuple[bool, str]]) -> None:
    """Marks change no text, however it is divided, and stand where a sentence begins, each with its own key."""
    block = nodes.paragraph()
    block += [nodes.emphasis("", text) if is_inline else nodes.Text(text) for is_inline, text in parts]
    text = block.astext()
    count = mark(block, 0)
    assert block.astext() == text
    before, keys = "", []
    for child in block.children:
        if isinstance(child, sentence_start):
            assert not before or re.search(r"[.!?][»”]*\s+$", before)
            keys.append(child["key"])
        before += child.astext()
    assert keys == [str(n) for n in range(count)]


def test_sentences_over_lines() -> None:
    """Markdown with one sentence a line, and a sentence that begins with emphasis."""
    block = nodes.paragraph(
        "", "", nodes.Text("One."), nodes.Text("\n"), nodes.Text("Two. "), nodes.emphasis("", "Three.")
    )
    assert mark(block, 5) == 8
    assert [type(child).__name__ for child in block.children] == [
        "sentence_start", "Text", "Text", "sentence_start", "Text", "sentence_start", "emphasis",
    ]  # fmt: skip


def test_notes_and_sidebars_are_not_marked(build: Build, write_book: Write) -> None:
    """What print sets elsewhere on the page cannot say where a page begins."""
    text = "A word[^a].\n\n[^a]: A note. With two sentences.\n\n```{sidebar} Aside\nWords. More.\n```\n"
    built = build(write_book({"index.md": INDEX.replace("two\n", ""), "one.md": f"# One\n\n{text}"}), "pdf")
    kept = read_cache(built.trees / PRINTED_PAGES)
    assert [key for docname, key, _page, _label in kept["places"] if docname == "one"] == ["0"]

"""The book as PDF: all words in order, tags that a screen reader can use, numbers that agree, the same bytes twice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from conftest import BOOKS, Build, Built
from docutils import nodes
from pdf_text import pages
from print_tags import addresses, bookmarks, fonts, languages, tags
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from tools import sphinx_build

SILENT = (nodes.comment, nodes.raw, addnodes.toctree, nodes.footnote_reference, nodes.citation_reference)
"""Nodes whose text does not stand where the node is: notes are at the foot, tick boxes are drawn."""
ZERO_WIDTH = "\u200b\u2060\u200e\u200f"


@pytest.fixture
def whole(build: Build) -> Built:
    """The miniature book with every construct, in large print: no word is broken there."""
    return build("print-whole", "large-print")


@pytest.fixture
def book(build: Build) -> Built:
    """The same as a book of A5."""
    return build("print-whole", "pdf")


def text_of(pdf: Path, top: float = 1000) -> str:
    """All letters of a PDF that stand below `top` points, without white space."""
    found = "".join(piece.text for page in pages(pdf) for piece in page if piece.y < top)
    return "".join(found.split())


def paragraphs(env: BuildEnvironment, docname: str) -> list[str]:
    """What each block of a document says, its references taken as they were written, in order."""
    tree = env.get_doctree(docname)
    for node in list(tree.findall(lambda n: isinstance(n, (*SILENT, nodes.footnote, addnodes.pending_xref)))):
        node.parent.remove(node)
    kinds = (nodes.title, nodes.paragraph, nodes.term, nodes.rubric, nodes.literal_block, nodes.field_name)
    found = [node for node in tree.findall(nodes.TextElement) if isinstance(node, kinds)]
    return [leaf.astext() for node in found for leaf in node.findall(nodes.Text)]


@pytest.mark.parametrize("docname", ["index", "one", "two", "three", "inner", "glossary"])
def test_no_word_of_a_chapter_is_lost(whole: Built, docname: str) -> None:
    """Each run of text of the doctree stands in the PDF, after the one before it."""
    printed = text_of(whole.file("*.pdf"), top=760)  # running heads would come between the lines
    own = "".join(whole.env.titles[docname].astext().split())
    place = (
        printed.rindex(own)
        if docname in ("inner", "glossary")
        else printed.index(own, printed.index("Welcome", 200))
    )
    texts = paragraphs(whole.env, docname)
    assert texts
    for text in texts:
        wanted = "".join(text.split())
        found = printed.find(wanted, place)
        assert found >= 0, text
        place = found


def test_pamphlet_pages_are_left_out(whole: Built) -> None:
    """Their words are in the chapters already."""
    assert "Pamphletwords" not in text_of(whole.file("*.pdf"))


def test_headings_nest_and_match_bookmarks(book: Built) -> None:
    """Headings are those of the chapters, no level is skipped, and the bookmarks are the same list."""
    found = [
        (int(tag.kind[1:]), tag.title) for tag in tags(book.file("*.pdf")) if re.fullmatch("H[1-6]", tag.kind)
    ]
    levels = [level for level, _title in found]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [title for _level, title in found][:6] == [
        "Contents",
        "Welcome",
        "First things",
        "When to get help",
        "Signs that need a doctor the same day and that have a long heading",
        "A third level heading",
    ]
    plain = [(level, re.sub(r"^[\d.]+\s", "", title)) for level, title in bookmarks(book.file("*.pdf"))]
    assert plain == found


def test_tags_say_what_things_are(book: Built) -> None:
    """Lists, table heads with scope, figures with their words, notes, languages and links are tagged."""
    found = tags(book.file("*.pdf"))
    kinds = {tag.kind for tag in found}
    assert {
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "THead",
        "TR",
        "Note",
        "Link",
        "TOC",
        "Code",
        "BlockQuote",
    } <= kinds
    heads = [tag.scope for tag in found if tag.kind == "TH"]
    assert "" not in heads
    assert heads.count("Row") == 13, "one for each row below the head of the table with a stub column"
    figures = [tag.alt for tag in found if tag.kind == "Figure"]
    assert figures == ["A blue square beside a red circle"], (
        "the cover and a decorative picture are no figures"
    )
    assert languages(book.file("*.pdf")) == {"en-GB", "ar", "he", "el", "ru"}
    assert not [tag for tag in found if tag.kind == "Span" and tag.path == ("Document",)], (
        "text stands in blocks"
    )


def test_document_information(book: Built) -> None:
    """Title, author, keywords, description and language; page labels are the printed numbers."""
    with pikepdf.open(book.file("*.pdf")) as pdf:
        meta = pdf.open_metadata()
        assert meta["dc:title"] == "A guide with everything"
        assert meta["dc:creator"] == ["Ada Example and Ben Sample"]
        assert meta["dc:description"] == "A sample of everything that a chapter may hold."
        assert str(meta["pdf:Keywords"]) == "cramp, leg"
        assert [meta[name] for name in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")] == [
            "1",
            "2",
            "A",
        ]
        assert str(pdf.Root.Lang) == "en-GB"
        assert [page.label for page in pdf.pages][:6] == ["i", "ii", "iii", "iv", "1", "2"]


def page_with(pdf: Path, wanted: str, size: float = 0) -> int:
    """The number of the page, counted from 1, that shows some words at no less than a size."""
    for number, page in enumerate(pages(pdf), 1):
        if wanted in "".join(piece.text for piece in page if piece.size >= size):
            return number
    raise AssertionError(wanted)


def test_chapters_open_on_right_hand_pages(book: Built) -> None:
    """Odd pages lie on the right; A5 is 148 by 210 mm."""
    pdf = book.file("*.pdf")
    for title in ("Welcome", "First things", "When to get help", "Exercises", "Glossary", "Index"):
        assert page_with(pdf, title, 20) % 2 == 1, title
    with pikepdf.open(pdf) as file:
        assert [round(float(n) / 72 * 25.4) for n in file.pages[0].mediabox][2:] == [148, 210]


@pytest.mark.parametrize(
    ("paper", "size", "letters"),
    [
        ("a5", (148, 210), (50, 75)),
        ("us-trade", (152, 229), (50, 75)),
        ("a4", (210, 297), (60, 85)),
        ("us-letter", (216, 279), (60, 85)),
    ],
)
def test_trim_sizes(
    build: Build, write_book: Callable[..., Path], paper: str, size: tuple[int, int], letters: tuple[int, int]
) -> None:
    """The page has the size that conf.py names, and its lines a length that can be read."""
    text = "Most people with a pulled hamstring get better without treatment. " * 20
    conf = f'pamphleteer_paper = "{paper}"'
    pdf = build(write_book({"index.md": f"# A book\n\n{text}\n"}, conf), "pdf").file("*.pdf")
    with pikepdf.open(pdf) as file:
        assert {tuple(round(float(n) / 72 * 25.4) for n in page.mediabox[2:]) for page in file.pages} == {
            size
        }
    lines = [
        piece.text
        for page in pages(pdf)
        for piece in page
        if "hamstring" in piece.text or "people" in piece.text
    ]
    assert letters[0] <= max(map(len, lines)) <= letters[1]


def test_references_name_the_page_they_lead_to(book: Built) -> None:
    """“on page N” is the printed number of the page where the chapter opens; citations name none."""
    pdf = book.file("*.pdf")
    text = text_of(pdf)
    exercises = page_with(pdf, "Exercises", 20) - 4  # four pages of front matter
    assert f"theexercises(onpage{exercises})" in text
    assert "Fig.1.1,strainandBP(bloodpressure);BPagain" in text
    assert "fibres[2]." in text
    assert "[1,2]andsays" in text
    assert addresses(pdf) >= {"https://example.org/far", "https://doi.org/10.1000/xyz"}


def test_links_lead_to_the_line_of_their_target(build: Build, write_book: Callable[..., Path]) -> None:
    """A link to a heading on a later page leads a little above the words of the heading, and says its page."""
    chapter = (
        "# C\n\nSee {ref}`there <there>`.\n\n" + "Words and words. " * 900 + "\n\n(there)=\n## Over there\n"
    )
    pdf = build(write_book({"index.md": "# B\n\n```{toctree}\na\n```\n", "a.md": chapter}), "pdf").file(
        "*.pdf"
    )
    target = page_with(pdf, "Over there", 12)
    with pikepdf.open(pdf) as file:
        (link,) = (
            note for note in file.pages[4].Annots if "/Dest" in note
        )  # after four pages of front matter
        assert link.Dest[0].objgen == file.pages[target - 1].objgen
        top = float(link.Dest[3])
    heading = next(piece for piece in pages(pdf)[target - 1] if piece.text.startswith("Over"))
    assert heading.y < top < heading.y + 40
    assert f"there(onpage{target - 4})" in text_of(pdf)


def test_index_gives_pages_and_joins_them(build: Build, write_book: Callable[..., Path]) -> None:
    """A word on pages in a row is given as a range."""
    turn = "\n\n```{raw} typst\n#pagebreak()\n```\n\n"
    chapter = f"# A\n\n{turn.join(3 * ['{index}`cramp`'])}{turn}{{index}}`cramp` {{index}}`leg`\n"
    made = build(write_book({"index.md": "# Book\n\n```{toctree}\na\n```\n", "a.md": chapter}), "pdf")
    text = text_of(made.file("*.pdf"))
    assert "cramp,1–4" in text
    assert "leg,4" in text


def test_same_bytes_from_another_folder(build: Build, tmp_path: Path) -> None:
    """The file depends on the book alone: not on folders, not on the order in which Python hashes."""
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(BOOKS / "print-whole", copy)
    (second,) = sphinx_build(copy, "pdf", tmp_path / "elsewhere", PYTHONHASHSEED="1").glob("*.pdf")
    assert second.read_bytes() == build("print-whole", "pdf").file("*.pdf").read_bytes()


def test_invisible_characters_join_no_letter(book: Built, whole: Built) -> None:
    """A mark for breaking lines or for direction must not become part of how a letter is read, copied or searched."""
    for built in (book, whole):
        read = {piece.text for page in pages(built.file("*.pdf")) for piece in page}
        assert [text for text in read if set(text) & set(ZERO_WIDTH)] == []


def test_only_our_fonts_are_used(book: Built) -> None:
    """Nothing is taken from the machine, so that the book looks alike everywhere."""
    families = (
        "SourceSerif4",
        "AtkinsonHyperlegibleNext",
        "OpenSans",
        "Amiri",
        "DejaVuSansMono",
        "Libertinus",
        "NewCMMath",  # formulas
    )
    found = fonts(book.file("*.pdf"))
    assert len(found) > 5
    assert [name for name in found if not name.startswith(families)] == []


@pytest.mark.parametrize(
    ("depth", "listed"), [(1, ["One", "Two"]), (2, ["One", "Below one", "Two", "Below two"])]
)
def test_contents_are_as_deep_as_the_toctree_says(
    build: Build, write_book: Callable[..., Path], depth: int, listed: list[str]
) -> None:
    """`maxdepth: 1` lists chapters; the contents of a long book fit on a page or two."""
    index = f"# A book\n\n```{{toctree}}\n:maxdepth: {depth}\n\none\ntwo\n```\n"
    chapters = {
        f"{name}.md": f"# {name.title()}\n\nWords.\n\n## Below {name}\n\nMore.\n" for name in ("one", "two")
    }
    built = build(write_book({"index.md": index, **chapters}), "pdf")
    contents = next(
        page for page in pages(built.file("*.pdf")) if "".join(p.text for p in page).startswith("Contents")
    )
    text = "".join(piece.text for piece in contents)
    assert list(re.findall("Below one|Below two|One|Two", text)) == listed


def test_a_licence_in_the_copyright_stands_once(build: Build, write_book: Callable[..., Path]) -> None:
    """Many a copyright names the licence too; a licence that it does not name has a line of its own."""
    for owner in ("2026, Us. Text: CC BY 4.0", "2026, Us"):
        conf = f'copyright = "{owner}"\npamphleteer_licence = "Text: CC BY 4.0"\n'
        built = build(write_book({"index.md": "# A book\n\nWords.\n"}, conf), "pdf")
        words = "".join(piece.text for page in pages(built.file("*.pdf")) for piece in page)
        assert "".join(words.split()).count("CCBY4.0") == 1
        shutil.rmtree(built.out)

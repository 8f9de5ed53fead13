"""Titles with notes, links, marks of the index, formulas and pictures, and heads of tables: what is said of them elsewhere is plain."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
from conftest import Build
from docutils import nodes
from epub_book import Epub
from pdf_text import pages
from print_tags import bookmarks
from test_epub_package import PNG
from tools import epubcheck, page_validation

Write = Callable[..., Path]
CONF = (
    'myst_enable_extensions = ["dollarmath", "substitution"]\nnumfig = True\nmyst_heading_anchors = 3\n'
    'extensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["s.bib"]\nmyst_substitutions = {"nothing": ""}'
)
INDEX = (
    "# Book\n\nSee {ref}`lentils`, {doc}`titles`, [](formulas.md), {ref}`half`, {ref}`blue`, {ref}`figure`.\n\n"
    "```{toctree}\n:maxdepth: 3\ntitles\nformulas\ntables\npictures\nfields\n```\n"
)
TITLES = (
    "# The [first](tables.md) chapter {index}`of all`[^one]\n\n[^one]: Note one.\n\n(lentils)=\n"
    "## Lentils [^two], {term}`gluten` and {index}`peas`\n\nAgain[^two].\n\n[^two]: Note two.\n\n"
    "## *Emphatic* {abbr}`TBC (to be confirmed)`, <b>raw</b> {cite}`doe` {ref}`half`\n\nText.\n\n"
    "(figure)=\n```{figure} a.png\n:alt: Blue\nA caption[^three] {cite}`doe`, [link](tables.md)\n```\n\n"
    "[^three]: Note three.\n\n```{glossary}\ngluten\n  A protein.\n```\n\n```{bibliography}\n```\n"
    + "\n\n".join(f"Words to fill pages, {n}." for n in range(110))
)
HEAD = "| [link](titles.md) here | {term}`gluten` | Note[^n] | {ref}`lentils` {index}`m` | ![B](a.png) $\\frac 1 2$ | <https://e.org> {cite}`doe` |"
BOOK: dict[str, str | bytes] = {
    "index.md": INDEX,
    "titles.md": TITLES,
    "formulas.md": "# The $\\frac{a}{b}$ rule\n\nHere [](#half).\n\n(half)=\n## $\\bar x_n$ and $x^2$\n\nText.\n",
    "tables.md": f"# Tables\n\n{HEAD}\n|{'---|' * 6}\n"
    + "".join(f"| {n} |{' x |' * 5}\n" for n in range(60))
    + "\nAgain[^n].\n\n[^n]: Note of the head.\n",
    "pictures.md": "# ![The alternative](a.png)\n\n(blue)=\n## ![Blue box](a.png)\n\nText.\n",
    "fields.rst": (
        "Cited [CIT2001]_ :math:`x_n` [#a]_\n==================================\n\n.. contents::\n\n.. [CIT2001] A citation.\n\n"
        ".. [#a] Note of fields.\n\n``Code`` `link <https://e.org>`_ :download:`file <a.png>` :kbd:`K`\n"
        + "-" * 70
        + "\n\nText [CIT2001]_.\n"
    ),
    "a.png": PNG,
    "s.bib": "@book{doe, title={A title}, author={Doe, Jane}, year={2020}, publisher={P}}\n",
}
NAMES = [
    "Book",
    "The first chapter of all",
    "Lentils, gluten and peas",
    "The a/b rule",
    "x̄_n and x^2",
    "Tables",
    "The alternative",
    "Blue box",
    "Cited x_n",
    "Code link file K",
    "Index",
]
REFERENCES = "See Lentils, gluten and peas, The first chapter of all, The a/b rule, x̄_n and x^2, Blue box, A caption, link."


def letters(pdf: Path) -> list[str]:
    """The letters of each page, without white space."""
    return ["".join("".join(piece.text for piece in page).split()) for page in pages(pdf)]


def check(pdf: Path) -> list[str]:
    """What both kinds of print have: bookmarks, contents, each note once, a valid file; the letters of the pages."""
    marks = [words for _depth, words in bookmarks(pdf)]
    assert [name for name in NAMES if name not in marks] == []
    assert "Emphatic TBC, raw x̄_n and x^2" in marks
    text = letters(pdf)
    contents = next(page for page in text if "Contents" in page)
    assert "Lentils,glutenandpeas" in contents
    assert "EmphaticTBC,raw" in contents
    assert "rgb" not in "".join(text)  # names of the template that mean something else in formulas
    for note in ("Noteone.", "Noteoffields.", "Notetwo.", "Notethree.", "Noteofthehead."):
        assert "".join(text).count(note) == 1
    assert page_validation(pdf, "ua1") == []
    assert page_validation(pdf, "2a") == []
    return text


def test_print_says_titles_in_plain_words(build: Build, write_book: Write) -> None:
    """The same in bookmarks, contents and running heads; the head of a table over several pages has its links once."""
    pdf = build(write_book(BOOK, CONF), "pdf").file("*.pdf")
    text = check(pdf)
    assert [page for page in text if page.startswith("Thefirstchapterofall")]
    shown = [number for number, page in enumerate(text) if "e.org" in page]
    assert len(shown) >= 3
    assert "Note1" in text[shown[0]]
    with pikepdf.open(pdf) as file:
        links = [
            [note for note in file.pages[number].get("/Annots", []) if note.Rect[1] > 400] for number in shown
        ]
    assert len(links[0]) >= 5
    assert links[1:] == [[]] * len(links[1:])
    assert all("gluten" in text[number] and "Lentils,glutenandpeas" in text[number] for number in shown)


def test_large_print_says_titles_in_plain_words(build: Build, write_book: Write) -> None:
    """As the other print."""
    check(build(write_book(BOOK, CONF), "large-print").file("*.pdf"))


def test_references_and_contents_of_the_other_editions(build: Build, write_book: Write) -> None:
    """The e-book's contents, NCX, page titles and references; those of the web; EPUBCheck has nothing to say."""
    folder = write_book(BOOK, CONF)
    book = Epub(build(folder, "epub").file("*.epub"))
    lines = [line.strip() for line in book.contents()]
    assert [name for name in NAMES if name not in lines] == []
    assert "Emphatic TBC, raw x̄_n and x^2" in lines
    assert book.values("toc.ncx", "//ncx:navPoint/ncx:navLabel") == lines
    assert book.values("text/pictures.xhtml", "//h:title") == ["The alternative"]
    assert book.values("text/formulas.xhtml", "//h:title") == ["The a/b rule"]
    assert REFERENCES in book.page("text/index.xhtml")
    assert "Here x̄_n and x^2." in book.page("text/formulas.xhtml")
    site = build(folder, "html").out
    words = re.sub("<[^>]+>", "", (site / "index.html").read_text(encoding="utf-8"))
    assert REFERENCES in words
    assert "<title>The alternative" in (site / "pictures.html").read_text(encoding="utf-8")
    assert epubcheck(book.path) == []


def test_titles_that_refer_to_each_other_settle(build: Build, write_book: Write) -> None:
    """What Sphinx keeps of them is the same at every build: it begins from what was read."""
    index = "# Book\n\n(one)=\n## See {ref}`two`\n\n(two)=\n## Also {ref}`one`\n"
    again = (
        "def setup(app):\n    from pamphleteer.labels import name_referring\n"
        "    for priority in (900, 901):\n        app.connect('env-updated', name_referring, priority=priority)\n"
    )
    env = build(write_book({"index.md": index}, again), "html").env
    labels = env.domaindata["std"]["labels"]
    words = [labels["one"][2], labels["two"][2]]
    assert words == ["See Also one", "Also See two"]
    assert [link.astext() for link in env.tocs["index"].findall(nodes.reference)][1:] == words


def test_a_break_parts_words(build: Build, write_book: Write) -> None:
    """A line that is broken in a title or in the head of a table is broken or a space wherever they are said again."""
    rows = "".join(f"* - {n}\n  - {n}\n" for n in range(60))
    text = (
        "Sets\\\nrepeats\n======\n\nPain<br/>during\n------\n\n"
        f"```{{list-table}}\n:header-rows: 1\n\n* - Next\\\n    morning\n  - Of<br>the day\n{rows}```\n"
    )
    folder = write_book(
        {"index.md": "# Book\n\n```{toctree}\n:maxdepth: 3\nchapter\n```\n", "chapter.md": text}
    )
    pdf = build(folder, "pdf", faults=True).file("*.pdf")
    assert {"Sets repeats", "Pain during"} <= {words for _depth, words in bookmarks(pdf)}
    heads = ["".join(piece.text for piece in page) for page in pages(pdf)]
    heads = [page for page in heads if "morning" in page]
    assert len(heads) >= 2
    assert ["Next morningOf the day" in page for page in heads[1:]] == [True] * len(
        heads[1:]
    )  # once in a line

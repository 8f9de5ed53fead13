"""HTML, SVG, MathML and TeX as people write them → what EPUB's checkers accept, with no word lost."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr
from pathlib import Path

import html5lib
import pytest
from conftest import BOOKS
from epub_book import Epub
from lxml import etree
from tools import epubcheck, sphinx_build

from pamphleteer.epub.normalise.links import web_address
from pamphleteer.epub.svg import keep_vocabulary
from pamphleteer.epub.xhtml import MATHML, SVG

PAGE = "text/html.xhtml"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Epub:
    """The book of snippets, built once."""
    with redirect_stderr(io.StringIO()):
        out = sphinx_build(BOOKS / "epub-snippets", "epub", tmp_path_factory.mktemp("snippets"))
    return Epub(next(out.glob("*.epub")))


def test_epubcheck_accepts_them_all(book: Epub) -> None:
    """No fatal error, error, warning or usage message."""
    assert epubcheck(book.path) == []


UNSEEN = re.compile(
    r"<(script|style|template|title|option|rtc|datalist|metadata)\b.*?</\1>|<!--.*?-->|<\?.*?>|<!.*?>",
    re.DOTALL,
)
"""What no browser shows as words of the page, or what e-readers have no way to show."""


def test_every_word_is_there(book: Epub) -> None:
    """Of each snippet, all that a browser shows."""
    source = (BOOKS / "epub-snippets" / "html.md").read_text(encoding="utf-8")
    snippets = re.findall(r"^Snippet \d+\.\n\n(.*?)\n(?=\n?Snippet|\Z)", source, re.DOTALL | re.MULTILINE)
    assert len(snippets) > 200
    parts = re.split(r"Snippet \d+\.", book.page(PAGE))[1:]
    assert len(parts) == len(snippets)
    lost = {
        n: missing
        for n, (snippet, part) in enumerate(zip(snippets, parts, strict=True))
        if (missing := [word for word in words_of(snippet) if word not in part])
    }
    assert lost == {95: ["fall"]}  # the text alternative of a drawing that is shown
    assert book.values(PAGE, "//h:img[@alt='fall']/@src") == ["../images/a.svg"]


def words_of(snippet: str) -> list[str]:
    """The words that a browser shows of some HTML."""
    root = html5lib.parse(UNSEEN.sub(" ", snippet), namespaceHTMLElements=False)
    return re.findall(r"[A-Za-z]{2,}", " ".join(root.itertext()))


SHAPES = {
    "//h:table/*[1][self::h:caption]": "//h:table[h:caption]",
    "//h:dl/*[1][self::h:dt or self::h:div]": "//h:dl",
    "//h:dl/*[last()][self::h:dd or self::h:div]": "//h:dl",
    "//h:ruby[h:rt]": "//h:ruby",
    "//h:figure/h:figcaption[not(preceding-sibling::*) or not(following-sibling::*)]": "//h:figure/h:figcaption",
    "//h:table[count(h:thead)<2 and count(h:tfoot)<2]": "//h:table",
    "//m:mfrac[count(*)=2]": "//m:mfrac",
    "//m:msup[count(*)=2]": "//m:msup",
}


@pytest.mark.parametrize(("right", "every"), SHAPES.items())
def test_parts_are_in_their_order(book: Epub, right: str, every: str) -> None:
    """Every one of them, whatever order it was written in; also where no checker is installed."""
    pages = (PAGE, "text/maths.xhtml")
    assert sum(len(book.find(page, every)) for page in pages)
    assert [len(book.find(page, right)) for page in pages] == [len(book.find(page, every)) for page in pages]


ADDRESSES = {
    "doi:10.1000/182": "https://doi.org/10.1000/182",
    "DOI:10.1000/a b": "https://doi.org/10.1000/a%20b",
    "info:doi/10.1/x": "https://doi.org/10.1/x",
    "isbn:9780306406157": "urn:isbn:9780306406157",
    "https://例え.jp/パス#ö": "https://xn--r8jz45g.jp/%E3%83%91%E3%82%B9#%C3%B6",
    "http://[::1]:80/": "http://[::1]:80/",
    "https://exa mple.org/": "", "http://a..b/": "", "http://xn--a.org/": "", "http://h:99999/": "", "mailto:": "", "x:y": "",
}  # fmt: skip


@pytest.mark.parametrize(("written", "address"), ADDRESSES.items())
def test_addresses(written: str, address: str) -> None:
    """An address that readers can open, or none."""
    assert web_address(written) == address


DRAWINGS = {
    '<path d="M0 0" vector-effect="non-scaling-stroke"/>': '<path d="M0 0" style="vector-effect: non-scaling-stroke"/>',
    '<rect width="1" height="1" style="fill: red" paint-order="stroke"/>': (
        '<rect width="1" height="1" style="paint-order: stroke; fill: red"/>'
    ),
    '<text text-anchor="foo">a</text>': '<text style="text-anchor: foo">a</text>',
    '<rect font-size="3"/>': '<rect style="font-size: 3" width="0" height="0"/>',
    '<ellipse rx="4"/>': '<ellipse rx="4" ry="4"/>',
    '<stop stop-color="red"/>': '<stop stop-color="red" offset="0"/>',
    '<g onclick="x()" transform="scale(2)" fill="red" data-x="1"/>': '<g transform="scale(2)" fill="red"/>',
    "<unknown>x</unknown>": "",
    "<fedropshadow dx='1'/>": '<feDropShadow dx="1"/>',
    '<path d="M0 0" mask-type="url(x);fill:red"/>': '<path d="M0 0"/>',
}


@pytest.mark.parametrize(("drawn", "kept"), DRAWINGS.items())
def test_drawings_are_svg_1_1(drawn: str, kept: str) -> None:
    """What the old version has no attribute for is stated as style, which readers heed; the rest goes."""
    root = etree.fromstring(f'<svg xmlns="{SVG}">{drawn}</svg>')
    keep_vocabulary(root)
    inner = "".join(etree.tostring(child, encoding="unicode") for child in root)
    assert inner.replace(f' xmlns="{SVG}"', "") == kept


def test_formulas_state_no_empty_lists(book: Epub) -> None:
    """Such as the space between columns of a set of lines with only one."""
    tables = book.find("text/maths.xhtml", "//m:mtable")
    assert tables
    assert [value for table in tables for value in table.attrib.values() if not value] == []
    assert book.find("text/maths.xhtml", f"//*[namespace-uri()='{MATHML}'][@width='3mu']") == []


def test_conf_names_every_page() -> None:
    """All pages of the book are in its contents."""
    folder = Path(BOOKS / "epub-snippets")
    listed = (folder / "index.md").read_text(encoding="utf-8").split("```")[1].split()[1:]
    assert sorted(listed) == sorted(
        path.stem for path in folder.iterdir() if path.suffix in {".md", ".rst"} and path.stem != "index"
    )

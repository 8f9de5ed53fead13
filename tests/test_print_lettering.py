"""Words in drawings: as large as the text in large print, as the writer drew them in the book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from lxml import etree
from pdf_text import pages
from tools import need

from pamphleteer.print.lettering import lettering

Write = Callable[..., Path]
NS = 'xmlns="http://www.w3.org/2000/svg"'
BEFORE = "# C\n\nWords.\n\n"


def drawing(size: float, wide: int = 400, high: int = 200) -> str:
    """A drawing with one word."""
    return (
        f'<svg {NS} viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f'<rect width="{wide}" height="{high}" fill="none"/><text x="9" y="40" font-size="{size}">Zebra</text></svg>'
    )


def size_of_word(pdf: Path) -> float:
    """How large the word in the drawing is, in points."""
    (found,) = {piece.size for page in pages(pdf) for piece in page if piece.text == "Z"}
    return found


@pytest.mark.parametrize(
    ("inside", "size"),
    [
        ('<text font-size="10">a</text>', 10),
        ('<text font-size="12pt">a</text>', 16),
        ('<text style="fill:red; font-size: 9px">a</text>', 9),
        ('<text style="font: 700 11px sans-serif">a</text>', 11),
        ("<style>.s, p { font-size: 8px }</style><text class='s'>a</text>", 8),
        ('<g font-size="20"><text>a<tspan font-size="50%">b</tspan></text></g>', 10),
        ('<g transform="translate(4 5) scale(2)"><text font-size="6">a</text></g>', 12),
        ('<g transform="matrix(0.5 0 0 0.5 9 9)"><text font-size="30">a</text></g>', 15),
        ('<text font-size="30">a</text><text font-size="7"> </text>', 30),
        ('<defs><text id="t" font-size="9">a</text></defs><use href="#t" transform="scale(3)"/>', 27),
        ("<text>a</text>", 12),
    ],
)
def test_smallest_words_of_a_drawing(inside: str, size: float) -> None:
    """Attributes, styles, inheritance and scale, in a drawing of 100 units."""
    found = lettering(etree.fromstring(f'<svg {NS} viewBox="0 0 100 50">{inside}</svg>'))
    assert found
    assert found.share == pytest.approx(size / 100)


@pytest.mark.parametrize(
    "frame",
    [
        'viewBox="0 0 100 50"',
        'viewBox="0 0 100 50" width="75pt" height="37.5pt"',
        'viewBox="0 0 100 50" width="100%"',
        'width="100" height="50"',
    ],
)
def test_words_are_measured_by_the_frame(frame: str) -> None:
    """The same share of the width, however a drawing says how large it is; one without words has none."""
    found = lettering(etree.fromstring(f'<svg {NS} {frame}><text font-size="10">a</text></svg>'))
    assert found
    assert found.share == pytest.approx(0.1)
    assert lettering(etree.fromstring(f"<svg {NS} {frame}><rect/></svg>")) is None


@pytest.mark.parametrize("option", ["", ":width: 40%\n", ":scale: 50\n"])
def test_a_drawing_grows_in_large_print_alone(build: Build, write_book: Write, option: str) -> None:
    """Words of a twentieth of its width are 18 points, whatever the book says of the width; the book obeys."""
    figure = f"```{{figure}} p.svg\n:alt: A zebra\n{option}\nA caption.\n```\n"
    folder = write_book({"index.md": BEFORE + figure, "p.svg": drawing(20)})
    assert size_of_word(build(folder, "large-print").file("*.pdf")) == pytest.approx(18, abs=0.1)
    assert size_of_word(build(folder, "pdf").file("*.pdf")) < 16


def test_a_tall_drawing_takes_a_page(build: Build, write_book: Write) -> None:
    """It becomes taller than pictures usually may be, and its caption stays on its page."""
    figure = "```{figure} p.svg\n:alt: A zebra\n\nCaptioned.\n```\n"
    folder = write_book({"index.md": BEFORE + figure, "p.svg": drawing(15.5, 400, 530)})
    pdf = build(folder, "large-print").file("*.pdf")
    assert size_of_word(pdf) == pytest.approx(18, abs=0.1)
    (page,) = [page for page in pages(pdf) if any(piece.text == "Z" for piece in page)]
    caption = next(piece for piece in page if "Captioned" in piece.text)
    assert caption.y > 60


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("```{figure} p.svg\n:alt: A zebra\n\nA caption.\n```\n", 5),
        ("![A zebra](p.svg)\n", 5),
    ],
)
def test_words_that_stay_too_small_are_named(
    build: Build, write_book: Write, content: str, line: int
) -> None:
    """File and line, the size on paper, and the size that the words need in the drawing."""
    folder = write_book({"index.md": BEFORE + content, "p.svg": drawing(10)})
    built = build(folder, "large-print", faults=True)
    assert size_of_word(built.file("*.pdf")) == pytest.approx(11.9, abs=0.05)
    assert (
        f"index.md:{line}: WARNING: the smallest words of the drawing p.svg come out at 11.9 points, "
        "and large print needs 18: write them 15.2 units large instead of 10"
    ) in built.warnings
    assert not build(folder, "pdf").warnings


def test_a_tall_drawing_with_small_words_is_named(build: Build, write_book: Write) -> None:
    """The height of the page sets the limit too."""
    folder = write_book({"index.md": BEFORE + "![A zebra](p.svg)\n", "p.svg": drawing(20, 400, 1200)})
    assert "index.md:5: WARNING: the smallest words of" in build(folder, "large-print", faults=True).warnings


def test_a_graph_grows_too(build: Build, write_book: Write) -> None:
    """The words of a drawing by Graphviz are 18 points, or the writer hears of the graph."""
    need("dot")
    graph = "```{graphviz}\n:alt: A graph\n\ndigraph { rankdir=LR; Zebra -> B RANKS }\n```\n"
    conf = 'extensions.append("sphinx.ext.graphviz")'
    folder = write_book({"index.md": BEFORE + graph.replace("RANKS", "")}, conf)
    assert size_of_word(build(folder, "large-print").file("*.pdf")) == pytest.approx(18, abs=0.1)
    chain = " ".join(f"-> C{count}" for count in range(9))
    folder = write_book({"index.md": BEFORE + graph.replace("RANKS", chain)}, conf)
    told = build(folder, "large-print", faults=True).warnings
    assert "index.md:5: WARNING: the smallest words of the drawing of this graph come out at" in told

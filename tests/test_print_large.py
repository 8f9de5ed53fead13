"""Large print, measured on the PDF: RNIB clear print and UKAAF MS03 (see the module `type.typ`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from pdf_ink import contrasts
from pdf_text import Piece, pages
from print_tags import fonts


@pytest.fixture
def large(build: Build) -> Path:
    """The miniature book with every construct, in large print."""
    return build("print-whole", "large-print").file("*-large-print.pdf")


def lines(page: list[Piece]) -> list[float]:
    """The base lines of a page, from the top."""
    return sorted({round(piece.y, 1) for piece in page if piece.text.strip()}, reverse=True)


def test_all_text_is_18_points(large: Path) -> None:
    """Notes, captions, page numbers, tables, code and superscripts included."""
    small = {(piece.text, piece.size) for page in pages(large) for piece in page if piece.size < 18}
    assert small == set()


def test_all_text_stands_out_from_its_ground(large: Path) -> None:
    """At least 7 : 1 (WCAG 2.2, 1.4.6): links, boxes of all kinds and code included."""
    found = contrasts(large)
    assert {pair: ratio for pair, ratio in found.items() if ratio < 7} == {}
    assert len({ground for _text, ground in found}) >= 5


def test_lines_are_1_3_apart(large: Path) -> None:
    """Base lines of text are at least 23.4 points apart; raised and lowered figures and a power in a formula share a line."""
    gaps = [
        above - below
        for page in pages(large)
        for above, below in zip(lines(page), lines(page)[1:], strict=False)
        if above - below > 10
    ]
    assert min(gaps) >= 1.3 * 18


def test_no_italics_and_a_plain_face(large: Path) -> None:
    """Emphasis is bold; the face has no serifs."""
    used = fonts(large)
    assert [name for name in used if "Italic" in name or "SourceSerif" in name] == []
    assert {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"} <= used


def test_text_is_set_left_and_unbroken(large: Path) -> None:
    """Every full line of a paragraph begins at the left margin, and no line ends in a hyphen."""
    page = next(page for page in pages(large) if any("Most people" in piece.text for piece in page))
    left = min(piece.x for piece in page)
    paragraph = [piece for piece in page if piece.x == pytest.approx(left, abs=0.1)]
    assert len(paragraph) >= 8
    assert [piece.text for piece in page if piece.text.rstrip().endswith(("-", "\u00ad", "‐"))] == []


@pytest.mark.parametrize("caption", ["", "Steps"])
@pytest.mark.parametrize("widths", ["auto", "8 30 30 32"])
def test_a_narrow_column_is_as_wide_as_its_word(
    build: Build, write_book: Callable[..., Path], widths: str, caption: str
) -> None:
    """Beside passages of text, a head of five bold letters does not run into its neighbour, nor is it as wide as the line."""
    passage = "You walk as usual without pain, and you can jog very slowly. " * 2
    cells = (
        "".join(f"  - {text}\n" for text in ("Do", "Stop", "Move on")) + "* - 1\n" + f"  - {passage}\n" * 3
    )
    table = f"```{{list-table}} {caption}\n:header-rows: 1\n:widths: {widths}\n\n* - Stage\n{cells}```\n"
    pdf = build(write_book({"index.md": f"# Stages\n\n{table}"}), "large-print").file("*.pdf")
    found = {piece.text: piece.x for page in pages(pdf) for piece in page}
    assert 18 * 5 * 0.6 < found["Do"] - found["Stage"] < 18 * 5


def test_page_number_stands_at_one_place(large: Path) -> None:
    """At the top on the right of every page after the title and the imprint."""
    numbered = pages(large)[3:]
    assert len(numbered) > 5
    for number, page in enumerate(numbered, 1):
        top = [piece for piece in page if piece.y > 760]
        assert "".join(piece.text for piece in top).endswith(str(number))
        assert len({round(piece.y, 1) for piece in top}) == 1

"""Leaflets: one sheet with two sides, in type of at least 12 pt, and a plain message when the text is too much."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import BOOKS, Build, Built
from pdf_text import pages
from print_tags import tags
from tools import page_validation

Write = Callable[..., Path]
MM = 72 / 25.4


@pytest.fixture
def leaflet(build: Build, tmp_path: Path) -> Built:
    """The sample pamphlet as a leaflet."""
    folder = tmp_path / "leaflet"
    shutil.copytree(BOOKS / "pamphlet-sample", folder)
    page = folder / "pamphlet.md"
    page.write_text(page.read_text("utf-8").replace("pamphlet: tri-fold", "pamphlet: leaflet"), "utf-8")
    return build(folder, "pamphlet")


@pytest.mark.parametrize(("sheet", "size"), [("a4", (210, 297)), ("letter", (215.9, 279.4))])
def test_one_sheet_two_sides(leaflet: Built, sheet: str, size: tuple[float, float]) -> None:
    """Two upright pages; the dialogue is told to turn over the long edge; the file is accessible."""
    path = leaflet.file(f"*-{sheet}.pdf")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
        assert [round(float(n) / MM, 1) for n in pdf.pages[0].mediabox[2:]] == list(size)
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert "flip on long edge" in str(pdf.docinfo["/Title"])
    assert page_validation(path, "ua1") == page_validation(path, "2a") == []


def test_text_is_12_points_and_whole(leaflet: Built) -> None:
    """Clear print, and every section with its words, the foot of the sheet last."""
    found = pages(leaflet.file("*-a4.pdf"))
    assert min(piece.size for page in found for piece in page if piece.text.strip()) >= 12
    text = " ".join("".join(piece.text for page in found for piece in page).split())
    parts = (
        "Leg cramps, in short",
        "Is it a cramp or an injury?",
        "Stop the cramp now",
        "When to get help",
        "Not yet clinically reviewed",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_headings_nest(leaflet: Built) -> None:
    """The title is the only heading of the first level; each section has one of the second."""
    kinds = [tag.kind for tag in tags(leaflet.file("*-a4.pdf")) if re.fullmatch(r"H\d", tag.kind)]
    assert kinds[0] == "H1"
    assert kinds.count("H1") == 1
    assert kinds.count("H2") == 6


def page(words: int, layout: str) -> dict[str, str | bytes]:
    """A leaflet of two sections, the second with so many words, in paragraphs of fifty."""
    paragraphs = "\n\n".join(["word " * 50] * (words // 50) or ["word"])
    return {
        "index.md": f"---\npamphlet: {layout}\n---\n\n# In short\n\n## One\n\nA line.\n\n## Two\n\n{paragraphs}\n"
    }


def test_too_much_text(build: Build, write_book: Write) -> None:
    """Which section is the last with room, how much is too much, on which sheet; nothing is written."""
    built = build(write_book(page(5000, "leaflet")), "pamphlet", faults=True)
    said = r"index\.md:11: ERROR: the leaflet is (\d+) mm too long on (A4|Letter): after “Two” there is no more room; shorten it by about (\d+) lines"
    found = re.findall(said, built.warnings)
    assert [sheet for _mm, sheet, _lines in found] == ["A4", "Letter"]
    assert all(int(millimetres) > 100 and int(lines) > 20 for millimetres, _sheet, lines in found)
    assert not list(built.out.glob("*.pdf"))


def test_half_a_sheet(build: Build, write_book: Write) -> None:
    """`leaflet-a5` is for A5 and half a Letter sheet; type grows as far as there is room."""
    built = build(write_book(page(50, "leaflet-a5")), "pamphlet")
    assert sorted(path.name for path in built.out.glob("*.pdf")) == ["index-a5.pdf", "index-half-letter.pdf"]
    sizes = {
        round(piece.size, 1)
        for found in pages(built.file("*-a5.pdf"))
        for piece in found
        if "word" in piece.text
    }
    assert sizes == {14.0}


def test_no_sections(build: Build, write_book: Write) -> None:
    """A page without sections is told to have some."""
    built = build(
        write_book({"index.md": "---\npamphlet: leaflet\n---\n\n# In short\n\nWords.\n"}),
        "pamphlet",
        faults=True,
    )
    assert (
        "index.md:1: ERROR: a leaflet has a section for each thing it says, and this page has none"
        in built.warnings
    )


def test_what_cannot_be_measured_is_no_leaflet(build: Build, write_book: Write) -> None:
    """Where the measure itself fails, that is said, and no file of unknown size is written."""
    text = f"---\npamphlet: leaflet\n---\n\n# In short\n\n## One\n\n{'word ' * 5000}\n"
    built = build(write_book({"index.md": text}), "pamphlet", faults=True)
    assert "index.md:1: ERROR: the pamphlet could not be measured" in built.warnings
    assert not list(built.out.glob("*.pdf"))

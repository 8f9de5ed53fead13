"""Imposed books: every page once, on the right half of the right side, marked for printing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import Build
from pdf_text import pages
from pikepdf import Array, Dictionary, Name

from pamphleteer.print.booklet import impose, sides

Write = Callable[..., Path]
A5 = (419.528, 595.276)


def book(
    path: Path, count: int, *, size: tuple[float, float] = A5, rotate: int = 0, lang: str = "en"
) -> Path:
    """A book whose page 7 says “<007>” at its lower left corner."""
    with pikepdf.new() as pdf:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(CMAP.encode()),
        )
        for n in range(1, count + 1):
            page = pdf.add_blank_page(page_size=size)
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.Contents = pdf.make_stream(f"BT /F 20 Tf 1 0 0 1 10 10 Tm <{code(n)}> Tj ET".encode())
            if rotate:
                page.Rotate = rotate
        pdf.docinfo["/Title"] = "A book"
        pdf.Root.Lang = pikepdf.String(lang)
        if lang == "ar":
            pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
        pdf.save(path)
    return path


CMAP = "beginbfrange\n<0030> <0039> <0030>\nendbfrange"


def code(number: int) -> str:
    """Three digits, two bytes each."""
    return "".join(f"00{ord(digit):02x}" for digit in f"{number:03d}")


def order(path: Path) -> list[tuple[int, int]]:
    """The page numbers on the left and on the right of each side, 0 for a blank."""
    with pikepdf.open(path) as pdf:
        width = float(pdf.pages[0].mediabox[2])
    found = []
    for side in pages(path):
        halves = [0, 0]
        for piece in side:
            halves[piece.x > width / 2 - 2] = int(piece.text)
        found.append((halves[0], halves[1]))
    return found


@pytest.mark.parametrize("count", range(1, 21))
def test_every_page_once_and_folded_in_order(count: int) -> None:
    """Leafing through the folded sheets meets the pages in order, odd ones on the right, blanks only at the end."""
    found = list(sides(count))
    assert len(found) == 2 * -(-count // 4)
    leafed: list[int | None] = []
    for front, back in zip(
        found[::2], found[1::2], strict=True
    ):  # the right half of each sheet, from outside in
        leafed += [front[1], back[0]]
    for front, back in zip(found[-2::-2], found[::-2], strict=True):  # then the left half, from inside out
        leafed += [back[1], front[0]]
    assert leafed == [*range(count), *[None] * (len(leafed) - count)]


@pytest.mark.parametrize(
    ("count", "signature", "sheets"), [(10, 8, [2, 1]), (32, 16, [4, 4]), (5, 4, [1, 1])]
)
def test_signatures_take_no_more_sheets_than_they_need(count: int, signature: int, sheets: list[int]) -> None:
    """Each signature begins with depth 0; the last one may be thinner."""
    found = list(sides(count, signature))
    starts = [n for n, side in enumerate(found) if side[2] == 0 and n % 2 == 0] + [len(found)]
    assert [(b - a) // 2 for a, b in itertools.pairwise(starts)] == sheets
    assert sorted(n for side in found for n in side[:2] if n is not None) == list(range(count))


def test_a_signature_that_cannot_be_folded_is_refused() -> None:
    """Six pages make one sheet and a half."""
    with pytest.raises(ValueError, match="write a multiple of 4"):
        list(sides(12, 6))


def test_pages_stand_on_their_half(tmp_path: Path) -> None:
    """Six pages on two sheets, the blanks in the back."""
    impose(book(tmp_path / "book.pdf", 6), tmp_path / "booklet.pdf")
    assert order(tmp_path / "booklet.pdf") == [(0, 1), (2, 0), (6, 3), (4, 5)]


def test_right_bound_books_are_mirrored(tmp_path: Path) -> None:
    """The book says itself that it is read from right to left."""
    impose(book(tmp_path / "book.pdf", 6, lang="ar"), tmp_path / "booklet.pdf")
    assert order(tmp_path / "booklet.pdf") == [(1, 0), (0, 2), (3, 6), (5, 4)]
    with pikepdf.open(tmp_path / "booklet.pdf") as pdf:
        assert pdf.Root.ViewerPreferences.Direction == Name.R2L
        assert "للطباعة" in str(pdf.docinfo["/Title"])


def test_pages_shrink_to_their_half_but_never_grow(tmp_path: Path) -> None:
    """A5 keeps its size on A4, shrinks on Letter; a small page stays small."""
    sizes = {}
    for name, size, sheet in (("a5", A5, "a4"), ("letter", A5, "letter"), ("a6", (297.6, 419.5), "a4")):
        impose(book(tmp_path / "book.pdf", 4, size=size), tmp_path / f"{name}.pdf", sheet)
        sizes[name] = pages(tmp_path / f"{name}.pdf")[0][0].size
    assert sizes["a5"] == pytest.approx(20, abs=0.01)
    assert sizes["letter"] == pytest.approx(20 * 396 / A5[0], abs=0.01)
    assert sizes["a6"] == 20


def test_creep_moves_inner_pages_to_the_fold(tmp_path: Path) -> None:
    """Each sheet further in by half a millimetre, on both sides of the fold."""
    source = book(tmp_path / "book.pdf", 12)
    impose(source, tmp_path / "flat.pdf")
    impose(source, tmp_path / "creep.pdf", creep=0.5)
    flat, crept = (
        [sorted(p.x for p in side) for side in pages(tmp_path / f"{n}.pdf")] for n in ("flat", "creep")
    )
    step = 0.5 * 72 / 25.4
    assert len(flat) == 6
    for side, (before, after) in enumerate(zip(flat, crept, strict=True)):
        shift = step * (side // 2)
        assert after == pytest.approx([before[0] + shift, before[1] - shift], abs=0.01)


def test_turned_pages_stay_within_their_half(tmp_path: Path) -> None:
    """A page with /Rotate is shown as a viewer shows it."""
    impose(book(tmp_path / "book.pdf", 4, size=(A5[1], A5[0]), rotate=90), tmp_path / "booklet.pdf")
    assert order(tmp_path / "booklet.pdf") == [(4, 1), (2, 3)]


def test_the_booklet_says_that_it_is_for_printing(tmp_path: Path) -> None:
    """In its title, and to the print dialogue."""
    impose(book(tmp_path / "book.pdf", 4), tmp_path / "booklet.pdf")
    with pikepdf.open(tmp_path / "booklet.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "A book (for printing as a booklet)"
        assert pdf.Root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge
        assert pdf.Root.ViewerPreferences.PrintScaling == Name("/None")
        assert [float(n) for n in Array(pdf.pages[0].mediabox)] == [0, 0, 841.89, 595.276]


def test_same_book_same_bytes(tmp_path: Path) -> None:
    """Nothing of the day or of chance gets in, and no half-made file stays."""
    source = book(tmp_path / "book.pdf", 9)
    impose(source, tmp_path / "one.pdf")
    time.sleep(1.1)  # a random identifier changes by the second
    impose(source, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.pdf", "one.pdf", "two.pdf"]


def test_the_builder_takes_its_settings_from_the_project(build: Build, write_book: Write) -> None:
    """Letter paper, two signatures of four pages, and creep; the book itself is not left behind."""
    conf = 'pamphleteer_booklet_sheet = "letter"\npamphleteer_booklet_signature = 4\npamphleteer_booklet_creep = 0.2'
    built = build(write_book({"index.md": "# A book\n\nWords.\n"}, conf), "booklet")
    assert [path.name for path in built.out.glob("*.pdf")] == ["a-book-booklet.pdf"]
    with pikepdf.open(built.file("*.pdf")) as pdf:
        assert [float(n) for n in pdf.pages[0].mediabox] == [0, 0, 792, 612]
        assert "booklet" in str(pdf.docinfo["/Title"])
        assert len(pdf.pages) == 4  # two sheets
    words = ["".join(piece.text for piece in side) for side in pages(built.file("*.pdf"))]
    assert (
        "Words." in words[2] + words[3]
    )  # the second sheet: unfolded together it would be on the back of the first


def test_a_fold_that_no_stapler_goes_through_is_told(build: Build, write_book: Write) -> None:
    """With what to write; sections of 16 pages are none."""
    index = {"index.md": "# A book\n\n" + "```{raw} typst\n#pagebreak()\n```\n\nWords.\n\n" * 81}
    said = build(write_book(index), "booklet", faults=True).warnings
    assert "conf.py:1: WARNING: 22 sheets of the booklet" in said
    assert "pamphleteer_booklet_signature = 16" in said
    build(write_book(index, "pamphleteer_booklet_signature = 16"), "booklet")


def test_the_builder_imposes_the_very_book(build: Build, tmp_path: Path) -> None:
    """A booklet made by itself is to the byte that of the PDF: marks, widths of tables, and what is for `pdf` only."""
    impose(build("print-whole", "pdf").file("*.pdf"), tmp_path / "booklet.pdf")
    assert (
        build("print-whole", "booklet").file("*.pdf").read_bytes() == (tmp_path / "booklet.pdf").read_bytes()
    )


def test_creep_is_a_setting_of_the_project(build: Build, write_book: Write, tmp_path: Path) -> None:
    """The inner sheet of a thick booklet lies nearer to the fold by what conf.py says."""
    index = {"index.md": "# A book\n\nWords.\n"}
    impose(build(write_book(index), "pdf").file("*.pdf"), tmp_path / "crept.pdf", creep=0.3)
    built = build(write_book(index, "pamphleteer_booklet_creep = 0.3"), "booklet")
    assert built.file("*.pdf").read_bytes() == (tmp_path / "crept.pdf").read_bytes()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (
            "pamphleteer_booklet_signature = 6",
            "a signature of 6 pages cannot be folded: write a multiple of 4",
        ),
        ('pamphleteer_booklet_sheet = "a3"', "pamphleteer_booklet_sheet is “a3”: write “a4” or “letter”"),
    ],
)
def test_settings_that_do_not_fit_are_told(
    build: Build, write_book: Write, setting: str, message: str
) -> None:
    """The writer is sent to conf.py, and no half-made booklet is left."""
    built = build(write_book({"index.md": "# A book\n\nWords.\n"}, setting), "booklet", faults=True)
    assert "conf.py:1: ERROR: " in built.warnings
    assert message in built.warnings
    assert not list(built.out.glob("*.pdf"))

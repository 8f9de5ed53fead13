"""Tri-fold pamphlets: panels in fold order, text of at least 12 pt, and a plain message for all that does not fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import segno
from conftest import BOOKS, Build, Built
from pdf_text import Piece, pages
from PIL import Image
from tools import need, run

MM = 72 / 25.4
TITLES = (
    "Leg cramps",
    "Is it a cramp or an injury?",
    "Stop the cramp now",
    "The first three days",
    "Exercises in short",
    "When to get help",
)
SIX = "".join(f"## Panel {n}\n\nText {n}.\n\n" for n in ("one", "two", "three", "four", "five", "six"))
Write = Callable[..., Path]


@pytest.fixture
def sample(build: Build) -> Built:
    """The sample, built."""
    return build("pamphlet-sample", "pamphlet")


def pamphlet(body: str, layout: str = "tri-fold") -> dict[str, str | bytes]:
    """The files of a book that is all pamphlet."""
    return {"index.md": f"---\npamphlet: {layout}\n---\n\n# In short\n\n{body}"}


def words(page: list[Piece]) -> str:
    """All text of a page in the order in which it is drawn."""
    return " ".join(" ".join(piece.text for piece in page).split())


def starts(page: list[Piece], titles: tuple[str, ...]) -> list[float]:
    """How far from the left edge each panel's title begins, in millimetres."""
    return [
        next(p.x for p in page if p.size > 20 and title.startswith(p.text.strip())) / MM for title in titles
    ]


@pytest.mark.parametrize(("sheet", "width"), [("a4", 297.0), ("letter", 279.4)])
def test_panels_fold_in_order(sample: Built, sheet: str, width: float) -> None:
    """Outside 5, 6, 1, inside 2, 3, 4; the flap, panels 5 and 4, is 2.25 mm narrower than the others."""
    outside, inside = pages(sample.file(f"pamphlet-{sheet}.pdf"))
    flap, wide = width / 3 - 1.5, width / 3 + 0.75
    margin, cover_margin = 8.5, 11
    outer = starts(outside, (TITLES[4], TITLES[5], TITLES[0]))
    assert outer == pytest.approx([margin, flap + margin, flap + wide + cover_margin], abs=0.01)
    inner = starts(inside, TITLES[1:4])
    assert inner == pytest.approx([margin, wide + margin, 2 * wide + margin], abs=0.01)


def test_tags_follow_reading_order(sample: Built) -> None:
    """Panel 1 comes before 5 and 6 in the file, though it stands at the right."""
    outside, _inside = pages(sample.file("pamphlet-a4.pdf"))
    places = [words(outside).index(title.split()[0]) for title in (TITLES[0], TITLES[4], TITLES[5])]
    assert places == sorted(places)


def test_the_screen_edition_is_in_reading_order(sample: Built) -> None:
    """One panel a page, from 1 to 6, tagged."""
    found = pages(sample.file("pamphlet-screen.pdf"))
    assert len(found) == 6
    for page, title in zip(found, TITLES, strict=True):
        assert words(page).startswith(title)
    with pikepdf.open(sample.file("pamphlet-screen.pdf")) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Leg cramps, in short"


def test_same_words_on_all_sheets(sample: Built) -> None:
    """Nothing is lost on the way from A4 to Letter and to the screen."""
    found = {
        name: sorted(
            "".join(words(page) for page in pages(sample.file(f"pamphlet-{name}.pdf"))).replace(" ", "")
        )
        for name in ("a4", "letter", "screen")
    }
    assert found["a4"] == found["letter"] == found["screen"]


@pytest.mark.parametrize("name", ["a4", "letter", "screen"])
def test_no_text_is_smaller_than_12_points(sample: Built, name: str) -> None:
    """Measured on paper; text grows to 14 points where all panels have room."""
    sizes = {piece.size for page in pages(sample.file(f"pamphlet-{name}.pdf")) for piece in page}
    assert min(sizes) >= 12
    assert 14 in sizes


def test_the_back_says_where_who_and_when(sample: Built) -> None:
    """Address with QR code, review, dates, version and licence."""
    back = words(pages(sample.file("pamphlet-screen.pdf"))[5])
    for text in (
        "Read the whole guide: cramps.example.org/",
        "Not yet clinically reviewed. No clinician has checked this guide yet.",
        "Last reviewed: 1 May 2026",
        "Next review due: 1 May 2027",
        "Version 1.2",
        "Text and pictures: CC BY 4.0",
    ):
        assert text in back
    with pikepdf.open(sample.file("pamphlet-a4.pdf")) as pdf:
        assert "QR code that leads to cramps.example.org/guide" in alternatives(pdf)


def alternatives(pdf: pikepdf.Pdf) -> list[str]:
    """The text alternatives of a document."""
    found = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o)
    return [str(o.Alt) for o in found]


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ('pamphleteer_address = "cramps.example.org"', "https://cramps.example.org"),
        ('html_baseurl = "https://cramps.example.org/en/"', "https://cramps.example.org/en/"),
        ('pamphleteer_address = "cramps.example"\nhtml_baseurl = "https://cramps.example.org/en/"', "https://cramps.example.org/en/"),
    ],
)  # fmt: skip
def test_the_code_leads_to_the_web_edition(
    build: Build, write_book: Write, settings: str, address: str
) -> None:
    """The whole address, though paper may show a shorter one."""
    drawn = build(write_book(pamphlet(SIX), settings), "pamphlet").out / ".typst" / "index" / "qr.svg"
    wanted = drawn.with_name("wanted.svg")
    segno.make(address, error="q", micro=False).save(
        str(wanted), border=2, dark="#000", light="#fff", nl=False
    )
    assert drawn.read_bytes() == wanted.read_bytes()


def test_no_address_no_code(build: Build, write_book: Write) -> None:
    """A book that is not on the web prints no QR code."""
    built = build(write_book(pamphlet(SIX)), "pamphlet")
    with pikepdf.open(built.file("index-a4.pdf")) as pdf:
        assert alternatives(pdf) == []
    assert "whole guide" not in words(pages(built.file("index-a4.pdf"))[0])


def test_printers_are_told_how(sample: Built) -> None:
    """In the title of the sheets and in what the print dialogue reads."""
    with pikepdf.open(sample.file("pamphlet-letter.pdf")) as pdf:
        title = str(pdf.docinfo["/Title"])
        assert title == "Leg cramps, in short (Letter, to print: both sides, flip on short edge, 100\u00a0%)"
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        assert pdf.Root.ViewerPreferences.PrintScaling == pikepdf.Name("/None")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_what_only_a_book_can_use_is_left_out(sample: Built) -> None:
    """No notes, captions or text for the web; references are plain words."""
    text = " ".join(words(page) for page in pages(sample.file("pamphlet-a4.pdf")))
    assert "no massage, no hard stretch. " in text
    assert "See Which is it" in text
    for gone in ("bleeding muscle", "straight back", "web page only", "Fig."):
        assert gone not in text


def test_citations_are_left_out(build: Build, write_book: Write) -> None:
    """A passage keeps its words and its full stop."""
    files = pamphlet(
        SIX.replace(
            "Text two.", "Stretching helps {cite:p}`miller`. So does time {cite:p}`miller`, they say."
        )
    )
    files["sources.md"] = "---\norphan: true\n---\n\n# Sources\n\n```{bibliography}\n```\n"
    files["sources.bib"] = "@misc{miller, title={Cramps}, author={Miller, A.}, year={2022}}"
    conf = 'extensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["sources.bib"]'
    built = build(write_book(files, conf), "pamphlet")
    assert "Stretching helps. So does time, they say." in words(pages(built.file("index-screen.pdf"))[1])


def test_references_by_figure_number_are_reported(build: Build, write_book: Write) -> None:
    """A pamphlet shows no figure numbers, so none may be spoken of."""
    figure = "```{figure} a.svg\n:alt: A dot\n:name: dot\n\nA dot.\n```\n\nSee {numref}`dot`."
    files = pamphlet(SIX.replace("Text two.", figure))
    files["a.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
    built = build(write_book(files, "numfig = True"), "pamphlet", faults=True)
    assert "index.md" in built.warnings
    assert "“Fig. 1” counts figures, and a pamphlet shows none of their numbers" in built.warnings


def test_a_picture_that_cannot_be_shown_leaves_its_words(build: Build, write_book: Write) -> None:
    """On the cover too."""
    files = pamphlet(SIX.replace("Text one.", "![Words of one](broken.svg)"))
    built = build(write_book({**files, "broken.svg": "no drawing"}), "pamphlet", faults=True)
    assert "index.md:9: WARNING: the picture broken.svg" in built.warnings
    assert "Words of one" in words(pages(built.file("index-screen.pdf"))[0])


def test_right_to_left_is_mirrored(build: Build) -> None:
    """From the left: 1, 6, 5 outside and 4, 3, 2 inside, each panel set from its right edge."""
    outside, inside = pages(build("pamphlet-rtl", "pamphlet").file("fold-a4.pdf"))
    column = {
        name: next(int(p.x / (99 * MM)) for p in side if p.text.strip() == name[::-1])
        for side, names in ((outside, ("السادس", "الخامس")), (inside, ("الثاني", "الثالث", "الرابع")))
        for name in names
    }
    assert column == {"السادس": 1, "الخامس": 2, "الرابع": 0, "الثالث": 1, "الثاني": 2}
    digits = next(p.x for p in inside if p.text.strip() == "1") / MM
    assert 195 - 20 < digits < 97.5 + 99.75


def test_same_book_same_bytes(build: Build, tmp_path: Path) -> None:
    """From another folder too."""
    first = {path.name: path.read_bytes() for path in build("pamphlet-sample", "pamphlet").out.glob("*.pdf")}
    shutil.copytree(BOOKS / "pamphlet-sample", tmp_path / "elsewhere")
    second = {
        path.name: path.read_bytes() for path in build(tmp_path / "elsewhere", "pamphlet").out.glob("*.pdf")
    }
    assert sorted(first) == ["pamphlet-a4.pdf", "pamphlet-letter.pdf", "pamphlet-screen.pdf"]
    assert first == second


def test_a_book_without_pamphlets_is_no_fault(build: Build, write_book: Write) -> None:
    """There is nothing to do."""
    built = build(write_book({"index.md": "# A book\n"}), "pamphlet")
    assert list(built.out.glob("*.pdf")) == []


def test_bleed_for_a_print_shop(build: Build, tmp_path: Path) -> None:
    """The trim is the sheet, the bleed lies round it, the marks beyond; the cover's colour runs out on three sides."""
    built = build("pamphlet-sample", "pamphlet", pamphleteer_bleed=3)
    plain = built.file("*-a4.pdf")
    with pikepdf.open(built.file("*-a4-bleed.pdf")) as pdf, pikepdf.open(plain) as before:
        assert len(pdf.pages) == 2
        for page, other in zip(pdf.pages, before.pages, strict=True):
            trim, bled, whole = (
                [float(n) / 72 * 25.4 for n in page[box]] for box in ("/TrimBox", "/BleedBox", "/MediaBox")
            )
            assert [round(n, 2) for n in trim] == [10, 10, 307, 220]
            assert [round(n, 2) for n in bled] == [7, 7, 310, 223]
            assert [round(n, 1) for n in whole] == [0, 0, 317, 230]
            assert [round(float(n), 1) for n in other.mediabox] == [0, 0, 841.9, 595.3]
    need("pdftoppm")
    shot = tmp_path / "shot"
    first = ["-r", "72", "-f", "1", "-l", "1", "-singlefile", "-png"]
    run(["pdftoppm", *first, built.file("*-a4-bleed.pdf"), shot])
    picture = Image.open(shot.with_suffix(".png")).convert("RGB")

    def at(x: float, y: float) -> object:
        """The colour at a place in millimetres."""
        return picture.getpixel((round(x * MM), round(y * MM)))

    pale = at(300, 15)
    assert pale != (255, 255, 255)
    assert at(308.5, 100) == at(250, 8.5) == at(250, 221.5) == pale
    assert at(312, 100) == at(100, 8.5) == (255, 255, 255)

"""Words on one another and words off the paper are read back from the pages, and told with the chapter's file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import typst
from conftest import Build

from pamphleteer.print.compile import FONTS
from pamphleteer.print.page_faults import Fault, page_faults

Write = Callable[..., Path]
PAGE = '#set page(width: 200pt, height: 200pt, margin: 20pt)\n#set text(font: ("Source Serif 4", "Amiri"), size: 10pt)\n'


SHEET = "<svg xmlns='http://www.w3.org/2000/svg' width='160' height='60' font-size='10'>{}</svg>"


def drawing(*parts: str) -> str:
    """A picture of shapes and words in the order in which they are painted."""
    shapes = {
        "sheet": "<rect width='90' height='40' fill='white' stroke='black'/>",
        "pale": "<rect width='90' height='40' fill='white' fill-opacity='0.5'/>",
        "small": "<rect width='35' height='40' fill='white'/>",
        "frame": "<rect width='90' height='40' fill='none' stroke='black'/>",
    }
    drawn = (
        shapes.get(part, f"<text x='5' y='20' font-family='Source Serif 4'>{part}</text>") for part in parts
    )
    return f'#image(bytes("{SHEET.format("".join(drawn))}"), format: "svg", alt: "Sheets")'


@pytest.fixture
def faults(tmp_path: Path) -> Callable[[str], list[Fault]]:
    """What is wrong with the pages of some Typst."""

    def read(source: str) -> list[Fault]:
        pdf = tmp_path / "page.pdf"
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
        pdf.write_bytes(typst.compile((PAGE + source).encode(), format="pdf", font_paths=fonts))
        return page_faults(pdf)

    return read


@pytest.mark.parametrize(
    ("source", "word", "other"),
    [
        ("#place[Monday]#place[Tuesday]", "Monday", "Tuesday"),
        ("#place[One line of words]#place(dx: 20pt, dy: 2pt)[elsewhere]", "", "elsewhere"),
        (
            "#grid(columns: (20pt, 1fr), [Electroencephalography], [others])",
            "Electroencephalography",
            "others",
        ),
        ("#place(rotate(-90deg, reflow: true)[Turned words])#place(dy: 20pt)[upright words]", "", ""),
        ("#place[$a + b + c$]#place[words]", "", "words"),
        ('#set text(dir: rtl, lang: "ar")\n#place[مرحبا بالعالم]#place(dy: 1pt)[الكتاب الجديد]', "", ""),
        ('#place(text(dir: rtl, lang: "ar")[مرحبا بالعالم])#place[words]', "", "words"),
        ("#place[$a + b + c$]#place[$x + y + z$]", "", ""),
        ("#place($ sum_i a_i $)#place(dx: 3pt, $ integral_0^1 f(x) dif x $)", "", ""),
        (drawing("Monday", "Tuesday"), "", ""),
        (drawing("Monday", "pale", "Tuesday"), "", ""),
        (drawing("Electroencephalography", "small", "Tuesday"), "", ""),
        (drawing("sheet", "Monday", "frame", "Tuesday"), "", ""),
        (
            "#place[Monday]#place(rect(width: 90pt, height: 40pt, fill: white))#place[Tuesday]",
            "Monday",
            "Tuesday",
        ),
        (
            "#table(columns: (20pt, 60pt), fill: white, [Electroencephalography], [others])",
            "Electroencephalography",
            "others",
        ),
    ],
    ids=[
        "same place",
        "a little lower",
        "narrow column",
        "turned",
        "formula",
        "Arabic",
        "Arabic and Latin",
        "formulas",
        "displayed formulas",
        "in a drawing",
        "below a pale shape",
        "half hidden",
        "on a sheet, below a frame",
        "text below a box",
        "cells with a background",
    ],
)
def test_words_on_one_another_are_found(
    faults: Callable[[str], list[Fault]], source: str, word: str, other: str
) -> None:
    """With both words and their place."""
    found = faults(source)
    assert found
    assert all(fault.other for fault in found)
    assert any(word in (f.word, f.other) or not word for f in found)
    assert any(other in (f.word, f.other) or not other for f in found)
    assert all(fault.page == 1 and 15 < fault.x < 190 and 15 < fault.y < 190 for fault in found)


@pytest.mark.parametrize("move", ["dx: -30pt", "dx: 150pt", "dy: -25pt", "dy: 175pt", "dx: 300pt"], ids=str)
def test_words_off_the_paper_are_found(faults: Callable[[str], list[Fault]], move: str) -> None:
    """On every side, wholly or in part."""
    found = faults(f"A line.\n\n#place(top, {move})[Wanderer]")
    assert [fault.word for fault in found if not fault.other] == ["Wanderer"]


def test_words_beyond_the_trim_are_found(tmp_path: Path) -> None:
    """What a print shop cuts off is no part of the page."""
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(typst.compile(f"{PAGE}Words".encode(), format="pdf"))
    with pikepdf.open(pdf, allow_overwriting_input=True) as file:
        file.pages[0].trimbox = pikepdf.Array([40, 40, 160, 160])
        file.save(pdf)
    assert [fault.word for fault in page_faults(pdf)] == ["Words"]


PRINTED = ("print-whole", "print-small", "epub-demanding", "epub-snippets")
HARMLESS = {
    "slanted beside upright": "_of_#[f] _f_#[l] *bold*_f_! #text(size: 18pt)[_of_]#[f]",
    "raised and lowered": "word#super[12] x#sub[i]#super[2], H#sub[2]O#super[+] [#super[1]#super[2]]",
    "accents": "Ǻ ḗ ṩ e\u0301 o\u0308\u0304 z\u0331",
    "struck and underlined": "#strike[gone] #underline[here] #highlight[there] #overline[above]",
    "formulas": "$ sum_(i=0)^n sqrt(x_i^2 / (1 + e^(-x_i))) $ \n $ hat(x) tilde(y) arrow(v) dot.double(a) overbrace(a + b, n) "
    "binom(n, k) $ \n $ mat(1, 2; 3, 4) cancel(x) lim_(x -> 0) integral_a^b f(x) dif x $",
    "close lines": "#set par(leading: 0pt)\nSome words that go over several lines of the page, with fly, jig and gap.",
    "Arabic": '#set text(lang: "ar", dir: rtl)\nالسَّلامُ عَلَيْكُم ورحمة الله لا إله في الكتاب مختلف مختلفة پاسخگویی مشخص مخزن محمد لمحمد نجح',
    "twice at one place": "#place[halo]#place[halo]",
    "sheets on one another in a drawing": drawing(
        "sheet", "Monday", "sheet", "Tuesday", "sheet", "Wednesday"
    ),
    "words that the frame of a drawing cuts off": drawing("sheet", "Monday").replace("x='5'", "x='-60'"),
    "two formulas in a line": "$x_1$$y^2$ $sqrt(x)$/$sqrt(y)$",
    "words in a box with a frame": "#box(stroke: 1pt, inset: 1pt)[key] + #box(fill: yellow)[key]",
}


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_good_typesetting_is_no_fault(faults: Callable[[str], list[Fault]], source: str) -> None:
    """Letters that touch, and signs that belong on others."""
    assert faults(source) == []


def test_the_chapter_is_named(build: Build, write_book: Write) -> None:
    """In the run that makes the PDF; the book is made."""
    index = "# Book\n\n```{toctree}\none\ntwo\n```\n"
    one = "# One\n\nWords.\n\n- item\n\n| A | B |\n|---|---|\n| x | y |\n\n```{raw} typst\n#place[Monday]#place[Tuesday]\n```\n"
    two = "# Two\n\nWords.\n\n> A quotation.\n\n```{raw} typst\n#move(dx: 420pt)[Away]\n```\n\nMore.\n"
    built = build(write_book({"index.md": index, "one.md": one, "two.md": two}), "pdf", faults=True)
    lines = built.warnings.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(
        "one.md:11: WARNING: page 5 of a-book.pdf: “Monday” lies on “Tuesday”: write it"
    )
    assert lines[1].startswith("two.md:7: WARNING: page 7 of a-book.pdf: “Away” leaves the paper: write it")
    assert built.file("*.pdf").is_file()
    sources = (built.out / ".typst").glob("chapters/*.typ")
    assert [path for path in sources if "#where" in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("name", "builder"),
    [
        *((name, builder) for name in PRINTED for builder in ("pdf", "large-print")),
        ("print-whole", "booklet"),
        ("pamphlet-sample", "pamphlet"),
        ("pamphlet-rtl", "pamphlet"),
    ],
)
def test_sample_books_have_no_such_words(build: Build, name: str, builder: str) -> None:
    """Also those that are there for the e-book and tell of other things."""
    built = build(name, builder, faults=name.startswith("epub"))
    found = sorted(built.out.glob("*.pdf"))
    assert found
    assert {path.name: page_faults(path) for path in found} == {path.name: [] for path in found}

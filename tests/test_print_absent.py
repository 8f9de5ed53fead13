"""Letters that no font has: their numbers stand in boxes, the writer is told where, and the book is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from pdf_text import pages
from print_tags import fonts
from tools import page_validation

Write = Callable[..., Path]
RUNE = "\U00013000"
CHAPTER = f"""# A title {RUNE}

Text {RUNE} here, and a note[^n]. {{index}}`entry {RUNE}`

- Devanagari नमस्ते, Thai ภาษา

Private \ue000 \uf8ff, marks a\u0324\u1ab0, joined 👩\u200d🚀.

`code {RUNE}`

```
one
line {RUNE}
```

| Head {RUNE} | Other |
|---|---|
| x | y |

$$
x + {RUNE} + \\text{{{RUNE}}}
$$

In a line ${RUNE}$.

```{{admonition}} Box {RUNE}
Text
```

[^n]: Note {RUNE}.
"""
LINES = (1, 3, 5, 7, 9, 11, 16, 20, 24, 26, 30)
CONF = 'myst_enable_extensions = ["dollarmath"]'


def text_of(pdf: Path) -> str:
    """All letters of a PDF, without white space."""
    return "".join("".join(piece.text for page in pages(pdf) for piece in page).split())


@pytest.fixture
def book(write_book: Write) -> Path:
    """A book with a letter that no font has in every place that holds text."""
    conf = f"{CONF}\npamphleteer_subtitle = 'Under {RUNE}'\n"
    return write_book({"index.md": f"# Book {RUNE}\n\n```{{toctree}}\none\n```\n", "one.md": CHAPTER}, conf)


def test_the_book_is_made_with_numbers(build: Build, book: Path) -> None:
    """In titles, contents, index, tables, code, formulas, notes and boxes; the words around them are as they were."""
    built = build(book, "pdf", faults=True)
    said = built.warnings.splitlines()
    assert [line for line in said if " WARNING: no font of this edition has “" not in line] == []
    assert [line for line in LINES if not any(one.startswith(f"one.md:{line}:") for one in said)] == []
    assert any(line.startswith("index.md:1: WARNING") for line in said)
    pdf = built.file("*.pdf")
    text = text_of(pdf)
    for words in (
        "AtitleU+13000",
        "TextU+13000here",
        "entryU+13000",
        "codeU+13000",
        "lineU+13000",
        "NoteU+13000",
    ):
        assert words in text
    for words in (
        "HeadU+13000",
        "BoxU+13000",
        "UnderU+13000",
        "PrivateU+E000U+F8FF,marksaU+0324U+1AB0",
    ):
        assert words in text
    assert "नमस्ते" not in text
    assert "DevanagariU+0928U+092EU+0938" in text
    assert "👩" in text
    assert text.count("U+13000") >= 14
    assert page_validation(pdf, "ua1") == []


def test_numbers_are_as_large_as_the_text_in_large_print(build: Build, book: Path) -> None:
    """18 points, as all text, but for powers and indices in formulas."""
    pdf = build(book, "large-print", faults=True).file("*.pdf")
    sizes = {piece.size for page in pages(pdf) for piece in page if "U+" in piece.text}
    assert sizes
    assert min(sizes) >= 18


def test_letters_of_a_script_come_from_no_font_for_formulas(build: Build, write_book: Write) -> None:
    """It has the letters of Devanagari, and does not join them; it has signs, which are welcome."""
    folder = write_book({"index.md": "# Book\n\nWords नमस्ते and ⟶ 𝐚.\n"})
    built = build(folder, "pdf", faults=True)
    assert "index.md:3: WARNING: no font of this edition has “तनमसे" in built.warnings
    assert any("NewCMMath" in name for name in fonts(built.file("*.pdf")))
    assert "⟶" in text_of(built.file("*.pdf"))


def test_a_full_stop_of_another_script(
    build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no font of Chinese is installed, the writer is told how to get one."""
    monkeypatch.setattr("pamphleteer.print.cjk.installed", list)
    built = build(write_book({"index.md": "# Book\n\nWords。 More.\n"}), "pdf", faults=True)
    assert built.warnings.startswith(
        "index.md:3: WARNING: no font of this edition has “。” (U+3002): their numbers are printed in boxes; install Noto CJK"
    )
    assert built.warnings.count("WARNING") == 1
    assert "WordsU+3002" in text_of(built.file("*.pdf"))


def test_a_book_of_boxes_is_refused(build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book that is all in a script without a font needs the font."""
    monkeypatch.setattr("pamphleteer.print.cjk.installed", list)
    built = build(write_book({"index.md": "# 書\n\n" + "漢字の本です。" * 60 + "\n"}), "pdf", faults=True)
    assert "index.md:3: ERROR: no font of this edition has “" in built.warnings
    assert "install Noto CJK" in built.warnings
    assert not list(built.out.glob("*.pdf"))


def test_a_pamphlet_is_made_with_numbers(build: Build, write_book: Write) -> None:
    """As the book."""
    page = "---\npamphlet: leaflet\n---\n# Sheet\n\n## One\n\nWords \U00013000 here.\n"
    folder = write_book({"index.md": "# Book\n\n```{toctree}\nsheet\n```\n", "sheet.md": page})
    built = build(folder, "pamphlet", faults=True)
    assert "sheet.md:8: WARNING: no font of this edition has “\U00013000”" in built.warnings
    assert "ERROR" not in built.warnings
    found = sorted(built.out.glob("*.pdf"))
    assert len(found) == 2
    assert all("WordsU+13000here" in text_of(pdf) for pdf in found)

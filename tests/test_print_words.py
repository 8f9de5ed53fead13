"""Every word of a book is printed, in its order; the checker itself finds what is missing or moved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BOOKS, Build
from hypothesis import given
from hypothesis import strategies as st
from printed_words import after, compare
from tools import ROOT, need, sphinx_build

Write = Callable[..., Path]


@pytest.mark.parametrize("name", ["print-whole", "print-small", "epub-demanding"])
def test_no_word_is_lost(name: str, build: Build, tmp_path: Path) -> None:
    """What chapters say stands in the PDF, one run of text after the other."""
    need("pdftotext")
    pdf = build(name, "pdf", faults=True).file("*.pdf")
    assert list(map(str, compare(BOOKS / name, BOOKS / name, tmp_path, pdf))) == []


def test_no_word_of_the_guide_is_lost(guide: Path, tmp_path: Path) -> None:
    """The same."""
    need("pdftotext")
    (pdf,) = guide.glob("pdf/*-injury.pdf")
    assert list(map(str, compare(ROOT / "book", ROOT, tmp_path, pdf))) == []


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (
            "Take the stairs slowly, one step after the other.\n\nHold the rail with one hand, and look ahead.\n",
            [],
        ),
        (
            "Take the stairs slowly, one step after the other.\n",
            ["Hold the rail with one hand, and look ahead."],
        ),
        (
            "Hold the rail with one hand, and look ahead.\n\nTake the stairs slowly, one step after the other.\n",
            ["Hold the rail with one hand, and look ahead."],
        ),
    ],
)
def test_the_checker_finds_what_is_lost_or_moved(
    write_book: Write, tmp_path: Path, printed: str, told: list[str]
) -> None:
    """A PDF of another text: a sentence is missing, or two have changed places."""
    need("pdftotext")
    index = "# Book\n\n```{toctree}\nchapter\n```\n"
    chapter = "# C\n\nTake the stairs slowly, one step after the other.\n\nHold the rail with one hand, and look ahead.\n"
    folder = write_book({"index.md": index, "chapter.md": f"# C\n\n{printed}"})
    (pdf,) = sphinx_build(folder, "pdf", tmp_path).glob("*.pdf")
    write_book({"chapter.md": chapter})
    assert [fault.text for fault in compare(folder, folder, tmp_path / "again", pdf)] == told


@given(st.lists(st.text("abcdef", min_size=6, max_size=30), max_size=6), st.text("xyz", max_size=40))
def test_a_text_is_found_whatever_parts_it(parts: list[str], between: str) -> None:
    """Page furniture between two parts of a text does not hide it, and the end is where it ends."""
    text = "".join(parts)
    found = between.join(parts)
    assert after(text, found + "xyz", 0) == len(found)

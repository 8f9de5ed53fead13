"""The guide in large print, measured on its PDF: size of words, length of lines, contrast."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pdf_ink import contrasts
from pdf_text import pages

LONGEST = 70
"""Letters and spaces in a line of clear print (RNIB, UKAAF: 60 to 70)."""


@pytest.fixture(scope="module")
def large(guide: Path) -> Path:
    """The large-print PDF of the guide."""
    (found,) = guide.glob("pdf/*-large-print.pdf")
    return found


def test_no_words_are_under_18_points(large: Path) -> None:
    """Those in drawings included."""
    text = [piece for page in pages(large) for piece in page if piece.text.strip()]
    assert {(piece.text, piece.size) for piece in text if piece.size < 18} == set()
    assert sum(len(piece.text) == 1 for piece in text) > 500  # drawings show their words letter by letter


def test_no_line_is_longer_than_an_eye_can_follow(large: Path) -> None:
    """At most 70 letters and spaces, and full lines come near to 60."""
    found = []
    for page in pages(large):
        lines: dict[float, str] = defaultdict(str)
        for piece in page:
            lines[round(piece.y)] += piece.text
        found += [line.strip() for line in lines.values()]
    assert [line for line in found if len(line) > LONGEST] == []
    assert max(map(len, found)) > 50


def test_all_text_stands_out_from_its_ground(large: Path) -> None:
    """At least 7 : 1 (WCAG 2.2, 1.4.6), on white, in boxes and in drawings."""
    found = contrasts(large)
    assert {pair: ratio for pair, ratio in found.items() if ratio < 7} == {}
    assert len({ground for _text, ground in found}) >= 4
    assert any(text == (1, 1, 1) for text, _ground in found)

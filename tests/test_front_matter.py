"""Faulty front matter is named with file, line and what to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build

GOOD = "---\nlast_reviewed: 2026-11-24\nnext_review: 2027-11-24\nclinical_review: none\n---\n# Start\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "advice"),
    [
        ("next_review: 2027-11-24", "next_review: soon", "index.md:3:", "write it as 2027-11-24"),
        ("last_reviewed: 2026-11-24", "last_reviewed: 24/11/2026", "index.md:2:", "write it as 2027-11-24"),
        ("next_review: 2027-11-24", "next_review: 2026-01-01", "index.md:3:", "write a later date"),
        ("next_review: 2027-11-24", "next_review: 2031-01-01", "index.md:3:", "bring it forward"),
        ("review: none", "review: Dr Example", "index.md:4:", "`clinical_review: none`"),
    ],
)
def test_fault_is_named(
    build: Build, write_book: Callable[..., Path], old: str, new: str, place: str, advice: str
) -> None:
    """Each faulty field gives one warning at its line."""
    built = build(write_book({"index.md": GOOD.replace(old, new)}), faults=True)
    assert built.warnings.startswith(place)
    assert advice in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_good_front_matter_is_silent(build: Build, write_book: Callable[..., Path]) -> None:
    """Good dates and an honest `none` are no fault, nor is a signature in full."""
    signed = GOOD.replace("none", "{name: A. Example, role: nurse, date: 2026-11-20}")
    build(write_book({"index.md": GOOD}))
    build(write_book({"index.md": signed}))

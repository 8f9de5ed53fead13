"""The e-book of the guide, before the judges: EPUBCheck, Ace, screens of two sizes, two reading systems.

These look at what `make all` has built.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import MODULES, ROOT, ace, browser_check, epubcheck, missing, need, run, unpack

BUILT = ROOT / "_build"
PICTURES = BUILT / "ci"


@pytest.fixture(scope="module")
def ebook() -> Path:
    """The e-book of the guide."""
    found = sorted((BUILT / "epub").glob("*.epub"))
    if not found:
        missing("no e-book in _build/epub: run make all first")
    return found[0]


def test_epubcheck_has_nothing_to_say(ebook: Path) -> None:
    """No fatal error, error, warning or usage message."""
    assert epubcheck(ebook) == []


def test_ace_finds_no_violation(ebook: Path) -> None:
    """Ace by DAISY reports nothing."""
    assert ace(ebook) == []


def test_nothing_leaves_the_screen(ebook: Path, tmp_path: Path) -> None:
    """No page is wider than an e-reader or a phone, and every picture is there."""
    sizes = [[600, 800], [360, 640]]
    pages = unpack(ebook, tmp_path)
    assert pages
    assert browser_check("overflow", {"folder": tmp_path, "pages": pages, "sizes": sizes}) == []


@pytest.mark.parametrize("engine", ["epubjs", "foliate"])
def test_a_reader_comes_to_the_end(ebook: Path, engine: str) -> None:
    """The book can be read page by page to its last section, without an error."""
    need("readers")
    PICTURES.mkdir(parents=True, exist_ok=True)
    wish = {"engine": engine, "book": ebook, "modules": MODULES, "width": 600, "height": 800}
    course = browser_check("read", {**wish, "pictures": 12, "out": PICTURES})
    assert course["trouble"] == []
    assert course["screens"] > 20
    assert len(course["reached"]) == len(course["sections"])
    assert course["contents"]


def test_mupdf_draws_every_page(ebook: Path, tmp_path: Path) -> None:
    """A third, small engine opens the book without complaint."""
    need("mutool")
    done = run(["mutool", "draw", "-q", "-F", "txt", "-o", tmp_path / "text.txt", ebook])
    assert done.returncode == 0, done.stderr
    assert "What to do next" in (tmp_path / "text.txt").read_text(encoding="utf-8")

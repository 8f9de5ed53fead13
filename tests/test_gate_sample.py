"""The demanding sample, before the judges: EPUBCheck, Ace, screens of two sizes, three reading systems.

It holds what breaks e-books; whatever a page of it loses, hides or pushes off the screen shows here.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from conftest import BOOKS
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tools import MODULES, ROOT, ace, browser_check, epubcheck, need, run, unpack

PICTURES = ROOT / "_build" / "ci" / "sample"
WORDS = (
    "Use the other shell", "The second tab inside a tab", "Seen after a swipe", "Folded twice", "Text of card two",
    "Behind the toggle", "Panel B", "A film in the folder", "table in a table", "The rest", "Say what has been counted",
    "What moves on a gauge", "انقباض مفاجئ", "внезапное сокращение", "Its parts", "perhaps", "Cramps & strains",
)  # fmt: skip
"""From behind tabs, toggles and dropdowns, from docstrings, notes, long tables and other scripts."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built once."""
    folder, source = tmp_path_factory.mktemp("sample"), BOOKS / "epub-demanding"
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source, source, folder / "out", folder / "doctrees", "epub", status=None, warning=io.StringIO()
        )
        app.build(force_all=True)
    (found,) = (folder / "out").glob("*.epub")
    return found


def test_epubcheck_has_nothing_to_say(sample: Path) -> None:
    """No fatal error, error, warning or usage message."""
    assert epubcheck(sample) == []


def test_ace_finds_no_violation(sample: Path) -> None:
    """Ace by DAISY reports nothing."""
    assert ace(sample) == []


def test_nothing_leaves_the_screen(sample: Path, tmp_path: Path) -> None:
    """No page is wider than an e-reader or a phone, nothing is folded, and every picture is there."""
    sizes = [[600, 800], [360, 640]]
    pages = unpack(sample, tmp_path)
    assert len(pages) > 15
    assert browser_check("overflow", {"folder": tmp_path, "pages": pages, "sizes": sizes}) == []


@pytest.mark.parametrize("engine", ["epubjs", "foliate"])
def test_a_reader_comes_to_the_end(sample: Path, engine: str) -> None:
    """The book can be read page by page to its last section, without an error; every screen of it is kept."""
    need("readers")
    PICTURES.mkdir(parents=True, exist_ok=True)
    wish = {"engine": engine, "book": sample, "modules": MODULES, "width": 600, "height": 800}
    course = browser_check("read", {**wish, "pictures": 40, "out": PICTURES})
    assert course["trouble"] == []
    assert course["screens"] > 20
    assert len(course["reached"]) == len(course["sections"])
    assert course["contents"]


def test_mupdf_draws_every_word(sample: Path, tmp_path: Path) -> None:
    """A third, small engine opens the book without complaint and shows what the web hides at first."""
    need("mutool")
    done = run(["mutool", "draw", "-q", "-F", "txt", "-o", tmp_path / "text.txt", sample])
    assert done.returncode == 0, done.stderr
    text = " ".join((tmp_path / "text.txt").read_text(encoding="utf-8").split())
    assert [words for words in WORDS if words not in text] == []

"""E-books before the judges: EPUBCheck, Ace, screens of two sizes, three reading systems.

Two books stand before them: the guide, as `make all` has built it, and the demanding sample, which holds what breaks e-books:
whatever a page of it loses, hides or pushes off the screen shows here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Build, Tell
from tools import MODULES, ROOT, ace, browser_check, epubcheck, missing, need, run, unpack

BUILT = ROOT / "_build"
PICTURES = BUILT / "ci"
WORDS = {
    "guide": ("What to do next",),
    "sample": (
        "Use the other shell", "The second tab inside a tab", "Seen after a swipe", "Folded twice", "Text of card two",
        "Behind the toggle", "Panel B", "A film in the folder", "table in a table", "The rest", "Say what has been counted",
        "What moves on a gauge", "انقباض مفاجئ", "внезапное сокращение", "Its parts", "perhaps", "Cramps & strains",
    ),
}  # fmt: skip
"""What must be read: of the sample, from behind tabs, toggles and dropdowns, from docstrings, notes, long tables, other scripts."""


@pytest.fixture(params=["guide", "sample"])
def name(request: pytest.FixtureRequest) -> str:
    """The name of the book."""
    return str(request.param)


@pytest.fixture
def ebook(name: str, build: Build) -> Path:
    """The e-book."""
    if name == "sample":
        return build("epub-demanding", "epub", faults=True).file("*.epub")
    found = sorted((BUILT / "epub").glob("*.epub"))
    if not found:
        missing("no e-book in _build/epub: run make all first")
    return found[0]


def test_epubcheck_has_nothing_to_say(ebook: Path, name: str, tell: Tell) -> None:
    """No fatal error, error, warning or usage message."""
    said = epubcheck(ebook)
    tell(f"EPUBCheck, {name}: {len(said)} messages")
    assert said == []


def test_ace_finds_no_violation(ebook: Path, name: str, tell: Tell) -> None:
    """Ace by DAISY reports nothing."""
    violations = ace(ebook)
    tell(f"Ace, {name}: {len(violations)} violations")
    assert violations == []


def test_nothing_leaves_the_screen(ebook: Path, name: str, tmp_path: Path, tell: Tell) -> None:
    """No page is wider than an e-reader or a phone, nothing is folded, and every picture is there."""
    sizes = [[600, 800], [360, 640]]
    pages = unpack(ebook, tmp_path)
    assert len(pages) > 15
    found = browser_check("overflow", {"folder": tmp_path, "pages": pages, "sizes": sizes})
    tell(f"overflow in the e-book, {name}: {len(found)} on {len(pages)} pages of 2 screens")
    assert found == []


@pytest.mark.parametrize("engine", ["epubjs", "foliate"])
def test_a_reader_comes_to_the_end(ebook: Path, name: str, engine: str, tell: Tell) -> None:
    """The book can be read page by page to its last section, without an error; its first screens are kept."""
    need("readers")
    out = PICTURES / name
    out.mkdir(parents=True, exist_ok=True)
    wish = {"engine": engine, "book": ebook, "modules": MODULES, "width": 600, "height": 800}
    course = browser_check("read", {**wish, "pictures": 40 if name == "sample" else 12, "out": out})
    tell(f"{engine}, {name}: {course['screens']} screens, {len(course['trouble'])} faults")
    assert course["trouble"] == []
    assert course["screens"] > 20
    assert len(course["reached"]) == len(course["sections"])
    assert course["contents"]


def test_mupdf_draws_every_word(ebook: Path, name: str, tmp_path: Path, tell: Tell) -> None:
    """A third, small engine opens the book without complaint and shows what the web hides at first."""
    need("mutool")
    done = run(["mutool", "draw", "-q", "-F", "txt", "-o", tmp_path / "text.txt", ebook])
    assert done.returncode == 0, done.stderr
    text = " ".join((tmp_path / "text.txt").read_text(encoding="utf-8").split())
    unseen = [words for words in WORDS[name] if words not in text]
    tell(f"MuPDF, {name}: {len(unseen)} of {len(WORDS[name])} phrases not drawn")
    assert unseen == []

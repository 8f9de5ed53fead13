"""The figures of the guide: as drawn, safe in every reader, legible on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

FIGURES = Path(__file__).parent.parent / "book" / "figures"
DRAWN = sorted(FIGURES.glob("*.svg"))
WITHOUT_WORDS = {"cover", "raise-leg"}
SVG = "{http://www.w3.org/2000/svg}"
PRINTED = 115  # millimetres: the width of the text on an A5 page
LARGE = 168  # millimetres: the width of the text in large print
POINT = 25.4 / 72


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_figures_are_as_drawn() -> None:
    """Nobody has changed a picture by hand: the script gives the same bytes."""
    done = subprocess.run(
        [sys.executable, "-B", FIGURES / "draw.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_changed_figure_is_noticed(tmp_path: Path) -> None:
    """The check can fail: one stroke more in one file."""
    copy = tmp_path / "figures"
    shutil.copytree(FIGURES, copy)
    (copy / "bridge.svg").write_text("<svg/>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", copy / "draw.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "bridge.svg" in done.stderr


@pytest.mark.parametrize("path", DRAWN, ids=lambda p: p.stem)
def test_figure_is_safe_and_self_contained(path: Path) -> None:
    """A title, a size, no script, no style sheet and nothing from elsewhere."""
    root = etree.parse(path).getroot()
    assert root.findtext(f"{SVG}title")
    assert {"viewBox", "width", "height"} <= set(root.keys())
    names = {etree.QName(e).localname for e in root.iter()}
    assert names <= {"svg", "title", "g", "path", "rect", "circle", "text"}
    assert not [
        v
        for e in root.iter()
        for k, v in e.items()
        if "href" in str(k) or str(k).startswith("on") or "url(" in str(v)
    ]


@pytest.mark.parametrize("path", DRAWN, ids=lambda p: p.stem)
def test_words_are_large_and_dark_enough(path: Path) -> None:
    """At least 8 pt over the width of an A5 page, 18 pt over that of large print, and 4.5 : 1 against their ground."""
    root = etree.parse(path).getroot()
    texts = list(root.iter(f"{SVG}text"))
    assert bool(texts) == (path.stem not in WITHOUT_WORDS)
    for text in texts:
        share = float(text.get("font-size", "0")) / float(root.get("width", "0"))
        assert share * PRINTED / POINT >= 8
        assert share * LARGE / POINT >= 18
        ground = "#16324f" if text.get("fill") == "#ffffff" else "#e8eff5"
        assert contrast(text.get("fill", "#000000"), ground) >= 4.5


@pytest.mark.parametrize("colour", ["#16324f", "#c2452d"])
def test_lines_stand_out_from_the_paper(colour: str) -> None:
    """Outlines and arrows have at least 3 : 1 (WCAG 1.4.11), also against skin and cloth."""
    assert contrast(colour, "#ffffff") >= 3
    assert any(colour in path.read_text(encoding="utf-8") for path in DRAWN)


def test_every_figure_is_used() -> None:
    """No picture lies about, and none that a chapter names is missing."""
    book = FIGURES.parent
    text = "\n".join(p.read_text(encoding="utf-8") for p in [*book.glob("*.md"), book.parent / "conf.py"])
    assert set(re.findall(r"figures/([a-z-]+)\.svg", text)) == {path.stem for path in DRAWN}

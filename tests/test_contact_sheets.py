"""Contact sheets show every page of a PDF once, in order."""

from __future__ import annotations

import sys
from pathlib import Path

import typst
from PIL import Image
from tools import ROOT, run

from bench.contact_sheets import GAP, HIGH, WIDE


def test_every_page_is_shown(tmp_path: Path) -> None:
    """Fifty pages, the last of them black, take two sheets; the black one is the second of its sheet."""
    source = "#set page(width: 100pt, height: 200pt)\n" + "#pagebreak()\n" * 49 + "#set page(fill: black)\n"
    pdf = tmp_path / "book.pdf"
    pdf.write_bytes(typst.compile(source.encode(), format="pdf"))
    out = tmp_path / "sheets"
    done = run([sys.executable, "-m", "bench.contact_sheets", "--out", out, pdf], cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found = sorted(out.glob("*.png"))
    assert [path.name for path in found] == ["book-1.png", "book-2.png"]
    assert done.stdout.split() == list(map(str, found))
    full, rest = map(Image.open, found)
    wide, high = (full.width - GAP) // WIDE, (full.height - GAP) // HIGH
    assert rest.size == (2 * wide + GAP, high + GAP)
    middles = [rest.getpixel((wide * n + wide // 2, high // 2)) for n in range(2)]
    assert middles == [(255, 255, 255), (0, 0, 0)]

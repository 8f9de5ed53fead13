"""Miniature books whose Typst source, tag tree and pages are kept beside them, in `expected/`.

After a change that is meant, write them anew with `EXPECT=write pytest tests/test_print_expected.py` and look at the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BOOKS, Build, Built
from PIL import Image, ImageChops, ImageStat
from print_tags import tags
from tools import need, run

LARGEST = 20 * 1024
"""Bytes of an expected file: what is longer, nobody reads."""
RESOLUTION = 24
"""Dots per inch of the kept pages: blocks and their places can be told, letters cannot."""
TOLERANCE = 6.0
"""Mean difference of a tile in steps of grey, of 255, that another version of the renderer may make."""
TILES = 8
PAGES = {
    "title": ("pdf", "*.pdf", 1),
    "contents": ("pdf", "*.pdf", 3),
    "text": ("pdf", "*.pdf", 7),
    "large": ("large-print", "*-large-print.pdf", 5),
}


def same(path: Path, found: str) -> None:
    """The text is that of the file, which is written when that is asked for."""
    if os.environ.get("EXPECT") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert len(found.encode()) <= LARGEST
    assert found == path.read_text(encoding="utf-8")


def tree(path: Path) -> Iterator[str]:
    """The tag tree of a PDF, a line for each element."""
    for tag in tags(path):
        notes = (
            f"“{tag.title}”" if tag.title else "",
            f"alt “{tag.alt}”" if tag.alt else "",
            tag.language,
            tag.scope,
        )
        yield "  " * len(tag.path) + " ".join([tag.kind, *filter(None, notes)])


@pytest.fixture
def book(build: Build) -> Built:
    """The miniature book, printed."""
    return build("print-small", "pdf")


def test_typst_source(book: Built) -> None:
    """Each chapter becomes the source that is kept."""
    sources = sorted((book.out / ".typst" / "chapters").glob("*.typ"))
    assert len(sources) == 2
    for source in sources:
        same(BOOKS / "print-small" / "expected" / source.name, source.read_text(encoding="utf-8"))


def test_tag_tree(book: Built) -> None:
    """Headings, lists, tables, figures and notes, nested as they are kept."""
    same(BOOKS / "print-small" / "expected" / "tags.txt", "\n".join(tree(book.file("*.pdf"))) + "\n")


@pytest.mark.parametrize("name", PAGES)
def test_pages(build: Build, name: str, tmp_path: Path) -> None:
    """A few pages look as they did: every tile of the page is as dark as that of the kept picture."""
    need("pdftoppm")
    builder, pattern, number = PAGES[name]
    built = build("print-small", builder)
    shot = tmp_path / "shot"
    wanted = ["-r", RESOLUTION, "-gray", "-f", number, "-l", number, "-singlefile", "-png"]
    run(["pdftoppm", *map(str, wanted), built.file(pattern), shot])
    found = Image.open(shot.with_suffix(".png")).convert("L")
    path = BOOKS / "print-small" / "expected" / f"{name}.png"
    if os.environ.get("EXPECT") == "write":
        found.save(path, optimize=True)
    kept = Image.open(path).convert("L")
    assert found.size == kept.size
    difference = ImageChops.difference(found, kept)
    width, height = found.size
    for column in range(TILES):
        for row in range(TILES):
            box = (
                width * column // TILES,
                height * row // TILES,
                width * (column + 1) // TILES,
                height * (row + 1) // TILES,
            )
            assert ImageStat.Stat(difference.crop(box)).mean[0] <= TOLERANCE, (name, column, row)

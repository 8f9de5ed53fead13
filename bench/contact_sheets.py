"""PDFs → contact sheets: all their pages as small pictures, to be looked at in one go.

    python -m bench.contact_sheets [--out FOLDER] PDF…

Each PDF becomes `NAME-1.png`, `NAME-2.png` …, its pages in rows from the left; the command prints what it wrote.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

WIDE, HIGH = 8, 6
"""Pages in a row, rows on a sheet."""
PAGE = 230
"""Pixels of the longer side of a page: headings can be read, and every fault of the layout be seen."""
GAP = 6
GROUND = (120, 120, 120)
"""Grey, so that the edges of the paper are seen."""


def main() -> int:
    """Write the sheets and print their names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF")
    parser.add_argument("--out", type=Path, default=Path("_build/ci/contact-sheets"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for pdf in args.pdfs:
        for number, sheet in enumerate(sheets(pdf), 1):
            path = args.out / f"{pdf.stem}-{number}.png"
            sheet.save(path, optimize=True)
            print(path)
    return 0


def sheets(path: Path) -> Iterator[Image.Image]:
    """The sheets of a PDF."""
    with pypdfium2.PdfDocument(path) as pdf:
        for first in range(0, len(pdf), WIDE * HIGH):
            numbers = range(first, min(first + WIDE * HIGH, len(pdf)))
            yield sheet([picture(pdf[number]) for number in numbers])


def picture(page: pypdfium2.PdfPage) -> Image.Image:
    """A page, small."""
    shown: Image.Image = page.render(scale=PAGE / max(page.get_size())).to_pil()
    return shown


def sheet(pages: list[Image.Image]) -> Image.Image:
    """Pages in rows."""
    wide = max(page.width for page in pages) + GAP
    high = max(page.height for page in pages) + GAP
    columns = min(WIDE, len(pages))
    found = Image.new("RGB", (columns * wide + GAP, -(-len(pages) // columns) * high + GAP), GROUND)
    for number, page in enumerate(pages):
        found.paste(page, (GAP + number % columns * wide, GAP + number // columns * high))
    return found


if __name__ == "__main__":
    raise SystemExit(main())

"""`python -m pamphleteer.epub.typst_pages FOLDER svg|jpg FONTS own|all`: `main.typ` of a folder → `1.svg`, `2.svg`, … beside it.

It loads as little as it can, for small books feel it.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import typst

from pamphleteer.print.compile import NO_PACKAGES

PIXELS_PER_INCH = 144.0  # a page of 800 × 1280 pt gives a cover of 1600 × 2560 pixels, as shops ask for


def main() -> None:
    """Draw what the arguments name."""
    folder, kind, fonts, choice = Path(sys.argv[1]), *sys.argv[2:5]
    compiler = typst.Compiler(
        str(folder / "main.typ"),
        root=str(folder),
        font_paths=typst.Fonts(
            include_system_fonts=choice == "all", include_embedded_fonts=True, font_paths=[fonts]
        ),
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
    )
    try:
        pages = compiler.compile(format="png" if kind == "jpg" else "svg", ppi=PIXELS_PER_INCH)
    except typst.TypstError as error:
        sys.exit(str(error))
    for number, page in enumerate(pages if isinstance(pages, list) else [pages], 1):
        data = page or b""
        (folder / f"{number}.{kind}").write_bytes(jpeg(data) if kind == "jpg" else data)


def jpeg(png: bytes) -> bytes:
    """A picture as JPEG."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()

"""Picture files of any origin → files that every reading system shows.

The kind of a file is read from its bytes, not from its name. Rasters of more than four megapixels are scaled down,
formats outside EPUB's core types become PNG, SVG loses what runs or fetches and is written as UTF-8.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from lxml import etree
from PIL import Image, UnidentifiedImageError

from pamphleteer.drawing import clean, is_drawing, written
from pamphleteer.epub.normalise.identifiers import make_valid

MOST_PIXELS = 4_000_000
"""What a reader can show, and the most that stores accept (notes of Apple Books and Kobo)."""
TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml",
}  # fmt: skip
KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp"}
READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "PPM")
"""Formats that are pixels and nothing else: for PostScript, Pillow would start another program."""
ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "animateColor", "set"})


@dataclass(frozen=True)
class Picture:
    """A picture ready for the package."""

    data: bytes
    suffix: str
    moves: bool = False
    """Whether it is animated, so that a hazard cannot be excluded."""
    dropped: tuple[str, ...] = ()
    """What was taken out of it."""


def picture(data: bytes, most_width: int = 0) -> Picture | None:
    """The picture that these bytes hold, or None. `most_width`: scale down to this many pixels (epub_max_image_width)."""
    if is_drawing(data):
        return drawing(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a huge picture is scaled down, which is all there is to say
            image = Image.open(io.BytesIO(data), formats=READ)
            return raster(image, data, most_width)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def raster(image: Image.Image, data: bytes, most_width: int) -> Picture:
    """A picture of pixels, unchanged where that is possible."""
    kind = KINDS.get(image.format or "")
    moves = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
    width, height = image.size
    scale = min(1.0, (MOST_PIXELS / (width * height)) ** 0.5, most_width / width if most_width else 1.0)
    if kind and (scale == 1 or moves) and image.mode != "CMYK":
        return Picture(data, kind, moves)
    suffix = "jpg" if kind == "jpg" else "png"
    if image.mode not in {"RGB", "RGBA", "L", "LA"}:
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if scale < 1:
        image = image.resize(
            (max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.LANCZOS
        )
    out = io.BytesIO()
    if suffix == "jpg":
        image.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    else:
        image.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), suffix)


def drawing(data: bytes) -> Picture | None:
    """An SVG file, cleaned."""
    found = clean(data)
    if found is None:
        return None
    root, dropped = found
    moves = any(etree.QName(element).localname in ANIMATIONS for element in root.iter(etree.Element))
    make_valid(root)
    return Picture(written(root), "svg", moves, dropped)

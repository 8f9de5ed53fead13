"""Picture files of any origin → files that every reading system shows.

The kind of a file is read from its bytes, not from its name. What readers show is packed as it is; a format outside EPUB's
core types becomes PNG or JPEG, what is damaged is mended, SVG loses what runs or fetches and is written as UTF-8.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from PIL import Image

from pamphleteer.drawing import clean, is_drawing, written
from pamphleteer.epub.normalise.identifiers import make_valid
from pamphleteer.epub.svg import keep_vocabulary
from pamphleteer.images import (
    FAULTS,
    PIECE,
    SIGNATURE,
    decode,
    has_sound_pixels,
    is_sound,
    open_image,
    opened,
    plain,
    upright,
)

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

MOST_PIXELS = 24_000_000
"""What a phone decodes without running out of memory; shops may ask for less (`epub_max_image_width`)."""
TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml",
}  # fmt: skip
KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp"}
LOSSY = frozenset({"AVIF", "JPEG2000"})
"""Formats of photos: as PNG these would be several times as large."""
ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "animateColor", "set"})
END = b"\xff\xd9"
"""The last two bytes of a JPEG."""


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
        return raster(data, most_width)
    except FAULTS:
        return None


def raster(source: bytes, most_width: int) -> Picture:
    """A picture of pixels, unchanged where that is possible, and never larger than it was."""
    image, data = open_image(source)
    kind, moves, scale = look(image, most_width)
    width, height = image.size
    sure = data is source or has_sound_pixels(source)
    shown = bool(kind) and image.mode != "CMYK" and is_whole(image, data, sure=sure)
    if kind and shown and (scale == 1 or moves):
        return Picture(data, kind, moves)
    as_jpeg = kind == "jpg" or (image.format in LOSSY and not image.has_transparency_data)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    fresh = encoded(image, size, "JPEG" if as_jpeg else "PNG")
    if kind and shown and not most_width and len(fresh) >= len(data):
        return Picture(data, kind)
    return Picture(fresh, "jpg" if as_jpeg else "png")


def packable(path: Path, most_width: int = 0) -> tuple[str, bool] | None:
    """Suffix of a file that is packed as it is, and whether it moves; None where that takes all of its bytes to know.

    Only what must be looked at is read, and in pieces: photos may be larger than all the rest of a book.
    """
    with path.open("rb") as file:
        head = file.read(200)
        if is_drawing(head) or (head.startswith(SIGNATURE) and not is_sound(file)):
            return None
        file.seek(0)
        try:
            image = opened(file, head)
            kind, moves, scale = look(image, most_width)
        except FAULTS:
            return None
        shown = image.mode != "CMYK" and (scale == 1 or moves) and has_end(image.format, file)
    return (kind, moves) if kind and shown else None


def look(image: Image.Image, most_width: int) -> tuple[str, bool, float]:
    """Suffix of a picture, empty for a format outside EPUB's; whether it moves; how far it must be scaled down."""
    moves = getattr(image, "n_frames", 1) > 1 and image.format != "MPO"
    width, height = image.size
    scale = min(1.0, (MOST_PIXELS / (width * height)) ** 0.5, most_width / width if most_width else 1.0)
    return KINDS.get(image.format or "", ""), moves, scale


def is_whole(image: Image.Image, data: bytes, *, sure: bool) -> bool:
    """Whether the end is there; only what looks damaged, or has a wrong checksum, is decoded to know."""
    ended = has_end(image.format, io.BytesIO(data))
    if image.format in {"JPEG", "MPO"} and not ended:
        return False
    return (sure and ended) or decode(image)


def has_end(form: str | None, file: BinaryIO) -> bool:
    """Whether a file ends as its format asks for; True for formats of which the end says nothing."""
    size = file.seek(0, io.SEEK_END)
    if form == "GIF":
        file.seek(max(0, size - PIECE))
        return file.read().rstrip(b"\0\r\n").endswith(b";")
    if form in {"JPEG", "MPO"}:
        file.seek(size // 2)
        last = b""
        while piece := file.read(PIECE):
            if END in last + piece:
                return True
            last = piece[-1:]
        return False
    return True


def encoded(image: Image.Image, size: tuple[int, int], form: str) -> bytes:
    """The picture in this size, as the camera was held, in colours of a screen."""
    if size != image.size:
        image.draft(None, size)  # a JPEG is decoded at half its size or less
    decode(image)
    profile = image.info.get("icc_profile") if image.mode in {"RGB", "L"} else None
    held = upright(image)
    if held is not image and (held.width > held.height) != (size[0] > size[1]):
        size = size[::-1]
    fresh = plain(held)
    if fresh.size != size:
        fresh = fresh.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    if form == "JPEG":
        fresh.convert("L" if fresh.mode == "L" else "RGB").save(out, form, quality=88, icc_profile=profile)
    else:
        fresh.save(out, form, icc_profile=profile)
    return out.getvalue()


def drawing(data: bytes) -> Picture | None:
    """An SVG file, cleaned."""
    found = clean(data)
    if found is None:
        return None
    root, dropped = found
    moves = any(etree.QName(element).localname in ANIMATIONS for element in root.iter(etree.Element))
    make_valid(root)
    keep_vocabulary(root)
    return Picture(written(root), "svg", moves, dropped)

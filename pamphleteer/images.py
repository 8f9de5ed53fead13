"""Picture files of any origin, damaged ones too → pictures that every decoder reads.

Browsers show a picture whose colour profile, comment or date is damaged, or whose end is missing; decoders of e-readers and
of Typst refuse the file. What is beside the picture is dropped, and as much of the picture is kept as there is.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

READ = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO", "PPM", "JPEG2000", "TGA")
"""Formats that are pixels and nothing else: for PostScript, Pillow would start another program."""
STARTS = {b"\x89PNG": "PNG", b"\xff\xd8": "JPEG", b"GIF8": "GIF"}
SIGNATURE = b"\x89PNG\r\n\x1a\n"
CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
USEFUL = frozenset({b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"acTL", b"fcTL", b"fdAT"})
"""Chunks beside the picture itself that change how it looks; of a damaged file no others stay."""
PIXELS = frozenset({b"IDAT", b"fdAT"})
PIECE = 1 << 16
"""Bytes of pixels to look at in one go."""
MOST_PROFILE = 4_000_000
"""Bytes of a colour profile, unpacked; those of printers have two million."""
FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error,
          Image.DecompressionBombError)  # fmt: skip
"""What Pillow raises for files that it cannot read."""


class DamagedImageError(ValueError):
    """Bytes that hold no picture."""


def open_image(data: bytes) -> tuple[Image.Image, bytes]:
    """The picture, not decoded yet, and the bytes that it was read from: the given ones, or mended ones.

    Raises DamagedImageError.
    """
    found = mended(data)
    return opened(io.BytesIO(found), found), found


def opened(file: BinaryIO, head: bytes) -> Image.Image:
    """The picture in a file that begins so, not decoded yet. Raises DamagedImageError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a huge picture is scaled down, which is all there is to say
            return Image.open(file, formats=formats_of(head))
    except FAULTS as fault:
        raise DamagedImageError(str(fault)) from None


def formats_of(data: bytes) -> tuple[str, ...]:
    """The format that the first bytes name, for common ones: to look for another, Pillow loads forty readers."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        from PIL import WebPImagePlugin  # noqa: F401 # which makes the format known

        return ("WEBP",)
    return next(((name,) for start, name in STARTS.items() if data.startswith(start)), READ)


def mended(data: bytes) -> bytes:
    """A PNG without damaged chunks beside the picture, with sound checksums and an end; any other file as it is."""
    if not data.startswith(SIGNATURE):
        return data
    parts = list(chunks(data))
    if parts and parts[-1][0] == b"IEND" and all(sound for _kind, _body, sound in parts):
        return data
    kept: list[tuple[bytes, bytes | memoryview]]
    kept = [(kind, body) for kind, body, sound in parts if kind in CRITICAL or (sound and kind in USEFUL)]
    if not any(kind == b"IEND" for kind, _body in kept):
        kept.append((b"IEND", b""))
    return SIGNATURE + b"".join(chunk(kind, body) for kind, body in kept)


def chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, bool]]:
    """The chunks of a PNG, not copied, whether each is sound; what is cut off counts as far as it goes."""
    at, view = len(SIGNATURE), memoryview(data)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = view[at + 8 : at + 8 + length]
        checksum = data[at + 8 + length : at + 12 + length]
        yield (
            kind,
            body,
            checksum == zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big") and readable(kind, body),
        )
        at += 12 + length
        if kind == b"IEND":
            return


def has_sound_pixels(data: bytes) -> bool:
    """Whether all of a PNG that decoders must read is there and has the right checksum, whatever stands beside it."""
    parts = list(chunks(data)) if data.startswith(SIGNATURE) else []
    return (
        bool(parts)
        and parts[-1][0] == b"IEND"
        and all(sound for kind, _body, sound in parts if kind in CRITICAL | PIXELS)
    )


def is_sound(file: BinaryIO) -> bool:
    """Whether `mended` would leave the PNG in a file as it is; read in pieces, for screenshots may be large."""
    file.seek(len(SIGNATURE))
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        checksum, left, body = zlib.crc32(kind), length, b""
        while left and (body := file.read(left if kind not in PIXELS else min(left, PIECE))):
            checksum, left = zlib.crc32(body, checksum), left - len(body)
        if left or file.read(4) != checksum.to_bytes(4, "big"):
            return False
        if kind not in PIXELS and not readable(kind, memoryview(body)):
            return False
        if kind == b"IEND":
            return True
    return False


def readable(kind: bytes, body: memoryview) -> bool:
    """Whether decoders take what stands in a chunk beside the picture."""
    if kind == b"iCCP":
        name, _zero, packed = bytes(body).partition(b"\0")
        try:
            unpacker = zlib.decompressobj()
            profile = unpacker.decompress(packed[1:], MOST_PROFILE)
        except zlib.error:
            return False
        return bool(name) and unpacker.eof and profile[36:40] == b"acsp"
    if kind in {b"zTXt", b"iTXt"}:  # words, which may unpack to any length
        return len(body) < 4000
    return len(body) == {b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"pHYs": 9, b"tIME": 7}.get(kind, len(body))


def chunk(kind: bytes, body: bytes | memoryview) -> bytes:
    """A chunk with its length and checksum."""
    return (
        struct.pack(">I", len(body))
        + kind
        + bytes(body)
        + zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big")
    )


def decode(image: Image.Image) -> bool:
    """Decode the picture, as far as it goes; whether it was all there. Raises DamagedImageError."""
    try:
        image.load()
    except FAULTS:
        with as_far_as_it_goes():
            try:
                image.load()
            except FAULTS as fault:
                raise DamagedImageError(str(fault)) from None
        return False
    return True


@contextmanager
def as_far_as_it_goes() -> Iterator[None]:
    """Let Pillow take what is there of a file that is cut off; it knows no other way to ask."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held; a damaged note of that is no note."""
    try:
        return ImageOps.exif_transpose(image)
    except FAULTS:
        return image


def plain(image: Image.Image) -> Image.Image:
    """The picture in eight bits, as grey or colours of a screen, with its transparency."""
    if image.mode.startswith("I"):  # 16 bits of grey: Pillow would cut off the upper half
        return image.convert("I").point(lambda value: value * (255 / 65535)).convert("L")
    clear = image.has_transparency_data
    if image.mode in {"L", "LA", "RGB", "RGBA"} and not (clear and "transparency" in image.info):
        return image
    return image.convert("RGBA" if clear else "RGB")

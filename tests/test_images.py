"""Pictures that browsers show though they are damaged, rare or oddly named → the same pictures in e-book and print."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest
from conftest import Build
from epub_book import Epub
from PIL import Image, ImageCms

from pamphleteer.drawing import clean, written
from pamphleteer.epub.pictures import END, packable, picture
from pamphleteer.images import PIECE, SIGNATURE, chunk, mended
from pamphleteer.print.pictures import fit

Write = Callable[..., Path]


def photo(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture in which no two corners are alike."""
    across = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, across.rotate(180), across.rotate(90).resize(size))).convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def with_chunk(kind: bytes, body: bytes, *, sound: bool = True) -> bytes:
    """The PNG with one more chunk behind its head."""
    part = bytearray(chunk(kind, body))
    part[-1] ^= not sound
    return PNG[:33] + bytes(part) + PNG[33:]


PNG, JPEG = saved(photo(), "PNG"), saved(photo(size=(400, 300)), "JPEG")
PROFILE = b"icc\0\0" + zlib.compress(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
DEEP = b"".join(b"\0" + struct.pack(">HHH", 9, 40_000, 65_535) * 60 for _row in range(40))
TURNED = Image.Exif()
TURNED[0x112] = 6
DAMAGED = {
    "profile with a wrong checksum": with_chunk(b"iCCP", PROFILE, sound=False),
    "profile that is none": with_chunk(b"iCCP", b"icc\0\0garbage"),
    "comment with a wrong checksum": with_chunk(b"tEXt", b"Comment\0hi", sound=False),
    "comment without end": with_chunk(b"zTXt", b"C\0\0" + zlib.compress(b"a" * 5_000_000)),
    "gamma with a wrong checksum": with_chunk(b"gAMA", b"\0\0\xb1\x8f", sound=False),
    "colours cut short": with_chunk(b"cHRM", b"\0\0\1"),
    "note that is none": with_chunk(b"eXIf", b"garbage"),
    "pixels with a wrong checksum": PNG[:-13] + bytes([PNG[-13] ^ 1]) + PNG[-12:],
    "no end": PNG[:-12],
    "half a PNG": PNG[: len(PNG) * 2 // 3],
    "something behind": PNG + b"junk" * 100,
    "half a JPEG": JPEG[: len(JPEG) * 3 // 4],
    "JPEG without end": JPEG[:-2],
    "JPEG with more behind": JPEG + b"junk" * 50,
    "profile of a JPEG that is none": saved(photo(), "JPEG", icc_profile=b"garbage" * 20),
    "note of a JPEG that is none": saved(photo(), "JPEG", exif=b"Exif\0\0garbage"),
    "half a GIF": saved(photo("P"), "GIF")[:-300],
}
RARE = {
    "AVIF": saved(photo(), "AVIF"),
    "AVIF, clear": saved(photo("RGBA"), "AVIF"),
    "JPEG 2000": saved(photo(), "JPEG2000"),
    "BMP": saved(photo(), "BMP"),
    "TIFF": saved(photo(), "TIFF"),
    "CMYK": saved(photo("CMYK"), "JPEG"),
    "progressive": saved(photo(), "JPEG", progressive=True),
    "16 bits": SIGNATURE
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 16, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(DEEP))
    + chunk(b"IEND", b""),
    "moving": saved(photo("P"), "GIF", save_all=True, append_images=[photo("L")]),
    "moving WebP": saved(photo(), "WEBP", save_all=True, append_images=[photo("L").convert("RGB")]),
}


@pytest.mark.parametrize("name", [*DAMAGED, *RARE])
def test_picture_is_kept(name: str, tmp_path: Path) -> None:
    """In the e-book a core type that any decoder reads to its end, in print a file that Typst reads."""
    data = (DAMAGED | RARE)[name]
    found = picture(data)
    assert found
    with Image.open(io.BytesIO(found.data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as shown:
        shown.load()
        assert shown.size in {(120, 80), (400, 300), (60, 40)}
        assert shown.mode != "CMYK"
    with Image.open(fit(data, tmp_path / "a.x", 2000), formats=["PNG", "JPEG"]) as printed:
        printed.load()
        assert len(printed.convert("L").getcolors() or ()) > 1 or name == "16 bits"


@pytest.mark.parametrize("name", ["progressive", "16 bits", "moving", "moving WebP"])
def test_what_readers_show_is_packed_as_it_is(name: str) -> None:
    """To the byte."""
    found = picture(RARE[name])
    assert found
    assert found.data == RARE[name]
    assert found.moves == name.startswith("moving")


@pytest.mark.parametrize(
    ("kind", "body"),
    [(b"zTXt", b"C\0\0" + zlib.compress(bytes(range(256)) * 50, 0)), (b"iCCP", b"icc\0\0garbage")],
)
def test_a_long_comment_is_no_doubt_about_pixels(kind: bytes, body: bytes) -> None:
    """Programs that paint leave their notes in pictures: the notes go, the pixels stay to the byte."""
    found = picture(with_chunk(kind, body))
    assert found
    assert found.data == PNG


LONG = JPEG[:2] + b"\xff\xfe\xff\xff".ljust(4 * PIECE, b" ") + JPEG[2:]
WHOLE = {
    "PNG": PNG,
    "profile": with_chunk(b"iCCP", PROFILE),
    "JPEG": JPEG,
    "GIF": saved(photo("P"), "GIF"),
    "GIF with more behind": saved(photo("P"), "GIF") + b"\0\r\n",
    "WebP": saved(photo(), "WEBP"),
    "no picture": b"words",
    "nothing": b"",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "JPEG whose end lies across two pieces": LONG[:-2].ljust(5 * PIECE - 1) + END + b" " * (3 * PIECE - 1),
    "long JPEG without end": LONG.replace(END, b"  "),
    "screenshot": saved(Image.effect_noise((700, 500), 90), "PNG"),
    "screenshot with a wrong checksum": saved(Image.effect_noise((700, 500), 90), "PNG")[:-13]
    + b"junk"
    + chunk(b"IEND", b""),
}


@pytest.mark.parametrize("name", [*DAMAGED, *RARE, *WHOLE])
@pytest.mark.parametrize("most_width", [0, 100])
def test_what_is_packed_unread_is_what_would_be_packed_unchanged(
    name: str, most_width: int, tmp_path: Path
) -> None:
    """A file that is looked at in pieces is judged as one that is read as a whole."""
    data = (DAMAGED | RARE | WHOLE)[name]
    path = tmp_path / "a.x"
    path.write_bytes(data)
    found = picture(data, most_width)
    unchanged = (found.suffix, found.moves) if found and found.data is data else None
    assert packable(path, most_width) == unchanged
    if name in {"JPEG whose end lies across two pieces", "screenshot"} and not most_width:
        assert unchanged


def test_nothing_becomes_larger() -> None:
    """A picture of more pixels than a phone can hold is scaled down, unless that made more bytes of it; one of fewer is not touched."""
    large = saved(Image.new("L", (7000, 5000)), "PNG")
    assert picture(large) is not None
    found = picture(large)
    assert found
    assert len(found.data) <= len(large)
    whole = saved(photo(size=(4000, 3000)), "JPEG", quality=95)
    found = picture(whole)
    assert found
    assert found.data is whole


def test_scaled_picture_is_as_the_camera_was_held() -> None:
    """A note that the camera was turned is lost when pixels are written anew, so the pixels are turned."""
    found = picture(saved(photo(size=(400, 200)), "JPEG", exif=TURNED), 100)
    assert found
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.size == (50, 100)


def test_sixteen_bits_of_grey_are_grey() -> None:
    """Not white, as when the upper half of each value is cut off."""
    grey = photo("L").convert("I").point(lambda value: value * 257).convert("I;16")
    found = picture(saved(grey, "TIFF"))
    assert found
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.mode == "L"
        assert image.getextrema() == photo("L").getextrema()


def test_sound_pictures_are_not_written_anew() -> None:
    """The same bytes, in the same place in memory."""
    assert mended(PNG) is PNG
    sound = with_chunk(b"iCCP", PROFILE)
    assert mended(sound) is sound


BODY = '<rect width="80" height="40"/>'
SPACE = 'xmlns="http://www.w3.org/2000/svg"'
DRAWINGS = {
    "mark of byte order": b"\xef\xbb\xbf" + f'<?xml version="1.0"?><svg {SPACE}>{BODY}</svg>'.encode(),
    "sixteen bits": f'<?xml version="1.0" encoding="UTF-16"?><svg {SPACE}>{BODY}</svg>'.encode("utf-16"),
    "Latin-1": f'<?xml version="1.0" encoding="ISO-8859-1"?><svg {SPACE}>{BODY}<text>ö</text></svg>'.encode(
        "latin-1"
    ),
    "doctype": f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://h/svg11.dtd"><svg {SPACE}>{BODY}</svg>'.encode(),
    "entities": b'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY w "80">]>'
    b'<svg xmlns="&ns;"><rect width="&w;" height="40"/></svg>',
    "blanks before it": f'\n <?xml version="1.0"?><svg {SPACE}>{BODY}</svg>'.encode(),
    "packed": gzip.compress(f"<svg {SPACE}>{BODY}</svg>".encode(), mtime=0),
    "no namespace": f"<svg>{BODY}</svg>".encode(),
    "prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:rect width="80" height="40"/></s:svg>',
    "size of nothing": f'<svg {SPACE} width="0" height="0" viewBox="0 0 9 9">{BODY}</svg>'.encode(),
    "size that is none": f'<svg {SPACE} width="10foo" height="5">{BODY}</svg>'.encode(),
    "frame of nothing": f'<svg {SPACE} viewBox="0 0 0 0">{BODY}</svg>'.encode(),
    "frame that is none": f'<svg {SPACE} viewBox="a b c d" width="9" height="9">{BODY}</svg>'.encode(),
    "size without end": f'<svg {SPACE} width="1e9" height="1e9">{BODY}</svg>'.encode(),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_is_kept(name: str) -> None:
    """Whatever it begins with and however large it says it is; what stands in it has its size."""
    found = clean(DRAWINGS[name])
    assert found
    text = written(found[0]).decode()
    assert 'width="80" height="40"' in text
    assert "&w;" not in text
    assert not {found[0].get("width"), found[0].get("height")} & {"0", "10foo", "1e9"}


def test_entities_grow_no_further_than_a_drawing() -> None:
    """Nor does anything come out of another file."""
    tens = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    assert (
        clean(f'<!DOCTYPE svg [<!ENTITY a0 "ha">{tens}]><svg {SPACE}><text>&a11;</text></svg>'.encode())
        is None
    )
    other = '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    assert clean(f"{other}<svg {SPACE}><text>&f;</text></svg>".encode()) is None


def test_names_of_all_spellings(build: Build, write_book: Write) -> None:
    """A picture is found by its name as Markdown writes addresses, and in whichever way an ö is made; one with a % in its name by that."""
    names = [
        "schön.png",
        "a b.png",
        "a+b.png",
        "100%.png",
        "a&b.png",
        "a(b).png",
        "é/ü x.png",
        "数字.png",
        "UPPER.PNG",
    ]
    files = dict.fromkeys(names, PNG) | {normalize("NFD", "größe.png"): PNG, "a%20c.png": PNG}
    lines = [f"![{n}]({quote(name)})\n" for n, name in enumerate(names)] + [
        f"![x](<{name}>)\n" for name in names
    ]
    lines += [
        f"![y]({normalize('NFC', 'größe.png')})\n",
        f"![z]({normalize('NFD', 'schön.png')})\n",
        "![p](a%20c.png)\n",
    ]
    lines += [f'<p><img src="{quote(name)}" alt="h"></p>\n' for name in names]
    folder = write_book(
        {"index.md": "# A book\n\n```{toctree}\nc\n```\n", "c.md": "\n".join(["# C\n", *lines]), **files}
    )
    build(folder)
    book = Epub(build(folder, "epub").file("*.epub"))
    assert len(book.find("text/c.xhtml", "//h:img")) == len(lines)
    assert (
        len([name for name in book.files if name.startswith("images/")]) == len(files) + 1
    )  # with the cover
    build(folder, "pdf", suppress_warnings=["pdf.raw-html"])

"""Picture files of a book → copies in the work folder that Typst can read, no larger than print needs."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from PIL import Image

from pamphleteer.drawing import clean, is_drawing, unpacked, written
from pamphleteer.images import FAULTS, decode, open_image, plain, upright
from pamphleteer.print.lettering import Lettering, lettering

ENOUGH = 1.5  # a picture with this many times the pixels that print shows is scaled down
SANS = re.compile(r"\bsans-serif\b")
SANS_FACE = "Atkinson Hyperlegible Next"
"""What words in drawings are set in where they ask for any sans-serif: the system's own fonts are never used."""
ODD = re.compile(r"[^\w.-]")
"""Signs that names of files may have and Typst's paths may not, such as backslashes; a digest tells such names apart."""
LONGEST = 40
"""Letters of a name: with the digest, and however many bytes each takes, it is one that any disk can hold."""
READ_BY_TYPST = {"PNG": ".png", "JPEG": ".jpg"}


class UnreadablePictureError(Exception):
    """A picture file that cannot be printed; the message says which and why."""


@dataclass
class Pictures:
    """The pictures of one edition."""

    srcdir: Path
    folder: Path
    """The work folder, Typst's root."""
    pixels: int = 2000
    """Width of the printed text at 300 dots per inch."""
    made: dict[Path, str] = field(default_factory=dict)
    dropped: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    """What was taken out of drawings, until somebody has told the writer."""
    words: dict[Path, Lettering | None] = field(default_factory=dict)
    """The smallest words of each drawing."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.srcdir / name).is_file()

    def source(self, name: str) -> Path:
        """The file of a picture named as the chapter names it."""
        return (self.srcdir / name).resolve()

    def path(self, name: str) -> str:
        """The path in Typst of a picture named as the chapter names it; raises UnreadablePictureError."""
        source = self.source(name)
        if source not in self.made:
            self.made[source] = self.copy(source, name)
        return self.made[source]

    def news(self, name: str) -> tuple[str, ...]:
        """What was taken out of a drawing, said once."""
        return self.dropped.pop(self.source(name), ())

    def copy(self, source: Path, name: str) -> str:
        """Bring the picture into the work folder."""
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        stem = ODD.sub("-", source.stem)[:LONGEST]
        target = self.folder / "pictures" / f"{stem}-{digest}{source.suffix.lower()}"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            data = source.read_bytes()
            if is_drawing(data):
                target = target.with_suffix(".svg")
                self.draw(data, source, target)
            else:
                target = fit(data, target, self.pixels)
        except etree.XMLSyntaxError as fault:
            raise UnreadablePictureError(f"the picture {name} is no SVG drawing ({fault.msg})") from fault
        except FAULTS as fault:
            raise UnreadablePictureError(
                f"the picture {name} cannot be read: it is damaged or no picture"
            ) from fault
        return f"/pictures/{target.name}"

    def draw(self, data: bytes, source: Path, target: Path) -> None:
        """Write a drawing, known as `source`, without what runs or fetches: the compiler would refuse the book for it."""
        found = clean(data)
        if found is None:
            etree.fromstring(unpacked(data), etree.XMLParser(resolve_entities=False))
            raise ValueError("well-formed, and yet no drawing")
        root, self.dropped[source] = found
        self.words[source] = lettering(root)
        target.write_text(SANS.sub(f"{SANS_FACE}, sans-serif", written(root).decode()), encoding="utf-8")


def fit(source: bytes, target: Path, pixels: int) -> Path:
    """Write a photo, turned upright, scaled down when it is far above print resolution; the file that came of it."""
    picture, data = open_image(source)
    whole = decode(picture)
    held = upright(picture)
    known = picture.format in READ_BY_TYPST and picture.mode in ("L", "P", "RGB", "RGBA", "LA", "1")
    if known and whole and held.size == picture.size and picture.width <= ENOUGH * pixels:
        target = target.with_suffix(READ_BY_TYPST[str(picture.format)])
        target.write_bytes(data)
        return target
    lossless = held.has_transparency_data or picture.format in ("PNG", "GIF", "BMP", "TIFF")
    fresh = plain(held)
    if fresh.width > pixels:
        size = (pixels, round(fresh.height * pixels / fresh.width))
        fresh = fresh.resize(size, Image.Resampling.LANCZOS)
    target = target.with_suffix(".png" if lossless else ".jpg")
    if lossless:
        fresh.save(target, optimize=True)
    else:
        fresh.convert("RGB").save(target, quality=88)
    return target

"""Title, subtitle, author and a figure → the cover as a JPEG of 1600 × 2560 pixels, and the page that shows it.

Shops and libraries show a raster image, so Typst draws one; the words are also the text alternative of the page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from pamphleteer.book import book_of
from pamphleteer.epub.draw import DRAWINGS, drawn
from pamphleteer.epub.pictures import picture
from pamphleteer.epub.settings import settings_of
from pamphleteer.epub.styles import find_file
from pamphleteer.epub.xhtml import add, new, page
from pamphleteer.languages import base_language, direction
from pamphleteer.print.modes import saved

if TYPE_CHECKING:
    from pamphleteer.epub.binding import Binding
    from pamphleteer.epub.builder import EpubBuilder
    from pamphleteer.epub.pictures import Picture
    from pamphleteer.epub.xhtml import Element

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).with_name("cover.typ")


@dataclass(frozen=True)
class Cover:
    """The cover: its image, and the words on it."""

    words: tuple[str, str, str]
    """Title, subtitle, author."""
    data: bytes
    suffix: str


def cover_of(builder: EpubBuilder) -> Cover:
    """The cover that conf.py names, or the one that is made from its words."""
    book = book_of(builder.env)
    settings = settings_of(builder.config, book)
    words = (settings.title, book.subtitle, settings.author)
    if (image := stated_cover(builder)) is not None:
        return Cover(words, image.data, image.suffix)
    kept = Path(builder.env.doctreedir, DRAWINGS)
    return Cover(words, draw(words, settings.language, figure(builder), kept), "jpg")


def add_cover(builder: EpubBuilder, binding: Binding, href: str) -> None:
    """Put the cover and its page into the package."""
    cover = cover_of(builder)
    name = f"images/cover.{cover.suffix}"
    binding.add(name, cover.data, "cover-image")
    body = cover_page(name, cover.words)
    binding.add_page(href, page(body, cover.words[0], builder.settings.language, list(builder.style_names)))


def stated_cover(builder: EpubBuilder) -> Picture | None:
    """The image that epub_cover names."""
    if not builder.config.epub_cover or not builder.config.epub_cover[0]:
        return None
    name = str(builder.config.epub_cover[0])
    return read(name, [builder.srcdir, builder.confdir, *static_folders(builder)], "epub_cover")


def figure(builder: EpubBuilder) -> Picture | None:
    """The figure that pamphleteer_cover names, relative to the source folder."""
    name = builder.config.pamphleteer_cover
    return read(name, [builder.srcdir, builder.confdir], "pamphleteer_cover") if name else None


def static_folders(builder: EpubBuilder) -> list[Path]:
    """Where Sphinx would take files from that a theme needs."""
    return [Path(builder.confdir) / name for name in builder.config.html_static_path]


def read(name: str, folders: list[Path], setting: str) -> Picture | None:
    """A picture that conf.py names, or None with a warning."""
    file = find_file(name, [Path(folder) for folder in folders])
    found = picture(file.read_bytes()) if file else None
    if found is None:
        message = f"{setting} names “{name}”, which is no picture in the book's folder: give its path"
        logger.warning(message, location="conf.py:1", type="epub", subtype="cover")
    return found


def draw(words: tuple[str, str, str], language: str, image: Picture | None, kept: Path) -> bytes:
    """The cover as JPEG, from title, subtitle, author and a figure."""
    names = ("title", "subtitle", "author", "lang", "dir", "figure")
    said = (
        *words,
        base_language(language),
        direction(language),
        image.suffix if image else "",
    )
    files = {
        "words.json": json.dumps(dict(zip(names, said, strict=True))).encode(),
    }
    if image:
        files[f"figure.{image.suffix}"] = image.data
    ours = all(ord(letter) < 0x590 or 0x2000 <= ord(letter) < 0x2100 for letter in "".join(words))
    # Scripts that our fonts lack take those of the machine.
    # A title that fills more than a page begins on the cover; all of its words are the text alternative.
    data, *_more = drawn(saved(TEMPLATE), "jpg", files, own_fonts=ours, kept=kept)
    return data


def cover_page(image: str, words: tuple[str, str, str]) -> Element:
    """The body of the page that shows the cover."""
    body = new("body")
    section = add(body, "section", kind="cover", cls="cover")
    alt = ". ".join(part.rstrip(".") for part in words if part)
    add(section, "img", src=image, alt=alt, role="doc-cover")
    return body

"""Picture files of any origin → files that every reading system shows.

The kind of a file is read from its bytes, not from its name. Rasters of more than four megapixels are scaled down,
formats outside EPUB's core types become PNG, SVG loses what runs or fetches and is written as UTF-8.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass

from lxml import etree
from PIL import Image, UnidentifiedImageError

from pamphleteer.epub.normalise.identifiers import make_valid
from pamphleteer.epub.xhtml import SVG, Element, attributes, drop

MOST_PIXELS = 4_000_000
"""What a reader can show, and the most that stores accept (notes of Apple Books and Kobo)."""
TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "svg": "image/svg+xml",
}  # fmt: skip
KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp"}
KEPT_SPACES = frozenset({SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"})
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
    if re.match(rb"\s*(\xef\xbb\xbf)?\s*<", data[:200]) or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return drawing(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a huge picture is scaled down, which is all there is to say
            image = Image.open(io.BytesIO(data))
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
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag == "svg":
        root = with_namespace(data, parser)
    if root is None or root.tag != f"{{{SVG}}}svg":
        return None
    dropped = tuple(dict.fromkeys([*clean_elements(root), *clean_attributes(root)]))
    moves = any(etree.QName(element).localname in ANIMATIONS for element in root.iter(etree.Element))
    make_valid(root)
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode")
    return Picture(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode(), "svg", moves, dropped)


def with_namespace(data: bytes, parser: etree.XMLParser) -> Element | None:  # lxml's element type
    """A drawing whose author left the namespace out."""
    try:
        return etree.fromstring(re.sub(rb"<svg\b", b'<svg xmlns="%s"' % SVG.encode(), data, count=1), parser)
    except etree.XMLSyntaxError:
        return None


def clean_elements(root: Element) -> list[str]:  # lxml's element type
    """Drop what runs or comes from an editor; the names of what ran."""
    dropped = []
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None:
            continue
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        active = name in {"script", "handler", "listener", "foreignObject", "iframe"}
        if active or not str(element.tag).startswith(f"{{{SVG}}}") or not name:
            if active:
                dropped.append(f"<{name}>")
            drop(element)
        elif name == "style" and re.search(r"@import|url\(\s*['\"]?(?!#)", element.text or "", re.IGNORECASE):
            element.text = re.sub(
                r"@import[^;]*;?|url\(\s*['\"]?(?!#)[^)]*\)", "", element.text or "", flags=re.IGNORECASE
            )
            dropped.append("address in <style>")
    return dropped


def clean_attributes(root: Element) -> list[str]:  # lxml's element type
    """Drop handlers, addresses elsewhere and editors' own attributes; the names of what ran or fetched."""
    dropped = []
    for element in root.iter(etree.Element):
        for key, value in attributes(element):
            space, name = etree.QName(key).namespace, etree.QName(key).localname
            outside = name == "href" and not value.startswith(("#", "data:image/"))
            if (
                outside
                and etree.QName(element).localname == "a"
                and not value.lower().startswith("javascript")
            ):
                del element.attrib[key]  # links never work inside a picture, so nothing is lost
            elif name.lower().startswith("on") or outside or re.search(r"url\(\s*['\"]?(?!#)\S*:", value):
                dropped.append(f"{name}=“{value[:40]}”")
                del element.attrib[key]
            elif space is not None and space not in KEPT_SPACES:
                del element.attrib[key]
    return dropped

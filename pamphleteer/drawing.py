"""A stranger's SVG → a drawing that runs and fetches nothing, for every edition."""

from __future__ import annotations

import re
import zlib

from lxml import etree

from pamphleteer.epub.xhtml import SVG, XLINK, Element, attributes, drop

BASE = "{http://www.w3.org/XML/1998/namespace}base"

COPIES = 100_000
"""Shapes that a drawing may come to when each `<use>` is drawn: a few that use each other make millions."""
ADDRESS = re.compile(
    r"@\s*import\b[^;]*;?|(?:url|src|image-set)\(\s*+(?!['\"]?#)[^)]*\)?", re.IGNORECASE | re.DOTALL
)
"""What fetches, in CSS."""
CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
PIXELS = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
LENGTH = re.compile(rf"\s*({NUMBER.pattern})\s*(?:px|pt|pc|mm|cm|in|em|ex|rem|%)?\s*")
MOST_LENGTH = 1e6
KEPT_SPACES = frozenset({SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"})
PACKED = b"\x1f\x8b"
"""How gzip begins."""
MOST_MARKUP = 50_000_000
MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff")


def is_drawing(data: bytes) -> bool:
    """Whether these bytes are a drawing, by their beginning: names lie, browsers show a JPEG that is called .png."""
    return bool(MARKUP.match(data[:200])) or data.startswith(PACKED)


def clean(data: bytes) -> tuple[Element, tuple[str, ...]] | None:
    """The drawing that these bytes hold, and what was taken out of it; None when they hold none."""
    # Entities that stand for text of the file itself are what Illustrator writes; the parser ends what grows without end.
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type] # lxml's stubs are older than this value
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    data = unpacked(data)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if root.tag == "svg":
        root = with_namespace(data, parser)
    if root is None or root.tag != f"{{{SVG}}}svg":
        return None
    dropped = [*clean_elements(root), *clean_attributes(root)]
    clean_size(root)
    if copies(root) > COPIES:
        return None
    return root, tuple(dict.fromkeys(dropped))


def clean_size(root: Element) -> None:
    """Drop a size of nothing and a frame that is none: browsers take the other, and a compiler refuses the drawing."""
    frame = (root.get("viewBox") or "").replace(",", " ").split()
    if "viewBox" in root.attrib and not (
        len(frame) == 4 and all(map(NUMBER.fullmatch, frame)) and positive(*frame[2:])
    ):
        del root.attrib["viewBox"]
    sizes = [name for name in ("width", "height") if name in root.attrib]
    if not all((found := LENGTH.fullmatch(root.get(name, ""))) and positive(found[1]) for name in sizes):
        for name in sizes:
            del root.attrib[name]


def positive(*numbers: str) -> bool:
    """Whether all are more than nothing, and no more than a page could ever hold."""
    return all(0 < float(number) < MOST_LENGTH for number in numbers)


def unpacked(data: bytes) -> bytes:
    """The markup of a file that may be packed (`.svgz`), without blanks before it; no more of it than a drawing can need."""
    if data.startswith(PACKED):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, MOST_MARKUP)
        except zlib.error:
            return b""
    return data.lstrip(b" \t\r\n")


def copies(root: Element) -> int:
    """How many elements the drawing comes to when what is used is drawn again each time."""
    known = {str(element.get("id")): element for element in root.iter(f"{{{SVG}}}*") if element.get("id")}
    counts: dict[Element, int] = {}

    def count(element: Element) -> int:
        if element not in counts:
            counts[element] = 1  # what uses itself is drawn once
            inner = sum(count(child) for child in element.iterchildren(f"{{{SVG}}}*"))
            used = known.get((element.get("href") or element.get(XLINK) or "")[1:])
            if used is not None and etree.QName(element).localname == "use":
                inner += count(used)
            counts[element] = min(1 + inner, COPIES + 1)
        return counts[element]

    try:
        return count(root)
    except RecursionError:
        return COPIES + 1


def plain_css(text: str) -> str:
    """CSS without comments and escapes, behind which an address could hide."""
    text = re.sub(r"/\*.*?(?:\*/|\Z)", "", text, flags=re.DOTALL)

    def letter(found: re.Match[str]) -> str:
        if not found[1]:
            return found[2]
        number = int(found[1], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"

    return CSS_ESCAPE.sub(letter, text)


def clean_style(element: Element) -> bool:
    """Take addresses out of a `<style>`; whether there were any."""
    text = "".join(map(str, element.itertext()))
    for child in list(element):
        element.remove(child)
    element.text = text
    if not ADDRESS.search(plain_css(text)):
        return False
    text = ADDRESS.sub("", plain_css(text))
    element.text = "" if ADDRESS.search(plain_css(text)) else text  # one was hidden in another
    return True


def written(root: Element) -> bytes:
    """The drawing as a file."""
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


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
        moved = name in {"set", "animate"} and (element.get("attributeName") or "").lower().endswith("href")
        active = moved or name in {"script", "handler", "listener", "foreignObject", "iframe"}
        if active or not str(element.tag).startswith(f"{{{SVG}}}") or not name:
            if active:
                dropped.append(f"<{name}>")
            elif isinstance(element, etree._Entity):  # noqa: SLF001 # lxml exposes the type under no other name
                dropped.append(str(element.text))
            drop(element)
        elif name == "style" and clean_style(element):
            dropped.append("address in <style>")
    return dropped


def clean_attributes(root: Element) -> list[str]:  # lxml's element type
    """Drop handlers, addresses elsewhere and editors' own attributes; the names of what ran or fetched."""
    dropped = []
    for element in root.iter(etree.Element):
        for key, value in attributes(element):
            space, name = etree.QName(key).namespace, etree.QName(key).localname
            outside = name == "href" and not value.startswith("#") and not PIXELS.match(value)
            if (
                outside
                and etree.QName(element).localname == "a"
                and not value.lower().startswith("javascript")
            ):
                del element.attrib[key]  # links never work inside a picture, so nothing is lost
            elif name.lower().startswith("on") or outside or key == BASE or ADDRESS.search(plain_css(value)):
                dropped.append(f"{name}=“{value[:40]}”")
                del element.attrib[key]
            elif space is not None and space not in KEPT_SPACES:
                del element.attrib[key]
    return dropped

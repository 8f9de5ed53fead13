"""A stranger's SVG → a drawing that runs and fetches nothing, for every edition."""

from __future__ import annotations

import re
import zlib

from lxml import etree

from pamphleteer.css import clean as clean_css
from pamphleteer.css import fetches
from pamphleteer.drawing_work import COPIES, calm_filters, copies
from pamphleteer.epub.svg import ANY, EVERY, LETTERED, OWN, SPELLED
from pamphleteer.epub.xhtml import SVG, XLINK, Element, attributes, drop, names
from pamphleteer.sandbox.addresses import leads_somewhere

BASE = "{http://www.w3.org/XML/1998/namespace}base"

INNER = re.compile(
    r"url\(\s*['\"]?#([^'\")]*)['\"]?\s*\)(?P<otherwise>\s+(?:none|#[0-9a-fA-F]{3,8}|[a-zA-Z]+))?"
)
"""A reference to a part of the drawing, and the paint that stands in for one that is not there."""
PIXELS = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
LENGTH = re.compile(rf"\s*({NUMBER.pattern})\s*(?:px|pt|pc|mm|cm|in|em|ex|rem|%)?\s*")
LEAST_LENGTH, MOST_LENGTH = 1e-6, 1e6
XML = "{http://www.w3.org/XML/1998/namespace}"
KEPT_KEYS = frozenset(
    {f"{XML}lang", f"{XML}space", "{http://www.w3.org/1999/xlink}title", "version", "baseProfile", "role"}
)
LATER = names(
    "fr side path href paint-order vector-effect mix-blend-mode isolation transform-origin transform-box mask-type white-space "
    "inline-size shape-inside shape-subtract shape-padding font-kerning font-feature-settings font-variation-settings "
    "font-variant-ligatures text-orientation text-overflow line-height will-change solid-color solid-opacity"
)
"""Attributes that SVG and CSS have learnt since SVG 1.1."""
ACTIVE = names("script handler listener foreignObject iframe embed object audio video canvas link meta base")
MOVING = names("animate set animateTransform animateMotion animateColor mpath")
SHAPED = frozenset().union(*OWN.values(), EVERY, LATER) - names(
    "href id class style to from by values begin end attributeName role"
)
"""What an animation may change."""
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
    dropped = [*clean_elements(root), *clean_attributes(root), *calm_filters(root)]
    clean_size(root)
    clean_references(root)
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


def clean_references(root: Element) -> None:
    """Drop what leads to a part that the drawing does not have: nothing is drawn for it, and checkers refuse it."""
    known = {str(element.get("id")) for element in root.iter(f"{{{SVG}}}*") if element.get("id")}

    def there(found: re.Match[str]) -> str:
        return found[0] if found[1] in known else (found["otherwise"] or "none").strip()

    for element in list(root.iter(f"{{{SVG}}}*")):
        for key, value in attributes(element):
            if "url(" in value:
                element.set(key, INNER.sub(there, value))
        target = element.get("href") or element.get(XLINK) or ""
        if target.startswith("#") and target[1:] not in known:
            if (
                etree.QName(element).localname in {"use", "textPath", "mpath"}
                and element.getparent() is not None
            ):
                drop(element)
            else:
                for key in {"href", XLINK} & set(element.attrib):
                    del element.attrib[key]


def positive(*numbers: str) -> bool:
    """Whether all are more than nothing, and no more than a page could ever hold."""
    return all(LEAST_LENGTH < float(number) < MOST_LENGTH for number in numbers)


def unpacked(data: bytes) -> bytes:
    """The markup of a file that may be packed (`.svgz`), without blanks before it; no more of it than a drawing can need."""
    if data.startswith(PACKED):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, MOST_MARKUP)
        except zlib.error:
            return b""
    return data.lstrip(b" \t\r\n")


def clean_style(element: Element) -> bool:
    """Take addresses out of a `<style>`; whether there were any."""
    text = "".join(map(str, element.itertext()))
    for child in list(element):
        element.remove(child)
    element.text, dropped = clean_css(text)
    return dropped


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
    """Drop elements that no drawing is made of; the names of those that browsers would heed."""
    dropped = []
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None:
            continue
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        ours = bool(name) and str(element.tag).startswith(f"{{{SVG}}}")
        known = SPELLED.get(name.lower()) if ours else None
        if known is None and ours and etree.QName(parent).localname in LETTERED and name not in ACTIVE:
            element.tag = f"{{{SVG}}}tspan"
        elif known is None or (known in MOVING and not moves_a_shape(element)):
            if name in ACTIVE or known in MOVING:
                dropped.append(f"<{name}>")
            elif isinstance(element, etree._Entity):  # noqa: SLF001 # lxml exposes the type under no other name
                dropped.append(str(element.text))
            drop(element)
        elif known == "style" and clean_style(element):
            dropped.append("address in <style>")
    return dropped


def moves_a_shape(element: Element) -> bool:
    """Whether what an animation changes is how something looks, and not where it leads or what it runs."""
    name = element.get("attributeName", "")
    return name in SHAPED or (
        not name and etree.QName(element).localname.lower() in {"animatemotion", "mpath"}
    )


def clean_attributes(root: Element, *, inline: bool = False) -> list[str]:  # lxml's element type
    """Drop attributes that no drawing has, and addresses elsewhere; the names of those that ran or fetched.

    `inline`: it stands in a page, where its links work.
    """
    dropped = []
    for element in root.iter(f"{{{SVG}}}*"):
        name = etree.QName(element).localname
        if "href" in element.attrib and XLINK in element.attrib:
            # Of two addresses, browsers heed the one and old programs the other.
            second = str(element.attrib.pop(XLINK))
            dropped += [] if keeps_address(name, second, inline=False) else [f"href=“{second[:40]}”"]
        own = OWN.get(SPELLED.get(name.lower(), ""), frozenset()) | EVERY | ANY | LATER
        for key, value in attributes(element):
            plain = etree.QName(key).localname
            if plain == "href" and key in {"href", XLINK}:
                kept, said = (
                    keeps_address(name, value, inline=inline),
                    name != "a" or not leads_somewhere(value),
                )
            else:
                said_only = (
                    key in KEPT_KEYS
                    or plain.startswith(("aria-", "data-"))
                    or plain in {"id", "class", "lang"}
                )
                known = said_only or key in own
                runs = plain.lower().startswith("on") or key == BASE or (not said_only and fetches(value))
                kept, said = known and not runs, runs
            if not kept:
                dropped += [f"{plain}=“{value[:40]}”"] if said else []
                del element.attrib[key]
    return dropped


def keeps_address(name: str, value: str, *, inline: bool) -> bool:
    """Whether an address is one within the drawing, a picture in itself, or a link that works; files have no links that work."""
    if value.strip().startswith("#"):
        return True
    if name == "a":
        return inline and leads_somewhere(value)
    if name == "image" and inline:
        return True  # what becomes of it is told with the other pictures of the page
    return name in {"image", "feImage"} and bool(PIXELS.match(value))

"""A stranger's SVG → a drawing that runs and fetches nothing, for every edition."""

from __future__ import annotations

import re

from lxml import etree

from pamphleteer.epub.xhtml import SVG, Element, attributes, drop

KEPT_SPACES = frozenset({SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"})
MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff")


def is_drawing(data: bytes) -> bool:
    """Whether these bytes are a drawing, by their beginning: names lie, browsers show a JPEG that is called .png."""
    return bool(MARKUP.match(data[:200]))


def clean(data: bytes) -> tuple[Element, tuple[str, ...]] | None:
    """The drawing that these bytes hold, and what was taken out of it; None when they hold none."""
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
    return root, tuple(dict.fromkeys([*clean_elements(root), *clean_attributes(root)]))


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

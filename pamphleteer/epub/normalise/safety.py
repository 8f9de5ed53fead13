"""Scripts, styles, event handlers and executable links never reach the book; each that an author wrote is reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.css import fetches
from pamphleteer.drawing import clean_attributes, clean_elements
from pamphleteer.epub.xhtml import attributes, drop, find, local, unwrap
from pamphleteer.sandbox.addresses import SCHEMES, leads_somewhere, scheme

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

ACTIVE = frozenset(
    {"script", "style", "link", "meta", "base", "template", "frame", "frameset", "applet", "title"}
)
REGISTERED = SCHEMES - {"ftps", "ircs", "nntp", "sms", "geo", "matrix", "magnet"}
"""Schemes that EPUBCheck knows, or that become web addresses."""
PAINTED = frozenset({"style", "fill", "stroke", "filter", "mask", "clip-path", "mathbackground", "mathcolor"})
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster", "cite", "background"})


def remove_active_content(sheet: Sheet) -> None:
    """Drop what runs or restyles the page."""
    for element in list(sheet.body.iter(etree.Element)):
        name = etree.QName(element).localname.lower()
        if name in ACTIVE and not (name in {"title", "style"} and not local(element)):
            if element.getparent() is not None:
                if "scoped" not in element.attrib:  # pandas styles each of its tables
                    sheet.warn(f"<{name}> does not work in an e-book: it is left out", element, "script")
                drop(element)
            continue
        if not local(element) and name in {
            "script",
            "style",
            "handler",
            "listener",
            "foreignObject",
            "foreignobject",
        }:
            sheet.warn(f"<{name}> in a drawing does not work in an e-book: it is left out", element, "script")
            drop(element)
            continue
        check_attributes(sheet, element, name)
    for drawing in find(sheet.body, "//s:svg[not(ancestor::s:svg)]"):
        for dropped in [*clean_elements(drawing), *clean_attributes(drawing, inline=True)]:
            sheet.warn(
                f"{dropped} in a drawing does not work in an e-book: it is left out", drawing, "script"
            )
    for headerlink in find(sheet.body, '//h:a[contains(@class,"headerlink")]'):
        drop(headerlink)
    for backlink in find(sheet.body, '//h:a[contains(@class,"toc-backref")]'):
        unwrap(backlink)


def check_attributes(sheet: Sheet, element: Element, name: str) -> None:
    """Drop event handlers and addresses that run or fetch."""
    for key, value in attributes(element):
        plain = (
            etree.QName(key).localname.lower() if not key.startswith("{") else key.rpartition("}")[2].lower()
        )
        if plain.startswith("on") and len(plain) > 2:
            sheet.warn(f"“{plain}” on <{name}> does not work in an e-book: it is left out", element, "script")
            del element.attrib[key]
        elif plain in ADDRESSES and executable(plain, name, value):
            sheet.warn(
                f"address “{value[:60]}” does not work in an e-book: it is left out", element, "script"
            )
            del element.attrib[key]
        elif not local(element) and plain in PAINTED and fetches(value):
            sheet.warn(f"“{plain}” of <{name}> fetches from the network: it is left out", element, "remote")
            del element.attrib[key]


def executable(attribute: str, element: str, value: str) -> bool:
    """Whether an address does something else than lead to a page or hold a picture."""
    found = scheme(value)
    if found == "data" and element in {"img", "image"} and attribute in {"src", "href"}:
        return not re.match(r"\s*data:image/", value, re.IGNORECASE)
    return (bool(found) and found not in REGISTERED) or not leads_somewhere(value, REGISTERED)

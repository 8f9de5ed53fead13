"""Markup → tree, and SVG and MathML in namespaces of their own.

Pages whose markup is XML already are read by lxml, fast; all others by html5lib, as a browser reads them:
unclosed tags, bare attributes, comments with dashes and unknown elements are nothing special to it.
"""

from __future__ import annotations

import re
import warnings
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.xhtml import MATHML, OPS, SVG, VOID, XHTML, Element, X, attributes, find, spaces, unwrap
from pamphleteer.scripts import without_code
from pamphleteer.xml_characters import printable

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet

EMPTY_MATHS = ("mtd", "mtr", "mrow", "mi", "mo", "mn", "mspace", "mprescripts", "none")
"""Elements of MathML that may be empty: a browser takes `<mtd/>` for what it is in XML."""
SELF_CLOSED = re.compile(rf"<(?!(?:{'|'.join([*VOID, *EMPTY_MATHS])})\b)[a-zA-Z][^<>]*/>")
NAMESPACE = re.compile(r"""[\s/]xmlns(?::[\w-]+)?\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
# What an HTML parser would tear apart: then the XML reading is not the reading of a browser.
MISPLACED = etree.XPath("boolean(//h:a//h:a)", namespaces={"h": XHTML})
QUOTED = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^'">])*+"""
TAG = re.compile(rf"<!--.*?(?:-->|\Z)|<(/?[a-zA-Z][^\s/>]*+){QUOTED}(?:>|\Z)", re.DOTALL)
"""A comment, or a tag with its name."""
UNCLOSED = "data-never-closed"
"""On a link that has no end in the markup: which of these it is."""


class MarkupError(Exception):
    """A page that no e-reader could open; the message says why."""


def parse(html: str, *, raw: bool) -> Element:
    """The `body` element of a fragment of HTML. `raw`: some of it was written by an author, not by a translator."""
    html = without_code(printable(html), "script")
    if not raw and "<svg" not in html and not SELF_CLOSED.search(html):
        try:
            body = etree.fromstring(f'<body xmlns="{XHTML}" xmlns:epub="{OPS}">{html}</body>')
        except etree.XMLSyntaxError:
            return as_browser(html)
        if not MISPLACED(body):
            return body
    return as_browser(html)


def as_browser(html: str) -> Element:
    """The `body` element as the HTML standard builds it from any input."""
    import html5lib  # 2 MB: most books have no page that needs it

    # html5lib cannot hand an explicit xmlns to lxml: it is implied by the element.
    if "xmlns" in html.lower():
        html = TAG.sub(lambda tag: NAMESPACE.sub("", tag[0]) if tag[1] else tag[0], html)
    html = with_unclosed_links(html)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # names that XML does not know are dropped later, with a warning of ours
        try:
            tree = html5lib.parse(f"<!DOCTYPE html><body>{html}</body>", treebuilder="lxml")
        except ValueError:
            raise MarkupError("its HTML holds control characters: take them out") from None
    body = tree.getroot().find(X + "body")
    try:
        plain = etree.fromstring(etree.tostring(body, encoding="unicode"))  # without html5lib's prefixes
    except etree.XMLSyntaxError as fault:
        raise MarkupError(f"its HTML cannot be read ({fault.msg}): take elements out of each other") from None
    end_unclosed_links(plain)
    return plain


def with_unclosed_links(html: str) -> str:
    """The markup with a number on each link that is never closed: the next link begins, or the page ends, before its end."""
    links = [tag for tag in TAG.finditer(html) if (tag[1] or "").lower() in {"a", "/a"}]
    unclosed = [
        tag.end(1)
        for tag, after in zip_longest(links, links[1:])
        if tag[1] in "aA" and (not after or after[1] in "aA")
    ]
    parts = [html[start:end] for start, end in pairwise([0, *unclosed, len(html)])]
    return "".join(part if not number else f" {UNCLOSED}={number}{part}" for number, part in enumerate(parts))


def end_unclosed_links(body: Element) -> None:
    """End each of these with the paragraph that it begins in: an HTML parser opens it again in every one that follows."""
    seen = set()
    for link in find(body, f"//h:a[@{UNCLOSED}]"):
        number = link.attrib.pop(UNCLOSED)
        if number in seen:
            unwrap(link)
        seen.add(number)


def separate_namespaces(sheet: Sheet) -> None:
    """`<math xmlns=…>`, not `<ns0:math>`: simple reading systems know only the first."""
    for namespace, query in ((SVG, "//s:svg[not(ancestor::s:svg)]"), (MATHML, "//m:math")):
        for element in find(sheet.body, query):
            parent = element.getparent()
            if parent is not None:
                parent.replace(element, with_default(element, namespace))


def with_default(element: Element, namespace: str) -> Element:
    """A copy in which `namespace` is the default one."""
    copy = etree.Element(element.tag, attrib=dict(attributes(element)), nsmap=spaces(namespace))
    copy.text, copy.tail = element.text, element.tail
    for child in element.iterchildren(etree.Element):
        own = str(child.tag).startswith(f"{{{namespace}}}")
        copy.append(with_default(child, namespace) if own else child)
    return copy

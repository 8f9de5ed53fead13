"""The vocabulary of EPUB content documents: other elements and attributes go, wrong nesting is mended.

Follows the HTML standard (content models, obsolete features), as EPUBCheck applies it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.normalise import style
from pamphleteer.epub.xhtml import EPUB_TYPE, XML_LANG, X, classes, drop, find, local, new, set_classes, unwrap, wrap

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

KNOWN = frozenset(
    "body a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q rp rt ruby s samp section "
    "small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
INSTEAD = {
    "acronym": "abbr", "big": "span", "center": "div", "dialog": "div", "dir": "ul", "fieldset": "div", "font": "span",
    "hgroup": "div", "main": "div", "menu": "ul", "nav": "div", "nobr": "span", "search": "div", "strike": "s",
    "tt": "code", "listing": "pre", "xmp": "pre", "plaintext": "pre", "marquee": "span", "blink": "span", "time": "span",
}  # fmt: skip
SILENT = frozenset(
    "area map param track source slot rb rtc noframes noembed image nextid spacer isindex keygen bgsound basefont".split()
)
EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "style", EPUB_TYPE, XML_LANG})
OWN = {
    "a": {"href", "hreflang"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"}, "ol": {"start", "reversed", "type"}, "li": {"value"},
    "blockquote": {"cite"}, "q": {"cite"}, "col": {"span"}, "colgroup": {"span"}, "data": {"value"},
    "del": {"cite", "datetime"}, "ins": {"cite", "datetime"},
}  # fmt: skip
ROLES = frozenset(
    "doc-noteref doc-backlink doc-footnote doc-biblioref doc-glossref doc-bibliography doc-index doc-cover "
    "note group img presentation list".split()
)
ARIA = frozenset({"aria-label", "aria-labelledby", "aria-hidden", "aria-describedby"})
PHRASING = frozenset("span em strong b i code sub sup small q cite dfn kbd samp var abbr u s mark bdi bdo data".split())
WORDS_ONLY = frozenset("p h1 h2 h3 h4 h5 h6 pre".split()) | PHRASING
BLOCKS = frozenset(
    "p div ul ol dl table figure aside section article blockquote pre hr header footer address figcaption "
    "h1 h2 h3 h4 h5 h6".split()
)


def keep_known(sheet: Sheet) -> None:
    """Rename, unwrap or drop what EPUB does not know; strip attributes that only a web page needs."""
    for comment in list(sheet.body.iter(etree.Comment, etree.ProcessingInstruction)):
        if comment.getparent() is not None:
            hold_place(comment)
            drop(comment)
    for element in list(sheet.body.iter(X + "*")):
        name = local(element)
        if name in INSTEAD:
            element.tag = X + INSTEAD[name]
        elif name not in KNOWN:
            if name not in SILENT:
                shown = element.tag[len(X) :].split("U0")[0]
                sheet.warn(f"“<{shown}>” is no element of an e-book: its content stays; write “\\<{shown}>” if the words are meant", element, "element")
            unwrap(element)
            continue
        keep_attributes(element, sheet.frame.shown_classes)
    for element in find(sheet.body, "//s:svg//*|//s:svg|//m:math//*|//m:math"):
        keep_drawing_attributes(element)
    for span in find(sheet.body, "//h:span[not(@*)]"):
        unwrap(span)


def hold_place(comment: Element) -> None:
    """Give the place that a comment tells to the element behind it."""
    behind = comment.getnext()
    if (comment.text or "").startswith("@") and behind is not None and isinstance(behind.tag, str):
        behind.set("data-at", behind.get("data-at") or (comment.text or "")[1:])


def keep_attributes(element: Element, shown: frozenset[str]) -> None:
    """Drop every attribute that has no effect or no place in a book."""
    name = local(element)
    if name in {"img", "table", "col", "figure"}:
        style.width_to_style(element)
    for key, value in list(element.attrib.items()):
        if key in EVERYWHERE or key in OWN.get(name, ()) or key in ARIA or key == "data-at":
            continue
        if key == "align" and value.lower() in {"left", "center", "right"} and name in {"td", "th", "p", "div"}:
            set_classes(element, *classes(element), f"text-{value.lower()}")
        del element.attrib[key]
    if "style" in element.attrib:
        style.keep_relative(element)
    set_classes(element, *(word for word in classes(element) if word in shown))
    if element.get("role") not in ROLES:
        element.attrib.pop("role", None)
        if name in {"div", "span", "p", "li", "b", "i", "em", "strong", "code"}:
            element.attrib.pop("aria-label", None)
            element.attrib.pop("aria-labelledby", None)
    if element.get("dir", "ltr") not in {"ltr", "rtl", "auto"}:
        del element.attrib["dir"]
    if language := element.get("lang") or element.get(XML_LANG):
        keep_language(element, language)
    for key in ("colspan", "rowspan", "start", "value", "span"):
        if key in element.attrib and not re.fullmatch(r"-?\d{1,4}", element.get(key, "")):
            del element.attrib[key]
    if not (element.get("title") or "x").strip():
        del element.attrib["title"]


def keep_language(element: Element, language: str) -> None:
    """Both language attributes, when the tag is well formed (BCP 47)."""
    for key in ("lang", XML_LANG):
        element.attrib.pop(key, None)
    if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language):
        element.set("lang", language)
        element.set(XML_LANG, language)


def keep_drawing_attributes(element: Element) -> None:
    """SVG and MathML without the names of editors' own vocabularies."""
    for key in list(element.attrib):
        space = etree.QName(key).namespace if key.startswith("{") else None
        foreign = space not in {None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
        if foreign or "U000" in key or key.startswith(("data-", "xmlns")) or key in {"version", "xml:space", "baseprofile"}:
            del element.attrib[key]


def repair_nesting(sheet: Sheet) -> None:
    """Mend what the standard's content models forbid."""
    for block in list(sheet.body.iter(X + "*")):
        if local(block) in BLOCKS:
            free_block(block)
    for item in find(sheet.body, "//h:li[not(parent::h:ul or parent::h:ol)]|//h:figcaption[not(parent::h:figure)]"):
        item.tag = X + "div"
    for part in find(sheet.body, "//h:dt[not(ancestor::h:dl)]|//h:dd[not(ancestor::h:dl)]"):
        part.tag = X + "div"
    for child in find(sheet.body, "//h:ul/*[not(self::h:li)]|//h:ol/*[not(self::h:li)]"):
        wrap(child, new("li"))
    for caption in find(sheet.body, "//h:figure/h:figcaption[preceding-sibling::h:figcaption]"):
        caption.tag = X + "div"
    mend_definitions(sheet.body)
    for empty in find(sheet.body, "//h:ul[not(h:li)]|//h:ol[not(h:li)]|//h:table[not(.//h:tr)]"):
        drop(empty)
    for empty in reversed(find(sheet.body, "//h:div[not(@id)]|//h:p[not(@id)]|//h:figure[not(@id)]")):
        if not len(empty) and not (empty.text or "").strip() and empty.getparent() is not None:
            drop(empty)


def free_block(block: Element) -> None:
    """A block inside words: the words around it become a box, or the block becomes words."""
    parent = block.getparent()
    while parent is not None and local(parent) in WORDS_ONLY:
        name = local(parent)
        if name == "span":
            parent.tag = X + "div"
            parent = parent.getparent()
        elif local(block) in {"p", "div", "address", "figcaption", "header", "footer", "section", "article", "aside"}:
            block.tag = X + "span"
            for key in ("role", "aria-label", EPUB_TYPE):
                block.attrib.pop(key, None)
            return
        elif name in {"p", "pre"}:
            parent.tag = X + "div"
            parent = parent.getparent()
        else:
            above = parent.getparent()
            unwrap(parent)
            parent = above


def mend_definitions(body: Element) -> None:
    """Every term has a definition, every definition a term, and nothing else stands in the list."""
    for definitions in find(body, "//h:dl"):
        for child in definitions.iterchildren(etree.Element):
            if local(child) not in {"dt", "dd", "div"}:
                wrap(child, new("dd"))
        parts = list(definitions.iterchildren(etree.Element))
        if not parts:
            drop(definitions)
            continue
        if local(parts[0]) == "dd":
            definitions.insert(0, new("dt", "\u00a0"))
        if local(parts[-1]) == "dt":
            definitions.append(new("dd"))

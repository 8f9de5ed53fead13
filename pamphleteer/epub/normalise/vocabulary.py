"""The vocabulary of EPUB content documents: other elements and attributes go, wrong nesting is mended.

Follows the HTML standard (content models, obsolete features), as EPUBCheck applies it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub import svg
from pamphleteer.epub.normalise import style
from pamphleteer.epub.xhtml import (
    AT,
    EPUB_TYPE,
    MATHML,
    XML_LANG,
    X,
    attributes,
    classes,
    drop,
    find,
    local,
    names,
    remove,
    set_classes,
    unwrap,
    wrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

KNOWN = names(
    "body a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del dfn div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q rt ruby s samp section "
    "small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr"
)
INSTEAD = {
    "acronym": "abbr", "big": "span", "center": "div", "dialog": "div", "dir": "ul", "fieldset": "div", "font": "span",
    "hgroup": "div", "main": "div", "menu": "ul", "nav": "div", "nobr": "span", "search": "div", "strike": "s",
    "tt": "code", "listing": "pre", "xmp": "pre", "plaintext": "pre", "marquee": "div", "blink": "span", "time": "span",
}  # fmt: skip
SILENT = names(
    "area map param track source slot rb rtc noframes noembed image nextid spacer isindex keygen bgsound basefont"
)
EVERYWHERE = frozenset({AT, "id", "class", "lang", "dir", "title", "role", "style", EPUB_TYPE, XML_LANG})
OWN = {
    "a": {"href", "hreflang"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"}, "ol": {"start", "reversed", "type"}, "li": {"value"},
    "blockquote": {"cite"}, "q": {"cite"}, "col": {"span"}, "colgroup": {"span"}, "data": {"value"},
    "del": {"cite", "datetime"}, "ins": {"cite", "datetime"},
}  # fmt: skip
ROLES = names(
    "doc-pagebreak doc-noteref doc-backlink doc-footnote doc-biblioref doc-glossref doc-bibliography doc-index doc-cover "
    "note group img presentation list"
)
STYLED = "@displaystyle or @scriptlevel"
OWN_STYLE = "self::m:math or self::m:mstyle or self::m:mtable[not(@scriptlevel)]"
VALUES = {
    "type": r"[1aAiI]", "datetime": r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "cite": r"https?://[^\s^`{}|<>\"\\]+",
    "colspan": r"[1-9]\d{0,2}", "span": r"[1-9]\d{0,2}", "rowspan": r"\d{1,4}", "start": r"-?\d{1,4}", "scope": r"(?:row|col)(?:group)?",
}  # fmt: skip
"""What attributes may hold; a browser heeds nothing else."""
SIZED = names("img table col figure")
UNNAMED = names("div span p li b i em strong code")
"""Elements that may have a name only together with a role."""
ARIA = names("aria-label aria-labelledby aria-hidden aria-describedby")


def keep_known(sheet: Sheet) -> None:
    """Rename, unwrap or drop what EPUB does not know; strip attributes that only a web page needs."""
    drop_comments(sheet)
    for bracket in find(sheet.body, "//h:rp"):  # for readers that know no ruby, of which there are none
        drop(bracket)
    for element in list(sheet.body.iter(X + "*")):
        name = local(element)
        if name in INSTEAD:
            element.tag = X + INSTEAD[name]
        elif name not in KNOWN:
            if name not in SILENT:
                shown = element.tag[len(X) :].split("U0")[0]
                sheet.warn(
                    f"“<{shown}>” is no element of an e-book: its content stays; write “\\<{shown}>” if the words are meant",
                    element,
                    "element",
                )
            unwrap(element)
            continue
        keep_attributes(element, sheet.frame.shown_classes)
    keep_drawings(sheet.body)
    bare = "//h:bdo[not(@dir='ltr' or @dir='rtl')]|//h:data[not(@value)]|//h:rt[not(parent::h:ruby)]"
    for element in find(sheet.body, bare):
        element.tag = X + "span"
    for span in find(sheet.body, "//h:span[not(@*)]"):
        unwrap(span)


def keep_drawings(body: Element) -> None:
    """SVG and MathML in the words of the versions that EPUB knows."""
    for element in find(body, "//s:svg//*|//s:svg|//m:math//*|//m:math"):
        keep_drawing_attributes(element)
    for drawing in find(body, "//s:svg[not(ancestor::s:svg)]"):
        svg.keep_vocabulary(drawing)
    for part in find(body, f"//m:*[{STYLED}][not({OWN_STYLE})]"):
        style_around(part)


def drop_comments(sheet: Sheet) -> None:
    """Comments go; what they tell about places stays."""
    for comment in list(sheet.body.iter(etree.Comment, etree.ProcessingInstruction)):
        if comment.getparent() is not None:
            hold_place(comment)
            drop(comment)


def hold_place(comment: Element) -> None:
    """Give the place that a comment tells to the element behind it."""
    behind = comment.getnext()
    if (comment.text or "").startswith("@") and behind is not None and isinstance(behind.tag, str):
        behind.set(AT, behind.get(AT) or (comment.text or "")[1:])


def keep_attributes(element: Element, shown: frozenset[str]) -> None:
    """Drop every attribute that has no effect or no place in a book."""
    name = local(element)
    if name in SIZED:
        style.width_to_style(element)
    for key, value in attributes(element):
        if (
            key == "align"
            and value.lower() in {"left", "center", "right"}
            and name in {"td", "th", "p", "div"}
        ):
            set_classes(element, *classes(element), f"text-{value.lower()}")
        allowed = key in EVERYWHERE or key in OWN.get(name, ()) or key in ARIA
        fits = re.fullmatch(VALUES.get(key, ".*"), value.strip(), re.DOTALL)
        if (
            not allowed
            or not fits
            or (name == "li" and key == "value" and not re.fullmatch(r"-?\d{1,4}", value))
        ):
            remove(element, key)
    if "style" in element.attrib:
        style.keep_relative(element)
    set_classes(element, *(word for word in classes(element) if word in shown))
    keep_role(element, name)
    if element.get("dir", "ltr") not in {"ltr", "rtl", "auto"}:
        remove(element, "dir")
    if language := element.get("lang") or element.get(XML_LANG):
        keep_language(element, language)


def keep_role(element: Element, name: str) -> None:
    """A role that we have given, and the name that goes with a role."""
    if element.get("role") not in ROLES:
        remove(element, "role")
        if name in UNNAMED:
            remove(element, "aria-label", "aria-labelledby")
    if not element.get("title", "x").strip():
        remove(element, "title")


def keep_language(element: Element, language: str) -> None:
    """Both language attributes, when the tag is well formed (BCP 47)."""
    for key in ("lang", XML_LANG):
        remove(element, key)
    if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language):
        element.set("lang", language)
        element.set(XML_LANG, language)


def style_around(part: Element) -> None:
    """The size of a part of a formula is stated by `mstyle` around it: elsewhere MathML 3 has no place for it."""
    frame = etree.Element(f"{{{MATHML}}}mstyle")
    for name in ("displaystyle", "scriptlevel"):
        if name in part.attrib:
            frame.set(name, str(part.attrib.pop(name)))
    wrap(part, frame)


def keep_drawing_attributes(element: Element) -> None:
    """SVG and MathML without the names of editors' own vocabularies."""
    for key, _value in attributes(element):
        space = etree.QName(key).namespace if key.startswith("{") else None
        foreign = space not in {None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
        if (
            foreign
            or "U000" in key
            or key.startswith(("data-", "xmlns"))
            or key in {"version", "xml:space", "baseprofile"}
        ):
            del element.attrib[key]

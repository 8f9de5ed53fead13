"""The vocabulary of pages: XHTML elements built, searched and moved as lxml trees, and written as bytes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from lxml import etree

from pamphleteer.languages import direction
from pamphleteer.xml_characters import printable

Element = etree._Element  # noqa: SLF001  # lxml exposes its element type under no other name

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
X = f"{{{XHTML}}}"
EPUB_TYPE = f"{{{OPS}}}type"
XLINK = "{http://www.w3.org/1999/xlink}href"
AT = "data-at"
"""Where an element was written: `line` or `path:line`; it does not outlive the normalising."""
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = {"h": XHTML, "s": SVG, "m": MATHML, "epub": OPS}


def names(text: str) -> frozenset[str]:
    """A set of names from a text with blanks between."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta source track wbr")


def new(tag: str, text: str | None = None, **attributes: str | None) -> Element:
    """A new XHTML element; `cls` is class, `kind` is epub:type, `_` in other names becomes `-`, None is left out."""
    element = etree.Element(X + tag, nsmap=spaces(XHTML))
    element.text = printable(text) if text is not None else None
    for name, value in attributes.items():
        if value is not None:
            element.set(
                {"cls": "class", "kind": EPUB_TYPE}.get(name, name.replace("_", "-")), printable(value)
            )
    return element


def add(parent: Element, tag: str, text: str | None = None, **attributes: str | None) -> Element:
    """A new XHTML element at the end of `parent`."""
    child = new(tag, text, **attributes)
    parent.append(child)
    return child


def local(element: Element) -> str:
    """Name of an XHTML element without its namespace; empty for comments and for other vocabularies."""
    tag = element.tag
    return tag[len(X) :] if isinstance(tag, str) and tag.startswith(X) else ""


ANYWHERE = re.compile(r"(?<![\w\])*])(\.?)//(?=[\w*])")


@lru_cache(maxsize=1024)
def compiled(query: str) -> etree.XPath:
    """A query, read once for all pages; it must not ask for positions.

    For `//p[…]` libxml2 takes time that grows with the square of the elements in a row; for `descendant::p[…]`, which finds
    the same unless it asks for a position, it does not.
    """
    fast = ANYWHERE.sub(lambda found: "descendant::" if found[1] else "/descendant-or-self::", query)
    return etree.XPath(fast, namespaces=NAMES)


def find(element: Element, query: str) -> list[Element]:
    """The elements that an XPath query finds; prefixes h, s, m and epub are known."""
    return cast("list[Element]", compiled(query)(element))


def values(element: Element, query: str) -> list[str]:
    """The attribute values that an XPath query finds."""
    return [str(value) for value in cast("list[str]", compiled(query)(element))]


def having(name: str) -> str:
    """XPath test: the class attribute holds this word."""
    return f'contains(concat(" ",normalize-space(@class)," ")," {name} ")'


def text_of(element: Element) -> str:
    """All text in an element, runs of white space made one blank."""
    return " ".join("".join(element.itertext(etree.Element, etree.Entity)).split())  # type: ignore[arg-type] # lxml takes factories as tags


def classes(element: Element) -> list[str]:
    """The words of the class attribute."""
    return (element.get("class") or "").split()


def set_classes(element: Element, *names: str) -> None:
    """Replace the class attribute; without names it goes."""
    if names:
        element.set("class", " ".join(dict.fromkeys(names)))
    else:
        remove(element, "class")


def address_key(image: Element) -> str:
    """The attribute with the address of a picture: of HTML, or of SVG in its new or its old spelling."""
    return "src" if local(image) else "href" if "href" in image.attrib else XLINK


def remove(element: Element, *names: str) -> None:
    """Take attributes away, where they are."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def attributes(element: Element) -> list[tuple[str, str]]:
    """Name and value of each attribute, as a list that does not change with the element."""
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def spaces(default: str, **others: str) -> dict[str, str]:
    """A map of namespaces with a default one, which lxml knows as None."""
    return cast("dict[str, str]", {None: default, **others})


def append_text(parent: Element, previous: Element | None, text: str) -> None:
    """Add text to `parent` after its child `previous`, or at its start."""
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def parent_of(element: Element) -> Element:
    """The parent of an element that is known to have one."""
    parent = element.getparent()
    if parent is None:
        raise ValueError(f"{element.tag} stands alone")
    return parent


def drop(element: Element) -> None:
    """Remove an element; the text behind it stays."""
    parent = parent_of(element)
    if element.tail:
        append_text(parent, element.getprevious(), element.tail)
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Replace an element by what it holds."""
    parent, previous = parent_of(element), element.getprevious()
    if element.text:
        append_text(parent, previous, element.text)
    start, last = parent.index(element), previous
    for at, child in enumerate(list(element), start):
        parent.insert(at, child)
        last = child
    if element.tail:
        append_text(parent, last, element.tail)
    parent.remove(element)


def replace(old: Element, fresh: Element) -> None:
    """Put `fresh` where `old` is; the text behind stays."""
    fresh.tail, old.tail = old.tail, None
    parent_of(old).replace(old, fresh)


def wrap(element: Element, wrapper: Element) -> None:
    """Put `wrapper` around an element."""
    replace(element, wrapper)
    wrapper.append(element)


def rename(element: Element, tag: str, *names: str) -> None:
    """Make another XHTML element of it, with these classes; only the identifier and the place in the source are kept."""
    kept = [(name, value) for name, value in attributes(element) if name in {"id", AT} and value]
    element.tag = X + tag
    element.attrib.clear()
    for name, value in kept:
        element.set(name, value)
    set_classes(element, *names)


def set_language(element: Element, language: str, *, with_direction: bool = True) -> None:
    """State the language in both attributes, and the direction of writing that belongs to it."""
    element.set("lang", language)
    element.set(XML_LANG, language)
    if with_direction:
        element.set("dir", direction(language))


def page(body: Element, title: str, language: str, styles: list[str], *, turned: bool = False) -> Element:
    """A whole document around a body. `turned`: the page is written against the direction of the book."""
    root = etree.Element(X + "html", nsmap=spaces(XHTML, epub=OPS))
    set_language(root, language)  # always with direction: some readers inherit that of the spine
    if turned:  # epub.js overwrites dir on <html> and <body>, MuPDF ignores it there
        for child in body.iterchildren(etree.Element):
            child.set("dir", direction(language))
    head = add(root, "head")
    add(head, "title", title)
    for href in styles:
        add(head, "link", rel="stylesheet", type="text/css", href=href)
    for element in (head, *head):
        element.tail = "\n"
    body.tag, body.tail = X + "body", "\n"
    root.append(body)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return root


def serialise(root: Element) -> bytes:
    """A document as UTF-8. Empty elements get an end tag: readers that parse HTML need it."""
    for element in root.iter(X + "*"):
        if element.text is None and not len(element) and local(element) not in VOID:
            element.text = ""
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()

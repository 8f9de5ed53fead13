"""Links: to pages of the book by their name in the package, to the web by clean addresses, to nowhere not at all."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from pamphleteer.epub.names import anchor
from pamphleteer.epub.xhtml import EPUB_TYPE, X, find, having, new, remove, replace, text_of, unwrap
from pamphleteer.sandbox.addresses import scheme

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

RESOLVERS = {
    "doi": "https://doi.org/", "hdl": "https://hdl.handle.net/", "arxiv": "https://arxiv.org/abs/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/", "isbn": "urn:isbn:",
}  # fmt: skip
"""Kind of number → what makes an address of it."""
HOST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?")


def resolve_links(sheet: Sheet) -> None:
    """Clean every address; a link without one keeps its words only."""
    for area in find(sheet.body, "//h:map/h:area[@href]"):
        put_area(area)
    for link in find(sheet.body, f"//h:a[h:span[{having('problematic')}]]"):
        remove(link, "href")  # leads to a message of docutils about the markup, which Sphinx has reported
    for link in find(sheet.body, "//h:a"):
        if link.get("name") and not link.get("id"):
            link.set("id", link.get("name", ""))
        href = (link.get("href") or "").strip()
        target = clean(sheet, link, href) if href else ""
        if target:
            link.set("href", target)
            name_link(link, target)
        elif link.get("id"):
            link.tag = X + "span"
            remove(link, "href", "role", EPUB_TYPE, "aria-label")
        else:
            unwrap(link)


def put_area(area: Element) -> None:
    """A part of a picture that leads somewhere → a link behind the picture; Graphviz writes such maps."""
    words = (area.get("alt") or "").strip() or (area.get("title") or "").strip()
    replace(area, new("a", words or area.get("href"), href=area.get("href")))


def name_link(link: Element, target: str) -> None:
    """A link around a picture that nobody described is called by its address; one around nothing goes."""
    if text_of(link) or find(link, ".//*[@alt!='' or @aria-label!='' or @alttext!='']"):
        return
    label = " ".join((link.get("aria-label") or link.get("title") or "").split())
    if find(link, ".//h:img|.//s:svg|.//m:math"):
        link.set("aria-label", label or unquote(re.sub(r"^\w+:(//)?", "", target)))
    elif label:  # an icon of a font showed it
        link.text = label
    elif link.get("id"):
        link.tag = X + "span"
        remove(link, "href", "role", EPUB_TYPE)
    else:
        unwrap(link)


def clean(sheet: Sheet, link: Element, href: str) -> str:
    """The address as it stands in the book; empty when there is nothing to lead to."""
    if href.startswith("//"):
        href = "https:" + href
    if scheme(href):
        address = web_address(href)
        if not address:
            sheet.warn(f"“{href}” is no address that a link can lead to: its words stay", link, "link")
        return address
    path, hash_sign, fragment = href.partition("#")
    end = "#" + anchor(unquote(fragment)) if hash_sign and fragment else ""
    if not path:
        return end
    if page := inner_page(sheet, unquote(path)):
        return page if page.startswith("http") else relative(page, sheet.href) + end
    if page is None:
        sheet.warn(f"link to “{href}”, which is not in the book: its words stay", link, "link")
    return ""


def inner_page(sheet: Sheet, path: str) -> str | None:
    """The page that a relative path leads to; empty for a page left out on purpose, None for an unknown one."""
    from_package = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.href), path))
    if from_package in sheet.frame.elsewhere:
        return sheet.frame.elsewhere[from_package]
    if from_package in sheet.frame.known:
        return from_package
    from_source = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.docname), path))
    for name in (from_source, re.sub(r"\.(x?html?|md|rst|txt)$", "", from_source)):
        if name in sheet.frame.pages:
            return sheet.frame.pages[name]
    return None


def relative(target: str, page: str) -> str:
    """The way from one page of the package to another."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def web_address(href: str) -> str:
    """A valid URL: forbidden characters escaped, one `#` only; empty when it cannot be one."""
    before, _sign, fragment = resolver(href).partition("#")
    try:
        parts = urlsplit(before)
        name = parts.hostname or ""
        if parts.scheme.lower() in {"http", "https", "ftp"} and not name:
            return ""
        _port = parts.port
    except ValueError:
        return ""
    if not before.partition(":")[2].strip("/") or len(parts.scheme) == 1:  # nothing, or a disk of Windows
        return ""
    head = quote(before, safe="%/:?=&~+!$,;'@()*[]" if "[" in (parts.netloc or "") else "%/:?=&~+!$,;'@()*")
    head = re.sub("%(?![0-9A-Fa-f]{2})", "%25", head)
    if name and ":" not in name:
        host = host_of(name)
        if not host:
            return ""
        head = head.replace(quote(name), host, 1) if not name.isascii() else head
    return head + (
        "#" + re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(fragment, safe="%/:?=&~+!$,;'@()*"))
        if fragment
        else ""
    )


def resolver(href: str) -> str:
    """The web address of what only has a number: no reading system knows how to open a `doi:`."""
    kind, _sign, number = href.partition(":")
    number = number.strip().removeprefix("//")
    if kind.lower() == "info" and number.lower().startswith("doi/"):
        kind, number = "doi", number[4:]
    pattern = RESOLVERS.get(kind.strip().lower())
    return pattern + number if pattern and number else href


def host_of(name: str) -> str:
    """A host in letters that every program knows; empty when no host can have this name."""
    try:
        host = name.encode("idna").decode() if not name.isascii() else name
        for label in host.split("."):
            if label.lower().startswith("xn--"):
                label.encode().decode("idna")
    except UnicodeError:
        return ""
    return host if HOST.fullmatch(host) else ""

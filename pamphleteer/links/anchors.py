"""The HTML of a page at another site, and a fragment → whether the place is there, is not, or cannot be told."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal, cast
from urllib.parse import unquote

from lxml import etree, html

Found = Literal["there", "missing", "unknown"]
ROOTS = ("root", "app", "__next", "__nuxt", "___gatsby", "svelte", "main-app")
"""Ids of the empty elements that frameworks fill."""
MARKS = ("react-app", "app-root", "ng-version", "data-reactroot", "data-server-rendered", "__NEXT_DATA__")
"""Tags, attributes and ids that frameworks leave in a page."""
LITTLE = 400
"""Letters of a page that has a script and hardly any words of its own."""
PREFIXES = ("", "user-content-")
"""What code hosts put before the ids of a text that they show."""


def place_on(body: bytes, charset: str | None, fragment: str, *, whole: bool) -> tuple[Found, str]:
    """Whether the page has the place, and the nearest one that it has."""
    elements = elements_of(body, charset)
    names = {value for element in elements for value in (element.get("id"), element.get("name")) if value}
    wanted = {f"{prefix}{words}" for prefix in PREFIXES for words in (fragment, unquote(fragment))}
    if wanted & names or fragment.lower() == "top":
        return "there", ""
    if not whole or not elements or built_by_script(elements):
        return "unknown", ""
    return "missing", next(iter(get_close_matches(unquote(fragment), sorted(names), 1)), "")


def elements_of(body: bytes, charset: str | None) -> list[etree._Element]:
    """All elements of a page, as far as it can be read."""
    if not body.strip():
        return []
    try:
        parser = html.HTMLParser(encoding=charset)
    except LookupError:  # a charset that nobody knows
        parser = html.HTMLParser()
    return [e for e in html.document_fromstring(body, parser).iter() if isinstance(e.tag, str)]


def built_by_script(elements: list[etree._Element]) -> bool:
    """Whether the page is made when its script runs, so that its places cannot be seen from here."""
    if not any(element.tag == "script" for element in elements):
        return False
    if any(e.get("id") in ROOTS and not "".join(words(e)).strip() for e in elements):
        return True
    if any(mark in (e.tag, e.get("id"), *e.keys()) for e in elements for mark in MARKS):
        return True
    return len("".join("".join(words(elements[0])).split())) < LITTLE


def words(element: etree._Element) -> list[str]:
    """The words that a reader sees without scripts."""
    unseen = "not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::head)"
    return [str(text) for text in cast("list[str]", element.xpath(f".//text()[{unseen}]"))]

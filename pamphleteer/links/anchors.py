"""The HTML of a page at another site, and a fragment → whether the place is there, is not, or cannot be told."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal
from urllib.parse import unquote

from lxml import etree, html

Found = Literal["there", "missing", "unknown"]
ROOTS = ("root", "app", "__next", "__nuxt", "___gatsby", "svelte", "main-app")
"""Ids of the empty elements that frameworks fill."""
MARKS = frozenset(
    ("react-app", "app-root", "ng-version", "data-reactroot", "data-server-rendered", "__NEXT_DATA__")
)
"""Tags, attributes and ids that frameworks leave in a page."""
UNSEEN = ("script", "style", "noscript", "head")
LITTLE = 400
"""Letters of a page that has a script and hardly any words of its own."""
LONGEST = 100
"""Letters of the name of a place for which a name that is near is looked for: no person writes a longer one."""
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
    words = unquote(fragment)
    near = get_close_matches(words, sorted(names), 1) if len(words) <= LONGEST else []
    return "missing", next(iter(near), "")


def elements_of(body: bytes, charset: str | None) -> list[etree._Element]:
    """All elements of a page, as far as it can be read."""
    if not body.strip():
        return []
    try:
        parser = html.HTMLParser(encoding=charset)
    except LookupError:  # a charset that nobody knows
        parser = html.HTMLParser()
    try:
        page = html.document_fromstring(body, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):  # it holds comments alone, or no letters
        return []
    return [e for e in page.iter() if isinstance(e.tag, str)]


def built_by_script(elements: list[etree._Element]) -> bool:
    """Whether the page is made when its script runs, so that its places cannot be seen from here."""
    if not any(element.tag == "script" for element in elements):
        return False
    if any(not MARKS.isdisjoint((e.tag, e.get("id"), *e.keys())) for e in elements):
        return True
    letters, empty = seen(elements[0])
    return empty or letters < LITTLE


def seen(page: etree._Element) -> tuple[int, bool]:
    """How many letters a reader sees without scripts, and whether an element that frameworks fill holds none of them."""
    letters, hidden, empty = 0, 0, False
    before: list[int] = []
    for event, element in etree.iterwalk(page, events=("start", "end", "comment", "pi")):
        text = element.text if event == "start" else element.tail
        if event in ("start", "end"):
            fills, unseen = element.get("id") in ROOTS, element.tag in UNSEEN
            if event == "start":
                hidden += unseen
                before += [letters] if fills else []
            else:
                hidden -= unseen
                empty = (before.pop() == letters if fills else False) or empty
        letters += 0 if hidden else len("".join((text or "").split()))
    return letters, empty

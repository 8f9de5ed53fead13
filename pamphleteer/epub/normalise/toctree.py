"""Tables of contents inside pages: gone from the title page, short lists elsewhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import X, drop, find, having, parent_of, rename
from pamphleteer.sandbox.addresses import scheme

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet


def drop_contents(sheet: Sheet) -> None:
    """The reading system shows the whole contents: a page lists at most what is below it, and what is on the web."""
    own = sheet.frame.known
    for contents in find(sheet.body, f"//h:div[{having('toctree-wrapper')}]"):
        for item in find(contents, ".//h:li"):
            link = item.find(".//" + X + "a")
            href = "" if link is None else link.get("href") or ""
            if scheme(href) and parent_of(parent_of(item)) is contents:
                continue  # no reading system lists it
            if sheet.is_first or leads_away(sheet.href, href, own):
                drop(item)
        if not find(contents, ".//h:li"):
            drop(contents)
            continue
        rename(contents, "div", "contents")
        for caption in find(contents, f"./h:p[{having('caption')}]"):
            rename(caption, "p", "contents-caption")
    for local_contents in find(sheet.body, f"//h:nav|//h:div[{having('contents')} and {having('local')}]"):
        rename(local_contents, "div", "contents")


def leads_away(page: str, href: str, own: frozenset[str]) -> bool:
    """Whether a link does not lead to a page of the book."""
    path = href.partition("#")[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return bool(scheme(href)) or target not in own | {page}

"""Tables of contents inside pages: gone from the title page, short lists elsewhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pamphleteer.epub.normalise.safety import scheme
from pamphleteer.epub.xhtml import X, drop, find, having, rename

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet


def drop_contents(sheet: Sheet) -> None:
    """The reading system shows the whole contents: a page lists at most what is below it."""
    own = sheet.frame.known
    for contents in find(sheet.body, f"//h:div[{having('toctree-wrapper')}]"):
        for item in find(contents, ".//h:li"):
            link = item.find(".//" + X + "a")
            if link is None or leads_away(sheet.href, link.get("href") or "", own):
                drop(item)
        if sheet.is_first or not find(contents, ".//h:li"):
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
    return bool(scheme(href)) or posixpath.normpath(
        posixpath.join(posixpath.dirname(page), path)
    ) not in own | {page}

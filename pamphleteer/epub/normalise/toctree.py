"""Tables of contents inside pages: gone from the title page, short lists elsewhere."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pamphleteer.epub.normalise.safety import scheme
from pamphleteer.epub.xhtml import X, drop, find, having, rename

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet


def drop_contents(sheet: Sheet) -> None:
    """The reading system shows the whole contents: a page lists at most what is below it, and what is on the web."""
    own = sheet.frame.known
    for contents in find(sheet.body, f"//h:div[{having('toctree-wrapper')}]"):
        for item in reversed(find(contents, ".//h:li")):
            link = item.find(".//" + X + "a")
            href = "" if link is None else link.get("href") or ""
            on_the_web = bool(scheme(href))  # a reading system cannot list it
            if not on_the_web and (sheet.is_first or leads_away(sheet.href, href, own)):
                for left in find(item, "./h:ul/h:li"):
                    item.addprevious(left)
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
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) not in own | {page}

"""Blocks in another script than that of their page → blocks that run in their own direction.

In a page of Hebrew that is half translated, the full stop of an English paragraph would stand at its left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import find, local, new, parent_of, text_of
from pamphleteer.languages import RIGHT_TO_LEFT_LETTERS, direction, disagrees

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

WHOLE = "//h:table|//h:ul|//h:ol|//h:dl"
"""What turns as a whole when all of it is in the other script: bullets and columns change sides."""
BLOCKS = "//h:p|//h:h1|//h:h2|//h:h3|//h:h4|//h:h5|//h:h6|//h:figcaption|//h:caption|//h:td|//h:th|//h:dd|//h:dt|//h:li"
INNER = ".//h:p|.//h:ul|.//h:ol|.//h:dl|.//h:table|.//h:pre|.//h:figure|.//h:div|.//h:blockquote"
STATED = "ancestor-or-self::*[@dir][not(self::h:body or self::h:section)]"


def turn_blocks(sheet: Sheet) -> None:
    """State the direction of blocks that run the other way; who states one keeps it."""
    here = direction(sheet.language)
    if here == "ltr" and not RIGHT_TO_LEFT_LETTERS.search("".join(map(str, sheet.body.itertext()))):
        return
    other = "ltr" if here == "rtl" else "rtl"
    for whole in find(sheet.body, WHOLE):
        parts = [text for part in leaves(whole) if (text := text_of(part))]
        if parts and all(disagrees(text, here) for text in parts) and not find(whole, STATED):
            whole.set("dir", other)
    for block in find(sheet.body, BLOCKS):
        if not find(block, INNER) and not find(block, STATED) and disagrees(text_of(block), here):
            turn(block, other)


def leaves(whole: Element) -> list[Element]:
    """The items or cells that hold words."""
    return [
        part
        for part in find(whole, ".//h:li|.//h:td|.//h:th|.//h:dt|.//h:dd")
        if not find(part, ".//h:li|.//h:td")
    ]


def turn(block: Element, other: str) -> None:
    """A block states its direction; the words of an item or a term state theirs, lest bullet and words part."""
    items = {"li", "dt", "dd"}
    if local(block) not in items and not (local(block) == "p" and local(parent_of(block)) in items):
        block.set("dir", other)
        return
    words = new("bdi", block.text, dir=other)
    block.text = None
    for child in list(block):
        words.append(child)
    block.append(words)

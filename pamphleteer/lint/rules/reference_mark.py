"""A reference mark of another text was copied with it.

“[12]” in an encyclopaedia or a journal points into a list that is not here.
Write a citation of your own, or take the mark away.
In a text that has its own list under such numbers the marks are right: a page with a heading “References”, “Sources”
or “Notes” is left alone.

## Wrong

```md
Cramps are common at night.[12]
                           ^^^^ point at a source of this guide, or take “[12]” away
Stretching may help [3,4].
                    ^^^^^ point at a source of this guide, or take “[3,4]” away
```

## Right

```md
Take the next step in 3 to 4 days. See `list[12]`.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

MARK = re.compile(
    r"(?<![\w(])?\[(?:\d{1,3}(?:[,–-] ?\d{1,3})*|citation needed|note \d+|clarification needed|edit|update)\]"
    r"(?=[\s.,;:)\[]|$)"
)
LIST_OF_SOURCES = re.compile(
    r"(?:references?|sources?|notes|bibliography|works cited|literature|referencias|fuentes)\b", re.IGNORECASE
)


def check(page: Page) -> Iterator[Match]:
    """Find figures in square brackets on a page that lists no sources."""
    if page.path.endswith(".po"):
        return  # a mark there belongs to the page that the text comes from
    if any(block.kind == "heading" and LIST_OF_SOURCES.match(block.text) for block in page.blocks):
        return
    for block in page.prose:
        if "[" not in block.text or block.kind == "note":
            continue
        for found in MARK.finditer(block.text):
            yield Match(block, *found.span(), f"point at a source of this guide, or take “{found[0]}” away")

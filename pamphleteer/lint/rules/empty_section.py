"""A heading has nothing below it.

In plain text, where headings are guessed from their look, this is not looked at.
The reader who follows it from the contents finds the next heading. The text was cut off, or never written.

## Wrong

```md
# Guide

Text.

## Massage
   ^^^^^^^ write the section, or take the heading away

## Heat

Text.
```

## Right

```md
# Guide

## Massage

### By hand

Text.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"


def check(page: Page) -> Iterator[Match]:
    """Find headings that another heading of the same level, a higher one, or the end of the page follows at once."""
    headings = [(n, block) for n, block in enumerate(page.blocks) if block.kind == "heading"]
    ends = [n for n, _block in headings[1:]] + [len(page.blocks)]
    if len(headings) < 2 or page.path.endswith(".txt"):
        return  # a page of a heading alone is a part: its text is the list of its chapters
    for (number, block), end in zip(headings, ends, strict=True):
        following = page.blocks[end] if end < len(page.blocks) else None
        if end == number + 1 and (following is None or following.level <= block.level):
            yield whole(block, "write the section, or take the heading away")

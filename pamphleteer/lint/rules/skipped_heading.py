"""A heading leaves out a level.

Readers who listen move through a page by its headings, and take a missing level for a missing part
(WCAG 2.2, success criteria 1.3.1 and 2.4.6).
A page begins at level 1.

## Wrong

```md
# First aid

### Rest
    ^^^^ level 3 follows level 1: write `##`
```

## Right

```md
# First aid

## Rest

### How long

## Ice
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"


def check(page: Page) -> Iterator[Match]:
    """Find headings more than one level below the heading before them."""
    above = 0
    for block in page.blocks:
        if block.kind != "heading":
            continue
        if block.level > above + 1:
            before = f"follows level {above}" if above else "opens the page"
            yield whole(block, f"level {block.level} {before}: write `{'#' * (above + 1)}`")
        above = block.level

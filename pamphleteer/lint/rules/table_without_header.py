"""A table has no row of headings.

A screen reader says with each cell which column it is in, if the column has a name;
on paper the head is repeated on each page.

## Wrong

````md
```{list-table} Doses

* - Day 1
    ^^^^^ name the columns: `:header-rows: 1`, or a first row above the dashes
  - Rest
* - Day 2
  - Walk
```
````

## Right

```md
| Day | What to do |
| --- | --- |
| 1 | Rest |
```
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"


def check(page: Page) -> Iterator[Match]:
    """Find tables whose head is missing or empty; one without any words is for layout."""
    for block, following in pairwise(page.blocks):
        if block.kind == "table" and not block.level and following.kind == "cell":
            yield whole(following, "name the columns: `:header-rows: 1`, or a first row above the dashes")

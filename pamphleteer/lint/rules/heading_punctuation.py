"""A heading ends in a full stop, a colon or a comma.

Headings are no sentences: the stop adds nothing, and a voice pauses at it. A question keeps its mark.

## Wrong

```md
## Before you start:
                   ^ take “:” away
## Rest the leg.
               ^ take “.” away
```

## Right

```md
## Is it a cramp?
## Dr. Body and Co.
## Rest, ice, etc.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

STOP = re.compile(r"(?<![.…])(?<!\betc)(?<!\bCo)(?<!\bInc)(?<!\bLtd)(?<!\bvs)(?<!\b[A-Za-z])[.:;,]$")


def check(page: Page) -> Iterator[Match]:
    """Find a stop at the end of a heading."""
    for block in page.prose:
        if block.kind == "heading" and (found := STOP.search(block.text)):
            yield Match(block, *found.span(), f"take “{found[0]}” away", fix="")

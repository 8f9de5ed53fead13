"""A picture has no alternative text.

Somebody who does not see the picture hears only its file name, or nothing.
Say in a sentence what a reader should take from the picture (WCAG 2.2, success criterion 1.1.1).
A picture that only decorates is allowed by a comment that says so.

## Wrong

```md
![](stretch.png)
    ^^^^^^^^^^^ say in `alt` what the picture shows
```

## Right

```md
![A woman sits on the floor and reaches for the toes of her straight leg.](stretch.png)

% allow missing-alt-text: a line between two parts, which says nothing

![](ornament.png)
```
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "error"


def check(page: Page) -> Iterator[Match]:
    """Find pictures that no alternative text follows."""
    for block, following in pairwise([*page.blocks, None]):
        if block and block.kind == "image" and not (following and following.kind == "alt"):
            yield whole(block, "say in `alt` what the picture shows")

"""A numbered list has one step.

One step needs no number: the reader looks for the second.
It is often the rest of a list that was cut apart.

## Wrong

```md
1. Call a doctor.
^^ write one step as a sentence, or add the next step
```

## Right

```md
1. Sit down.
2. Call a doctor.
```
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Block, Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"


def check(page: Page) -> Iterator[Match]:
    """Find lists with one number, unless the list goes on after a picture or a note between its items."""
    numbered = [b for b in page.blocks if b.kind == "marker" and b.text.strip("().").isdigit()]
    length = Counter(block.list_id for block in numbered)
    neighbours = {
        block
        for first, second in pairwise(numbered)
        if int(second.text.strip("().")) == int(first.text.strip("().")) + 1
        and (first.level, first.section) == (second.level, second.section)
        for block in (first, second)
    }
    for block in numbered:
        if length[block.list_id] == 1 and block not in neighbours and shows(block):
            yield whole(block, "write one step as a sentence, or add the next step")


def shows(marker: Block) -> bool:
    """Whether the marker is that of a first step; a list that begins later is cut off, which `list-numbers` says."""
    return int(marker.text.strip("().")) == 1

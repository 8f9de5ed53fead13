"""A heading counts itself: “Method one of 3”.

The count comes from a web page; when sections are moved or merged it is wrong.
The contents and the numbers that Sphinx sets show where the reader is.

## Wrong

```md
## Method one of 3: Stretch the leg
   ^^^^^^^^^^^^^^^ take the count away: the contents show it
## Part 2 of 4 Warm up
   ^^^^^^^^^^^ take the count away: the contents show it
```

## Right

```md
## Part of a healthy day
## Stage 1
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|uno|dos|tres|cuatro|cinco)"
COUNT = re.compile(
    rf"(?:method|part|step|section|chapter|page|slide|tip|way|m[eé]todo|parte|paso) {NUMBER} (?:of|de|/) {NUMBER}\b",
    re.IGNORECASE,
)


def check(page: Page) -> Iterator[Match]:
    """Find a part and a whole at the start of a heading or of a paragraph."""
    for block in page.prose:
        if found := COUNT.match(block.text):
            yield Match(block, *found.span(), "take the count away: the contents show it")

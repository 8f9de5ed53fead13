"""A list names the same thing twice: “pillows, pillows and blankets”.

It comes from a translation in which two words became one, or from a hasty edit. Either a member is missing,
or the reader wonders which difference was meant.
Knows English and Spanish.

## Wrong

```md
Use pillows, pillows and blankets.
    ^^^^^^^^^^^^^^^^ the list names “pillows” twice: write it once, or write what was meant
It may be a sprain or sprain.
            ^^^^^^^^^^^^^^^^ the list names “sprain” twice: write it once, or write what was meant
```

## Right

```md
Do it again and again, little by little, and more and more.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

MEMBER = r"[^\W\d_]{3,}(?: [^\W\d_]{3,})?"
TWICE = re.compile(
    rf"(?<![\w’'-])(?P<first>{MEMBER})(?:, (?:[^\W\d_]+, )?(?:and |or |y |o )?| and | or | y | o )"
    rf"(?:an? )?(?P=first)(?=[.,;:!?)]|$| (?:and|or|y|o)\b)",
    re.IGNORECASE,
)
RIGHT = frozenset(
    "again more over on round around up down back better worse less little through out years hours days weeks months "
    "miles times ages generations less deeper bigger smaller higher lower further closer very really many far never "
    "long now yes please too ever poco muy más half point day night week year step side face one two lots".split()
)
"""Words that are doubled for weight or by custom."""


def check(page: Page) -> Iterator[Match]:
    """Find a word that stands again as the next member of a list, or the one after."""
    for block in page.prose:
        if "," not in block.text and not re.search(r" (?:and|or|y|o) ", block.text):
            continue
        for found in TWICE.finditer(block.text):
            member = found["first"]
            if member.lower().split()[-1] in RIGHT or member[0].isupper():
                continue
            if speaks(block, "en") or speaks(block, "es"):
                said = f"the list names “{member}” twice: write it once, or write what was meant"
                yield Match(block, *found.span(), said)

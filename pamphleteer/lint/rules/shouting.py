"""Words are written in capitals throughout.

Capitals are harder to read than small letters, for everybody and more so with poor sight (RNIB clear print),
and some screen readers spell them out. Bold type does what is meant.

## Wrong

```md
## WHEN TO GET HELP
   ^^^^^^^^^^^^^^^^ write small letters: “When to get help”
DO NOT STRETCH A TORN MUSCLE.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write small letters, and bold if it matters: “Do not stretch a torn muscle”
```

## Right

```md
Call the NHS or a GP. The MRI and the CT scan show the tear.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

CAPITALS = r"[A-ZÀ-ÖØ-ÞА-Я]"
LOUD = re.compile(
    rf"(?<![\w-]){CAPITALS}+(?:[’'-]{CAPITALS}+)*(?:[ ,:&]+(?:{CAPITALS}+(?:[’'-]{CAPITALS}+)*|\d+))+(?![\w-])"
)
LONG_WORD = re.compile(rf"{CAPITALS}{{4,}}")
SHORT_WORDS = frozenset(
    "A I AN AND ARE AS AT BE BY CALL CAN DO FOR FROM GET GO HAVE HELP HOW IF IN IS IT MY NO NOT OF OFF ON OR OUT SO STOP "
    "THE THEN THIS TO UP USE WE WHAT WHEN WHY WILL WITH YOU YOUR".split()
)


def check(page: Page) -> Iterator[Match]:
    """Find three or more words in capitals, or two in a heading, of which one is an everyday word."""
    for block in page.prose:
        if block.text.upper() == block.text.lower():
            continue
        for found in LOUD.finditer(block.text):
            written = re.findall(rf"{CAPITALS}+", found[0])
            enough = 2 if block.kind == "heading" and found[0] == block.text else 3
            everyday = sum(word in SHORT_WORDS for word in written)
            if len(written) >= enough and (everyday or len(LONG_WORD.findall(found[0])) >= enough):
                small = found[0].capitalize()
                said = (
                    "write small letters"
                    if block.kind == "heading"
                    else "write small letters, and bold if it matters"
                )
                yield Match(block, *found.span(), f"{said}: “{small}”")

"""A word stands twice in a row.

The eye runs over it; a voice that reads aloud does not.
Names such as “Baden Baden” and the pairs that grammar asks for (“she had had”) are left alone.

## Wrong

```md
Rest the the leg for two days.
     ^^^^^^^ write “the” once
```

## Right

```md
By then she had had two cramps, and that that was too many she knew.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.languages import base_language
from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

PAIR = re.compile(r"(?<![\w’'-])([^\W\d_]+(?:[’'][^\W\d_]+)*)\s+(\1)(?![\w’'-])", re.IGNORECASE)

RIGHT_PAIRS = {
    "en": {"had", "that", "bye", "ha", "no", "knock", "night", "there", "so"},
    "de": {"die", "der", "das", "den", "dem", "sie"},
    "fr": {"nous", "vous"},
    "nl": {"dat", "die", "zij", "haar"},
}
"""Pairs that grammar or custom allows, by language."""
MAYBE_MEANT = {"is", "do", "in", "on"}
"""Pairs that some sentence may hold rightly (“what it is is a cramp”), so that nobody but the writer can mend them."""


def check(page: Page) -> Iterator[Match]:
    """Find a word, and the same word behind it with only a space between."""
    for block in page.prose:
        allowed = RIGHT_PAIRS.get(base_language(block.language), set())
        for found in PAIR.finditer(block.text):
            first, second = found[1], found[2]
            if first.lower() in allowed or (second[0].isupper() and first[0].isupper() and len(first) > 3):
                continue
            fix = None if first.lower() in MAYBE_MEANT else first
            yield Match(block, found.start(), found.end(), f"write “{first}” once", fix=fix)

"""A range runs the wrong way round: “20 to 10 minutes”.

One of the two numbers is wrong, or they were exchanged; a patient cannot know which.
Scores, years and steps down (“from 10 down to 3”) are left alone.

## Wrong

```md
Hold the stretch for 30–20 seconds.
                     ^^^^^ write the smaller number first: “20–30”
Cool it for 20 to 10 minutes.
            ^^^^^^^^ write the smaller number first: “10 to 20”
```

## Right

```md
Hold it for 20–30 seconds. Call 555–0100. In 2019–20 it was 3 to 4 days.
Bring the pain down from 10 to 3. Win 8–0.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "error"

UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|repetitions|reps|sets|steps|degrees|"
    r"°|mg|mcg|µg|g|kg|ml|mL|litres?|liters?|l|cm|mm|m|km|inch(?:es)?|in|feet|ft|lbs?|pounds?|ounces?|oz|%|percent|per cent|"
    r"segundos?|minutos?|horas?|d[ií]as?|semanas?|meses|veces|repeticiones)"
)
RANGE = re.compile(
    rf"(?<![\w.,:/–-])(?P<low>\d+(?:\.\d+)?)(?P<sign> ?[–-] ?| to | a )(?P<high>\d+(?:\.\d+)?)(?=[ -]?{UNIT}(?!\w))"
)
DOWN = re.compile(
    r"\b(?:from|down|reduced?|lower(?:ed)?|drop(?:ped|s)?|fell|fall|decreas\w+|cut|shrinks?|shrank|ratio|score|scored|"
    r"beat|won|lost|de|desde|baj\w+)\b[^.]{0,40}$",
    re.IGNORECASE,
)

LONGEST_DOWN = 80
"""Letters of a word that leads down, and of what may stand between it and the figures."""


def check(page: Page) -> Iterator[Match]:
    """Find two numbers of one unit of which the first is the greater."""
    for block in page.prose:
        for found in RANGE.finditer(block.text):
            low, high = float(found["low"]), float(found["high"])
            if low <= high or DOWN.search(block.text, max(found.start() - LONGEST_DOWN, 0), found.start()):
                continue
            said = f"write the smaller number first: “{found['high']}{found['sign']}{found['low']}”"
            yield Match(block, *found.span(), said)

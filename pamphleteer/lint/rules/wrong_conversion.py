"""Two values beside each other are not the same amount: “15 cm (9 inches)”.

One of them is wrong. They are compared by value, with room for sensible rounding.
Knows English.

## Wrong

```md
Keep 15 cm (9 inches) between your feet.
     ^^^^^^^^^^^^^^^ 9 inches are 23 cm, not 15 cm: check both
Heat it to 40 °C (90 °F).
           ^^^^^^^^^^^^ 90 °F are 32 °C, not 40 °C: check both
```

## Right

```md
Keep 15 cm (6 inches) between your feet. Lift 2 kg (about 5 lb). Warm it to 38 °C (100 °F).
```
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.quantities import METRIC_UNIT, agree, in_metric, quantities, written

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "error"

BETWEEN = re.compile(
    r"[\s,]*(?:\(|/|or|=|≈|–|\[)[\s~≈]*(?:or |about |around |roughly |approx(?:imately|\.)? |some )*"
)


def check(page: Page) -> Iterator[Match]:
    """Find two quantities, one in brackets behind the other, that differ by more than rounding explains."""
    for block in page.prose:
        found = quantities(block.text)
        for first, second in pairwise(found):
            if first.metric == second.metric or first.dimension != second.dimension:
                continue
            if not BETWEEN.fullmatch(block.text[first.end : second.start]) or agree(first, second):
                continue
            us, metric = (second, first) if first.metric else (first, second)
            unit = METRIC_UNIT[us.dimension]
            said = (
                f"{us.text} are {written(in_metric(us), us.dimension)} {unit}, not {metric.text}: check both"
            )
            yield Match(block, first.start, second.end, said)

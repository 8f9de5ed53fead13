"""A US unit has no metric value beside it.

Most readers of the world do not know how long 6 inches are or how heavy 5 pounds.
Write the metric value first and the US one beside it: “15 cm (6 inches)”.
With the setting `units = "both"` a metric value without its US one is found too.
Knows English.

## Wrong

```md
Keep the chair 6 inches from the wall.
               ^^^^^^^^ write the metric value too: “15 cm (6 inches)”
Lift a weight of 5 pounds.
                 ^^^^^^^^ write the metric value too: “2.3 kg (5 pounds)”
```

## Right

```md
Keep the chair 15 cm (6 inches) from the wall.
Lift 5 lb (2.3 kg). It costs 5 pounds. Stand with your feet apart.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import speaks
from pamphleteer.lint.quantities import UNIT_NAMES, Quantity, converted, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

NEAR = 40
"""Letters within which the other value must stand."""
REACH = NEAR // 2
"""How many quantities may stand within so many letters: each has a figure and a unit."""


def check(page: Page) -> Iterator[Match]:
    """Find a quantity with no quantity of the same sort and of the other system near it."""
    for block in page.prose:
        found = quantities(block.text)
        if not found or not speaks(block, "en"):
            continue
        for number, one in enumerate(found):
            if one.metric and page.settings.units == "metric":
                continue
            others = found[max(number - REACH, 0) : number + REACH + 1]
            if not any(near(one, other) for other in others if other.metric != one.metric) and not named(
                one, block.text
            ):
                said = "the US value" if one.metric else "the metric value"
                yield Match(block, one.start, one.end, f"write {said} too: “{converted(one)}”")


def named(one: Quantity, text: str) -> bool:
    """Whether a unit of the other system is named close by without a figure: “a few centimetres”."""
    around = text[max(one.start - NEAR, 0) : one.end + NEAR]
    return any(word in around for word in UNIT_NAMES[one.dimension, not one.metric])


def near(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities measure the same thing close to each other."""
    gap = max(one.start, other.start) - min(one.end, other.end)
    return one.dimension == other.dimension and gap <= NEAR

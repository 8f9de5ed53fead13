"""A dose is written in a way that has been misread.

“.5 mg” is read as 5 mg, “5.0 mg” as 50 mg, “μg” as mg, “10 U” as 100 (ISMP list of error-prone abbreviations; NHS).
The space before the unit follows the setting `dose-style`: `nhs` writes 10mg, `ismp` writes 10 mg.
The space is a matter of style and is only looked at in doses that stand both ways on one page.

## Wrong

```md
Take .5 mg once.
     ^^^^^ write the zero: “0.5 mg”
Take 5.0 mg once.
     ^^^^^^ take the zero away: “5 mg”
Take 200 μg once.
     ^^^^^^ write “200 micrograms”
Give 10 U at night, QD.
     ^^^^ write “10 units”
                    ^^ write “once a day”
```

## Right

```md
Take 0.5 mg or 2.5 mg. The sodium was 139.0 mmol/L. In the U.S. one in 10 takes it.
```
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "error"

UNIT = r"(?:mg|mcg|g|ml|mL|micrograms?|milligrams?|grams?|millilit(?:re|er)s?|units?|IU)"
NAKED = re.compile(rf"(?<![\d.,\w])\.(?P<number>\d+)(?P<unit> ?{UNIT})\b")
TRAILING = re.compile(rf"(?<![\d.,])(?P<number>\d+)\.0+(?P<unit> ?{UNIT})\b(?!/)")
MICRO = re.compile(r"(?<![\w.])(?P<number>\d+(?:\.\d+)?) ?(?:[μµ]g|ug)\b(?!/)")
UNITS = re.compile(r"(?<![\w.])(?P<number>\d+) ?(?:U|u|IU)(?=[\s.,;)]|$)(?!/)(?!\.\w)")
OFTEN = re.compile(r"(?<![\w.])(?:QO?D|qo?d|[Qq]\.(?:[Oo]\.)?[Dd]\.)(?!\w)")
MEANT = {"qd": "once a day", "qod": "every other day"}
FIGURE = re.compile(r"\d|\b[Qq]\.?[OoDd]")
SPACED = re.compile(
    r"(?<![\w.,])(?P<number>\d+(?:[.,]\d+)?)(?P<space>[ \u00a0]?)(?P<unit>mg|mcg|ml|mL)\b(?!/)"
)


def check(page: Page) -> Iterator[Match]:
    """Find doses that have been misread, and doses written both with and without a space."""
    for block in page.prose:
        text = block.text
        if not FIGURE.search(text):
            continue
        for found in NAKED.finditer(text):
            yield Match(block, *found.span(), f"write the zero: “0.{found['number']}{found['unit']}”")
        for found in TRAILING.finditer(text):
            yield Match(block, *found.span(), f"take the zero away: “{found['number']}{found['unit']}”")
        for found in MICRO.finditer(text):
            yield Match(block, *found.span(), f"write “{found['number']} micrograms”")
        for found in UNITS.finditer(text):
            yield Match(block, *found.span(), f"write “{found['number']} units”")
        for found in OFTEN.finditer(text):
            meant = MEANT[found[0].lower().replace(".", "")]
            yield Match(block, *found.span(), f"write “{meant}”")
    yield from spaces(page)


def spaces(page: Page) -> Iterator[Match]:
    """Find doses that break the house style on a page that has both."""
    doses = [(block, found) for block in page.prose for found in SPACED.finditer(block.text)]
    if len(Counter(bool(found["space"]) for _block, found in doses)) < 2:
        return
    space = "" if page.settings.dose_style == "nhs" else "\u00a0"
    for block, found in doses:
        if bool(found["space"]) != bool(space):
            right = f"{found['number']}{space}{found['unit']}"
            yield Match(block, *found.span(), f"write all doses one way: “{right}”")

"""Only colour or place on the page points at something: “the red box on the right”.

Some readers cannot see the colour, some hear the text, and every edition lays the page out anew.
Name the thing: its title, its number (WCAG 2.2, criteria 1.3.3 and 1.4.1).
Knows English.

## Wrong

```md
Do the steps in the box on the right.
                    ^^^^^^^^^^^^^^^^ name what you point at: every edition lays the page out anew
Press the red button.
          ^^^^^^^^^^ name what you point at: not everybody sees the colour
See the picture below left.
        ^^^^^^^^^^^^^^^^^^ name what you point at: every edition lays the page out anew
```

## Right

```md
The muscle on the right side of the body. The red muscle in Figure 2 is the biceps femoris. Lie on the left side.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import mentions, speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

THING = (
    r"(?:box|picture|image|figure|table|diagram|chart|photo|drawing|illustration|sidebar|panel|menu|link|button|column|"
    r"column of links|list|graphic|form|field|video)s?"
)
PLACE = re.compile(
    rf"\b{THING} (?:(?:that is |shown |pictured )?(?:on|at|to) (?:the|your) (?:right|left|top|bottom)(?:[ -]hand)?(?: side)?|"
    r"(?:below|above),? (?:and )?(?:to the )?(?:left|right)|opposite|overleaf|(?:in|at) the (?:top|bottom|upper|lower) "
    r"(?:right|left)(?:[ -]hand)?(?: corner)?)(?! of the (?:body|leg|thigh|knee|hip|chest|back))\b",
    re.IGNORECASE,
)
COLOURS = r"(?:red|green|blue|yellow|orange|purple|pink|grey|gray|brown|black|white)"
COLOUR = re.compile(
    rf"(?<=\b(?:the|see|tap) )(?:{COLOURS}) (?:box|button|link|text|arrow|line|column|row|panel|menu|field|words?|letters?)s?\b",
    re.IGNORECASE,
)
STEMS = (
    "box", "picture", "image", "figure", "table", "diagram", "chart", "photo", "drawing", "illustration", "bar", "panel",
    "menu", "link", "button", "column", "graphic", "form", "field", "video", "text", "arrow", "line", "row", "word",
    "letter",
)  # fmt: skip


def check(page: Page) -> Iterator[Match]:
    """Find things of a page that are named by nothing but their colour or place."""
    for block in page.prose:
        if block.kind == "alt" or not mentions(block.text, STEMS):
            continue
        for pattern, why in (
            (PLACE, "every edition lays the page out anew"),
            (COLOUR, "not everybody sees the colour"),
        ):
            for found in pattern.finditer(block.text):
                if speaks(block, "en"):
                    yield Match(block, *found.span(), f"name what you point at: {why}")

"""Words of a web page's furniture are glued to a sentence.

When a page is copied, the label of a link or button that stood beside a sentence runs into it: “bananasTrusted Source”.
Search for words does not find them, and a voice that reads aloud stumbles.
Knows English.

## Wrong

```md
Cramps may come from tired nerves.Trusted Source
                                  ^^^^^^^^^^^^^^ take “Trusted Source” away
The best food is bananasTrusted Source.
                        ^^^^^^^^^^^^^^ take “Trusted Source” away
Share on PinterestA person stretches the leg.
^^^^^^^^^^^^^^^^^^ take “Share on Pinterest” away
```

## Right

```md
We read every trusted source that we found.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

LABELS = (
    "Trusted Source|Share on (?:Pinterest|Facebook|Twitter|X)|Learn [Mm]ore|Read [Mm]ore|Advertisement|ADVERTISEMENT|"
    "Getty Images|Opens in (?:a )?new (?:window|tab)|opens in (?:a )?new (?:window|tab)|Sign [Uu]p|Subscribe|"
    "Click here|Watch [Nn]ow|Shop [Nn]ow|Continue reading|See [Mm]ore"
)
BEHIND = re.compile(rf"(?<=[a-z0-9.!?)”\"])(?P<label>{LABELS})(?=[\s.,;:!?)]|$)")
BEFORE = re.compile(rf"(?:^|(?<=\s))(?P<label>{LABELS})(?=[A-Z][a-z]*\s+[a-z])")
SPACED = re.compile(
    r"(?<=[a-z0-9.!?)”\"])\s+(?P<label>Trusted Source|\(?[Oo]pens in (?:a )?new (?:window|tab)\)?)(?=[\s.,;:!?)]|$)"
)


def check(page: Page) -> Iterator[Match]:
    """Find a label right behind a word, or right before a sentence."""
    for block in page.prose:
        for pattern in (BEHIND, BEFORE, SPACED):
            for found in pattern.finditer(block.text):
                yield Match(block, *found.span("label"), f"take “{found['label']}” away", fix="")

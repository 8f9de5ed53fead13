"""A text alternative says nothing: “image”, “photo1.jpg”, or the caption once more.

Who cannot see the picture hears this text in its place. Say what the picture tells: who does what, which part hurts.

## Wrong

```md
![image](leg.png)
  ^^^^^ say what the picture shows

![IMG_2041.jpg](rest.png)
  ^^^^^^^^^^^^ say what the picture shows: this is a file name

![Picture of a leg](leg2.png)
  ^^^^^^^^^^ begin with what is shown: a screen reader says that it is a picture
```

## Right

```md
![A leg on two cushions, higher than the heart](leg.png)
```
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

NOTHING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|figure|graphic|illustration|icon|logo|diagram|chart|screenshot|alt|"
    r"alt text|placeholder|untitled|spacer|bild|imagen|foto|image description|description)(?: ?\d+)?[.:]?",
    re.IGNORECASE,
)
FILE = re.compile(
    r"\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp)|(?:IMG|DSC|P)_?\d+|[\w-]+_[\w-]*\d[\w-]*", re.IGNORECASE
)
LABEL = re.compile(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|graphic) (?:of|showing|shows)(?=\s)", re.IGNORECASE
)


def check(page: Page) -> Iterator[Match]:
    """Find alternatives that are a word for picture, a file name, or equal to the caption."""
    for block, following in pairwise((*page.blocks, *page.blocks[:1])):
        if block.kind != "alt":
            continue
        text = block.text.strip()
        if NOTHING.fullmatch(text):
            yield whole(block, "say what the picture shows")
        elif FILE.fullmatch(text):
            yield whole(block, "say what the picture shows: this is a file name")
        elif following.kind == "caption" and following.text.strip(". ").lower() == text.strip(". ").lower():
            yield whole(block, "say what the picture shows: the caption is heard as well")
        elif found := LABEL.match(text):
            yield Match(
                block, 0, found.end(), "begin with what is shown: a screen reader says that it is a picture"
            )

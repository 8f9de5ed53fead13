"""A paragraph is the beginning of another article: it breaks off, or says its own heading once more.

Web pages show the first lines of other articles below their own. In a copy they look like text that was lost.
Knows English and Spanish.

## Wrong

```md
## How to brush a dog

How to brush a dog. A dog likes to be brushed, if you begin with its back and
^^^^^^^^^^^^^^^^^^^ this paragraph says its heading again: take the teaser away
leave the tail for the end of the day.

The summer months can be hard for dogs that live in towns. You can make them easier if you …
                                                                                           ^ the text breaks off: take the teaser away, or write the rest
```

## Right

```md
## Rest

Rest helps. “Well …”, you say. Breathe in, hold it … and breathe out.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import sentences, speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

BROKEN = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
FEWEST_WORDS = 12
"""Words of a paragraph that a teaser has at least."""


def check(page: Page) -> Iterator[Match]:
    """Find paragraphs that end in an ellipsis, or begin with the words of their heading."""
    for block in page.prose:
        if block.kind != "paragraph" or block.text.count(" ") < FEWEST_WORDS:
            continue
        if not (speaks(block, "en") or speaks(block, "es")):
            continue
        if found := BROKEN.search(block.text):
            end = len(block.text.rstrip())
            yield Match(
                block, found.start(), end, "the text breaks off: take the teaser away, or write the rest"
            )
        heading = block.section[-1] if block.section else ""
        first = next(sentences(block.text), (0, 0))
        if heading.count(" ") > 1 and block.text[slice(*first)].rstrip(".!") == heading.rstrip(".!"):
            yield Match(block, *first, "this paragraph says its heading again: take the teaser away")

"""A word of doctors or offices stands where a plain word does.

The list is the package's own, along the public-domain lists of plain words of US federal bodies (plainlanguage.gov; CDC).
A word that the page explains, by a glossary link, an abbreviation or in brackets behind it, is left alone.
Knows English.

## Wrong

```md
Utilize a chair. The medication may facilitate sleep.
^^^^^^^ write “use”
                                    ^^^^^^^^^^ write “help”
```

## Right

```md
Use a chair. An analgesic (a painkiller) may help.
```
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import speaks
from pamphleteer.lint.wordlists import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"


@cache
def pattern() -> re.Pattern[str]:
    """Any word of the list, as a whole word; a phrase in round brackets behind it explains it."""
    words = "|".join(sorted(map(re.escape, pairs("jargon")), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])(?! \()", re.IGNORECASE)


def check(page: Page) -> Iterator[Match]:
    """Find words of the list that nothing explains."""
    for block in page.prose:
        if block.kind in ("note", "heading"):
            continue
        for found in pattern().finditer(block.text):
            explained = any(m.kind == "explained" and m.start <= found.start() < m.end for m in block.marks)
            if not explained and speaks(block, "en"):
                yield Match(block, *found.span(), f"write “{pairs('jargon')[found[0].lower()]}”")

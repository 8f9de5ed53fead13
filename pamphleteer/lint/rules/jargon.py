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
from pamphleteer.lint.prose import mentions, speaks
from pamphleteer.lint.wordlists import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"


WORD = re.compile(r"(?<![\w-])[A-Za-z]+(?:-[A-Za-z]+)*(?![\w-])")


@cache
def phrases() -> re.Pattern[str]:
    """The entries of more than one word."""
    found = sorted((re.escape(entry) for entry in pairs("jargon") if " " in entry), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?![\w-])", re.IGNORECASE)


@cache
def openings() -> tuple[str, ...]:
    """The first two words of each such entry."""
    return tuple({" ".join(entry.split()[:2]) for entry in pairs("jargon") if " " in entry})


def check(page: Page) -> Iterator[Match]:
    """Find words of the list that nothing explains; round brackets behind a word explain it."""
    plain = pairs("jargon")
    for block in page.prose:
        if block.kind in ("note", "heading"):
            continue
        found = [word for word in WORD.finditer(block.text) if word[0].lower() in plain]
        if mentions(block.text, openings()):
            found += phrases().finditer(block.text)
        explained = {at for m in block.marks if m.kind == "explained" for at in range(m.start, m.end)}
        for word in found:
            if (
                word.start() not in explained
                and not block.text.startswith(" (", word.end())
                and speaks(block, "en")
            ):
                yield Match(block, *word.span(), f"write “{plain[word[0].lower()]}”")

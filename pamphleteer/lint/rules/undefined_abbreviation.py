"""An abbreviation is not explained on the page.

Write it out at its first use: “deep vein thrombosis (DVT)”.
Units, names of vitamins, and what every reader knows (UK, TV) are left alone; more can be named in the settings
(`abbreviations`) or explained in a glossary of the same page.
Knows English.

## Wrong

```md
Ask whether it may be a DVT.
                        ^^^ write out “DVT” where it first stands
```

## Right

```md
It may be deep vein thrombosis (DVT). A DVT needs help the same day.
The {abbr}`MRI (magnetic resonance imaging)` shows the tear. In the UK, TV ads say so. Call 911 or the NHS.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"

ABBREVIATION = re.compile(r"(?<![\w&/-])(?<!\w\.)[A-Z][A-Z&]{1,5}s?(?![\w&/-]|\.\w)")
EXPLAINED = re.compile(
    r"\((?=(?:or |also |the )?(?P<behind>[A-Z][A-Z&]{1,5})s?\b[^()]*\))"
    r"|\b(?=(?P<before>[A-Z][A-Z&]{1,5})s? \([^()]*[a-z]{3})"
)
"""A name in brackets behind or before words, or one that begins a line that explains it."""
KNOWN = frozenset(
    "UK US USA EU UN NHS GP TV PC OK AM PM BC AD CE ID FAQ PDF CD DVD USB DIY PO BBC HIV AIDS DNA RNA GPS AC DC SMS URL "
    "WWW EPUB HTML QR PIN VAT II III IV VI VII VIII IX XI XII MD PHD RN SOS UTC GMT SI BMI WHO CDC FDA NIH CC BY SA ND NC".split()
)


def check(page: Page) -> Iterator[Match]:
    """Find the first use of capitals that the page explains nowhere."""
    known = KNOWN | set(page.settings.abbreviations)
    explained = {
        block.text[mark.start : mark.end]
        for block in page.blocks
        for mark in block.marks
        if mark.kind == "explained"
    }
    everything = "\n".join(block.text for block in page.prose)
    written_out = {found["behind"] or found["before"] for found in EXPLAINED.finditer(everything)}
    seen: set[str] = set()
    for block in page.prose:
        if block.kind == "alt" or block.text.isupper():
            continue
        for found in ABBREVIATION.finditer(block.text):
            name = found[0].removesuffix("s")
            if name in seen or name in known or name in explained or not speaks(block, "en"):
                continue
            seen.add(name)
            if name not in written_out:
                yield Match(block, *found.span(), f"write out “{name}” where it first stands")

"""A line about the author of a web page stands in the text.

“Jane Doe is a health writer based in …” under an article becomes, in a copy, one more step of a list or one more paragraph.
Who wrote the guide belongs in its front matter.

## Wrong

```md
1. Stretch the leg.
2. Ann Other is a freelance health writer based in Leeds.
   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ take the author's biography away
3. Ann Other, MSc, PT
   ^^^^^^^^^^^^^^^^^^ take the author's biography away
```

## Right

```md
A physiotherapist is a health worker who treats with movement.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole
from pamphleteer.lint.prose import speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

NAME = r"(?:(?:Dr|Prof)\.? )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}(?:, [A-Z][A-Za-z.]{1,11}(?:(?:, ?| )[A-Z][A-Za-z.]{1,11})*,?)?"
CRAFT = (
    r"(?:writer|author|journalist|editor|blogger|nutritionist|dietitian|physician|doctor|surgeon|physiotherapist|"
    r"(?:physical |massage )?therapist|(?:personal |fitness |athletic )?trainer|coach|nurse|pharmacist|professor|instructor)"
)
BIOGRAPHY = re.compile(
    rf"{NAME} (?:is|was|has been|works as) (?:an? |the )?(?:[\w-]+,? ){{0,8}}?{CRAFT}\b(?! who treats).*"
    rf"|{NAME} (?:lives|writes|specializes|specialises|graduated|received (?:her|his|their)) (?:in|about|for|with|from)\b.*"
    rf"|This (?:article|post) was (?:co-?authored|(?:medically )?reviewed|written) by .*"
)
CREDENTIALS = re.compile(
    r"(?:(?:Dr|Prof)\.? )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}(?:, ?(?:[A-Z]{2,6}|Ph\.?D|M\.D|MSc|BSc|Pharm\.?D|Dip\w+)\.?){1,6}"
)
CAREER = (
    re.compile(
        r"\bis (?:the|an?) (?:[\w-]+ ){0,4}(?:officer|director|founder|co-founder|president|owner|head|chair|fellow) (?:of|at)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:previously|formerly|currently),? (?:\w+ )?(?:served|worked|works|serves)\b|\bserved as\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:holds|received|earned|completed|has) (?:an?|his|her|their|both) (?:[\w’-]+ ){0,3}"
        r"(?:BA|BS|BSc|MA|MS|MSc|PhD|degree|doctorate|residency)\b"
    ),
    re.compile(r"\byears of (?:\w+ )?experience (?:in|as|with)\b|\bis the author of\b|\bgraduated from\b"),
)
"""What a biography says; two of these together are one."""
CALLED = re.compile(r"(?:The|A|An|Your|My|This|That|Each|Every|No|If|When|One|Our|His|Her|Their|Some|Most)\s")
KINDS = ("paragraph", "item", "cell", "heading")


def check(page: Page) -> Iterator[Match]:
    """Find a block that begins with a person's name and says what the person does for a living."""
    for block in page.prose:
        if block.kind not in KINDS or not block.text[0].isupper():
            continue
        text = block.text
        found = (
            BIOGRAPHY.match(text)
            or CREDENTIALS.fullmatch(text)
            or sum(bool(p.search(text)) for p in CAREER) > 1
        )
        if found and not CALLED.match(text) and speaks(block, "en"):
            yield whole(block, "take the author's biography away")

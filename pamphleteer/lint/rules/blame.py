"""Words lay the blame on the patient: “failed to”, “complained of”, “non-compliant”.

They come from case notes. People who feel judged stop asking (NHS England, “Language matters”).
Knows English.

## Wrong

```md
Patients who fail to rest may complain of pain.
             ^^^^^^^ write “do not”
                              ^^^^^^^^^^^ write “have”
A non-compliant patient heals more slowly.
  ^^^^^^^^^^^^^ say what is hard about the treatment, not what the patient is
```

## Right

```md
If the stretch failed to help, call your doctor. You have the right to complain.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import mentions, speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"

PEOPLE = r"(?:patients?|people|person|women|men|children|athletes?|you|he|she|they|who|those|individuals?|adults?|players?|runners?)"
BLAME = (
    (
        re.compile(rf"\b{PEOPLE} (?:may |might |often |who )?(?P<found>fails? to)\b", re.IGNORECASE),
        "write “do not”",
    ),
    (re.compile(rf"\b{PEOPLE} (?:have |has |had )?(?P<found>failed to)\b", re.IGNORECASE), "write “did not”"),
    (
        re.compile(
            rf"\b{PEOPLE}\b(?:[^.;:!?]{{0,40}}?) (?P<found>complain(?:s|ed|ing)? (?:of|about)) (?!(?:the|your|their|a) (?:service|care|staff|doctor|hospital))",
            re.IGNORECASE,
        ),
        "write “have”",
    ),
    (
        re.compile(r"\b(?P<found>(?:non-?|poorly )(?:compliant|compliance|adherent))\b", re.IGNORECASE),
        "say what is hard about the treatment, not what the patient is",
    ),
    (
        re.compile(
            rf"\b{PEOPLE} (?:\w+ )?(?P<found>den(?:y|ies|ied)) (?:any |having )?(?:pain|symptoms?|smoking|drinking|alcohol|drug use)\b",
            re.IGNORECASE,
        ),
        "write “say that they do not have”",
    ),
    (re.compile(r"\b(?P<found>suffer(?:s|ed|ing)? from)\b", re.IGNORECASE), "write “have”"),
    (
        re.compile(
            r"\b(?P<found>(?:drug|alcohol) abusers?|addicts?|diabetics|epileptics|the disabled|cripples?|wheelchair[- ]bound)\b",
            re.IGNORECASE,
        ),
        "name the person first: “people with …”",
    ),
)
STEMS = (
    "fail", "complain", "complian", "adheren", "deny", "deni", "suffer", "abuse", "addict", "diabetic", "epileptic",
    "disabled", "cripple", "wheelchair",
)  # fmt: skip


def check(page: Page) -> Iterator[Match]:
    """Find the phrases, each with what to write."""
    for block in page.prose:
        if not mentions(block.text, STEMS):
            continue
        for pattern, said in BLAME:
            for found in pattern.finditer(block.text):
                if speaks(block, "en"):
                    yield Match(block, *found.span("found"), said)

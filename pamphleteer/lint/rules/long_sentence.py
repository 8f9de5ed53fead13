"""A sentence is long.

Short sentences are easier for everybody, and for tired, frightened or less practised readers most of all.
The NHS asks for up to 20 words; the setting `longest-sentence` says from where on a sentence is reported.

## Wrong

```md
If the pain in your leg does not get better after you have rested it for two days and cooled it as we describe above, call your doctor or go to a clinic that is near you.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write two sentences: this one has 37 words
```

## Right

```md
Rest the leg for two days. If it does not get better, call your doctor.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"


def check(page: Page) -> Iterator[Match]:
    """Find sentences with more words than the settings allow."""
    longest = page.settings.longest_sentence
    for block in page.prose:
        if block.kind in ("heading", "note", "cell") or block.text.count(" ") < longest:
            continue
        for start, end in sentences(block.text):
            count = len(block.text[start:end].split())
            if count > longest:
                yield Match(block, start, end, f"write two sentences: this one has {count} words")

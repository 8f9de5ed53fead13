"""A paragraph is no sentence.

A line without a full stop between paragraphs is often the title of another article, a name or a caption that was copied
along. It may also be a heading that was never marked as one.
A note, not a warning: no rule can tell a teaser from a heading by its wording.

## Wrong

```md
Rest the leg for two days.

What Runners Eat in the Morning
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write a sentence, mark it as a heading, or take it away

Then walk a little.
```

## Right

```md
You need:

- a towel
- a chair

Then walk a little.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import OPAQUE, Match, Page, Severity, whole
from pamphleteer.lint.prose import words

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"

ENDS = ".!?:;,…。！？：؟।"
CLOSING = " \t\"”’')]}»*_" + OPAQUE
LONGEST = 25


def check(page: Page) -> Iterator[Match]:
    """Find short paragraphs that end without a stop, where most others have one."""
    paragraphs = [block for block in page.prose if block.kind == "paragraph"]
    open_ended = [b for b in paragraphs if b.text.rstrip(CLOSING)[-1:] not in ENDS]
    if len(open_ended) * 2 > len(paragraphs):
        return
    for block in open_ended:
        if OPAQUE not in block.text and not block.marks and 2 <= len(words(block.text)) <= LONGEST:
            yield whole(block, "write a sentence, mark it as a heading, or take it away")

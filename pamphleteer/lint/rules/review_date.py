"""A page does not say when it was last checked, or its next check is overdue.

Health information is checked at least every three years (PIF TICK, criterion 7), and readers look for the date.
Only pages of projects that use these fields, or have them on another page, are asked for them.

## Wrong

```md
---
last_reviewed: 2019-03-01
next_review: 2022-03-01
---

# Rest
  ^^^^ the review was due on 2022-03-01: check the page and write the new dates
```

## Right

```md
---
last_reviewed: 2026-11-24
next_review: 2999-01-01
---

# Rest
```
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole
from pamphleteer.review import iso_date

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

SOON = timedelta(days=0)


def check(page: Page) -> Iterator[Match]:
    """Find a page whose next review lies in the past, or that gives one date without the other."""
    first = next((b for b in page.prose if b.kind == "heading"), next(page.prose, None))
    last, following = page.metadata.get("last_reviewed"), page.metadata.get("next_review")
    if first is None or (last is None and following is None):
        return
    if following is None:
        yield whole(first, "write `next_review: …` beside the date of the last review")
    elif last is None:
        yield whole(first, "write `last_reviewed: …` beside the date of the next review")
    elif (due := iso_date(following)) and due <= date.today() + SOON:  # noqa: DTZ011 - a day, not an instant
        yield whole(first, f"the review was due on {due}: check the page and write the new dates")

"""A passage stands in a second place, inside a section that is otherwise a different one.

A passage of some 25 words or more that was copied, reworded or translated back; or one that stands in many chapters,
as a disclaimer does, and belongs in one file that all of them include.
Passages that are included from one file are never reported: they stand once.
See `duplicate-section` for what is compared, for copies that disagree, and for how a copy is allowed.

## Wrong

```md
# Running

Begin with ten minutes of easy walking and a few slow swings of each leg.
Stop when you feel a sharp pain at the back of the thigh.
Sit down, and keep your weight off the leg until you know what it is.
New shoes are worn in on short walks first.

# Football

Shin pads do not help the thigh.
Stop when you feel a sharp pain at the back of the thigh.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this passage is a word-for-word copy of “Running” (lines 4–5), 100% alike: keep one of them, or write it once and include it
Sit down, and keep your weight off the leg until you know what it is.
A referee will let you leave the field at any time.
```

## Right

```md
# Running

Stop at once when you feel a sharp pain at the back of the thigh.

# Football

A sharp pain at the back of the thigh means that you leave the field.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.copies.tell import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.book import Book
    from pamphleteer.lint.page import Match, Severity

SEVERITY: Severity = "warning"


def check_book(book: Book) -> Iterator[Match]:
    """Find passages that stand in more than one place."""
    yield from told(book, "duplicate-passage", book.passage_clusters, "passage")

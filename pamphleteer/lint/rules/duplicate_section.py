"""A section was made from another one: copied, reworded, or translated away and back.

When one of the two is corrected, the other is forgotten, and a reader meets both.
Found are copies of whole sections, or of a whole article with its sections as parts: word for word, with changes,
paraphrased, or translated into another language and back; in one file, in several, and in earlier books (`--against`).
Two sections on the same subject are no copies, however many words they share: copies say the same things in the same order.

Copies that disagree are errors: a number, a unit, a side, a part of the body or a “not” that differs.
A copy that is meant is allowed with the key that the finding shows, which stands for these words:
when either place changes, the finding comes back.

## Wrong

```md
# Stop a cramp

Sit on the floor with the leg straight.
Pull your toes towards your shin until the muscle lets go.
Hold for 30 seconds, and walk around the room.

# At night

Sit on the floor with the leg straight.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this section is a word-for-word copy of “Stop a cramp” (lines 3–5), 100% alike: keep one of them, or write it once and include it
Pull your toes towards your shin until the muscle lets go.
Hold for 30 seconds, and walk around the room.
```

## Right

```md
# Stop a cramp

Sit on the floor with the leg straight in front of you.
Pull your toes gently towards your shin until the muscle lets go.
Hold the stretch for 30 seconds.

# Prevent a cramp

Stretch the calf and the back of the thigh every evening.
Drink when you are thirsty, and more on hot days.
Loosen tight bed covers, so that your toes are not pressed down at night.
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
    """Find sections that are copies of others."""
    yield from told(book, "duplicate-section", book.section_clusters, "section")

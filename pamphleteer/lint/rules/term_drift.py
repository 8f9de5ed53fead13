"""A copy calls a thing by another name than the text that it was made from, again and again.

Where two passages are copies, their sentences are laid side by side, and the content words that one changes
systematically are told, with no list of terms at all: “this copy says *seizures* five times where the other says *cramps*”.
A change may be harmless; one that is not was hard to see, since each sentence by itself reads well.
`pamphleteer drift ORIGINAL COPY` prints the whole table, and can write entries for a terms file from it.

## Wrong

```md
# Night cramps

Cramps often come at night and wake you from sleep.
Most cramps pass within ten minutes when you stretch the calf gently.
Nobody knows for certain why cramps begin, and old people have cramps more often than the young do.
Drinking enough water may help athletes who sweat for hours in the heat, and a warm bath before bed relaxes the legs.

# Attacks of the night

Seizures often come during the night and rouse you from sleep.
^^^^^^^^ this copy says “seizures” in 3 sentences where “Night cramps” (lines 3–6) says “cramps”: make sure that it means the same
Most seizures pass inside ten minutes if you stretch the calf softly.
Nobody knows for sure why seizures begin, and old people get seizures more often than the young do.
Drinking enough water can help athletes who sweat for hours in the heat, and a warm bath before bed relaxes the legs.
```

## Right

```md
# Night cramps

Cramps often come at night and wake you from sleep.

# Attacks

Seizures come by day as well as by night.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.copies.sentences import paired
from pamphleteer.lint.copies.tell import key_of, named
from pamphleteer.lint.drift import Change, drift
from pamphleteer.lint.page import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.book import Book
    from pamphleteer.lint.copies.judge import Copy
    from pamphleteer.lint.page import Severity

SEVERITY: Severity = "note"
OFTEN = 3
"""Sentences in which a change must be seen to be told."""
MOSTLY_KEPT = 10
"""How many times as often the copy may keep a word as change it."""
MOST = 10
"""Changes that are told of one copy."""
SHOWN = 3
"""Pairs of sentences that are shown side by side."""


def check_book(book: Book) -> Iterator[Match]:
    """Find the words that copies change again and again."""
    for cluster in book.clusters:
        key = key_of(book, cluster)
        for copy in cluster.copies:
            if copy.kind != "exact" and book.texts[copy.right.text].own:
                yield from on_copy(book, copy, key)


def on_copy(book: Book, copy: Copy, key: str) -> Iterator[Match]:
    """The changes of one copy, worst first."""
    numbers = paired(book.corpus, copy)
    sides = [(book.said(left), book.said(right)) for left, right in numbers]
    both = [(a, b) for a, b in sides if a and b]
    texts = [(a[0].text[a[1] : a[2]], b[0].text[b[1] : b[2]]) for a, b in both]
    for change in drift(texts)[:MOST]:
        if change.times >= OFTEN and change.kept <= MOSTLY_KEPT * change.times:
            there, here = both[change.pairs[0]]
            word = re.search(rf"\b{re.escape(change.copy)}\b", here[0].text[here[1] : here[2]], re.IGNORECASE)
            start, end = (here[1] + word.start(), here[1] + word.end()) if word else (here[1], here[2])
            shown = tuple((texts[n][1], texts[n][0]) for n in change.pairs[:SHOWN])
            other = Match(there[0], there[1], there[2], f"here it is “{change.original}”")
            yield Match(
                here[0], start, end, said(book, copy, change), related=(other,), beside=shown, key=key
            )


def said(book: Book, copy: Copy, change: Change) -> str:
    """A change in words."""
    return (
        f"this copy says “{change.copy}” in {change.times} sentences where {named(book, copy.left, copy.right)} "
        f"says “{change.original}”: make sure that it means the same"
    )

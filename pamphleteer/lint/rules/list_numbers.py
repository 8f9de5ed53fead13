"""The numbers of a list are broken.

Steps that were copied from a web page carry their number twice, in figures or in words,
and lists that were cut apart skip or start again.
Markdown hides it: it counts for itself, so the page shows other numbers than the writer sees.
A list in which every number is the same (`1.` throughout) is a way of writing and is left alone.

## Wrong

```md
1. Sit down.
2. two Rest the leg.
   ^^^ the number stands twice: take “two” away
3. 3 Put ice on it.
   ^ the number stands twice: take “3” away
5. See a doctor.
^^ 5 follows 3: write 4
```

## Right

```md
1. Sit down.
2. Do 2 sets.
3. Rest.

Then, the next day:

4. Walk a little.
```
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Block, Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

WORDS = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
)
NUMBERS = {word: number for words in WORDS for number, word in enumerate(words, 1)}
DOUBLED = re.compile(rf"([0-9]{{1,3}}|{'|'.join(NUMBERS)})[.):]?\s+(?=[“\"(]?[A-ZÁÉÍÓÚÑ])", re.IGNORECASE)


def check(page: Page) -> Iterator[Match]:
    """Find numbers that stand twice, skip or start again."""
    twice = set()
    for block, following in pairwise(page.blocks):
        if block.kind == "marker" and (number := value(block)) is not None:
            for match in doubled(number, block, following):
                twice.add(match.block)
                yield match
    markers = [b for b in page.blocks if b.kind == "marker" and b not in twice and value(b) is not None]
    last: dict[tuple[int, tuple[str, ...]], int] = {}
    for _list, group in groupby(
        sorted(markers, key=lambda block: block.list_id), key=lambda block: block.list_id
    ):
        items = list(group)
        place = (items[0].level, items[0].section)
        yield from out_of_order(items, last.get(place, 0))
        last[place] = value(items[-1]) or 0


def value(marker: Block) -> int | None:
    """The number of a marker; None for a bullet."""
    figures = marker.text.strip("().")
    return int(figures) if figures.isdigit() else None


def doubled(number: int, marker: Block, following: Block) -> Iterator[Match]:
    """Find a text, or a list within the item, that begins with the item's own number."""
    if following.kind == "marker" and following.line == marker.line and value(following) == number:
        yield whole(following, f"the number stands twice: take “{following.text}” away")
    if following.kind != "item" or not (found := DOUBLED.match(following.text)):
        return
    written = found[1]
    capital = following.text[found.end() :].lstrip('“"(')[0].isupper()
    if capital and (int(written) if written.isdigit() else NUMBERS[written.lower()]) == number:
        yield Match(following, 0, len(written), f"the number stands twice: take “{written}” away", fix="")


def out_of_order(items: list[Block], before: int) -> Iterator[Match]:
    """Find markers that are not one more than the marker before them; `before` ended the list before this one."""
    numbers = [value(item) or 0 for item in items]
    if numbers[0] not in (0, 1, before + 1):
        said = (
            f"{numbers[0]} follows {before}: write {before + 1}"
            if before
            else f"the list starts at {numbers[0]}: write 1"
        )
        yield whole(items[0], said)
    if len(set(numbers)) == 1:
        return
    for (previous, number), item in zip(pairwise(numbers), items[1:], strict=False):
        if number != previous + 1:
            yield whole(item, f"{number} follows {previous}: write {previous + 1}")

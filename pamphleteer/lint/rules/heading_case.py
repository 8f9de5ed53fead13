"""A heading is not written like its siblings.

“Floor stretch” beside “Standing Hamstring Stretch” looks pasted together, and usually is.
A heading is found when at least three of its siblings agree on the other style.
Knows English.

## Wrong

```md
# Exercises

## Before you start

Text.

## Warm up the leg

Text.

## Stretch the calf

Text.

## Strengthen Your Back Thigh
   ^^^^^^^^^^^^^^^^^^^^^^^^^^ write capitals as in the other headings: “Strengthen your back thigh”
```

## Right

```md
# Exercises

## The Nordic exercise

Text.

## NHS advice

Text.

## After surgery

Text.

## When to call 911

Text.
```
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Block, Match, Page, Severity, whole
from pamphleteer.lint.prose import speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"

SMALL = frozenset(
    "a an and as at but by for from in into is nor of off on onto or out over per so the than to up via vs with".split()
)
WORD = re.compile(r"[^\W\d_][\w’'-]*")
ENOUGH = 3
"""How many siblings must agree."""


def check(page: Page) -> Iterator[Match]:
    """Find headings in title case among headings in sentence case, and the reverse."""
    siblings: defaultdict[tuple[int, tuple[str, ...]], list[Block]] = defaultdict(list)
    for block in page.prose:
        if block.kind == "heading" and speaks(block, "en"):
            siblings[block.level, block.section].append(block)
    for group in siblings.values():
        styles = {block: style(block.text) for block in group}
        title = [block for block in group if styles[block] == "title"]
        sentence = [block for block in group if styles[block] == "sentence"]
        if len(sentence) >= ENOUGH and len(title) * 3 <= len(sentence):
            for block in title:
                said = f"write capitals as in the other headings: “{in_sentence_case(block.text)}”"
                yield whole(block, said)
        elif len(title) >= ENOUGH and len(sentence) * 3 <= len(title):
            for block in sentence:
                yield whole(block, "write capitals as in the other headings: Each Main Word With One")


def style(text: str) -> str:
    """`title` or `sentence`; empty when the heading does not tell (too few words, names)."""
    main = [w for w in WORD.findall(text)[1:] if w.lower() not in SMALL and len(w) > 2 and not w.isupper()]
    capital = [w for w in main if w[0].isupper()]
    if len(main) >= 2 and len(capital) == len(main):
        return "title"
    return "sentence" if len(main) >= 1 and not capital else ""


def in_sentence_case(text: str) -> str:
    """A heading with a capital at its start alone; abbreviations stay."""
    first = WORD.search(text)
    return WORD.sub(
        lambda w: (
            w[0]
            if w[0].isupper() and len(w[0]) > 1 and w[0][1:].upper() == w[0][1:]
            else (w[0] if first and w.start() == first.start() else w[0].lower())
        ),
        text,
    )

"""A line was left over when the text was copied from a web page.

Share buttons, cookie notices, newsletter forms, advertisements, teasers, ratings, reading times, video controls and
credit lines are no part of a guide. Readers who find “Share on Pinterest” in the middle of an exercise stop trusting it.
Catalogues of translations are left alone: they hold the words of programs.
A line is found only when all of it is such a phrase; the same words inside a sentence are left alone.
Knows English, and the commonest phrases in Spanish.

## Wrong

```md
Rest the leg.

Share on Pinterest
^^^^^^^^^^^^^^^^^^ take the share button away

Advertisement
^^^^^^^^^^^^^ take the advertisement away

Photo credit: A. Body
^^^^^^^^^^^^^^^^^^^^^ take the credit line away, or write it into the caption of its picture
```

## Right

```md
Share this page with the people who help you.

The photo shows a torn muscle.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole
from pamphleteer.lint.wordlists import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

LONGEST = 200
"""Letters of a line that can be furniture; a longer one is a passage."""
TRIMMED = ' \t\u00a0\ufffc.,:;!…|·•›»>«‹<*-–—→▶►"“”()[]'
KINDS = {
    "share": "take the share button away",
    "cookie": "take the cookie notice away",
    "newsletter": "take the newsletter form away",
    "advertisement": "take the advertisement away",
    "more": "take the teaser away, or write a link to a page of your own",
    "rating": "take the rating away",
    "reading time": "take the reading time away",
    "form": "take the button or form away",
    "video": "take the video line away, or describe what it shows",
    "credit": "take the credit line away, or write it into the caption of its picture",
    "byline": "take the byline away; authors belong in the front matter",
    "navigation": "take the menu line away",
    "legal": "take the legal line away",
}
BUTTONS = ("share", "more", "form", "video", "navigation")
"""Kinds of a word or two; with a full stop they are a sentence of the writer's."""
UNLIKE_HEADINGS = ("share", "cookie", "newsletter", "advertisement", "credit", "reading time")


def check(page: Page) -> Iterator[Match]:
    """Find blocks that are nothing but a phrase of a web page's furniture."""
    if page.path.endswith(".po"):
        return  # “Search” and “Copyright” are words of a program
    marked_up = not page.path.endswith(".txt")
    for block in page.prose:
        if len(block.text) > LONGEST or block.kind in ("alt", "note", "caption", "cell"):
            continue
        written = " ".join(block.text.split())
        text = written.strip(TRIMMED)
        sentence = written.endswith(".") and " " in text
        for kind, pattern in phrases("leftovers").items():
            if marked_up and block.kind == "heading" and kind not in UNLIKE_HEADINGS:
                continue  # “About”, “Review” and “Help” are headings of a guide
            if pattern.fullmatch(text) and not (sentence and kind in BUTTONS):
                yield whole(block, KINDS[kind])
                break

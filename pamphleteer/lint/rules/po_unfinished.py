"""A catalogue has entries without a translation, or with one that is only a guess (fuzzy).

Readers see these passages in the language of the source.
There is one note for each sort and catalogue, at its first entry; the others are named beside it.

## Wrong

```po
msgid "Rest."
       ^^^^^ 2 of 3 entries have no translation: write their msgstr
msgstr ""

msgid "Ice the leg."
msgstr ""

#, fuzzy
msgid "Stretch."
       ^^^^^^^^ 1 of 3 entries is fuzzy: check its msgstr and take “fuzzy” away
msgstr "Estire."
```

## Right

```po
msgid "Rest."
msgstr "Descanse."
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.page import Block

SEVERITY: Severity = "note"

NAMED = 20
"""How many further entries are named."""


def check(page: Page) -> Iterator[Match]:
    """Find what is left to translate and to check."""
    entries = {pair.sources[0] for pair in page.pairs}
    empty: dict[Block, None] = {}
    guessed: dict[Block, None] = {}
    for pair in page.pairs:
        if not pair.target.text.strip():
            empty[pair.sources[0]] = None
        elif "fuzzy" in pair.flags:
            guessed[pair.sources[0]] = None
    if empty:
        many = "entries have" if len(empty) > 1 else "entries has"
        yield counted(
            list(empty), f"{len(empty)} of {len(entries)} {many} no translation: write their msgstr"
        )
    if guessed:
        are = "are fuzzy: check their msgstr" if len(guessed) > 1 else "is fuzzy: check its msgstr"
        yield counted(list(guessed), f"{len(guessed)} of {len(entries)} entries {are} and take “fuzzy” away")


def counted(entries: list[Block], message: str) -> Match:
    """A finding on the first of some entries that names the others."""
    first, *others = entries
    related = tuple(Match(other, 0, first_line(other), "another one") for other in others[:NAMED])
    return Match(first, 0, first_line(first), message, related=related)


def first_line(block: Block) -> int:
    """Where the first line of a text ends."""
    return len(block.text.lstrip("\n").partition("\n")[0]) + len(block.text) - len(block.text.lstrip("\n"))

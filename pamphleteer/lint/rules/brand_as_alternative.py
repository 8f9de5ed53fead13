"""A drug and its own brand are offered as two choices: “ibuprofen, Advil or naproxen”.

A reader who takes both takes a double dose. Write the generic name, and the brands in brackets behind it.
Knows common medicines that are sold without prescription in the UK and the US.

## Wrong

```md
Take ibuprofen, Advil or naproxen.
     ^^^^^^^^^^^^^^^^ write “ibuprofen (Advil)”: Advil is ibuprofen
You may take Tylenol or paracetamol.
             ^^^^^^^^^^^^^^^^^^^^^^ write “paracetamol (Tylenol)”: Tylenol is paracetamol
Advil or Nurofen may help.
^^^^^^^^^^^^^^^^ write “ibuprofen (Advil, Nurofen)”: both are ibuprofen
```

## Right

```md
Take ibuprofen (Advil, Nurofen) or naproxen (Aleve).
Paracetamol (acetaminophen, Tylenol) is easy on the stomach.
```
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import mentions
from pamphleteer.lint.wordlists import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "error"

BETWEEN = r"(?:,? (?:or|and|and/or|o|y) |, |/)(?:an? )?"


@cache
def names() -> dict[str, tuple[str, bool]]:
    """Name → its generic name, and whether it is a brand; other generic names count as the drug itself."""
    table: dict[str, tuple[str, bool]] = {}
    for generic, brands in groups("medicines").items():
        table |= {name.lower(): (generic.split(" / ")[0], False) for name in generic.split(" / ")}
        table |= {name.lower(): (generic.split(" / ")[0], True) for name in brands}
    return table


@cache
def brands() -> tuple[str, ...]:
    """All brands, in small letters: without one there is nothing to find."""
    return tuple(name for name, (_generic, brand) in names().items() if brand)


@cache
def pattern() -> re.Pattern[str]:
    """Two names beside each other in a list."""
    name = "|".join(sorted(map(re.escape, names()), key=len, reverse=True))
    return re.compile(rf"\b(?P<first>{name})(?=(?P<rest>{BETWEEN}(?P<second>{name}))\b)", re.IGNORECASE)


def check(page: Page) -> Iterator[Match]:
    """Find a brand beside its generic name, or two brands of one drug, in a list of choices."""
    for block in page.prose:
        if not mentions(block.text, brands()):
            continue
        opened, at = False, 0
        for found in pattern().finditer(block.text):
            opened, at = in_brackets(block.text, at, found.start(), opened=opened), found.start()
            generic, first_is_brand = names()[found["first"].lower()]
            other, second_is_brand = names()[found["second"].lower()]
            if generic != other or not (first_is_brand or second_is_brand) or opened:
                continue
            yield Match(
                block,
                found.start(),
                found.end("rest"),
                message(generic, found, first_is_brand, second_is_brand),
            )


def in_brackets(text: str, start: int, end: int, *, opened: bool) -> bool:
    """Whether names stand in brackets, such as behind the generic name: the last bracket before `end` is one that opens.

    `opened` says it for `start`, up to which the text is known.
    """
    opening, closing = text.rfind("(", start, end), text.rfind(")", start, end)
    return opening > closing if max(opening, closing) >= 0 else opened


def message(generic: str, found: re.Match[str], first_is_brand: bool, second_is_brand: bool) -> str:
    """What to write instead."""
    first, second = found["first"], found["second"]
    if first_is_brand and second_is_brand:
        return f"write “{generic} ({first}, {second})”: both are {generic}"
    brand, name = (first, second) if first_is_brand else (second, first)
    return f"write “{name.lower()} ({brand})”: {brand} is {name.lower()}"

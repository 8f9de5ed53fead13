r"""A translation names another number, unit or time than its source.

A dose, a distance or a number of days that changes on the way is not seen by anyone who reads one language alone.
Compared are values, not signs: 1,000.5 is 1.000,5 and 1 000,5; 2 is *dos*; 3 pm is 15:00; 1 inch is 2.54 cm.
A number that only one side writes as a figure counts as lost when the other side does not have it as a word either.
Numbers in links, code, roles and placeholders are left to `po-markup`.
Knows number words and units of English, Spanish, Russian, German and French; in other languages it looks at figures.

## Wrong

```po
msgid "Rest for 2 days, then lift 14 lbs."
msgstr "Descanse 3 días y después levante 14 kg."
                 ^^^^^^ the source says “2 days”: write the same number
                                          ^^^^^ the source says “14 lbs”: write the same unit, or convert it

msgid "Ice it for 10 to 15 minutes."
msgstr "Ponga hielo 10 minutos."
        ^^^^^^^^^^^^^^^^^^^^^^^ “15 minutes” of the source is missing: write it here too

msgid "Take it at night."
msgstr "Tome 20 mg de noche."
             ^^^^^ “20 mg” is not in the source: take it away
```

```po
msgid ""
msgstr "Language: ru\n"

msgid "Hold it for two minutes."
msgstr "Держите три минуты."
                ^^^^^^^^^^ the source says “two minutes”: write the same number
```

## Right

```po
msgid "Walk 1,000.5 m in 14 days, at 3:30 pm, with a 1 inch wrap, two times."
msgstr "Camine 1.000,5 m en dos semanas, a las 15:30, con una venda de 2,54 cm, 2 veces."
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.languages import base_language
from pamphleteer.lint.amounts import Amount, amounts
from pamphleteer.lint.counterparts import MANY, Side, Sides
from pamphleteer.lint.markup import masked
from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.page import Block, Pair

SEVERITY: Severity = "error"

KNOWN = frozenset({"en", "es", "ru", "de", "fr"})
"""Languages whose number words are known: in others, a figure that is gone may be a word."""
EMERGENCY = frozenset(
    map(float, (911, 999, 112, 111, 103, 101, 102, 104, 110, 15, 17, 18, 144, 61, 3, 811, 116117))
)
"""Numbers to call for help, which change with the country."""
SMALL = frozenset({0.0, 1.0})
"""Numbers that any language says without a figure: “a”, “none”."""
CREDITS = frozenset({"translator-credits", "translator_credits", "Your names", "Your emails"})
"""Stand for the names of the translators, with the years of their work."""
LAST_WORD = 20.0
"""Up to here, a language whose words are not known may write a number as a word."""


def check(page: Page) -> Iterator[Match]:
    """Find translations whose amounts are not those of their source."""
    for pair in page.pairs:
        if pair.usable:
            yield from min((faults(pair, source) for source in pair.sources), key=len)


def faults(pair: Pair, source: Block) -> list[Match]:
    """What is changed, lost or added against one of the sources."""
    target = pair.target
    theirs = amounts(masked(source.text, pair.flags), code_of(source))
    ours = amounts(masked(target.text, pair.flags), code_of(target))
    if (not theirs and not ours) or source.text in CREDITS:
        return []
    sides = Sides(theirs, ours)
    wrong_units = sides.match()
    our_side, their_side = Side(ours, target.text), Side(theirs, source.text)
    lost = [amount for amount in sides.left if not our_side.explains(amount)]
    added = [amount for amount in sides.right if not their_side.explains(amount)]
    found = [
        Match(
            target,
            own.start,
            own.end,
            f"the source says {quoted(source, other)}: write the same unit, or convert it",
        )
        for other, own in wrong_units
    ]
    return found + list(said(pair, source, lost, added))


def code_of(block: Block) -> str:
    """The language of a block, without its country."""
    return base_language(block.language)


def quoted(block: Block, amount: Amount) -> str:
    """An amount as written, in quotation marks."""
    return f"“{block.text[amount.start : amount.end]}”"


def said(pair: Pair, source: Block, lost: list[Amount], added: list[Amount]) -> Iterator[Match]:
    """Lost and added amounts as findings; the first of each belong together as a change."""
    target = pair.target
    pairs = list(zip(lost, added, strict=False))
    for one, own in pairs:
        if (one.readings | own.readings) - EMERGENCY:
            message = f"the source says {quoted(source, one)}: write the same number"
            yield Match(target, own.start, own.end, message)
    for number, amount in enumerate(lost[len(pairs) :]):
        if needed(amount, pair):
            end = len(target.text) if number < MANY else 1
            related = (Match(source, amount.start, amount.end, "here in the source"),)
            message = f"{quoted(source, amount)} of the source is missing: write it here too"
            yield Match(target, 0, end, message, related=related)
    for amount in added[len(pairs) :]:
        if needed(amount, pair):
            message = f"{quoted(target, amount)} is not in the source: take it away"
            yield Match(target, amount.start, amount.end, message, severity="warning")


def needed(amount: Amount, pair: Pair) -> bool:
    """Whether a figure that one side has must stand on the other: a small one may be a word that is not known."""
    if amount.word or amount.readings & SMALL:
        return False
    known = code_of(pair.target) in KNOWN and code_of(pair.sources[0]) in KNOWN
    return known or min(map(size, amount.readings)) > LAST_WORD


def size(reading: float | tuple[int, ...]) -> float:
    """A reading as a number."""
    return float(reading[0]) if isinstance(reading, tuple) else reading

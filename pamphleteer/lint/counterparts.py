"""Two lists of amounts → those that have no counterpart, and those that have one value and two units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.amounts import convertible

if TYPE_CHECKING:
    from collections.abc import Callable

    from pamphleteer.lint.amounts import Amount


class Sides:
    """The amounts of a text and of one made from it that have no counterpart yet."""

    def __init__(self, theirs: list[Amount], ours: list[Amount]) -> None:
        self.theirs, self.ours = theirs, ours
        self.left = [amount for amount in theirs if not amount.loose]
        self.right = [amount for amount in ours if not amount.loose]

    def match(self) -> list[tuple[Amount, Amount]]:
        """Take away what belongs together; give back what has one value and two units."""
        self.take(lambda one, other: same_value(one, other) and bool(one.units & other.units))
        self.take(lambda one, other: same_value(one, other) and "" in one.units | other.units)
        self.take(convertible)
        wrong = self.take(same_value)
        self.left = apart(self.left, self.ours)
        self.right = apart(self.right, self.theirs)
        self.take(same_value)
        return wrong

    def take(self, same: Callable[[Amount, Amount], bool]) -> list[tuple[Amount, Amount]]:
        """Take away each two amounts that are the same."""
        taken = []
        for one in tuple(self.left):
            if other := next((other for other in self.right if same(one, other)), None):
                self.left.remove(one)
                self.right.remove(other)
                taken.append((one, other))
        return taken

    def explained(self, amount: Amount, others: list[Amount], text: str) -> bool:
        """Whether the other side has the amount after all: as a word, a second time, within a name."""
        if any(same_value(amount, other) or convertible(amount, other) for other in others):
            return True
        whole = {f"{reading:g}" for reading in amount.readings if isinstance(reading, float)}
        return not amount.word and any(re.search(rf"(?<!\d)0*{figures}(?!\d)", text) for figures in whole)


def apart(amounts_here: list[Amount], others: list[Amount]) -> list[Amount]:
    """The amounts, with a date or time as its figures where the other side has all of them by themselves."""
    known = {reading for other in others for piece in (other, *other.parts) for reading in piece.readings}
    found: list[Amount] = []
    for amount in amounts_here:
        found += (
            amount.parts
            if amount.parts and "" in amount.units and all(part.readings & known for part in amount.parts)
            else [amount]
        )
    return found


def same_value(one: Amount, other: Amount) -> bool:
    """Whether two numbers may be the same."""
    return bool(one.readings & other.readings)

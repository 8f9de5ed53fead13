"""Two lists of amounts → those that have no counterpart, and those that have one value and two units."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING, TypeVar

from pamphleteer.lint.amounts import convertible

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from pamphleteer.lint.amounts import Amount

    One = TypeVar("One")
    Keys = Callable[[One], Iterable[Hashable]]

MOST = 200
"""Amounts of a text up to which those are looked for that are one in two units: each is held against all others."""
MANY = 8
"""Missing things for which the whole text is marked; for more of them, its first letter."""
FIGURES = re.compile(r"\d+")


def paired(
    left: list[One], right: list[One], wanted: Keys[One], known: Keys[One]
) -> tuple[list[tuple[One, One]], list[One], list[One]]:
    """Each of the left with the first of the right that is known by what it wants; then the left and the right without them."""
    places: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for number, other in enumerate(right):
        for key in known(other):
            places[key].append(number)
    gone: set[int] = set()
    rest, taken = [], []
    for one in left:
        queues = [places[key] for key in wanted(one) if key in places]
        for queue in queues:
            while queue and queue[0] in gone:
                queue.popleft()
        number = min((queue[0] for queue in queues if queue), default=-1)
        if number < 0:
            rest.append(one)
        else:
            gone.add(number)
            taken.append((one, right[number]))
    return taken, rest, [other for number, other in enumerate(right) if number not in gone]


class Sides:
    """The amounts of a text and of one made from it that have no counterpart yet."""

    def __init__(self, theirs: list[Amount], ours: list[Amount]) -> None:
        self.theirs, self.ours = theirs, ours
        self.left = [amount for amount in theirs if not amount.loose]
        self.right = [amount for amount in ours if not amount.loose]

    def match(self) -> list[tuple[Amount, Amount]]:
        """Take away what belongs together; give back what has one value and two units."""
        self.take(measures, measures)
        self.take(
            lambda one: ((r, "") if "" not in one.units else (r,) for r in one.readings),
            lambda other: [*((r,) for r in other.readings), *(k for k in measures(other) if k[1] == "")],
        )
        self.take_convertible()
        wrong = self.take(values, values)
        self.left = apart(self.left, self.ours)
        self.right = apart(self.right, self.theirs)
        self.take(values, values)
        return wrong

    def take(self, wanted: Keys[Amount], known: Keys[Amount]) -> list[tuple[Amount, Amount]]:
        """Take away each two amounts of which the one is known by what the other wants."""
        taken, self.left, self.right = paired(self.left, self.right, wanted, known)
        return taken

    def take_convertible(self) -> None:
        """Take away each two amounts that are one in two units."""
        if max(len(self.left), len(self.right)) > MOST:
            return
        for one in tuple(self.left):
            if other := next((other for other in self.right if convertible(one, other)), None):
                self.left.remove(one)
                self.right.remove(other)


class Side:
    """What one side says, for the amounts that the other side has and it does not seem to have."""

    def __init__(self, amounts: list[Amount], text: str) -> None:
        self.amounts = amounts if len(amounts) <= MOST else []
        self.readings = {reading for amount in amounts for reading in amount.readings}
        self.figures = figures_in(text)

    def explains(self, amount: Amount) -> bool:
        """Whether this side has an amount after all: as a word, a second time, within a name."""
        if amount.readings & self.readings or any(convertible(amount, other) for other in self.amounts):
            return True
        whole = {f"{reading:g}" for reading in amount.readings if isinstance(reading, float)}
        return not amount.word and not whole.isdisjoint(self.figures)


def figures_in(text: str) -> set[str]:
    """All runs of figures of a text, without zeros before them, and each two that one sign parts, as with a point."""
    found: set[str] = set()
    last, end = "", -2
    for run in FIGURES.finditer(text):
        written = run[0].lstrip("0") or "0"
        found.add(written)
        if run.start() == end + 1:
            found.add(f"{last}.{run[0]}")
        last, end = written, run.end()
    return found


def values(amount: Amount) -> Iterable[Hashable]:
    """What an amount may be, whatever its unit."""
    return amount.readings


def measures(amount: Amount) -> list[tuple[Hashable, str]]:
    """What an amount may be, with each unit that it may have."""
    return [(reading, unit) for reading in amount.readings for unit in amount.units]


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

"""`Copy`s → `Cluster`s: all places of one passage together, however many chapters it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.lint.copies.judge import Copy, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME = 0.6
"""Share of the shorter of two places that they must have in common to be one."""


@dataclass
class Cluster:
    """The places of one passage, in the order of the texts, and the copies that tie them."""

    places: list[Place]
    copies: list[Copy]


def clusters_of(copies: Iterable[Copy]) -> list[Cluster]:
    """The clusters of some copies, largest copies first."""
    found: list[Cluster] = []
    for copy in sorted(copies, key=lambda c: -(c.right.high - c.right.low)):
        joined = [
            c for c in found if any(same(place, end) for place in c.places for end in (copy.left, copy.right))
        ]
        places = [place for cluster in joined for place in cluster.places]
        for end in (copy.left, copy.right):
            if not any(same(place, end) for place in places):
                places.append(end)
        tied = [other for cluster in joined for other in cluster.copies]
        found = [c for c in found if c not in joined] + [Cluster(places, [*tied, copy])]
    for cluster in found:
        cluster.places.sort(key=lambda place: (place.text, place.low))
    return sorted(found, key=lambda c: (c.places[0].text, c.places[0].low))


def same(one: Place, other: Place) -> bool:
    """Whether two places are, for the most part, one."""
    common = min(one.high, other.high) - max(one.low, other.low)
    return one.text == other.text and common >= SAME * min(one.high - one.low, other.high - other.low)

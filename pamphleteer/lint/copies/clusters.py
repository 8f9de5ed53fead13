"""`Copy`s → `Cluster`s: all places of one passage together, however many chapters it stands in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.lint.copies.judge import Copy, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME = 0.6
"""Share of the shorter of two places that they must have in common to be one."""


@dataclass(eq=False)
class Cluster:
    """The places of one passage, in the order of the texts, and the copies that tie them."""

    places: list[Place]
    copies: list[Copy]


def clusters_of(copies: Iterable[Copy]) -> list[Cluster]:
    """The clusters of some copies, in the order of their first places."""
    by_text: dict[int, list[Cluster]] = defaultdict(list)
    for copy in sorted(copies, key=lambda c: -(c.right.high - c.right.low)):
        joined = dict.fromkeys(
            cluster
            for end in (copy.left, copy.right)
            for cluster in by_text[end.text]
            if any(same(place, end) for place in cluster.places)
        )
        places = [place for cluster in joined for place in cluster.places]
        for end in (copy.left, copy.right):
            if not any(same(place, end) for place in places):
                places.append(end)
        made = Cluster(places, [*(other for cluster in joined for other in cluster.copies), copy])
        for text in {place.text for place in places}:
            by_text[text] = [cluster for cluster in by_text[text] if cluster not in joined] + [made]
    found = dict.fromkeys(cluster for clusters in by_text.values() for cluster in clusters)
    for cluster in found:
        cluster.places.sort(key=lambda place: (place.text, place.low))
    return sorted(found, key=lambda c: (c.places[0].text, c.places[0].low))


def same(one: Place, other: Place) -> bool:
    """Whether two places are, for the most part, one."""
    common = min(one.high, other.high) - max(one.low, other.low)
    return one.text == other.text and common >= SAME * min(one.high - one.low, other.high - other.low)

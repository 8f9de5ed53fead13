"""Pairs of windows → `Run`s: stretches of two texts in which the same words stand in the same order.

Words that two texts share are chained as anchors of an alignment (sparse dynamic programming, Eppstein et al. 1992):
each adds its weight, each word left out between two anchors costs a little, and the best chains are the runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.candidates import Windows
    from pamphleteer.lint.copies.corpus import Corpus

    Ints = NDArray[np.int64]

GAP = 0.35
"""What a content word without a partner costs, in nats."""
BAND = 14
"""Content words that may be left out between two anchors."""
LEAST = 7.0
"""Evidence in nats below which a run is chance."""
BATCH = 2048
"""Pairs of windows that are searched for anchors at a time."""

Stretch = tuple[int, int]
Anchor = tuple[int, int, float]
"""A word of one text, the same word in the other, and its weight."""


@dataclass(frozen=True)
class Run:
    """Words of the corpus in two places, each from its first to behind its last, and what ties them."""

    left: Stretch
    right: Stretch
    gain: float
    """Evidence in nats."""
    anchors: tuple[tuple[int, int], ...]
    """The words that both say, in order."""

    @property
    def ratio(self) -> float:
        """How many times as long the longer side is as the shorter."""
        one, other = self.left[1] - self.left[0], self.right[1] - self.right[0]
        return max(one, other) / min(one, other)


def runs_of(corpus: Corpus, windows: Windows, pairs: Ints, skipped: NDArray[np.bool_]) -> list[Run]:
    """All runs in some pairs of windows, text pair by text pair."""
    text_of = np.repeat(corpus.text, np.diff(corpus.first))
    found: list[Run] = []
    for _texts, anchors in groupby(
        anchors_of(corpus, windows, pairs, skipped), lambda a: (text_of[a[0]], text_of[a[1]])
    ):
        found += chained(list(anchors))
    return found


def anchors_of(corpus: Corpus, windows: Windows, pairs: Ints, skipped: NDArray[np.bool_]) -> Iterator[Anchor]:
    """Every word that stands in both windows of a pair, each anchor once, in the order of texts and words."""
    keys = [np.zeros(0, np.int64)]
    number = len(corpus.stems) + 1
    dropped = np.repeat(skipped, np.diff(corpus.first))
    for begin in range(0, len(pairs), BATCH):
        batch = pairs[begin : begin + BATCH]
        left, right = words_of(corpus, windows, batch[:, 0]), words_of(corpus, windows, batch[:, 1])
        stems = np.append(corpus.stems, -1)
        line, n, m = np.nonzero(
            (stems[left][:, :, None] == stems[right][:, None, :])
            & (left >= 0)[:, :, None]
            & (right >= 0)[:, None, :]
        )
        one, other = left[line, n], right[line, m]
        kept = ~dropped[one] & ~dropped[other]
        keys.append(np.unique(one[kept] * number + other[kept]))
    key = np.unique(np.concatenate(keys))
    one, other = key // number, key % number
    text = np.repeat(corpus.text, np.diff(corpus.first))
    order = np.lexsort((other, one, text[other], text[one]))
    one, other = one[order], other[order]
    weight = np.sqrt(corpus.weights[one] * corpus.weights[other])
    return zip(one.tolist(), other.tolist(), weight.tolist(), strict=True)


def words_of(corpus: Corpus, windows: Windows, chosen: Ints) -> Ints:
    """The numbers of the words of some windows, a row each, filled up with -1."""
    starts, ends = corpus.first[windows.low[chosen]], corpus.first[windows.high[chosen]]
    columns = np.arange(int((ends - starts).max(initial=0)))
    words = starts[:, None] + columns
    return np.where(words < ends[:, None], words, -1)


def chained(anchors: list[Anchor]) -> Iterable[Run]:
    """The best chains of the anchors of two texts; no two of them overlap in both."""
    best: list[float] = []
    before: list[int] = []
    oldest = 0
    for n, (i, j, weight) in enumerate(anchors):
        while anchors[oldest][0] < i - BAND:
            oldest += 1
        top, link = 0.0, -1
        for m in range(oldest, n):
            one, other, _weight = anchors[m]
            if one < i and other < j and j - other <= BAND:
                value = best[m] - GAP * (i - one + j - other - 2)
                if value > top:
                    top, link = value, m
        best.append(top + weight)
        before.append(link)
    return unrolled(anchors, best, before)


def unrolled(anchors: list[Anchor], best: list[float], before: list[int]) -> Iterator[Run]:
    """The chains, best first, each up to where it meets one that was taken already."""
    used: set[int] = set()
    taken: list[Run] = []
    for end in sorted(range(len(anchors)), key=lambda n: -best[n]):
        if best[end] < LEAST:
            break
        n, path = end, []
        while n >= 0 and n not in used:
            path.append(n)
            n = before[n]
        gain = best[end] - (best[n] if n >= 0 else 0.0)
        used.update(path)
        if gain < LEAST:
            continue
        first, last = anchors[path[-1]], anchors[path[0]]
        both = tuple((anchors[n][0], anchors[n][1]) for n in reversed(path))
        run = Run((first[0], last[0] + 1), (first[1], last[1] + 1), gain, both)
        if not any(overlap(run.left, r.left) and overlap(run.right, r.right) for r in taken):
            taken.append(run)
            yield run


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share a word."""
    return one[0] < other[1] and other[0] < one[1]

"""Pairs of windows → `Run`s: stretches of two texts in which the same words stand in the same order.

Words that two texts share are chained as anchors of an alignment (sparse dynamic programming, Eppstein et al. 1992):
each adds its weight, each word left out between two anchors costs a little, and the best chains are the runs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pamphleteer.lint.copies.corpus import distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

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
CELLS = 1 << 22
"""Pairs of words that are compared at a time."""
LIST, OFTEN = 1 / 4, 64
"""Share of the pairs of words of two windows that one word may make, and pairs that it may make anyway. What says every second
word the same is a table or a list of one answer, and no chain of it tells anything."""
MANY = 1 << 16
"""Anchors that are chained at a time."""
WIDE = 64
"""Words of a place in which runs that may overlap are looked for."""

Stretch = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Anchors:
    """Words of one text and the same words in another, in the order of texts, of the former and of the latter."""

    one: Ints
    other: Ints
    weight: NDArray[np.float32]
    both: Ints
    """The same for anchors of the same two texts."""


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
    text = np.repeat(corpus.text, np.diff(corpus.first))
    one, other = anchors_of(corpus, windows, pairs, skipped)
    both = text[one] * len(corpus.texts) + text[other]
    order = np.argsort(both, kind="stable")
    one, other, both = one[order], other[order], both[order]
    weight = np.sqrt(corpus.weights[one] * corpus.weights[other])
    found: list[Run] = []
    for part in parts_of(both):
        anchors = Anchors(one[part], other[part], weight[part], both[part])
        found += unrolled(anchors, *chained(anchors))
    return found


def parts_of(both: Ints) -> Iterator[slice]:
    """Slices of some MANY anchors that begin and end with a pair of texts."""
    bounds = np.append(np.nonzero(np.diff(both, prepend=-1))[0], len(both)).tolist()
    begin = 0
    for bound in bounds:
        if bound - begin >= MANY or bound == len(both):
            yield slice(begin, bound)
            begin = bound


def anchors_of(
    corpus: Corpus, windows: Windows, pairs: Ints, skipped: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Every word that stands in both windows of a pair, each anchor once, in the order of words."""
    keys = [np.zeros(0, np.int64)]
    number = len(corpus.stems) + 1
    dropped = np.append(np.repeat(skipped, np.diff(corpus.first)), True)
    stems = np.append(corpus.stems, -1).astype(np.int32)
    for batch in batches(corpus, windows, pairs):
        left, right = words_of(corpus, windows, batch[:, 0]), words_of(corpus, windows, batch[:, 1])
        # What is dropped, and what fills up a row, is unlike anything on the other side.
        said = np.where(dropped[left], -1, stems[left]), np.where(dropped[right], -2, stems[right])
        cell = np.flatnonzero(said[0][:, :, None] == said[1][:, None, :])
        row, column = np.divmod(cell, right.shape[1])
        line = row // left.shape[1]
        column += line * right.shape[1]
        often = np.bincount(row)[row] * np.bincount(column)[column]
        all_pairs = (left >= 0).sum(axis=1) * (right >= 0).sum(axis=1)
        kept = often <= np.maximum(OFTEN, all_pairs * LIST)[line]
        keys.append(distinct(left.ravel()[row[kept]] * number + right.ravel()[column[kept]]))
    key = distinct(np.concatenate(keys))
    return key // number, key % number


def batches(corpus: Corpus, windows: Windows, pairs: Ints) -> Iterator[Ints]:
    """The pairs of windows, narrow ones first, in parts of which the words can be compared all at once."""
    size = corpus.first[windows.high] - corpus.first[windows.low]
    width = size[pairs].max(axis=1, initial=1)
    order = np.argsort(width, kind="stable")
    cells, begin = width[order] ** 2, 0
    while begin < len(order):
        count = int(CELLS // cells[begin]) + 1
        count = int(CELLS // cells[min(begin + count, len(order)) - 1]) + 1
        yield pairs[order[begin : begin + count]]
        begin += count


def words_of(corpus: Corpus, windows: Windows, chosen: Ints) -> Ints:
    """The numbers of the words of some windows, a row each, filled up with -1."""
    starts, ends = corpus.first[windows.low[chosen]], corpus.first[windows.high[chosen]]
    columns = np.arange(int(np.max(ends - starts, initial=0)))
    words = starts[:, None] + columns
    return np.where(words < ends[:, None], words, -1)


def chained(anchors: Anchors) -> tuple[list[float], list[int]]:
    """Of each anchor, the evidence of the best chain that ends with it, and the anchor before it or -1."""
    weight: list[float] = anchors.weight.tolist()
    best, before = weight.copy(), [-1] * len(weight)
    top = [0.0] * len(weight)
    for ns, ms, costs in links(anchors):
        for n, m, cost in zip(ns, ms, costs, strict=True):
            value = best[m] - cost
            if value > top[n]:
                top[n], before[n] = value, m
                best[n] = value + weight[n]
    return best, before


def links(anchors: Anchors) -> Iterator[tuple[list[int], list[int], list[float]]]:
    """(anchor, one that may come before it in a chain, what the gap costs), in the order of both.

    The earlier one is looked for among anchors sorted by strips of the other text, each BAND wide: it lies in the same
    strip or in the one before.
    """
    one, other, both = anchors.one, anchors.other, anchors.both
    strip, number = other // BAND, int(np.max(one, initial=0)) + BAND + 1
    key = strip * number + one
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    for begin in range(0, len(one), MANY):
        target = np.arange(begin, min(begin + MANY, len(one)))
        found = []
        for back in (0, number):
            end = np.searchsorted(ranked, key[target] - back)
            start = np.searchsorted(ranked, key[target] - back - BAND)
            size = end - start
            n = np.repeat(target, size)
            m = order[np.arange(len(n)) + np.repeat(start - np.cumsum(size) + size, size)]
            apart = other[n] - other[m]
            fits = (apart > 0) & (apart <= BAND) & (both[n] == both[m])
            found.append(n[fits] * len(one) + m[fits])
        n, m = np.divmod(np.sort(np.concatenate(found)), len(one))
        cost = GAP * (one[n] - one[m] + other[n] - other[m] - 2)
        yield n.tolist(), m.tolist(), cost.tolist()


def unrolled(anchors: Anchors, best: list[float], before: list[int]) -> Iterator[Run]:
    """The chains of each pair of texts, best first, each up to where it meets one that was taken already.

    No two of them overlap in both texts.
    """
    value = np.array(best)
    ends = np.nonzero(value >= LEAST)[0]
    ends = ends[np.lexsort((-value[ends], anchors.both[ends]))]
    used: set[int] = set()
    taken: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for end, pair in zip(ends.tolist(), anchors.both[ends].tolist(), strict=True):
        n, path = end, []
        while n >= 0 and n not in used:
            path.append(n)
            n = before[n]
        gain = best[end] - (best[n] if n >= 0 else 0.0)
        used.update(path)
        if gain < LEAST:
            continue
        run = run_of(anchors, path[::-1], gain)
        places = [(pair, place) for place in range(run.left[0] // WIDE, (run.left[1] - 1) // WIDE + 1)]
        near = (other for place in places for other in taken[place])
        if not any(overlap(run.left, r.left) and overlap(run.right, r.right) for r in near):
            for place in places:
                taken[place].append(run)
            yield run


def run_of(anchors: Anchors, path: list[int], gain: float) -> Run:
    """The run of some anchors."""
    one, other = anchors.one[path].tolist(), anchors.other[path].tolist()
    return Run((one[0], one[-1] + 1), (other[0], other[-1] + 1), gain, tuple(zip(one, other, strict=True)))


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share a word."""
    return one[0] < other[1] and other[0] < one[1]

"""A `Copy` → its sentences in pairs, each with the one that it was made from."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.lint.copies.corpus import Corpus
    from pamphleteer.lint.copies.judge import Copy

ENOUGH = 0.3
"""Share of the shorter sentence's weight that the other must hold."""


def paired(corpus: Corpus, copy: Copy) -> list[tuple[int, int]]:
    """The pairs in reading order; a sentence stands in at most one."""
    tied: dict[tuple[int, int], float] = defaultdict(float)
    for run in copy.runs:
        for left, right in run.anchors:
            pair = corpus.sentence_of(left), corpus.sentence_of(right)
            tied[pair] += float(min(corpus.weights[left], corpus.weights[right]))
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for (left, right), weight in sorted(tied.items(), key=lambda item: -item[1]):
        if (
            left in used[0]
            or right in used[1]
            or weight < ENOUGH * min(size(corpus, left), size(corpus, right))
        ):
            continue
        used[0].add(left)
        used[1].add(right)
        pairs.append((left, right))
    return sorted({*pairs, *between(sorted(pairs), used)})


def size(corpus: Corpus, sentence: int) -> float:
    """The weight of all words of a sentence."""
    return float(corpus.weights[corpus.first[sentence] : corpus.first[sentence + 1]].sum())


def between(pairs: list[tuple[int, int]], used: tuple[set[int], set[int]]) -> list[tuple[int, int]]:
    """Single sentences left between the same two neighbours on both sides: short ones that share no word."""
    return [
        (left + 1, right + 1)
        for (left, right), following in pairwise(pairs)
        if following == (left + 2, right + 2) and left + 1 not in used[0] and right + 1 not in used[1]
    ]

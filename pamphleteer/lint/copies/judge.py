"""Runs that lie side by side → a `Copy`, or nothing, where chance, a formula or a common subject explains them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pamphleteer.lint.copies.exact import PASSAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphleteer.lint.copies.chains import Run
    from pamphleteer.lint.copies.corpus import Corpus

Kind = Literal["exact", "near", "reworded"]
CHANCE = 5.0
"""Evidence in nats that a run of words on the same subject may have by chance; it does not count."""
WEIGHTS = ((3.1, 2.0, 0.0, -5.3, 5.5, -18.4), (3.6, 2.6, 5.0, -8.5, 0.0, -21.3))
"""Of ln(evidence), ln(content words of the longest run), density, the share of anchors next to each other, the share of
the shorter side that stands in the other, and a constant: for passages that were kept closely, and for long ones that were
rewritten. Learned by logistic regression on public texts; the manual tells which (“Measured”)."""
COPY = 0.0
"""Score from which two passages are copies."""
SURE = 2.9
"""Score from which a copy is beyond doubt: it may tell which sections have one source, and may lie within one text."""
SUMMARY = 1.8
"""Times that the longer side of a run may be as long as the shorter; beyond that one sums up the other."""
SUBJECT = 0.17
"""Cosine of what they repeat below which two passages are cast in one mould and are no copies."""
HALF = 0.45
"""The least share of a copy's words that stand in the other place too, where both lie within one text."""
NEAR = 0.75
"""Share of a copy's words in the same order from which it is called near, not reworded."""
STRONG = 12.0
"""Evidence in nats from which a run may draw others in from NEARBY; a weaker one must touch."""


@dataclass(frozen=True)
class Place:
    """Sentences `low` to `high`, the last not included, of a text."""

    text: int
    low: int
    high: int


@dataclass(frozen=True)
class Copy:
    """Two places of which the later was made from the earlier, or both from a third."""

    left: Place
    right: Place
    kind: Kind
    alike: float
    """Share of the content words of the shorter side that the other says in the same order: 0 to 1."""
    runs: tuple[Run, ...]
    score: float
    """How much speaks for a copy; from COPY on."""


def judged(corpus: Corpus, runs: list[Run]) -> Copy | None:
    """The copy that some runs amount to; None when chance or a common subject explains them."""
    exact = any(is_exact(corpus, run) for run in runs)
    if exact:  # a word or two nearby would blur where it begins and ends
        runs = [run for run in runs if run.gain >= STRONG or is_exact(corpus, run)]
    left, right = around(corpus, [run.left for run in runs]), around(corpus, [run.right for run in runs])
    if min(corpus.words[left.low : left.high].sum(), corpus.words[right.low : right.high].sum()) < PASSAGE:
        return None
    if repeats(corpus, left, right):
        return None
    alike = shared(corpus, left, right, runs)
    score = score_of(corpus, runs, alike)
    # A page sums up its own message at its head or foot: within one text only a sure copy is one.
    within = left.text == right.text
    if not exact and (
        score < (SURE if within else COPY)
        or longest(runs).ratio > SUMMARY
        or one_subject(corpus, longest(runs)) < SUBJECT
        or (within and alike < HALF)  # a list of changes, a page and its summary
    ):
        return None
    same = (corpus.mark[left.low : left.high], corpus.mark[right.low : right.high])
    if len(same[0]) == len(same[1]) and bool((same[0] == same[1]).all()):
        return Copy(left, right, "exact", 1.0, tuple(runs), score)
    return Copy(left, right, "near" if alike >= NEAR else "reworded", alike, tuple(runs), score)


def longest(runs: Iterable[Run]) -> Run:
    """The run with the most evidence."""
    return max(runs, key=lambda run: run.gain)


def score_of(corpus: Corpus, runs: list[Run], alike: float) -> float:
    """How much speaks for a copy: the better of two weighted sums.

    Evidence and length speak for it, and so does a dense run; words that follow each other on both sides without a gap
    speak against it, since that is how formulas look, unless there are many.
    """
    run = longest(runs)
    evidence = 1 + sum(max(other.gain - CHANCE, 0.0) for other in runs)
    length = min(run.left[1] - run.left[0], run.right[1] - run.right[0])
    one, other = np.array(run.anchors).T
    tied = float(np.sqrt(corpus.weights[one] * corpus.weights[other]).sum())
    whole = [float(corpus.weights[low:high].sum()) for low, high in (run.left, run.right)]
    together = float(((np.diff(one) == 1) & (np.diff(other) == 1)).sum()) / len(one)
    density = tied / math.sqrt(whole[0] * whole[1])
    measures = (math.log(evidence), math.log(length), density, together, alike, 1.0)
    return max(sum(w * m for w, m in zip(weights, measures, strict=True)) for weights in WEIGHTS)


def one_subject(corpus: Corpus, run: Run) -> float:
    """How far two passages speak of the same things: the cosine of the words that either says more than once.

    Sections cast in one mould (“X is a disease in which cells of the Y grow”) share phrases and differ in just these.
    1 where hardly any word is said twice.
    """
    stems = [corpus.stems[low:high] for low, high in (run.left, run.right)]
    known, which = np.unique(np.concatenate(stems), return_inverse=True)
    left = np.bincount(which[: len(stems[0])], minlength=len(known)) * corpus.idf[known]
    right = np.bincount(which[len(stems[0]) :], minlength=len(known)) * corpus.idf[known]
    again = np.maximum(left, right) > 1.5 * corpus.idf[known]
    if again.sum() < 2:
        return 1.0
    length = float(np.linalg.norm(left[again]) * np.linalg.norm(right[again]))
    return float(left[again] @ right[again]) / length if length else 0.0


def is_exact(corpus: Corpus, run: Run) -> bool:
    """Whether a run's sentences are the same, word for word."""
    one, other = place_of(corpus, run.left), place_of(corpus, run.right)
    marks = corpus.mark[one.low : one.high], corpus.mark[other.low : other.high]
    return len(marks[0]) == len(marks[1]) and bool((marks[0] == marks[1]).all())


def around(corpus: Corpus, stretches: list[tuple[int, int]]) -> Place:
    """The sentences from the first word of some stretches to the last."""
    return place_of(corpus, (min(low for low, _high in stretches), max(high for _low, high in stretches)))


def shared(corpus: Corpus, left: Place, right: Place, runs: Iterable[Run]) -> float:
    """Share of the weight of the shorter side that stands in the other too, in the same order."""
    sizes = [
        float(corpus.weights[corpus.first[place.low] : corpus.first[place.high]].sum())
        for place in (left, right)
    ]
    words = {anchor[0] for run in runs for anchor in run.anchors}
    both = float(corpus.weights[sorted(words)].sum())
    other = {anchor[1] for run in runs for anchor in run.anchors}
    both = min(both, float(corpus.weights[sorted(other)].sum()))
    return min(both / max(min(sizes), 1e-9), 1.0) if not math.isnan(both) else 0.0


def place_of(corpus: Corpus, words: tuple[int, int]) -> Place:
    """The sentences in which some words stand."""
    low, high = corpus.sentence_of(words[0]), corpus.sentence_of(words[1] - 1) + 1
    return Place(int(corpus.text[low]), low, high)


def repeats(corpus: Corpus, left: Place, right: Place) -> bool:
    """Whether a text merely goes on saying the same: verses, tables, items of a list."""
    if left.text != right.text:
        return False
    marks = np.concatenate([corpus.mark[left.low : left.high], corpus.mark[right.low : right.high]])
    return (left.high > right.low and right.high > left.low) or 2 * len(np.unique(marks)) < len(marks)

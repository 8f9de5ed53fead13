"""`Text`s → `Copy`s: which stretch of which text was made from which other one, in what kind.

The flow: `corpus` weighs the words, `exact` finds what stands word for word, `candidates` and `chains` find what was
changed, and here runs that lie next to each other are put together and judged.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pamphleteer.lint.copies.candidates import candidates, windows_of
from pamphleteer.lint.copies.chains import Run, runs_of
from pamphleteer.lint.copies.corpus import Corpus, corpus_of, text_at, texts_with
from pamphleteer.lint.copies.exact import PASSAGE, exact_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.texts import Text

    Ints = NDArray[np.int64]

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
NEARBY = 8
"""Sentences that may lie between two runs of one copy."""
HALF = 0.45
"""The least share of a copy's words that stand in the other place too, where both lie within one text."""
NEAR = 0.75
"""Share of a copy's words in the same order from which it is called near, not reworded."""
WIDE = 16
"""Sentences of a place in which runs that may be near are looked for."""
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


def find_copies(texts: Sequence[Text]) -> tuple[Corpus, list[Copy]]:
    """All copies of which at least one side is to be judged; texts of earlier books come first."""
    corpus = corpus_of(texts)
    asked = np.array([text.own for text in texts], np.bool_)
    copies = search(corpus, asked) if len(corpus.words) else []
    better, copies = with_sources(texts, corpus, copies)
    return better, ordered(copies)


def ordered(copies: Iterable[Copy]) -> list[Copy]:
    """Copies in the order of their later places."""
    return sorted(copies, key=lambda copy: (copy.right.text, copy.right.low, copy.left.text, copy.left.low))


def with_sources(
    texts: Sequence[Text],
    corpus: Corpus,
    copies: list[Copy],
    again: Callable[[Corpus, NDArray[np.bool_]], list[Copy]] | None = None,
) -> tuple[Corpus, list[Copy]]:
    """The copies, looked for once more (by `search` or `again`) where it has become known which sections have one source.

    When ten sections come from one, their phrases look like formulas until then.
    """
    if not copies:
        return corpus, copies
    better = corpus_of(texts, sources(corpus, copies))
    own = np.array([text.own for text in texts], np.bool_)
    changed = texts_with(better.weights > 1.05 * corpus.weights, corpus) & own
    if not changed.any():
        return corpus, copies
    kept = [copy for copy in copies if not changed[copy.left.text] and not changed[copy.right.text]]
    return better, kept + (again or search)(better, changed)


def search(
    corpus: Corpus, asked: NDArray[np.bool_], known: tuple[list[Run], NDArray[np.bool_]] | None = None
) -> list[Copy]:
    """The copies of which one side at least is in a text that is asked for; what `exact_runs` tells may be known."""
    exact, copied = known or exact_runs(corpus)
    windows = windows_of(corpus, copied)
    found = runs_of(corpus, windows, candidates(corpus, windows, copied, asked), copied)
    by_texts: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in (*exact, *found):
        by_texts[text_at(corpus, run.left[0]), text_at(corpus, run.right[0])].append(run)
    return [
        copy
        for pair, runs in by_texts.items()
        if asked[pair[0]] or asked[pair[1]]
        for group in groups(corpus, runs)
        if (copy := judged(corpus, group))
    ]


def sources(corpus: Corpus, copies: Iterable[Copy]) -> Ints:
    """Of each section, the first of those that have one source with it."""
    root = list(range(int(corpus.section.max(initial=0)) + 1))

    def first(section: int) -> int:
        while root[section] != section:
            section = root[section]
        return section

    for copy in copies:
        if copy.score < SURE and copy.kind != "exact":
            continue
        run = longest(copy.runs)
        ends = (corpus.section[corpus.sentence_of(words[0])] for words in (run.left, run.right))
        low, high = sorted(first(int(section)) for section in ends)
        root[high] = low
    return np.array([first(section) for section in root], np.int64)


def groups(corpus: Corpus, runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs of two texts, those together that lie near each other in both."""
    group_of: list[int] = []
    members: dict[int, list[int]] = {}
    at: dict[int, list[int]] = defaultdict(list)
    ranked = sorted(runs, key=lambda r: -r.gain)
    places = [(place_of(corpus, run.left), place_of(corpus, run.right)) for run in ranked]
    for n, (run, (left, right)) in enumerate(zip(ranked, places, strict=True)):
        reach = NEARBY if run.gain >= STRONG else 1
        around_it = range((left.low - reach) // WIDE, (left.high + reach) // WIDE + 1)
        near = {
            group_of[m]
            for m in {m for cell in around_it for m in at[cell]}
            if distance(left, places[m][0]) <= reach
            and distance(right, places[m][1]) <= reach
            and overlaps(left, places[m][0]) == overlaps(right, places[m][1])
        }
        members[n] = [n, *(m for group in sorted(near) for m in members.pop(group))]
        group_of.append(n)
        for m in members[n] if near else ():
            group_of[m] = n
        for cell in range(left.low // WIDE, (left.high - 1) // WIDE + 1):
            at[cell].append(n)
    for group in members.values():
        yield [ranked[m] for m in group]


def place_of(corpus: Corpus, words: tuple[int, int]) -> Place:
    """The sentences in which some words stand."""
    low, high = corpus.sentence_of(words[0]), corpus.sentence_of(words[1] - 1) + 1
    return Place(int(corpus.text[low]), low, high)


def distance(one: Place, other: Place) -> int:
    """Sentences that lie between two places."""
    return max(other.low - one.high, one.low - other.high, 0)


def repeats(corpus: Corpus, left: Place, right: Place) -> bool:
    """Whether a text merely goes on saying the same: verses, tables, items of a list."""
    if left.text != right.text:
        return False
    marks = np.concatenate([corpus.mark[left.low : left.high], corpus.mark[right.low : right.high]])
    return (left.high > right.low and right.high > left.low) or 2 * len(np.unique(marks)) < len(marks)


def overlaps(one: Place, other: Place) -> bool:
    """Whether two places share most sentences of the shorter one: such runs belong to two copies of one passage."""
    common = min(one.high, other.high) - max(one.low, other.low)
    return common > min(one.high - one.low, other.high - other.low) / 2


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
    measures = (
        math.log(evidence),
        math.log(length),
        tied / math.sqrt(whole[0] * whole[1]),
        together,
        alike,
        1.0,
    )
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

"""`Text`s → `Copy`s: which stretch of which text was made from which other one, in what kind.

The flow: `corpus` weighs the words, `exact` finds what stands word for word, `candidates` and `chains` find what was
changed, and here runs that lie next to each other are put together and judged.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pamphleteer.lint.copies.candidates import candidates, windows_of
from pamphleteer.lint.copies.chains import Run, runs_of
from pamphleteer.lint.copies.corpus import Corpus, corpus_of, text_at, texts_with
from pamphleteer.lint.copies.exact import exact_runs
from pamphleteer.lint.copies.judge import STRONG, SURE, Copy, Place, judged, longest, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.texts import Text

    Ints = NDArray[np.int64]

NEARBY = 8
"""Sentences that may lie between two runs of one copy."""
WIDE = 16
"""Sentences of a place in which runs that may be near are looked for."""


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
    root = list(range(int(np.max(corpus.section, initial=0)) + 1))

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


def distance(one: Place, other: Place) -> int:
    """Sentences that lie between two places."""
    return max(other.low - one.high, one.low - other.high, 0)


def overlaps(one: Place, other: Place) -> bool:
    """Whether two places share most sentences of the shorter one: such runs belong to two copies of one passage."""
    common = min(one.high, other.high) - max(one.low, other.low)
    return common > min(one.high - one.low, other.high - other.low) / 2

"""A `Corpus` → runs of sentences that stand word for word in an earlier place.

They are looked for by the marks of sentences, before anything else: a book that was copied whole costs no more than one
that was not, and a disclaimer in every chapter does not hide what is reworded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pamphleteer.lint.copies.chains import Run
from pamphleteer.lint.copies.corpus import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.corpus import Corpus

PASSAGE = 25
"""Words from which a passage that stands twice is worth keeping in one place."""
WHOLE = 0.8
"""Share of a section's words from which it was copied nearly whole."""
PLACES = 12
"""Earlier places of a sentence that are looked at."""
TIMES = 4
"""Places in which a sentence may stand before it is a formula."""


def exact_runs(corpus: Corpus) -> tuple[list[Run], NDArray[np.bool_]]:
    """The runs, the earlier place left; and of each sentence whether it can be left out of further comparison.

    That is so in sections that were copied nearly whole, and for what stands in more than TIMES places.
    """
    runs: list[Run] = []
    copied = np.zeros(len(corpus.words), np.bool_)
    for later, earlier, count in stretches(corpus):
        if corpus.words[later : later + count].sum() < PASSAGE:
            continue
        copied[later : later + count] = True
        low, high = int(corpus.first[earlier]), int(corpus.first[earlier + count])
        start, end = int(corpus.first[later]), int(corpus.first[later + count])
        if start == end:
            continue  # words such as “the” alone tell nothing
        anchors = tuple(zip(range(low, high), range(start, end), strict=True))
        runs.append(Run((low, high), (start, end), float(corpus.weights[start:end].sum()), anchors))
    sections = int(np.max(corpus.section, initial=0)) + 1
    size = np.bincount(corpus.section, corpus.words, sections)
    share = np.bincount(corpus.section, corpus.words * copied, sections) / np.maximum(size, 1)
    _marks, which, times = np.unique(corpus.mark, return_inverse=True, return_counts=True)
    return runs, copied & ((share[corpus.section] >= WHOLE) | (times[which] > TIMES))


def stretches(corpus: Corpus) -> Iterator[tuple[int, int, int]]:
    """(first sentence, its first sentence in the earlier place, how many) of each longest run.

    Of several earlier places the one is taken with which the run goes on longest.
    """
    places: dict[int, list[int]] = {}
    marks, texts = corpus.mark.tolist(), corpus.text.tolist()
    _marks, which = numbered(corpus.mark)
    done = 0
    for n in np.nonzero(np.bincount(which)[which] > 1)[0].tolist():
        if n < done:
            continue
        before = places.get(marks[n], ())
        count, other = max(((run_length(marks, texts, m, n), -m) for m in before), default=(0, 0))
        if count:
            yield n, -other, count
        for m in range(n, n + max(count, 1)):
            known = places.setdefault(marks[m], [])
            if len(known) < PLACES:
                known.append(m)
        done = n + max(count, 1)


def run_length(marks: list[int], texts: list[int], one: int, other: int) -> int:
    """How many sentences from two places on are the same, each within its text, the first ending before the second."""
    count = 0
    while (
        one + count < other
        and other + count < len(marks)
        and marks[one + count] == marks[other + count]
        and texts[one + count] == texts[one]
        and texts[other + count] == texts[other]
    ):
        count += 1
    return count

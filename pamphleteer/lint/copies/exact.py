"""A `Corpus` → runs of sentences that stand word for word in an earlier place.

They are looked for by the marks of sentences, before anything else: a book that was copied whole costs no more than one
that was not, and a disclaimer in every chapter does not hide what is reworded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pamphleteer.lint.copies.chains import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.corpus import Corpus

PASSAGE = 25
"""Words from which a passage that stands twice is worth keeping in one place."""
WHOLE = 0.8
"""Share of a section's words from which it was copied nearly whole."""
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
        anchors = tuple(zip(range(low, high), range(start, end), strict=True))
        runs.append(Run((low, high), (start, end), float(corpus.weights[start:end].sum()), anchors))
    sections = int(corpus.section.max(initial=0)) + 1
    size = np.bincount(corpus.section, corpus.words, sections)
    share = np.bincount(corpus.section, corpus.words * copied, sections) / np.maximum(size, 1)
    _marks, which, times = np.unique(corpus.mark, return_inverse=True, return_counts=True)
    return runs, copied & ((share[corpus.section] >= WHOLE) | (times[which] > TIMES))


def stretches(corpus: Corpus) -> Iterator[tuple[int, int, int]]:
    """(first sentence, its first sentence in the earlier place, how many) of each longest run."""
    earliest: dict[int, int] = {}
    marks, texts = corpus.mark.tolist(), corpus.text.tolist()
    begin, other, count = 0, 0, 0
    for n, mark in enumerate(marks):
        follows = (
            count
            and texts[n] == texts[begin]
            and other + count < begin
            and marks[other + count] == mark
            and texts[other + count] == texts[other]
        )
        if follows:
            count += 1
            continue
        if count:
            yield begin, other, count
        count = 0
        if mark in earliest:
            begin, other, count = n, earliest[mark], 1
        else:
            earliest[mark] = n
    if count:
        yield begin, other, count

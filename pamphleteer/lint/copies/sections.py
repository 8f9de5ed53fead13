"""A `Copy` → the sections in it that were copied whole, each with the place that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pamphleteer.lint.copies.judge import Place
from pamphleteer.lint.copies.sentences import paired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pamphleteer.lint.copies.corpus import Corpus
    from pamphleteer.lint.copies.judge import Copy

WHOLE = 0.7
"""Share of a section's words from which the section was copied, not a passage of it."""


def copied_sections(corpus: Corpus, copy: Copy) -> list[tuple[Place, Place]]:
    """Each section of the later place and its like in the earlier one; none where a passage was copied."""
    left_of = {right: left for left, right in paired(corpus, copy)}
    found = []
    for section in np.unique(corpus.section[copy.right.low : copy.right.high]):
        mine = sentences_of(corpus, copy.right.text, section)
        theirs = sorted(left_of[n] for n in mine.tolist() if n in left_of)
        if not theirs or not covered(corpus, mine, copy.right):
            continue
        other = sentences_of(corpus, copy.left.text, corpus.section[theirs[len(theirs) // 2]])
        if not covered(corpus, other, copy.left):
            continue
        here = Place(copy.right.text, int(mine[0]), int(mine[-1]) + 1)
        there = Place(copy.left.text, max(int(other[0]), theirs[0]), min(int(other[-1]), theirs[-1]) + 1)
        found.append((here, there))
    return found


def sentences_of(corpus: Corpus, text: int, section: np.int64) -> NDArray[np.int64]:
    """The numbers of the sentences of a section, which lies in one text."""
    low, high = int(corpus.sentence[text]), int(corpus.sentence[text + 1])
    held: NDArray[np.int64] = np.nonzero(corpus.section[low:high] == section)[0] + low
    return held


def covered(corpus: Corpus, sentences: NDArray[np.int64], place: Place) -> bool:
    """Whether most words of some sentences lie within a place."""
    words = corpus.words[sentences]
    inside = (sentences >= place.low) & (sentences < place.high)
    return bool(words[inside].sum() >= WHOLE * words.sum())

"""A `Corpus` → pairs of windows that share so many words in the same order that they may be copies.

1. Every text is cut into windows of some 60 words that overlap by half.
2. Each window is indexed by its ordered pairs of content words that stand at most three apart (skip-bigrams, Lin and Och
   2004). Copies keep many such pairs, even when every third word was changed; texts on the same subject share words,
   but hardly ever in the same order.
3. The product of the index with itself, block by block, is the evidence of each pair of windows. Since word pairs are
   rare, its cost grows with the length of the texts, not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from pamphleteer.lint.copies.corpus import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.corpus import Corpus

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

WINDOW = 60
"""Words that fill a window."""
REACH = 3
"""Content words from the first of an ordered pair to the second, at most."""
ENOUGH = 10.0
"""Evidence in nats from which a pair of windows is a candidate."""
PARTNERS = 24
"""Windows that are looked at for each one."""
BLOCK = 2048
"""Windows that are compared with all others at a time."""
BUDGET = 400_000_000
"""Products of two counts that the comparison may cost; the commonest word pairs are left out until it fits."""
CELLS = 1 << 22
"""Cells of the table in which word pairs are looked up."""


@dataclass(eq=False)
class Windows:
    """Stretches of sentences: `low` to `high`, the last not included, of text `text`."""

    text: Ints
    low: Ints
    high: Ints

    def __len__(self) -> int:
        return len(self.text)


def windows_of(corpus: Corpus, skipped: NDArray[np.bool_]) -> Windows:
    """The windows of all texts. Sentences that are `skipped` fill none: they are known to be copies."""
    found: list[tuple[int, int, int]] = []
    words = np.where(skipped, 0, corpus.words).tolist()
    bounds = corpus.sentence.tolist()
    for text in range(len(corpus.texts)):
        low, last = bounds[text], bounds[text + 1]
        while low < last:
            high, half, count = low, low, 0
            while high < last and count < WINDOW:
                count += words[high]
                high += 1
                half = high if count <= WINDOW / 2 else half
            if count:
                found.append((text, low, high))
            if high == last:
                break
            low = max(half, low + 1)
    table = np.array(found, np.int64).reshape(-1, 3)
    return Windows(*(np.ascontiguousarray(table[:, n]) for n in range(3)))


def candidates(
    corpus: Corpus, windows: Windows, skipped: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> Ints:
    """Pairs of windows, the earlier first, of which at least one belongs to a text that is `asked` for."""
    index = index_of(corpus, windows, skipped, asked)
    pairs = [np.zeros((0, 2), np.int64), *partners(index, windows, asked)]
    return np.unique(np.concatenate(pairs), axis=0)


def index_of(
    corpus: Corpus, windows: Windows, skipped: NDArray[np.bool_], asked: NDArray[np.bool_]
) -> csr_matrix:
    """Window × ordered pair of words: the square root of its evidence."""
    rows, at = words_in(corpus, windows, skipped)
    number = int(np.max(corpus.stems, initial=0)) + 1
    lines, pairs, evidence = [], [], []
    for apart in range(1, REACH + 1):
        same = rows[:-apart] == rows[apart:]
        one, other = at[:-apart][same], at[apart:][same]
        lines.append(rows[:-apart][same])
        pairs.append(corpus.stems[one] * number + corpus.stems[other])
        evidence.append(np.minimum(corpus.weights[one], corpus.weights[other]))
    line, pair = np.concatenate(lines), np.concatenate(pairs)
    kept = wanted(pair, asked[windows.text][line])
    known, columns = numbered(pair[kept])
    data = (np.concatenate(evidence)[kept], (line[kept], columns))
    index = csr_matrix(data, shape=(len(windows), len(known)), dtype=np.float32)
    index.sum_duplicates()
    np.sqrt(index.data, out=index.data)
    often = np.bincount(index.indices, minlength=len(known)).astype(np.int64)
    order = np.argsort(often, kind="stable")
    useless = (often == 1) | np.isin(np.arange(len(known)), order[np.cumsum(often[order] ** 2) > BUDGET])
    index.data[useless[index.indices]] = 0
    index.eliminate_zeros()
    return index


def wanted(pair: Ints, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which entries of the index are needed: those of word pairs that a window asked for holds.

    Where so many are common that some must be left out, all are needed, to tell which are the commonest.
    """
    cell = pair % CELLS
    if asked.all() or float((np.bincount(cell) ** 2.0).sum()) > BUDGET:
        return np.ones(len(pair), np.bool_)
    held = np.zeros(CELLS, np.bool_)
    held[cell[asked]] = True
    return np.asarray(held[cell], np.bool_)


def words_in(corpus: Corpus, windows: Windows, skipped: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """(window, word) for each word in each window."""
    starts, ends = corpus.first[windows.low], corpus.first[windows.high]
    sizes = ends - starts
    rows = np.repeat(np.arange(len(windows)), sizes)
    at = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes - starts, sizes)
    if skipped.any():
        kept = ~np.repeat(skipped, np.diff(corpus.first))[at]
        rows, at = rows[kept], at[kept]
    return rows, at


def partners(index: csr_matrix, windows: Windows, asked: NDArray[np.bool_]) -> Iterator[Ints]:
    """Pairs of windows with enough evidence, at most PARTNERS for each."""
    columns = csr_matrix(index.T)
    chosen = np.nonzero(asked[windows.text])[0]
    for begin in range(0, len(chosen), BLOCK):
        rows = chosen[begin : begin + BLOCK]
        product = csr_matrix(index[rows] @ columns)
        enough = product.data >= ENOUGH
        here = np.repeat(rows, np.diff(product.indptr))[enough]
        there, evidence = product.indices[enough].astype(np.int64), product.data[enough]
        apart = (
            (windows.text[here] != windows.text[there])
            | (windows.high[here] <= windows.low[there])
            | (windows.high[there] <= windows.low[here])
        )
        here, there, evidence = here[apart], there[apart], evidence[apart]
        order = np.lexsort((there, -evidence, here))
        here, there = here[order], there[order]
        best = np.arange(len(here)) - np.searchsorted(here, here, side="left") < PARTNERS
        yield np.sort(np.stack([here[best], there[best]], axis=1), axis=1)

"""`Text`s → one `Corpus`: all their content words in one row, and how much each of them tells where it stands.

A word tells the more, the rarer it is (idf, Spärck Jones 1972), the less often its section says it, and the less common
its phrase is: three content words that follow each other in many sections are a formula (“is inherited in an autosomal
recessive pattern”), not a sign that one section was made from another.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pamphleteer.lint.copies.texts import Text

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

BACKGROUND = Path(__file__).parent.parent / "data" / "background.txt"
MOST = 6.0
"""A word that is rarer still tells no more: it may be a slip or a name."""
COMMON, RARE = 2.0, 0.6
"""What any content word tells by standing in its place, and how much of its rarity is added (tuned on public texts)."""
COMMON_PHRASE = 4
"""Sections that may hold a phrase before it counts as a formula."""
MOULD = 1.5
"""Power with which a phrase that is common beyond that loses its weight."""
PHRASE = 3
"""Content words of a phrase."""


@dataclass(eq=False)
class Corpus:
    """All texts as one row of words."""

    texts: Sequence[Text]
    stems: Ints
    """Of each word, its stem, numbered from 0."""
    weights: Floats
    """Of each word, how much it tells, in nats."""
    idf: Floats
    """Of each stem."""
    first: Ints
    """Of each sentence, its first word; one more at the end."""
    text: Ints
    """Of each sentence, its text."""
    section: Ints
    """Of each sentence, its section, numbered through."""
    words: Ints
    """Of each sentence, all its words."""
    mark: Ints
    sentence: Ints
    """Of each text, its first sentence; one more at the end."""

    def sentence_of(self, word: int) -> int:
        """The sentence that a word stands in."""
        return bisect_right(self.bounds, word) - 1

    @cached_property
    def bounds(self) -> list[int]:
        """`first` as a list, in which a single number is found faster."""
        return [int(word) for word in self.first]


def corpus_of(texts: Sequence[Text], source: Ints | None = None) -> Corpus:
    """The corpus of some texts.

    `source` tells, for each section, which sections have one source: they count as one for how common words and phrases
    are. Without it each counts by itself.
    """
    nothing = np.zeros(0, np.int64)
    sizes = np.array([len(text) for text in texts], np.int64)
    sentence = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    lengths = np.concatenate([nothing, *(np.diff(text.first) for text in texts)])
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    text = np.repeat(np.arange(len(texts)), sizes)
    before = np.concatenate([[0], np.cumsum([len(text.titles) for text in texts])]).astype(np.int64)
    section = np.concatenate([nothing, *(text.section for text in texts)]) + before[text]
    known, stems = numbered(np.concatenate([nothing, *(text.stems for text in texts)]))
    of_word = np.repeat(section, lengths)
    counted = of_word if source is None else source[of_word]
    idf = idf_of(known, stems, counted)
    weights = idf[stems] / (1 + np.log(counts_within(stems, of_word)))
    weights /= formula(stems, np.repeat(np.arange(len(first) - 1), lengths), counted)
    words = np.concatenate([nothing, *(text.words for text in texts)])
    mark = np.concatenate([nothing, *(text.mark for text in texts)])
    return Corpus(texts, stems, weights.astype(np.float32), idf, first, text, section, words, mark, sentence)


def texts_with(words: NDArray[np.bool_], corpus: Corpus) -> NDArray[np.bool_]:
    """The texts that hold one of some words."""
    of_word = np.repeat(corpus.text, np.diff(corpus.first))
    return np.bincount(of_word, words, len(corpus.texts)) > 0


def text_at(corpus: Corpus, word: int) -> int:
    """The text that a word stands in."""
    return int(corpus.text[corpus.sentence_of(word)])


def idf_of(known: Ints, stems: Ints, section: Ints) -> Floats:
    """How much each stem tells: -ln of the chance that a section holds it, at most MOST.

    The chance is that of general texts, corrected by this corpus (a Beta prior worth PRIOR sections). Two sections do not
    count: a copy and its original share even their rarest words. Counts are taken in powers of two, so that a changed
    chapter changes few weights, and what was found elsewhere stands.
    """
    here = powers(np.maximum(frequencies(stems, section, len(known)) - 2, 0))
    number = float(powers(np.array([len(np.unique(section))]))[0])
    table, sections = background()
    at = np.minimum(np.searchsorted(table[:, 0], known), len(table) - 1)
    general = np.where(table[at, 0] == known, table[at, 1], 1) / sections
    chance = (np.minimum(here, number) + PRIOR * general) / (number + PRIOR)
    return (COMMON + RARE * np.clip(-np.log(chance), 0.1, MOST)).astype(np.float32)


PRIOR = 50
"""Sections of a book that weigh as much as the general texts."""


def distinct(values: Ints) -> Ints:
    """Some values in order, each once. (`np.unique` keeps a hash table, which is slow for so many.)"""
    ranked = np.sort(values)
    return ranked[fresh(ranked)]


def numbered(values: Ints) -> tuple[Ints, Ints]:
    """Some values from 0 on, in order and each once; and of each value, its number among them.

    As `np.unique` with `return_inverse`; the place of a value is sorted along with it in one number where both fit.
    """
    bits = len(values).bit_length()
    if int(np.max(values, initial=0)) >> (63 - bits):
        known, which = np.unique(values, return_inverse=True)
        return known, which
    packed = np.sort(values << bits | np.arange(len(values)))
    ranked, order = packed >> bits, packed & ((1 << bits) - 1)
    new = fresh(ranked)
    which = np.empty(len(values), np.int64)
    which[order] = np.cumsum(new) - 1
    return ranked[new], which


def fresh(ranked: Ints) -> NDArray[np.bool_]:
    """Of each value in a row that is in order, whether it differs from the one before."""
    return np.append(np.full(min(len(ranked), 1), True), ranked[1:] != ranked[:-1])


def powers(counts: Ints) -> NDArray[np.float64]:
    """Counts, each rounded down to a power of two; 0 stays 0."""
    return np.where(counts > 0, np.exp2(np.floor(np.log2(np.maximum(counts, 1)))), 0.0)


def frequencies(stems: Ints, section: Ints, number: int) -> Ints:
    """In how many sections each stem stands."""
    pairs = distinct(section * max(number, 1) + stems)
    return np.bincount(pairs % max(number, 1), minlength=number).astype(np.int64)


def counts_within(stems: Ints, section: Ints) -> Ints:
    """Of each word, how often its section says it."""
    keys = section * (int(np.max(stems, initial=0)) + 1) + stems
    where = numbered(keys)[1]
    return np.bincount(where)[where].astype(np.int64)


def formula(stems: Ints, sentence: Ints, section: Ints) -> NDArray[np.float64]:
    """Of each word, by how much its phrases are too common to tell anything: 1 or more."""
    found = np.ones(len(stems))
    if len(stems) < PHRASE:
        return found
    number = int(np.max(stems)) + 1
    parts = [stems[n : len(stems) - PHRASE + 1 + n] for n in range(PHRASE)]
    whole = sentence[: 1 - PHRASE] == sentence[PHRASE - 1 :]
    _pairs, begins = numbered(parts[0] * number + parts[1])
    phrases, which = numbered(begins * number + parts[2])
    held = distinct(which * (int(np.max(section)) + 1) + section[: 1 - PHRASE])
    sections = np.bincount(held // (int(np.max(section)) + 1), minlength=len(phrases))
    too_common = np.where(whole, np.maximum(sections[which] / COMMON_PHRASE, 1.0) ** MOULD, 1.0)
    for n in range(PHRASE):
        part = found[n : len(stems) - PHRASE + 1 + n]
        np.maximum(part, too_common, out=part)
    return found


@cache
def background() -> tuple[Ints, int]:
    """(number of a stem, general sections that hold it), sorted, and how many such sections there were."""
    lines = BACKGROUND.read_text(encoding="utf-8").splitlines()
    sections = next(int(line.split()[-1]) for line in lines if line.startswith("# sections:"))
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return np.array(sorted((crc32(stem.encode()), int(count)) for stem, count in rows), np.int64), sections

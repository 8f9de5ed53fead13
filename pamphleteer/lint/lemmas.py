"""A term of another language → where it stands in a text, in whatever form: *судорога*, *судорогой*, *судорогами*.

Two words are one when their lemmas are equal, by the dictionaries of simplemma, or their stems are, for words that
the dictionaries do not know or take for a form of another word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from pamphleteer.languages import base_language

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+")
BREAK = re.compile(r"[.;:!?()\n]")
"""No term reaches over these."""
GAP = 1
"""How many words may stand between two words of a term: “distensión *leve* muscular”."""
SHORTEST_STEM = 4
ENDINGS = {
    "de": re.compile(r"(?:en|er|es|em|e|n|s)$"),
    "es": re.compile(r"(?:es|s|[aoe])$"),
    "fr": re.compile(r"(?:es|e|s|x)$"),
    "ru": re.compile(
        r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|еи|ах|ях|ов|ев|ам|ям|ом|ем|ым|им|ых|их|ью|ая|ое|ые|[аяоеиыуюь])$"
    ),
}


def find(text: str, term: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place where a term stands in a text, in any form."""
    language = base_language(language)
    wanted = [keys(word[0], language) for word in WORD.finditer(term)]
    words = [(found.start(), found.end(), keys(found[0], language)) for found in WORD.finditer(text)]
    for first, (start, _end, _keys) in enumerate(words):
        end = sequence(text, words, first, wanted)
        if end:
            yield start, end


Words = list[tuple[int, int, frozenset[str]]]


def sequence(text: str, words: Words, first: int, wanted: list[frozenset[str]]) -> int:
    """Where a term ends that begins with the word of this number; 0 when it does not stand there."""
    at = first
    if not wanted or not words[first][2] & wanted[0]:
        return 0
    for key in wanted[1:]:
        near = range(at + 1, min(at + 2 + GAP, len(words)))
        after = next((n for n in near if words[n][2] & key), None)
        if after is None or BREAK.search(text, words[at][1], words[after][0]):
            return 0
        at = after
    return words[at][1]


@lru_cache(maxsize=65_536)
def keys(word: str, language: str) -> frozenset[str]:
    """What a word is known by: its lemma and its stem."""
    low = word.lower()
    return frozenset({stem(low, language), *lemmas(word, language), *lemmas(low, language)})


def lemmas(word: str, language: str) -> Iterator[str]:
    """The lemma of a word, if the language has a dictionary and the word is in it."""
    from simplemma import lemmatize  # the dictionary of a language takes a second to load

    try:
        yield folded(lemmatize(word, lang=language).lower())
    except ValueError:  # no dictionary for this language
        return


def stem(word: str, language: str) -> str:
    """A word without accents and without its ending."""
    word = folded(word)
    ending = ENDINGS.get(language)
    found = ending.search(word, min(SHORTEST_STEM, len(word))) if ending else None
    return word[: found.start()] if found else word


def folded(word: str) -> str:
    """A word without accents: ё is е, ü is u."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

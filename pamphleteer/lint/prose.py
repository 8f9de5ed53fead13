"""A block's text → its sentences, words and syllables, and whether it is in a language that a rule knows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pamphleteer.languages import base_language
from pamphleteer.lint.page import OPAQUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.page import Block

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"”’')\]]*(?:\ufffc)*(?=\s+[“\"'‘(\[]*[^\Wa-zа-я_])|[!?…][\"”’')\]]*(?=\s)"
)
"""A sentence ends at its stop when a capital, a figure or a sign follows; a row of stops is looked at from its first."""
NO_END = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|etc|e\.g|i\.e|No|Nos|Fig|Figs|approx|Inc|Ltd|Co|al|ca|cf|Jr|Sr|Vol|vol|p|pp|"
    r"[A-Z]|[ap]\.m|U\.S|U\.K)|\A[0-9]{1,3})\.$"
)
LONGEST_ABBREVIATION = len("approx.")
SPACE = re.compile(r"\s*")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
LETTER = re.compile(r"[^\W\d_]")
FUNCTION_WORDS = {
    "en": frozenset(
        "the of and to a an in is are for you your with or not if on it this that be as by at from can".split()
    ),
    "es": frozenset("el la los las de del y que en un una es son para por con no se su o al lo como".split()),
}
"""The commonest words of a language: a passage of some length has at least one in eight."""
ENOUGH = 8
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:(?<=[^laeiouy])es|(?<=[^tdaeiouy])ed|(?<=[^laeiouy])e)$")


def speaks(block: Block, language: str) -> bool:
    """Whether a block is in a language, by what its page says and by its own words."""
    return base_language(block.language) == language and sounds_like(block.text, language)


@lru_cache(maxsize=4096)
def sounds_like(text: str, language: str) -> bool:
    """Whether a text may be in a language: its letters are Latin, and a longer text has its commonest words."""
    if text.isascii():
        latin = True
    else:
        letters = len(LETTER.findall(text))
        latin = letters == 0 or len(LATIN.findall(text)) >= 0.7 * letters
    if not latin or language not in FUNCTION_WORDS:
        return latin
    words = [word.lower() for word in text.split()]
    if len(words) < ENOUGH:
        return True
    common = sum(1 for word in words if word in FUNCTION_WORDS[language])
    other = max(
        sum(1 for word in words if word in known)
        for name, known in FUNCTION_WORDS.items()
        if name != language
    )
    return common * 8 >= len(words) or common > other


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a text."""
    start = 0
    for found in END.finditer(text):
        if NO_END.search(text, max(start, found.end() - LONGEST_ABBREVIATION), found.end()):
            continue
        yield start, found.end()
        start = SPACE.match(text, found.end()).end()  # type: ignore[union-attr]  # it may be empty
    if text[start:].strip():
        yield start, len(text.rstrip())


def words(text: str) -> list[str]:
    """The words of a text, figures left out."""
    return WORD.findall(text)


def mentions(text: str, stems: tuple[str, ...]) -> bool:
    """Whether one of some stems stands anywhere in a text: a cheap look before a dear one."""
    text = text.lower()
    return any(stem in text for stem in stems)


@lru_cache(maxsize=65_536)
def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels; at least 1.

    An `e` that ends a word is silent unless an l comes before it (*table*), as are `es` and `ed` behind most consonants.
    """
    word = word.lower().strip("’'")
    word = SILENT.sub("", word) if len(word) > 3 else word
    return max(len(VOWELS.findall(word)), 1)


def plain(text: str) -> str:
    """The text without what is not prose, with single spaces."""
    return " ".join(text.replace(OPAQUE, " ").split())

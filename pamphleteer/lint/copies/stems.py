"""A sentence → its content words, without endings, as numbers.

Stems are those of Snowball (M. Porter, snowballstem.org) where it knows the language; numbers are CRC-32 of the stem,
so that they mean the same in every run and in every store.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

import snowballstemmer

from pamphleteer.languages import base_language

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LANGUAGES = {
    "en": "english", "es": "spanish", "ru": "russian", "de": "german", "fr": "french", "it": "italian",
    "pt": "portuguese", "nl": "dutch", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish",
    "ro": "romanian", "hu": "hungarian", "tr": "turkish", "ar": "arabic", "el": "greek",
}  # fmt: skip
STOP = {
    "en": "a an the of and or to in on at by for with from as is are was were be been being it its this that these those "
    "he she they them his her their you your we our us i my me not no nor so if then than there here which who whom whose "
    "what when where how why can could may might will would shall should must do does did done has have had having also "
    "such into about over under more most some any all each other only very just but because while during after before "
    "through between own same too both few up down out off again further once don't doesn't can't isn't",
    "es": "el la los las un una unos unas de del a al y o u en por para con sin que se su sus lo le les es son ser está "
    "están como más pero no si ya muy este esta estos estas ese esa eso cuando donde quien también entre sobre hasta desde "
    "ha han hay puede pueden usted",
    "fr": "le la les un une des de du à au aux et ou en dans par pour avec sans que qui se sa son ses ce cette ces il elle "
    "ils elles est sont être ne pas plus mais si sur vous votre vos on peut d l qu n s c",
    "de": "der die das den dem des ein eine einen einem einer und oder in im an am auf zu zum zur von vom mit für bei nicht "
    "ist sind sein wird werden sich sie er es ihr ihre wenn als auch kann können aus nach durch über so wie man nur noch",
    "ru": "и в во не что он она они на я с со как а то все это по из у за от о об для к же вы ваш ваша если или при быть "
    "был была может могут этот эта эти так его её их мы но до только также когда который которая которые",
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in STOP.items()}
NONE: frozenset[str] = frozenset()


def content_stems(text: str, language: str) -> tuple[int, ...]:
    """The content words of a text, in order."""
    code = base_language(language)
    stop = STOP_WORDS.get(code, NONE)
    words = (word.lower().replace("’", "'") for word in WORD.findall(text))
    return tuple(number(word, code) for word in words if word not in stop)


@lru_cache(maxsize=262_144)
def number(word: str, language: str) -> int:
    """The number of a word's stem."""
    return crc32(stem(word, language).encode())


@lru_cache(maxsize=262_144)
def stem(word: str, language: str) -> str:
    """A word without its ending."""
    name = LANGUAGES.get(language)
    return str(stemmer(name).stemWord(word)) if name else word


@lru_cache(maxsize=32)
def stemmer(name: str) -> snowballstemmer.stemmer:
    """The stemmer of a language."""
    return snowballstemmer.stemmer(name)

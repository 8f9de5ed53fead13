"""A language → a collator: keys by which its words sort, and the letter that each stands under in an index."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from pamphleteer.collation.elements import DATA, Draft, Element, Tailored, normal, ranked, rules_of, script_at
from pamphleteer.languages import base_language, bcp47, region_of, script_of

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...], tuple[int, ...], str]

MARKER = "\ufdd0"
"""Begins what marks a group of Chinese characters in a tailoring: a letter of Pinyin or a number of strokes."""
STROKES = 0x2800
"""The marker of a number of strokes is a character so much above it."""
RELATED = {
    "nb": "no",
    "nn": "no",
    "iw": "he",
    "in": "id",
    "tl": "fil",
    "mo": "ro",
    "sh": "sr_Latn",
    "ji": "yi",
}
"""Languages whose order stands under another name."""
FULLER = {"sr_Latn": "hr"}
"""Languages whose letters lack one (Đ) that another language, with the same alphabet, has."""
LETTERS_OF = {
    "Latn": "en", "Grek": "el", "Cyrl": "ru", "Hebr": "he", "Arab": "ar", "Deva": "hi", "Beng": "bn", "Guru": "pa",
    "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th",
    "Laoo": "lo", "Mymr": "my", "Geor": "ka", "Armn": "hy", "Ethi": "am", "Hang": "ko", "Kana": "ja", "Khmr": "km",
}  # fmt: skip
"""Script → the language whose letters head words in it, in books of languages that are written otherwise."""
FIRST_SIGN = "`"
"""Begins the signs of the root order, behind blanks and punctuation, which some languages pass over."""
MARKS = dict.fromkeys(
    map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad")
)
"""Marks of direction and soft hyphens weigh nothing."""


def names(tag: str) -> Iterator[str]:
    """Under which names the data of a language may stand, the nearest first."""
    language, script, region = base_language(tag), script_of(tag), region_of(tag)
    if region:
        yield f"{language}_{region}"
    yield f"{language}_{script}"
    if not (language == "zh" and script == "Hant"):
        yield language
    if language in RELATED:
        yield RELATED[language]


@cache
def letters() -> dict[str, list[str]]:
    """The letters that head an index, by language."""
    lines = (DATA / "letters.txt").read_text(encoding="utf-8").splitlines()
    found = {line.split()[0]: line.split()[1:] for line in lines if not line.startswith("#")}
    return found | {name: found[other] for name, other in FULLER.items()}


class Collator:
    """How the words of a language sort."""

    def __init__(self, tag: str) -> None:
        self.final: dict[tuple[Draft, ...], tuple[Element, ...]] = {}
        self.keys: dict[str, Key] = {}
        self.order = Tailored()
        self.order.apply(next(filter(None, map(rules_of, names(tag))), ""))
        self.order.number()
        self.ranks = {"": 0, **{name: n for n, name in enumerate(self.order.scripts, 1)}}
        if len(self.ranks) == 1:
            self.ranks = {}
        self.first_seen = 0
        if self.order.marks_ignored:
            self.first_seen = self.new_key(FIRST_SIGN)[0][0]
        self.markers = [text for text in self.order.own if text.startswith(MARKER)]
        self.own = next((letters()[name] for name in names(tag) if name in letters()), letters()["en"])
        self.heads = sorted(self.headings())

    def elements(self, text: str) -> Iterator[tuple[str, tuple[Element, ...]]]:
        """The parts of a text with their final weights."""
        for part, drafts in self.order.parts(normal(text.translate(MARKS))):
            found = self.final.get(drafts)
            if found is None:
                found = self.final[drafts] = tuple(ranked(drafts, self.ranks))
            yield part, found

    def key(self, text: str) -> Key:
        """What to sort a text by: letters first, then accents, case, and the text itself."""
        if (known := self.keys.get(text)) is None:
            known = self.keys[text] = self.new_key(text)
        return known

    def new_key(self, text: str) -> Key:
        """The key of a text."""
        letters, accents, cases, capitals = [], [], [], []
        for part, elements in self.elements(text):
            for letter, accent, case in elements:
                if 0 < letter < self.first_seen:
                    continue
                if letter:
                    letters.append(letter)
                if accent:
                    accents.append(accent)
                if case:
                    cases.append(case)
            if self.order.capitals_first:
                capitals.append(part == part.lower())
        if self.order.accents_backwards:
            accents.reverse()
        return tuple(letters), tuple(accents), tuple(capitals), tuple(cases), text

    def weights(self, text: str) -> tuple[int, ...]:
        """The weights of the letters of a text."""
        return self.key(text)[0]

    def script(self, text: str) -> str:
        """The script of the first letter of a text; nothing where it begins with a digit or a sign."""
        found = self.weights(text)
        return script_of_weight(found[0]) if found else ""

    def headings(self) -> Iterator[tuple[tuple[int, ...], str]]:
        """The weights at which each group of an index begins, and its heading."""
        for marker in self.markers:
            sign = marker[1]
            number = ord(sign) - STROKES
            yield self.weights(marker), f"{number} 劃" if 0 < number < 0x100 else sign
        taken = {self.script(letter) for letter in self.own}
        found = [letter for letter in self.own if not (self.markers and self.script(letter) == "Hani")]
        for script, language in LETTERS_OF.items():
            if script not in taken or (self.markers and script == "Latn" and not self.latin()):
                found += [letter for letter in letters()[language] if letter not in found]
        weights = set()
        for letter in found:
            if (weight := self.weights(letter)) not in weights:  # Á stands under A where both sort as one
                weights.add(weight)
                yield weight, letter

    def latin(self) -> bool:
        """Whether the language has Latin letters of its own for the heads of an index."""
        return any(self.script(letter) == "Latn" for letter in self.own)

    def heading(self, text: str) -> str:
        """The letter that a word stands under; empty where it begins with a digit or a sign."""
        script = self.script(text)
        if not script:
            return ""
        at = bisect_right(self.heads, (self.weights(text), "\U0010ffff"))
        if at and (head := self.heads[at - 1])[0] and script_of_weight(head[0][0]) == script:
            return head[1]
        return normal(text.translate(MARKS))[0].upper()

    def rank(self, heading: str) -> int:
        """Where a group stands that holds words in two scripts, as in Chinese: by its letter; 0 where its words say it."""
        if not (self.markers and self.latin()):
            return 0
        return self.own.index(heading) if heading in self.own else len(self.own)


def script_of_weight(weight: int) -> str:
    """The script of a final weight."""
    return script_at(((weight & ((1 << 48) - 1)) + 0x8000) >> 16)


@lru_cache(maxsize=8)
def collator(language: str) -> Collator:
    """The collator of a language, as conf.py or a front matter names it; made once."""
    return Collator(bcp47(language))

"""The words around a term → whether it is meant as it stands, by weights that `bench/learn_senses.py` learned.

A table in `data/senses/` holds one line a word: scope, stem, weight. Positive weights speak for the wrong sense.

1. `before`, `after`: the word next to the term (“leg ~”, “~ medicine”).
2. `place`: the words behind it and a preposition (“~ in the calf”).
3. `near`: three words to either side, up to the next comma, “and” or “or”; `item`: the same, beyond them.
4. `sentence`: its other words; `list` instead, where the term is an item of a list of symptoms,
   and for the rest of the section, where the term is all that the item holds.
5. `section`, `title`: what stands around and above.
6. `again`: next to the same term elsewhere in the section or in a title.

A word counts once, in the scope that is nearest, and once more in a title.
The weight of a word in `any` scope is multiplied by the `share` of the scope, and that of a scope by itself is added;
a word `beside` the term has its weight in the scopes 1, 3 and 6 alone.
The sum of a scope is held below its `cap`, so that a long section cannot outshout the sentence;
the term is reported when all scopes together reach `report from`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import tanh
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.lint.copies.stems import STOP_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pamphleteer.lint.terms.concept import Context

SENSES = ("cramp",)
SCOPES = ("before", "after", "place", "near", "item", "sentence", "list", "section", "title", "again")
BESIDE = frozenset({"before", "after", "near", "item", "again"})
TABLES = Path(__file__).parent.parent / "data" / "senses"
TERMS = {"cramp": frozenset({"seizur", "convuls"})}
"""The stems of the words to be judged: they say nothing about themselves."""
OTHER = {"cramp": "epilepsy"}
"""What the word would be about if it were meant as it stands."""
NEAR = 3
AROUND = 600
"""Letters of the sentence that are read to either side of the term: a longer sentence is a list, or none."""
TOLD, SPEAKS_AGAINST = 3, -0.3
"""How many words are told to a writer, and the weight below which one that was outweighed is told too."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
BREAK = re.compile(r"[;•\n\ufffc:|]|\s[-–—]\s|\d ?%")
"""What parts two items of a list of symptoms, one of which says nothing about the other."""
PHRASE = re.compile(r"[^\w\s'’-]|\b(?:and|or|but|as well as)\b", re.IGNORECASE)
"""What parts two phrases of a sentence."""
PLACE = re.compile(r"\s+(?:(?:of|in|around|across|throughout|inside|near|along)\s+)+", re.IGNORECASE)
ITEMS = re.compile(r"[,;•\n|]|\s[-–—]\s")
LIST_OF, ITEM_OF = 3, 4
"""A sentence of so many items is a list, if the item of the term has no more than so many words."""
WHERE = {
    **dict.fromkeys(("before", "after", "place", "near", "item"), "beside it"),
    **dict.fromkeys(("sentence", "list"), "in this sentence"),
    "section": "in the section",
    "title": "in a title",
    "again": "beside the same word elsewhere",
}
Features = dict[tuple[str, str], str]
"""Scope and stem → the word as written."""


@dataclass(frozen=True)
class Evidence:
    """A decision, and the words that spoke for it."""

    wrong: bool
    words: str


@dataclass(frozen=True)
class Table:
    """The weights of a sense."""

    weights: Mapping[tuple[str, str], float]
    """By scope and stem; the scope may be `any` or `beside`."""
    shares: Mapping[str, float]
    """How much of the weight in any scope counts in one."""
    caps: Mapping[str, float]
    """How much a scope may say at most."""
    threshold: float

    def weight(self, scope: str, word: str) -> float:
        """How strongly a word in a scope speaks for the wrong sense."""
        shared = self.weights.get(("any", word), 0.0)
        if scope in BESIDE:
            shared += self.weights.get(("beside", word), 0.0)
        return self.shares[scope] * shared + self.weights.get((scope, word), 0.0)

    def score(self, found: Iterable[tuple[str, str]]) -> float:
        """How strongly all features together speak for the wrong sense."""
        sums = dict.fromkeys(SCOPES, 0.0)
        for scope, word in found:
            sums[scope] += self.weight(scope, word)
        return sum(self.caps[scope] * tanh(total / self.caps[scope]) for scope, total in sums.items())


@cache
def table(sense: str) -> Table:
    """The table of a sense."""
    return read_table((TABLES / f"{sense}.txt").read_text(encoding="utf-8"))


def read_table(text: str) -> Table:
    """A table from its lines; those that begin with `#` are remarks."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    values = {(scope, word): float(weight) for scope, word, weight in rows}
    weights = {key: weight for key, weight in values.items() if key[0] in (*SCOPES, "any", "beside")}
    shares = {scope: values["share", scope] for scope in SCOPES}
    caps = {scope: values["cap", scope] for scope in SCOPES}
    return Table(weights, shares, caps, values["report", "from"])


def weigh(sense: str, context: Context, start: int, end: int) -> Evidence:
    """Decide by the weights of a sense."""
    known = table(sense)
    found = features(sense, context, start, end, only_known=True)
    if known.score(found) < known.threshold:
        return Evidence(wrong=False, words="")
    return Evidence(wrong=True, words=explained(known, found, OTHER[sense]))


def features(sense: str, context: Context, start: int, end: int, *, only_known: bool = False) -> Features:
    """All that stands around a term; of section and titles only the words of the table, where those alone matter."""
    text, (low, high) = context.text, context.sentence(start)
    low, high = max(low, start - AROUND), min(high, end + AROUND)
    far = sense if only_known else ""
    found: Features = {}
    seen = set(TERMS[sense])
    around = {**stems(text[low:start]), **stems(text[end:high])}
    around = {word: written for word, written in around.items() if word not in seen}
    scopes = (
        *beside(text, low, start, end, high),
        ("list" if listed(text[low:start], text[end:high]) else "sentence", around),
        *(
            ("section" if around else "list", stems_in("section" if around else "list", far, text))
            for text in (text, context.section)
        ),
    )
    for scope, words in scopes:
        found.update({(scope, word): written for word, written in words.items() if word not in seen})
        seen.update(words)
    found.update(
        {("title", word): written for word, written in stems_in("title", far, context.titles).items()}
    )
    for word, written in {
        **again(sense, context.section or text, far),
        **again(sense, context.titles, far),
    }.items():
        if not {("before", word), ("place", word), ("after", word), ("near", word)} & found.keys():
            found["again", word] = written
    return {key: written for key, written in found.items() if key[1] not in TERMS[sense]}


def listed(left: str, right: str) -> bool:
    """Whether the words between left and right are a short item of a list."""
    before, after = ITEMS.split(left), ITEMS.split(right)
    own = [word for word in (*before[-1].split(), *after[0].split()) if word not in ("and", "or")]
    return len(before) + len(after) > LIST_OF and len(own) < ITEM_OF


def beside(text: str, low: int, start: int, end: int, high: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The words next to a term, by scope, from the nearest on."""
    left, right = BREAK.split(text[low:start])[-1], BREAK.split(text[end:high])[0]
    phrase_left, phrase_right = PHRASE.split(left)[-1], PHRASE.split(right)[0]
    yield "before", named(list(WORD.finditer(phrase_left))[-1:])
    place = PLACE.match(phrase_right)
    if place:
        yield "place", named(content(WORD.finditer(phrase_right, place.end()))[:4])
    else:
        yield "after", named(list(WORD.finditer(phrase_right))[:1])
    for scope, before, after in (("near", phrase_left, phrase_right), ("item", left, right)):
        yield (
            scope,
            named([*content(WORD.finditer(before))[-NEAR:], *content(WORD.finditer(after))[:NEAR]]),
        )


def named(words: Iterable[re.Match[str]]) -> dict[str, str]:
    """The stems of some words, with the words."""
    return {stemmed(word[0]): word[0] for word in words}


def content(words: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Words that mean something by themselves."""
    return [word for word in words if word[0].lower().replace("’", "'") not in STOP_WORDS["en"]]


def stemmed(word: str) -> str:
    """A word without its ending."""
    return stem(word.lower().replace("’", "'"), "en")


@lru_cache(maxsize=256)
def stems(text: str) -> Mapping[str, str]:
    """The stems of a text, with the first word of each."""
    found: dict[str, str] = {}
    for word in content(WORD.finditer(text)):
        found.setdefault(stemmed(word[0]), word[0])
    return found


@lru_cache(maxsize=256)
def stems_in(scope: str, sense: str, text: str) -> Mapping[str, str]:
    """The stems of a text; where a sense is named, those alone that weigh something in the scope."""
    return told_of(scope, sense, stems(text))


def told_of(scope: str, sense: str, words: Mapping[str, str]) -> Mapping[str, str]:
    """The words that weigh something in a scope; all of them, where no sense is named."""
    return {w: written for w, written in words.items() if not sense or table(sense).weight(scope, w)}


@lru_cache(maxsize=256)
def again(sense: str, text: str, known: str = "") -> Mapping[str, str]:
    """The words next to a term wherever it stands in a text; where a sense is `known`, those alone that weigh something."""
    found: dict[str, str] = {}
    for word in WORD.finditer(text):
        if stemmed(word[0]) in TERMS[sense]:
            low, high = max(word.start() - 60, 0), min(word.end() + 60, len(text))
            for scope, words in beside(text, low, *word.span(), high):
                if scope in ("before", "after", "place"):
                    found.update(words)
    return told_of("again", known, found)


def explained(known: Table, found: Features, other: str) -> str:
    """The words that spoke most for the wrong sense and where they stand; then what spoke against it, or that nothing did."""
    ranked = sorted(found, key=lambda key: -known.weight(*key))
    told: dict[str, list[str]] = {}
    for key in [key for key in ranked if known.weight(*key) > 0][:TOLD]:
        words = told.setdefault(WHERE[key[0]], [])
        if found[key].lower() not in words:
            words.append(found[key].lower())
    spoke = ", ".join(f"{enumerated(words)} {where}" for where, words in told.items())
    if not ranked or known.weight(*ranked[-1]) > SPEAKS_AGAINST:
        return f"{spoke}; nothing of {other} in the section"
    return f"{spoke}; that outweighs {found[ranked[-1]].lower()} {WHERE[ranked[-1][0]]}"


def enumerated(words: list[str]) -> str:
    """Words as a person lists them: calf, stretch and muscle."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

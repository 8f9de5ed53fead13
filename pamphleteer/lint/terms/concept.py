"""What a termbase holds: `Concept`s with the words for them, and the decision whether a word is wrong where it stands.

A word is reported when it is found, when `only_when` (if given) is met, and when nothing of `right_when` is met.
Where a concept names a `sense`, the words around decide by weight (see `sense`).

A word may stand thousands of times in one sentence or section, so what surrounds it is searched once and kept (`Context.known`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pamphleteer.lint.prose import sentences
from pamphleteer.lint.terms.sense import Evidence, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Scope = Literal["sentence", "paragraph", "section", "title"]
SCOPES: tuple[Scope, ...] = ("sentence", "paragraph", "section", "title")
NAMES = {
    "sentence": "in this sentence",
    "paragraph": "in this paragraph",
    "section": "in this section",
    "title": "in a title above",
}
Stretch = tuple[str, int, int]
"""A text, and where in it to begin and to end."""
QUOTED = re.compile(r"[“\"‘']$")


@dataclass(frozen=True)
class Context:
    """Where a word stands: its paragraph, and what its section and the titles above speak of."""

    text: str
    """The paragraph, list item or heading itself."""
    section: str = ""
    """All that stands under the same headings, this paragraph included."""
    titles: str = ""
    """The headings above, the title of the page and that of the book."""
    known: dict[tuple[int, str, int], Any] = field(default_factory=dict, compare=False, repr=False)
    """What was looked for in a text, from a place on, and found: paragraphs of a page share it."""

    @cached_property
    def bounds(self) -> list[tuple[int, int]]:
        """Start and end of each sentence."""
        return list(sentences(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around a character."""
        number = bisect_right(self.bounds, at, key=lambda bounds: bounds[0]) - 1
        start, end = self.bounds[number] if number >= 0 else (0, 0)
        return (start, end) if start <= at < end else (0, len(self.text))

    def scope(self, name: Scope, at: int) -> tuple[Stretch, ...]:
        """The stretches of text that are a scope around a character."""
        if name == "sentence":
            return ((self.text, *self.sentence(at)),)
        texts = {"paragraph": (self.text,), "section": (self.section, self.text), "title": (self.titles,)}[
            name
        ]
        return tuple((text, 0, len(text)) for text in texts)

    def first(self, word: re.Pattern[str], stretch: Stretch) -> str:
        """What a word finds in a stretch of text; empty when it finds nothing."""
        text, start, end = stretch
        key = (id(word), text, start)
        if key not in self.known:
            match = word.search(text, start, end)
            self.known[key] = match[0] if match else ""
        return str(self.known[key])


@dataclass(frozen=True)
class Signs:
    """Words that tell, in one scope, how another word is meant."""

    scope: Scope
    words: tuple[re.Pattern[str], ...]

    def found(self, context: Context, at: int) -> str:
        """The first of the words in the scope; empty when there is none."""
        stretches = context.scope(self.scope, at)
        found = (context.first(word, stretch) for word in self.words for stretch in stretches)
        return next(filter(None, found), "")


@dataclass(frozen=True)
class Avoided:
    """A word, or pattern of words, that is not to be used for a concept."""

    word: str
    pattern: re.Pattern[str]
    keys: frozenset[str]
    """Small-letter strings of which a text that holds the word holds one."""
    write: str = ""
    """What to write instead, where that is not the preferred word itself."""
    means: str = ""
    """What a reader takes it for."""
    reason: str = ""
    only_when: tuple[Signs, ...] = ()
    right_when: tuple[Signs, ...] = ()


@dataclass(frozen=True)
class Target:
    """The words for a concept in another language."""

    say: tuple[str, ...]
    """The preferred word first."""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A sentence that shows a wrong or a right use, with its place in the file."""

    sentence: str
    wrong: bool
    line: int
    column: int
    title: str = ""
    """What it stands under, for an example that needs it: written before the sentence, as `# Title | Sentence`."""

    @property
    def context(self) -> Context:
        """The example as a paragraph by itself."""
        return Context(self.sentence, self.sentence, self.title)


@dataclass(frozen=True)
class Fault:
    """A word to avoid, where it stands in a paragraph."""

    start: int
    end: int
    avoided: Avoided
    because: str = ""
    """The words around that decided, in words."""


@dataclass(frozen=True)
class Concept:
    """One thing that a book speaks of, and the words for it."""

    preferred: str
    avoid: tuple[Avoided, ...] = ()
    synonyms: tuple[str, ...] = ()
    """Words for the same thing that are right, but not beside the preferred one in one book."""
    definition: str = ""
    only_when: tuple[Signs, ...] = ()
    right_when: tuple[Signs, ...] = ()
    sense: str = ""
    """The table of weights that decides; see `sense`."""
    translations: Mapping[str, Target] = field(default_factory=dict)
    """By language code."""
    language: str = "en"
    examples: tuple[Example, ...] = field(default=(), repr=False)
    forms: re.Pattern[str] | None = field(default=None, repr=False)
    """Finds the preferred word."""
    other_forms: tuple[tuple[str, re.Pattern[str]], ...] = field(default=(), repr=False)
    """Each synonym with what finds it."""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Small-letter strings of which a text with a word to avoid holds one."""
        return tuple(sorted({key for avoided in self.avoid for key in avoided.keys}))

    def may_stand_in(self, text: str) -> bool:
        """Whether a text in small letters may hold a word to avoid: a quick look before a careful one."""
        return any(key in text for key in self.keys)

    def faults(self, context: Context) -> Iterator[Fault]:
        """Each word to avoid that is wrong where it stands."""
        small = context.text.lower()
        for avoided in self.avoid:
            if not any(key in small for key in avoided.keys):
                continue
            for match in avoided.pattern.finditer(context.text):
                evidence = self.judged(avoided, context, *match.span())
                if evidence.wrong:
                    yield Fault(*match.span(), avoided, evidence.words)

    def judged(self, avoided: Avoided, context: Context, start: int, end: int) -> Evidence:
        """Whether a word is wrong where it stands, and by which words around that shows."""
        if mentioned(context.text, start) or self.contrasted(context, start, end):
            return Evidence(wrong=False, words="")
        if any(signs.found(context, start) for signs in (*self.right_when, *avoided.right_when)):
            return Evidence(wrong=False, words="")
        needed = (*self.only_when, *avoided.only_when)
        seen = [(word, signs.scope) for signs in needed if (word := signs.found(context, start))]
        if needed and not seen:
            return Evidence(wrong=False, words="")
        if self.sense:
            return weigh(self.sense, context, start, end)
        return Evidence(wrong=True, words="; ".join(f"{word} {NAMES[scope]}" for word, scope in seen))

    def contrasted(self, context: Context, start: int, end: int) -> bool:
        """Whether the sentence sets the preferred word against this one: “a cramp is not a seizure”."""
        if self.forms is None:
            return False
        first, last = context.sentence(start)
        key = (id(self), context.text, first)
        if key not in context.known:
            context.known[key] = contrast_in(context.text, first, last, self.forms)
        contrast: Contrast | None = context.known[key]
        return contrast is not None and contrast.about(context.text, start, end)


@dataclass(frozen=True)
class Contrast:
    """A sentence that holds the preferred word, and may set it against others."""

    start: int
    """Of the sentence."""
    last: int
    """Where the preferred word stands last."""
    against: int
    """Where the first word of contrast behind the first preferred word ends."""
    against_last: int
    """Where the last word of contrast before the last preferred word begins."""
    unlike: int
    """Where the first preferred word stands that “unlike” comes before."""

    def about(self, text: str, start: int, end: int) -> bool:
        """Whether a word of the sentence is set against the preferred one."""
        if self.against <= start or self.against_last >= end or self.unlike < start:
            return True
        return self.last > start and is_unlike(text, self.start, start)


def contrast_in(text: str, start: int, end: int, forms: re.Pattern[str]) -> Contrast | None:
    """How a sentence sets the preferred word against others; None where it does not hold the word."""
    places = [match.span() for match in forms.finditer(text, start, end)]
    if not places:
        return None
    (_first, behind), (last, _end) = places[0], places[-1]
    against = CONTRAST.search(text, behind, end)
    before = [match.start() for match in CONTRAST.finditer(text, start, last)]
    unlike = (low for low, _high in places if is_unlike(text, start, low))
    return Contrast(
        start, last, against.end() if against else end + 1, before[-1] if before else -1, next(unlike, end)
    )


def is_unlike(text: str, first: int, at: int) -> bool:
    """Whether “unlike” comes before a character of the sentence that begins at `first`."""
    return bool(UNLIKE.search(text, max(first, at - LONGEST_UNLIKE), at))


LONGEST_UNLIKE = 100
"""Letters of “unlike” and two words."""
UNLIKE = re.compile(r"\b(?:unlike|contrary to) (?:\w+ ){0,2}$", re.IGNORECASE)
CONTRAST = re.compile(
    r"\b(?:not|never|unlike|instead of|rather than|as opposed to|differs? from|different from|confused? (?:with|for)|"
    r"mistaken? for|n[’']t|versus|vs\.?|no)\b",
    re.IGNORECASE,
)


def mentioned(text: str, start: int) -> bool:
    """Whether a word stands in quotation marks: it is spoken of, not used."""
    return bool(QUOTED.search(text, max(start - 2, 0), start)) and (
        start < 2 or not text[start - 2].isalnum()
    )


@dataclass(frozen=True)
class Termbase:
    """The concepts and word classes of one or more files."""

    concepts: tuple[Concept, ...] = ()
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def over(self, below: Termbase) -> Termbase:
        """These concepts, then those of another termbase that have no namesake here."""
        own = {concept.preferred.lower() for concept in self.concepts}
        rest = (concept for concept in below.concepts if concept.preferred.lower() not in own)
        return Termbase((*self.concepts, *rest), {**below.classes, **self.classes})


def titles_of(headings: Iterable[str], *more: str) -> str:
    """Titles as one text, a line each."""
    return "\n".join(title for title in (*headings, *more) if title)

"""Copies, sentence by sentence → the words that one of them changes again and again: “cramps” here, “seizures” there.

No list of terms is needed. In each pair of sentences the words that both have are struck out; what is left on one side is
held against what is left on the other. Two words belong together when they are left over in the same pairs far more often
than chance would have it (Dice's coefficient), and stand in like places of their sentences.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pamphleteer.lint.copies.stems import STOP_WORDS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
OFTEN = 2
"""Pairs of sentences in which a change must be seen to be one of the text and not of a sentence."""
TOGETHER = 0.35
"""Dice's coefficient from which two left-over words are one word and its change."""
NEAR = 0.34
"""How far apart, as a share of the sentence, the two may stand."""


@dataclass
class Change:
    """A word of the original, and what the copy says for it."""

    original: str
    copy: str
    times: int
    kept: int
    """Sentences in which the copy keeps the word of the original."""
    pairs: list[int] = field(default_factory=list)
    """Numbers of the pairs of sentences that show it."""

    @property
    def worse(self) -> tuple[int, int, str, str]:
        """What is listed first: changed often, and hardly ever kept."""
        return (-self.times, self.kept, self.original, self.copy)


@dataclass(frozen=True)
class Word:
    """A content word of a sentence."""

    text: str
    stem: str
    place: float
    """Where it stands: 0 at the start, 1 at the end."""


def drift(pairs: Sequence[tuple[str, str]], language: str = "en") -> list[Change]:
    """The systematic changes between (original, copy) sentences, worst first."""
    left_over: dict[tuple[str, str], list[int]] = defaultdict(list)
    left, right, kept = Counter[str](), Counter[str](), Counter[str]()
    shown: dict[str, Counter[str]] = defaultdict(Counter)
    for number, (original, copy) in enumerate(pairs):
        one, other = words(original, language), words(copy, language)
        for word in (*one, *other):
            shown[word.stem][word.text] += 1
        stems = {word.stem for word in one}, {word.stem for word in other}
        kept.update(stems[0] & stems[1])
        gone = unique(word for word in one if word.stem not in stems[1])
        new = unique(word for word in other if word.stem not in stems[0])
        left.update(gone.keys())
        right.update(new.keys())
        for a, b in ((a, b) for a in gone for b in new if abs(gone[a] - new[b]) <= NEAR):
            left_over[a, b].append(number)
    found = [
        Change(commonest(shown[a]), commonest(shown[b]), len(numbers), kept[a], numbers)
        for (a, b), numbers in left_over.items()
        if len(numbers) >= OFTEN and 2 * len(numbers) / (left[a] + right[b]) >= TOGETHER
    ]
    return sorted(best(found), key=lambda change: change.worse)


def words(text: str, language: str) -> list[Word]:
    """The content words of a sentence."""
    found = [match[0].lower().replace("’", "'") for match in WORD.finditer(text)]
    stop = STOP_WORDS.get(language, frozenset())
    last = max(len(found) - 1, 1)
    return [Word(word, stem(word, language), n / last) for n, word in enumerate(found) if word not in stop]


def unique(some: Iterable[Word]) -> dict[str, float]:
    """Each stem with the place where it stands first."""
    found: dict[str, float] = {}
    for word in some:
        found.setdefault(word.stem, word.place)
    return found


def commonest(forms: Counter[str]) -> str:
    """The form in which a word is written most often."""
    return min(forms, key=lambda form: (-forms[form], form))


def best(changes: list[Change]) -> list[Change]:
    """The changes without those that a stronger one of the same word explains."""
    taken: list[Change] = []
    for change in sorted(changes, key=lambda c: (-c.times, c.kept)):
        rivals = [c for c in taken if change.original == c.original or change.copy == c.copy]
        if all(len(set(change.pairs) & set(rival.pairs)) * 2 <= change.times for rival in rivals):
            taken.append(change)
    return taken

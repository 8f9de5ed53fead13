"""Numbers → a made-up book in which copies are planted, and what it costs to find them.

    python -m bench.made_up book SECTIONS
    python -m bench.made_up versions FILE
    python -m bench.made_up changed CHAPTERS

prints one line of JSON. `bench.copies` runs each in a process of its own, so that its memory can be told.

What makes copies hard to tell in real books is made up too: few words are common and most are rare; a subject has words
and phrases of its own and is treated in many sections; formulas recur all over the book.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, combinations
from pathlib import Path

from pamphleteer.lint.copies.corpus import BACKGROUND
from pamphleteer.lint.copies.find import find_copies
from pamphleteer.lint.copies.judge import Copy
from pamphleteer.lint.copies.memory import Memory
from pamphleteer.lint.copies.stems import STOP
from pamphleteer.lint.copies.texts import Text, text_of
from pamphleteer.lint.page import Block
from pamphleteer.lint.prose import sentences

VOCABULARY = 20_000
SUBJECT_WORDS, SUBJECT_PHRASES = 60, 25
SECTIONS = 25
"""Sections on one subject."""
CHAPTER = 22
"""Sections of a chapter, some 3,000 words."""
IDIOMS, FORMULAS = 3000, 200
SENTENCES = 9
"""Sentences of a section, some 133 words."""
PLANTED = 0.01
"""Share of the sections that are copies of others."""
KINDS = ("exact", "near", "reworded")
SHORT = 45
"""Words of half a section that is worth looking for."""

Sentence = list[str]
Section = list[Sentence]
Planted = tuple[str, int, int]
"""The kind of a copy, and two sections, numbered through, of which the second was made from the first."""


@cache
def vocabulary() -> tuple[Sequence[str], Sequence[float]]:
    """Words, the commonest first, and running sums of how often they are used (Zipf's law)."""
    known = [line.split("\t")[0] for line in BACKGROUND.read_text("utf-8").splitlines() if line[0] != "#"]
    dice = random.Random(0)  # noqa: S311 - made-up prose, no secret
    words = dict.fromkeys(known)
    while len(words) < VOCABULARY:
        syllables = (dice.choice("bdfglmnprstv") + dice.choice("aeiou") for _n in range(dice.randint(3, 4)))
        words["".join(syllables) + "n"] = None
    return tuple(words), tuple(accumulate(1 / (rank + 10) for rank in range(len(words))))


class Author:
    """Writes sections, the same for the same seed."""

    def __init__(self, subjects: int, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - made-up prose, no secret
        self.words, self.sums = vocabulary()
        stop = STOP["en"].split()
        self.little = stop, tuple(accumulate(1 / (rank + 2) for rank in range(len(stop))))
        self.idioms = [self.general(self.dice.randint(2, 3)) for _n in range(IDIOMS)]
        self.formulas = [self.mixed(self.general(self.dice.randint(6, 10))) for _n in range(FORMULAS)]
        self.subjects = [self.subject() for _n in range(subjects)]

    def general(self, number: int) -> Sentence:
        """Words that any section may use."""
        return self.dice.choices(self.words, cum_weights=self.sums, k=number)

    def subject(self) -> tuple[Sentence, list[Sentence]]:
        """Words and phrases of a subject."""
        words = self.dice.sample(self.words[200:], SUBJECT_WORDS)
        phrases = [self.dice.sample(words[:30], self.dice.randint(2, 3)) for _n in range(SUBJECT_PHRASES)]
        return words, phrases

    def mixed(self, words: Sentence) -> Sentence:
        """Content words with the little words of the language between them."""
        found: Sentence = []
        little = self.dice.choices(self.little[0], cum_weights=self.little[1], k=len(words))
        for word, stop in zip(words, little, strict=True):
            found += (stop, word) if self.dice.random() < 0.8 else (word,)
        return found

    def section(self, subject: int) -> Section:
        """A section on a subject; four words are its own, and it says them again and again."""
        own = self.dice.sample(self.words[500:], 4)
        return [self.sentence(subject, own) for _n in range(SENTENCES)]

    def sentence(self, subject: int, own: Sentence) -> Sentence:
        """A sentence of some 15 words, or a formula with a word of the subject in it."""
        words, phrases = self.subjects[subject]
        if self.dice.random() < 0.08:
            formula = self.formulas[int(FORMULAS * self.dice.random() ** 2)]
            return [*formula[:3], self.dice.choice(words), *formula[3:]]
        found: Sentence = []
        while len(found) < self.dice.randint(6, 11):
            chance = self.dice.random()
            if chance < 0.06:
                found += self.dice.choice(phrases)
            elif chance < 0.12:
                found += self.dice.choice(self.idioms)
            elif chance < 0.35:
                found.append(words[int(len(words) * self.dice.random() ** 2)])
            else:
                found += self.general(1) if chance < 0.92 else [self.dice.choice(own)]
        return self.mixed(found)

    def changed(self, section: Section, kind: str) -> Section:
        """A copy of a section: every tenth word dropped or added, or every fourth another and many in another order."""
        if kind == "exact":
            return section
        return [self.near(s) if kind == "near" else self.reworded(s) for s in section]

    def near(self, sentence: Sentence) -> Sentence:
        """A sentence of which every tenth word was dropped, or another was put before it."""
        found: Sentence = []
        for word in sentence:
            chance = self.dice.random()
            found += () if chance < 0.05 else (*self.general(1), word) if chance < 0.1 else (word,)
        return found

    def reworded(self, sentence: Sentence) -> Sentence:
        """A sentence in which every fourth word is another and every sixth has changed places with the next."""
        found = [word if self.dice.random() > 0.25 else self.general(1)[0] for word in sentence]
        for n in range(len(found) - 1):
            if self.dice.random() < 0.16:
                found[n], found[n + 1] = found[n + 1], found[n]
        return found


def book(sections: int, seed: int = 1) -> tuple[list[Section], list[Planted]]:
    """The sections of a book, and which of them are copies."""
    subjects = max(sections // SECTIONS, 1)
    author = Author(subjects, seed)
    dice = author.dice
    found = [
        author.section(n // SECTIONS % subjects if dice.random() < 0.7 else dice.randrange(subjects))
        for n in range(sections)
    ]
    chosen = dice.sample(range(sections), 2 * max(int(sections * PLANTED), 3))
    planted = []
    for n, pair in enumerate(zip(chosen[::2], chosen[1::2], strict=True)):
        original, copy = sorted(pair)
        kind = KINDS[n % len(KINDS)]
        found[copy] = author.changed(found[original], kind)
        planted.append((kind, original, copy))
    return found, planted


def chapters(sections: Sequence[Section]) -> Iterator[Text]:
    """The texts of the chapters."""
    for begin in range(0, len(sections), CHAPTER):
        path = f"chapter-{begin // CHAPTER:04}.md"
        parts = sections[begin : begin + CHAPTER]
        yield text_of(path, [(n, paragraph(said(part), path, f"{path} {n}")) for n, part in enumerate(parts)])


def paragraph(text: str, path: str, title: str) -> Block:
    """A paragraph below its own heading."""
    return Block("paragraph", text, path, 1, (title,))


def said(section: Section) -> str:
    """A section as one reads it."""
    return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in section)


def parts_of(paragraphs: Sequence[str]) -> list[str]:
    """The sentences of some paragraphs."""
    return [text[low:high] for text in paragraphs for low, high in sentences(text)]


def half_of(paragraphs: Sequence[str], dice: random.Random) -> list[str]:
    """The first or the second half of a section; nothing where it is too short to tell."""
    parts = parts_of(paragraphs)
    middle = len(parts) // 2
    half = parts[:middle] if dice.random() < 0.5 else parts[middle:]
    return half if len(" ".join(half).split()) >= SHORT else []


def inserted(host: Sequence[str], half: Sequence[str], dice: random.Random) -> list[str]:
    """A section with sentences of another one somewhere in it."""
    parts = parts_of(host)
    at = dice.randrange(len(parts) + 1)
    return [" ".join([*parts[:at], *half, *parts[at:]])]


def cost_of_book(sections: int) -> dict[str, object]:
    """Time, memory, and how many of the planted copies are found."""
    written, planted = book(sections)
    texts = list(chapters(written))
    del written
    began = time.process_time()
    corpus, copies = find_copies(texts)
    spent = time.process_time() - began
    places = {(original, copy): kind for kind, original, copy in planted}
    found = Counter(dict.fromkeys(KINDS, 0))
    section = corpus.section.tolist()
    pairs = {sections_of(copy, section) for copy in copies}
    found.update(places[pair] for pair in pairs if pair in places)
    wanted = Counter(places.values())
    recall = {kind: f"{found[kind]}/{wanted[kind]}" for kind in KINDS}
    words = int(corpus.words.sum())
    return {
        "sections": sections,
        "words": words,
        "CPU s": spent,
        **recall,
        "other pairs": len(pairs - places.keys()),
    }


def sections_of(copy: Copy, section: Sequence[int]) -> tuple[int, int]:
    """The sections in the middle of both sides of a copy."""
    one, other = ((place.low + place.high - 1) // 2 for place in (copy.left, copy.right))
    return section[one], section[other]


def cost_of_versions(path: Path) -> dict[str, object]:
    """Time and memory for all versions of all passages, and how many pairs of versions are found."""
    texts: list[Text] = []
    by_passage: list[range] = []
    for number, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        by_passage.append(range(len(texts), len(texts) + len(entry["versions"])))
        for name, text in entry["versions"].items():
            texts.append(text_of(f"{number} {name}", [(0, paragraph(text, str(number), entry["part"]))]))
    began = time.process_time()
    corpus, copies = find_copies(texts)
    spent = time.process_time() - began
    pairs = {(copy.left.text, copy.right.text) for copy in copies}
    wanted = {pair for group in by_passage for pair in combinations(group, 2)}
    return {
        "texts": len(texts), "words": int(corpus.words.sum()), "CPU s": spent, "pairs of versions": len(wanted),
        "found": len(pairs & wanted), "other pairs": len(pairs - wanted),
    }  # fmt: skip


def cost_of_change(number: int) -> dict[str, object]:
    """Time of the first run, and of the next after one word of one chapter has been changed."""
    sections, _planted = book(number * CHAPTER)
    texts = list(chapters(sections))
    changed = sections[number // 2 * CHAPTER]
    sections[number // 2 * CHAPTER] = [["another", *changed[0]], *changed[1:]]
    after = list(chapters(sections))
    with tempfile.TemporaryDirectory() as folder:
        first, found = run(Path(folder), texts)
        again, found_again = run(Path(folder), after)
        kept = sum(path.stat().st_size for path in Path(folder).iterdir())
    full = find_copies(after)[1]
    same = [(c.left, c.right) for c in found_again] == [(c.left, c.right) for c in full]
    words = sum(int(text.words.sum()) for text in after)
    return {
        "chapters": number, "words": words, "first run, CPU s": first, "one changed, CPU s": again, "copies": len(found), "bytes kept": kept,
        "same as anew": same,
    }  # fmt: skip


def run(folder: Path, texts: Sequence[Text]) -> tuple[float, list[Copy]]:
    """The CPU time of one run with what was kept of the last one, and the copies."""
    began = time.process_time()
    memory = Memory(folder, "bench")
    _corpus, copies = memory.find(texts)
    memory.write()
    return time.process_time() - began, copies


def main() -> int:
    """Print one measurement as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["book", "versions", "changed"])
    parser.add_argument("of", help="sections, a file, or chapters")
    args = parser.parse_args()
    if args.what == "versions":
        measured = cost_of_versions(Path(args.of))
    else:
        measured = (cost_of_book if args.what == "book" else cost_of_change)(int(args.of))
    measured["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(measured))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

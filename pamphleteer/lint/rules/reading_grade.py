"""A section needs more years of school than many readers have.

The grade is that of Flesch and Kincaid (US Navy, 1975): 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
Each heading and list item ends a sentence. Words that the page explains do not count as long.
The grade compares versions of one text; it does not measure whether a text is understood.
`reading-grade` in the settings says from which grade on a section is reported; sections under 60 words are too short to tell.
Knows English.

## Wrong

```md
## Rehabilitation

Rehabilitation is individualised according to the severity of the injury and the requirements of the athlete. Practitioners systematically monitor symptomatic deterioration following every intervention. Contraindications to manipulation include coagulopathies and cardiovascular comorbidities. Medication potentially compromises musculoskeletal regeneration. Multidisciplinary consultation is recommended whenever radiological investigation demonstrates discontinuity. Postoperative immobilisation frequently precipitates considerable deconditioning. Physiotherapeutic supervision ameliorates functional outcomes, particularly regarding professional athletes. Neuromuscular progression necessitates eccentric strengthening, notwithstanding methodological heterogeneity.
                                                                                                                                                                                                                                                                                                                                                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ simplify “Rehabilitation”: it reads at grade 31 (Flesch-Kincaid), and this is its hardest sentence
```

## Right

```md
## Rest

Rest the leg for a day or two. Use a cold pack if it helps. Wrap it in a cloth first. Take it off after 20 minutes.
Walk as soon as you can do it with little pain. Do not run yet. Do not stretch hard. Do not rub it. Call your doctor
if it hurts more each day. Call at once if you cannot walk at all. Most people are well again in a few weeks.
```
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Block, Match, Page, Severity
from pamphleteer.lint.prose import sentences, speaks, syllables, words

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"

FEWEST_WORDS = 60


def check(page: Page) -> Iterator[Match]:
    """Find sections above the grade of the settings, and in each the hardest sentence."""
    explained = {
        word.lower()
        for block in page.blocks
        for mark in block.marks
        if mark.kind == "explained"
        for word in words(block.text[mark.start : mark.end])
    }
    prose = [b for b in page.prose if b.kind in ("paragraph", "item")]
    for section, group in groupby(prose, key=lambda block: block.section):
        parts = [
            (block, start, end, measure(block.text[start:end], explained))
            for block in group
            if speaks(block, "en")
            for start, end in sentences(block.text)
        ]
        total = [sum(numbers) for numbers in zip(*(part[3] for part in parts), strict=True)] or [0, 0]
        if total[0] < FEWEST_WORDS:
            continue
        found = grade(total[0], len(parts), total[1])
        if found > page.settings.reading_grade:
            yield hardest(parts, section, found)


def measure(sentence: str, explained: set[str]) -> tuple[int, int]:
    """Words and syllables of a sentence; an explained word counts as one syllable."""
    found = words(sentence)
    return len(found), sum(1 if word.lower() in explained else syllables(word) for word in found)


def grade(word_count: int, sentence_count: int, syllable_count: int) -> float:
    """The grade of Flesch and Kincaid."""
    return 0.39 * word_count / max(sentence_count, 1) + 11.8 * syllable_count / max(word_count, 1) - 15.59


def hardest(
    parts: list[tuple[Block, int, int, tuple[int, int]]], section: tuple[str, ...], found: float
) -> Match:
    """A finding on the sentence with the highest grade."""
    block, start, end, _measure = max(parts, key=lambda part: grade(part[3][0], 1, part[3][1]))
    name = f"“{section[-1]}”" if section else "this page"
    said = (
        f"simplify {name}: it reads at grade {found:.0f} (Flesch-Kincaid), and this is its hardest sentence"
    )
    return Match(block, start, end, said)

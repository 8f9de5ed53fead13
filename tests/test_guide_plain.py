"""The guide against PEMAT-P (AHRQ) and the CDC Clear Communication Index, point by point, where a program can tell.

Both ask for judgement too: that is for a person, and told in the notes of each release.
"""

from __future__ import annotations

import re

import pytest
from test_guide import CHAPTERS, front_matter, page, text

from pamphleteer.lint.prose import sentences, words

LONGEST_SECTION = 260
"""Words below one heading (PEMAT-P 8: information in short chunks)."""


def prose(name: str) -> str:
    """The running text of a chapter."""
    return " ".join(block.text for block in page(name).prose if block.kind in ("paragraph", "item", "cell"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_purpose_is_evident(name: str) -> None:
    """PEMAT-P 1, CCI 1 and 2: one main message, at the top, set off from the rest."""
    message = re.sub(r"[*\s]+", " ", str(front_matter(name)["main_message"])).strip()
    top = re.sub(r"[*_\s]+", " ", text(name).split("\n## ", 1)[0])
    bold = re.findall(r"\*\*(.+?)\*\*", text(name).split("\n## ", 1)[0], re.DOTALL)
    assert len(bold) == 1
    first = set(words(message.lower())) - {
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "is",
        "it",
        "you",
        "are",
        "that",
    }
    assert len(first & set(words(top.lower()))) >= len(first) / 2


@pytest.mark.parametrize("name", CHAPTERS)
def test_reader_is_spoken_to(name: str) -> None:
    """PEMAT-P 21: the reader is addressed when action is asked for."""
    said = words(prose(name).lower())
    assert sum(1 for word in said if word in ("you", "your", "yourself")) * 60 >= len(said)


@pytest.mark.parametrize("name", CHAPTERS)
def test_sections_are_short_and_have_telling_heads(name: str) -> None:
    """PEMAT-P 8 and 9: chunks, each with a heading of its own."""
    sizes: dict[tuple[str, ...], int] = {}
    heads = []
    for block in page(name).prose:
        if block.kind == "heading":
            heads.append((block.section, block.text))
        elif block.kind in ("paragraph", "item"):
            sizes[block.section] = sizes.get(block.section, 0) + len(words(block.text))
    assert max(sizes.values()) <= LONGEST_SECTION
    assert len(heads) == len(set(heads))
    assert len(heads) >= 4


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_sums_up_and_says_what_to_do(name: str) -> None:
    """PEMAT-P 11 and 20, CCI 5: a summary, and at least one action, with a way to it."""
    assert "\n## In short\n" in text(name)
    last = text(name).rsplit("\n## What to do next\n", 1)[1]
    assert re.findall(r"\]\([a-z-]+\.md", last)


@pytest.mark.parametrize("name", CHAPTERS)
def test_numbers_are_clear(name: str) -> None:
    """PEMAT-P 7, CCI 17: no sums for the reader to do; parts of people are counted, not given as decimals."""
    assert not re.findall(r"\d+\.\d+ ?(?:%|percent)", prose(name))
    assert not re.findall(r"\b(?:odds|hazard|relative risk|confidence interval|p ?[<=] ?0)", prose(name))


@pytest.mark.parametrize("name", CHAPTERS)
def test_sentences_are_short(name: str) -> None:
    """PEMAT-P 3: everyday sentences; none over 25 words, half of them at most 12."""
    lengths = sorted(
        len(words(block.text[a:b]))
        for block in page(name).prose
        if block.kind == "paragraph"
        for a, b in sentences(block.text)
    )
    assert lengths[-1] <= 25
    assert lengths[len(lengths) // 2] <= 12


def test_what_is_not_known_is_said() -> None:
    """CCI 11: most chapters have a passage on what is not known."""
    open_questions = [name for name in CHAPTERS if "do not know" in text(name) or "not known" in text(name)]
    assert len(open_questions) >= 0.8 * len(CHAPTERS)

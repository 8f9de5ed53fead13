"""The terms file: its words are found in every form, its faults are named with line and column."""

from __future__ import annotations

import pytest
from lint_pages import findings

from pamphleteer.lint.terms import inflected, read_terms

GOOD = """\
- preferred: ice
  avoid:
    - word: freeze
      means: to turn to ice
      reason: frozen skin is hurt
  right_when: [freezer]
  wrong: [Freeze the ankle., She is freezing the ankle.]
  right: [Freeze it in the freezer.]
"""

FORMS = [
    ("seizure", "a seizure, two seizures, the seizure’s end", ["seizure", "seizures", "seizure’s"]),
    ("rub", "rub rubs rubbing rubbed rubber", ["rub", "rubs", "rubbing", "rubbed"]),
    ("injury", "injuries and injury", ["injuries", "injury"]),
    ("stay away", "Stay  away, staying away", ["Stay  away", "staying away"]),
    ("hip", "ship hippo hip-bone hips", ["hips"]),
    ("C++", "C++ and C", ["C++"]),
]


@pytest.mark.parametrize(("word", "text", "expected"), FORMS)
def test_words_are_found_in_all_their_forms(word: str, text: str, expected: list[str]) -> None:
    """Endings of nouns and verbs, but no other words that hold the same letters."""
    assert [found[0] for found in inflected(word).finditer(text)] == expected


def test_good_file_has_no_findings() -> None:
    """Its examples hold."""
    concepts, faults = read_terms("terms.yml", GOOD)
    assert [concept.preferred for concept in concepts] == ["ice"]
    assert faults == []


def test_a_word_is_right_where_the_paragraph_says_so() -> None:
    """One paragraph is reported, the other one is not."""
    found = [
        f
        for f in findings("Freeze the ankle.\n\nFreeze it in the freezer.\n", GOOD)
        if f.rule == "mistranslated-term"
    ]
    assert [(f.line, f.column, f.message, f.hint) for f in found] == [
        (1, 1, "“Freeze” means to turn to ice: write “ice”", "frozen skin is hurt")
    ]


FAULTS = [
    ("- preferred: a\n  avoids: []\n", 2, 3, "`avoids` is not known here"),
    ("- preferred: a\n", 1, 3, "this concept has no `avoid`"),
    ("- preferred: a\n  avoid: [b]\n", 2, 11, "an entry of `avoid` is written as `word: …`"),
    ("- preferred: a\n  avoid:\n    - means: b\n", 3, 7, "this entry of `avoid` has no `word`"),
    ("preferred: a\n", 1, 1, "the file is a list"),
    ("- preferred: [a\n", 2, 1, "this is no YAML"),
    ("- preferred: a\n  preferred: b\n  avoid: []\n", 2, 3, "`preferred` stands twice"),
    ("- preferred: {a: b}\n  avoid: []\n", 1, 14, "a text is wanted here"),
    ("- \x01\n", 1, 1, "this is no YAML"),
    (GOOD.replace("Freeze the ankle.", "Cool the ankle."), 7, 11, "this example under `wrong` holds no word"),
    (
        GOOD.replace("Freeze it in the freezer.", "Freeze it."),
        8,
        11,
        "this example under `right` is reported",
    ),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), FAULTS)
def test_faults_of_the_file(text: str, line: int, column: int, message: str) -> None:
    """One clear message with line and column."""
    _concepts, faults = read_terms("terms.yml", text)
    (fault,) = faults
    assert (fault.line, fault.column) == (line, column)
    assert fault.message.startswith(message)
    assert fault.rule == "mistranslated-term"


def test_an_empty_file_has_no_terms() -> None:
    """Comments alone are no fault."""
    assert read_terms("terms.yml", "# none yet\n") == ((), [])

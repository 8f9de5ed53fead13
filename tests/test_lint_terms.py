"""The terms file: its words are found in every form, its faults are named with line and column."""

from __future__ import annotations

import pytest
from lint_pages import findings

from pamphleteer.lint.terms import Context, Termbase, read_terms, shipped_terms
from pamphleteer.lint.terms.pattern import PatternError, pattern
from pamphleteer.lint.terms.shipped import SHIPPED

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
    ("freeze", "freezing, froze and frozen", ["freezing", "froze", "frozen"]),
    ("=tears", "tears and tear", ["tears"]),
    ("freeze|chill the", "Freeze the, chilling the", ["Freeze the", "chilling the"]),
    ("ice [the|your] knee", "ice knee, ice the knees, ice a knee", ["ice knee", "ice the knees"]),
    ("[the] ice", "the ice and ice", ["the ice", "ice"]),
    (
        "stay … leg",
        "stay away from your leg, stay leg, stay a b c d leg",
        ["stay away from your leg", "stay leg"],
    ),
    ("C++", "C++ and C", ["C++"]),
]


@pytest.mark.parametrize(("word", "text", "expected"), FORMS)
def test_words_are_found_in_all_their_forms(word: str, text: str, expected: list[str]) -> None:
    """Endings of nouns and verbs, but no other words that hold the same letters."""
    assert [found[0] for found in pattern(word).finditer(text)] == expected


def test_a_class_stands_for_each_of_its_words() -> None:
    """Phrases too; an unknown class is named."""
    found = pattern("freeze your <part>", {"part": ("knee", "Achilles tendon")})
    assert [
        m[0] for m in found.finditer("Freeze your knees, freezing your Achilles tendon, freeze your cap")
    ] == [
        "Freeze your knees",
        "freezing your Achilles tendon",
    ]
    with pytest.raises(PatternError, match="there is no class <part>: choose from <limb>"):
        pattern("<part>", {"limb": ("leg",)})


def test_other_languages_have_other_endings() -> None:
    """Up to three letters more, and the last vowel may change."""
    assert pattern("судорога", language="ru").findall("судороги и судорогами") == ["судороги", "судорогами"]


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
    (
        "- preferred: a\n  avoid:\n    - word: <limb>\n",
        3,
        13,
        "there is no class <limb>: choose from none yet",
    ),
    ("- preferred: a\n  avoid: []\n  sense: b\n", 3, 10, "there is no sense “b”: choose from"),
    ("- preferred: a\n  avoid: []\n  right_when: {page: [b]}\n", 3, 16, "`page` is not known here"),
    ("- preferred: a\n  translations: {es: {avoid: [b]}}\n", 2, 22, "this translation has no `say`"),
    ("- preferred: <limb>\n  avoid: []\n", 1, 14, "there is no class <limb>"),
    ("- preferred: a\n  synonyms: [<limb>]\n", 2, 14, "there is no class <limb>"),
    ("- class: b\n  word: [c]\n", 2, 3, "`word` is not known here"),
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
    assert read_terms("terms.yml", "# none yet\n") == (Termbase(), [])


SCOPED = """\
- preferred: drink
  avoid: [{word: humidification}]
  only_when: {section: [water, thirst], title: [drinks]}
  right_when: {sentence: [air]}
"""


def test_words_decide_in_the_scope_that_is_named() -> None:
    """A section and a title may call for a finding, a sentence may excuse it."""
    (concept,), _faults = read_terms("terms.yml", SCOPED)

    def found(text: str, section: str = "", titles: str = "") -> list[str]:
        return [fault.because for fault in concept.faults(Context(text, section, titles))]

    assert found("Humidification matters.") == []
    assert found("Humidification matters.", section="Water is good.") == ["Water in this section"]
    assert found("Humidification matters.", titles="Food and drinks") == ["drinks in a title above"]
    assert found("Humidification of air. Water is good.") == []
    assert found("The air is dry. Humidification and water.") == ["water in this section"]


def test_a_word_that_is_spoken_of_is_left_alone() -> None:
    """In quotation marks, or set against the right word."""
    (concept,), _faults = read_terms("terms.yml", "- preferred: cramp\n  avoid: [{word: seizure}]\n")
    texts = [
        "Some say “seizure”.",
        "A cramp is not a seizure.",
        "Seizures differ from cramps.",
        "Unlike seizures, cramps pass.",
    ]
    assert [list(concept.faults(Context(text))) for text in texts] == [[]] * 4
    assert len(list(concept.faults(Context("A cramp comes. A seizure does not pass.")))) == 1


def test_the_book_stands_above_the_package() -> None:
    """A concept of the book takes the place of its namesake; its classes and the package's serve both."""
    own, _faults = read_terms(
        "terms.yml", "- preferred: Ice\n  avoid: [{word: cool <body part>}]\n", shipped_terms().classes
    )
    both = own.over(shipped_terms())
    assert [c.avoid[0].word for c in both if c.preferred.lower() == "ice"] == ["cool <body part>"]
    assert len(both.concepts) == len(shipped_terms().concepts)


def test_the_shipped_termbase_holds() -> None:
    """Every example of the package's own file; each entry to avoid is shown by a wrong sentence, each concept by a right one."""
    base, faults = read_terms(str(SHIPPED), SHIPPED.read_text(encoding="utf-8"))
    assert faults == []
    assert base.concepts
    for concept in base:
        if concept.avoid:
            assert any(not example.wrong for example in concept.examples), concept.preferred
        shown = {f.avoided.word for e in concept.examples if e.wrong for f in concept.faults(e.context)}
        assert shown == {avoided.word for avoided in concept.avoid}, concept.preferred

"""Rules of catalogues: what their pages say, and what they leave alone."""

from __future__ import annotations

import pytest
from lint_pages import examples, findings

from pamphleteer.lint.engine import Rule, name_of
from pamphleteer.lint.lemmas import find
from pamphleteer.lint.rules import RULES

OF_CATALOGUES = [rule for rule in RULES if "```po\n" in (rule.__doc__ or "")]
TERMS = """
- preferred: cramp
  avoid: [{word: seizure}]
  translations:
    es: {say: [calambre], avoid: [convulsión]}
    ru: {say: [судорога], avoid: [припадок, эпилептический приступ]}
- preferred: seizure
  avoid: [{word: fit}]
- preferred: strain
  avoid: [{word: overuse}]
  translations: {es: {say: [distensión], avoid: [esguince]}}
- preferred: sprain
  avoid: [{word: twist}]
  translations: {es: {say: [esguince], avoid: [distensión]}}
"""


@pytest.mark.parametrize("rule", OF_CATALOGUES, ids=name_of)
def test_wrong_examples_are_found_where_the_carets_stand(rule: Rule) -> None:
    """Line, column, length and message of each finding, and no other."""
    wrong = examples(rule.__doc__ or "", "Wrong", "po")
    assert wrong
    for example in wrong:
        assert example.expected
        found = [
            (f.line, f.column, f.end_column - f.column, f.message)
            for f in findings(example.text, example.terms, "catalogue")
            if f.rule == name_of(rule)
        ]
        assert found == example.expected


@pytest.mark.parametrize("rule", OF_CATALOGUES, ids=name_of)
def test_right_examples_are_left_alone(rule: Rule) -> None:
    """Nothing is found by the rule."""
    right = examples(rule.__doc__ or "", "Right", "po")
    assert right
    for example in right:
        found = findings(example.text, example.terms, "catalogue")
        assert [f for f in found if f.rule == name_of(rule)] == []


def faults(rule: str, source: str, target: str, language: str = "es", flags: str = "") -> list[str]:
    """What a rule finds in one entry."""
    text = f'msgid ""\nmsgstr "Language: {language}\\n"\n\n{flags}msgid "{source}"\nmsgstr "{target}"\n'
    return [f.text for f in findings(text, TERMS, "catalogue") if f.rule == rule]


SAME_AMOUNT = [
    ("1,000.5 m", "1.000,5 m", "es"),
    ("1,000.5 m", "1 000,5 м", "ru"),
    ("1,000.5 m", "1\u00a0000,5 м", "ru"),
    ("two tablets", "2 tabletas", "es"),
    ("2 tablets", "две таблетки", "ru"),
    ("1 inch", "2,54 cm", "es"),
    ("14 lbs", "6,4 kg", "es"),
    ("14 days", "dos semanas", "es"),
    ("at 3:30 pm", "a las 15:30", "es"),
    ("at 3 p.m.", "в 15:00", "ru"),
    ("2024-01-02", "02.01.2024", "ru"),
    ("January 2, 2024", "02.01.2024", "ru"),
    ("½ cup", "media taza", "es"),
    ("1½ hours", "1,5 часа", "ru"),
    ("10-15 minutes", "de 10 a 15 minutos", "es"),
    ("the 20th century", "siglo XX", "es"),
    ("the 1990s", "90-е годы", "ru"),
    ("Take one.", "Tome 1.", "es"),
    ("50%", "50 %", "es"),
    ("50%", "половина", "ru"),
    ("2 million", "2 000 000", "ru"),
    ("Call 911.", "Llame al 112.", "es"),
    ("in 5 places", "en cinco lugares", "es"),
    ("a 3rd party", "otra empresa", "es"),
    ("See `v2` and 100% of %(n)s.", "Véase `v2` y el 100 % de %(n)s.", "es"),
    ("range (-1, 255)", "rango (-1,255)", "es"),
]


@pytest.mark.parametrize(("source", "target", "language"), SAME_AMOUNT)
def test_the_same_amount_may_be_written_otherwise(source: str, target: str, language: str) -> None:
    """Signs, words, units, clocks and dates of another language."""
    assert faults("po-number", source, target, language) == []


OTHER_AMOUNT = [
    ("14 lbs", "14 kg", "es", ["14 kg"]),
    ("1 inch", "2,54 mm", "es", ["2,54 mm"]),
    ("0.5 mg", "5 mg", "es", ["5 mg"]),
    ("two hours", "три часа", "ru", ["три часа"]),
    ("10 mg in 2 ml", "2 mg en 10 ml", "es", ["2 mg", "10 ml"]),
    ("at 3:30 pm", "a las 14:30", "es", ["14:30"]),
    ("10-15 minutes", "10-25 minutos", "es", ["25 minutos"]),
    ("for 2 days", "en 2 horas", "es", ["2 horas"]),
    ("Wait 30 seconds.", "Подождите.", "ru", ["Подождите."]),
    ("1 day", "2 дня", "ru", ["2 дня"]),
]


@pytest.mark.parametrize(("source", "target", "language", "expected"), OTHER_AMOUNT)
def test_another_amount_is_found(source: str, target: str, language: str, expected: list[str]) -> None:
    """Numbers, units and times that changed or are gone."""
    assert faults("po-number", source, target, language) == expected


def test_plural_forms_may_follow_either_source() -> None:
    """The first form goes with msgid, the others with msgid_plural; only one number may be left out."""
    text = (
        '#, python-format\nmsgid "one day, 5 times"\nmsgid_plural "%d days, 5 times"\n'
        'msgstr[0] "un día, 5 veces"\nmsgstr[1] "%d días, 6 veces"\n'
    )
    found = [(f.line, f.rule, f.text) for f in findings(text, reader="catalogue")]
    assert found == [(5, "po-number", "6 veces")]


MARKUP = [
    ("See :doc:`x`.", "Véase :doc:`la x <x>`.", "", []),
    ("See :doc:`x`.", "Véase :doc:`y`.", "", [":doc:`y`"]),
    ("See :guilabel:`File`.", "Véase :guilabel:`Archivo`.", "", []),
    ("{term}`cramp`", "{term}`calambre`", "", []),
    ("{{ clinic }} and |x|", "|x| y {{clinic}}", "", []),
    ("|x| here", "|y| aquí", "", ["|y|"]),
    ("A note [1]_ and [^b].", "Una nota [^b] y [2]_.", "", ["[2]_"]),
    ("``a b`` *c*", "``a b`` c", "", []),
    ("Use ``rm``.", "Use ``mv``.", "", ["``mv``"]),
    ("%s of %d", "%d de %s", "#, python-format\n", ["%d", "%s"]),
    ("%s of %d", "%2$d de %1$s", "#, c-format\n", []),
    ("{a} of {b:>3}", "{b} de {a}", "#, python-brace-format\n", []),
    ("{a} of {b}", "{a} de {c}", "#, python-brace-format\n", ["{c}"]),
    ("50% done", "50 % de todo", "", []),
    ("%1 files", "Los ficheros", "#, kde-format\n", ["Los ficheros"]),
    ("the 'x'", "el `x'", "", []),
    ("See https://a.org/en/b.", "Véase https://a.org/es/b.", "", []),
    ("See https://a.org/b.", "Véase https://a.org/c.", "", ["https://a.org/c"]),
    ("[x](y.md)", "[equis](y.md)", "", []),
    ("[affective] (F30)", "[afectivo](F30)", "", []),
]


@pytest.mark.parametrize(("source", "target", "flags", "expected"), MARKUP)
def test_markup(source: str, target: str, flags: str, expected: list[str]) -> None:
    """Roles, links, code, substitutions, notes and placeholders."""
    assert faults("po-markup", source, target, "es", flags) == expected


TERM = [
    ("Cramps hurt.", "Las convulsiones duelen.", "es", ["convulsiones"]),
    ("Cramps hurt.", "Судороги болезненны.", "ru", []),
    ("Cramps hurt.", "Больно при припадках.", "ru", ["припадках"]),
    (
        "Cramps hurt.",
        "Эпилептические тяжёлые приступы болезненны.",
        "ru",
        ["Эпилептические тяжёлые приступы"],
    ),
    ("A cramp or a seizure.", "Una convulsión.", "es", []),
    ("A seizure.", "Un calambre.", "es", ["calambre"]),
    ("A seizure.", "Una convulsión.", "es", []),
    ("A strain.", "Un esguince.", "es", ["esguince"]),
    ("A strain, then a sprain.", "Un esguince, luego otro.", "es", []),
    ("Nothing of it.", "Convulsiones.", "es", []),
]


@pytest.mark.parametrize(("source", "target", "language", "expected"), TERM)
def test_terms(source: str, target: str, language: str, expected: list[str]) -> None:
    """The source decides which word is right."""
    assert faults("po-term", source, target, language) == expected


def test_words_are_found_in_any_form() -> None:
    """By their lemma, or by their stem where no dictionary knows them."""
    assert list(find("con convulsiones", "convulsión", "es")) == [(4, 16)]
    assert list(find("судорогами", "судорога", "ru")) == [(0, 10)]
    assert list(find("bei Krämpfen", "Krampf", "de")) == [(4, 12)]
    assert list(find("xyzzyes", "xyzzy", "es")) == [(0, 7)]
    assert list(find("ataque. Epiléptico", "ataque epiléptico", "es")) == []


def test_an_allowance_in_a_comment_holds_for_its_entry() -> None:
    """And is itself reported where nothing needs it."""
    entry = 'msgid "14 days"\nmsgstr "15 días"\n'
    text = f"# allow po-number: the clinic wants a day more\n{entry}\n{entry}\n# allow po-markup: no need\n{entry}"
    found = [(f.line, f.rule) for f in findings(text, reader="catalogue")]
    assert found == [(6, "po-number"), (8, "unused-allowance"), (10, "po-number")]


def test_flags_of_an_obsolete_entry_are_not_those_of_the_next() -> None:
    """A fuzzy entry that is out of use leaves the one behind it usable."""
    text = '#, fuzzy\n#~ msgid "a"\n#~ msgstr "b"\n\nmsgid "2 days"\nmsgstr "3 días"\n'
    assert [f.rule for f in findings(text, reader="catalogue")] == ["po-number"]


def test_a_fuzzy_entry_is_counted_and_not_judged() -> None:
    """No program uses it."""
    text = '#, fuzzy\nmsgid "2 days"\nmsgstr "3 días"\n'
    assert [f.rule for f in findings(text, reader="catalogue")] == ["po-unfinished"]

"""Every rule does on its own page what its page says, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint_pages import READERS, examples, findings

from pamphleteer.command.project import CommandError
from pamphleteer.lint import plugins, rules
from pamphleteer.lint.engine import Rule, name_of, run
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.rules import RULES

NAMES = [name_of(rule) for rule in RULES]
OF_PAGES = [rule for rule in RULES if "```po\n" not in (rule.__doc__ or "")]
"""Rules with examples in Markdown; those of catalogues are tested apart."""


def length(finding: Finding, text: str) -> int:
    """How many characters are marked; of a passage of several lines, those of its first line."""
    line = text.splitlines()[finding.line - 1]
    return (finding.end_column if finding.end_line == finding.line else len(line) + 1) - finding.column


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("rule", OF_PAGES, ids=name_of)
def test_wrong_examples_are_found_where_the_carets_stand(rule: Rule, reader: str) -> None:
    """Line, column, length and message of each finding, and no other."""
    wrong = examples(rule.__doc__ or "", "Wrong")
    assert wrong
    for example in wrong:
        assert example.expected
        found = [
            (f.line, f.column, length(f, example.text), f.message)
            for f in findings(example.text, example.terms, reader)
            if f.rule == name_of(rule)
        ]
        assert found == example.expected


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("rule", OF_PAGES, ids=name_of)
def test_right_examples_are_left_alone(rule: Rule, reader: str) -> None:
    """Nothing is found by the rule."""
    right = examples(rule.__doc__ or "", "Right")
    assert right
    for example in right:
        assert [f for f in findings(example.text, example.terms, reader) if f.rule == name_of(rule)] == []


def test_every_module_is_a_rule() -> None:
    """No file in the folder is forgotten in the tuple."""
    folder = Path(rules.__file__).parent
    modules = {path.stem.replace("_", "-") for path in folder.glob("*.py") if path.stem != "__init__"}
    assert set(NAMES) == modules
    assert len(NAMES) == len(modules)


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_messages_say_in_one_lower_case_sentence_what_to_write(rule: Rule) -> None:
    """They begin small, do not end in a full stop, and are no commands to feel bad."""
    text = rule.__doc__ or ""
    wrong = examples(text, "Wrong") + examples(text, "Wrong", "po")
    messages = [message for example in wrong for *_place, message in example.expected]
    assert messages
    for message in messages:
        assert not message[0].isupper()
        assert not message.endswith(".")
        assert not {"invalid", "error", "please"} & set(message.split())


REPEATED = [
    ("By now the leg leg hurts.", ["leg leg"]),
    ("**The** the leg hurts.", ["The the"]),
    ("Rest the\nthe leg.", ["the the"]),
    ("Go to Baden Baden.", []),
    ("Take it. It helps.", []),
    ("Call 111 111 now.", []),
    ("`the` the leg", []),
    ("Write `the the` there.", []),
    ("A sit-sit exercise, don't don't.", ["don't don't"]),
    ("Боль в ноге ноге.", ["ноге ноге"]),
]


@pytest.mark.parametrize(("text", "expected"), REPEATED)
def test_repeated_word(text: str, expected: list[str]) -> None:
    """Over line ends and emphasis, but not over code, figures and names."""
    assert [f.text.replace("’", "'") for f in findings(text) if f.rule == "repeated-word"] == expected


NUMBERS = [
    ("1. a\n1. b\n1. c\n", []),
    ("0. a\n1. b\n", []),
    ("1. a\n2. b\n4. c\n", ["4 follows 2: write 3"]),
    ("1. a\n2. b\n1. c\n", ["1 follows 2: write 3"]),
    ("3. a\n4. b\n", ["the list starts at 3: write 1"]),
    ("1. a\n2. b\n\nText.\n\n4. c\n", ["4 follows 2: write 3"]),
    ("1. a\n   1. b\n   2. c\n2. d\n", []),
    ("3. 3. Put\n", ["the list starts at 3: write 1", "the number stands twice: take “3.” away"]),
    ("1. One Direction\n2. Two people lift.\n", ["the number stands twice: take “One” away"]),
    ("1. Uno Siéntese.\n", ["the number stands twice: take “Uno” away"]),
    ("> 1. a\n> 3. b\n", ["3 follows 1: write 2"]),
    ("# A\n\n1. a\n\n# B\n\n1. b\n", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_list_numbers(text: str, expected: list[str]) -> None:
    """Numbers as written, in nested, quoted and continued lists."""
    assert [f.message for f in findings(text) if f.rule == "list-numbers"] == expected


def test_heading_of_an_opening_page_may_not_be_deep() -> None:
    """A page that begins at level 2 is told so."""
    assert [f.message for f in findings("## Rest\n\nText.\n")] == ["level 2 opens the page: write `#`"]


def test_underlined_headings_have_levels_too() -> None:
    """Setext headings count as levels 1 and 2."""
    assert findings("First\n=====\n\nSecond\n------\n\n### Third\n\nText.\n") == []


RUSSIAN = """# Что делать при судороге

Остановитесь и мягко потяните мышцу. Держите, пока она не отпустит; дышите ровно. Приложите лёд через ткань на 10–15 минут,
если так легче. Врачи говорят, что исследования показывают пользу растяжки. Вызовите врача, если нога опухла или посинела.

- Подушки, подушки и одеяла
- Читать далее
"""


def test_no_english_rule_fires_on_a_russian_page() -> None:
    """Even when the page does not say its language; repeated members are looked for in English and Spanish alone."""
    assert findings(RUSSIAN) == []


def test_rules_of_other_packages_are_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an entry point that names a module; one that is no rule is refused with its name."""
    info = tmp_path / "mine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[pamphleteer.lint]\nno-blaming = no_blaming\n", encoding="utf-8")
    rule = tmp_path / "no_blaming.py"
    rule.write_text(
        'from pamphleteer.lint.page import whole\nSEVERITY = "note"\n'
        "def check(page):\n    return (whole(b, 'be kind') for b in page.prose if 'fault' in b.text)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    plugins.all_rules.cache_clear()
    try:
        mine = plugins.all_rules()[-1]
        page, reader = READERS["file"]("# A\n\nIt is your fault.\n")
        assert [(f.rule, f.message) for f in run(page, [mine], reader)] == [("no-blaming", "be kind")]
        (info / "entry_points.txt").write_text("[pamphleteer.lint]\nx = json\n", encoding="utf-8")
        plugins.all_rules.cache_clear()
        with pytest.raises(CommandError, match="“json” is no rule"):
            plugins.all_rules()
    finally:
        plugins.all_rules.cache_clear()

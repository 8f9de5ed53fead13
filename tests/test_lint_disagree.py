"""Copies that contradict each other: numbers, sides, parts of the body, “not”; and how the report puts them first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_lint_copies_find import ICE, RUSSIAN, SPANISH, STRETCH, TRANSLATED, found, page

from pamphleteer.__main__ import main
from pamphleteer.lint.copies.disagree import Difference, differences

Said = tuple[str, str, str]


def said(difference: Difference) -> Said:
    """What kind, and the words of both sides."""
    return difference.kind, difference.here, difference.there


NUMBERS = [
    ("Hold it there for 10 minutes.", "Hold it there for 20 minutes.", "10 minutes", "20 minutes"),
    ("Hold it there for ten minutes.", "Hold it there for 20 minutes.", "ten minutes", "20 minutes"),
    ("Take 250 mg with water.", "Take 25 mg with water.", "250 mg", "25 mg"),
    ("Take 250 mg with water.", "Take 250 mcg with water.", "250 mg", "250 mcg"),
    ("Give 10 mL by spoon.", "Give 100 mL by spoon.", "10 mL", "100 mL"),
    ("Give 5 ml by spoon.", "Give 5 l by spoon.", "5 ml", "5 l"),
    ("Give 5 mL by spoon.", "Give 5 L by spoon.", "5 mL", "5 L"),
    ("Wait 5 hours.", "Wait 5 days.", "5 hours", "5 days"),
    ("Take one tablet.", "Take two tablets.", "one tablet", "two tablets"),
    ("Take it twice a day.", "Take it three times a day.", "twice", "three times"),
    ("Raise the foot by 15 cm.", "Raise the foot by 25 cm.", "15 cm", "25 cm"),
    ("Raise the foot by 15 cm.", "Raise the foot by 16 inches.", "15 cm", "16 inches"),
    ("Raise the foot by 15cm.", "Raise the foot by 25cm.", "15cm", "25cm"),
    ("Somebody of 80 kg needs a strong pair.", "Somebody of 90 kg needs a strong pair.", "80 kg", "90 kg"),
    ("Drink 1.5 litres a day.", "Drink 15 litres a day.", "1.5 litres", "15 litres"),
    ("Rest for 2 or 3 days.", "Rest for 2 or 4 days.", "3 days", "4 days"),
    ("Take a dose of 1 mg a day.", "Take a dose of 2 mg a day.", "1 mg", "2 mg"),
    ("Take 1 mg every 1 hour.", "Take 2 mg every 1 hour.", "1 mg", "2 mg"),
    ("Take one pill of 1 g at a time.", "Take one pill of 4 g at a time.", "1 g", "4 g"),
    ("A child has it in 1 of 1,000 births.", "A child has it in 10 of 1,000 births.", "1", "10"),
    ("Call 112 from any telephone.", "Call 911 from any telephone.", "112", "911"),
]


@pytest.mark.parametrize(("here", "there", "mine", "theirs"), NUMBERS)
def test_numbers_that_differ(here: str, there: str, mine: str, theirs: str) -> None:
    """Each side in its own words, from either side; marked where it stands."""
    (difference,) = differences(here, there)
    assert said(difference) == ("number", mine, theirs)
    assert here[difference.start : difference.end] == mine
    assert [said(d) for d in differences(there, here)] == [("number", theirs, mine)]


def test_one_weight_in_two_units() -> None:
    """Each unit differs from its own, though the figures of one are in the other."""
    found = differences("Add a weight of 1 kg (2.2 lb).", "Add a weight of 2 kg (4.4 lb).")
    assert [said(d)[1:] for d in found] == [("1 kg", "2 kg"), ("2.2 lb", "4.4 lb")]


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["mg", "mL", "days", "minutes", "cm"]))
def test_a_changed_dose_is_never_explained_away(one: int, other: int, unit: str) -> None:
    """By an article, another unit, or a number that both sides have."""
    line = "With a meal, take one 7 kg pack and 1 hour later {} {} of a drink, or ask a doctor in week 3."
    here, there = line.format(one, unit), line.format(other, unit)
    assert bool(differences(here, there)) == (one != other)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Hold it for ten minutes.", "Hold it for 10 minutes."),
        ("Raise the foot by 15 cm.", "Raise the foot by 6 inches."),
        ("Raise the foot by 15 cm (6 inches).", "Raise the foot by 6 inches."),
        ("Take 250 mcg with water.", "Take 250 µg with water."),
        ("Take 1 g with water.", "Take 1000 mg with water."),
        ("Take 1,000 mg with water.", "Take 1000 mg with water."),
        ("Rest for one week.", "Rest for 7 days."),
        ("Rest for 2 to 3 days.", "Rest for 2–3 days."),
        ("Cool it to 39 °C.", "Cool it to 102 °F."),
        ("Cool it for 10 minutes, four times a day.", "Cool it for 10 minutes."),
        ("Take it twice a day.", "Take it 2 times a day."),
        ("Take a tablet.", "Take one tablet."),
        ("Cool it for 10 minutes.", "Cool it for a while."),
        ("", "Cool it for 10 minutes."),
    ],
)
def test_numbers_that_agree_or_are_left_out(here: str, there: str) -> None:
    """In words or figures, in other units; saying less is no contradiction."""
    assert differences(here, there) == []
    assert differences(there, here) == []


@pytest.mark.parametrize(
    ("here", "there", "difference"),
    [
        ("Bend the left leg and hold.", "Bend the right leg and hold.", ("side", "left", "right")),
        ("Lean on the left crutch.", "Lean on the right crutch.", ("side", "left", "right")),
        ("Turn to the right.", "Turn to the left.", ("side", "right", "left")),
        ("Lean on your left side.", "Lean on your right side.", ("side", "left", "right")),
        ("Press on the thigh.", "Press on the hip.", ("part of the body", "thigh", "hip")),
        ("Bind the ankles.", "Bind the wrist.", ("part of the body", "ankles", "wrist")),
        (
            "Do put heat on it on the first day.",
            "Do not put heat on it on the first day.",
            ("negation", "", "not"),
        ),
        ("Never drive with it.", "Drive with it.", ("negation", "Never", "")),
        (
            "You can’t drive with the bandage on.",
            "You can drive with the bandage on.",
            ("negation", "can’t", ""),
        ),
        (
            "You can drive with the bandage on.",
            "You cannot drive with the bandage on.",
            ("negation", "", "cannot"),
        ),
    ],
)
def test_sides_parts_and_not(here: str, there: str, difference: Said) -> None:
    """Seen from either side."""
    assert [said(d) for d in differences(here, there)] == [difference]
    kind, mine, theirs = difference
    assert [said(d) for d in differences(there, here)] == [(kind, theirs, mine)]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Call us right away about the left leg.", "Call us about the left leg."),
        ("Drink what is left over.", "Drink the rest right away."),
        ("Turn to the left, then sit.", "Turn to the right away from the wall, then sit."),
        ("Bend the left and the right leg.", "Bend the left leg."),
        ("Bend the left leg.", "Bend the leg."),
        ("Press on the thigh and the knee.", "Press on the thigh."),
        ("Lift one foot after the other.", "Lift both feet."),
        ("Somebody unable to stand needs two helpers.", "Somebody not able to stand needs two helpers."),
        ("Walk without weight on the leg.", "Do not walk with weight on the leg."),
        ("Avoid heat on the first day.", "Do not use heat on the first day."),
        ("Not only the knee is stiff.", "The knee is stiff."),
        ("Do not wait for the next morning.", "Crutches come in many lengths for all people."),
    ],
)
def test_no_contradiction(here: str, there: str) -> None:
    """Other meanings of “left” and “right”, less said, other words for “not”, another subject."""
    assert differences(here, there) == []
    assert differences(there, here) == []


def test_all_contradictions_of_a_sentence_in_order() -> None:
    """By where they stand."""
    here = "Rest the left knee for 10 minutes."
    found_ = differences(here, "Do not rest the right ankle for 20 minutes.")
    assert [d.kind for d in found_ if d.kind != "negation"] == ["side", "part of the body", "number"]


WORDS = st.lists(
    st.sampled_from(
        "left right leg not 10 ten 20 mg minutes the thigh hip on to . 5–6 ½ °C don’t é 十".split()
    )
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(WORDS | st.text(max_size=60), WORDS | st.text(max_size=60))
@example("the left leg", "the right leg")
def test_nothing_contradicts_itself_and_places_are_true(here: str, there: str) -> None:
    """Whatever the words; what is said of a side stands there."""
    assert differences(here, here) == []
    found = differences(here, there)
    assert found or here != "the left leg"
    for difference in found:
        assert not difference.here or here[difference.start : difference.end] == difference.here
        assert difference.there in there


WRONG = (
    STRETCH.replace("30 seconds", "50 seconds")
    .replace("bad back put", "bad back do not put")
    .replace("mild", "soft")
)


def test_each_contradiction_of_a_copy_is_an_error_at_its_words() -> None:
    """Beside the warning on the copy, with both sentences."""
    warning, number, negation = found({"one.md": page(STRETCH), "two.md": page(WRONG)})
    assert (warning.severity, number.severity, negation.severity) == ("warning", "error", "error")
    assert number.text == "50 seconds"
    assert number.column == WRONG.index("50 seconds") + 1
    assert "“50 seconds” here and “30 seconds” in “Page” (one.md, line 3)" in number.message
    ((mine, theirs),) = number.beside
    assert mine == theirs.replace("30", "50")
    (other,) = number.related
    assert (other.path, other.line, other.text) == ("one.md", 3, theirs)
    assert "this copy says “not” and the other does not" in negation.message
    assert negation.text == "not"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (STRETCH, STRETCH),
        (STRETCH, TRANSLATED),
        (ICE, ICE.replace("15 minutes", "a quarter of an hour")),
        (SPANISH, SPANISH.replace("dolorida", "lastimada")),
        (RUSSIAN, RUSSIAN.replace("больное", "ушибленное")),
    ],
)
def test_a_true_copy_has_no_error(one: str, two: str) -> None:
    """Word for word, translated back, with less in it."""
    findings = found({"one.md": page(one), "two.md": page(two)})
    assert [f.severity for f in findings] == ["warning"]


def test_sentences_that_are_no_pair_do_not_contradict_each_other() -> None:
    """Numbers beside a copy are nothing to it."""
    files = {
        "one.md": page(f"Wait 2 hours after a meal.\n\n{STRETCH}"),
        "two.md": page(f"Leave it after 5 days.\n\n{STRETCH}"),
    }
    assert [f.severity for f in found(files)] == ["warning"]


def test_a_contradiction_of_an_earlier_book_is_told_of_the_new_one() -> None:
    """And never of the earlier one."""
    files = {
        "a/old.md": page(STRETCH),
        "b/old.md": page(WRONG),
        "new.md": page(WRONG.replace("soft", "slight")),
    }
    errors = [f for f in found(files, ["a/old.md", "b/old.md"]) if f.severity == "error"]
    assert {f.path for f in errors} == {"new.md"}
    assert {r.path for f in errors for r in f.related} == {"a/old.md"}


@pytest.fixture
def lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[str]]]:
    """`lint({"a.md": text}, ".")` → exit status and the lines of the report."""
    monkeypatch.chdir(tmp_path)

    def run(files: dict[str, str], *arguments: str) -> tuple[int, list[str]]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        status = main(["lint", *arguments])
        return status, capsys.readouterr().out.splitlines()

    return run


def test_errors_open_the_report_with_sentences_side_by_side(
    lint: Callable[..., tuple[int, list[str]]],
) -> None:
    """Before findings of earlier files; columns of some width, this side on the left."""
    wrong = page(STRETCH.replace("30 seconds", "50 seconds"))
    status, lines = lint({"a.md": "# A\n\nRest the the leg.\n", "b.md": page(STRETCH), "c.md": wrong}, ".")
    assert status == 1
    place = f"c.md:3:{STRETCH.index('30 seconds') + 1}"
    assert lines[0] == (
        f"{place}: error: the copies disagree, “50 seconds” here and “30 seconds” in “Page” (b.md, line 3): "
        "make them agree [duplicate-section]"
    )
    row = next(line for line in lines if line.count("|") == 2)
    left, right = (part.strip() for part in row.split("|")[1:])
    assert left == right == "Breathe out, let the shoulders sink, and"
    after = lines[lines.index(row) + 1]
    assert [part.strip() for part in after.split("|")[1:]] == [
        "stay like this for 50 seconds.",
        "stay like this for 30 seconds.",
    ]
    assert row.index("|", 8) == after.index("|", 8)
    assert next(line for line in lines if line.startswith("a.md")) in lines[lines.index(row) :]


RULE = ("--rule", "duplicate-section")


def test_machines_get_both_sides(lint: Callable[..., tuple[int, list[str]]]) -> None:
    """JSON in `related` and `beside`, SARIF in `relatedLocations`."""
    files = {
        "a.md": page(STRETCH),
        "b c.md": page(STRETCH.replace("mild", "soft").replace("30 seconds", "50 seconds")),
    }
    error, copy = json.loads("\n".join(lint(files, *RULE, "--format", "json", ".")[1]))["findings"]
    assert (error["severity"], copy["severity"]) == ("error", "warning")
    assert [(r["path"], r["line"], r["column"]) for r in copy["related"]] == [("a.md", 3, 1)]
    assert error["related"][0]["column"] == STRETCH.index("Breathe") + 1
    ((here, there),) = error["beside"]
    assert (here.count("50"), there.count("30")) == (1, 1)
    (run,) = json.loads("\n".join(lint({}, *RULE, "--format", "sarif", ".")[1]))["runs"]
    assert run["results"]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "b%20c.md"
        (other,) = result["relatedLocations"]
        assert other["physicalLocation"]["artifactLocation"]["uri"] == "a.md"
        assert other["physicalLocation"]["region"]["startLine"] == 3
        assert other["message"]["text"].startswith("the other")

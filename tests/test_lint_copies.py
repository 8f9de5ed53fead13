"""Findings on copies, from the command line: what is told, how a copy is allowed, earlier books, and what is kept."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_lint_copies_find import ALONE, BATH, CHANGED, ICE, PEAS, STRETCH, TRANSLATED, page

from pamphleteer.__main__ import main
from pamphleteer.lint.copies.find import find_copies
from pamphleteer.lint.copies.judge import Place
from pamphleteer.lint.copies.memory import Memory
from pamphleteer.lint.copies.texts import Text, texts_of
from pamphleteer.lint.read.markdown import read_markdown
from pamphleteer.lint.source import Source

Lint = Callable[..., tuple[int, list[str]]]
RULES = ("--rule", "duplicate-section", "--rule", "duplicate-passage", "--rule", "unused-allowance")
BOOTS = (
    "Winter boots with spikes bite into a frozen pavement. Take them off indoors, where they slip on tiles."
)
CARE = (
    "This page does not take the place of a visit to your doctor. Call the clinic when the pain gets worse, when a fever "
    "comes up, or when the leg turns cold and pale."
)


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lint:
    """`lint({"a.md": text}, ".")` → exit status, and the lines of the report on copies and allowances."""
    monkeypatch.chdir(tmp_path)

    def run(files: dict[str, str], *arguments: object) -> tuple[int, list[str]]:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return main(["lint", *map(str, arguments or ["."]), *RULES]), capsys.readouterr().out.splitlines()

    return run


def heads(lines: list[str]) -> list[str]:
    """`path:line rule` of each finding in a report."""
    found = (re.match(r"(\S+?:\d+)[:\d]*: \w+: .* \[([\w-]+)\]$", line) for line in lines)
    return [f"{match[1]} {match[2]}" for match in found if match]


def key_in(lines: list[str]) -> str:
    """The key that the first hint shows."""
    return next(match[1] for line in lines if (match := re.search(r"`allow duplicate-\w+: (\w{6})`", line)))


@pytest.mark.parametrize(
    ("suffix", "under", "include"),
    [("md", "", "```{include} NAME.md```"), ("rst", "=======\n", ".. include:: NAME.rst")],
)
def test_a_disclaimer_in_five_chapters(lint: Lint, suffix: str, under: str, include: str) -> None:
    """One finding at the second place, with the four others and the line that includes it."""
    own = (ICE, STRETCH, BOOTS, ALONE, BATH)
    mark, line = ("", 6) if under else ("# ", 5)
    files = {f"{n}.{suffix}": f"{mark}Topic {n}\n{under}\n{text}\n\n{CARE}\n" for n, text in enumerate(own)}
    status, lines = lint(files)
    assert (status, len(heads(lines))) == (1, 1)
    assert re.match(rf"1\.{suffix}:{line}:1: warning: this \w+ stands in 5 places: write it once", lines[0])
    assert f"write {include} in its places" in lines[3]
    assert [row.split()[0] for row in lines[4:]] == [f"{n}.{suffix}:{line}:1:" for n in (0, 2, 3, 4)]


PAIRS = {"a.md": page(ICE), "b.md": page(ICE), "c.md": page(STRETCH), "d.md": page(CHANGED)}
"""Two pairs of copies."""


@pytest.mark.parametrize("name", ["a.md", "b.md"])
@pytest.mark.parametrize("form", ["% allow {0}\n\n{1}", "---\nallow:\n  {0}\n---\n{1}"])
def test_a_key_silences_just_its_pair(lint: Lint, name: str, form: str) -> None:
    """In a comment or the front matter of either file; the other pair is told still."""
    _status, lines = lint(PAIRS)
    assert [head[:4] for head in heads(lines)] == ["b.md", "d.md"]
    allowed = form.format(f"duplicate-section: {key_in(lines)} both leaflets need it", PAIRS[name])
    _status, lines = lint({name: allowed})
    assert [head[:4] for head in heads(lines)] == ["d.md"]
    assert "unused-allowance" not in "".join(lines)


@pytest.mark.parametrize("name", ["a.md", "b.md"])
def test_a_changed_place_brings_the_finding_back(lint: Lint, name: str) -> None:
    """And the allowance that is stale is told, at its line."""
    key = key_in(lint({n: PAIRS[n] for n in ("a.md", "b.md")})[1])
    allowed = {"b.md": f"% allow duplicate-section: {key} for the leaflet\n\n{PAIRS['b.md']}"}
    assert lint(allowed) == (0, [])
    changed = {**PAIRS, **allowed}[name].replace("two hours", "three hours")
    _status, lines = lint({name: changed})
    assert set(heads(lines)) == {"b.md:1 unused-allowance", "b.md:5 duplicate-section"}
    assert any("no finding of duplicate-section has this key" in line for line in lines)
    assert key_in(lines) != key


@pytest.mark.parametrize("reason", ["{key}", "for the leaflet", "000000 for the leaflet", ""])
def test_without_key_or_reason_nothing_is_allowed(lint: Lint, reason: str) -> None:
    """The finding stands, and the allowance is one more."""
    files = {n: PAIRS[n] for n in ("a.md", "b.md")}
    allowance = f"% allow duplicate-section: {reason.format(key=key_in(lint(files)[1]))}\n\n"
    status, lines = lint({"b.md": allowance + files["b.md"]})
    assert status == 1
    assert heads(lines) == ["b.md:1 unused-allowance", "b.md:5 duplicate-section"]


def test_the_settings_allow_by_path(lint: Lint) -> None:
    """Without a key, in the files that are named."""
    allow = 'allow = [{ path = "old/*.md", rule = "duplicate-section", reason = "kept as printed" }]'
    files = {**PAIRS, "old/a.md": page(ICE), "pyproject.toml": f"[tool.pamphleteer.lint]\n{allow}\n"}
    _status, lines = lint(files)
    assert [head[:4] for head in heads(lines)] == ["b.md", "d.md"]
    Path("pyproject.toml").unlink()
    assert [head[:4] for head in heads(lint({})[1])] == ["b.md", "d.md", "old/"]  # three are told one by one


def test_earlier_books_are_compared_with_only_when_asked(lint: Lint) -> None:
    """Then the new one is judged, and not the earlier ones."""
    files = {"new/n.md": page(ICE), "old/o.md": page(ICE), "old/p.md": page(ICE), "old/q.md": page(BATH)}
    assert lint(files, "new") == (0, [])
    status, lines = lint({}, "new", "--against", "old")
    assert (status, heads(lines)) == (1, ["new/n.md:3 duplicate-section"])
    assert "“Page” (../old/o.md, line 3)" in lines[0]
    assert "old/o.md:3:1: the other place, line 3" in lines[4]
    assert main(["lint", "new", "--against", "nowhere"]) == 2


@pytest.mark.parametrize("given", ["new", "new/n.md"])
def test_a_page_is_no_copy_of_itself(lint: Lint, given: str) -> None:
    """Though its folder is among the earlier books."""
    assert lint({"new/n.md": page(ICE)}, given, "--against", ".") == (0, [])
    _status, lines = lint({"old/o.md": page(ICE)}, given, "--against", ".")
    assert heads(lines) == ["new/n.md:3 duplicate-section"]


CONF = 'project = "A book"\nextensions = ["myst_parser", "pamphleteer"]\nexclude_patterns = ["part.md", "_build"]\n'


def book(folder: str, **pages: str) -> dict[str, str]:
    """The files of a book with these chapters."""
    toc = "\n".join(pages)
    index = f"# A book\n\nWords.\n\n```{{toctree}}\n{toc}\n```\n"
    files = {"conf.py": CONF, "index.md": index, **{f"{name}.md": text for name, text in pages.items()}}
    return {f"{folder}/{name}": text for name, text in files.items()}


def test_books_that_are_given_together(lint: Lint) -> None:
    """Copies between them are told once, and those within one are as in its own run."""
    files = book("one", a=page(ICE), b=page(STRETCH), c=page(CHANGED))
    files |= book("two", d=page(ICE), e=page(BATH))
    own = heads(lint(files, "one")[1])
    assert own == ["one/c.md:3 duplicate-section"]
    assert lint({}, "two") == (0, [])
    assert heads(lint({}, "one", "two")[1]) == [*own, "two/d.md:3 duplicate-section"]


def test_an_included_passage_stands_once(lint: Lint) -> None:
    """However many pages include it; where a page has it written out, that is a copy of the file."""
    part = "```{include} part.md\n```"
    files = {**book("book", a=page(part), b=page(part), c=page(BATH)), "book/part.md": f"{CARE}\n"}
    assert lint(files, "book") == (0, [])
    _status, lines = lint({"book/b.md": page(CARE)}, "book")
    assert heads(lines) == ["book/part.md:1 duplicate-section"]
    assert "(b.md, line 3)" in lines[0]


SENTENCES = re.split(r"(?<=\.) ", f"{ICE} {STRETCH} {CHANGED} {TRANSLATED} {CARE}")


def edited(text: str, chance: random.Random) -> str:
    """A chapter with one small change: words, a sentence more or less, a passage, the order."""
    parts = re.split(r"(?<=\.)(?=\s)", text.strip())
    match chance.choice(["words", "words", "more", "less", "passage", "order"]):
        case "words":
            old = chance.choice(["the", "a", "leg", "and", "ice"])
            return re.sub(
                rf"\b{old}\b", chance.choice(["a", "that", "arm"]), text, count=chance.randint(1, 3)
            )
        case "more":
            parts.insert(chance.randint(1, len(parts)), " " + chance.choice(SENTENCES))
        case "less":
            del parts[chance.randrange(1, len(parts) + 1) :]
        case "passage":
            start = chance.randrange(len(SENTENCES))
            parts += ["\n\n", *(f" {said}" for said in SENTENCES[start : start + 5])]
        case _:
            parts[1:] = chance.sample(parts[1:], len(parts) - 1)
    return "".join(parts) + "\n"


def drawn(chance: random.Random) -> str:
    """A chapter of a few passages."""
    starts = chance.sample(range(len(SENTENCES)), 3)
    return page(" ".join(said for start in starts for said in SENTENCES[start : start + 4]))


@pytest.mark.parametrize("seed", range(2))
def test_a_run_after_edits_says_what_a_clean_one_says(lint: Lint, seed: int) -> None:
    """Whatever was changed, and when nothing was."""
    chance = random.Random(seed)  # noqa: S311 - edits, no secrets
    chapters = {name: drawn(chance) for name in "abcd"}
    first = lint(book("book", **chapters), "book")
    assert first[0] == 1
    assert lint({}, "book") == first
    for _round in range(3):
        for _edit in range(2):
            name = chance.choice(sorted(chapters))
            chapters[name] = edited(chapters[name], chance)
        after = lint(book("book", **chapters), "book")
        shutil.rmtree("book/_build")
        assert lint({}, "book") == after


def test_a_change_changes_what_it_should(lint: Lint) -> None:
    """A moved passage has its new lines on both sides; another pair of copies is told as before; a mended one is gone."""
    chapters = {"a": page(ICE), "b": page(ICE), "c": page(STRETCH), "d": page(CHANGED)}
    lines = lint(book("book", **chapters), "book")[1]
    start = next(n for n, line in enumerate(lines) if line.startswith("book/d.md"))
    ice, wall = lines[:start], lines[start:]
    assert [head[-17:] for head in heads(lines)] == ["duplicate-section"] * 2
    moved = {"a": chapters["a"].replace("\n\n", "\n\nRest.\n\n", 1), "b": "\n\n\n" + chapters["b"]}
    after = lint(book("book", **{**chapters, **moved}), "book")[1]
    assert after[start:] == wall
    assert after[0] == ice[0].replace("b.md:3", "b.md:6").replace("line 3", "line 5")
    assert after[4].strip() == "book/a.md:5:1: the other place, line 5"
    assert lint({"book/b.md": page(BATH)}, "book")[1] == wall


def test_an_allowance_in_a_book_holds_while_another_chapter_changes(lint: Lint) -> None:
    """It is kept with its page; taken away from there, the finding is back."""
    chapters = {"a": page(ICE), "b": page(ICE), "c": page(BATH)}
    key = key_in(lint(book("book", **chapters), "book")[1])
    allowed = f"% allow duplicate-section: {key} for the leaflet\n\n{page(ICE)}"
    assert lint({"book/b.md": allowed}, "book") == (0, [])
    assert lint({"book/c.md": page(BOOTS)}, "book") == (0, [])
    assert heads(lint({"book/b.md": page(ICE)}, "book")[1]) == ["book/b.md:3 duplicate-section"]


def shape(texts: list[Text], memory: Memory | None = None) -> list[Any]:
    """Of each copy both places, by path and sentences, and how much they are alike."""
    corpus, copies = memory.find(texts) if memory else find_copies(texts)

    def at(place: Place) -> tuple[str, int, int]:
        base = int(corpus.sentence[place.text])
        return texts[place.text].path, place.low - base, place.high - base

    return [(at(copy.left), at(copy.right), copy.kind, copy.alike) for copy in copies]


def texts(chapters: dict[str, str]) -> list[Text]:
    """Their texts, in the order of their names."""
    pages = (read_markdown(Source(chapters[name]), name, "en") for name in sorted(chapters))
    return [text for page in pages for text in texts_of(page)]


@pytest.mark.parametrize("seed", [3, 16, 82, 84, 86, 117])
def test_the_memory_finds_what_is_found_without_it(tmp_path: Path, seed: int) -> None:
    """Over edits, new chapters and lost ones."""
    chance = random.Random(seed)  # noqa: S311 - edits, no secrets
    chapters = {name: drawn(chance) for name in "abcd"}
    for _round in range(5):
        memory = Memory(tmp_path, "mark")
        assert shape(texts(chapters), memory) == shape(texts(chapters))
        memory.write()
        name = chance.choice("abcde")
        text = edited(chapters.pop(name, "") or drawn(chance), chance)
        chapters |= {name: text} if chance.random() < 0.8 else {}


POOL = (ICE, STRETCH, CHANGED, TRANSLATED, BATH, CARE, f"{BATH} {CARE}", f"{PEAS} {ALONE}")


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(len(POOL))))
def test_the_order_of_the_texts_changes_no_pair(order: list[int]) -> None:
    """But which of the two is the earlier."""
    some = texts({str(number): page(text) for number, text in enumerate(POOL)})
    pairs, found = ([sorted(f[:2]) for f in shape(row)] for row in ([some[n] for n in order], some))
    assert sorted(pairs) == sorted(found)


def test_an_earliest_copy_that_changes_is_no_loss(tmp_path: Path) -> None:
    """Two chapters share two sentences, of which a third chapter had one; when it changes, theirs are seen."""
    start, flex, end = re.split(r"(?<=\.) ", TRANSLATED)[2:5]
    before = {"a": flex, "b": f"{start} {flex} {end}", "c": f"30 seconds. {flex} {end}", "d": PEAS[:91]}
    memory = Memory(tmp_path, "mark")
    memory.find(texts(before))
    memory.write()
    after = texts({**before, "a": flex.replace("the knee", "a knee")})
    assert [found[:2] for found in shape(after)] == [(("b", 1, 3), ("c", 1, 3))]
    assert shape(after, Memory(tmp_path, "mark")) == shape(after)

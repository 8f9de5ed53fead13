"""What strangers could put into a book: each attempt fails at what it tries, in every edition that it asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from attempt import Attempt, attempts
from attempt_run import TOGETHER, books, broken_by, broken_together
from attempts.still_open import NEVER_ENDING, OPEN
from tools import made_once, need

ALL = attempts()
BOOKS, ALONE = books(attempt for attempt in ALL if attempt.name not in OPEN)
Ask = Callable[[list[Attempt]], dict[str, list[str]]]


def case(attempt: Attempt) -> object:
    """The test of one attempt."""
    name, reason = attempt.name, OPEN.get(attempt.name)
    marks = [pytest.mark.xfail(reason=reason, strict=True, run=name not in NEVER_ENDING)] if reason else []
    return pytest.param(attempt, id=f"{attempt.kind}-{name}", marks=marks)


@pytest.fixture
def ask(shared: Path) -> Ask:
    """What is broken in a book of many attempts, which is built once for all processes of a run."""

    def told(book: list[Attempt]) -> dict[str, list[str]]:
        def make(folder: Path) -> None:
            found = broken_together(book, folder / "base")
            (folder / "broken.json").write_text(json.dumps(found), encoding="utf-8")

        folder = made_once(shared, f"attempts-{BOOKS.index(book)}", make)
        found: dict[str, list[str]] = json.loads((folder / "broken.json").read_text("utf-8"))
        return found

    return told


@pytest.mark.parametrize("attempt", [case(attempt) for attempt in ALL])
def test_nothing_is_broken(attempt: Attempt, ask: Ask, tmp_path: Path) -> None:
    """All facts of `attempt_facts` hold, and those of the attempt."""
    need("git", "dot")
    book = next((book for book in BOOKS if attempt.name in {other.name for other in book}), None)
    faults = ask(book)[attempt.name] if book else broken_by(attempt, tmp_path / "base", fork=True)
    assert faults == [], attempt.tries


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: " ".join(book[0].commands[0]))
def test_nothing_is_broken_together(book: list[Attempt], ask: Ask) -> None:
    """Nor is anything that no attempt breaks alone."""
    need("git", "dot")
    assert ask(book).get(TOGETHER, []) == []


def test_attempts_have_names_of_their_own() -> None:
    """And what is open is one of them."""
    names = [attempt.name for attempt in ALL]
    assert len(names) == len(set(names))
    assert OPEN.keys() <= set(names)
    assert OPEN.keys() >= NEVER_ENDING

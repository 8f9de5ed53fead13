"""Targets of links → where they lie on the printed pages, which only a laid-out book can tell.

As TeX does with its .aux file: the book is laid out once with guesses, asked where its targets lie, and laid out again with
the answer, until it stays the same.  Typst could look the places up while it lays out, but keeps every round in
memory: that took a third more of it and as much more time in a book of 1,400 pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

Place = list[Any]
"""Page of the file from 1, points from its left and upper edge, the number printed on it."""
Run = Callable[[list[str]], CompletedProcess[str]]
"""Runs the compiler with some more options."""
ANSWER = "answer.json"
"""Beside the source: `places` of the targets, the pages of `sentences`, and drawings whose words are `small`."""
KNOWN = "--input=places=/places.json"
"""Tells the source where its targets lie."""
RUNS = 5
PER_PAGE = {"a5": 1650, "us-trade": 1800, "a4": 2200, "us-letter": 2200, "large": 1000}
"""Characters of text on a full page, measured on the guide and on a made-up book."""
OPENING = 1.1
"""Pages that a chapter leaves empty: half of its last one, half of the time the back of that, the space above its title."""


class MissingTargetError(Exception):
    """A place that a link leads to and that is not printed."""


def guess(characters: int, openings: int, inputs: Mapping[str, str]) -> Place:
    """A place after so much text and so many chapters; `inputs` name edition and paper.

    What matters is that its page number has as many digits as the right one, and takes the same room.
    """
    full = PER_PAGE["large" if inputs["edition"] == "large" else inputs["paper"]]
    return [1, 0, 0, str(1 + int(characters / full + openings * OPENING))]


def settle(run: Run, folder: Path, places: Mapping[str, Place]) -> tuple[CompletedProcess[str], str]:
    """Run the compiler until each target lies where it was said to lie: the last run, and a target that never settled.

    The first of several runs only measures.  Raises MissingTargetError.
    """
    options = ["--measuring"] if places else []
    moved = ""
    for _count in range(RUNS):
        (folder / "places.json").write_text(json.dumps(places), encoding="utf-8")
        done = run([f"--answer={ANSWER}", KNOWN, *options])
        if done.returncode:
            return done, ""
        answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))["places"]
        missing = [name for name, place in answer.items() if place is None]
        if missing:
            raise MissingTargetError(readable(missing[0]))
        moved = next((name for name in places if answer[name] != places[name]), "")
        if not moved and not options:
            return done, ""
        places, options = answer, []
    return done, readable(moved)


def readable(name: str) -> str:
    """A label without the digits that make it unique."""
    return name.rpartition("-")[0]

"""Twice the text, at most 2.3 times the work: rules, readers and the search for copies, as a count of steps and never by a clock.

What is counted, and what is not, stands in `counted_steps` and `regex_steps`. Against seconds of computing it was held once, by
hand. The search for copies works on arrays: of it are counted the loops in Python and the lengths of the arrays handed over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from linear_run import GROWTH
from tools import ROOT

RUN = Path(__file__).parent / "linear_run.py"
Counts = dict[str, dict[str, list[int]]]

PLANTED = """
import re
MANY = re.compile(r"(?:word )*end")
WORD = re.compile("word")

def each_with_each(text):
    words = text.split()
    return [one for one in words if any(one is other for other in words if other != "word")]

def expression(text):
    return MANY.finditer(text)

def index(text):
    words = [f"{n}" for n, _word in enumerate(text.split())]
    return [words.index(word) for word in words]

def looking_back(text):
    return [re.search("a$", text[: found.start()]) for found in WORD.finditer(text)]

def looking_back_in_place(text):
    return [text.rfind("a", 0, found.start()) for found in WORD.finditer(text)]

def membership(text):
    seen = []
    for n, _word in enumerate(text.split()):
        if n not in seen:
            seen.append(n)
    return seen

class Kept:
    text = ""

def growth(text):
    kept = Kept()
    for word in text.split():
        kept.text += word

def once(text):
    seen = set()
    for n, found in enumerate(WORD.finditer(text)):
        if n not in seen and text.startswith("word", found.start()):
            seen.add(text[found.start() : found.end()])
    return sorted(seen)

CHECKS = {f.__name__: f for f in (
    each_with_each, expression, index, looking_back, looking_back_in_place, membership, growth, once,
)}
"""


def counted(group: str, part: int, parts: int, *folders: Path) -> Counts:
    """What a group of texts takes, counted in a process of its own."""
    command = [sys.executable, str(RUN), group, str(part), str(parts), *map(str, folders)]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(RUN.parent)))}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: Counts = json.loads(done.stdout)
    return found


def steep(counts: Counts) -> dict[str, float]:
    """What grows faster than it may."""
    return {
        f"{text} | {part}": round(twice / once, 2)
        for text, parts in counts.items()
        for part, (once, twice) in parts.items()
        if twice > GROWTH * once
    }


@pytest.mark.parametrize(
    ("group", "part", "parts"),
    [
        ("examples", 0, 2),
        ("examples", 1, 2),
        *(("units", n, 4) for n in range(4)),
        ("entries", 0, 1),
        ("snippets", 0, 8),
    ],
)
def test_work_grows_with_the_text(group: str, part: int, parts: int) -> None:
    """Every rule on its own examples, on what is said without end and on mixtures of it; every reader; every rule of catalogues."""
    counts = counted(group, part, parts)
    assert sum(map(len, counts.values())) > 30
    assert steep(counts) == {}


def test_planted_rules_are_caught(tmp_path: Path) -> None:
    """What grows with the square of the text, by a loop, an expression or a function of Python; and what does not, is not."""
    (tmp_path / "planted.py").write_text(PLANTED)
    counts = counted("planted", 0, 1, tmp_path)
    caught = {name.partition(" |")[0] for name in steep(counts)}
    assert set(counts) - caught == {"once"}
    assert len(counts) == 8

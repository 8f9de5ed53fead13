"""The shape of the code stays readable: short modules, short functions, a docstring for each."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("pamphleteer", "tests", "book")
MODULES = sorted(
    p for f in FOLDERS for p in (ROOT / f).rglob("*.py") if "books" not in p.relative_to(ROOT).parts
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_short_and_says_what_it_does(path: Path) -> None:
    """At most 500 lines a module and 40 a function; each opens with a docstring."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "open the module with what it turns into what"
    assert text.count("\n") <= 500
    long = [
        n.name for n in ast.walk(tree) if isinstance(n, FUNCTIONS) and (n.end_lineno or 0) - n.lineno >= 40
    ]
    assert not long


def test_every_exception_to_a_check_says_why() -> None:
    """`noqa` and `type: ignore` stand with a reason on their line."""
    bare = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\])\s*$", re.MULTILINE)
    assert [str(p.relative_to(ROOT)) for p in MODULES if bare.search(p.read_text(encoding="utf-8"))] == []


def test_the_package_reads_nothing_of_the_guide() -> None:
    """The extension works on anybody's project: nothing in it speaks of hamstrings."""
    named = [
        p
        for p in MODULES
        if "pamphleteer" in p.relative_to(ROOT).parts and "hamstring" in p.read_text("utf-8").lower()
    ]
    assert [
        p for p in named if "rules" not in p.parts
    ] == []  # rules may quote health texts in their examples


def test_lock_file_names_no_index_and_pins_all() -> None:
    """Every package is pinned with hashes, and no address stands in the file."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert re.findall(r"^--", lock, re.MULTILINE) == []
    entries = [entry for entry in re.split(r"\n(?=\S)", lock.strip()) if entry]
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []

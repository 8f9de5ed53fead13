"""What a printed book takes in memory: it grows with the pages, whatever they hold; where there is too little, that is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Build

from bench.cost import Cost
from pamphleteer.print import machine
from pamphleteer.print.setting import lay_out_template, options

LINES = 400
NAMES = {
    "code": '#code("{}");',
    "listing": '#codeblock("{}", lang: "txt")',
    "python": '#codeblock("import {}", lang: "python")',
    "signature": "#signature[{}]",
}
PASSAGES = {
    "box": '#admonition("note", [Note])[Some words of {}.]',
    "card": "#card[Some words of {}.]",
    "note": "Word#footnote[Some words of {}.]",
    "heading": "#section(depth: 1, level: 2)[Some words of {}]",
}
WORDS = "".join(f'("plain", "some{number}", 0, 1), ' for number in range(5))
TABLE = (
    f"#plaintable[#fitted(columns: ((words: ({WORDS}), widest: none, share: 9), (words: ({WORDS}), widest: ((0, 0, 1), (1, 0, 1)), share: 5)), "
    'heads: ("A", "B"), head: (((head: true, place: 0, body: [A]), (head: true, place: 1, body: [B])),), rows: (([Some {}], [c]), ([d], [e])))]'
)


def cost_of(folder: Path, lines: str, name: str) -> float:
    """Megabytes that Typst takes for passages with names that differ."""
    lay_out_template(folder)
    text = "\n\n".join(f"Word {lines.format(name.format(number))}" for number in range(LINES))
    head = '#import "/template/book.typ": *\n#show: book.with(title: [A], information: (title: "A"))\n#chapter(level: 1)[A]\n\n'
    (folder / "main.typ").write_text(f"{head}{text}\n", encoding="utf-8")
    cost = Cost()
    arguments = ["main.typ", "out.pdf", *options(folder, {"edition": "book", "paper": "a5"}, 0)]
    cost.run([sys.executable, "-m", "pamphleteer.print.compile", *arguments], folder)
    return cost.megabytes


@pytest.mark.parametrize("kind", NAMES)
def test_long_names_take_little_more_than_short_ones(tmp_path: Path, kind: str) -> None:
    """Names that may break in the middle; what they are compared with has as many letters, and blanks."""
    short = cost_of(tmp_path / "short", NAMES[kind], "a book of a few names {}")
    long = cost_of(tmp_path / "long", NAMES[kind], "a.book_of_many_names.with{}")
    assert long < 2 * short


@pytest.mark.parametrize("kind", PASSAGES)
def test_a_passage_takes_a_sixth_of_a_megabyte_at_most(tmp_path: Path, kind: str) -> None:
    """What it takes beyond a word; a box that was measured before it was set took a quarter."""
    some = cost_of(tmp_path / "some", PASSAGES[kind], "name {}")
    none = cost_of(tmp_path / "none", "", "")
    assert some - none < LINES / 6


def test_a_table_takes_little_more_than_its_rows(tmp_path: Path) -> None:
    """The words of its columns are measured at once."""
    rows = "#table(columns: 2, table.header[A][B], [Some {}], [c], [d], [e])"
    plain = cost_of(tmp_path / "plain", rows, "name {}")
    fitted = cost_of(tmp_path / "fitted", TABLE, "name {}")
    print(plain, fitted)
    assert fitted - plain < LINES / 2


BOOK = {"index.md": "# A\n\nWords.\n"}


def test_too_little_memory_is_told_before(
    build: Build, write_book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One warning, and the book is tried all the same."""
    monkeypatch.setattr(machine, "available", lambda: 50_000_000)
    built = build(write_book(BOOK), "pdf", faults=True)
    (warning,) = built.warnings.splitlines()
    assert warning == (
        "conf.py:1: WARNING: laying the book out takes about 0.1 gigabytes of memory, and this machine has 0.1 free: "
        "close other programs, build this edition alone or on a larger machine, or make two books of it [pdf.memory]"
    )
    assert list(built.out.glob("*.pdf"))


def test_memory_of_a_large_book_is_foreseen(tmp_path: Path) -> None:
    """More than the limit that every layout has, on any machine."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/one.typ").write_bytes(bytes(5_000_000))
    (tmp_path / "main.typ").write_bytes(bytes(1_000_000))
    said = machine.too_little(tmp_path, 2 << 30)
    assert "takes about 2.5 gigabytes" in said
    assert machine.too_little(tmp_path, 2 << 40) == "" or "this machine has" in said


@pytest.mark.skipif(sys.platform != "linux", reason="control groups")
@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({"memory.max": "300", "memory.current": "250", "memory.stat": "anon 1\ninactive_file 20"}, 70),
        ({"memory.max": "max", "memory.current": "250", "memory.stat": ""}, None),
        ({"memory.max": "300", "memory.current": "350", "memory.stat": ""}, 0),
        ({"memory.max": "odd", "memory.current": "350", "memory.stat": ""}, None),
        (
            {
                "memory/memory.limit_in_bytes": "400",
                "memory/memory.usage_in_bytes": "100",
                "memory/memory.stat": "",
            },
            300,
        ),
        ({"memory/memory.limit_in_bytes": str((1 << 63) - 4096)}, None),
        ({}, None),
    ],
)
def test_a_container_has_what_its_group_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], left: int | None
) -> None:
    """The limit of a control group, new or old, less what it holds for good."""
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="ascii")
    monkeypatch.setattr(machine, "CGROUPS", tmp_path)
    free = machine.available()
    assert free is not None
    assert free == left if left is not None else free > 1_000_000


def test_a_killed_layout_is_told(
    build: Build, write_book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the kernel does when no memory is left."""
    command = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]

    def killed(*_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, check=False)

    monkeypatch.setattr("pamphleteer.print.setting.run_compiler", killed)
    built = build(write_book(BOOK), "pdf", faults=True)
    assert "the machine had no memory left; close other programs" in built.warnings
    assert not list(built.out.glob("*.pdf"))

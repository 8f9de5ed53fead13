"""What commands print: nothing of a stranger acts on a terminal or in the log of a CI job."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from pamphleteer.command.terminal import Encoder, coloured, encoded

Write = Callable[..., Path]


def test_colours_of_our_own() -> None:
    """They are kept; those of a book among them are shown."""
    assert encoded(coloured("red\x1b[8m", "1;31")) == "\x1b[1;31mred\\x1b[8m\x1b[0m"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, ünïcode 日本\tx\n", "plain, ünïcode 日本\tx\n"),
        ("\x1b[1;31mred\x1b[0m", "\\x1b[1;31mred\\x1b[0m"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x1b[2Jgone", "\\x1b[2Jgone"),
        ("\x9b2J", "\\x9b2J"),
        ("a\rb", "a\\rb"),
        ("a\r\nb", "a\r\nb"),
        ("a\u2028b\x85c", "a\\u2028b\\x85c"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("\udc80", "\\udc80"),
        ("::stop-commands::x", "\\::stop-commands::x"),
        ("a\n  ::set-env name=x::y", "a\n  \\::set-env name=x::y"),
        ("see std::vector", "see std::vector"),
        ("x ##[add-mask]y", "x #\\#[add-mask]y"),
        ("x ##vso[task.complete]y", "x #\\#vso[task.complete]y"),
        ("##teamcity[x]", "#\\#teamcity[x]"),
        ("## A heading", "## A heading"),
    ],
)
def test_what_acts_is_shown(text: str, shown: str) -> None:
    """Colours, line ends and tabs stay."""
    assert encoded(text) == shown
    assert encoded(shown) == shown or "::" in text or "##" in text or "\x1b" in shown  # it does not grow


@pytest.mark.parametrize(
    "parts",
    [("::", "stop-commands::x\n"), (":", ":stop::\n"), (" ", "::x\n"), ("a\n", "::x\n"), ("#", "#[x]\n")],
)
def test_commands_in_pieces(parts: tuple[str, ...]) -> None:
    """`print` writes a line in pieces."""
    stream = io.StringIO()
    out = Encoder(stream)
    for part in parts:
        out.write(part)
    for line in stream.getvalue().splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def run(folder: Path, *words: str, code: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """A command, as a CI job runs it."""
    command = [sys.executable, "-m", "pamphleteer", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": code}
    )


def test_a_hostile_book(write_book: Write) -> None:
    """Names, directives, languages and allowances with commands in them: build, lint and link check print them harmless."""
    evil = "\x1b]0;x\x07\u202e"
    book = write_book(
        {
            "index.md": f"# B{evil}\n\n```{{toctree}}\na\nnone{evil}\n```\n",
            "a.md": (
                f'---\nlang: "de\\n::stop-commands::x{evil}"\n---\n# A\n\n```{{nodirective}}\n::stop-commands::y\n```\n\n'
                f"```{{note}}\n:nooption: x\n::set-output name=a::b\n```\n\n[x]({evil}.md)\n\n{{role}}`##[add-mask]z{evil}`\n"
            ),
        }
    )
    for words in (("build", "html", "pdf"), ("lint",), ("linkcheck", "--internal"), ("build", "html", "-v")):
        done = run(book, *words)
        said = (done.stdout + done.stderr).decode()
        assert "a.md:" in said, said
        assert "Traceback" not in said
        for line in said.splitlines():
            assert not line.lstrip().startswith("::")
            assert "##[" not in line
        assert not [letter for letter in said if letter in "\x1b\x07\u202e\r\x9b"]


def test_a_terminal_of_few_letters(tmp_path: Path) -> None:
    """`explain` on an ASCII terminal prints escapes, and reports for machines are whole."""
    done = run(tmp_path, "explain", "unsafe-dose", code="ascii:strict")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    (tmp_path / "a.txt").write_text("Freeze “your” ankle \x9b ::x\n", encoding="utf-8")
    done = run(tmp_path, "lint", "--format", "json", "a.txt")
    assert isinstance(json.loads(done.stdout), dict)


def test_what_is_printed_for_machines(tmp_path: Path) -> None:
    """JSON and YAML on a terminal act on nothing, and are read as the same words."""
    evil = "fit\u202e \x9b2J"
    (tmp_path / f"{evil}.txt").write_text("Rest the the leg.\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text(
        f'concept,language,term,status\n1,en,cramp,preferred\n1,en,"{evil}",deprecated\n', encoding="utf-8"
    )
    for words in (("lint", "--format", "json", f"{evil}.txt"), ("terms", "import", "a.csv")):
        done = run(tmp_path, *words)
        assert not [letter for letter in done.stdout.decode() if letter in "\u202e\x9b"]
        assert any(evil in value for value in values(yaml.safe_load(done.stdout)))


def values(tree: object) -> Iterator[str]:
    """All texts in what was read."""
    if isinstance(tree, str):
        yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from values(part)

"""Chapters made to choke a build: each ends in an edition or in a message with its file, within memory, and soon enough.

Every case runs in a process of its own, with a limit of memory; a process that does not end is a failure.
"""

from __future__ import annotations

import os
import re
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Listener
from tools import ROOT

from pamphleteer.__main__ import main
from pamphleteer.programs.run import Limits

Write = Callable[..., Path]
MEMORY = 3 << 30
PATIENCE = 240
"""Seconds after which a process counts as one that does not end; none of these needs a tenth of it."""


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HUGE_PNG = b"".join(
    [
        b"\x89PNG\r\n\x1a\n",
        chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)),
        chunk(b"IDAT", zlib.compress(bytes(1_000_000), 9)),
        chunk(b"IEND", b""),
    ]
)
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(10))
BOMB_SVG = f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]><svg xmlns="http://www.w3.org/2000/svg"><text>&l10;</text></svg>'
DEEP_SVG = f'<svg xmlns="http://www.w3.org/2000/svg">{"<g>" * 20_000}{"</g>" * 20_000}</svg>'
PICTURES = {"huge.png": HUGE_PNG, "bomb.svg": BOMB_SVG, "deep.svg": DEEP_SVG}
NO_RESULT = {
    "directives in each other": (
        "\n".join(":" * (300 - n) + "{note}" for n in range(296)) + "\nx\n",
        "index.md:1: this chapter is nested too deeply to be read",
    ),
    "quotes of reST in each other": (
        "```{eval-rst}\n" + "\n\n".join("  " * n + "x" for n in range(400)) + "\n```\n",
        "index.md:1: this chapter is nested too deeply to be read",
    ),
    "HTML in itself": ("<div>" * 3000 + "x\n", "index.md:1: its HTML cannot be read"),
    "fractions in each other": (
        "$$" + r"\frac{1}{" * 500 + "x" + "}" * 500 + "$$\n",
        "index.md:5: formula",
    ),
    "a picture of ten gigapixels": ("![x](huge.png)\n", "index.md:5: "),
    "a drawing that grows": ("![x](bomb.svg)\n", "index.md:5: "),
    "a drawing in itself": ("![x](deep.svg)\n", "index.md:5: "),
}
PASSES = {
    "brackets in each other": "[" * 20_000 + "x" + "]" * 20_000,
    "brackets that stay open": "[" * 50_000,
    "lists in each other": "\n".join("  " * n + "- x" for n in range(1000)),
    "quotes in each other": ">" * 1000 + " x",
    "emphasis that stays open": "*a _b " * 10_000,
    "stars": "*" * 50_000 + "a",
    "back quotes": " ".join("`" * n for n in range(1, 400)),
    "spaces": "a" + " " * 100_000 + "b",
    "one letter": "a" * 100_000,
    "digits": "1" * 100_000,
    "digits and commas": "1," * 20_000,
    "quotation marks": '"' * 20_000,
    "comments that stay open": "a <!--" * 5_000,
    "less than": "<" * 50_000,
    "braces": "{{" * 10_000,
    "one word": "the " * 50_000,
    "doses": "10 mg " * 10_000,
    "addresses": "http://" * 10_000,
    "joiners": "\u200d" * 20_000 + "x",
    "accents": "e" + "\u0301" * 20_000,
}
MANY = {
    "references to one note": "x[^n] " * 3_000 + "\n\n[^n]: A note.\n",
    "short lines": "short line\n" * 10_000,
    "backslashes": "\\" * 5_000,
}
CONF = 'html_theme = "alabaster"\nmyst_enable_extensions = ["colon_fence", "dollarmath", "substitution"]\n'


def run(book: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and what was said, of a command with little memory."""

    def little_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [sys.executable, "-m", "pamphleteer", *arguments],
        cwd=book,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=PATIENCE,
        preexec_fn=little_memory,
    )
    return done.returncode, done.stderr


@pytest.fixture
def chapter(write_book: Write) -> Callable[[str], Path]:
    """A book with this text after a title and a line."""
    return lambda text: write_book({"index.md": f"# A\n\nWords.\n\n{text}\n", **PICTURES}, CONF)


@pytest.mark.parametrize("name", NO_RESULT)
def test_no_ebook_but_a_place(name: str, chapter: Callable[[str], Path]) -> None:
    """What no e-book can hold is named with its file; no traceback, no half book."""
    text, place = NO_RESULT[name]
    book = chapter(text)
    status, said = run(book, "build", "--strict", "epub")
    assert status == 1
    assert place in said
    assert "Traceback" not in said
    assert "should not happen" not in said
    assert not list((book / "_build").glob("epub/*"))


def test_long_runs_end(write_book: Write) -> None:
    """The same character, word or open mark thousands of times: lint, site and e-book come to an end."""
    chapters = {f"{name.replace(' ', '-')}.md": f"# A\n\n{text}\n" for name, text in PASSES.items()}
    listed = "\n".join(chapters)
    book = write_book({"index.md": f"# B\n\n```{{toctree}}\n{listed}\n```\n", **chapters}, CONF)
    for command in (("lint",), ("build", "html"), ("build", "epub")):
        status, said = run(book, *command)
        assert status in {0, 1}, command
        assert "should not happen" not in said, command
        assert "Traceback" not in said, command


@pytest.mark.parametrize("name", MANY)
def test_many_of_a_kind(name: str, chapter: Callable[[str], Path]) -> None:
    """Much of the same in one chapter takes time in proportion: lint and all editions come to an end."""
    book = chapter(MANY[name])
    for command in (("lint",), ("build", "html", "epub", "pdf")):
        status, said = run(book, *command)
        assert (status, said) == (0, "") or command == ("lint",), said
        assert "should not happen" not in said


ENDLESS_TYPST = (
    "```{raw} typst\n#for a in range(10000) { for b in range(10000) { for c in range(10000) {} } }\n```\n"
)
GREEDY_TYPST = "```{raw} typst\n#let x = range(200).map(n => range(1000000))\n#x.len()\n```\n"
PATTERN = """
import re
def setup(app):
    app.connect("source-read", lambda app, name, text: re.match("(a+)+$", text[0]))
"""


def test_a_pattern_without_end(write_book: Write) -> None:
    """A text that some extension's regular expression never gets through: the chapter is named."""
    book = write_book({"index.md": "a" * 60 + "b\n"}, CONF + "pamphleteer_chapter_seconds = 1\n" + PATTERN)
    status, said = run(book, "build", "html")
    assert status == 1
    # On a machine that has much else to do, the clock may be first.
    assert re.search(
        "index.md:1: this chapter, or one that it leads to, cannot be built within (1 seconds of computing|3 seconds by)",
        said,
    )
    assert not (book / "_build/html").exists()


WAITING = """
import os
from docutils.parsers.rst import Directive

class Wait(Directive):
    has_content = True
    def run(self):
        import subprocess, time
        subprocess.run(["sleep", "600"], check=True) if self.content else time.sleep(600)

def setup(app):
    app.add_directive("wait", Wait)
"""


@pytest.mark.parametrize("body", ["", "for a program\n"])
def test_a_chapter_that_waits(
    body: str, write_book: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What waits computes nothing: the clock ends it, and the program that it waited for."""
    text = f"# A\n\n```{{wait}}\n{body}```\n"
    book = write_book({"index.md": text}, CONF + "pamphleteer_chapter_seconds = 0.4\n" + WAITING)
    monkeypatch.chdir(book)
    assert main(["build", "html"]) == 1
    assert (
        "index.md:1: this chapter, or one that it leads to, cannot be built within 1.2 seconds by the clock"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("limits", "typst"),
    [
        (Limits(computing=3, clock=600), ENDLESS_TYPST),
        (Limits(computing=600, clock=3), ENDLESS_TYPST),
        (Limits(computing=600, clock=600, memory=2000), GREEDY_TYPST),
    ],
)
def test_raw_typst_without_end(
    build: Callable[..., Any],
    write_book: Write,
    monkeypatch: pytest.MonkeyPatch,
    limits: Limits,
    typst: str,
) -> None:
    """A layout that never ends, or wants all memory, is ended, and no PDF is made."""
    monkeypatch.setattr("pamphleteer.print.setting.LIMITS", limits)
    built = build(write_book({"index.md": f"# A\n\nWords.\n\n{typst}"}), "pdf", faults=True)
    assert "laying it out was ended, for it took" in built.warnings
    assert not list(built.out.glob("*.pdf"))


def test_a_pamphlet_holds_no_raw_typst(build: Callable[..., Any], write_book: Write) -> None:
    """Nothing would end it there."""
    leaflet = f"---\npamphlet: leaflet\n---\n# A\n\nWords.\n\n## B\n\nMore.\n\n{ENDLESS_TYPST}"
    built = build(write_book({"index.md": leaflet}), "pamphlet", faults=True)
    assert "index.md:12: WARNING: a pamphlet holds no raw Typst" in built.warnings


def test_no_package_is_fetched(
    build: Callable[..., Any], write_book: Write, monkeypatch: pytest.MonkeyPatch, listener: Listener
) -> None:
    """A chapter that names a package of Typst sends nobody out, and the writer is told; a proxy listens here."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, listener.address)
    text = '# A\n\nWords.\n\n```{raw} typst\n#import "@preview/cetz:0.3.0": canvas\n```\n'
    built = build(write_book({"index.md": text}), "pdf", faults=True)
    assert "index.md:5: ERROR: chapters use no packages of Typst" in built.warnings
    assert listener.asked == []


def test_long_table(chapter: Callable[[str], Path]) -> None:
    """Thousands of lines are read, linted and shown, and the last is there."""
    book = chapter("| a | b |\n| --- | --- |\n" + "".join(f"| {n} | x |\n" for n in range(3_000)))
    assert run(book, "lint")[0] in {0, 1}
    assert run(book, "build", "html") == (0, "")
    assert "<td><p>2999</p></td>" in (book / "_build/html/index.html").read_text("utf-8")

"""What is wrong with a book is said by each build until it is mended, and every build is as one from nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_build_again import CONF, PAGES, files, replace

from pamphleteer.__main__ import main

Write = Callable[..., Path]


@pytest.fixture
def book(write_book: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of pages that refer to each other, in the current folder."""
    folder = write_book(PAGES, CONF + 'exclude_patterns = ["shared.txt", "_build"]\n')
    monkeypatch.chdir(folder)
    return folder


def lose_chapter(book: Path) -> None:
    """A toctree names a chapter that is not there, whose label and term others use."""
    (book / "part/two.md").unlink()


def add_lost_chapter(book: Path) -> None:
    """One that no toctree names."""
    (book / "lost.md").write_text("# Lost\n")


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a missing picture": (lambda book: (book / "boat.svg").unlink(), "part/two.md:9: "),
    "a label gone from another chapter": (
        lambda book: replace(book, "part/two.md", "(label-two)=", "(label-zwei)="),
        "one.md:4: ",
    ),
    "a label twice": (lambda book: replace(book, "three.md", "# Three", "(label-two)=\n# Three"), "label"),
    "an unknown role": (lambda book: replace(book, "one.md", "See", "{wrong}`x` See"), "one.md:4: "),
    "a role in an included file": (
        lambda book: replace(book, "shared.txt", "Shared", "{wrong}`x` shared"),
        "three.md:1: ",
    ),
    "no included file": (lambda book: (book / "shared.txt").unlink(), "three.md:3: "),
    "no file of a chapter": (lose_chapter, "index.md:8: "),
    "a chapter in no toctree": (add_lost_chapter, "lost.md:1: "),
    "front matter that is none": (
        lambda book: replace(book, "one.md", "(label-one)=", "---\ntitle: [\n---\n(label-one)="),
        "one.md:",
    ),
    "a setting": (
        lambda book: replace(book, "conf.py", "numfig = True", "numfig = 'no'\nnumfig_format = 3"),
        "conf.py:7: ",
    ),
}


def places(said: str) -> set[str]:
    """The places of messages."""
    return {*re.findall(r"^\S+?:\d+:", said, re.MULTILINE)}


STRICT = ["build", "--strict", "html", "epub", "pdf"]


def said_of(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command says that fails."""
    capsys.readouterr()
    assert main(command) == 1
    return capsys.readouterr().err


def test_a_fault_is_said_until_it_is_mended(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where warnings are faults: at the same places at each try, and the first good build is as one from nothing."""
    words = ("A note.", "A new note.")
    fresh = []
    for number, old in enumerate((words[0], words[1])):
        assert main([*STRICT, "--out", str(tmp_path / f"fresh-{number}")]) == 0
        fresh.append(files(tmp_path / f"fresh-{number}"))
        replace(book, "one.md", old, words[1 - number])
    assert fresh[0] != fresh[1]
    assert main(STRICT) == 0
    assert files(book / "_build") == fresh[0]
    for number, (name, (make, place)) in enumerate(FAULTS.items()):
        whole = {
            path: path.read_bytes()
            for path in book.rglob("*")
            if path.is_file() and "_build" not in path.parts
        }
        make(book)
        said = said_of(STRICT, capsys)
        assert place in said, name
        assert "Traceback" not in said, name
        assert "cannot be built" not in said, name  # an error of Python, found a place for
        assert "the last good output was left as it is" in said, name
        assert said_of(STRICT, capsys) == said, name
        assert files(book / "_build") == fresh[number % 2], name
        (book / "lost.md").unlink(missing_ok=True)
        for path, data in whole.items():
            if not path.exists() or path.read_bytes() != data:
                path.write_bytes(data)
        replace(book, "one.md", words[number % 2], words[1 - number % 2])
        assert main(STRICT) == 0, name
        assert files(book / "_build") == fresh[1 - number % 2], name


ONE_AFTER_THE_OTHER = (
    "a chapter in no toctree", "an unknown role", "a role in an included file", "no included file", "a label twice",
    "a label gone from another chapter", "a missing picture", "front matter that is none", "no file of a chapter",
)  # fmt: skip


def test_warnings_are_said_again_after_any_edit(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of chapters that are read again, and of the others: books and messages are those of a first build."""
    command = ["build", "html", "epub"]
    assert main(command) == 0
    for number, name in enumerate(ONE_AFTER_THE_OTHER):
        FAULTS[name][0](book)
        capsys.readouterr()
        assert main(command) == 0
        said = capsys.readouterr().err
        assert FAULTS[name][1] in said
        fresh = tmp_path / f"fresh-{number}"
        assert main([*command, "--out", str(fresh)]) == 0
        first = capsys.readouterr().err
        assert said.replace("_build/", "") == first.replace(f"{fresh}/", ""), name
        assert files(book / "_build") == files(fresh), name
    assert main(command) == 0
    told = capsys.readouterr()
    assert [f"{name}: nothing has changed" in told.out for name in ("html", "epub")] == [True, True]
    assert told.err == said


def test_a_label_that_moves_is_in_one_place(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To an earlier chapter and back: never in two, and links follow it."""
    assert main(["build", "--strict", "html"]) == 0
    replace(book, "part/two.md", "(label-two)=\n", "")
    replace(book, "one.md", "(label-one)=", "(label-two)=\n(label-one)=")
    assert main(["build", "--strict", "html"]) == 0
    replace(book, "one.md", "(label-two)=\n", "")
    replace(book, "part/two.md", "# Two", "(label-two)=\n# Two")
    assert main(["build", "--strict", "html"]) == 0
    assert capsys.readouterr().err == ""


def test_a_fault_of_one_edition_is_said_in_the_other(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was wrong when the site was built is no news for the e-book."""
    assert main(["build", "html", "epub"]) == 0
    replace(book, "one.md", "See", "{wrong}`x` See")
    for edition in ("html", "epub", "pdf", "html"):
        assert main(["build", edition]) == 0
        assert 'one.md:4: Unknown interpreted text role "wrong"' in capsys.readouterr().err


def test_a_faulty_chapter_that_is_deleted(book: Path, tmp_path: Path) -> None:
    """Nothing of it stays: neither its title nor its label, nor what was said of it."""
    assert main(["build", "html", "epub"]) == 0
    replace(book, "three.md", "# Three", "# Three\n\n{wrong}`x`")
    assert main(["build", "html", "epub"]) == 0
    (book / "three.md").unlink()
    replace(book, "index.md", "three\n", "")
    assert main(["build", "--strict", "html", "epub"]) == 0
    assert main(["build", "html", "epub", "--out", str(tmp_path / "fresh")]) == 0
    assert files(book / "_build") == files(tmp_path / "fresh")


def test_chapters_with_warnings_are_not_read_again(book: Path) -> None:
    """An edit elsewhere: doctrees and pages are as they were. In processes of their own: Sphinx keeps lists of styles."""

    def build() -> str:
        command = [sys.executable, "-m", "pamphleteer", "build", "html"]
        return subprocess.run(command, cwd=book, check=True, capture_output=True, text=True).stderr

    replace(book, "three.md", "{term}", "{wrong}`x` {term}")
    assert 'three.md:6: Unknown interpreted text role "wrong"' in build()
    work = book / "_build/.work"

    def made() -> dict[str, int]:
        found = [*work.glob("doctrees/**/*.doctree"), *work.glob("html/**/*.html")]
        return {str(path.relative_to(work)): os.stat(path).st_mtime_ns for path in found}

    before = made()
    replace(book, "one.md", "A note.", "A new note.")
    assert 'three.md:6: Unknown interpreted text role "wrong"' in build()
    written = {name for name, moment in made().items() if before.get(name) != moment}
    assert "doctrees/one.doctree" in written
    assert "html/one.html" in written
    # Sphinx writes indices each time, and a page with a toctree when a chapter of it has changed.
    assert written <= {
        "doctrees/one.doctree", "html/one.html", "html/index.html", "html/genindex.html", "html/search.html",
    }  # fmt: skip


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "a chapter in no toctree"])
def test_the_lint_says_a_fault_until_it_is_mended(
    book: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """It reads over the same doctrees; a chapter in no toctree is for one of its rules."""
    whole = {path: path.read_bytes() for path in sorted(book.rglob("*")) if path.is_file()}
    main(["lint"])
    capsys.readouterr()
    FAULTS[name][0](book)
    said = []
    for _try in range(3):
        assert main(["lint"]) > 0
        said.append(places(capsys.readouterr().err))
    assert said[1:] == [said[0]] * 2
    for path, data in whole.items():
        path.write_bytes(data)
    main(["lint"])
    assert "fault" not in capsys.readouterr().err


EXTENSION = """
import traceback
from docutils.parsers.rst import Directive
from sphinx.util import logging

class Say(Directive):
    has_content = True

    def run(self):
        try:
            raise ValueError("no boats")
        except ValueError:
            logging.getLogger(__name__).warning("cannot load 'boats':\\n%s", traceback.format_exc(), type="boats")
        return []

def setup(app):
    app.add_directive("say", Say)
"""


def test_what_an_extension_says_of_an_error_has_a_place(
    write_book: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the chapter, although the extension names none; and without the innards of Python."""
    pages = {
        "index.rst": "Book\n====\n\n.. toctree::\n\n   one\n",
        "one.rst": "One\n===\n\nText.\n\n.. say::\n\n   boats\n",
    }
    monkeypatch.chdir(write_book(pages, EXTENSION))
    assert main(["build", "html"]) == 0
    said = capsys.readouterr().err
    assert "one.rst:8: cannot load 'boats':\nValueError: no boats" in said
    assert "Traceback" not in said


FAILS = """
from sphinx.util import logging

def check(app, _error):
    logging.getLogger(__name__).{}("a redirect leads nowhere")
    app.statuscode = 1

def setup(app):
    app.connect("build-finished", check)
"""


@pytest.mark.parametrize(("level", "status"), [("warning", 0), ("error", 1)])
def test_an_extension_that_fails_a_build_says_why(
    write_book: Write,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    level: str,
    status: int,
) -> None:
    """With an error, which keeps back the edition; with a warning alone, the edition is published."""
    book = write_book({"index.rst": "Book\n====\n\nText.\n"}, FAILS.format(level))
    monkeypatch.chdir(book)
    assert main(["build", "html"]) == status
    assert "conf.py:1: a redirect leads nowhere" in capsys.readouterr().err
    assert (book / "_build/html/index.html").exists() == (level == "warning")

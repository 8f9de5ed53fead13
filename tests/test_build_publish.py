"""What could be written is published, whatever else is wrong; what is wrong is told by kind and page, and listed in a report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pamphleteer.__main__ import main

Write = Callable[..., Path]
PAGES = {
    "index.md": "# Start\n\nWelcome.\n\n```{toctree}\nchapter\nother\n```\n",
    "chapter.md": "# One\n\nThe first chapter.\n",
    "other.md": "# Two\n\nThe second chapter.\n",
}
BROKEN = "# One\n\nOther words.\n\n```{raw} typst\n#no-such-thing\n```\n"
"""A chapter that cannot be printed."""


@pytest.fixture
def book(write_book: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of three pages, in the current folder."""
    folder = write_book(PAGES)
    monkeypatch.chdir(folder)
    return folder


def report(book: Path) -> dict[str, Any]:
    """What the machine is told."""
    found: dict[str, Any] = json.loads((book / "_build/report.json").read_text(encoding="utf-8"))
    return found


def test_an_error_keeps_back_its_own_edition_only(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The print fails, and with it the booklet; the others are published. The site offers no print that is older than it."""
    editions = ["html", "epub", "pdf", "booklet"]
    assert main(["build", *editions]) == 0
    built = book / "_build"
    stood = (built / "pdf/a-book.pdf").read_bytes()
    assert 'href="downloads/a-book.pdf"' in (built / "html/index.html").read_text(encoding="utf-8")
    (book / "chapter.md").write_text(BROKEN)
    capsys.readouterr()
    for _try in range(2):
        assert main(["build", *editions]) == 1
        said = capsys.readouterr().err
        assert re.search(r"^chapter\.md:\d+: unknown variable: no-such-thing$", said, re.MULTILINE)
        assert "pdf: not made; the last good output was left as it is (pdf)\n" in said
        assert (
            "booklet: not made, for it is folded from the PDF, which could not be made; the last good" in said
        )
        assert "Other words." in (built / "html/chapter.html").read_text(encoding="utf-8")
        assert [path.name for path in (built / "html/downloads").iterdir()] == ["a-book.epub"]
        assert "a-book.pdf" not in (built / "html/index.html").read_text(encoding="utf-8")
        assert (built / "pdf/a-book.pdf").read_bytes() == stood
        states = {"pdf": "missing", "epub": "made", "booklet": "missing", "html": "made"}
        assert report(book)["editions"] == states
    (book / "chapter.md").write_text(PAGES["chapter.md"])
    assert main(["build", *editions]) == 0
    assert sorted(path.name for path in (built / "html/downloads").iterdir()) == [
        "a-book-booklet.pdf",
        "a-book.epub",
        "a-book.pdf",
    ]


def test_no_last_good_output_is_spoken_of_where_there_is_none(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first build of a book."""
    (book / "chapter.md").write_text(BROKEN)
    assert main(["build", "pdf", "html"]) == 1
    said = capsys.readouterr().err
    assert "pdf: not made\n" in said
    assert "last good" not in said
    assert main(["build", "html", "--strict"]) == 0
    (book / "chapter.md").write_text("# One\n\n{wrong}`x`\n")
    assert main(["build", "epub", "--strict"]) == 1
    said = capsys.readouterr().err
    assert "nothing was published, for warnings are faults here (strict)\n" in said


def test_the_site_offers_nothing_that_is_older(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An e-book of yesterday is not offered with the words of today, and the writer is told how to renew it."""
    assert main(["build", "epub", "html"]) == 0
    (book / "chapter.md").write_text("# One\n\nOther words.\n")
    capsys.readouterr()
    for _try in range(2):
        assert main(["build", "html"]) == 0
        assert (
            "html: does not offer epub, which is older than the chapters: name it too"
            in capsys.readouterr().out
        )
        assert "a-book.epub" not in (book / "_build/html/index.html").read_text(encoding="utf-8")
    assert main(["build", "epub", "html"]) == 0
    assert "does not offer" not in capsys.readouterr().out
    assert "a-book.epub" in (book / "_build/html/index.html").read_text(encoding="utf-8")


READING = """
def setup(app):
    def stop(app, docname, source):
        if docname == "other":
            raise ValueError("no way")
    app.connect("source-read", stop)
"""


def test_chapters_that_cannot_be_read_are_told_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An extension fails while it reads: no edition can be made, and none is tried in vain."""
    (book / "conf.py").write_text((book / "conf.py").read_text() + READING)
    assert main(["build", "html", "epub", "pdf", "large-print"]) == 1
    said = capsys.readouterr().err
    assert said.count("no way") == 1
    assert "other.md:1: " in said
    assert "epub, large-print, html: not made, for the chapters could not be read\n" in said
    assert set(report(book)["editions"].values()) == {"missing"}


def test_a_fault_of_one_builder_is_told_once_with_its_editions(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A theme that is not there stops the site; the print is made."""
    (book / "conf.py").write_text((book / "conf.py").read_text() + 'html_theme = "nosuch"\n')
    assert main(["build", "html", "pdf"]) == 1
    said = capsys.readouterr().err
    assert "conf.py:4: no theme named 'nosuch' found" in said
    assert report(book)["editions"] == {"pdf": "made", "html": "missing"}


def test_many_warnings_are_told_by_kind_and_page(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few of each kind in full, the pages of the others with counts; the report has each once, with all editions."""
    for name, count in (("chapter", 12), ("other", 4)):
        links = "\n\n".join(f"[x](no-{n}.md)" for n in range(count))
        pictures = f"![](gone-{name}.png)\n\n![Far](https://example.org/{name}.png)"
        (book / f"{name}.md").write_text(f"# {name}\n\n{links}\n\n{pictures}\n")
    assert main(["build", "html", "epub", "pdf"]) == 0
    said = capsys.readouterr().err
    assert "16 warnings in 2 files [myst.xref_missing]\nchapter.md:3: " in said
    assert said.count("cross-reference target not found") == 3
    assert "… and 13 more: chapter.md 9, other.md 4\n" in said
    assert said.count("correct the name, or put") == 1
    assert "2 warnings in 2 files [image.not_readable]" in said
    messages = report(book)["messages"]
    missing = [said for said in messages if said["kind"] == "myst.xref_missing"]
    assert len(missing) == 16
    assert missing[0] == {
        "editions": ["pdf", "epub", "html"],
        "file": "chapter.md",
        "line": 3,
        "column": None,
        "kind": "myst.xref_missing",
        "severity": "warning",
        "message": "'myst' cross-reference target not found: 'no-0.md'",
        "hint": "correct the name, or put `(name)=` on the line above the heading it means",
    }
    assert len({(said["line"], said["kind"]) for said in messages if said["file"] == "other.md"}) == len(
        [said for said in messages if said["file"] == "other.md"]
    )
    text = (book / "_build/report.txt").read_text(encoding="utf-8")
    assert text.count("cross-reference target not found") == 16
    assert "\n\nother.md:3: warning: 'myst' cross-reference" in text


def test_lint_fails_for_errors_alone(book: Path) -> None:
    """And keeps no edition back."""
    (book / "chapter.md").write_text("# One\n\nSIT DOWN AND REST YOUR LEG NOW, PLEASE, UNTIL IT IS BETTER.\n")
    assert main(["build", "lint", "html"]) == 0
    kinds = {said["kind"]: said["severity"] for said in report(book)["messages"]}
    assert kinds["lint.shouting"] == "warning"
    settings = book / "pyproject.toml"
    settings.write_text('[tool.pamphleteer.lint]\nseverity = { shouting = "error" }\n')
    assert main(["build", "lint", "html"]) == 1
    assert (book / "_build/html/index.html").is_file()
    assert report(book)["editions"] == {"lint": "made", "html": "made"}


def test_preview_is_shown_with_its_warnings(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A writer looks at a page that is not finished."""
    (book / "chapter.md").write_text("# One\n\n{wrong}`x`\n")
    assert main(["preview", "chapter"]) == 0
    assert "chapter.md:3: Unknown interpreted text role" in capsys.readouterr().err
    assert (book / "_build/preview/chapter.pdf").is_file()


@pytest.mark.parametrize("strict", ["--strict", "--no-strict"])
def test_links_are_checked_whatever_else_is_wrong(
    book: Path, capsys: pytest.CaptureFixture[str], strict: str
) -> None:
    """Warnings, and an edition that could not be made, are told beside the broken links."""
    conf = 'def setup(app):\n    app.connect("builder-inited", stop)\n\ndef stop(app):\n    assert app.builder.name != "epub"\n'
    (book / "conf.py").write_text((book / "conf.py").read_text() + conf)
    (book / "chapter.md").write_text("# One\n\n{wrong}`x`\n\n<a href='nowhere.html'>x</a>\n")
    assert main(["linkcheck", "--internal", strict]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("chapter.md:5:")
    assert "nowhere.html" in out
    assert "Unknown interpreted text role" in err
    assert "links inside the book: 1 broken\nnot looked at, for they could not be made: epub\n" in err

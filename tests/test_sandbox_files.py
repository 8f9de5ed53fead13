"""A stranger's files and names: links, pictures, tables and languages that try to reach what is not theirs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import Build, Listener
from sphinx.errors import SphinxError
from test_sandbox import WORDS, book, texts

from pamphleteer.__main__ import main
from pamphleteer.sandbox.paths import within

__all__ = ["book"]  # a fixture, which pytest finds by its name here


def test_a_table_in_an_included_file(build: Build, book: Path, tmp_path: Path) -> None:
    """A path with a slash means the source folder, from wherever it is written."""
    (tmp_path / "secret.csv").write_text(f"{WORDS},x\n")
    (book / "own.csv").write_text("Ownwords,x\n")
    (book / "a").mkdir()
    (book / "inc.txt").write_text(".. csv-table::\n   :file: /NAME.csv\n")
    (book / "a/x.md").write_text("# X\n\n```{eval-rst}\n.. include:: ../inc.txt\n```\n")
    (book / "index.md").write_text("# B\n\n```{toctree}\na/x\n```\n")
    for name, shown in (("own", True), ("secret", False)):
        (book / "inc.txt").write_text(f".. csv-table::\n   :file: /{name}.csv\n")
        (book / "a/x.md").touch()
        built = build(book, "html", faults=True)
        assert ("Ownwords" in texts(built.out)) is shown
        assert WORDS not in texts(built.out)
        assert bool(built.warnings) is not shown
        shutil.rmtree(built.out)


def test_a_chapter_in_a_hidden_folder_that_is_a_link(build: Build, book: Path, tmp_path: Path) -> None:
    """Sphinx finds it there; it is refused like any other."""
    (tmp_path / "secret.md").write_text(f"# {WORDS}\n")
    (book / ".x").mkdir()
    (book / ".x/leak.md").symlink_to(tmp_path / "secret.md")
    (book / "index.md").write_text("# B\n\n```{toctree}\n.x/leak\n```\n")
    with pytest.raises(SphinxError, match="this symbolic link leads out of the project"):
        build(book, "html")


@pytest.mark.parametrize("edition", ["html", "epub", "pdf", "large-print", "booklet", "pamphlet", "lint"])
def test_no_picture_is_fetched(build: Build, book: Path, listener: Listener, edition: str) -> None:
    """A picture at an address stays one, or its words are printed with a warning; nobody is asked for it."""
    (book / "index.md").write_text(
        f"---\npamphlet: leaflet\n---\n# B\n\n## C\n\nWords.\n\n![A boat]({listener.address}/a.png)\n"
    )
    said = build(book, edition, faults=True).warnings
    assert listener.asked == []
    if edition not in {"html", "epub", "lint"}:
        assert "index.md:10: WARNING: the picture http://127.0.0.1" in said


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
def test_a_picture_starts_no_program(
    build: Build, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: str
) -> None:
    """PostScript under the name of a PNG: Pillow would hand it to Ghostscript."""
    ran = tmp_path / "ran"
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gs").write_text(f"#!/bin/sh\ntouch {ran}\n")
    (folder / "gs").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    postscript = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n(x) show\n%%EOF\n"
    (book / "e.png").write_bytes(postscript)
    (book / "index.md").write_text("# B\n\nWords.\n\n![x](e.png)\n")
    said = build(book, edition, faults=True).warnings
    assert not ran.exists()
    assert "index.md:5: WARNING" in said or edition == "html"


def test_no_typst_in_a_language(build: Build, book: Path) -> None:
    """A language is letters, and nothing that Typst would run."""
    (book / "index.md").write_text(
        '---\nlang: \'en", ..{ panic("typst runs") }, script: "latn\'\n---\n# A\n\nW.\n'
    )
    built = build(book, "pdf", faults=True)
    assert "typst runs" not in built.warnings.partition("is no language")[2]
    assert "index.md:2: WARNING: “lang: en" in built.warnings
    assert list(built.out.glob("*.pdf"))


@pytest.mark.parametrize("link", ["_build", "_build/.work", "_build/.work/doctrees", "_build/html"])
def test_output_goes_through_no_link(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    """A link that came with a chapter makes the build write and delete nowhere else."""
    monkeypatch.chdir(book)
    (book / "conf.py").write_text((book / "conf.py").read_text() + 'exclude_patterns = ["_build"]\n')
    target = tmp_path / "precious"
    (target / "html").mkdir(parents=True)
    (target / "html/file").touch()
    (book / link).parent.mkdir(parents=True, exist_ok=True)
    (book / link).symlink_to(target)
    assert main(["build", "html"]) == 2
    assert (
        "is a symbolic link: delete it, or name the folder that it leads to with --out"
        in capsys.readouterr().err
    )
    assert sorted(path.name for path in target.rglob("*")) == ["file", "html"]


NAMES = {
    "a byte of zero": ("[x](a%00b.txt)", "index.md:5: "),
    "a byte of zero in a path": ("<path:a%00b.txt>", "index.md:5: "),
    "a byte of zero in HTML": ('<img src="a%00b.png" alt="x">', ""),
    "a long name": (f"![x]({'a' * 3000}.png)", "index.md:5: image file not readable"),
    "a long name of a table": (f"```{{csv-table}}\n:file: {'a' * 300}\n```", "index.md:5: "),
    "no encoding of text": (
        "```{eval-rst}\n.. include:: own.txt\n   :encoding: rot13\n```",
        "“rot13” is no encoding of text",
    ),
    "a number of odd form": ("{numref}`a {number.x} <index>`", "write {number}, {name} or %s only"),
    "a wide number": ("{numref}`x {number:>3000000000} <index>`", "write {number}, {name} or %s only"),
    "a number of odd width": ("{numref}`%2000000000s <index>`", "write {number}, {name} or %s only"),
    "thirty million columns": ("```{hlist}\n:columns: 30000000\n\n* a\n```", "more than 100 columns"),
    "three thousand million lines": (
        "```{code-block}\n:emphasize-lines: 1-3000000000\n\nx\n```",
        "there is no line beyond 1000000",
    ),
    "as many in a file": (
        "```{literalinclude} own.txt\n:lines: 1-3000000000\n```",
        "there is no line beyond 1000000",
    ),
    "control characters": ('<b title="&#2;">x</b>', ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_have_a_place(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """What no file can be called, and other nonsense, ends in a message with the chapter, in every edition."""
    monkeypatch.chdir(book)
    markup, told = NAMES[name]
    (book / "index.md").write_text(f"# B\n\nWords.\n\n{markup}\n")
    for command in (["build", "html"], ["build", "epub"], ["lint"]):
        status = main(command)
        said = capsys.readouterr().err
        assert "should not happen" not in said
        assert "Traceback" not in said
        assert "conf.py:" not in said
        assert status == 0 or "index.md:" in said
        assert told in said or (
            command == ["lint"] and "numref" in markup
        )  # numbers are filled in where pages are


def test_links_in_a_circle(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They lead nowhere, and the message names them."""
    monkeypatch.chdir(book)
    (book / "loop.png").symlink_to("loop.png")
    assert main(["build", "html"]) == 1
    assert "loop.png:1: this symbolic link leads out of the project" in capsys.readouterr().err
    (book / "there").symlink_to("back")
    (book / "back").symlink_to("there")
    names = ("loop.png", "there", "there/file.png", "no-file.png", "no-folder/file.png")
    assert [within(book / name, (book,)) for name in names] == [False, False, False, True, True]


def test_a_name_that_is_no_text(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Linux lets a file have a name of any bytes: no page could hold it."""
    monkeypatch.chdir(book)
    (book / os.fsdecode(b"a\xff.png")).touch()
    for command in (["build", "html"], ["lint"]):
        assert main(command) == 2
        assert "a\\xff.png: the name of this file is not UTF-8: give it another" in capsys.readouterr().err


@pytest.mark.parametrize("label", ["answer", "small"])
def test_raw_typst_that_spoils_the_answer(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], label: str
) -> None:
    """The template says by labels where things lie; a chapter that uses them is told so."""
    monkeypatch.chdir(book)
    (book / "index.md").write_text(f'# B\n\nWords.\n\n```{{raw}} typst\n#metadata("x")<{label}>\n```\n')
    assert main(["build", "pdf"]) == 1
    assert "raw Typst must not use the labels of the template" in capsys.readouterr().err
    assert not (book / "_build/pdf").exists()

"""The same book gives the same bytes, however and wherever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BOOKS
from epub_book import Epub
from tools import need, sphinx_build

from pamphleteer.edition_dates import edition_date

Write = Callable[..., Path]


def made(source: Path, out: Path, *options: str, **surroundings: str) -> bytes:
    """The e-book that Sphinx builds in a process of its own."""
    (book,) = sphinx_build(source, "epub", out, *options, **surroundings).glob("*.epub")
    return book.read_bytes()


def test_same_bytes_however_it_is_built(tmp_path: Path) -> None:
    """Another folder, time zone and locale, two processes, a second run, a touched file, one chapter read anew."""
    first = made(BOOKS / "epub-demanding", tmp_path / "first")
    copy = tmp_path / "a copy, elsewhere"
    shutil.copytree(BOOKS / "epub-demanding", copy)
    assert (
        made(copy, tmp_path / "parallel", "-j", "2", TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="7")
        == first
    )
    (copy / "raw.md").touch()
    assert made(copy, tmp_path / "parallel") == first
    text = (copy / "glossary.md").read_text(encoding="utf-8")
    (copy / "glossary.md").write_text(text + "\nOne more line.\n", encoding="utf-8")
    assert made(copy, tmp_path / "parallel") != first
    (copy / "glossary.md").write_text(text, encoding="utf-8")
    assert made(copy, tmp_path / "parallel", "-j", "2") == first


def git(folder: Path, *words: str) -> None:
    """A commit by nobody, at a fixed time."""
    stamp = "2026-03-04T05:06:07+02:00"
    person = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": os.devnull}
    named = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(
        ["git", *named, *words], cwd=folder, env={**os.environ, **person}, check=True, capture_output=True
    )


def test_date_of_the_last_commit(write_book: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SOURCE_DATE_EPOCH the last commit that touched the book gives the date, so that a checkout builds the same."""
    need("git")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    folder = write_book(
        {"index.md": "# A book\n\n```{toctree}\nchapter\n```\n", "chapter.md": "# Chapter\n\nWords.\n"}
    )
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "a book")
    assert edition_date(folder).isoformat() == "2026-03-04T03:06:07+00:00"
    first = made(folder, tmp_path / "one")
    assert made(folder, tmp_path / "two", TZ="Asia/Tokyo") == first
    (book,) = (tmp_path / "one" / "epub").glob("*.epub")
    assert Epub(book).metadata("dcterms:modified") == ["2026-03-04T03:06:07Z"]


def test_removed_chapter_is_gone(write_book: Write, tmp_path: Path) -> None:
    """A chapter, its picture and its place in the contents go with it, in the same output folder."""
    index = "# A book\n\n```{toctree}\none\ntwo\n```\n"
    folder = write_book(
        {"index.md": index, "one.md": "# One\n\nWords.\n", "two.md": "# Two\n\nMore words.\n"}
    )
    made(folder, tmp_path)
    (folder / "two.md").unlink()
    (folder / "index.md").write_text(index.replace("two\n", ""), encoding="utf-8")
    made(folder, tmp_path)
    (path,) = (tmp_path / "epub").glob("*.epub")
    book = Epub(path)
    assert "text/two.xhtml" not in book.files
    assert book.contents() == ["A book", "One"]

"""Work folders that came with a book: nothing in them is loaded, followed or deleted; caches that are not as they were written."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.__main__ import main
from pamphleteer.cached import read_cache, write_cache

Write = Callable[..., Path]
BUILD = ("build", "html", "pdf", "epub")


class Trap:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, ...]]:
        return os.mkdir, (os.environ["TRAP"],)


@pytest.fixture
def book(write_book: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book, and a path that a trap would make."""
    monkeypatch.setenv("TRAP", str(tmp_path / "sprung"))
    folder = write_book({"index.md": "# B\n\n```{toctree}\na\n```\n", "a.md": "# A\n\nWords.\n"}, "")
    monkeypatch.chdir(folder)
    return folder


def planted(book: Path) -> Path:
    """A work folder as a stranger's commit brings it: a pickle, lists of files to delete, a link two levels down."""
    work = book / "_build" / ".work"
    (work / "doctrees").mkdir(parents=True)
    for name in ("environment.pickle", "a.doctree", "index.doctree"):
        (work / "doctrees" / name).write_bytes(pickle.dumps(Trap()))
    for name in ("pdf", "html", "epub"):
        write_cache(
            work / f"{name}.json",
            {"fingerprint": "x", "files": ["../../keep.txt", str(book.parent / "keep.txt")]},
        )
    (book.parent / "keep.txt").write_text("kept", encoding="ascii")
    (work / "html" / "a").mkdir(parents=True)
    (book.parent / "elsewhere").mkdir()
    (work / "html" / "_static").symlink_to(book.parent / "elsewhere")
    return work


def test_a_work_folder_that_came_with_the_book(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is put aside, whole, with a word."""
    planted(book)
    (book / "_build" / ".work" / "made-here").write_text(
        "0" * 64, encoding="ascii"
    )  # as made by somebody else
    before = sorted(
        path.relative_to(book / "_build" / ".work") for path in (book / "_build" / ".work").rglob("*")
    )
    assert main([*BUILD]) == 0
    assert not (tmp_path / "sprung").exists()
    assert (book.parent / "keep.txt").exists()
    assert list((book.parent / "elsewhere").iterdir()) == []
    aside = book / "_build" / ".work-of-others-1"
    assert sorted(path.relative_to(aside) for path in aside.rglob("*")) == before
    assert "was not made by a build of yours on this machine" in capsys.readouterr().err


def test_a_copy_of_a_work_folder_is_not_ours(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its mark belongs to the folder that it was made for; a folder that is moved stays ours."""
    assert main(["build", "html"]) == 0
    shutil.move(book / "_build", book / "moved")
    shutil.move(book / "moved", book / "_build")
    capsys.readouterr()
    assert main(["build", "html"]) == 0
    assert "html: nothing has changed" in capsys.readouterr().out
    shutil.copytree(book / "_build", book / "copy")
    shutil.rmtree(book / "_build")
    (book / "copy").rename(book / "_build")
    assert main(["build", "html"]) == 0
    assert "was not made by a build of yours" in capsys.readouterr().err


@pytest.mark.parametrize(
    "state",
    ["no folder can be made", "a short key", "a key for all to read", "a home in the book", "no home"],
)
def test_no_key_can_be_kept(state: str, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds work all the same, each in a work folder of its own."""
    from pamphleteer.command import ownership

    ownership.key.cache_clear()
    (tmp_path / "file").write_text("", encoding="ascii")
    (tmp_path / "state/pamphleteer").mkdir(parents=True)
    (tmp_path / "state/pamphleteer/key").write_bytes(b"x" * (1 if state == "a short key" else 32))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ("file/x" if state[0] == "n" else "state")))
    if state == "no home":
        monkeypatch.delenv("XDG_STATE_HOME")
        monkeypatch.setenv("HOME", str(tmp_path / "file/x"))
    if state == "a home in the book":
        monkeypatch.setenv("XDG_STATE_HOME", str(book / ".state"))
    assert main(["build", "html"]) == 0
    assert (book / "_build/html/index.html").is_file()
    assert not (book / ".state").exists()
    assert ownership.key() != b"x" * 32
    ownership.key.cache_clear()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda _data: b"",
    "another type": lambda _data: b"[1, 2]",
    "null": lambda _data: b"null",
    "edited": lambda data: data.replace(b"index", b"other"),
    "no text": lambda _data: b"\xff\xfe\x00" * 9,
    "deep": lambda _data: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_caches(damage: str, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each cache of every edition, of the lint and of what was read: the next build and lint say what the first did."""
    (book / "a.md").write_text("# A\n\nWords words. [x](nowhere.md)\n", encoding="utf-8")
    assert main(["lint"]) in (0, 1)
    main([*BUILD])
    pages = (book / "_build/html/a.html").read_bytes()
    found = [path for path in (book / "_build/.work").rglob("*") if path.is_file() and is_cache(path)]
    assert len(found) >= 8, found
    for path in found:
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
    capsys.readouterr()
    (book / "index.md").write_text("# B\n\nMore.\n\n```{toctree}\na\n```\n", encoding="utf-8")
    assert main([*BUILD]) == 0
    said = capsys.readouterr()
    assert main(["lint"]) in (0, 1)
    assert "Traceback" not in said.err + capsys.readouterr().err
    assert "a.md:3" in said.err
    assert (book / "_build/html/a.html").read_bytes() == pages


def is_cache(path: Path) -> bool:
    """Whether it is a file that a build keeps for the next."""
    return path.suffix in {".json", ".npz", ".zip", ".pickle", ".doctree"} or path.name in {
        ".pageinfo",
        ".navigation",
    }


def test_a_cache_is_what_was_written(tmp_path: Path) -> None:
    """Or nothing."""
    path = tmp_path / "a" / "cache.json"
    assert read_cache(path) is None
    value = {"a": [1, 2.5, None], "ö": "\ud7ff"}
    write_cache(path, value)
    assert read_cache(path) == value
    path.write_text(json.dumps(value), encoding="utf-8")
    assert read_cache(path) is None


@pytest.mark.parametrize("at", [1, 300, 900])
def test_a_damaged_doctree_is_read_again(at: int, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its bytes raise: the book is read anew, and every edition is made."""
    assert main([*BUILD]) == 0
    pages = (book / "_build/html/a.html").read_bytes()
    for path in (book / "_build/.work/doctrees").glob("*.doctree"):
        path.write_bytes(path.read_bytes()[:at] + b"[" * 99)
    (book / "index.md").write_text("# B\n\nMore.\n\n```{toctree}\na\n```\n", encoding="utf-8")
    assert main([*BUILD]) == 0, capsys.readouterr().err
    assert (book / "_build/html/a.html").read_bytes() == pages

"""Files and folders of any kind → the `Page`s in them, each by the reader for its suffix."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pamphleteer.lint.page import Page

SKIPPED = {"node_modules", "venv", "__pycache__", "site-packages", "dist"}
"""Folders that hold other people's files or built ones; so do those that begin with `_build` or a full stop."""
LARGEST = 200_000_000
"""Bytes of a file that is still read."""
LONGEST_LINE = 1_000_000
"""Letters of a line; no person writes a longer one."""
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_md(path: Path, language: str) -> list[Page]:
    """A file of MyST Markdown."""
    from pamphleteer.lint.read.markdown import read_markdown  # each reader loads a library of its own

    return [read_markdown(Source(text_of(path)), str(path), language)]


def read_rst(path: Path, language: str) -> list[Page]:
    """A file of reStructuredText."""
    from pamphleteer.lint.read.rst import read_restructuredtext

    return [read_restructuredtext(Source(text_of(path)), str(path), language)]


def read_txt(path: Path, language: str) -> list[Page]:
    """A file of plain text."""
    from pamphleteer.lint.read.plain import read_plain

    return [read_plain(Source(text_of(path)), str(path), language)]


def read_po(path: Path, language: str) -> list[Page]:
    """A catalogue of translations."""
    from pamphleteer.lint.read.catalogue import read_catalogue

    return [read_catalogue(Source(text_of(path)), str(path), language)]


def read_book(path: Path, language: str) -> list[Page]:
    """A finished e-book."""
    from pamphleteer.lint.read.epub import read_epub

    return read_epub(path, language)


READERS: dict[str, Callable[[Path, str], list[Page]]] = {
    ".md": read_md,
    ".markdown": read_md,
    ".rst": read_rst,
    ".rest": read_rst,
    ".txt": read_txt,
    ".po": read_po,
    ".epub": read_book,
}


def read_file(path: Path, language: str) -> list[Page]:
    """The pages of one file."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"{path}:1: cannot read this kind of file: give {', '.join(READERS)}")
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadableError(f"{path}:1: cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(status.st_mode):  # who opens a pipe waits for ever
        raise UnreadableError(f"{path}:1: this is no file: take it away, or put the text there")
    size = status.st_size
    if size > LARGEST:
        raise UnreadableError(f"{path}:1: too large to be a text ({size // 1_000_000} MB): split it")
    try:
        return reader(path, language)
    except RecursionError as error:
        raise UnreadableError(
            f"{path}:1: nested too deeply to be read: flatten its lists or quotes"
        ) from error


def text_of(path: Path) -> str:
    """The text of a file; UTF-8, or UTF-16 with its mark."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}:1: cannot be read: {error.strerror}") from error
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"{path}:{line}: byte {data[error.start]:#04x} is not {encoding.removesuffix('-sig').upper()}: save the file as UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableError(f"{path}:{line}: holds a NUL character: this is no text")
    if len(text) > LONGEST_LINE:
        for number, written in enumerate(text.split("\n"), 1):
            if len(written) > LONGEST_LINE:
                raise UnreadableError(
                    f"{path}:{number}: a line of {len(written)} characters: break it into paragraphs"
                )
    return text


def files_below(folder: Path) -> Iterator[Path]:
    """All files in a folder that can be read, in a stable order; links to other folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "_build")) and name not in SKIPPED
        )
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() in READERS and not name.startswith(".") and not escapes(path, folder):
                yield path


def escapes(path: Path, folder: Path) -> bool:
    """Whether a file is a link that leads out of the folder."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())

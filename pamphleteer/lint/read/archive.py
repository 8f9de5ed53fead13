"""A file that says it is an EPUB → its entries, once it has been shown harmless; nothing is written to disk.

A bomb is told by its directory and, since directories lie, by what comes out while reading.
"""

from __future__ import annotations

import zipfile
import zlib
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.source import Source

MOST_ENTRIES = 20_000
LARGEST = 1_000_000_000
"""Bytes of all entries together."""
LARGEST_ENTRY = 50_000_000
"""Bytes of one page."""
HIGHEST_RATIO = 200
"""How much larger than the file its entries may be, beyond the first ten million bytes."""
FREE = 10_000_000


def opened(path: Path) -> zipfile.ZipFile:
    """The archive, checked; the caller closes it."""
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableError(f"{path}:1: this is no whole EPUB: {error}") from error
    try:
        check(path, entries)
    except UnreadableError:
        archive.close()
        raise
    return archive


def check(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what no e-book needs."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise UnreadableError(f"{path}:1: holds {len(entries)} files: an e-book has at most {MOST_ENTRIES}")
    if total > LARGEST or total > FREE + HIGHEST_RATIO * path.stat().st_size:
        raise UnreadableError(
            f"{path}:1: would unpack to {total // 1_000_000} MB: this looks like a zip bomb"
        )
    names = set()
    for entry in entries:
        name = entry.filename
        if leaves(name):
            raise UnreadableError(f"{path}:1: the entry “{name}” leaves the folder of the book: refused")
        if name in names:
            raise UnreadableError(f"{path}:1: holds the entry “{name}” twice: refused")
        if entry.flag_bits & 1:
            raise UnreadableError(
                f"{path}:1: the entry “{name}” is encrypted: lint the book before it is protected"
            )
        names.add(name)


def leaves(name: str) -> bool:
    """Whether a name in an archive points outside of it."""
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts


def content(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """The bytes of one entry, as far as they may go."""
    try:
        with archive.open(name) as stream:
            data = stream.read(LARGEST_ENTRY + 1)
    except (
        zipfile.BadZipFile,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        zlib.error,
        RuntimeError,
    ) as error:
        raise UnreadableError(f"{path}:1: the entry “{name}” cannot be read: {error}") from error
    if len(data) > LARGEST_ENTRY:
        raise UnreadableError(
            f"{path}:1: the entry “{name}” is larger than {LARGEST_ENTRY // 1_000_000} MB: refused"
        )
    return data


@lru_cache(maxsize=64)
def read_entry(path: str, name: str, _stamp: tuple[int, int]) -> Source:
    """The text of an entry."""
    with opened(Path(path)) as archive:
        return Source(content(archive, name, Path(path)).decode("utf-8", errors="replace"))


def entry_source(path: str) -> Source | None:
    """The text behind `book.epub/EPUB/text.xhtml`; None when there is none."""
    book, found, name = path.partition(".epub/")
    if not found:
        return None
    file = Path(f"{book}.epub")
    try:
        status = file.stat()
        return read_entry(str(file), name, (status.st_mtime_ns, status.st_size))
    except (OSError, UnreadableError):
        return None

r"""The text of a file as written → lines, columns and offsets, all in code points.

Line ends are counted as a text editor counts them: `\\n`, `\\r\\n` and `\\r`, each as one character of the text.
"""

from __future__ import annotations

import stat
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.lint.finding import Finding, Related


class Source:
    """A file's text with its line starts."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.starts = [0]
        found = self.text.find("\n")
        while found >= 0:
            self.starts.append(found + 1)
            found = self.text.find("\n", found + 1)

    def offset(self, line: int) -> int:
        """Where a line (from 1) begins; the first or the last possible offset for one that does not exist."""
        if line > len(self.starts):
            return len(self.text)
        return self.starts[max(line, 1) - 1]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line without its end; empty when there is none."""
        if not 1 <= number <= len(self.starts):
            return ""
        return self.text[self.starts[number - 1] : self.offset(number + 1)].rstrip("\n")

    def between(self, place: Finding | Related) -> str:
        """The text from the start to the end of a place whose columns are known."""
        start = self.offset(place.line) + place.column - 1
        return self.text[start : self.offset(place.end_line) + place.end_column - 1]


@lru_cache(maxsize=64)
def read_source(path: str, _stamp: tuple[int, int]) -> Source:
    """The file, read once for as long as it does not change."""
    return Source(Path(path).read_bytes().decode("utf-8", errors="replace"))


def source_of(path: str) -> Source | None:
    """The text of a file, or None when it cannot be read (a docstring, a generated page)."""
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):  # who opens a pipe waits for ever
            return None
        return read_source(path, (status.st_mtime_ns, status.st_size))
    except (OSError, ValueError):
        return None

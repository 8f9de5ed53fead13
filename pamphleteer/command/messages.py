"""What Sphinx writes to its warning stream → each message once, with file, line and what to do about it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
LEVELS = re.compile(r"^(?:(?P<place>.*?): )?(?:WARNING|ERROR|CRITICAL|SEVERE): (?P<text>.*)", re.DOTALL)

# What a writer does about the commonest faults; the first pattern found in the message counts.
HINTS = (
    ("No space left on device", "make room on the disk, then run again"),
    ("File too large", "raise the limit of this system (`ulimit -f`), then run again"),
    ("outside-of-the-project", "chapters read files of their project only: put the file there, or name its folder in `pamphleteer_reads` of conf.py"),
    ("image file not readable", "put the picture there, or correct the path"),
    ("image file could not be read", "put the picture there, or correct the path"),
    ("myst.xref_missing", "correct the name, or put `(name)=` on the line above the heading it means"),
    ("unknown document", "correct the name: it is the chapter's path in the source folder, without suffix"),
    ("undefined label", "correct the name, or put `(name)=` on the line above the heading it means"),
    ("term not in glossary", "add the term to the glossary, or correct its spelling"),
    ("not included in any toctree", "name it in a toctree, put `orphan: true` in its front matter, or delete it"),
    ("isn't included in any toctree", "name it in a toctree, put `orphan: true` in its front matter, or delete it"),
    ("nonexisting document", "correct the name in the toctree, or write the chapter"),
    ("nonexistent document", "correct the name in the toctree, or write the chapter"),
    ("Unknown interpreted text role", "correct the spelling, or add the extension that brings this role to conf.py"),
    ("Unknown directive type", "correct the spelling, or add the extension that brings this directive to conf.py"),
    ("Malformed YAML", "write each line of the front matter as `name: value`, with quotes round a value that has a colon"),
    ("bibtex.bibfile_error", "correct the path in `bibtex_bibfiles` of conf.py; it starts from the folder of conf.py"),
    ("could not find bibtex key", "add the source to the .bib file, or correct the key"),
    ("duplicate label", "give one of the two another name"),
    ("file not found", "correct the path, or write the file"),
    ('"include"', "correct the path, or the text that the passage starts after or ends before"),
    ("config value", "correct the setting in conf.py"),
)  # fmt: skip


OF_ONE_CHAPTER = (
    "image file not readable", "image file could not be read", "myst.xref_missing", "unknown document", "undefined label",
    "term not in glossary", "nonexisting document", "nonexistent document", "non-existing document",
    "included in any toctree", "Unknown interpreted text role", "Unknown directive type", "outside-of-the-project",
)  # fmt: skip
"""Faults that are found again when their chapter is read and written again; of others, such as labels that two chapters
have, one cannot be sure."""


def hint_for(message: str) -> str:
    """What to do about a message; empty when nothing better than the message is known."""
    return next((hint for pattern, hint in HINTS if pattern in message), "")


PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+))?(?P<column>:\d+)?:*(?::<[^>]*>)?$")
NAMED = re.compile(r"""["'“](?P<quoted>[^"'”]+)["'”]|: (?P<last>[^\s:"'“”]+)(?: \[[\w.]+\])?$""")


def shorten(place: str, message: str) -> str:
    """The place with its path seen from this folder, and always with a line."""
    found = PLACE.match(place)
    if not found:
        return place
    path, line = Path(found["path"]), int(found["line"] or 0)
    if not found["column"]:
        line = line_of_named(path, line, message)
    return f"{relative(path) if path.is_absolute() else path}:{line or 1}{found['column'] or ''}"


def names_in(message: str) -> list[str]:
    """What a message names, in quotes or at its end."""
    return [found["quoted"] or found["last"] for found in NAMED.finditer(message)]


def line_of_named(path: Path, line: int, message: str) -> int:
    """The first line, from `line` on, that holds what the message names: Sphinx often knows the paragraph only."""
    names = names_in(message)
    if not names or not path.is_file():
        return line
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number in range(max(line, 1), len(lines) + 1):
        if any(name in lines[number - 1] for name in names):
            return number
    return line


def chapter_at_fault(message: str) -> str:
    """The file that a message is about, if reading its chapter again finds the fault again; else nothing."""
    found = LEVELS.match(message)
    place = PLACE.match(found["place"]) if found and found["place"] else None
    return place["path"] if place and any(pattern in message for pattern in OF_ONE_CHAPTER) else ""


class Messages:
    """A stream for Sphinx's warnings: counts them, says each once, adds what to do.

    `nearest` gives, for a message and the names in it, the name in the book that is most like them.
    """

    def __init__(self, out: TextIO, nearest: Callable[[str, list[str]], str] | None = None) -> None:
        self.out = out
        self.nearest = nearest
        self.said: set[str] = set()
        self.places: set[str] = set()
        """The files whose chapters are to be read again; an empty name stands for all."""

    def write(self, text: str) -> int:
        """Take one message of Sphinx's logging."""
        plain = ANSI.sub("", text).strip()
        if plain and plain not in self.said:
            self.said.add(plain)
            self.places.add(chapter_at_fault(plain))
            self.out.write(self.reworded(plain) + "\n")
        return len(text)

    def reworded(self, plain: str) -> str:
        """`path:line: message`, and the hint on a line of its own."""
        found = LEVELS.match(plain)
        place, message = (found["place"], found["text"]) if found else (None, plain)
        first = message.splitlines()[0] if message.strip() else ""
        near = self.nearest(plain, names_in(first)) if self.nearest else ""
        hint = "; ".join(filter(None, (f"perhaps you mean “{near}”" if near else "", hint_for(plain))))
        lead = f"{shorten(place, first)}: " if place else ""
        return lead + message.strip() + (f"\n    {hint}" if hint else "")

    def flush(self) -> None:
        """Pass everything on."""
        self.out.flush()

    def isatty(self) -> bool:
        """Never: colours are not wanted in a stream that is reworded."""
        return False

    @property
    def count(self) -> int:
        """How many different messages there were."""
        return len(self.said)


class Progress:
    """A stream for Sphinx's status: on a terminal its last line, overwritten in place; elsewhere nothing."""

    def __init__(self, out: TextIO, label: str, *, verbose: bool = False) -> None:
        self.out, self.label, self.verbose = out, label, verbose
        self.live = not verbose and out.isatty()

    def write(self, text: str) -> int:
        """Take a piece of Sphinx's status output."""
        if self.verbose:
            self.out.write(text)
        elif self.live and (line := ANSI.sub("", text).strip()):
            self.out.write(f"\r\x1b[K{self.label}: {line.splitlines()[-1][:70]}")
            self.out.flush()
        return len(text)

    def flush(self) -> None:
        """Pass everything on."""
        self.out.flush()

    def isatty(self) -> bool:
        """Whether somebody is watching."""
        return self.live

    def close(self) -> None:
        """Clear the line."""
        if self.live:
            self.out.write("\r\x1b[K")
            self.out.flush()


def relative(path: Path) -> str:
    """A path as a person at this folder would write it."""
    shown = os.path.relpath(path)
    return str(path) if shown.startswith("..") else shown

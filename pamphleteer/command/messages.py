"""What Sphinx writes to its warning stream → messages, each once, with file, line, kind and what to do about it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pamphleteer.command.places import line_of_named, line_of_setting, names_a_file, names_in, place_of
from pamphleteer.command.terminal import encoded, past_the_encoder, put

if TYPE_CHECKING:
    from pamphleteer.command.project import Project

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
LEVELS = re.compile(
    r"^(?:(?P<place>.*?): )?(?P<level>WARNING|ERROR|CRITICAL|SEVERE): (?P<text>.*)", re.DOTALL
)
KIND = re.compile(r"\s*\[(?P<kind>[A-Za-z][\w-]*(?:\.[\w-]+)*)\]$")
TRACEBACK = re.compile(r"Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*")
"""What an extension says of an error before the error itself."""
OTHER = "other"
"""The kind of a message that has none."""

# What a writer does about the commonest faults; the first pattern found in the message counts.
HINTS = (
    ("not registered or available through entry point", 'add "pamphleteer" to `extensions` in conf.py'),
    ("unknown config value 'pamphleteer_", 'add "pamphleteer" to `extensions` in conf.py'),
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
    ("reference target not found", "correct the name; if another project has it, name that in `intersphinx_mapping`, or the name in `nitpick_ignore` of conf.py"),
    ("failed to reach any of the inventories", "look at the address and the connection; links into that project are words without it"),
    ('Problems with "', "correct the path, or write the file"),
    ("duplicate label", "give one of the two another name"),
    ("file not found", "correct the path, or write the file"),
    ('"include"', "correct the path, or the text that the passage starts after or ends before"),
    ("config value", "correct the setting in conf.py"),
)  # fmt: skip


def hint_for(message: str) -> str:
    """What to do about a message; empty when nothing better than the message is known."""
    return next((hint for pattern, hint in HINTS if pattern in message), "")


class Message(NamedTuple):
    """What a writer is told of one place."""

    file: str
    """Relative to the folder of conf.py, with `/`; empty when the message is about the machine."""
    line: int
    column: int
    """0 where it is not known."""
    kind: str
    """The type of Sphinx's warning, such as `image.not_readable`: what `suppress_warnings` takes."""
    severity: str
    """`error`: it keeps an edition back, or is an error of the lint; else `warning`, whatever docutils calls it."""
    text: str
    hint: str
    """What to do; may be empty."""


class Origin(NamedTuple):
    """How a message came."""

    place: str
    """As Sphinx named it, else the file of the chapter in hand; may be empty."""
    words: str
    """As they were said."""


def bare(message: str) -> tuple[str, str]:
    """The words of a message without their kind, and the kind."""
    message = TRACEBACK.sub("", message.strip())
    found = KIND.search(message)
    return (message[: found.start()], found["kind"]) if found else (message, OTHER)


class Messages:
    """A stream for Sphinx's warnings, which takes each once.

    `nearest` gives, for a message and the names in it, the name in the book that is most like them; `at` the file of the
    chapter that is being read or written.
    """

    def __init__(
        self,
        project: Project,
        nearest: Callable[[str, list[str]], str] | None = None,
        at: Callable[[], str] = str,
    ) -> None:
        self.project = project
        self.nearest = nearest
        self.at = at
        self.said: set[str] = set()
        self.taken: dict[Message, Origin] = {}
        """In the order in which they came."""

    def write(self, text: str) -> int:
        """Take one message of Sphinx's logging."""
        plain = ANSI.sub("", text).strip()
        if plain and plain not in self.said:
            self.said.add(plain)
            found = LEVELS.match(plain)
            place, level, message = found.groups() if found else (None, "WARNING", plain)
            self.take(place if place and names_a_file(place) else self.at(), level, message)
        return len(text)

    def take(self, place: str | None, level: str, said: str, hint: str = "") -> None:
        """Take a message about a place, as Sphinx names it; an empty one is conf.py, None the machine."""
        words, kind = bare(said)
        names = names_in(words.partition("\n")[0])
        near = self.nearest(f"{words} [{kind}]", names) if self.nearest else ""
        hints = (f"perhaps you mean “{near}”" if near else "", hint or hint_for(f"{words} [{kind}]"))
        conf = self.project.conf / "conf.py"
        known = place_of(place or "", self.project)
        path, line, column = known or (conf, 0, 0)
        if path == conf and line < 2:
            line = line_of_setting(conf, words, names)
        elif not column:
            line = line_of_named(path, line, names)
        taken = Message(
            "" if place is None else Path(os.path.relpath(path, self.project.conf)).as_posix(),
            0 if place is None else line or 1,
            column,
            kind,
            "warning" if level == "WARNING" or kind == "docutils" else "error",
            (words if known or not place else f"{place}: {words}").replace(f"{self.project.conf}/", ""),
            "; ".join(filter(None, hints)),
        )
        self.taken.setdefault(taken, Origin(place or "", words))

    def flush(self) -> None:
        """Nothing waits here."""

    def isatty(self) -> bool:
        """Never: colours are not wanted in a stream that is reworded."""
        return False


class Progress:
    """A stream for Sphinx's status: on a terminal its last line, overwritten in place; elsewhere nothing."""

    def __init__(self, out: TextIO, label: str, *, verbose: bool = False) -> None:
        self.out, self.label, self.verbose = past_the_encoder(out), label, verbose
        self.live = not verbose and out.isatty()

    def write(self, text: str) -> int:
        """Take a piece of Sphinx's status output."""
        if self.verbose:
            put(self.out, encoded(ANSI.sub("", text).replace("\r", "\n")))
        elif self.live and (line := ANSI.sub("", text).strip()):
            put(self.out, f"\r\x1b[K{self.label}: {encoded(line.splitlines()[-1][:70])}")
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

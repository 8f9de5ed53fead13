"""Messages of all editions → a short account for the terminal, and all of them in `report.txt` and `report.json`.

The terminal shows each kind with its count, the first few messages in full, and the pages of the others. The files lie in the
output folder and hold every message once, by page, with the editions that it concerns.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.messages import Message, relative
from pamphleteer.command.places import names_in
from pamphleteer.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pamphleteer.command.project import Project

NAME = "report"
VERSION = 1
"""Of the fields of `report.json`; raised when one changes its meaning."""
SHOWN = 3
"""Messages of a kind that the terminal shows, when there are more than `FEW`."""
FEW = 5
LINES, LETTERS = 3, 300
"""How much of one message the terminal shows."""
PAGES = 5
"""Pages that are named for the messages not shown."""
ADDRESS = re.compile(r"https?://\S+")
ALIKE = ("reference target not found",)
"""Words of messages that are shown together whatever their kind."""
ECHOES = {
    "epub.link": ("myst.xref_missing", "ref."),
    "epub.image": ("image.not_readable",),
    "epub.alt": ("pdf.missing-alt", "large-print.missing-alt"),
    "epub.remote": ("pdf.picture", "large-print.picture"),
}
"""Kinds by which the e-book says in its words what was said before: they are left out where a message of the other kinds is
about the same line and name."""


class Report:
    """What the editions of one command had to say."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.editions: dict[str, str] = {}
        """Edition → what became of it: `made`, `missing` or, when warnings fail, `held back`."""
        self.messages: dict[Message, list[str]] = {}
        """Each with the editions that it concerns."""
        self.hints: dict[Message, str] = {}
        self.by_line: dict[tuple[str, int], list[Message]] = {}

    def add(self, edition: str, state: str, messages: Iterable[Message]) -> None:
        """Take what was said while an edition was made; what another edition has said too is the same message."""
        self.editions[edition] = state
        for said in messages:
            plain = self.same(said._replace(hint=""))
            self.hints[plain] = self.hints.get(plain) or said.hint
            concerned = self.messages.setdefault(plain, [])
            if edition not in concerned:
                concerned.append(edition)

    def same(self, said: Message) -> Message:
        """The message that says this already, perhaps for another edition under another kind; else this one."""
        if said in self.messages:
            return said
        for other in self.by_line.setdefault((said.file, said.line), []):
            equal = other._replace(kind=said.kind) == said
            echo = other.kind.startswith(ECHOES.get(said.kind, ("\0",)))
            names = [*names_in(said.text), *ADDRESS.findall(said.text)]
            if equal or (echo and any(name.lstrip("#") in other.text for name in names)):
                return other
        self.by_line[said.file, said.line].append(said)
        return said

    def count(self, severity: str = "") -> int:
        """How many messages there are, of one severity or of both."""
        return sum(severity in {"", said.severity} for said in self.messages)

    def groups(self) -> list[list[Message]]:
        """The messages by kind and severity: errors last, before them the kinds that are seldom."""
        found: dict[tuple[str, str], list[Message]] = {}
        for said in sorted(self.messages):
            # Sphinx has a kind for each sort of thing that a name may stand for.
            kind = next((words for words in ALIKE if words in said.text), said.kind)
            found.setdefault((said.severity, kind), []).append(said)
        return sorted(found.values(), key=lambda group: (group[0].severity == "error", -len(group)))

    def short(self) -> Iterator[str]:
        """Lines for the terminal."""
        for group in self.groups():
            files = {said.file for said in group}
            inside = f" in {len(files)} files" if len(files) > 1 else ""
            kinds = ", ".join(sorted({said.kind for said in group}))
            yield f"{counted(len(group), group[0].severity)}{inside} [{kinds}]{self.concerned(group)}"
            shown = group if len(group) <= FEW else group[:SHOWN]
            hint = ""
            for said in shown:
                yield f"{self.place(said)}{clipped(said.text)}"
                if self.hints[said] not in {"", hint}:
                    yield f"    {self.hints[said]}"
                hint = self.hints[said]
            if rest := group[len(shown) :]:
                yield f"… and {len(rest)} more: {self.pages(rest)}"

    def concerned(self, group: list[Message]) -> str:
        """The editions that a group of messages is about, unless it is about all."""
        named = [name for name in self.editions if any(name in self.messages[said] for said in group)]
        return f" ({', '.join(named)})" if len(named) < len(self.editions) else ""

    def place(self, said: Message) -> str:
        """`path:line: ` as seen from this folder."""
        if not said.file:
            return ""
        path = relative(Path(self.project.conf, said.file).resolve())
        return f"{path}:{said.line}{f':{said.column}' if said.column else ''}: "

    def pages(self, messages: list[Message]) -> str:
        """How many messages are on which pages, those with most first."""
        counts = Counter(relative(Path(self.project.conf, said.file).resolve()) for said in messages)
        named = [f"{name} {count}" for name, count in counts.most_common(PAGES)]
        others = len(counts) - len(named)
        return ", ".join([*named, *([f"and {counted(others, 'other file')}"] if others else [])])

    def whole(self) -> Iterator[str]:
        """Lines of `report.txt`: every message, page by page."""
        states = ", ".join(f"{name} {state}" for name, state in self.editions.items())
        yield f"{self.total()}. Editions: {states}."
        file = None
        for said in sorted(self.messages):
            if said.file != file:
                file = said.file
                yield ""
            place = f"{said.file}:{said.line}{f':{said.column}' if said.column else ''}: " if file else ""
            yield f"{place}{said.severity}: {said.text} [{said.kind}] ({', '.join(self.messages[said])})"
            if self.hints[said]:
                yield f"    {self.hints[said]}"

    def total(self) -> str:
        """“2 errors, 516 warnings”."""
        parts = [(self.count(severity), severity) for severity in ("error", "warning")]
        return ", ".join(counted(number, severity) for number, severity in parts if number) or "no warnings"

    def write(self) -> Path:
        """Write both files; the one for people is returned."""
        messages = [
            {
                "editions": self.messages[said],
                "file": said.file or None,
                "line": said.line or None,
                "column": said.column or None,
                "kind": said.kind,
                "severity": said.severity,
                "message": said.text,
                "hint": self.hints[said] or None,
            }
            for said in sorted(self.messages)
        ]
        data = {"version": VERSION, "editions": self.editions, "messages": messages}
        self.put("json", json.dumps(data, ensure_ascii=False, indent=1))
        return self.put("txt", "\n".join(self.whole()))

    def put(self, suffix: str, text: str) -> Path:
        """Write a file in one step."""
        path = self.project.out / f"{NAME}.{suffix}"
        write_whole(path, f"{text}\n".encode(errors="backslashreplace"))
        return path


def clipped(text: str) -> str:
    """The beginning of a message; the rest is in the report."""
    lines = text.splitlines()
    shown = "\n".join(lines[:LINES])[:LETTERS]
    return shown if shown == text else f"{shown.rstrip()} …"


def counted(number: int, noun: str) -> str:
    """“1 warning”, “2 warnings”."""
    return f"{number} {noun}" + ("s" if number != 1 else "")

"""A gettext catalogue (`.po`) → its entries with exact places, and a `Page` of both their sides.

The scanner is our own since places in the file are the point; the format is that of the GNU gettext manual, “The Format
of PO Files”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from pamphleteer.lint.align import align
from pamphleteer.lint.read.draft import Draft
from pamphleteer.lint.read.inline import line_of
from pamphleteer.lint.read.markdown import parser
from pamphleteer.lint.read.metadata import UnreadableError

if TYPE_CHECKING:
    from pamphleteer.lint.page import Page, Span
    from pamphleteer.lint.source import Source

STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*$')
PIECE = re.compile(r'\\(?:[nt\\"rabfv]|[0-7]{1,3}|x[0-9a-fA-F]{2})|[^\\]')
KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]*(?=\")")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
HEADER = re.compile(r"^([\w-]+):[ \t]*(.*)$", re.MULTILINE)


@dataclass
class Message:
    """One side of an entry."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    """Where each character stands in the file, an escape being one character."""
    line: int = 0


@dataclass
class Entry:
    """A source text with its translations."""

    source: Message = field(default_factory=Message)
    targets: list[Message] = field(default_factory=list)
    """The translation, or one for each plural form."""
    plural: Message | None = None
    context: Message | None = None
    fuzzy: bool = False
    line: int = 0


def read_catalogue(source: Source, path: str, language: str) -> Page:
    """Both sides of each entry, as paragraphs in their languages."""
    found = entries(source, path)
    header = dict(HEADER.findall(found[0].targets[0].text)) if found and not found[0].source.text else {}
    target = header.get("Language", "").strip() or language_of(path) or language
    original = header.get("X-Source-Language", "").strip() or "en"
    draft = Draft(path, target.replace("_", "-"))
    for entry in found:
        if entry.source.text:
            sides = [(entry.source, original), (entry.plural, original)]
            sides += [(message, draft.language) for message in entry.targets]
            for message, side in sides:
                if message and message.text.strip():
                    add(draft, message, side)
    return draft.page({})


def add(draft: Draft, message: Message, language: str) -> None:
    """Add a message as a block, with the place of each character when its markup lets itself be told from its text."""
    for token in parser().parseInline(message.text, {}):
        text, marks = line_of(token.children or [])
        found = align(text, message.text, len(message.text) - len(message.text.lstrip()), len(message.text))
        spans = None
        if found and all(found):
            spans = tuple(
                (message.spans[span[0]][0], message.spans[span[1] - 1][1]) for span in found if span
            )
        draft.add(
            "paragraph", text, message.line, marks=marks, spans=spans, language=language.replace("_", "-")
        )


def language_of(path: str) -> str:
    """The language that a path names: `locales/es/LC_MESSAGES/book.po`."""
    parts = PurePath(path).parts
    return parts[-3] if len(parts) > 2 and parts[-2] == "LC_MESSAGES" else ""


def entries(source: Source, path: str) -> list[Entry]:
    """All entries of a catalogue that are in use."""
    scanner = Scanner(source, path)
    for number, line in enumerate(source.text.split("\n"), 1):
        scanner.read(number, line)
    return scanner.entries


class Scanner:
    """Reads a catalogue line by line."""

    def __init__(self, source: Source, path: str) -> None:
        self.source, self.path = source, path
        self.entries: list[Entry] = []
        self.message: Message | None = None
        self.fuzzy = False
        self.last = ""
        """The keyword before this one."""

    def read(self, number: int, line: str) -> None:
        """Take one line."""
        text = line.strip()
        if not text or text.startswith("#"):
            self.message = None if not text or not text.startswith("#~") else self.message
            self.fuzzy = self.fuzzy or (text.startswith("#,") and "fuzzy" in text)
        elif found := KEYWORD.match(line.lstrip()):
            self.begin(found[1], number)
            self.add_string(number, line, line.index(found[0]) + found.end())
        elif text.startswith('"'):
            self.add_string(number, line, line.index('"'))
        else:
            raise self.fault(
                number, f"“{text[:30]}” is no part of a catalogue: write msgid, msgstr, a string or a comment"
            )

    def begin(self, keyword: str, number: int) -> None:
        """Begin a message."""
        message = Message(line=number)
        if keyword == "msgctxt" or (keyword == "msgid" and self.last != "msgctxt"):
            self.entries.append(Entry(line=number, fuzzy=self.fuzzy))
            self.fuzzy = False
        elif not self.entries or (keyword.startswith("msgstr") and self.last == "msgctxt"):
            raise self.fault(number, f"{keyword} without a msgid before it")
        entry = self.entries[-1]
        if keyword == "msgctxt":
            entry.context = message
        elif keyword == "msgid":
            entry.source = message
        elif keyword == "msgid_plural":
            entry.plural = message
        else:
            entry.targets.append(message)
        self.message, self.last = message, keyword

    def add_string(self, number: int, line: str, start: int) -> None:
        """Add a string to the message that is open."""
        if self.message is None:
            raise self.fault(number, "a string without msgid or msgstr before it")
        found = STRING.match(line, start)
        if not found:
            raise self.fault(
                number, 'the string does not end: close it with a quotation mark, and write \\" within it'
            )
        offset = self.source.offset(number)
        at = found.start(1)
        while at < found.end(1):
            piece = PIECE.match(line, at)
            if not piece:
                raise self.fault(number, f"“{line[at : at + 2]}” is no escape: write \\\\ for a backslash")
            self.message.text += decoded(piece[0])
            self.message.spans.append((offset + piece.start(), offset + piece.end()))
            at = piece.end()

    def fault(self, number: int, message: str) -> UnreadableError:
        """What is wrong with a line."""
        return UnreadableError(f"{self.path}:{number}: {message}")


def decoded(piece: str) -> str:
    """The character that a piece of a string stands for."""
    if len(piece) == 1:
        return piece
    name = piece[1:]
    if name[0] == "x":
        return chr(int(name[1:], 16))
    return chr(int(name, 8) % 256) if name[0].isdigit() else ESCAPES.get(name, name)

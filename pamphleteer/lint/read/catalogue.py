"""A gettext catalogue (`.po`) → its entries with exact places, and a `Page` of both their sides and of the pairs.

`# allow RULE: REASON` among the comments of an entry silences a rule for it.

The scanner is our own since places in the file are the point; the format is that of the GNU gettext manual, “The Format
of PO Files”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from pamphleteer.languages import bcp47
from pamphleteer.lint.align import align
from pamphleteer.lint.page import Allowance, Block, Pair
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
ALLOW = re.compile(r"#[ \t]+allow[ \t]+([\w-]+[ \t]*:.*)")
HEADER = re.compile(r"^([\w-]+):[ \t]*(.*)$", re.MULTILINE)


@dataclass
class Message:
    """One side of an entry."""

    signs: list[str] = field(default_factory=list)
    """Its characters."""
    spans: list[Span] = field(default_factory=list)
    """Where each character stands in the file, an escape being one character."""
    line: int = 0

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(self.signs)


@dataclass
class Entry:
    """A source text with its translations."""

    source: Message = field(default_factory=Message)
    targets: list[Message] = field(default_factory=list)
    """The translation, or one for each plural form."""
    plural: Message | None = None
    context: Message | None = None
    flags: frozenset[str] = frozenset()
    line: int = 0
    allowed: tuple[tuple[str, int], ...] = ()
    """What is allowed in its comments, each with its line."""

    @property
    def fuzzy(self) -> bool:
        """Whether the translation is a guess that no program uses."""
        return "fuzzy" in self.flags


def read_catalogue(source: Source, path: str, language: str) -> Page:
    """Both sides of each entry, as paragraphs in their languages."""
    found = entries(source, path)
    header = dict(HEADER.findall(found[0].targets[0].text)) if found and not found[0].source.text else {}
    target = header.get("Language", "").strip() or language_of(path) or language
    original = header.get("X-Source-Language", "").strip() or "en"
    draft = Draft(path, bcp47(target))
    pairs: list[Pair] = []
    allowances = []
    for entry in found:
        if not entry.source.text:
            continue
        first = len(draft.blocks)
        sides = [(entry.source, original), (entry.plural, original)]
        sides += [(message, draft.language) for message in entry.targets]
        for message, side in sides:
            if message and message.text.strip():
                add(draft, message, side)
        own = pairs_of(entry, path, original, draft.language)
        pairs += own
        covered = {*draft.blocks[first:], *(pair.target for pair in own), *(pair.sources[0] for pair in own)}
        allowances += [Allowance(text, path, line, frozenset(covered)) for text, line in entry.allowed]
    return replace(draft.page({}), pairs=tuple(pairs), allowances=tuple(allowances))


def pairs_of(entry: Entry, path: str, original: str, target: str) -> list[Pair]:
    """Each translation of an entry with what it translates."""

    def raw(message: Message, language: str) -> Block:
        spans = tuple(message.spans)
        return Block("other", message.text, path, message.line, language=language, spans=spans)

    sources = tuple(raw(message, original) for message in (entry.source, entry.plural) if message)
    forms = len(entry.targets)
    return [
        Pair(sources, raw(message, target), entry.flags, form, forms)
        for form, message in enumerate(entry.targets)
    ]


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
        draft.add("paragraph", text, message.line, marks=marks, spans=spans, language=bcp47(language))


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
        self.flags: set[str] = set()
        self.allowed: list[tuple[str, int]] = []
        self.last = ""
        """The keyword before this one."""

    def read(self, number: int, line: str) -> None:
        """Take one line."""
        text = line.strip()
        if not text or text.startswith("#"):
            self.message = None if not text or not text.startswith("#~") else self.message
            self.comment(number, text)
        elif found := KEYWORD.match(line.lstrip()):
            self.begin(found[1], number)
            self.add_string(number, line, line.index(found[0]) + found.end())
        elif text.startswith('"'):
            self.add_string(number, line, line.index('"'))
        else:
            raise self.fault(
                number, f"“{text[:30]}” is no part of a catalogue: write msgid, msgstr, a string or a comment"
            )

    def comment(self, number: int, text: str) -> None:
        """Take the flags and allowances of a comment; they are those of the entry that follows, if it is in use."""
        if text.startswith("#,"):
            self.flags.update(flag.strip() for flag in text[2:].split(","))
        elif text.startswith("#~"):
            self.flags.clear()
            self.allowed.clear()
        elif allowed := ALLOW.fullmatch(text):
            self.allowed.append((allowed[1].strip(), number))

    def begin(self, keyword: str, number: int) -> None:
        """Begin a message."""
        message = Message(line=number)
        if keyword == "msgctxt" or (keyword == "msgid" and self.last != "msgctxt"):
            self.entries.append(Entry(flags=frozenset(self.flags), line=number, allowed=tuple(self.allowed)))
            self.flags.clear()
            self.allowed.clear()
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
            self.message.signs.append(decoded(piece[0]))
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

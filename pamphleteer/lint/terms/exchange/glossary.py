"""`Terms` → a `Glossary`: concepts as lists of terms with status and notes, as translators' tools have them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pamphleteer.lint.terms.exchange import notes as noted
from pamphleteer.lint.terms.exchange.entry import ExchangeError, Left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pamphleteer.lint.terms.exchange.entry import Entry, Terms

Status = Literal["preferred", "admitted", "deprecated", ""]
UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has no way to write."""

CODE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True)
class Term:
    """One word for a concept in one language."""

    language: str
    word: str
    status: Status = ""
    definition: str = ""
    notes: tuple[str, ...] = ()
    line: int = 0


@dataclass
class Group:
    """A concept with all its terms."""

    name: str
    """Tells it from the others of the file."""
    terms: list[Term] = field(default_factory=list)
    definition: str = ""
    notes: list[str] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True)
class Glossary:
    """What an exchange file holds."""

    groups: tuple[Group, ...] = ()
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = "en"
    """The language that concepts are in when they do not say it."""
    left: tuple[Left, ...] = ()


def glossary_of(terms: Terms) -> Glossary:
    """The glossary of a terms file."""
    groups: list[Group] = []
    left = list(terms.left)
    used: set[str] = set()
    for entry in terms.entries:
        name = unused(entry.preferred, used)
        used.add(name)
        group = Group(name, list(terms_for(entry)), entry.definition, noted.entry_notes(entry), entry.line)
        check((*texts_of(group), *entry.translations), name, entry.line)
        for language in (entry.language, *entry.translations):
            code(language, entry.line)
        groups.append(group)
        left += untold(entry)
    for name, words in terms.classes.items():
        check((name, *words), name, 0)
        left += [] if words else [Left(0, f"class <{name}> is left out, for it has no words")]
    classes = {name: words for name, words in terms.classes.items() if words}
    return Glossary(tuple(groups), classes, left=tuple(left))


def unused(name: str, used: set[str]) -> str:
    """A name, with a number when it is used already."""
    number, found = 1, name
    while found in used:
        number += 1
        found = f"{name} ({number})"
    return found


def texts_of(group: Group) -> Iterator[str]:
    """All that a concept says."""
    yield from (group.definition, *group.notes)
    for term in group.terms:
        yield from (term.language, term.word, *term.notes)


def check(texts: Iterable[str], where: str, line: int) -> None:
    """ExchangeError when a text holds a character that cannot be written."""
    for text in texts:
        if found := UNFIT.search(text):
            name = UNFIT.sub("?", where)
            raise ExchangeError(f"“{name}” holds the character U+{ord(found[0]):04X}: take it out", line)


def code(said: str, line: int) -> str:
    """A language code; ExchangeError when it is none."""
    found = said.strip().replace("_", "-")
    if not CODE.fullmatch(found):
        raise ExchangeError(f"“{said[:20]}” is no language code: write one like “es” or “pt-BR”", line)
    return found


def terms_for(entry: Entry) -> Iterator[Term]:
    """The terms of a concept, those in its own language first."""
    own = entry.language
    yield Term(own, entry.preferred, "preferred", notes=tuple(noted.pattern_notes(entry.preferred)))
    for word in entry.synonyms:
        yield Term(own, word, "admitted", notes=tuple(noted.pattern_notes(word)))
    for avoided in entry.avoid:
        yield Term(own, avoided.word, "deprecated", notes=tuple(noted.word_notes(avoided)))
    for language, target in entry.translations.items():
        if language.casefold() == own.casefold():
            continue
        for number, word in enumerate(target.say):
            yield Term(language, word, "admitted" if number else "preferred")
        for word in target.avoid:
            yield Term(language, word, "deprecated")


def untold(entry: Entry) -> Iterator[Left]:
    """The translations that a glossary cannot tell from something else."""
    for language, target in entry.translations.items():
        if language.casefold() == entry.language.casefold():
            said = f"“{entry.preferred}”: its translation into “{language}” is left out, for it is in “{language}” itself"
            yield Left(entry.line, said)
        elif not (target.say or target.avoid):
            yield Left(
                entry.line,
                f"“{entry.preferred}”: its translation into “{language}” is left out, for it has no words",
            )

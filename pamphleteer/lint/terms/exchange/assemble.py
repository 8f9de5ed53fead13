"""A `Glossary` → `Terms`: which of a concept's terms is the preferred word, which are synonyms, to avoid, translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.terms.concept import Target
from pamphleteer.lint.terms.exchange.entry import Entry, Left, Terms, Word
from pamphleteer.lint.terms.exchange.notes import (
    ENTRY_KEYS,
    WORD_KEYS,
    is_pattern,
    signs_in_note,
    sorted_notes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphleteer.lint.terms.exchange.entry import Signs
    from pamphleteer.lint.terms.exchange.glossary import Glossary, Group, Term

SHOWN = 60
"""Characters of a note that a message quotes."""


def terms_in(glossary: Glossary, language: str = "") -> Terms:
    """The terms that a glossary holds; `language` is that of its concepts, where they do not say it themselves."""
    entries, left = [], list(glossary.left)
    for group in glossary.groups:
        assembly = Assembly(group, language or glossary.language)
        entry = assembly.entry()
        entries += [entry] if entry else []
        left += assembly.left
    return Terms(tuple(entries), glossary.classes, tuple(left))


class Assembly:
    """Makes an entry of a group, and collects what cannot be taken over."""

    def __init__(self, group: Group, default: str) -> None:
        self.group = group
        self.left: list[Left] = []
        self.by_language: dict[str, list[Term]] = {}
        for term in group.terms:
            self.by_language.setdefault(term.language.casefold(), []).append(term)
        self.language = self.own_language(default)

    def own_language(self, default: str) -> str:
        """The language of the concept: as a note says, or the default with or without its region, or the first."""
        names = {key: terms[0].language for key, terms in self.by_language.items()}
        notes = [*self.group.notes, *(note for term in self.group.terms for note in term.notes)]
        for said in sorted_notes(notes, ("language",))[0]["language"]:
            if said.casefold() in names:
                return names[said.casefold()]
        related = [name for key, name in names.items() if primary(key) == primary(default)]
        exact = [names[default.casefold()]] if default.casefold() in names else []
        return next(iter((*exact, *related, *names.values())), default)

    def entry(self) -> Entry | None:
        """The concept; None when no word for it is right."""
        own = self.by_language.get(self.language.casefold(), [])
        right = ordered(own)
        if not right:
            self.leave(self.group.line, f"it has no term to prefer in “{self.language}”")
            return None
        first, *others = right
        for term in others:
            if term.status == "preferred":
                self.leave(term.line, f"“{term.word}” is preferred too: taken as a synonym")
        known = self.known((*self.group.notes, *first.notes), ENTRY_KEYS, first)
        told = self.told(known["language"], first)
        for term in others:
            self.known(term.notes, ("pattern",), term)
        self.expect_no_notes(
            [t for key, terms in self.by_language.items() if terms is not own for t in terms]
        )
        return Entry(
            first.word,
            definition=self.definition(own),
            language="en" if not told and primary(self.language) == "en" else self.language,
            synonyms=tuple(term.word for term in others),
            avoid=tuple(self.avoided(term) for term in own if term.status == "deprecated"),
            sense=self.one(known["sense"], "sense", first),
            translations={
                terms[0].language: target(terms) for terms in self.by_language.values() if terms is not own
            },
            wrong=tuple(known["wrong"]),
            right=tuple(known["right"]),
            line=self.group.line,
            only_when=self.signs(known["only_when"], "only_when", first),
            right_when=self.signs(known["right_when"], "right_when", first),
        )

    def told(self, notes: list[str], term: Term) -> bool:
        """Whether a note gives the language; English without such a note has no region, for rules ask for `en`."""
        others = [said for said in notes if said.casefold() != self.language.casefold()]
        self.leave_notes([f"language: {said}" for said in others], term.line)
        return len(others) < len(notes)

    def definition(self, own: Iterable[Term]) -> str:
        """The definition of the concept, or the first one in its own language."""
        theirs = [(term.line, term.definition) for term in own if term.definition]
        theirs += [(t.line, t.definition) for t in self.group.terms if t.definition and t not in own]
        if not self.group.definition and theirs and any(term.definition for term in own):
            (_line, found), *theirs = theirs
        else:
            found = self.group.definition
        for line, text in theirs:
            if text != found:
                self.leave(line, f"the definition “{shortened(text)}” is not taken over")
        return found

    def avoided(self, term: Term) -> Word:
        """A word to avoid; a note with no key is its reason, if no other is given."""
        known, others = sorted_notes(term.notes, WORD_KEYS)
        if others and not known["reason"]:
            known["reason"].append(others.pop(0))
        self.leave_notes(others, term.line)
        self.warn_of_pattern(term, known["pattern"])
        return Word(
            term.word,
            write=self.one(known["write"], "write", term),
            means=self.one(known["means"], "means", term),
            reason=self.one(known["reason"], "reason", term),
            only_when=self.signs(known["only_when"], "only_when", term),
            right_when=self.signs(known["right_when"], "right_when", term),
        )

    def known(self, notes: Iterable[str], keys: Iterable[str], term: Term) -> dict[str, list[str]]:
        """The notes with a known key; the others are left."""
        known, others = sorted_notes(notes, keys)
        self.leave_notes(others, term.line)
        self.warn_of_pattern(term, known["pattern"])
        return known

    def signs(self, texts: list[str], key: str, term: Term) -> Signs:
        """`only_when` or `right_when`."""
        text = self.one(texts, key, term)
        signs = signs_in_note(text) if text else {}
        if signs is None:
            self.leave_notes([f"{key}: {text}"], term.line)
        return signs or {}

    def one(self, texts: list[str], key: str, term: Term) -> str:
        """The first of some texts; the others are left."""
        self.leave_notes([f"{key}: {text}" for text in texts[1:]], term.line)
        return texts[0] if texts else ""

    def expect_no_notes(self, terms: Iterable[Term]) -> None:
        """Translations have no place for notes."""
        for term in terms:
            self.leave_notes(term.notes, term.line)

    def warn_of_pattern(self, term: Term, hints: list[str]) -> None:
        """Say so when somebody else's term is going to be a pattern."""
        if is_pattern(term.word) and not hints:
            self.leave(term.line, f"“{term.word}” is read as a pattern, for it holds one of < > [ ] | … =")

    def leave_notes(self, notes: Iterable[str], line: int) -> None:
        """Notes that no place is left for."""
        for note in notes:
            self.leave(line, f"the note “{shortened(note)}” is not taken over")

    def leave(self, line: int, message: str) -> None:
        """Something that is not taken over."""
        self.left.append(Left(line or self.group.line, f"“{self.group.name}”: {message}"))


def target(terms: list[Term]) -> Target:
    """The words for a concept in another language."""
    return Target(
        tuple(term.word for term in ordered(terms)),
        tuple(term.word for term in terms if term.status == "deprecated"),
    )


def ordered(terms: Iterable[Term]) -> list[Term]:
    """The terms that are right: the preferred ones, those without a status, then the admitted ones."""
    ranks = {"preferred": 0, "": 1, "admitted": 2}
    return sorted((term for term in terms if term.status in ranks), key=lambda term: ranks[term.status])


def primary(language: str) -> str:
    """A language without its region."""
    return language.partition("-")[0].casefold()


def shortened(text: str) -> str:
    """The beginning of a text."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"

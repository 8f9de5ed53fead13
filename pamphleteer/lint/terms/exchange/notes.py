"""What neither TBX nor CSV has a place for ↔ notes, each `key: text`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pamphleteer.bounded_yaml import compose
from pamphleteer.lint.terms.concept import SCOPES
from pamphleteer.lint.terms.exchange.entry import plain, signs_of
from pamphleteer.lint.terms.exchange.write_yaml import flow_list, flow_signs, scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pamphleteer.lint.terms.exchange.entry import Entry, Signs, Word

SIGNS = "<>[]|…="
"""Signs of a pattern; see `pattern`."""
HINT = "pattern: < > [ ] | … = stand for several wordings"
WORD_TEXTS = ("write", "means", "reason")
SIGN_KEYS = ("only_when", "right_when")
WORD_KEYS = (*WORD_TEXTS, *SIGN_KEYS, "pattern")
ENTRY_KEYS = ("language", "sense", *SIGN_KEYS, "wrong", "right", "pattern")


def is_pattern(word: str) -> bool:
    """Whether a word of a terms file stands for several wordings."""
    return "..." in word or any(sign in word for sign in SIGNS)


def pattern_notes(word: str) -> list[str]:
    """A hint where the word is a pattern."""
    return [HINT] if is_pattern(word) else []


def word_notes(word: Word) -> list[str]:
    """The notes of a word to avoid."""
    texts = [f"{key}: {getattr(word, key)}" for key in WORD_TEXTS if getattr(word, key)]
    return [*texts, *sign_notes(word), *pattern_notes(word.word)]


def entry_notes(entry: Entry) -> list[str]:
    """The notes of a concept."""
    notes = [f"language: {entry.language}"] if entry.language != "en" else []
    notes += sign_notes(entry)
    notes += [f"sense: {entry.sense}"] if entry.sense else []
    notes += [f"wrong: {sentence}" for sentence in entry.wrong]
    return notes + [f"right: {sentence}" for sentence in entry.right]


def sign_notes(of: Word | Entry) -> list[str]:
    """`only_when` and `right_when` as YAML in one line."""
    signs = [(key, getattr(of, key)) for key in SIGN_KEYS]
    return [f"{key}: {flow_signs(value)}" for key, value in signs if value]


def class_note(name: str, words: Iterable[str]) -> str:
    """A class of words as a note."""
    return f"class: {{{scalar(name)}: {flow_list(words)}}}"


def sorted_notes(notes: Iterable[str], keys: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Texts by key, and the notes with no key that is known here."""
    known: dict[str, list[str]] = {key: [] for key in keys}
    others = []
    for note in notes:
        key, colon, text = note.partition(": ")
        if colon and key in known and text.strip():
            known[key].append(text.strip())
        else:
            others.append(note)
    return known, others


def signs_in_note(text: str) -> Signs | None:
    """The words under `only_when` or `right_when`; None when it is not written so."""
    value = yaml_in_note(text)
    if isinstance(value, dict):
        return signs_of(value) if set(value) <= set(SCOPES) and all(map(is_words, value.values())) else None
    return signs_of(value) if is_words(value) else None


def class_in_note(note: str) -> Mapping[str, tuple[str, ...]]:
    """The class that a note gives; none when it gives none."""
    value = yaml_in_note(note.removeprefix("class: ")) if note.startswith("class: ") else None
    if isinstance(value, dict) and all(is_words(words) for words in value.values()):
        return {name: tuple(words) for name, words in value.items() if isinstance(name, str) and name}
    return {}


def is_words(value: Any) -> bool:
    """Whether a value is a list of texts, none of them empty."""
    return isinstance(value, list) and all(isinstance(word, str) and word for word in value)


def yaml_in_note(text: str) -> Any:
    """YAML of one line; None when it is none. Anchors are none: a few of them can stand for gigabytes."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            return None
        node = compose(text)
        return plain(node) if node else None
    except (yaml.YAMLError, RecursionError, TypeError):  # a list as a key cannot be a name
        return None

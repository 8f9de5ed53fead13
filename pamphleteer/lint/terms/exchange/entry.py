"""The text of a terms file → `Terms`: what it says, in plain words, for other formats to carry.

A `Termbase` holds compiled patterns; here words stand as they were written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from pamphleteer.bounded_yaml import compose
from pamphleteer.lint.terms.concept import Target

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRY_KEYS = {
    "preferred", "definition", "language", "synonyms", "avoid", "only_when", "right_when", "sense", "translations",
    "wrong", "right",
}  # fmt: skip
WORD_KEYS = {"word", "write", "means", "reason", "only_when", "right_when"}

Signs = dict[str, tuple[str, ...]]
"""Words that decide, by scope; a plain list of words has the scope “”."""


class ExchangeError(Exception):
    """Why a file cannot be read or written, at a line of it; 0 when no line is known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class Left(NamedTuple):
    """Something that is not carried over."""

    line: int
    """In the file that was read; 0 when it concerns all of it."""
    message: str


@dataclass(frozen=True)
class Word:
    """A word to avoid."""

    word: str
    write: str = ""
    means: str = ""
    reason: str = ""
    only_when: Signs = field(default_factory=dict)
    right_when: Signs = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A concept, as its file words it."""

    preferred: str
    definition: str = ""
    language: str = "en"
    synonyms: tuple[str, ...] = ()
    avoid: tuple[Word, ...] = ()
    only_when: Signs = field(default_factory=dict)
    right_when: Signs = field(default_factory=dict)
    sense: str = ""
    translations: Mapping[str, Target] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    """Where it stood in the file that was read."""

    @property
    def key(self) -> tuple[str, str]:
        """What two concepts that are one have in common."""
        return self.preferred.casefold(), self.language.casefold()


@dataclass(frozen=True)
class Terms:
    """The concepts and classes of a terms file."""

    entries: tuple[Entry, ...] = ()
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left: tuple[Left, ...] = ()


def terms_of(text: str) -> Terms:
    """What a terms file says; the text must be one that `read_terms` has no fault to find with."""
    root = compose(text)
    entries: list[Entry] = []
    classes: dict[str, tuple[str, ...]] = {}
    left: list[Left] = []
    for node in root.value if root else ():
        fields = plain(node)
        if "class" in fields:
            classes[fields["class"]] = tuple(fields.get("words", ()))
            continue
        line = node.start_mark.line + 1
        entries.append(entry_of(fields, line))
        left += unknown(fields, line)
    return Terms(tuple(entries), classes, tuple(left))


def plain(node: yaml.Node) -> Any:
    """A node as text, list or dictionary; every scalar is text, as `read_terms` takes it."""
    if isinstance(node, yaml.MappingNode):
        return {plain(key): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return " ".join(str(node.value).split())


def entry_of(fields: dict[str, Any], line: int) -> Entry:
    """One concept."""
    targets = {
        language: Target(tuple(target["say"]), tuple(target.get("avoid", ())))
        for language, target in fields.get("translations", {}).items()
    }
    return Entry(
        fields["preferred"],
        definition=fields.get("definition", ""),
        language=fields.get("language", "en"),
        synonyms=tuple(fields.get("synonyms", ())),
        avoid=tuple(word_of(word) for word in fields.get("avoid", ())),
        only_when=signs_of(fields.get("only_when", ())),
        right_when=signs_of(fields.get("right_when", ())),
        sense=fields.get("sense", ""),
        translations=targets,
        wrong=tuple(fields.get("wrong", ())),
        right=tuple(fields.get("right", ())),
        line=line,
    )


def word_of(fields: dict[str, Any]) -> Word:
    """One word to avoid."""
    return Word(
        fields["word"],
        write=fields.get("write", ""),
        means=fields.get("means", ""),
        reason=fields.get("reason", ""),
        only_when=signs_of(fields.get("only_when", ())),
        right_when=signs_of(fields.get("right_when", ())),
    )


def signs_of(value: Any) -> Signs:
    """Words by scope; an empty list says nothing."""
    if isinstance(value, dict):
        return {scope: tuple(words) for scope, words in value.items()}
    return {"": tuple(value)} if value else {}


def unknown(fields: dict[str, Any], line: int) -> list[Left]:
    """The fields that this package does not know how to carry."""
    names = [
        *(set(fields) - ENTRY_KEYS),
        *(key for word in fields.get("avoid", ()) for key in set(word) - WORD_KEYS),
    ]
    return [Left(line, f"“{fields['preferred']}”: `{name}` is left out") for name in sorted(set(names))]

"""The text of a terms file and more `Terms` → the text with them; what stood there stays, byte for byte.

A concept is there already when one has the same preferred word in the same language.
Its translations into further languages are put into it: in a line behind its last one, or into the braces they stand in.
Nothing else of it is touched: what differs is reported, for a person to decide.
New concepts and classes go to the end of the file.
The result is read again, and must say what the file said before and what was added, or it is not taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import yaml

from pamphleteer.bounded_yaml import compose
from pamphleteer.lint.terms.exchange.entry import ExchangeError, Left, Terms, terms_of
from pamphleteer.lint.terms.exchange.write_yaml import target_pairs, yaml_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pamphleteer.lint.terms.concept import Target
    from pamphleteer.lint.terms.exchange.entry import Entry


@dataclass(frozen=True)
class Merged:
    """A terms file with what was added to it."""

    text: str
    concepts: int
    """How many are new."""
    translations: int
    """How many concepts that were there have new ones."""
    left: tuple[Left, ...]


def merge(text: str, more: Terms) -> Merged:
    """Add terms to a file that `read_terms` has no fault to find with; ExchangeError when there is no safe way."""
    old = terms_of(text)
    new, met = matched(old, more)
    classes = {name: words for name, words in more.classes.items() if name not in old.classes}
    left = [
        Left(0, f"class <{name}> has other words already: not taken over")
        for name, words in more.classes.items()
        if old.classes.get(name, words) != words
    ]
    for number, entry in met:
        left += [Left(entry.line, said) for said in differences(old.entries[number], entry)]
    wanted = additions(old, met)
    changed, done = with_translations(text, old, wanted)
    for number in set(wanted) - set(done):
        names = ", ".join(f"“{language}”" for language in wanted[number])
        said = f"“{old.entries[number].preferred}”: add its translations into {names} by hand: there is no safe place for them"
        left.append(Left(old.entries[number].line, said))
    result = appended(changed, Terms(tuple(new), classes))
    expected = (*with_targets(old, done), *new)
    if not says(result, Terms(expected, {**old.classes, **classes})):
        raise ExchangeError(
            "there is no safe way to add to this file: write it as a list, each concept with `- `"
        )
    return Merged(result, len(new), len(done), tuple(left))


def matched(old: Terms, more: Terms) -> tuple[list[Entry], list[tuple[int, Entry]]]:
    """The entries that are new, and those that are there already, with the number of the one that is there."""
    places: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(old.entries):
        places.setdefault(entry.key, []).append(number)
    new, met = [], []
    for entry in more.entries:
        if numbers := places.get(entry.key):
            same = [number for number in numbers if old.entries[number] == entry]
            met.append(((same or numbers)[0], entry))
        else:
            new.append(entry)
    return new, met


def additions(old: Terms, met: list[tuple[int, Entry]]) -> dict[int, dict[str, Target]]:
    """The translations into languages that a concept has none for, by its number."""
    found: dict[int, dict[str, Target]] = {}
    for number, entry in met:
        for language, target in entry.translations.items():
            there = {*old.entries[number].translations, *found.get(number, ())}
            if language.casefold() not in {name.casefold() for name in there}:
                found.setdefault(number, {})[language] = target
    return found


def differences(there: Entry, entry: Entry) -> Iterator[str]:
    """What an entry says that the one in the file does not, and that is not added to it."""
    parts = [key for key in ("definition", "sense") if getattr(entry, key) not in ("", getattr(there, key))]
    parts += [f"synonym “{word}”" for word in entry.synonyms if word not in there.synonyms]
    words = {avoided.word for avoided in there.avoid}
    parts += [f"word to avoid “{avoided.word}”" for avoided in entry.avoid if avoided.word not in words]
    parts += [
        f"what it says of “{avoided.word}”"
        for avoided in entry.avoid
        if avoided.word in words and avoided not in there.avoid
    ]
    parts += [
        f"`{key}`"
        for key in ("only_when", "right_when")
        if getattr(entry, key) not in ({}, getattr(there, key))
    ]
    parts += [
        f"examples under `{key}`"
        for key in ("wrong", "right")
        if set(getattr(entry, key)) - set(getattr(there, key))
    ]
    targets = {language.casefold(): target for language, target in there.translations.items()}
    for language, target in entry.translations.items():
        if targets.get(language.casefold(), target) != target:
            parts.append(f"translation into “{language}”")
    if parts:
        yield f"“{there.preferred}” is there already; add by hand what you want of its {', '.join(parts)}"


def with_translations(
    text: str, old: Terms, wanted: Mapping[int, Mapping[str, Target]]
) -> tuple[str, dict[int, Mapping[str, Target]]]:
    """The text with translations in their concepts, and which of them are in it."""
    whole = inserted(text, wanted)
    if says(whole, replace(old, entries=with_targets(old, wanted))):
        return whole, dict(wanted)
    done: dict[int, Mapping[str, Target]] = {}
    for number, targets in wanted.items():
        attempt = {**done, number: targets}
        if says(inserted(text, attempt), replace(old, entries=with_targets(old, attempt))):
            done = attempt
    return inserted(text, done), done


def with_targets(old: Terms, targets: Mapping[int, Mapping[str, Target]]) -> tuple[Entry, ...]:
    """The entries with more translations."""
    return tuple(
        replace(entry, translations={**entry.translations, **targets.get(number, {})})
        for number, entry in enumerate(old.entries)
    )


def says(text: str, terms: Terms) -> bool:
    """Whether a text reads as these terms."""
    try:
        found = terms_of(text)
    except (yaml.YAMLError, TypeError, AttributeError, KeyError):  # a broken file can have any shape
        return False
    return found.entries == terms.entries and dict(found.classes) == dict(terms.classes)


def inserted(text: str, wanted: Mapping[int, Mapping[str, Target]]) -> str:
    """The text with lines for translations; whether it still says the same is for others to see."""
    root = compose(text)
    nodes = [node for node in root.value if "class" not in keys_of(node)] if root else []
    pieces = [piece_for(text, nodes[number], targets) for number, targets in wanted.items()]
    for at, piece in sorted(pieces, reverse=True):
        text = text[:at] + piece + text[at:]
    return text


def keys_of(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    """The values of a mapping by their keys."""
    return {key.value: value for key, value in node.value}


def piece_for(text: str, concept: yaml.MappingNode, targets: Mapping[str, Target]) -> tuple[int, str]:
    """Where translations go in the text, and how they are written there."""
    pairs = list(target_pairs(targets))
    node = keys_of(concept).get("translations")
    if not isinstance(node, yaml.MappingNode):
        node, pairs = concept, [f"translations: {{{', '.join(pairs)}}}"]
    if node.flow_style:
        return node.end_mark.index - 1, (", " if node.value else "") + ", ".join(pairs)
    at, newline = line_behind(text, node), newline_of(text)
    lead = newline if at and text[at - 1] not in "\r\n" else ""
    return at, lead + "".join(f"{' ' * node.start_mark.column}{pair}{newline}" for pair in pairs)


def line_behind(text: str, node: yaml.Node) -> int:
    """Where the line behind the last word of a node begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    at: int = node.end_mark.index
    if at and text[at - 1] == "\n":
        return at  # a text with `|` or `>` ends with its line
    found = text.find("\n", at)
    return found + 1 if found >= 0 else len(text)


def newline_of(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def appended(text: str, terms: Terms) -> str:
    """The text with more entries at its end."""
    if not (terms.entries or terms.classes):
        return text
    root = compose(text)
    newline = newline_of(text)
    indent = " " * (root.start_mark.column if root else 0)
    lead = newline if text.strip("\ufeff") and not text.endswith("\n") else ""
    blank = newline if root else ""
    return text + lead + blank + yaml_of(terms, indent).replace("\n", newline)

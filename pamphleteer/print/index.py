"""The index that Sphinx collects → Typst source of its groups, entries and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pamphleteer.collation.entries import sorted_index
from pamphleteer.print.markup import isolated, prose
from pamphleteer.print.modes import Code, Key, escape, label, value
from pamphleteer.print.references import INTERNAL

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from pamphleteer.print.references import Links


@dataclass
class Entry:
    """A line of the index."""

    name: str
    places: list[Key]
    below: list[Entry] = field(default_factory=list)


Group = tuple[str, list[Entry]]
"""A letter and its entries."""


def collect(builder: Builder) -> list[Group]:
    """The index of the whole project, in the order of its language."""
    return [
        (
            letter,
            [
                Entry(name, keys(own), [Entry(n, keys(k)) for n, k in below])
                for name, (own, below, _) in entries
            ],
        )
        for letter, entries in sorted_index(builder)
    ]


def keys(links: Iterable[tuple[object, str | Literal[False]]]) -> list[Key]:
    """The places of an entry; “see …” has none."""
    pairs = (address.removeprefix(INTERNAL).partition("#") for _main, address in links if address)
    return [(document, place) for document, _hash, place in pairs]


def places(groups: list[Group]) -> Iterator[Key]:
    """Every place that the index leads to."""
    for _letter, entries in groups:
        for entry in entries:
            yield from entry.places
            for inner in entry.below:
                yield from inner.places


def only(entry: Entry, links: Links) -> Entry | None:
    """The entry with what is in this edition; None when nothing is left of it."""
    below = [kept for inner in entry.below if (kept := only(inner, links))]
    found = [key for place in entry.places if (key := links.resolve(place))]
    reference = not entry.places and not entry.below  # “see also …”
    return Entry(entry.name, found, below) if found or below or reference else None


def index_source(groups: list[Group], links: Links, language: str) -> list[Code]:
    """The groups as the template takes them; none when the edition has no index."""
    source = []
    for letter, entries in groups:
        kept = [found for entry in entries if (found := only(entry, links))]
        if any(entry.places or entry.below for entry in kept):
            source.append(value((escape(letter), [line(entry, language) for entry in kept])))
    return source


def line(entry: Entry, language: str) -> Code:
    """An entry as a Typst array: name, places, entries below it."""
    found = [label(key) for key in dict.fromkeys(entry.places)]
    below = [line(inner, language) for inner in entry.below]
    return value((isolated(prose(entry.name), entry.name, language), found, below))

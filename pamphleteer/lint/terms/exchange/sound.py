"""`Terms` from elsewhere → those that a terms file can hold, and what was left out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pamphleteer.lint.terms.exchange.entry import Left, Terms
from pamphleteer.lint.terms.exchange.notes import is_pattern
from pamphleteer.lint.terms.exchange.write_yaml import yaml_of
from pamphleteer.lint.terms.pattern import PatternError
from pamphleteer.lint.terms.read import read_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pamphleteer.lint.terms.exchange.entry import Entry


def sound(terms: Terms, classes: Mapping[str, tuple[str, ...]]) -> Terms:
    """The entries that `read_terms` reads without fault; `classes` are those that they may use besides their own."""
    known = {**classes, **terms.classes}
    entries, left = [], list(terms.left)
    for entry in terms.entries:
        kept = entry
        if doubtful(entry) and (said := fault_of(entry, known)) and (entry.wrong or entry.right):
            left.append(Left(entry.line, f"“{entry.preferred}”: its examples are left out: {said}"))
            kept = replace(entry, wrong=(), right=())
        if doubtful(kept) and (said := fault_of(kept, known)):
            left.append(Left(entry.line, f"“{entry.preferred}” is left out: {said}"))
            continue
        entries.append(kept)
    return Terms(tuple(entries), terms.classes, tuple(left))


def doubtful(entry: Entry) -> bool:
    """Whether an entry can be wrong at all: plain words never are, and reading each of thousands takes its time."""
    words = (entry.preferred, *entry.synonyms, *(avoided.word for avoided in entry.avoid))
    signs = [
        entry.only_when,
        entry.right_when,
        *(s for word in entry.avoid for s in (word.only_when, word.right_when)),
    ]
    return bool(entry.wrong or entry.right or entry.sense or any(signs) or any(map(is_pattern, words)))


def fault_of(entry: Entry, classes: Mapping[str, tuple[str, ...]]) -> str:
    """What is wrong with an entry; empty when nothing is."""
    try:
        _base, faults = read_terms("", yaml_of(Terms((entry,))), classes)
    except PatternError as error:  # of a preferred word
        return str(error)
    return faults[0].message if faults else ""

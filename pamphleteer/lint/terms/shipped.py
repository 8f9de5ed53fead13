"""The package's own termbase for first-aid and musculoskeletal texts, under the one of the book."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.lint.source import source_of
from pamphleteer.lint.terms.read import read_terms

if TYPE_CHECKING:
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.terms.concept import Termbase

SHIPPED = Path(__file__).parent.parent / "data" / "terms.yml"


@cache
def shipped_terms() -> Termbase:
    """The termbase that comes with the package."""
    return read_terms(str(SHIPPED), SHIPPED.read_text(encoding="utf-8"))[0]


def all_terms(path: Path) -> tuple[Termbase, list[Finding]]:
    """The termbase of a book's own file, if it is there, over the shipped one; and findings on the file."""
    source = source_of(str(path))
    if source is None:
        return shipped_terms(), []
    own, findings = read_terms(str(path), source.text, shipped_terms().classes)
    return own.over(shipped_terms()), findings

"""What a link check may find: names, meanings and weights, in the form in which the reports of the lint take rules."""

from __future__ import annotations

from pamphleteer.links.origin import Place
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.settings import Severity


class Kind:
    """One kind of finding, with the attributes of a rule's module."""

    def __init__(self, name: str, severity: Severity, meaning: str) -> None:
        self.__name__, self.SEVERITY, self.__doc__ = name, severity, meaning


BROKEN = Kind("broken-link", "error", "A link inside the book leads nowhere.")
DEAD = Kind("dead-link", "error", "A link to another site leads to a page that is gone.")
ANCHOR = Kind("missing-anchor", "error", "The page is there, the place on it is not.")
SILENT = Kind(
    "silent-link", "note", "Nobody could tell whether the link works; after some time that is a fault."
)
MOVED = Kind("moved-link", "note", "The page has moved for good: write its new address.")
KINDS = (BROKEN, DEAD, ANCHOR, SILENT, MOVED)


def found_at(
    place: Place, kind: Kind, message: str, hint: str = "", severity: Severity | None = None
) -> Finding:
    """A finding on the words of a link."""
    end = place.column + len(place.text) if place.column else 0
    return Finding(
        place.path,
        place.line,
        place.column,
        place.line,
        end,
        kind.__name__,
        severity or kind.SEVERITY,
        message,
        hint,
        place.text,
    )

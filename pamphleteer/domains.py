"""Domains of programming languages that a book says nothing of → domains that are not asked.

MyST asks every domain for every link by label, and those of C and C++ parse the label as a declaration each time, only to
find that they hold nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.domains import Domain

PARSING = ("c", "cpp")


def setup_domains(app: Sphinx) -> None:
    """Put domains that know when they are empty in the place of those two."""
    for name in PARSING:
        app.add_domain(knowing_when_empty(app.registry.domains[name]), override=True)


def knowing_when_empty(domain: type[Domain]) -> type[Domain]:
    """The domain, which looks for nothing where nothing is."""

    def resolve_any_xref(self: Domain, *reference: Any) -> list[Any]:
        if next(iter(self.get_objects()), None) is None:
            return []
        found: list[Any] = domain.resolve_any_xref(self, *reference)
        return found

    return type(domain.__name__, (domain,), {"resolve_any_xref": resolve_any_xref})

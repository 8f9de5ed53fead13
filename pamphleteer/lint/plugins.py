"""The package's rules and those of other packages → the rules that are run.

A package offers a rule by an entry point of the group `pamphleteer.lint` that names a module like those in `rules`:
a docstring with examples, `SEVERITY`, and `check(page)`. The name of the rule is that of the module.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError
from pamphleteer.lint.engine import name_of
from pamphleteer.lint.rules import RULES

if TYPE_CHECKING:
    from pamphleteer.lint.engine import Rule

GROUP = "pamphleteer.lint"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Our rules, then those of installed packages in the order of their names."""
    rules: list[Rule] = list(RULES)
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            rule = point.load()
        except Exception as error:
            raise CommandError(
                f"the rule “{point.name}” of another package cannot be loaded: {error}"
            ) from error
        if not callable(getattr(rule, "check", None)) or not hasattr(rule, "SEVERITY"):
            raise CommandError(f"“{point.value}” is no rule: write a module with SEVERITY and check(page)")
        if name_of(rule) in {name_of(other) for other in rules}:
            raise CommandError(f"two rules are called “{name_of(rule)}”: rename that of {point.value}")
        rules.append(rule)
    return tuple(rules)

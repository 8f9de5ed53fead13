"""Attempts → a table in Markdown: how many of each kind were made, held, and broke something; then which, and what.

`python tests/attempts_table.py` counts those that are kept, or those of the kinds that are named. Each runs alone, in a Python of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attempt import KINDS, Attempt, attempts
from attempt_run import broken_by

Broken = Mapping[str, list[str]]


def table(tried: Sequence[Attempt], broken: Broken, *, names: bool = True) -> Iterator[str]:
    """The lines of the table; without names, counts alone."""
    yield "| kind | attempts | held | broken |" + (" names |" if names else "")
    yield "| --- | ---: | ---: | ---: |" + (" --- |" if names else "")
    for kind in [*KINDS, "all"]:
        of_kind = [attempt for attempt in tried if kind in {attempt.kind, "all"}]
        fallen = [attempt.name for attempt in of_kind if broken.get(attempt.name)]
        if of_kind:
            row = f"| {kind} | {len(of_kind)} | {len(of_kind) - len(fallen)} | {len(fallen)} |"
            yield row + (f" {', '.join(fallen) if kind != 'all' else ''} |" if names else "")


def tell(tried: Sequence[Attempt], broken: Broken) -> Iterator[str]:
    """A list of what is broken."""
    for attempt in tried:
        for fault in broken.get(attempt.name, []):
            yield f"* {attempt.kind}, `{attempt.name}`: {fault[:400]}"


def try_all(tried: Sequence[Attempt]) -> dict[str, list[str]]:
    """Carry out one after the other; how far it has come is told on the standard error stream."""
    broken = {}
    with tempfile.TemporaryDirectory(prefix="attempts-") as folder:
        for number, attempt in enumerate(tried):
            print(f"{number + 1} of {len(tried)}", end="\r", file=sys.stderr, flush=True)
            broken[attempt.name] = broken_by(attempt, Path(folder, "base"))
    return broken


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="count what attempts of strangers break")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], default=[], help="only these kinds")
    asked = parser.parse_args().kinds
    tried = [attempt for attempt in attempts() if not asked or attempt.kind in asked]
    broken = try_all(tried)
    print(*table(tried, broken), "", *tell(tried, broken), sep="\n")


if __name__ == "__main__":
    main()

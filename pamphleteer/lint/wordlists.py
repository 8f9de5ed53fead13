"""The word lists of the package (`data/*.txt`) → patterns and tables, each read once.

A list is plain text: `[heading]` begins a group, `#` a comment, every other line is an entry.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def groups(name: str) -> dict[str, list[str]]:
    """The entries of a list by heading; those before the first heading stand under the empty one."""
    found: dict[str, list[str]] = {}
    heading = ""
    text = files("pamphleteer.lint").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        line = line.strip()  # noqa: PLW2901 - the line as it is meant
        if line.startswith("[") and line.endswith("]") and line[1:2].isalpha():
            heading = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return found


@cache
def phrases(name: str) -> dict[str, re.Pattern[str]]:
    """For each group, a pattern that matches any of its entries, which are regular expressions."""
    return {
        heading: re.compile("|".join(f"(?:{entry})" for entry in entries), re.IGNORECASE)
        for heading, entries in groups(name).items()
    }


@cache
def pairs(name: str) -> dict[str, str]:
    """A list of `word = plain word` lines."""
    return {
        left.strip(): right.strip()
        for entries in groups(name).values()
        for left, _sign, right in (entry.partition("=") for entry in entries)
    }

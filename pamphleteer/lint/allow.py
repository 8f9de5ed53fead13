"""Comments, front matter and settings → all allowances that hold on a page.

`% allow RULE: REASON` above a block, `allow: {RULE: REASON}` in the front matter, `allow = [{path, rule, reason}]` in
the settings.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Allowance, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pamphleteer.lint.source import Source


def allowances_of(page: Page, read: Callable[[str], Source | None]) -> list[Allowance]:
    """Every allowance for a page."""
    return [*page.allowances, *in_front_matter(page, read), *in_settings(page)]


def in_front_matter(page: Page, read: Callable[[str], Source | None]) -> Iterator[Allowance]:
    """`allow:` with a rule and its reason on each line, as a mapping or as a list."""
    fields = page.metadata.get("allow")
    if isinstance(fields, str) and fields[:1] in "{[":
        fields = unpacked(fields)
    if isinstance(fields, dict):
        entries = [f"{rule}: {reason or ''}" for rule, reason in fields.items()]
    elif isinstance(fields, list):
        entries = [
            ", ".join(f"{rule}: {reason or ''}" for rule, reason in entry.items())
            if isinstance(entry, dict)
            else str(entry)
            for entry in fields
        ]
    else:
        entries = [str(fields)] if fields else []
    source = read(page.path) if entries else None
    for entry in entries:
        yield Allowance(entry.strip(), page.path, line_with(source, entry), whole_page=True)


def unpacked(text: str) -> object:
    """A field with more than one value, as MyST hands it to Sphinx: in JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def line_with(source: Source | None, entry: str) -> int:
    """The line of the front matter that names the rule of an entry."""
    rule = entry.partition(":")[0].strip()
    lines = range(1, len(source.starts) + 1) if source else ()
    return next((n for n in lines if source and rule in source.line(n)), 1)


def in_settings(page: Page) -> Iterator[Allowance]:
    """The allowances of the settings for the file that the page is made of."""
    if not page.settings.allow:
        return
    path = PurePath(page.path)
    root = PurePath(page.settings.root)
    name = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
    for entry in page.settings.allow:
        if fnmatchcase(name, entry.path):
            yield Allowance(
                f"{entry.rule}: {entry.reason}", page.path, 1, whole_page=True, from_settings=True
            )

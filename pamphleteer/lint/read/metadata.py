"""The front matter of a file → its fields, or a fault that names the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pamphleteer.bounded_yaml import FRONT_MATTER, load

if TYPE_CHECKING:
    from pamphleteer.lint.source import Source


class UnreadableError(Exception):
    """A file cannot be read; the message begins with its path and line."""


def front_matter(source: Source, path: str) -> dict[str, Any]:
    """The fields between the dashes at the start of a file."""
    found = FRONT_MATTER.match(source.text)
    if not found:
        return {}
    try:
        fields = load(found[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableError(f"{path}:{line}: the front matter is not YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableError(f"{path}:1: the front matter is not YAML: {error}") from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise UnreadableError(f"{path}:2: the front matter has no fields: write “name: value” lines")
    return fields

"""A `pyproject.toml` → its table `[tool.pamphleteer]`, or one message with the line that is wrong."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

AT = re.compile(r"\(at line (\d+), column \d+\)")


class ToolSettingsError(Exception):
    """The file cannot be used; the message begins with file and line."""


def tool_table(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the file, and the table; an empty one when it has none. Raises ToolSettingsError."""
    text = text_of(path)
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = AT.search(str(error))
        line = found[1] if found else str(text.count("\n") + 1)
        raise ToolSettingsError(f"{path}:{line}: this is not TOML: {error}") from error
    except ValueError as error:  # Python turns no number of thousands of figures
        line = str(line_of_longest(text))
        raise ToolSettingsError(f"{path}:{line}: this is no number or date: {error}") from error
    except RecursionError as error:
        raise ToolSettingsError(f"{path}:1: lists stand in lists in lists: write them flat") from error
    table: Any = whole
    for name in ("tool", "pamphleteer"):
        table = table.get(name, {})
        if not isinstance(table, dict):
            line = str(next((n for n, row in enumerate(text.splitlines(), 1) if name in row), 1))
            raise ToolSettingsError(f"{path}:{line}: “{name}” is no table: write [tool.pamphleteer]")
    return text, table


def text_of(path: Path) -> str:
    """The text of the file."""
    try:
        data = path.read_bytes()
        return data.decode()
    except OSError as error:
        raise ToolSettingsError(f"{path}:1: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ToolSettingsError(
            f"{path}:{line}: byte {data[error.start]:#04x} is not UTF-8: save the file as UTF-8"
        ) from error


def line_of_longest(text: str) -> int:
    """The number of the longest line."""
    lines = text.splitlines() or [""]
    return 1 + max(range(len(lines)), key=lambda number: len(lines[number]))

"""`[tool.pamphleteer]` of a `pyproject.toml` → whether warnings are faults in this project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError
from pamphleteer.tool_settings import ToolSettingsError, tool_table

if TYPE_CHECKING:
    from pathlib import Path

    from pamphleteer.command.project import Project


def is_strict(project: Project) -> bool:
    """`strict` of the nearest pyproject.toml, beside conf.py or above it, that has it; else False."""
    for folder in (project.conf, *project.conf.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and (value := strict_in(path)) is not None:
            return value
    return False


def strict_in(path: Path) -> bool | None:
    """The value in one file; None when it has none."""
    try:
        text, table = tool_table(path)
    except ToolSettingsError as error:
        raise CommandError(str(error)) from error
    value = table.get("strict")
    if value is not None and not isinstance(value, bool):
        line = next((n for n, row in enumerate(text.splitlines(), 1) if re.match(r"\s*strict\s*=", row)), 1)
        raise CommandError(f"{path}:{line}: strict is “{value}”: write true or false")
    return value

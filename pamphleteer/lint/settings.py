"""`[tool.pamphleteer.lint]` of a `pyproject.toml` → what the rules are to expect of this project."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from pamphleteer.command.project import CommandError
from pamphleteer.tool_settings import ToolSettingsError, tool_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning", "note"]
DoseStyle = Literal["nhs", "ismp"]
Units = Literal["metric", "both"]


class SettingsError(CommandError):
    """The settings cannot be used; the message begins with file and line."""


@dataclass(frozen=True)
class PathAllowance:
    """`allow = [{path = …, rule = …, reason = …}]`: silences a rule in the files that a pattern names."""

    path: str
    """Relative to the folder of `pyproject.toml`; `*` and `**` as in shells."""
    rule: str
    reason: str


@dataclass(frozen=True)
class Settings:
    """What a project says of its own texts."""

    language: str = "en"
    """Of files that do not say it themselves and belong to no Sphinx project."""
    ignore: tuple[str, ...] = ()
    """Rules that are switched off."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Rules that weigh more or less than usual."""
    allow: tuple[PathAllowance, ...] = ()
    dose_style: DoseStyle = "nhs"
    """`nhs` writes 250mg, `ismp` writes 250 mg; both rule out .5 mg and 5.0 mg."""
    units: Units = "metric"
    """`metric`: every US unit has its metric value beside it; `both`: the reverse too."""
    abbreviations: tuple[str, ...] = ()
    """Abbreviations that every reader of this project knows."""
    reading_grade: float = 8.0
    """School grade (Flesch-Kincaid) above which a section is reported."""
    longest_sentence: int = 25
    """Words above which a sentence is reported."""
    root: str = ""
    """The folder of `pyproject.toml`."""


NAMES = {f.name.replace("_", "-"): f for f in fields(Settings) if f.name != "root"}
MOST = 1_000_000
"""No grade and no sentence comes near it."""
CHOICES: dict[str, tuple[str, ...]] = {
    "dose-style": get_args(DoseStyle),
    "units": get_args(Units),
}


def settings_for(path: Path) -> Settings:
    """The settings of the nearest `pyproject.toml` at or above a path that has the table."""
    start = path.resolve()
    for folder in (start, *start.parents):
        found = folder / "pyproject.toml"
        if found.is_file() and (settings := read_settings(str(found), found.stat().st_mtime_ns)):
            return settings
    return Settings()


@lru_cache(maxsize=32)
def read_settings(path: str, _stamp: int) -> Settings | None:
    """The settings in one file; None when it has no such table."""
    try:
        text, own = tool_table(Path(path))
    except ToolSettingsError as error:
        raise SettingsError(str(error)) from error
    table = own.get("lint")
    if table is None:
        return None
    if not isinstance(table, dict):
        raise SettingsError(f"{path}:{line_of(text, 'lint')}: write [tool.pamphleteer.lint] as a table")
    values: dict[str, Any] = {"root": str(Path(path).parent)}
    for name, value in table.items():
        if name not in NAMES:
            known = ", ".join(NAMES)
            raise SettingsError(
                f"{path}:{line_of(text, name)}: there is no setting “{name}”: choose from {known}"
            )
        try:
            values[NAMES[name].name] = checked(name, value)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{path}:{line_of(text, name)}: {name}: {error}") from error
    return Settings(**values)


def checked(name: str, value: Any) -> Any:
    """The value of a setting, as the rules use it; ValueError says what to write."""
    if name == "allow":
        return tuple(allowances(value))
    if name == "severity":
        if not isinstance(value, dict) or not all(weight in get_args(Severity) for weight in value.values()):
            raise ValueError("write { rule-name = “error”, “warning” or “note” }")
        return value
    if name in ("ignore", "abbreviations"):
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValueError("write a list of words")
        return tuple(value)
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"write {' or '.join(f'“{choice}”' for choice in CHOICES[name])}")
    if name in ("reading-grade", "longest-sentence"):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < MOST:
            raise ValueError("write a number above 0")
    elif not isinstance(value, str):
        raise ValueError("write a word")
    return value


def allowances(value: Any) -> Iterable[PathAllowance]:
    """The allowances for paths; each must give its reason."""
    for entry in value if isinstance(value, list) else [value]:
        if not isinstance(entry, dict) or set(entry) != {"path", "rule", "reason"}:
            raise ValueError("write { path = …, rule = …, reason = … }")
        if not str(entry["reason"]).strip():
            raise ValueError(f"give the reason why {entry['rule']} is allowed in {entry['path']}")
        yield PathAllowance(str(entry["path"]), str(entry["rule"]), str(entry["reason"]))


def line_of(text: str, name: str) -> int:
    """The line on which a key stands, behind the head of the table."""
    table = text.find("tool.pamphleteer.lint")
    found = re.compile(rf"^\s*[\"']?{re.escape(name)}\b", re.MULTILINE).search(text, max(table, 0))
    return text.count("\n", 0, found.start() if found else max(table, 0)) + 1

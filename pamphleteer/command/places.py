"""The place that Sphinx names for a message, and its words → a file and the line that the writer is to look at."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphleteer.command.project import Project

PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?:*(?::<[^>]*>(?::\d+)*)?$")
"""A place within a file; of a text that stands for one there, such as `a.rst:12:<translated>:1`, it is that of the other."""
DOCSTRING = re.compile(r"(?P<path>.+?):docstring of (?P<name>[\w.]+)$")
NAMED = re.compile(r"""["'“](?P<quoted>[^"'”]+)["'”]|: (?P<last>[^\s:"'“”]+)(?: \[[\w.]+\])?$""")
SHORT = 6
"""Words of so many letters stand in messages by chance."""
SOURCE_TEXTS = {"<rst_prolog>": "rst_prolog", "<rst_epilog>": "rst_epilog"}
"""Places for text that a setting adds to each chapter."""


def names_a_file(place: str) -> bool:
    """Whether a place is more than a line of nothing (`:1:1`), or of text that is in no file (`<string>:3`)."""
    return place.partition(":")[0] in SOURCE_TEXTS or bool(re.match(r"[^<]*[^\W\d]", place))


def place_of(place: str, project: Project) -> tuple[Path, int, int] | None:
    """The file, its line and its column, each 0 where it is not known; None when this is the place of no file."""
    found = PLACE.match(place)
    if not found:
        return None
    name, line, column = found["path"], int(found["line"] or 0), int(found["column"] or 0)
    if name in SOURCE_TEXTS:
        conf = project.conf / "conf.py"
        return conf, line_of_setting(conf, SOURCE_TEXTS[name], []), 0
    if described := DOCSTRING.match(name):
        path = Path(described["path"])
        return (path, line_of_object(path, described["name"]) + line, 0) if path.is_file() else None
    candidates = (folder / name for folder in (project.source, project.conf, Path.cwd()))
    return next(((path, line, column) for path in candidates if path.is_file()), None)


def names_in(message: str) -> list[str]:
    """What a message names, in quotes or at its end."""
    return [found["quoted"] or found["last"] for found in NAMED.finditer(message)]


def line_of_named(path: Path, line: int, names: list[str]) -> int:
    """The first line, from `line` on, that holds what the message names: Sphinx often knows the paragraph only."""
    if not names:
        return line
    lines = lines_of(path, path.stat().st_mtime_ns)
    for number in range(max(line, 1), len(lines) + 1):
        if any(name in lines[number - 1] for name in names):
            return number
    return line


def line_of_setting(conf: Path, message: str, names: list[str]) -> int:
    """The line of conf.py with the setting that a message speaks of, else with what it names, else the first."""
    if not conf.is_file():
        return 1
    stamp = conf.stat().st_mtime_ns
    words = set(re.findall(r"\w+", message))
    # The longest is the most telling: `html_title` rather than a word that happens to be a setting too.
    for name in sorted(settings_in(conf, stamp), key=len, reverse=True):
        if name in words or ("_" in name and name in message):
            return settings_in(conf, stamp)[name]
    if (line := line_of_named(conf, 1, names)) > 1:
        return line
    # “intersphinx inventory …” is about `intersphinx_mapping`.
    telling = {word for word in words if len(word) > SHORT}
    return next((line for name, line in settings_in(conf, stamp).items() if telling & {*name.split("_")}), 1)


def line_of_object(path: Path, name: str) -> int:
    """The line where a module defines what is called so; 1 when it does not say."""
    defined = re.compile(rf"\s*(?:class|(?:async )?def) {re.escape(name.rpartition('.')[2])}\b")
    lines = lines_of(path, path.stat().st_mtime_ns)
    return next((number for number, text in enumerate(lines, 1) if defined.match(text)), 1)


@lru_cache(maxsize=64)
def lines_of(path: Path, _stamp: int) -> list[str]:
    """The lines of a file."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


@lru_cache(maxsize=4)
def settings_in(conf: Path, _stamp: int) -> dict[str, int]:
    """Name → line of what conf.py sets; nothing when it is no Python."""
    try:
        tree = ast.parse(conf.read_bytes())
    except (SyntaxError, ValueError):
        return {}
    return {
        target.id: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }

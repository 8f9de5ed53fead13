"""The name of a file as a chapter writes it → the file, where the two are spelled in different ways.

Markdown writes `sch%C3%B6n.jpg` for `schön.jpg`; macOS writes ö as o with two dots, other systems as one letter.
"""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote


def existing(path: Path, home: Path) -> Path | None:
    """The path itself, or another spelling of it below `home` that there is; None when there is none."""
    for spelling in dict.fromkeys((str(path), unquote(str(path)))):
        if "\0" not in spelling and (found := as_listed(Path(spelling), home)) is not None:
            return found
    return None


def as_listed(path: Path, home: Path) -> Path | None:
    """The path in the letters of the folders below `home` that hold it."""
    try:
        if path.exists():
            return path
        path = Path(os.path.normpath(path))
        if str(path).isascii() or not path.is_relative_to(home):
            return None
        found = home
        for part in path.relative_to(home).parts:
            names = [part] if (found / part).exists() else sorted(os.listdir(found))
            found /= next(name for name in names if normalize("NFC", name) == normalize("NFC", part))
    except (OSError, StopIteration):
        return None
    return found

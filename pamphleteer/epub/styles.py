"""Style sheets: our own, and those of the project, without what would be fetched."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)
OWN = Path(__file__).with_name("book.css")
VERTICAL = (
    "html { writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; -epub-writing-mode: vertical-rl }\n"
)
ADDRESS = re.compile(
    r"@import\s+(?:url\()?[\"']?([^\"');]+)[\"']?\)?[^;]*;|url\(\s*[\"']?([^\"')]+)[\"']?\s*\)"
)


def shown_classes(sheets: Iterable[str]) -> frozenset[str]:
    """The classes that style sheets name; all others are of no use on a page."""
    return frozenset(
        name for sheet in sheets for name in re.findall(r"\.([A-Za-z][\w-]*)(?=[^{}]*\{)", sheet)
    )


def cleaned(css: str, path: Path) -> tuple[str, dict[str, bytes]]:
    """A style sheet of the project, and the files that it shows; addresses elsewhere go, with a warning."""
    files: dict[str, bytes] = {}

    def local(match: re.Match[str]) -> str:
        address = match.group(1) or match.group(2)
        file = path.parent / address.partition("?")[0].partition("#")[0]
        if address.startswith(("data:image/", "data:font/", "#")):
            return match.group()
        if match.group(2) and ":" not in address and not address.startswith("/") and file.is_file():
            name = f"styles/{posixpath.basename(file.name)}"
            files[name] = file.read_bytes()
            return f"url({posixpath.basename(name)})"
        message = f"“{address[:60]}” cannot be fetched by an e-book: it is left out of the style sheet"
        logger.warning(message, location=f"{path}:1", type="epub", subtype="remote")
        return "" if match.group(1) else "none"

    return ADDRESS.sub(local, css), files


def find_file(name: str, folders: Iterable[Path]) -> Path | None:
    """A file by the name that conf.py gives it."""
    for folder in folders:
        for candidate in (folder / name, folder / posixpath.basename(name)):
            if candidate.is_file():
                return candidate
    return None

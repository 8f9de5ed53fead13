"""What only the layout can tell of a place in a chapter → a warning with file and line.

The template leaves `notice(kind, "chapter.md:12", value)`; its answer about the layout lists them.
"""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.util import logging

logger = logging.getLogger(__name__)
MESSAGES = {
    "formula": "a part of the formula is wider than the line: the formula is set at {} % of its size; "
    r"write it over several lines, such as with \begin{{aligned}}",
}


def warn_of_notices(answer: Path, srcdir: Path, kind: str) -> None:
    """Pass on what the template left; what a chapter's own Typst spoilt has been told before."""
    found = json.loads(answer.read_text(encoding="utf-8")).get("notices", [])
    for name, place, value in found:
        if message := MESSAGES.get(str(name)):
            logger.warning(
                message.format(value), location=str(srcdir / str(place)), type=kind, subtype=str(name)
            )

"""Drawings in large print → shown as wide as their words need, and a warning where the page is too narrow for that.

What is said about a drawing goes with the call that shows it; the template answers with the drawings that stay too small.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from pamphleteer.print.modes import Value
from pamphleteer.print.setting import ODD_ANSWER, PrintError

if TYPE_CHECKING:
    from pamphleteer.print.lettering import Lettering
    from pamphleteer.print.page import Page, Press

LARGE_PRINT = "large-print"
"""The only edition that has a smallest size of words."""
SMALLEST = 18
"""Points (RNIB clear print, UKAAF MS03)."""


@dataclass(frozen=True)
class Shown:
    """One showing of a drawing with words."""

    name: str
    """How the writer knows the drawing."""
    node: nodes.Element
    page: Page
    words: Lettering


def legible(source: Path, name: str, node: nodes.Element, page: Page) -> dict[str, Value]:
    """More arguments for the call that shows a drawing: how large its words are, and what is printed below it."""
    words = page.press.pictures.words.get(source)
    if words is None or page.press.kind != LARGE_PRINT:
        return {}
    page.press.lettered.append(Shown(name, node, page, words))
    near = node.parent if isinstance(node.parent, nodes.figure) else node.parent.parent
    below = ""
    if isinstance(near, nodes.figure):
        below = "\n".join(
            part.astext()
            for part in near.findall(lambda part: isinstance(part, nodes.caption | nodes.legend))
        )
    return {"words": round(words.share, 6), "key": len(page.press.lettered) - 1, "below": below}


def small_words(answer: Path) -> list[tuple[int, float]]:
    """Drawings by number, and the size of their words in points; raises PrintError where a chapter spoilt the answer."""
    try:
        found = json.loads(answer.read_text(encoding="utf-8"))["small"]
        return [(int(key), float(points)) for key, points in found]
    except (OSError, ValueError, LookupError, TypeError):
        raise PrintError(ODD_ANSWER) from None


def warn_of_small_words(press: Press, answer: Path) -> None:
    """Tell the writer which drawings have words that cannot be shown large enough, by the answer of the template."""
    for key, points in small_words(answer):
        shown = press.lettered[key]
        wanted = math.ceil(shown.words.units * SMALLEST / points * 10) / 10
        shown.page.warn(
            f"the smallest words of the drawing {shown.name} come out at {math.floor(points * 10) / 10:g} points, and large print needs {SMALLEST}: "
            f"write them {wanted:g} units large instead of {shown.words.units:g}, or give the drawing fewer words and make it narrower",
            shown.node,
            "small-words",
        )

"""Places on printed pages → the lines of the chapters that were laid out there.

Only asked when something is wrong with a page: the source is laid out once more, with a mark in place of each comment that says
where the block after it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pamphleteer.print.modes import NOTHING, Markup, call, markup, replaced, save, saved, within_line
from pamphleteer.print.places import KNOWN, Run

COMMENT = re.compile(r"^//@ (.+:\d+)$", re.MULTILINE)
LABEL = "located"
"""What `QUESTION` gives its answer."""
QUESTION = markup("""
#context {
  let places = query(<where>).map(found => {
    let place = found.location().position()
    (found.value, place.page, place.x / 1pt, place.y / 1pt)
  })
  [#metadata(places)<located>]
}
""")
Spot = tuple[int, float, float]
"""Page from 1, points from the left and from the upper edge."""
Mark = tuple[str, int, float, float]
"""`chapter.md:12`, and the place where its block begins."""
TOLERANCE = 3.0
"""Points: a mark stands on the line of the words after it, not above it."""


def source_lines(run: Run, source: Path, spots: Sequence[Spot]) -> list[str]:
    """For each spot, `chapter.md:12` of the block that begins nearest before it, else what the first line of the source names."""
    folder = source.parent
    answer = folder / f"{LABEL}.json"
    with marked(source):
        known = [KNOWN] if (folder / "places.json").is_file() else []
        run([f"--answer={answer.name}", f"--ask={LABEL}", "--measuring", *known])
    try:
        marks = [
            (str(at), int(page), float(x), float(y))
            for at, page, x, y in json.loads(answer.read_text("utf-8"))
        ]
    except (OSError, ValueError, TypeError):
        marks = []
    first = COMMENT.match(source.read_text("utf-8"))
    return [nearest(spot, marks) or (first[1] if first else "") for spot in spots]


@contextmanager
def marked(source: Path) -> Iterator[None]:
    """The source has marks and the question for them, and is afterwards as it was."""
    files = [path for path in source.parent.rglob("*.typ") if "template" not in path.parts]
    sources = {path: saved(path) for path in files}
    try:
        for path, found in sources.items():
            save(path, replaced(found, COMMENT, as_mark) + (QUESTION if path == source else NOTHING))
        yield
    finally:
        for path, found in sources.items():
            save(path, found)


def as_mark(found: re.Match[str]) -> Markup | None:
    """A mark in place of a comment, but for the one that opens the source, before what it imports."""
    return within_line(call("where", found[1])) if found.start() else None


def nearest(spot: Spot, marks: list[Mark]) -> str:
    """The mark that stands nearest above or before a spot on its page, else the last one of the pages before."""
    page, x, y = spot
    before = [mark for mark in marks if mark[1] == page and mark[3] <= y + TOLERANCE]
    if before:
        beside = [mark for mark in before if mark[2] <= x + TOLERANCE] or before
        return min(beside, key=lambda mark: y - mark[3] + (abs(x - mark[2]) / 2))[0]
    return next((mark[0] for mark in reversed(marks) if mark[1] < page), "")

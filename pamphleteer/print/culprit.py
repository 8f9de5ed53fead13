"""A fault that Typst tells of the print template → the block of a chapter that was being laid out.

The source is laid out again, with fewer and fewer chapters, then with less and less of the one that is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pamphleteer.print.diagnostics import MARK
from pamphleteer.print.modes import NOTHING, Markup, joined, markup, parted, save, saved
from pamphleteer.print.page import APART
from pamphleteer.print.places import KNOWN, Run

WRAPPED, CLOSING = "#langblock(", markup("\n]\n")
"""Around a chapter that is in another language than the book, as a whole."""


def culprit(run: Run, folder: Path, message: str) -> str:
    """`chapter.md:12` of the block that makes Typst say this; empty where it is in no chapter."""
    chapters = sorted(folder.glob("chapters/*.typ"))
    known = [KNOWN] if (folder / "places.json").is_file() else []
    sources = {path: saved(path) for path in chapters}

    def fails(kept: dict[Path, Markup]) -> bool:
        for path in chapters:
            save(path, kept.get(path, NOTHING))
        done = run(known)
        return bool(done.returncode) and message in done.stderr

    def first(count: int) -> bool:
        return fails({path: sources[path] for path in chapters[:count]})

    try:
        number = fewest(first, len(chapters))
        if not number or fails({}):
            return ""
        path = chapters[number - 1]
        blocks = parted(sources[path], APART)
        closing = CLOSING if WRAPPED in blocks[0].source else NOTHING
        others = {other: sources[other] for other in chapters[: number - 1]}
        if fails({path: sources[path]}):
            others = {}

        def beginning(count: int) -> bool:
            less = joined(blocks[:count], APART) + (closing if count < len(blocks) else NOTHING)
            return fails({**others, path: less})

        return last_mark(blocks[: fewest(beginning, len(blocks))])
    finally:
        for path, found in sources.items():
            save(path, found)


def fewest(fails: Callable[[int], bool], count: int) -> int:
    """The smallest number that fails, when all larger ones do; 0 when none does."""
    low, high = 0, count
    if not count or not fails(count):
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle) else (middle, high)
    return high


def last_mark(blocks: Sequence[Markup]) -> str:
    """The place that the last of some blocks names at its head; else that of the block before."""
    for block in reversed(blocks):
        for line in block.source.splitlines():
            if found := MARK.match(line):
                return f"{found[1]}:{found[2]}"
    return ""

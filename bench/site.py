"""Sphinx projects → the time of our web site beside Sphinx's own, from nothing and after an edit, and how it grows.

    python -m bench.site [--chapters 400] [--sections 4] [--rounds 3] [--sizes 100 200 400 800 1600] [PROJECT…]

CPU seconds of whole processes, user and system, with what they start; memory is the most that one process held. Ours and the
stock builders take turns within a round; medians are shown. A PROJECT is a folder with `conf.py`; of a package that the index
offers, `bench/real.lock` names one.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.book import write_book
from bench.cost import Cost, sphinx

SECTIONS = 4
"""Of a chapter, some 850 words: as in a book of 437 pages by others."""
STOCK, BASIC, OURS = "stock", "theme basic", "ours"
EPUB = "stock, epub alone"
BOTH = "ours, html and epub"
COMMAND = [sys.executable, "-m", "pamphleteer", "build"]


def ways(project: Path) -> dict[str, Callable[[Path], list[list[str]]]]:
    """Name of a way to build → its commands for an output folder."""
    html = lambda out: sphinx("html", project, out, ours=False)  # noqa: E731 - three short commands side by side
    return {
        STOCK: lambda out: [html(out)],
        BASIC: lambda out: [[*html(out), "-D", "html_theme=basic", "-D", "html_theme_options="]],
        OURS: lambda out: [sphinx("html", project, out, ours=True)],
        EPUB: lambda out: [sphinx("epub", project, out, ours=False)],
        BOTH: lambda out: [[*COMMAND, "html", "epub", "--source", str(project.resolve()), "--out", str(out)]],
    }


def from_nothing(commands: Callable[[Path], list[list[str]]]) -> Cost:
    """What commands cost in an empty folder."""
    cost = Cost()
    with tempfile.TemporaryDirectory() as folder:
        for command in commands(Path(folder)):
            cost.run(command, Path(folder))
    return cost


def compare(name: str, project: Path, rounds: int, chosen: list[str]) -> None:
    """Print a line for each way to build."""
    costs: dict[str, list[Cost]] = {way: [] for way in chosen}
    for _round in range(rounds):
        for way in chosen:
            costs[way].append(from_nothing(ways(project)[way]))
    time = {way: statistics.median(cost.seconds for cost in found) for way, found in costs.items()}
    for way in chosen:
        memory = statistics.median(cost.megabytes for cost in costs[way])
        print(
            f"| {name} | {way} | {time[way]:.1f} | {time[way] / time[OURS]:.2f} | {memory:.0f} |", flush=True
        )
    if BOTH in chosen:
        stock = time[STOCK] + time[EPUB]
        print(f"| {name} | both stock runs | {stock:.1f} | {stock / time[BOTH]:.2f} of ours for both | |")


def edits(project: Path, rounds: int) -> None:
    """Print what a second build costs after several things that a writer does."""
    chapter = project / "part-1" / "chapter-25.md"
    title = chapter.read_text(encoding="utf-8").partition("\n\n")[0]
    actions: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "touched, equal bytes": chapter.touch,
        "a sentence added": lambda: add(chapter, "\nOne more sentence.\n"),
        "a title changed": lambda: chapter.write_text(
            chapter.read_text(encoding="utf-8").replace(title, title + "x", 1), encoding="utf-8"
        ),
    }
    with tempfile.TemporaryDirectory() as folder:
        for editions in (["html"], ["html", "epub"]):
            command = [*COMMAND, *editions, "--source", str(project.resolve()), "--out", folder]
            Cost().run(command, Path(folder))
            for name, action in actions.items():
                found: list[Cost] = []
                for _round in range(rounds):
                    action()
                    cost = Cost()
                    cost.run(command, Path(folder))
                    found.append(cost)
                seconds = statistics.median(cost.seconds for cost in found)
                wall = statistics.median(cost.wall for cost in found)
                print(f"| {name} | {' and '.join(editions)} | {seconds:.1f} | {wall:.1f} |", flush=True)


def add(chapter: Path, text: str) -> None:
    """Add text to a chapter, before the notes at its end."""
    head, mark, notes = chapter.read_text(encoding="utf-8").partition("\n[^n]: ")
    chapter.write_text(head + text + mark + notes, encoding="utf-8")


def growth(sizes: list[int], sections: int) -> None:
    """Print what a chapter costs in books of several sizes, and the memory that each costs above the size before."""
    smaller, held = 0, 0.0
    for size in sizes:
        folder = Path(tempfile.mkdtemp())
        write_book(folder, size, sections)
        cost = from_nothing(ways(folder)[OURS])
        each = f"{(cost.megabytes - held) / (size - smaller) * 1000:.0f}" if smaller else ""
        row = (
            f"{size} | {cost.seconds:.1f} | {cost.seconds / size * 1000:.1f} | {cost.megabytes:.0f} | {each}"
        )
        print(f"| {row} |", flush=True)
        smaller, held = size, cost.megabytes
        shutil.rmtree(folder)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="*", type=Path, metavar="PROJECT")
    parser.add_argument("--chapters", type=int, default=400)
    parser.add_argument("--sections", type=int, default=SECTIONS, help="of a chapter, some 210 words each")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 200, 400, 800, 1600])
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        write_book(folder, args.chapters, args.sections)
        conf = folder / "conf.py"
        conf.write_text(conf.read_text("utf-8").replace('"myst_parser"]', '"myst_parser", "pamphleteer"]'))
        print("| Book | built by | CPU s | of ours | MB |\n|---|---|---|---|---|")
        compare(f"made-up, {args.chapters} chapters", folder, args.rounds, [STOCK, BASIC, OURS, EPUB, BOTH])
        for project in args.projects:
            compare(project.resolve().parent.name, project, args.rounds, [STOCK, OURS])
        print("\n| After | editions | CPU s | s |\n|---|---|---|---|")
        edits(folder, args.rounds)
    finally:
        shutil.rmtree(folder)
    print("\n| Chapters | CPU s | ms each | MB | kB for each more |\n|---|---|---|---|---|")
    growth(args.sizes, args.sections)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

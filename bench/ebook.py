"""Sphinx projects → time and memory of our e-book beside Sphinx's own, each built from nothing in processes of its own.

    python -m bench.ebook [--chapters 300] [--rounds 3] [PROJECT…]

Without a PROJECT (a folder with `conf.py`) a made-up book is built. CPU seconds are those of the whole process and of what
it starts; memory is the most that any one process held. Ours and the stock builder take turns; medians are shown.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from bench.book import write_book
from bench.cost import Cost, sphinx


def build(project: Path, ours: bool) -> Cost:
    """Build the e-book from nothing."""
    cost = Cost()
    with tempfile.TemporaryDirectory() as folder:
        cost.run(sphinx("epub", project, Path(folder), ours=ours), Path(folder))
    return cost


def compare(name: str, project: Path, rounds: int) -> str:
    """A line of the table."""
    costs: dict[bool, list[Cost]] = {False: [], True: []}
    for _round in range(rounds):
        for ours in (False, True):
            costs[ours].append(build(project, ours))
    time = {ours: statistics.median(cost.seconds for cost in found) for ours, found in costs.items()}
    memory = {ours: statistics.median(cost.megabytes for cost in found) for ours, found in costs.items()}
    return (
        f"| {name} | {time[False]:.1f} | {time[True]:.1f} | {time[True] / time[False]:.2f} "
        f"| {memory[False]:.0f} | {memory[True]:.0f} | {memory[True] / memory[False]:.2f} |"
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="*", type=Path, metavar="PROJECT")
    parser.add_argument("--chapters", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    print("| Book | stock, CPU s | ours | ratio | stock, MB | ours | ratio |\n|---|---|---|---|---|---|---|")
    folder = Path(tempfile.mkdtemp())
    try:
        books = {str(path.resolve().name): path for path in args.projects}
        if not books:
            write_book(folder, args.chapters)
            books = {f"made-up, {args.chapters} chapters": folder}
        for name, project in books.items():
            print(compare(name, project, args.rounds), flush=True)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

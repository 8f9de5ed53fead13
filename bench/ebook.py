"""Sphinx projects → time and memory of our e-book beside Sphinx's own, each built from nothing in processes of its own.

    python -m bench.ebook [--chapters 300] [--rounds 3] [PROJECT…]

Without a PROJECT (a folder with `conf.py`) two made-up books are built: one of words, one of 200 pictures and 300 formulas. CPU seconds are those of the whole process and of what
it starts; memory is the most that any one process held; the size is that of the e-book. Ours and the stock builder take turns;
medians are shown.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from bench.book import write_book
from bench.cost import Cost, sphinx
from bench.picture_book import write_picture_book


def build(project: Path, ours: bool) -> tuple[Cost, float]:
    """Build the e-book from nothing; what it took, and its megabytes."""
    cost = Cost()
    with tempfile.TemporaryDirectory() as folder:
        cost.run(sphinx("epub", project, Path(folder), ours=ours), Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.epub"))
    return cost, size / 1_000_000


def compare(name: str, project: Path, rounds: int) -> str:
    """A line of the table."""
    found: dict[bool, list[tuple[Cost, float]]] = {False: [], True: []}
    build(project, ours=True)  # leaves compiled modules behind
    for _round in range(rounds):
        for ours in (False, True):
            found[ours].append(build(project, ours))
    cells = []
    for measure, form in (
        (lambda made: made[0].seconds, "{:.1f}"),
        (lambda made: made[0].megabytes, "{:.0f}"),
        (lambda made: made[1], "{:.1f}"),
    ):
        stock, ours_value = (statistics.median(map(measure, found[ours])) for ours in (False, True))
        cells += [form.format(stock), form.format(ours_value), f"{ours_value / stock:.2f}"]
    return f"| {name} | {' | '.join(cells)} |"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="*", type=Path, metavar="PROJECT")
    parser.add_argument("--chapters", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    print(
        "| Book | stock, CPU s | ours | ratio | memory, stock, MB | ours | ratio | file, stock, MB | ours | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    folder = Path(tempfile.mkdtemp())
    try:
        books = {str(path.resolve().name): path for path in args.projects}
        if not books:
            words, pictures = folder / "words", folder / "pictures"
            words.mkdir()
            write_book(words, args.chapters)
            pictures.mkdir()
            write_picture_book(pictures)
            books = {
                f"made-up, {args.chapters} chapters": words,
                "made-up, 200 pictures, 300 formulas": pictures,
            }
        for name, project in books.items():
            print(compare(name, project, args.rounds), flush=True)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

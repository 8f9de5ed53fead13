"""A book → how much longer a confined build of it takes, each build from nothing, in turns.

    python -m bench.confined [--rounds 5] [PROJECT]

Without a PROJECT it is the book of this folder. What is shown are medians of the seconds that somebody waits: the system does not
tell what processes in name spaces of their own have computed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from bench.cost import Cost

EDITIONS = ("html", "epub", "pdf")


def build(project: Path, *options: str) -> Cost:
    """Build the editions from nothing; what it took."""
    cost = Cost()
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-P", "-m", "pamphleteer", "build", *EDITIONS, "--no-strict", "--out", out]
        cost.run([*command, *options], project)
    return cost


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", nargs="?", type=Path, default=Path(), metavar="PROJECT")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    ways: dict[str, list[Cost]] = {"": [], "--confined": []}
    build(args.project)  # leaves compiled modules behind
    for _round in range(args.rounds):
        for way, costs in ways.items():
            costs.append(build(args.project, *filter(None, [way])))
    open_wall, confined_wall = (statistics.median(cost.wall for cost in costs) for costs in ways.values())
    print("| in the open, s waited | confined | ratio |\n|---|---|---|")
    print(f"| {open_wall:.2f} | {confined_wall:.2f} | {confined_wall / open_wall:.2f} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""`pamphleteer new FOLDER`: a small book that builds at once, to be overwritten with one's own words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.messages import relative
from pamphleteer.command.project import CommandError

if TYPE_CHECKING:
    import argparse

STARTER = Path(__file__).parent / "starter"


def add_new_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `new`."""
    parser.add_argument("folder", help="the folder to make; it must be empty or not there yet")


def run_new(args: argparse.Namespace) -> int:
    """Copy the starter book; never writes over anything."""
    folder = Path(args.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{args.folder} is not empty: name a new folder")
    for source in sorted(STARTER.rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            target = folder / source.relative_to(STARTER)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8")
            target.write_text(text.replace("@PYTHON@", sys.executable), encoding="utf-8")
    print(
        f"{relative(folder.resolve())}: a book of two chapters and a pamphlet. Build it with: make -C {args.folder} all"
    )
    return 0

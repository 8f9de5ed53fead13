"""A Sphinx project → time and memory of the printed book: ours beside WeasyPrint and LuaLaTeX, whichever are installed.

    python -m bench.printed [--chapters 300] [--weasyprint PROGRAM] [PROJECT]

Each figure is that of the largest process and of all CPU time, from a read project to a finished PDF:
ours with tags, page references and index; WeasyPrint from Sphinx's `singlehtml`; LuaLaTeX from Sphinx's `latex`, by latexmk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bench.book import write_book
from bench.ebook import extensions


@dataclass
class Cost:
    """CPU seconds, and megabytes of the largest process."""

    seconds: float = 0
    megabytes: float = 0

    def run(self, command: Sequence[str], folder: Path) -> None:
        """Run a command and add what it took; what it starts counts too."""
        pid = os.fork()
        if not pid:
            os.chdir(folder)
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
            os.execvp(command[0], list(command))  # noqa: S606 - the commands are our own
        _pid, status, used = os.wait4(pid, 0)
        if status:
            raise SystemExit(f"failed: {' '.join(command)}")
        self.seconds += used.ru_utime + used.ru_stime
        self.megabytes = max(self.megabytes, used.ru_maxrss / 1024)


def sphinx(builder: str, project: Path, out: Path, *, ours: bool) -> list[str]:
    """The command of one builder over doctrees that have been read."""
    kind = "ours" if ours else "stock"
    return [
        sys.executable, "-m", "sphinx", "-Q", "-b", builder, "-d", str(out / f"doctrees-{kind}"),
        "-D", f"extensions={','.join(extensions(project, ours))}", str(project), str(out / builder),
    ]  # fmt: skip


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--chapters", type=int, default=300)
    parser.add_argument("--weasyprint", default="weasyprint", help="the program")
    args = parser.parse_args()
    out = Path(tempfile.mkdtemp())
    try:
        project = args.project or out / "book"
        if not args.project:
            write_book(project, args.chapters)
        for ours in (True, False):
            Cost().run(sphinx("dummy", project, out, ours=ours), out)
        print("| Printed by | pages | CPU s | MB |\n|---|---|---|---|")
        show("Pamphleteer", [sphinx("pdf", project, out, ours=True)], out, out / "pdf")
        if shutil.which(args.weasyprint):
            page = out / "singlehtml" / "index.html"
            make = [
                sphinx("singlehtml", project, out, ours=False),
                [args.weasyprint, str(page), str(out / "weasy" / "book.pdf")],
            ]
            (out / "weasy").mkdir()
            show("WeasyPrint", make, out, out / "weasy")
        if shutil.which("lualatex") and shutil.which("latexmk"):
            tex = [*sphinx("latex", project, out, ours=False), "-D", "latex_engine=lualatex"]
            show("LuaLaTeX", [tex, ["make", "-C", str(out / "latex"), "all-pdf"]], out, out / "latex")
    finally:
        shutil.rmtree(out)
    return 0


def show(name: str, commands: Sequence[Sequence[str]], folder: Path, made: Path) -> None:
    """A line of the table."""
    cost = Cost()
    for command in commands:
        cost.run(command, folder)
    with pikepdf.open(next(made.glob("*.pdf"))) as pdf:
        print(f"| {name} | {len(pdf.pages)} | {cost.seconds:.1f} | {cost.megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())

"""A Sphinx project → time and memory of the printed book: ours beside WeasyPrint and LuaLaTeX, whichever are installed.

    python -m bench.printed [--chapters 300] [--weasyprint PROGRAM] [PROJECT]

Each figure is that of the largest process and of all CPU time, from a read project to a finished PDF:
ours with tags, page references and index; WeasyPrint from Sphinx's `singlehtml`; LuaLaTeX from Sphinx's `latex`, by latexmk.
The last column is what all processes hold at once.  Ours prints a book of a quarter of the chapters too: what the large one takes
beyond so much more as it has more pages is said as a ratio, of which 1.00 is linear.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from bench.book import write_book
from bench.cost import Cost, sphinx


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", nargs="?", type=Path)
    parser.add_argument("--chapters", type=int, default=300)
    parser.add_argument("--weasyprint", default="weasyprint", help="the program")
    parser.add_argument(
        "--most", type=int, default=1200, help="CPU seconds after which another printer is stopped"
    )
    args = parser.parse_args()
    out = Path(tempfile.mkdtemp())
    try:
        project = args.project or out / "book"
        if not args.project:
            write_book(project, args.chapters)
        for ours in (True, False):
            Cost().run(sphinx("dummy", project, out, ours=ours), out)
        print("| Printed by | pages | CPU s | MB | MB together |\n|---|---|---|---|---|")
        whole = show("Pamphleteer", [sphinx("pdf", project, out, ours=True)], out, out / "pdf-ours")
        if not args.project:
            compare(whole, args.chapters // 4, out)
        if shutil.which("lualatex") and shutil.which("latexmk"):
            settings = ["-D", "latex_engine=lualatex", "-D", "latex_use_xindy=0"]
            tex = [*sphinx("latex", project, out, ours=False), *settings]
            folder = out / "latex-stock"
            make = ["make", "-C", str(folder), "all-pdf", "LATEXMKOPTS=-interaction=nonstopmode"]
            show("LuaLaTeX", [tex, make], out, folder, args.most)
        if shutil.which(args.weasyprint):
            page = out / "singlehtml-stock" / "index.html"
            make = [
                sphinx("singlehtml", project, out, ours=False),
                [args.weasyprint, str(page), str(out / "weasy" / "book.pdf")],
            ]
            (out / "weasy").mkdir()
            show("WeasyPrint", make, out, out / "weasy", args.most)
    finally:
        shutil.rmtree(out)
    return 0


def compare(whole: float, chapters: int, folder: Path) -> None:
    """Print a smaller book; `whole` is what a page of the large one takes."""
    project, out = folder / "smaller", folder / "smaller-out"
    out.mkdir()
    write_book(project, chapters)
    Cost().run(sphinx("dummy", project, out, ours=True), out)
    part = show("Pamphleteer, a quarter", [sphinx("pdf", project, out, ours=True)], out, out / "pdf-ours")
    print(
        f"| a page of the whole beside one of the quarter | | | {whole:.2f} MB | {whole / part:.2f} |",
        flush=True,
    )


def show(name: str, commands: Sequence[Sequence[str]], folder: Path, made: Path, most: int = 0) -> float:
    """A line of the table; the megabytes that all processes took together for a page."""
    cost = Cost()
    try:
        for command in commands:
            cost.run(command, folder, most)
    except TimeoutError:
        seen = f"over {cost.seconds:.0f} | over {cost.megabytes:.0f} | over {cost.together:.0f}"
        print(f"| {name} | not finished | {seen} |", flush=True)
        return 0
    with pikepdf.open(next(made.glob("*.pdf"))) as pdf:
        count = len(pdf.pages)
    print(
        f"| {name} | {count} | {cost.seconds:.1f} | {cost.megabytes:.0f} | {cost.together:.0f} |", flush=True
    )
    return (cost.together or cost.megabytes) / count


if __name__ == "__main__":
    raise SystemExit(main())

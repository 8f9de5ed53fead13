"""Sphinx projects of others → a table of what the README's command makes of them, and what the judges say.

    python -m bench.real_books [--python PYTHON] [--work FOLDER] [--no-judges] PROJECT…

A PROJECT is a folder with `conf.py`, prepared so that stock Sphinx builds it with PYTHON, where Pamphleteer is installed too.
In a copy, one word is added to its extensions; then `python -m pamphleteer build html epub pdf large-print` is run as a new user would.
What was said and found stands in `FOLDER/NAME/`; CPU and memory of the e-book are beside those of stock Sphinx's, of the same run.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.cost import Cost
from pamphleteer.print.page_faults import page_faults
from pamphleteer.sandbox.paths import top_of

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))  # the judges are those of the tests

from tools import ace, epubcheck, verapdf  # noqa: E402

WORD = '\nextensions = [*globals().get("extensions", []), "pamphleteer"]\n'
"""What a new user adds to conf.py."""
EDITIONS = ("html", "epub", "pdf", "large-print")
SEVERITIES = ("FATAL", "ERROR", "WARNING", "USAGE")
OUT_OF_TIME = "out of time"
HEAD = (
    "| book | documents | editions | s waited | CPU s | MB | EPUBCheck | Ace | pages, large print | page faults | PDF/UA-1, PDF/A-2a "
    "| lost in the e-book, print, large print | CPU × stock | MB × stock | warnings | without file and line | tracebacks |"
)


@dataclass
class Trial:
    """One project and what came of it."""

    conf: Path
    """The folder of its conf.py, in the copy."""
    work: Path
    python: str
    cost: Cost = field(default_factory=Cost)
    """Of the README's command."""

    def run(self) -> list[str]:
        """The row of the table, without what the judges say."""
        ebooks = [self.ebook("stock")]
        with (self.conf / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(WORD)
        ebooks.append(self.ebook("ours"))
        command = [self.python, "-m", "pamphleteer", "build", *EDITIONS]
        self.cost.tried(command, self.conf, self.work / "build.log")
        ratios = [ratio(*(cost and getattr(cost, of) for cost in ebooks)) for of in ("seconds", "megabytes")]
        cost = [f"{self.cost.wall:.0f}", f"{self.cost.seconds:.1f}", f"{self.cost.megabytes:.0f}"]
        return [
            ", ".join(self.made()) or "none",
            *cost,
            *ratios,
            *messages(self.conf / "_build" / "report.json", self.work / "build.log"),
        ]

    def ebook(self, kind: str) -> Cost | None:
        """What `sphinx-build -b epub` costs from nothing, once all modules are compiled; None when it fails."""
        out, cost = self.work / kind, Cost()
        command = [
            self.python,
            "-m",
            "sphinx",
            "-q",
            "-b",
            "epub",
            "-d",
            str(out / "doctrees"),
            ".",
            str(out / "epub"),
        ]
        Cost().tried(command, self.conf, self.work / f"{kind}.log")
        shutil.rmtree(out, ignore_errors=True)
        return None if cost.tried(command, self.conf, self.work / f"{kind}.log") else cost

    def made(self) -> list[str]:
        """The editions that were published."""
        found = [("html", self.conf / "_build" / "html"), *((name, self.file(name)) for name in EDITIONS[1:])]
        return [name for name, path in found if path and path.exists()]

    def file(self, edition: str) -> Path | None:
        """The file of an edition."""
        folder, suffix = ("epub", ".epub") if edition == "epub" else ("pdf", ".pdf")
        files = sorted((self.conf / "_build" / folder).glob(f"*{suffix}"))
        large = [path for path in files if path.stem.endswith("-large-print")]
        rest = [path for path in files if path not in large]
        return next(iter(large if edition == "large-print" else rest), None)

    def judged(self) -> list[str]:
        """EPUBCheck, Ace, pages, faults of pages, PDF/UA-1 and PDF/A-2a, texts lost."""
        ebook, prints = self.file("epub"), [self.file("pdf"), self.file("large-print")]
        pdfs = [path for path in prints if path]
        found: dict[str, list[str]] = {}
        if ebook:
            found["EPUBCheck"], found["Ace"] = asked(epubcheck, ebook), asked(ace, ebook)
        for path in pdfs:
            found[f"page faults, {path.name}"] = [str(fault) for fault in page_faults(path)]
        found["veraPDF"] = asked(verapdf, pdfs) if pdfs else []
        lost = [self.lost(path) if path else None for path in (ebook, *prints)]
        found |= {"lost": [line for lines in lost if lines for line in lines]}
        report = [f"{name}: {line}" for name, lines in found.items() for line in lines]
        (self.work / "found.txt").write_text("\n".join([*report, ""]), encoding="utf-8")
        count = Counter(line.split()[0] for line in found.get("EPUBCheck", []))
        faults = [str(len(lines)) for name, lines in found.items() if name.startswith("page faults")]
        return [
            shown(found["EPUBCheck"], "/".join(str(count[severity]) for severity in SEVERITIES))
            if ebook
            else "–",
            shown(found["Ace"]) if ebook else "–",
            ", ".join(map(pages, pdfs)) or "–",
            ", ".join(faults) or "–",
            shown(found["veraPDF"]) if pdfs else "–",
            ", ".join("–" if lines is None else str(len(lines)) for lines in lost),
        ]

    def lost(self, edition: Path) -> list[str]:
        """The texts that an edition lacks, as PYTHON finds them: only there are the extensions that read the book."""
        command = [
            self.python,
            str(TESTS / "lost_words.py"),
            str(self.conf),
            str(self.work / "words"),
            str(edition),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if " texts lost in " not in done.stdout:
            return [f"{edition.name}: could not be compared: {done.stderr[-300:]}"]
        # What extensions print comes before.
        return done.stdout.partition(" texts lost in ")[2].splitlines()[1:]


def asked(judge: Callable[[Any], list[str]], of: object) -> list[str]:
    """What a judge says; that it ran out of time, where it did: the other columns are still worth having."""
    try:
        return judge(of)
    except subprocess.TimeoutExpired:
        return [OUT_OF_TIME]


def shown(lines: list[str], count: str = "") -> str:
    """The cell for what a judge said."""
    return OUT_OF_TIME if lines == [OUT_OF_TIME] else count or str(len(lines))


def ratio(stock: float | None, ours: float | None) -> str:
    """Of ours to stock Sphinx's."""
    return f"{ours / stock:.2f}" if stock and ours else "no stock e-book" if ours else "–"


def messages(report: Path, log: Path) -> list[str]:
    """How many warnings and errors were told, how many of them without a file and a line, and how many tracebacks."""
    said = json.loads(report.read_text(encoding="utf-8"))["messages"] if report.is_file() else []
    bare = sum(not (message["file"] and message["line"]) for message in said)
    texts = [*(message["message"] for message in said), log.read_text(encoding="utf-8", errors="replace")]
    return [
        str(len(said)),
        str(bare),
        str(sum(text.count("Traceback (most recent call last)") for text in texts)),
    ]


def pages(pdf: Path) -> str:
    """How many pages a PDF has."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(pdf) as file:
        return str(len(file))


def trial(project: Path, work: Path, python: str) -> Trial:
    """A copy of a project; all of its repository is copied, for chapters may include what lies beside their folder."""
    project = project.resolve()
    top = top_of(str(project))
    copy = work / "project"
    shutil.copytree(top, copy, symlinks=True, ignore=shutil.ignore_patterns("_build"))
    return Trial(copy / project.relative_to(top), work, python)


def main() -> int:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="+", metavar="[NAME=]PROJECT")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--no-judges", action="store_true")
    args = parser.parse_args()
    work = args.work.resolve() if args.work else Path(tempfile.mkdtemp())
    print(HEAD, re.sub("[^|]+", "---", HEAD), sep="\n")
    built: list[tuple[str, Trial, list[str]]] = []
    for given in args.projects:
        name, _, folder = given.rpartition("=")
        name = name or Path(folder).resolve().name
        shutil.rmtree(work / name, ignore_errors=True)
        (work / name).mkdir(parents=True)
        one = trial(Path(folder), work / name, args.python)
        built.append((name, one, one.run()))
        print(*built[-1][::2], file=sys.stderr, flush=True)
    for name, one, (editions, wall, seconds, megabytes, *rest) in built:
        judged = ["–"] * 6 if args.no_judges else one.judged()
        documents = sum(path.suffix == ".doctree" for path in (one.work / "ours" / "doctrees").rglob("*"))
        row = [name, str(documents), editions, wall, seconds, megabytes, *judged, *rest]
        print("| " + " | ".join(row) + " |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

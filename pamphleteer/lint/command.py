"""`pamphleteer lint` and `pamphleteer explain`: arguments → findings on the terminal and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError
from pamphleteer.lint.engine import name_of
from pamphleteer.lint.report import report
from pamphleteer.lint.rules import RULES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from pamphleteer.lint.finding import Finding


def add_lint_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lint`."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="folders of Sphinx projects, or pages in them (default: this book)",
    )
    parser.add_argument("-T", "--traceback", action="store_true", help="show the traceback of an error")
    parser.add_argument("-v", "--verbose", action="store_true", help="show all that Sphinx says")


def run_lint(args: argparse.Namespace) -> int:
    """Lint what was asked for; 0 when it is clean, 1 when there are findings, 2 when it could not run."""
    from pamphleteer.lint.project import lint_project  # loads Sphinx

    findings: set[Finding] = set()
    read = faults = 0
    for path in args.paths or [None]:
        result = lint_project(path, show_traceback=args.traceback, verbose=args.verbose)
        if result is None:
            return 2
        findings.update(result.findings)
        read += result.pages
        faults += result.faults
    if not read:
        raise CommandError(f"nothing was read: there is no page in {', '.join(args.paths) or 'this book'}")
    show(sorted(findings))
    print(summary(findings, read, faults), file=sys.stderr)
    failing = [finding for finding in findings if finding.severity != "note"]
    return 1 if failing or faults else 0


def show(findings: Iterable[Finding]) -> None:
    """Print the findings, in colour where somebody watches."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for line in report(findings, colour=colour, shown=lambda path: relative(Path(path))):
        print(line)


def relative(path: Path) -> str:
    """A path as a person at this folder would write it."""
    from pamphleteer.command.messages import relative as seen_from_here

    return seen_from_here(path)


def summary(findings: Iterable[Finding], pages: int, faults: int) -> str:
    """How much was read and found, in one line."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for finding in findings:
        counts[finding.severity] += 1
    parts = [counted(number, severity) for severity, number in counts.items() if number]
    parts += [f"{counted(faults, 'fault')} of reading"] if faults else []
    return f"{counted(pages, 'page')}: {', '.join(parts) or 'nothing to mend'}"


def counted(number: int, noun: str) -> str:
    """“1 page”, “2 pages”."""
    return f"{number} {noun}" + ("s" if number != 1 else "")


def add_explain_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `explain`."""
    parser.add_argument(
        "rule", nargs="?", metavar="RULE", help="name of a rule; without it, all names are listed"
    )


def run_explain(args: argparse.Namespace) -> int:
    """Print the page of a rule, or the list of rules."""
    pages = {name_of(rule): rule.__doc__ or "" for rule in RULES}
    if not args.rule:
        longest = max(map(len, pages))
        print("\n".join(f"{name:{longest}}  {text.splitlines()[0]}" for name, text in pages.items()))
        return 0
    if args.rule not in pages:
        raise CommandError(f"no rule is called “{args.rule}”: choose from {', '.join(pages)}")
    print(f"# {args.rule}\n\n{pages[args.rule].strip()}")
    return 0

"""`pamphleteer linkcheck`: builds the site and the e-book → findings on their links, a report, and an exit status."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError, Project, find_project
from pamphleteer.command.stamp import Stamp

if TYPE_CHECKING:
    import argparse

    from pamphleteer.links.origin import Sources
    from pamphleteer.lint.finding import Finding

EDITIONS = ("html", "epub")
"""The editions whose links are followed; on paper there are none to follow."""


def add_linkcheck_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `linkcheck`, beside those of `build`."""
    parser.add_argument("--internal", action="store_true", help="leave out links to other sites")


def run_linkcheck(args: argparse.Namespace) -> int:
    """Check what has just been built, then the links that lead out of it; 0 good, 1 faults, 2 could not run."""
    editions = args.editions or list(EDITIONS)
    if unknown := [name for name in editions if name not in EDITIONS]:
        raise CommandError(
            f"the links of “{unknown[0]}” cannot be checked: choose from {', '.join(EDITIONS)}"
        )
    project = find_project(args.source, args.out)
    if status := build(project, editions, args):
        return status
    from pamphleteer.links.origin import read_sources  # Sphinx is loaded only when there is work
    from pamphleteer.lint.command import shown
    from pamphleteer.lint.report import report

    sources = read_sources(project.doctrees)
    found = inside(project, editions, sources)
    for line in report(found, shown=shown):
        print(line)
    print(f"links inside the book: {len(found)} broken", file=sys.stderr)
    return 1 if found else 0


def build(project: Project, editions: list[str], args: argparse.Namespace) -> int:
    """Bring the editions up to date; an e-book that has the page numbers of a print keeps them."""
    from pamphleteer.command.build import run_build  # a command of its own, loaded when asked for

    printed = ["pdf"] if "epub" in editions and Stamp(project, "pdf").files else []
    args.editions = [*editions, *printed]
    with redirect_stdout(sys.stderr):  # the report stands alone on standard output
        return run_build(args)


def inside(project: Project, editions: list[str], sources: Sources) -> list[Finding]:
    """Findings on links that stay inside the book, each once whatever edition has it."""
    from pamphleteer.links.editions import check_edition  # lxml is loaded only when there is work

    built = {"html": [project.out / "html"], "epub": [project.out / n for n in Stamp(project, "epub").files]}
    return sorted(
        {found for name in editions for path in built[name] for found in check_edition(path, sources)}
    )

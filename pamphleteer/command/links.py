"""`pamphleteer linkcheck`: builds the site and the e-book → findings on their links, a report, and an exit status."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.alone import alone
from pamphleteer.command.project import CommandError, Project, find_project
from pamphleteer.command.stamp import Stamp
from pamphleteer.command.terminal import write_for_machines
from pamphleteer.lint.report import FORMATS, write_report

if TYPE_CHECKING:
    import argparse

    from pamphleteer.command.build import Build
    from pamphleteer.links.origin import Sources
    from pamphleteer.links.outside import Outside
    from pamphleteer.links.report import Seen
    from pamphleteer.lint.finding import Finding

EDITIONS = ("html", "epub")
"""The editions whose links are followed; on paper there are none to follow."""
DEAD_ENDS = {
    *(
        "myst.xref_missing",
        "myst.xref_ambiguous",
        "ref.ref",
        "ref.numref",
        "ref.doc",
        "ref.term",
        "ref.any",
        "ref.option",
    ),
    *("ref.keyword", "ref.citation", "ref.footnote", "download.not_readable"),
}
"""Kinds of warnings that tell of a link without a goal: of it no edition has anything to follow."""
STATES = {
    "alive": "alive",
    "dead": "dead",
    "anchor": "without their place on the page",
    "unknown": "of which nobody could tell",
    "unasked": "not to be asked",
}


def add_linkcheck_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `linkcheck`, beside those of `build`."""
    parser.add_argument("--internal", action="store_true", help="leave out links to other sites")
    parser.add_argument(
        "--new-since",
        metavar="REF",
        help="fail only on links to other sites that the book did not have at this git ref, and on pages surely gone",
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how findings are written")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write a report to a file, with every link to another site",
    )


def run_linkcheck(args: argparse.Namespace) -> int:
    """Check what could be built, then the links that lead out of it; 0 good, 1 faults, 2 could not run."""
    editions = args.editions or list(EDITIONS)
    if unknown := [name for name in editions if name not in EDITIONS]:
        raise CommandError(
            f"the links of “{unknown[0]}” cannot be checked: choose from {', '.join(EDITIONS)}"
        )
    project = find_project(args.source, args.out)
    built = build(project, editions, args)
    from pamphleteer.command.run import run_builder  # Sphinx is loaded only when there is work
    from pamphleteer.links.origin import Sources
    from pamphleteer.links.outside import check_outside
    from pamphleteer.links.turns import Turns

    with alone(project):
        app = run_builder(project, "links", built.given, **built.options).app
    if app is None:
        return 1  # why has been said: no edition could be built either
    sources = Sources(app.env)
    findings = inside(built, editions, sources)
    said = [f"links inside the book: {len(findings)} broken", *unseen(built, editions)]
    seen: Seen = {}
    if not args.internal:
        outside = check_outside(app, sources, Turns(), datetime.now(UTC), args.new_since)
        findings, seen = [*findings, *outside.findings], outside.seen
        said.append(summary(outside))
    show(findings, seen, args)
    print(*said, sep="\n", file=sys.stderr)
    dead = any(found.severity == "error" for found in findings) or any(
        said.kind in DEAD_ENDS for said in built.report.messages
    )
    return 1 if dead else built.status


def build(project: Project, editions: list[str], args: argparse.Namespace) -> Build:
    """Bring the editions up to date; an e-book that has the page numbers of a print keeps them."""
    from pamphleteer.command.build import build_editions  # a command of its own, loaded when asked for

    printed = ["pdf"] if "epub" in editions and Stamp(project, "pdf").files else []
    args.editions = [*editions, *printed]
    with redirect_stdout(sys.stderr):  # the report stands alone on standard output
        return build_editions(project, args)


def inside(built: Build, editions: list[str], sources: Sources) -> list[Finding]:
    """Findings on links that stay inside the book, each once whatever edition has it."""
    from pamphleteer.links.editions import check_edition  # lxml is loaded only when there is work

    return sorted(
        {found for name in editions for path in built.places(name) for found in check_edition(path, sources)}
    )


def unseen(built: Build, editions: list[str]) -> list[str]:
    """A line on the editions that there were none to look at."""
    missing = [name for name in editions if name in built.missing]
    return [f"not looked at, for they could not be made: {', '.join(missing)}"] if missing else []


def show(findings: list[Finding], seen: Seen, args: argparse.Namespace) -> None:
    """Print the findings, in colour where somebody watches, or write the whole report."""
    from pamphleteer.links.report import link_report
    from pamphleteer.lint.command import shown
    from pamphleteer.lint.report import report

    if args.format == "text" and not args.output:
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        for line in report(findings, colour=colour, shown=shown):
            print(line)
        return
    text = link_report(args.format, findings, seen, shown)
    if args.output:
        write_report(text, args.output)
    else:
        write_for_machines(text)


def summary(outside: Outside) -> str:
    """How many links to other sites there are, and how they are, in one line or two."""
    states = [record.answer.state for record, _places in outside.seen.values()]
    parts = [f"{states.count(state)} {words}" for state, words in STATES.items() if state in states]
    line = f"links to other sites: {', '.join(parts) or 'none'}"
    if outside.asked < len(states):
        line += f" ({len(states) - outside.asked} known from an earlier run)"
    if outside.offline:
        line += "\nno host answered: this machine seems to have no connection, so nothing new is known of these links"
    return line

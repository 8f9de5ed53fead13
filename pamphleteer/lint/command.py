"""`pamphleteer lint` and `pamphleteer explain`: arguments → findings on the terminal and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError
from pamphleteer.command.terminal import write_for_machines
from pamphleteer.lint import baseline, fix
from pamphleteer.lint.collect import Outcome, collect, source_at
from pamphleteer.lint.engine import name_of
from pamphleteer.lint.plugins import all_rules
from pamphleteer.lint.report import FORMATS, report, write_report

if TYPE_CHECKING:
    import argparse

    from pamphleteer.lint.finding import Finding


def add_lint_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `lint`."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="Sphinx projects or pages in them; files and folders of .md, .rst, .txt, .epub and .po (default: this book)",
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how findings are written")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--rule", action="append", default=[], metavar="RULE", help="only this rule (may be repeated)"
    )
    parser.add_argument(
        "--against",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="look for copies of earlier books in DIR too (may be repeated)",
    )
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="accept the findings in FILE; written when it does not exist",
    )
    parser.add_argument(
        "--update-baseline", action="store_true", help="write the baseline anew from what stands today"
    )
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--fix", action="store_true", help="mend what can be mended safely")
    either.add_argument("--diff", action="store_true", help="show what --fix would change")
    parser.add_argument("-T", "--traceback", action="store_true", help="show the traceback of an error")
    parser.add_argument("-v", "--verbose", action="store_true", help="show all that Sphinx says")


def run_lint(args: argparse.Namespace) -> int:
    """Lint what was asked for; 0 when it is clean, 1 when there are findings, 2 when it could not run."""
    outcome = collect(
        args.paths, args.rule, against=args.against, show_traceback=args.traceback, verbose=args.verbose
    )
    if outcome is None:
        return 2
    if not outcome.pages and not outcome.faults:
        raise CommandError(f"nothing was read: there is no page in {', '.join(args.paths) or 'this book'}")
    findings = sorted(outcome.findings, key=in_order)
    if args.baseline:
        findings = beyond(findings, args.baseline, update=args.update_baseline)
    elif args.update_baseline:
        raise CommandError("--update-baseline needs --baseline FILE")
    if args.diff:
        print(fix.difference(fix.changes(findings), shown), end="")
    elif args.fix:
        findings = mend(findings)
    show(findings, args)
    print(summary(findings, outcome), file=sys.stderr)
    if outcome.unread:
        return 2
    failing = [finding for finding in findings if finding.severity != "note"]
    return 1 if failing or outcome.faults else 0


def in_order(finding: Finding) -> tuple[bool, Finding]:
    """Copies that disagree come first: one of them misleads a reader."""
    return not (finding.rule.startswith("duplicate-") and finding.severity == "error"), finding


def beyond(findings: list[Finding], path: Path, *, update: bool) -> list[Finding]:
    """The findings that the baseline does not accept; the first run accepts all."""
    accepted = None if update else baseline.read_baseline(path)
    if accepted is None:
        count = baseline.write_baseline(path, findings, shown)
        print(f"{shown(str(path))}: {counted(count, 'finding')} accepted", file=sys.stderr)
        return []
    new = baseline.new_findings(findings, accepted, shown)
    if gone := accepted.total() - (len(findings) - len(new)):
        said = f"{counted(gone, 'accepted finding')} no longer stand: run with --update-baseline to tighten"
        print(f"{shown(str(path))}: {said}", file=sys.stderr)
    return new


def mend(findings: list[Finding]) -> list[Finding]:
    """Write the safe fixes into their files; the findings that are left."""
    mended = set()
    for path, _before, after in list(fix.changes(findings)):
        fix.write(path, after)
        mended.add(str(path))
        print(f"{shown(str(path))}: mended", file=sys.stderr)
    return [finding for finding in findings if finding.fix is None or finding.path not in mended]


def show(findings: list[Finding], args: argparse.Namespace) -> None:
    """Print the findings, in colour where somebody watches, or write them to a file."""
    if args.format == "text" and not args.output:
        if not args.diff:
            colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
            for line in report(findings, colour=colour, shown=shown, read=source_at):
                print(line)
        return
    text = FORMATS[args.format](findings, all_rules(), shown, source_at)
    if args.output:
        write_report(text, args.output)
    else:
        write_for_machines(text)


def shown(path: str) -> str:
    """A path as a person at this folder would write it."""
    from pamphleteer.command.messages import relative as seen_from_here  # loads Sphinx's logging

    return seen_from_here(Path(path))


def summary(findings: list[Finding], outcome: Outcome) -> str:
    """How much was read and found, in one line."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for finding in findings:
        counts[finding.severity] += 1
    parts = [counted(number, severity) for severity, number in counts.items() if number]
    parts += [f"{counted(outcome.faults, 'fault')} of reading"] if outcome.faults else []
    parts += [f"{counted(len(outcome.unread), 'file')} unread"] if outcome.unread else []
    return f"{counted(outcome.pages, 'page')}: {', '.join(parts) or 'nothing to mend'}"


def counted(number: int, noun: str) -> str:
    """“1 page”, “2 pages”."""
    return f"{number} {noun}" + ("s" if number != 1 else "")


def run_lsp(_args: argparse.Namespace) -> int:
    """Serve an editor."""
    try:
        from pamphleteer.lint.server import serve  # an extra of the package
    except ImportError as error:
        raise CommandError("the language server needs pygls: pip install 'pamphleteer[lsp]'") from error
    serve()
    return 0


def add_explain_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `explain`."""
    parser.add_argument(
        "rule", nargs="?", metavar="RULE", help="name of a rule; without it, all names are listed"
    )


def run_explain(args: argparse.Namespace) -> int:
    """Print the page of a rule, or the list of rules."""
    pages = {name_of(rule): rule.__doc__ or "" for rule in all_rules()}
    if not args.rule:
        longest = max(map(len, pages))
        print("\n".join(f"{name:{longest}}  {text.splitlines()[0]}" for name, text in pages.items()))
        return 0
    if args.rule not in pages:
        raise CommandError(f"no rule is called “{args.rule}”: choose from {', '.join(pages)}")
    print(f"# {args.rule}\n\n{pages[args.rule].strip()}")
    return 0

"""`python -m pamphleteer COMMAND`: build, preview, lint, explain, lsp, drift, terms, linkcheck, new."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import cast

from pamphleteer import __version__
from pamphleteer.command.build import add_build_arguments, complain, run_build
from pamphleteer.command.drift import add_drift_arguments, run_drift
from pamphleteer.command.links import add_linkcheck_arguments, run_linkcheck
from pamphleteer.command.new import add_new_arguments, run_new
from pamphleteer.command.preview import add_preview_arguments, run_preview
from pamphleteer.command.project import CommandError
from pamphleteer.command.terms import add_terms_arguments
from pamphleteer.lint.command import add_explain_arguments, add_lint_arguments, run_explain, run_lint, run_lsp


def add_links(parser: argparse.ArgumentParser) -> None:
    """A link check builds what it checks."""
    add_build_arguments(parser)
    add_linkcheck_arguments(parser)


COMMANDS = (
    ("build", "write editions of the book: web, e-book, print, pamphlet", add_build_arguments, run_build),
    ("preview", "one chapter as it will be printed, at once", add_preview_arguments, run_preview),
    ("linkcheck", "check the links inside the book and out of it", add_links, run_linkcheck),
    ("lint", "read the text as a copy editor does", add_lint_arguments, run_lint),
    ("explain", "say what a lint rule looks for, and why", add_explain_arguments, run_explain),
    ("lsp", "the lint inside your editor (Language Server Protocol)", None, run_lsp),
    ("drift", "which words a copy changed, translated back or reworded", add_drift_arguments, run_drift),
    ("terms", "check the terms file, exchange it with translators' tools", add_terms_arguments, None),
    ("new", "lay down a small book of your own", add_new_arguments, run_new),
)
"""Name, help, arguments, and what runs; `terms` has commands of its own."""


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    top = argparse.ArgumentParser(prog="pamphleteer", description="One book, every edition.")
    top.add_argument("--version", action="version", version=f"pamphleteer {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told, add_arguments, run in COMMANDS:
        command = commands.add_parser(name, help=told)
        if add_arguments:
            add_arguments(command)
        if run:
            command.set_defaults(run=run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    args = parser().parse_args(arguments)
    try:
        return cast("Callable[[argparse.Namespace], int]", args.run)(args)
    except CommandError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return 130  # what a shell reports for a program that was interrupted


if __name__ == "__main__":
    sys.exit(main())

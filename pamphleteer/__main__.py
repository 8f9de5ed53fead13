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


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    top = argparse.ArgumentParser(prog="pamphleteer", description="One book, every edition.")
    top.add_argument("--version", action="version", version=f"pamphleteer {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="write editions of the book: web, e-book, print, pamphlet")
    add_build_arguments(build)
    build.set_defaults(run=run_build)

    preview = commands.add_parser("preview", help="one chapter as it will be printed, at once")
    add_preview_arguments(preview)
    preview.set_defaults(run=run_preview)

    links = commands.add_parser("linkcheck", help="check the links inside the site and out of it")
    add_build_arguments(links)
    add_linkcheck_arguments(links)
    links.set_defaults(run=run_linkcheck)

    lint = commands.add_parser("lint", help="read the text as a copy editor does")
    add_lint_arguments(lint)
    lint.set_defaults(run=run_lint)

    explain = commands.add_parser("explain", help="say what a lint rule looks for, and why")
    add_explain_arguments(explain)
    explain.set_defaults(run=run_explain)

    lsp = commands.add_parser("lsp", help="the lint inside your editor (Language Server Protocol)")
    lsp.set_defaults(run=run_lsp)

    drift = commands.add_parser("drift", help="which words a copy changed, translated back or reworded")
    add_drift_arguments(drift)
    drift.set_defaults(run=run_drift)

    terms = commands.add_parser("terms", help="check the terms file, exchange it with translators' tools")
    add_terms_arguments(terms)

    new = commands.add_parser("new", help="lay down a small book of your own")
    add_new_arguments(new)
    new.set_defaults(run=run_new)
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

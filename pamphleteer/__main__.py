"""`python -m pamphleteer COMMAND`: build, preview, lint, explain, lsp, drift, terms, linkcheck, new."""

from __future__ import annotations

import argparse
import gc
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from pamphleteer import __version__
from pamphleteer.command.faults import advice
from pamphleteer.command.project import CommandError
from pamphleteer.command.terminal import encoding_streams
from pamphleteer.edition_dates import check_stated_date
from pamphleteer.memory import SELDOM
from pamphleteer.programs.variables import forget_relative_paths

Add = Callable[[argparse.ArgumentParser], None]
Run = Callable[[argparse.Namespace], int]

# Each command is loaded when it is asked for: a build does not wait for what only the lint needs.


def build() -> tuple[Add, Run]:
    """Editions."""
    from pamphleteer.command.build import add_build_arguments, add_confined_arguments, run_build

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        add_build_arguments(parser)
        add_confined_arguments(parser)

    return add_arguments, run_build


def preview() -> tuple[Add, Run]:
    """One chapter."""
    from pamphleteer.command.preview import add_preview_arguments, run_preview

    return add_preview_arguments, run_preview


def linkcheck() -> tuple[Add, Run]:
    """Links."""
    from pamphleteer.command.build import add_build_arguments
    from pamphleteer.command.links import add_linkcheck_arguments, run_linkcheck

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        add_build_arguments(parser)  # a link check builds what it checks
        add_linkcheck_arguments(parser)

    return add_arguments, run_linkcheck


def lint() -> tuple[Add, Run]:
    """The content lint."""
    from pamphleteer.lint.command import add_lint_arguments, run_lint

    return add_lint_arguments, run_lint


def explain() -> tuple[Add, Run]:
    """The page of a rule."""
    from pamphleteer.lint.command import add_explain_arguments, run_explain

    return add_explain_arguments, run_explain


def lsp() -> tuple[Add, Run]:
    """The language server."""
    from pamphleteer.lint.command import run_lsp

    return lambda _parser: None, run_lsp


def drift() -> tuple[Add, Run]:
    """What a copy changed."""
    from pamphleteer.command.drift import add_drift_arguments, run_drift

    return add_drift_arguments, run_drift


def terms() -> tuple[Add, None]:
    """Terms files."""
    from pamphleteer.command.terms import add_terms_arguments

    return add_terms_arguments, None  # each of its own commands says what runs


def new() -> tuple[Add, Run]:
    """A book to begin with."""
    from pamphleteer.command.new import add_new_arguments, run_new

    return add_new_arguments, run_new


COMMANDS = (
    ("build", "write editions of the book: web, e-book, print, pamphlet", build),
    ("preview", "one chapter as it will be printed, at once", preview),
    ("linkcheck", "check the links inside the book and out of it", linkcheck),
    ("lint", "read the text as a copy editor does", lint),
    ("explain", "say what a lint rule looks for, and why", explain),
    ("lsp", "the lint inside your editor (Language Server Protocol)", lsp),
    ("drift", "which words a copy changed, translated back or reworded", drift),
    ("terms", "check the terms file, exchange it with translators' tools", terms),
    ("new", "lay down a small book of your own", new),
)
"""Name, help, and what loads its arguments and what runs."""


def parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """All commands, and the arguments of the one that is asked for."""
    top = argparse.ArgumentParser(prog="pamphleteer", description="One book, every edition.")
    top.add_argument("--version", action="version", version=f"pamphleteer {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told, load in COMMANDS:
        command = commands.add_parser(name, help=told)
        if name in asked[:1]:
            add_arguments, run = load()
            add_arguments(command)
            if run:
                command.set_defaults(run=run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    gc.set_threshold(*SELDOM)
    asked = sys.argv[1:] if arguments is None else arguments
    with encoding_streams():
        if any("\0" in word for word in asked):
            return complain("an argument holds a NUL character, which no name of a file has: take it out")
        return outcome(asked)


def outcome(asked: Sequence[str]) -> int:
    """The exit status of a command; every fault is told in one sentence."""
    try:
        forget_relative_paths()
        check_stated_date()
        args = parser(asked).parse_args(asked)
        args.asked = asked
        status: int = args.run(args)
        sys.stdout.flush()
    except CommandError as error:
        return complain(str(error))
    except KeyboardInterrupt:
        return 130  # what a shell reports for a program that was interrupted
    except Exception as error:  # noqa: BLE001 - nobody who writes a book is to read a traceback
        if not {"-T", "--traceback"}.isdisjoint(asked):
            traceback.print_exc()
        return complain(in_a_sentence(error))
    return status


def in_a_sentence(error: Exception) -> str:
    """What to say of an error that no part of the command foresaw."""
    if isinstance(error, OSError):
        return advice(error) or f"{error.filename or 'the system'}: {error.strerror or error}"
    if isinstance(error, MemoryError):
        return "there is not enough memory for this: give the command more, or less to read"
    frames = traceback.extract_tb(error.__traceback__)
    at = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}{at}: this should not happen: please report it"


def complain(message: str) -> int:
    """Say why a command could not run."""
    print(f"pamphleteer: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())

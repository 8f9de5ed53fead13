"""`pamphleteer terms check|export|import`: a book's terms file, and those of translators' tools.

What is not carried over is said on standard error, each with its place; what is written is written whole or not at all.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.messages import relative
from pamphleteer.command.project import CommandError, find_project, in_time
from pamphleteer.command.terminal import write_for_machines
from pamphleteer.files import write_whole
from pamphleteer.lint.terms import read_terms, shipped_terms
from pamphleteer.lint.terms.exchange import (
    ExchangeError,
    Terms,
    glossary_of,
    merge,
    read_table,
    read_tbx,
    sound,
    terms_in,
    terms_of,
    write_table,
    write_tbx,
    yaml_of,
)
from pamphleteer.lint.terms.pattern import PatternError
from pamphleteer.lint.terms.shipped import SHIPPED

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.terms import Termbase
    from pamphleteer.lint.terms.exchange import Glossary, Left

READERS = {".tbx": read_tbx, ".csv": read_table}
WRITERS = {".tbx": write_tbx, ".csv": write_table}
FILES = "FILE.tbx|FILE.csv"


def add_terms_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `terms`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="say what is wrong with a terms file")
    check.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: the book's terms.yml")
    check.set_defaults(run=run_check)

    out = actions.add_parser("export", help="write the terms for a translator's tool")
    out.add_argument("file", type=Path, metavar=FILES, help="TBX-Basic of 2019, or a table")
    out.add_argument("--from", dest="source", type=Path, metavar="FILE", help="default: the book's terms.yml")
    out.add_argument("--with-shipped", action="store_true", help="the terms of the package too")
    out.set_defaults(run=run_export)

    back = actions.add_parser("import", help="read the terms of a translator's tool")
    back.add_argument("file", type=Path, metavar=FILES, help="TBX of 2008 or 2019, or a table")
    back.add_argument(
        "--into", type=Path, metavar="FILE", help="add them to this terms file; without it, they are printed"
    )
    back.add_argument(
        "--language", default="", metavar="CODE", help="the language of your book (default: that of the file)"
    )
    back.set_defaults(run=run_import)


def run_check(args: argparse.Namespace) -> int:
    """Print the faults of a terms file and how much is in it; 1 when it has faults."""
    path = args.file or find_project(None, None).source / "terms.yml"
    base, faults = checked(path, text_at(path))
    for fault in faults:
        print(f"{fault.place}: {fault.message}")
    if base.concepts or not faults:
        print(f"{relative(path)}: {summary(base, len(faults))}")
    return 1 if faults else 0


def summary(base: Termbase, failing: int) -> str:
    """How many concepts, words and examples that hold there are."""
    words = sum(len(concept.avoid) for concept in base)
    examples = sum(len(concept.examples) for concept in base)
    held = (
        f"{examples - failing} of {counted(examples, 'example')}" if failing else counted(examples, "example")
    )
    verb = "holds" if examples == 1 else "hold"
    return f"{counted(len(base.concepts), 'concept')}, {counted(words, 'word')} to avoid; {held} {verb}"


def counted(number: int, noun: str) -> str:
    """“1 concept”, “2 concepts”."""
    return f"{number} {noun}" + ("s" if number != 1 else "")


def run_export(args: argparse.Namespace) -> int:
    """Write the terms in another format."""
    write = WRITERS[kind_of(args.file)]
    path = args.source or find_project(None, None).source / "terms.yml"
    if args.with_shipped and not args.source and not path.exists():
        terms = Terms()
    else:
        terms = terms_of(sound_text(path))
    if args.with_shipped:
        terms = over(terms, terms_of(sound_text(SHIPPED)))
    try:
        glossary = glossary_of(terms)
    except ExchangeError as error:
        raise at(path, error) from error
    if not glossary.groups:
        raise CommandError(f"{relative(path)}: there is no concept to export: write one")
    say(path, glossary.left)
    write_beside(args.file, write(glossary))
    print(f"{relative(args.file)}: {counted(len(glossary.groups), 'concept')}", file=sys.stderr)
    return 0


def over(own: Terms, below: Terms) -> Terms:
    """These terms, then those of another file that have no namesake here, as `Termbase.over` has them."""
    names = {entry.preferred.lower() for entry in own.entries}
    rest = (entry for entry in below.entries if entry.preferred.lower() not in names)
    return Terms((*own.entries, *rest), {**below.classes, **own.classes}, own.left)


def run_import(args: argparse.Namespace) -> int:
    """Print the terms of another format, or add them to a terms file."""
    glossary = read(args.file)
    there = sound_text(args.into) if args.into and args.into.exists() else ""
    classes = {**shipped_terms().classes, **terms_of(there).classes}
    terms = sound(terms_in(glossary, args.language), classes)
    say(args.file, terms.left)
    if not args.into:
        write_for_machines(yaml_of(terms))
        return 0
    try:
        merged = merge(there, terms)
    except ExchangeError as error:
        raise at(args.into, error) from error
    say(args.file, merged.left)
    expect_sound(args.into, merged.text, "nothing was written, for the file would have this fault")
    if merged.text != there or not args.into.exists():
        write_beside(args.into, merged.text.encode())
    added = f"{counted(merged.concepts, 'concept')} added, {merged.translations} with new translations"
    print(f"{relative(args.into)}: {added}", file=sys.stderr)
    return 0


def read(path: Path) -> Glossary:
    """The glossary in a file."""
    reader = READERS[kind_of(path)]
    data = bytes_at(path)
    try:
        with in_time(path):
            return reader(data)
    except ExchangeError as error:
        raise at(path, error) from error


def kind_of(path: Path) -> str:
    """The format that the name of a file tells."""
    kind = path.suffix.lower()
    if kind not in READERS:
        raise CommandError(f"{path}: the format is not known: name it {path.stem}.tbx or {path.stem}.csv")
    return kind


def at(path: Path, error: ExchangeError) -> CommandError:
    """An error with its place."""
    return CommandError(f"{relative(path)}:{error.line or 1}: {error}")


def say(path: Path, left: Iterable[Left]) -> None:
    """Say what was not carried over."""
    for line, message in left:
        print(f"{relative(path)}{f':{line}' if line else ''}: {message}", file=sys.stderr)


def sound_text(path: Path) -> str:
    """The text of a terms file without faults."""
    text = text_at(path)
    expect_sound(path, text, "mend the terms file first")
    return text


def expect_sound(path: Path, text: str, otherwise: str) -> None:
    """CommandError when a terms file has faults."""
    _base, faults = checked(path, text)
    if faults:
        raise CommandError(
            f"{otherwise}\n" + "\n".join(f"{fault.place}: {fault.message}" for fault in faults)
        )


def checked(path: Path, text: str) -> tuple[Termbase, list[Finding]]:
    """The termbase of a text, and its faults."""
    try:
        with in_time(path):
            return read_terms(relative(path), text, shipped_terms().classes)
    except PatternError as error:  # of a preferred word
        raise CommandError(f"{relative(path)}: {error}") from error


def text_at(path: Path) -> str:
    """The text of a terms file, with its line ends as they are."""
    data = bytes_at(path)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CommandError(f"{relative(path)}:{line}: this is no UTF-8: save the file as UTF-8") from error


def bytes_at(path: Path) -> bytes:
    """What a file holds."""
    if path.exists() and not path.is_file():  # who opens a pipe waits for ever
        raise CommandError(f"{relative(path)}: this is no file: name one")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"cannot read {relative(path)}: {error.strerror}") from error


def write_beside(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there; one that is there keeps its permissions."""
    place = path.resolve()  # what a link leads to, not the link
    try:
        write_whole(place, data)
    except OSError as error:
        raise CommandError(f"cannot write {relative(path)}: {error.strerror}") from error

"""`pamphleteer drift ORIGINAL COPY`: two texts → the words that the copy changes, and entries for a terms file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError, in_time
from pamphleteer.files import write_whole

if TYPE_CHECKING:
    import argparse

    from pamphleteer.lint.drift import Change
    from pamphleteer.lint.page import Page

Pairs = list[tuple[str, str]]
COLUMN = 24
"""Columns of a word in the table."""


def add_drift_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `drift`."""
    place = "a file of .md, .rst, .txt or .epub; `FILE:FIRST-LAST` for some of its lines"
    parser.add_argument("original", metavar="ORIGINAL", help=place)
    parser.add_argument("copy", metavar="COPY", help="the text that was made from it")
    parser.add_argument("--sentences", action="store_true", help="show the sentences below each change")
    parser.add_argument(
        "--terms", type=Path, metavar="FILE", help="write the changes as entries of a new terms file"
    )


def run_drift(args: argparse.Namespace) -> int:
    """Print the changes, worst first; 0 when there are none, 1 when there are."""
    from pamphleteer.lint.drift import drift  # numpy and the stemmers are loaded only when they are needed

    original, copied = text(args.original), text(args.copy)
    with in_time(Path(args.copy)):
        pairs = aligned(original, copied)
        if not pairs:
            raise CommandError(f"{args.copy}: no sentence of it was made from one of {args.original}")
        changes = drift(pairs)
    print(f"{'original':{COLUMN}} {'copy':{COLUMN}} changed   kept")
    for change in changes:
        print(f"{change.original:{COLUMN}} {change.copy:{COLUMN}} {change.times:7} {change.kept:6}")
        for number in change.pairs if args.sentences else ():
            print(f"    {pairs[number][0]}\n    {pairs[number][1]}\n")
    print(f"{len(pairs)} pairs of sentences, {len(changes)} systematic changes", file=sys.stderr)
    if args.terms:
        write_terms(args.terms, changes, pairs)
    return 1 if changes else 0


def text(place: str) -> Page:
    """The page in a file, or the blocks of it that begin on some of its lines."""
    from dataclasses import replace

    from pamphleteer.lint.read.files import read_file
    from pamphleteer.lint.read.metadata import UnreadableError

    path, _colon, lines = place.rpartition(":")
    first, _dash, last = lines.partition("-")
    if not (path and first.isdecimal() and last.isdecimal()):
        path, first, last = place, "", ""
    if not Path(path).is_file():
        raise CommandError(f"{path}: there is no such file")
    try:
        with in_time(Path(path)):
            pages = read_file(Path(path), "en")
    except UnreadableError as error:
        raise CommandError(str(error)) from error
    blocks = [block for page in pages for block in page.blocks]
    if last:
        blocks = [block for block in blocks if int(first) <= block.line <= int(last)]
    return replace(pages[0], path=place, blocks=tuple(replace(block, path=place) for block in blocks))


def aligned(original: Page, copy: Page) -> Pairs:
    """The sentences of both that belong together."""
    from pamphleteer.lint.copies.find import find_copies
    from pamphleteer.lint.copies.sentences import paired
    from pamphleteer.lint.copies.texts import texts_of

    texts = [*texts_of(original), *texts_of(copy)]
    if len(texts) < 2:
        return []
    corpus, copies = find_copies(texts)
    pairs: Pairs = []
    for found in copies:
        if (found.left.text, found.right.text) == (0, 1):
            for left, right in paired(corpus, found):
                there = texts[0].said(original, left - int(corpus.sentence[0]))
                pairs.append((there, texts[1].said(copy, right - int(corpus.sentence[1]))))
    return pairs


def write_terms(path: Path, changes: list[Change], pairs: Pairs) -> None:
    """Write an entry for each change; a file that exists is left alone."""
    import yaml

    if path.exists():
        raise CommandError(f"{path}: exists already: name a new file, and copy from it what you want to keep")
    entries = [
        {
            "preferred": change.original,
            "avoid": [{"word": change.copy, "reason": f"changed in {change.times} sentences of a copy"}],
            "wrong": [pairs[change.pairs[0]][1]],
            "right": [pairs[change.pairs[0]][0]],
        }
        for change in changes
    ]
    head = "# Changes that a copy made to its original. Keep those that are wrong, and say what the wrong word means.\n"
    text = head + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    write_whole(path, text.encode())
    print(f"{path}: {len(entries)} entries", file=sys.stderr)

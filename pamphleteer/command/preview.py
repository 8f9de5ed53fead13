"""`pamphleteer preview CHAPTER`: one chapter as it will be printed, in about a second, without the rest of the book."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from pamphleteer.command.alone import alone
from pamphleteer.command.build import add_setting_arguments, given_settings
from pamphleteer.command.messages import relative
from pamphleteer.command.project import CommandError, find_project
from pamphleteer.command.report import Report

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "preview"
SUFFIXES = (".md", ".rst", ".txt")


def add_preview_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `preview`."""
    parser.add_argument("chapter", help="name of the chapter's file, or a part of it that no other has")
    parser.add_argument("--large", action="store_true", help="in large print")
    add_setting_arguments(parser)
    parser.add_argument("--source", help="folder that holds the chapters (default: book/, or this folder)")
    parser.add_argument("--out", help="folder for the finished editions (default: _build beside conf.py)")


def run_preview(args: argparse.Namespace) -> int:
    """Set the chapter; 0 when it was set, 1 when it could not be."""
    from pamphleteer.command.run import run_builder  # Sphinx is loaded only when there is work

    project = find_project(args.source, args.out)
    edition = "large-print" if args.large else "pdf"
    only = chapter_of(args.chapter, project.source)
    settings = given_settings(args.define) | {"pamphleteer_only": only}
    report = Report(project)
    with alone(project):
        shutil.rmtree(project.work / edition, ignore_errors=True)
        outcome = run_builder(project, edition, settings, tags=args.tag, show_traceback=False, verbose=False)
        report.add(edition, "made" if outcome.written else "missing", outcome.messages)
        for line in report.short():
            print(line, file=sys.stderr)
        if not outcome.written:
            return 1
        (made,) = (project.work / edition).glob("*.pdf")
        target = project.out / FOLDER / made.name
        target.parent.mkdir(parents=True, exist_ok=True)
        made.replace(target)
    print(relative(target))
    return 0


def chapter_of(name: str, source: Path) -> str:
    """The document that is meant: its whole name, else the one name that has it as a part."""
    names = sorted(
        path.relative_to(source).with_suffix("").as_posix()
        for path in source.rglob("*")
        if path.suffix in SUFFIXES
    )
    name = name.removeprefix(f"{source.name}/")
    exact = name.rsplit(".", 1)[0] if name.endswith(SUFFIXES) else name
    found = [exact] if exact in names else [known for known in names if exact in known]
    if len(found) == 1:
        return found[0]
    choice = found or names
    raise CommandError(
        f"“{name}” is {'the name of several chapters' if found else 'no chapter'}: choose from {', '.join(choice)}"
    )

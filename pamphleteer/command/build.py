"""`pamphleteer build html epub pdf …`: reads the book once and writes every edition asked for.

1. Editions whose inputs have not changed are left alone.
2. Sphinx writes the others in a work folder, one after the other, over the same doctrees.
3. All that could be written are moved into place together; one that could not keeps back itself alone. Where warnings are
   faults (`strict`), a single one keeps all of them back, so that all editions say the same.
4. What was said is put together for the terminal and for `report.txt` and `report.json`; of an edition that is left alone it
   is what was said when it was made.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphleteer.book import PRINTED_PAGES
from pamphleteer.command.alone import alone
from pamphleteer.command.doctrees import forget_what_other_code_read
from pamphleteer.command.messages import relative
from pamphleteer.command.project import CommandError, Project, find_project
from pamphleteer.command.publish import (
    pages_of,
    publish_files,
    publish_folder,
    put_together,
    remove_stale,
)
from pamphleteer.command.report import Report
from pamphleteer.command.settings import is_strict
from pamphleteer.command.stamp import Snapshot, Stamp

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from pamphleteer.command.messages import Message
    from pamphleteer.command.run import Outcome


@dataclass(frozen=True)
class Edition:
    """What `build` knows of one edition."""

    name: str
    folder: str
    """Where it goes below the output folder; empty when it leaves nothing behind."""
    suffixes: tuple[str, ...] = ()
    """Its files; none for an edition that is a folder."""


# In the order of building: what the web site offers comes before it, the book whose page numbers the e-book has before that.
EDITIONS = (
    Edition("lint", ""),
    Edition("pdf", "pdf", (".pdf",)),
    Edition("epub", "epub", (".epub",)),
    Edition("large-print", "pdf", (".pdf",)),
    Edition("booklet", "pdf", (".pdf",)),
    Edition("pamphlet", "pamphlet", (".pdf",)),
    Edition("html", "html"),
)
NAMES = [edition.name for edition in EDITIONS]
PAGE_BY_PAGE = {"html", "epub"}
"""Editions whose pages are written one by one, and again one by one after an edit; the others hold all chapters at once."""


def add_build_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `build`."""
    parser.add_argument("editions", nargs="*", metavar="EDITION", help=f"one or more of: {' '.join(NAMES)}")
    parser.add_argument("--source", help="folder that holds the chapters (default: book/, or this folder)")
    parser.add_argument("--out", help="folder for the finished editions (default: _build beside conf.py)")
    parser.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        help="take warnings for faults: publish nothing while there is one (default: `strict` of pyproject.toml)",
    )
    add_setting_arguments(parser)
    parser.add_argument("-T", "--traceback", action="store_true", help="show the traceback of an error")
    parser.add_argument("-v", "--verbose", action="store_true", help="show all that Sphinx says")


def add_confined_arguments(parser: argparse.ArgumentParser) -> None:
    """The argument for chapters of strangers, and the one by which a confined build knows that it is one."""
    parser.add_argument(
        "--confined",
        action="store_true",
        help="without network, and writing in the output folder only (Linux, with bubblewrap)",
    )
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)


def add_setting_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments by which one run has other settings than conf.py says."""
    parser.add_argument(
        "-D",
        "--define",
        action="append",
        default=[],
        type=word,
        metavar="NAME=VALUE",
        help="a setting in place of that of conf.py; NAME.KEY=VALUE for one of its parts (may be repeated)",
    )
    parser.add_argument(
        "-t",
        "--tag",
        action="append",
        default=[],
        type=word,
        metavar="TAG",
        help="set a tag (may be repeated)",
    )


def word(text: str) -> str:
    """An argument that is no name of a file, as it is; bytes that are not UTF-8 come as half letters."""
    if not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise argparse.ArgumentTypeError("this is not UTF-8: write it in letters of your keyboard")
    return text


def given_settings(defined: list[str]) -> dict[str, Any]:
    """What -D said."""
    if wrong := next(
        (words for words in defined if not words.strip().partition("=")[0] or "=" not in words), None
    ):
        raise CommandError(f"-D {wrong}: write -D name=value")
    return {name.strip(): value for name, _is, value in (words.partition("=") for words in defined)}


def run_build(args: argparse.Namespace) -> int:
    """Build what was asked for; 0 when all of it was made, 1 when something is missing, 2 when it could not run."""
    if unknown := [name for name in args.editions if name not in NAMES]:
        raise CommandError(f"no edition “{unknown[0]}”: choose from {', '.join(NAMES)}")
    if not args.editions:
        raise CommandError(f"name at least one edition: {', '.join(NAMES)}")
    project = find_project(args.source, args.out, confined=args.inside)
    if args.confined and not args.inside:
        from pamphleteer.command.confined import run_confined

        return run_confined(project, args.asked)
    return build_editions(project, args).status


def build_editions(project: Project, args: argparse.Namespace) -> Build:
    """Make and publish the editions that `args` names, and say what was wrong."""
    with alone(project):
        build = Build(project, args)
        build.run({*args.editions, *(["pdf"] if "booklet" in args.editions else [])})
    return build


@dataclass
class Made:
    """An edition in its work folder."""

    edition: Edition
    settings: dict[str, Any]
    known: list[str]
    """The files that Sphinx read outside the source folder."""
    outcome: Outcome


class Build:
    """One call of the command."""

    def __init__(self, project: Project, args: argparse.Namespace) -> None:
        self.project = project
        self.given = given_settings(args.define)
        self.now = Snapshot(project, args.tag)
        self.options = {"tags": args.tag, "show_traceback": args.traceback, "verbose": args.verbose}
        forget_what_other_code_read(project, self.now.code)
        self.strict = is_strict(project) if args.strict is None else args.strict
        self.report = Report(project)
        self.made: dict[str, Made] = {}
        """Editions that wait for publication."""
        self.missing: dict[str, str] = {}
        """Editions that could not be made, and why, where no message says it."""
        self.wanted: set[str] = set()
        self.readable = True
        self.status = 0

    def run(self, wanted: set[str]) -> None:
        """Make the editions in order, then publish them together."""
        self.wanted = wanted
        for edition in EDITIONS:
            if edition.name in wanted:
                self.make(edition)
        faulty = self.missing or any(is_error_of_lint(said) for said in self.report.messages)
        held = self.strict and bool(faulty or self.report.messages)
        self.status = 1 if faulty or held else 0
        if held:
            self.hold_back()
        else:
            self.publish_all()
        self.say(held=held)

    def publish_all(self) -> None:
        """Put the editions in their places."""
        for made in self.made.values():
            if made.edition.folder and not made.edition.suffixes:
                self.add_downloads(made)
                put_together(self.project, self.work(made.edition), made.edition.folder)
        # From here on nothing is written but names and stamps: a full disk leaves all editions as they stand.
        for made in self.made.values():
            self.publish(made)

    def hold_back(self) -> None:
        """Leave what stands, and remember how far the work has come."""
        for name, made in self.made.items():
            self.report.editions[name] = "held back"
            Stamp(self.project, name).go_on(self.now.frame(made.settings), made.outcome.again)

    def say(self, *, held: bool) -> None:
        """Write the report; say what was wrong, and last what is not there."""
        path = self.report.write()
        for line in self.report.short():
            print(line, file=sys.stderr)
        for why in dict.fromkeys(self.missing.values()):
            names = [name for name, reason in self.missing.items() if reason == why]
            print(f"{', '.join(names)}: not made{why}{self.standing(names)}", file=sys.stderr)
        if held:
            standing = self.standing(list(self.made))
            print(f"nothing was published, for warnings are faults here (strict){standing}", file=sys.stderr)
        if self.report.messages:
            print(f"{self.report.total()}: the whole list is in {relative(path)}", file=sys.stderr)

    def standing(self, names: list[str]) -> str:
        """That an earlier edition stays, if there is one."""
        stand = [name for name in names if self.stands(EDITIONS[NAMES.index(name)])]
        return f"; the last good output was left as it is ({', '.join(stand)})" if stand else ""

    def stands(self, edition: Edition) -> list[str]:
        """The published files of an edition."""
        files = Stamp(self.project, edition.name).files
        return [Path(name).name for name in files if (self.project.out / name).exists()]

    def add_downloads(self, made: Made) -> None:
        """Copy the editions that the site offers into it: those just made, or those that stand."""
        target = self.work(made.edition) / "downloads"
        shutil.rmtree(target, ignore_errors=True)
        for item in made.settings["pamphleteer_downloads"]:
            name, _slash, file = item.partition("/")
            offered = EDITIONS[NAMES.index(name)]
            target.mkdir(exist_ok=True)
            folder = self.work(offered) if name in self.made else self.project.out / offered.folder
            shutil.copy(folder / file, target / file)

    def make(self, edition: Edition) -> None:
        """Write the edition in its work folder, if its inputs have changed."""
        if reason := self.hindrance(edition):
            self.missing[edition.name] = reason
            self.report.add(edition.name, "missing", ())
            return
        settings, stamp = self.settings(edition), Stamp(self.project, edition.name)
        self.tell_what_is_left_out(edition)
        if stamp.fresh(self.now, settings) and not self.waits_for(edition):
            print(f"{edition.name}: nothing has changed")
            self.report.add(edition.name, "made", stamp.messages)
            return
        started = time.monotonic()
        from pamphleteer.command.run import run_builder  # Sphinx is loaded only when there is work

        self.go_on(edition, settings)
        given = settings | self.inputs(edition, settings)
        outcome = run_builder(self.project, edition.name, given, **self.options)
        self.report.add(edition.name, "made" if outcome.written else "missing", outcome.messages)
        if not outcome.app or not outcome.written:
            self.missing[edition.name] = ""
            self.readable = outcome.readable
            return
        self.made[edition.name] = Made(edition, settings, outside_files(outcome.app, self.project), outcome)
        outcome.app = None
        if edition.name not in PAGE_BY_PAGE:
            gc.collect()  # else a large book would lie in memory once for each edition
        lacks = edition.name == "epub" and "pdf" in self.missing
        without = ", without the page numbers of the print, which could not be made" if lacks else ""
        print(f"{edition.name}: made in {time.monotonic() - started:.1f} s{without}")

    def hindrance(self, edition: Edition) -> str:
        """Why there is no use in trying to make the edition; empty when there is."""
        if not self.readable:
            return ", for the chapters could not be read"
        if edition.name == "booklet" and "pdf" in self.missing:
            return ", for it is folded from the PDF, which could not be made"
        return ""

    def go_on(self, edition: Edition, settings: dict[str, Any]) -> None:
        """Keep the pages of the last build that can be mended: nothing but chapters and pictures has changed since."""
        stamp = Stamp(self.project, edition.name)
        same = bool(stamp.frame) and stamp.frame == self.now.frame(settings)
        stamp.forget()  # until this build has come to its end too
        if edition.name not in PAGE_BY_PAGE or not same or stamp.again is None:
            shutil.rmtree(self.work(edition), ignore_errors=True)
            return
        for docname in stamp.again:
            for page in pages_of(self.work(edition), docname):
                page.unlink(missing_ok=True)

    def settings(self, edition: Edition) -> dict[str, Any]:
        """What is set for this edition on top of conf.py."""
        return self.given | self.own_settings(edition)

    def own_settings(self, edition: Edition) -> dict[str, Any]:
        """What the edition needs: the site offers the others, page numbers need their PDF."""
        if edition.name == "epub" and ("pdf" not in self.wanted or "pdf" in self.missing):
            return {"pamphleteer_page_list": False}
        if edition.name == "lint":
            settings = (self.project.source / "pyproject.toml", self.project.conf / "pyproject.toml")
            return {"pamphleteer_made_from": "".join(self.now.content(path).hex() for path in settings)}
        if edition.name != "html":
            return {}
        return {
            "pamphleteer_downloads": [
                f"{other.name}/{name}" for other in EDITIONS if other.suffixes for name in self.offered(other)
            ]
        }

    def tell_what_is_left_out(self, edition: Edition) -> None:
        """What an edition would have with others that are up to date."""
        if edition.name == "html":
            others = [other for other in EDITIONS if other.suffixes and other.name not in self.missing]
            old = [other.name for other in others if self.stands(other) and not self.offered(other)]
            if old:
                names, are = ", ".join(old), "is" if len(old) == 1 else "are"
                print(
                    f"html: does not offer {names}, which {are} older than the chapters: name {'it' if len(old) == 1 else 'them'} too"
                )

    def offered(self, edition: Edition) -> list[str]:
        """The files of an edition that say what the site says: those just made, or those that stand and are not older."""
        if edition.name in self.made:
            return sorted(p.name for p in self.work(edition).glob("*") if p.suffix in edition.suffixes)
        if edition.name in self.missing or not Stamp(self.project, edition.name).current(self.now):
            return []
        return self.stands(edition)

    def places(self, name: str) -> list[Path]:
        """Where the edition is that this command made or found up to date: published, or held back in its work folder."""
        edition = EDITIONS[NAMES.index(name)]
        if name in self.missing:
            return []
        if self.report.editions.get(name) == "held back":
            return sorted(self.work(edition).glob("*.epub")) if edition.suffixes else [self.work(edition)]
        if not edition.suffixes:
            return [self.project.out / edition.folder]
        return [self.project.out / edition.folder / file for file in self.stands(edition)]

    def waits_for(self, edition: Edition) -> bool:
        """A booklet and page numbers are made again with their book, a site with the editions that it offers."""
        made = set(self.made)
        if edition.name == "pdf" and "epub" in self.wanted:
            return not (self.project.doctrees / PRINTED_PAGES).exists()
        return bool(
            made & {"booklet": {"pdf"}, "epub": {"pdf"}, "html": made - {"lint"}}.get(edition.name, set())
        )

    def work(self, edition: Edition) -> Path:
        """Where Sphinx writes the edition."""
        return self.project.work / edition.name

    def inputs(self, edition: Edition, settings: dict[str, Any]) -> dict[str, Any]:
        """What the edition is made from beside the chapters: the booklet from the book just made, or the one that stands."""
        if edition.name in PAGE_BY_PAGE:
            return {"pamphleteer_made_from": self.now.frame(settings)}
        if edition.name != "booklet":
            return {}
        book = (
            next(self.work(EDITIONS[NAMES.index("pdf")]).glob("*.pdf"), None) if "pdf" in self.made else None
        )
        book = book or next(self.project.out / name for name in Stamp(self.project, "pdf").files)
        return {"pamphleteer_booklet_of": str(book)}

    def publish(self, made: Made) -> None:
        """Move one finished edition into place and remember what it was made from."""
        edition = made.edition
        stamp = Stamp(self.project, edition.name)
        files: list[str] = []
        if edition.suffixes:
            files = publish_files(self.project, self.work(edition), edition.folder, edition.suffixes)
        elif edition.folder:
            files = publish_folder(self.project, edition.folder)
        remove_stale(self.project, stamp.files, files)
        stamp.keep(self.now, made.known, made.settings, files, made.outcome)
        for name in files:
            path = self.project.out / name
            print(f"  {relative(path)}" + (f"  {size(path)}" if edition.suffixes else ""))


def is_error_of_lint(said: Message) -> bool:
    """Whether the lint calls it an error: then it fails the build, and keeps no edition back."""
    return said.severity == "error" and said.kind.startswith("lint.")


def outside_files(app: Sphinx, project: Project) -> list[str]:
    """What the chapters were made from that does not lie in the source folder."""
    paths = {
        (project.source / name).resolve()
        for names in app.env.dependencies.values()
        for name in map(str, names)
    }
    return sorted(str(path) for path in paths if not path.is_relative_to(project.source))


def size(path: Path) -> str:
    """The size of a file as a person says it."""
    count = path.stat().st_size
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} kB"

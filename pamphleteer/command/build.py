"""`pamphleteer build html epub pdf …`: reads the book once and writes every edition asked for.

1. Editions whose inputs have not changed are left alone.
2. Sphinx writes the others in a work folder, one after the other, over the same doctrees.
3. Only when every one of them is without fault are they moved into place, so that all editions say the same.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphleteer.book import PRINTED_PAGES
from pamphleteer.command.alone import alone
from pamphleteer.command.messages import relative
from pamphleteer.command.project import CommandError, Project, find_project
from pamphleteer.command.publish import publish_files, publish_folder, put_together, remove_stale
from pamphleteer.command.remember import remembered
from pamphleteer.command.stamp import Snapshot, Stamp

if TYPE_CHECKING:
    from sphinx.application import Sphinx


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
    parser.add_argument("-T", "--traceback", action="store_true", help="show the traceback of an error")
    parser.add_argument("-v", "--verbose", action="store_true", help="show all that Sphinx says")


def run_build(args: argparse.Namespace) -> int:
    """Build what was asked for; 0 when all is well, 1 when the book has faults, 2 when it could not run."""
    if unknown := [name for name in args.editions if name not in NAMES]:
        raise CommandError(f"no edition “{unknown[0]}”: choose from {', '.join(NAMES)}")
    if not args.editions:
        raise CommandError(f"name at least one edition: {', '.join(NAMES)}")
    project = find_project(args.source, args.out)
    with alone(project):
        return Build(project, args).run({*args.editions, *(["pdf"] if "booklet" in args.editions else [])})


class Build:
    """One call of the command."""

    def __init__(self, project: Project, args: argparse.Namespace) -> None:
        self.project = project
        self.now = Snapshot(project)
        self.options = {"show_traceback": args.traceback, "verbose": args.verbose}
        self.made: list[tuple[Edition, list[str]]] = []
        """Editions that wait for publication, with the files that Sphinx read outside the source folder."""
        self.wanted: set[str] = set()

    def run(self, wanted: set[str]) -> int:
        """Make the editions in order, then publish them together."""
        self.wanted = wanted
        for edition in EDITIONS:
            if edition.name in wanted and not self.make(edition):
                return 1
        for edition, _known in self.made:
            if edition.folder and not edition.suffixes:
                self.add_downloads(edition)
                put_together(self.project, self.work(edition), edition.folder)
        # From here on nothing is written but names and stamps: a full disk leaves all editions as they stand.
        for edition, known in self.made:
            self.publish(edition, known)
        return 0

    def add_downloads(self, edition: Edition) -> None:
        """Copy the editions that the site offers into it: those just made, or those that stand."""
        target = self.work(edition) / "downloads"
        shutil.rmtree(target, ignore_errors=True)
        for item in self.settings(edition)["pamphleteer_downloads"]:
            name, _slash, file = item.partition("/")
            offered = EDITIONS[NAMES.index(name)]
            made = self.work(offered) / file
            just_made = offered in (other for other, _known in self.made) and made.is_file()
            target.mkdir(exist_ok=True)
            shutil.copy(made if just_made else self.project.out / offered.folder / file, target / file)

    def make(self, edition: Edition) -> bool:
        """Write the edition in its work folder; False when it has faults."""
        settings = self.settings(edition)
        if Stamp(self.project, edition.name).fresh(self.now, settings) and not self.waits_for(edition):
            print(f"{edition.name}: nothing has changed")
            return True
        started = time.monotonic()
        from pamphleteer.command.run import run_builder  # Sphinx is loaded only when there is work

        if not self.goes_on(edition, settings):
            shutil.rmtree(self.work(edition), ignore_errors=True)
        app = run_builder(
            self.project, edition.name, settings | self.inputs(edition, settings), **self.options
        )
        if app is None:
            if remembered(self.project):
                Stamp(self.project, edition.name).go_on(self.now.frame(settings))
            return False
        self.made.append((edition, outside_files(app, self.project)))
        del app
        if edition.name not in PAGE_BY_PAGE:
            gc.collect()  # else a large book would lie in memory once for each edition
        print(f"{edition.name}: made in {time.monotonic() - started:.1f} s")
        return True

    def goes_on(self, edition: Edition, settings: dict[str, Any]) -> bool:
        """Whether it can be mended: nothing but chapters and pictures has changed since it was made without fault."""
        stamp = Stamp(self.project, edition.name)
        same = bool(stamp.frame) and stamp.frame == self.now.frame(settings)
        stamp.forget()  # until this build is without fault too
        return edition.name in PAGE_BY_PAGE and same

    def settings(self, edition: Edition) -> dict[str, Any]:
        """What is set for this edition on top of conf.py: the site offers the others; page numbers need their PDF."""
        if edition.name == "epub" and "pdf" not in self.wanted:
            return {"pamphleteer_page_list": False}
        if edition.name != "html":
            return {}
        offered = [
            f"{other.name}/{name}" for other in EDITIONS if other.suffixes for name in self.files_of(other)
        ]
        return {"pamphleteer_downloads": offered}

    def files_of(self, edition: Edition) -> list[str]:
        """The names of the edition's files: those just made, or those that stand."""
        if edition.name in {other.name for other, _known in self.made}:
            made = sorted(p.name for p in self.work(edition).glob("*") if p.suffix in edition.suffixes)
            if made:
                return made
        standing = Stamp(self.project, edition.name).files
        return [Path(name).name for name in standing if (self.project.out / name).exists()]

    def waits_for(self, edition: Edition) -> bool:
        """A booklet and page numbers are made again with their book, a site with the editions that it offers."""
        made = {other.name for other, _known in self.made}
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
        book = next(self.work(EDITIONS[NAMES.index("pdf")]).glob("*.pdf"), None)
        book = book or next(self.project.out / name for name in Stamp(self.project, "pdf").files)
        return {"pamphleteer_booklet_of": str(book)}

    def publish(self, edition: Edition, known: list[str]) -> None:
        """Move one finished edition into place and remember what it was made from."""
        stamp, settings = Stamp(self.project, edition.name), self.settings(edition)
        files: list[str] = []
        if edition.suffixes:
            files = publish_files(self.project, self.work(edition), edition.folder, edition.suffixes)
        elif edition.folder:
            files = publish_folder(self.project, edition.folder)
        remove_stale(self.project, stamp.files, files)
        stamp.keep(self.now, known, settings, files)
        for name in files:
            path = self.project.out / name
            print(f"  {relative(path)}" + (f"  {size(path)}" if edition.suffixes else ""))


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

"""Paths on the command line → findings: Sphinx projects through Sphinx, everything else file by file."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError, Project, find_project
from pamphleteer.lint.book import Book, record_of
from pamphleteer.lint.engine import WITH_KEY, name_of, run, run_book
from pamphleteer.lint.kept import Kept
from pamphleteer.lint.plugins import all_rules
from pamphleteer.lint.read.archive import entry_source
from pamphleteer.lint.read.files import READERS, files_below, read_file
from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.settings import SettingsError, settings_for
from pamphleteer.lint.source import Source, source_of
from pamphleteer.lint.terms import all_terms
from pamphleteer.timeouts import ADVICE, OverdueError, seconds_near, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pamphleteer.lint.book import Record
    from pamphleteer.lint.engine import Rule
    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.page import Page
    from pamphleteer.lint.terms import Termbase

BY_SPHINX = (".md", ".markdown", ".rst", ".rest", ".txt")
"""Files that may be pages of a Sphinx project."""


@dataclass
class Shelf:
    """Pages that are compared with each other."""

    pages: dict[str, Page] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    books: dict[str, str] = field(default_factory=dict)
    """Of each file, the argument that it was given by."""

    def add(self, page: Page, *, book: str = "", own: bool = True) -> None:
        """Take in a page."""
        self.pages[page.path] = page
        self.records.append(record_of(page, source_at, own=own))
        if book:
            self.books[page.path] = book

    def largest(self) -> Path:
        """The file with the most words."""
        return Path(
            max(self.records, key=lambda record: sum(map(len, record.texts))).path if self.records else "."
        )

    def findings(self, rules: tuple[Rule, ...]) -> list[Finding]:
        """What is found by comparing the pages."""
        first = next(iter(self.pages.values()), None)
        if first is None:
            return []
        books = self.books if len(set(self.books.values())) > 1 else {}
        book = Book(self.records, self.pages.get, source_at, first.terms, first.settings, books=books)
        return run_book(book, rules)


@dataclass
class Outcome:
    """What linting came to."""

    findings: set[Finding] = field(default_factory=set)
    pages: int = 0
    faults: int = 0
    """Warnings that Sphinx gave while reading, and files that took too long."""
    unread: list[str] = field(default_factory=list)
    """A message for each file that could not be read."""
    shelf: Shelf = field(default_factory=Shelf)
    """The files that stand in no project."""

    def complain(self, place: Path, message: str) -> None:
        """Tell of a file that is left out; the others are linted all the same."""
        self.faults += 1
        print(f"{place}:1: {message}", file=sys.stderr)


def collect(
    paths: list[str],
    chosen: Iterable[str],
    *,
    against: Iterable[Path] = (),
    show_traceback: bool,
    verbose: bool,
) -> Outcome | None:
    """The findings in all paths; None when a project could not be read at all, which has been said.

    `against` are folders of earlier books: what is given is compared with them, and they are not judged.
    """
    rules = all_rules()
    names = {name_of(rule) for rule in rules}
    for name in (chosen := list(chosen)):
        if name not in names:
            raise CommandError(f"no rule is called “{name}”: `pamphleteer explain` lists them")
    outcome = Outcome()
    given: list[str | None] = [*paths] or [None]
    for path in given:
        if path is not None and not Path(path).exists():
            raise CommandError(f"{path}: there is no such file or folder")
        if path is not None and not in_project(Path(path)):
            lint_files(Path(path), rules, outcome)
        elif not lint_by_sphinx(path, outcome, show_traceback=show_traceback, verbose=verbose):
            return None
        elif path is not None and Path(path).is_file() and not is_chapter(path):
            lint_files(Path(path), rules, outcome)
    compare(outcome, lambda: outcome.shelf.findings(rules), outcome.shelf.largest())
    between = between_books(given, list(against))
    compare(
        outcome,
        lambda: [finding for finding in between.findings(rules) if finding.rule in WITH_KEY],
        between.largest(),
    )
    if chosen:
        outcome.findings = {finding for finding in outcome.findings if finding.rule in chosen}
    return outcome


def compare(outcome: Outcome, findings: Callable[[], list[Finding]], place: Path) -> None:
    """Add what is found between pages; this file or folder is named when it takes too long."""
    try:
        with within(seconds_near(place), OverdueError):
            outcome.findings.update(findings())
    except OverdueError as error:
        outcome.complain(place, f"what is compared with it cannot be linted {error}: {ADVICE}")


def in_project(path: Path) -> bool:
    """Whether a path is a Sphinx project or its folder of chapters, or a page in one."""
    return conf_of(path.resolve()) is not None


def conf_of(path: Path) -> Path | None:
    """The folder whose `conf.py` is that of a project, of its folder of chapters, or of a page; None where there is none.

    Among the chapters of a book a `conf.py` is no program of it: whoever may write chapters may have put it there.
    """
    if path.is_file() and path.suffix not in BY_SPHINX:
        return None
    near = [path, path.parent] if path.is_dir() else path.parents
    own = next((folder for folder in near if (folder / "conf.py").is_file()), None)
    if own is None or not (path.is_dir() or path.is_relative_to(chapters_of(own))):
        return None
    home = Path.home()
    above = [
        folder for folder in own.parents if not home.is_relative_to(folder) and (folder / "conf.py").is_file()
    ]
    books = [folder for folder in above if own.is_relative_to(chapters_of(folder))]
    if not books:
        return own
    return None if path.is_dir() else books[-1]


def chapters_of(folder: Path) -> Path:
    """Where the pages of the project lie whose `conf.py` is in a folder."""
    book = folder / "book"
    own = any((folder / f"index{suffix}").exists() for suffix in (".md", ".rst"))
    return book if book.is_dir() and not own and not (book / "conf.py").exists() else folder


def lint_by_sphinx(path: str | None, outcome: Outcome, *, show_traceback: bool, verbose: bool) -> bool:
    """Add the findings of a project, or of one page of it."""
    project, page = project_of(path)
    kept = Kept(project)
    known = kept.findings()
    if known is None:
        from pamphleteer.lint.project import lint_project  # loads Sphinx

        result = lint_project(project, show_traceback=show_traceback, verbose=verbose)
        if result is None:
            return False
        known = result.findings, result.pages
        outcome.faults += result.faults
        if not result.faults:
            kept.keep(result.findings, result.pages, result.included)
    outcome.findings.update(f for f in known[0] if page is None or Path(f.path) == page)
    outcome.pages += known[1]
    return True


def is_chapter(path: str) -> bool:
    """Whether Sphinx has read a file in a project: it leaves out what conf.py excludes, and kinds that conf.py does not name."""
    project, page = project_of(path)
    return (
        page is None
        or (project.doctrees / page.relative_to(project.source)).with_suffix(".doctree").is_file()
    )


def project_of(path: str | None) -> tuple[Project, Path | None]:
    """The project that a path lies in, and the page when the path names one."""
    given = Path(path).resolve() if path else None
    if given is None:
        return find_project(None, None), None
    if given.is_dir():
        return find_project(str(chapters_of(given)), None), None
    return find_project(str(chapters_of(conf_of(given) or given.parent)), None), given


def lint_files(path: Path, rules: tuple[Rule, ...], outcome: Outcome) -> None:
    """Add the findings of a file, or of all files in a folder that can be read."""
    files = list(files_below(path)) if path.is_dir() else [path]
    if not files:
        kinds = ", ".join(READERS)
        raise CommandError(f"nothing was read: there is no file in {path} that ends in {kinds}")
    for file in files:
        try:
            with within(seconds_near(file), OverdueError):
                settings = settings_for(file.parent)
                terms = terms_near(file)
                for read in read_file(file, settings.language):
                    page = replace(read, terms=terms, settings=settings)
                    outcome.findings.update(run(page, rules, source_at))
                    outcome.pages += 1
                    outcome.shelf.add(page)
        except OverdueError as error:
            outcome.complain(file, f"this file cannot be linted {error}: {ADVICE}")
        except SettingsError as error:
            raise CommandError(str(error)) from error
        except UnreadableError as error:
            outcome.unread.append(str(error))
            print(error, file=sys.stderr)


def between_books(given: list[str | None], against: list[Path]) -> Shelf:
    """The pages of all books that are given, and of earlier ones: copies within one book are found in its own run."""
    for folder in against:
        if not folder.exists():
            raise CommandError(f"{folder}: there is no such file or folder")
    projects = [path for path in given if path is None or in_project(Path(path))]
    shelf = Shelf()
    if not against and not (projects and len(given) > 1):
        return shelf
    for path in given:
        place = Path(path or ".").resolve()
        put(shelf, chapters_of(place) if place.is_dir() else place, own=True)
    for folder in against:
        put(shelf, folder.resolve(), own=False)
    return shelf


def put(shelf: Shelf, place: Path, *, own: bool) -> None:
    """Take in a file, or all files of a folder, that are not there yet."""
    for file in files_below(place) if place.is_dir() else [place]:
        if str(file) in shelf.pages:
            continue
        try:
            with within(seconds_near(file), OverdueError):
                settings = settings_for(file.parent)
                for page in read_file(file, settings.language):
                    full = replace(page, terms=terms_near(file), settings=settings)
                    shelf.add(full, book=str(place), own=own)
        except OverdueError as error:
            print(f"{file}:1: this file cannot be compared {error}: {ADVICE}", file=sys.stderr)
        except (SettingsError, UnreadableError) as error:
            print(error, file=sys.stderr)


def source_at(path: str) -> Source | None:
    """The text of a file, or of a page in an e-book."""
    return source_of(path) or entry_source(path)


def terms_near(file: Path) -> Termbase:
    """The words of the `terms.yml` beside a file, over those of the package."""
    return all_terms(file.parent / "terms.yml")[0]

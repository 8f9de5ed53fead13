"""What was said of chapters when they were read → said again by later builds, which do not read them again.

1. A message is kept with the chapters that it is about, beside the doctrees. When one of them is read again, all of them are,
   and what was said of them is said anew or no longer.
2. What Sphinx said of the book as a whole is kept until it looks at the book as a whole again.
3. Where nobody knows which chapters a message is about, each change has the whole book read again.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.command.doctrees import ASIDE, READ, SAID, forget
from pamphleteer.command.messages import Message, bare
from pamphleteer.command.places import place_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from pamphleteer.command.messages import Messages
    from pamphleteer.command.project import Project

OTHER_CHAPTER = re.compile(r"other instance in (?P<name>.+?)(?:, use |$)")
"""How Sphinx names the second chapter that a label, a term or an equation stands in."""


class ReadAgainError(SphinxError):
    """Two chapters have the same label, and one of them was not read now: only the whole book tells whose it is."""


class Collector(logging.Handler):
    """The words of warnings while chapters are read, with the chapters that they came up in.

    Sphinx holds them back until the last chapter is read: one that names no place is at that of its chapter.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.app = app
        self.chapters: dict[str, set[str]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Note one."""
        document = self.app.env.current_document
        found = self.chapters.setdefault(bare(record.getMessage())[0], set())
        if document.docname:
            found.add(document.docname)
            if not getattr(record, "location", None):
                record.location = (document.docname, None)


class Reading:
    """The messages about the chapters and about the book as a whole, from this build and from earlier ones."""

    def __init__(self, project: Project, messages: Messages) -> None:
        self.project = project
        self.messages = messages
        self.of_chapters: list[tuple[Message, list[str]]] = []
        self.of_book: list[Message] = []
        self.read: set[str] = set()
        """The chapters that this build reads."""
        self.before = 0
        """How many messages there were when the step at hand began."""
        self.went_on = False
        """Whether this build goes on from what an earlier one read."""
        self.begun = False
        """Whether Sphinx has been set up, and may have read something."""
        self.done = False
        """Whether all is read and editions can be written."""

    def watch(self, app: Sphinx) -> None:
        """Follow the build."""
        self.begun = True
        self.collector = Collector(app)
        # The list of what is read is complete, and nothing has noted it yet.
        app.connect("env-before-read-docs", self.begin, priority=900)
        app.connect("env-updated", self.end, priority=0)
        app.connect("env-get-updated", self.note_chapters, priority=0)
        app.connect("env-check-consistency", self.note_book, priority=999)
        app.connect("write-started", self.keep, priority=0)

    def load(self) -> None:
        """What earlier builds said of what Sphinx still knows."""
        if not (self.project.doctrees / READ).is_file():
            return
        self.went_on = True
        kept = read_cache(self.project.doctrees / SAID)
        if kept is None:
            forget(self.project)
            return
        self.of_chapters = [(Message(*words), chapters) for words, chapters in kept["chapters"]]
        self.of_book = [Message(*words) for words in kept["book"]]

    def begin(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Add to the chapters that will be read those that share a message with one of them."""
        self.read = {*docnames}
        while more := self.touched(env) - self.read:
            self.read |= more
        docnames[:] = sorted(self.read)
        # All at once, before the first is read: else a label that moved to an earlier chapter would stand in two.
        for docname in self.read & env.all_docs.keys():
            app.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
        self.of_chapters = [
            (said, those)
            for said, those in self.of_chapters
            if env.found_docs.issuperset(those) and not self.read & {*those}
        ]
        logging.getLogger("sphinx").addHandler(self.collector)
        app.connect("build-finished", lambda _app, _error: self.stop())

    def touched(self, env: BuildEnvironment) -> set[str]:
        """The chapters of messages that may no longer be true."""
        found: set[str] = set()
        for _said, those in self.of_chapters:
            gone = not env.found_docs.issuperset(those)
            if gone or self.read & {*those} or (self.read and not those):
                found |= {*those} & env.found_docs if those else env.found_docs
        return found

    def stop(self) -> None:
        """Collect no more."""
        logging.getLogger("sphinx").removeHandler(self.collector)

    def end(self, _app: Sphinx, _env: BuildEnvironment) -> None:
        """The last chapter is read; what handlers of this event say, they say at each build."""
        self.stop()
        self.before = len(self.messages.taken)

    def note_chapters(self, app: Sphinx, _env: BuildEnvironment) -> list[str]:
        """Sphinx has let go of the messages about chapters: find out which they are about. No page is new for that."""
        chapters = Chapters(self.project, app)
        for said, origin in list(self.messages.taken.items())[self.before :]:
            in_hand = self.collector.chapters.get(origin.words)
            if in_hand is None:
                continue
            others = chapters.named_in(origin.words)
            those = (chapters.of(origin.place) or in_hand) | others
            if others and not those <= self.read:
                raise ReadAgainError(said.text)
            self.of_chapters.append((said, sorted(those)))
        self.before = len(self.messages.taken)
        return []

    def note_book(self, _app: Sphinx, _env: BuildEnvironment) -> None:
        """Sphinx has looked at the book as a whole."""
        self.of_book = [*self.messages.taken][self.before :]

    def keep(self, _app: Sphinx, _builder: Builder) -> None:
        """All is read: remember it, whatever becomes of the edition."""
        self.done = True
        write_cache(self.project.doctrees / SAID, {"chapters": self.of_chapters, "book": self.of_book})
        if (path := self.project.doctrees / READ).is_file():
            path.replace(self.project.doctrees / ASIDE)

    def finish(self) -> None:
        """Give what Sphinx knows of the chapters its name again; forget it when they were not all read."""
        if self.done and (path := self.project.doctrees / ASIDE).is_file():
            path.replace(self.project.doctrees / READ)
        if self.begun and not self.done:
            forget(self.project)

    def all(self) -> list[Message]:
        """The messages of this build, with those that earlier builds gave of what this one did not read."""
        kept = [*(said for said, _those in self.of_chapters), *self.of_book]
        return list(dict.fromkeys([*kept, *self.messages.taken]))

    def pages_at_fault(self, app: Sphinx) -> list[str] | None:
        """The chapters whose pages must be written again, so that what is wrong with them is said again; None: all of them."""
        found: set[str] = set()
        chapters = Chapters(self.project, app)
        known = {*(said for said, _those in self.of_chapters), *self.of_book}
        for said, origin in list(self.messages.taken.items())[self.before :]:
            if said not in known:
                found |= chapters.of(origin.place)
                if not origin.place:
                    return None
        return sorted(found)


class Chapters:
    """Which chapters a message is about."""

    def __init__(self, project: Project, app: Sphinx) -> None:
        self.project, self.env = project, app.env
        self.by_file: dict[Path, set[str]] = {}
        for docname in app.env.found_docs:
            names = (app.env.doc2path(docname), *app.env.dependencies.get(docname, ()))
            for name in names:
                self.by_file.setdefault((project.source / str(name)).resolve(), set()).add(docname)

    def of(self, place: str) -> set[str]:
        """Those that the file of a place is, or that it is included in or shown by."""
        known = place_of(place, self.project)
        return self.by_file.get(known[0].resolve(), set()) if known else set()

    def named_in(self, words: str) -> set[str]:
        """The other chapters that a message names."""
        names = [found["name"] for found in OTHER_CHAPTER.finditer(words)]
        found = {self.env.path2doc(name) or "" if Path(name).is_absolute() else name for name in names}
        return found & self.env.found_docs

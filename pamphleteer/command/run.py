"""One edition → one run of Sphinx in a work folder, over the doctrees that all editions share."""

from __future__ import annotations

import re
import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pamphleteer.command.doctrees import forget
from pamphleteer.command.faults import advice
from pamphleteer.command.messages import Message, Messages, Progress, relative
from pamphleteer.command.project import CommandError
from pamphleteer.command.remember import ReadAgainError, Reading
from pamphleteer.links.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from pamphleteer.command.project import Project


@dataclass
class Outcome:
    """What came of one run of Sphinx."""

    app: Sphinx | None = None
    """None when it did not come to its end."""
    messages: list[Message] = field(default_factory=list)
    """What was said of the book, now or when its chapters were read, and what stopped the run."""
    written: bool = False
    """Whether the edition is whole."""
    readable: bool = True
    """Whether the chapters could be read; else there is no use in trying another edition."""
    again: list[str] | None = None
    """The chapters whose pages are to be written again by the next build; None for all."""


def run_builder(
    project: Project,
    builder: str,
    settings: dict[str, Any],
    *,
    tags: Iterable[str] = (),
    show_traceback: bool,
    verbose: bool,
    prepare: Callable[[Sphinx], None] = lambda _app: None,
) -> Outcome:
    """Write an edition in its work folder. `prepare` is given the application before it begins."""
    given = (project, builder, settings, [*tags], prepare)
    try:
        return Run(*given).go(show_traceback=show_traceback, verbose=verbose)
    except ReadAgainError:
        return Run(*given).go(show_traceback=show_traceback, verbose=verbose)


class Run:
    """One run of Sphinx."""

    def __init__(
        self,
        project: Project,
        builder: str,
        settings: dict[str, Any],
        tags: list[str],
        prepare: Callable[[Sphinx], None],
    ) -> None:
        self.project, self.builder, self.prepare = project, builder, prepare
        self.settings, self.tags = settings, tags
        self.app: Sphinx | None = None
        self.messages = Messages(
            project,
            lambda said, names: nearest(self.app.env, said, names) if self.app else "",
            lambda: in_hand(self.app),
        )
        self.reading = Reading(project, self.messages)
        self.ended = False

    def go(self, *, show_traceback: bool, verbose: bool) -> Outcome:
        """Run to the end, or to what stops it."""
        try:
            with progress(self.builder, verbose=verbose) as status:
                self.build(status)
        except (KeyboardInterrupt, ReadAgainError):
            raise
        except (Exception, SystemExit) as error:
            if self.reading.went_on and nobody_foresaw(error):
                forget(self.project)  # what was kept of an earlier build may be damaged, in ways without end
                raise ReadAgainError(describe(error)) from error
            if show_traceback:
                traceback.print_exc()
            place, said, hint = explain(error, self.project, in_hand(self.app))
            self.messages.take(place, "ERROR", f"{said} [{STOPPED}]", hint)
        finally:
            self.reading.finish()
        return self.outcome()

    def build(self, status: Progress) -> None:
        """Have Sphinx read what is new and write the edition."""
        self.reading.load()
        with patch_docutils(self.project.conf), docutils_namespace():
            self.app = app = Sphinx(
                self.project.source,
                self.project.conf,
                self.project.work / self.builder,
                self.project.doctrees,
                self.builder,
                confoverrides=dict(self.settings),
                tags=self.tags,
                status=cast("TextIO", status),
                warning=cast("TextIO", self.messages),
            )
            self.reading.watch(app)
            self.prepare(app)
            # A site knows which of its pages have changed; of the other editions everything is written.
            with depth_told(app):
                app.build(force_all=self.builder != "html")
            self.ended = True

    def outcome(self) -> Outcome:
        """What came of it."""
        app = self.app
        if not app or not self.ended:
            return Outcome(None, self.reading.all(), readable=self.reading.done or not self.reading.begun)
        again, said = self.reading.pages_at_fault(app), self.reading.all()
        # An extension that only warned, and then failed the build for those who call Sphinx, keeps back nothing.
        written = app.statuscode == 0 or not any(message.severity == "error" for message in said)
        return Outcome(app, said, written=written, again=again)


@contextmanager
def progress(builder: str, *, verbose: bool) -> Iterator[Progress]:
    """A status stream that leaves a clean line behind."""
    status = Progress(sys.stderr, builder, verbose=verbose)
    try:
        yield status
    finally:
        status.close()


@contextmanager
def depth_told(app: Sphinx) -> Iterator[None]:
    """Name the chapter whose lists, quotes or directives go deeper than Python can follow."""
    try:
        yield
    except RecursionError:
        chapter = in_hand(app)
        place = f"{chapter}:1: this chapter" if chapter else "a chapter"
        raise SphinxError(
            f"{place} is nested too deeply to be read: take lists, quotes or directives out of each other"
        ) from None


STOPPED = "build.stopped"
"""The kind of a message about what stopped the making of an edition."""
PLACED = re.compile(r"(?P<place>[^\n:]+:\d+): (?P<text>.*)", re.DOTALL)
"""An error that names its place."""
SOMEWHERE = "correct what the message names, in a chapter, in a .bib file or in conf.py"
LAST = "look for what was added to it last; -T shows where the error came up"


def nobody_foresaw(error: BaseException) -> bool:
    """Whether an error, or what it was made of, has no words of its own for the writer."""
    known = (SphinxError, CommandError, OSError, SystemExit, RecursionError, MemoryError)
    cause = error.__cause__ if isinstance(error, SphinxError) else None
    return not isinstance(error, known) or (cause is not None and not isinstance(cause, known))


def in_hand(app: Sphinx | None) -> str:
    """The file of the chapter that is being read or written; empty when there is none."""
    env = getattr(app, "env", None)
    docname = env.current_document.docname if env and "docname" in env.current_document else ""
    return relative(Path(env.doc2path(docname))) if env and docname else ""


def explain(error: BaseException, project: Project, chapter: str = "") -> tuple[str | None, str, str]:
    """Place, words and hint for an exception; the place is that of conf.py where none is known, and none for the machine."""
    conf = relative(project.conf / "conf.py")
    if isinstance(error, ConfigError) and (cause := error.__cause__ or error.__context__):
        return f"{conf}:{line_in(cause, project.conf / 'conf.py')}", describe(cause), ""
    if isinstance(error, ExtensionError):
        missing = "import extension" in str(error)
        hint = (
            "install the extension in this environment, or correct its name in conf.py"
            if missing
            else SOMEWHERE
        )
        return conf if missing or not chapter else chapter, handler_of(error), hint
    inner = error.__cause__ or error.__context__ if isinstance(error, SphinxError) else error
    if isinstance(inner, OSError) and (said := advice(inner)):
        return None, said, ""
    if isinstance(error, SphinxError | CommandError):
        found = PLACED.match(str(error))
        return (found["place"], found["text"], "") if found else (chapter or conf, str(error), "")
    if chapter:
        return of_chapter(error, chapter)
    return conf, describe(error), "this should not happen: run again with -T and report what it prints"


def of_chapter(error: BaseException, chapter: str) -> tuple[str, str, str]:
    """Place, words and hint for what came up while a chapter was read."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        said = f"byte {error.object[error.start]:#04x} is not {error.encoding.upper()}"
        return f"{chapter}:{line}", said, "save the file as UTF-8"
    return chapter, f"this chapter cannot be built: {describe(error)}", LAST


def handler_of(error: ExtensionError) -> str:
    """What an extension did wrong, with the name of its function in place of where it lies in memory."""
    cause = error.orig_exc
    words = re.sub(
        r"<(?:bound method|function) ([\w.<>]+)(?: of .*?)?(?: at 0x[0-9a-f]+>?)+", r"“\1”", str(error)
    )
    return words if cause is None else f"{words.partition(' (exception: ')[0]}: {describe(cause)}"


def line_in(error: BaseException, path: Path) -> int:
    """The line of `path` in which the error came up; 1 when it came from elsewhere."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno for f in reversed(frames) if f.lineno and Path(f.filename).name == path.name), 1)


def describe(error: BaseException) -> str:
    """The kind of error and its text, on one line."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {' '.join(text.split())}"

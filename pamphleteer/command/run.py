"""One edition → one run of Sphinx in a work folder, over the doctrees that all editions share."""

from __future__ import annotations

import sys
import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pamphleteer.command.faults import advice
from pamphleteer.command.messages import Messages, Progress, hint_for, relative
from pamphleteer.command.remember import forget, keep_the_rest
from pamphleteer.links.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from pamphleteer.command.project import Project


def run_builder(
    project: Project, builder: str, settings: dict[str, Any], *, show_traceback: bool, verbose: bool
) -> Sphinx | None:
    """The finished application when all went well without a warning, else None; what was wrong has been said.

    After a failure the chapters with faults are forgotten, or all, so that the next run meets the same faults again
    instead of taking them for done.
    """
    ended = False
    app: Sphinx | None = None
    messages = Messages(sys.stderr, lambda said, names: nearest(app.env, said, names) if app else "")
    with (
        progress(builder, verbose=verbose) as status,
        said_plainly(project, show_traceback=show_traceback, at=lambda: in_hand(app)),
    ):
        with patch_docutils(project.conf), docutils_namespace():
            app = Sphinx(
                project.source,
                project.conf,
                project.work / builder,
                project.doctrees,
                builder,
                confoverrides=settings,
                status=cast("TextIO", status),
                warning=cast("TextIO", messages),
                warningiserror=True,
            )
            # A site knows which of its pages have changed; of the other editions everything is written.
            with depth_told(app):
                app.build(force_all=builder != "html")
            ended = True
        if not messages.count and app.statuscode == 0:
            return app
    sum_up(builder, messages)
    if app and ended:
        keep_the_rest(project, app, messages.places)
    else:
        forget(project)
    return None


def sum_up(builder: str, messages: Messages) -> None:
    """Say how much was wrong."""
    if messages.count:
        noun = "fault" if messages.count == 1 else "faults"
        print(f"{builder}: {messages.count} {noun}; the last good output was left as it is", file=sys.stderr)


@contextmanager
def progress(builder: str, *, verbose: bool) -> Iterator[Progress]:
    """A status stream that leaves a clean line behind."""
    status = Progress(sys.stderr, builder, verbose=verbose)
    try:
        yield status
    finally:
        status.close()


@contextmanager
def said_plainly(project: Project, *, show_traceback: bool, at: Callable[[], str] = str) -> Iterator[None]:
    """Turn an exception into one message; with `-T` into its traceback. `at`: the file of the chapter in hand."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except Exception as error:  # noqa: BLE001 - whatever an extension raises, the writer gets a sentence
        if show_traceback:
            traceback.print_exc()
        else:
            print(explain(error, project, at()), file=sys.stderr)


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


SOMEWHERE = "correct what the message names, in a chapter, in a .bib file or in conf.py"
LAST = "look for what was added to it last; -T shows where the error came up"


def in_hand(app: Sphinx | None) -> str:
    """The file of the chapter that is being read or written; empty when there is none."""
    env = getattr(app, "env", None)
    docname = env.current_document.docname if env and "docname" in env.current_document else ""
    return relative(Path(env.doc2path(docname))) if env and docname else ""


def explain(error: BaseException, project: Project, chapter: str = "") -> str:
    """One message for an exception, with file and line where they are known."""
    conf = project.conf / "conf.py"
    if isinstance(error, ConfigError) and (cause := error.__cause__ or error.__context__):
        return f"{relative(conf)}:{line_in(cause, conf)}: {describe(cause)}"
    if isinstance(error, ExtensionError):
        missing = "import extension" in str(error)
        hint = (
            "install the extension in this environment, or correct its name in conf.py"
            if missing
            else SOMEWHERE
        )
        return f"{relative(conf) if missing or not chapter else chapter}:1: {error}\n    {hint}"
    inner = error.__cause__ or error.__context__ if isinstance(error, SphinxError) else error
    if isinstance(inner, OSError) and (said := advice(inner)):
        return said
    if isinstance(error, SphinxError):
        hint = hint_for(str(error))
        return f"{error}" + (f"\n    {hint}" if hint else "")
    if chapter:
        return f"{chapter}:1: this chapter cannot be built: {describe(error)}\n    {LAST}"
    return f"{describe(error)}\n    this should not happen: run again with -T and report what it prints"


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

"""A chapter that cannot be built in reasonable time → an error that names it.

A text can be made so that some pattern, of MyST, of docutils or of an extension, tries its letters in more ways than there is
time for. Python looks for signals inside its regular expressions too, so that an alarm ends them. A second alarm goes by the
clock, for what waits without computing: a program such as Graphviz, which ends with the call that started it, or a pipe.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from types import FrameType

    from docutils import nodes
    from sphinx.application import Sphinx

ENOUGH = 300
"""Seconds of computing for one chapter: a table of 100,000 lines takes a fifth of it."""
BY_THE_CLOCK = 3
"""So many times as long may it take by the clock: other programs compute meanwhile."""
AGAIN = 5
"""Seconds until the alarm is given again, should whatever was at work have taken it for an error of its own."""


class EndlessChapterError(SphinxError):
    """The alarm went off."""

    category = "Chapter"


def setup_timeouts(app: Sphinx) -> None:
    """Set the alarm before each chapter is parsed and before it is written, and for what looks at all of them between."""
    app.add_config_value("pamphleteer_chapter_seconds", ENOUGH, "", types=frozenset({int, float}))
    app.connect("source-read", lambda app, docname, _source: start(app, docname), priority=1)
    app.connect("doctree-read", stop, priority=999)
    # Extensions look at what was read, such as for the sources that chapters ask for.
    app.connect("env-updated", lambda app, _env: start(app, app.config.root_doc), priority=1)
    app.connect("env-updated", stop, priority=999)
    app.connect("doctree-resolved", start_to_write, priority=1)
    app.connect("build-finished", stop, priority=1)


def start_to_write(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """A chapter is written, up to the next one; the editions in print are laid out as a whole."""
    if app.builder.format == "html":
        start(app, docname)


def start(app: Sphinx, docname: str) -> None:
    """Set the alarm; without alarms of this kind (on Windows, in a thread) the time has no end."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return
    seconds = app.config.pamphleteer_chapter_seconds

    def end(number: int, _frame: FrameType | None) -> None:
        kind = (
            "of computing"
            if number == signal.SIGVTALRM
            else "by the clock, in which something was waited for"
        )
        most = seconds if number == signal.SIGVTALRM else seconds * BY_THE_CLOCK
        raise EndlessChapterError(
            f"{app.env.doc2path(docname)}:1: this chapter, or one that it leads to, cannot be built within {most:g} "
            f"seconds {kind}: take it apart, or allow more with `pamphleteer_chapter_seconds` in conf.py"
        )

    for timer, number, most in (
        (signal.ITIMER_VIRTUAL, signal.SIGVTALRM, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, seconds * BY_THE_CLOCK),
    ):
        signal.signal(number, end)
        signal.setitimer(timer, most, AGAIN if seconds else 0)


def stop(*_event: object) -> None:
    """Stop the alarm."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

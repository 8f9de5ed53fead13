"""A chapter that cannot be built in reasonable time → an error that names it.

A text can be made so that some pattern, of MyST, of docutils or of an extension, tries its letters in more ways than there is
time for; or a program such as Graphviz, which ends with the call that started it, or a pipe, lets a chapter wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from pamphleteer import timeouts
from pamphleteer.timeouts import ADVICE, ENOUGH

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


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
    """A chapter is written, up to the next one; the lint and the editions in print set alarms of their own."""
    if app.builder.format == "html":
        start(app, docname)


def start(app: Sphinx, docname: str) -> None:
    """Set the alarm."""

    def overdue(told: str) -> EndlessChapterError:
        return EndlessChapterError(
            f"{app.env.doc2path(docname)}:1: this chapter, or one that it leads to, cannot be built {told}: {ADVICE}"
        )

    timeouts.start(app.config.pamphleteer_chapter_seconds, overdue)


def stop(*_event: object) -> None:
    """Stop the alarm."""
    timeouts.stop()

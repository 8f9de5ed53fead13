"""Warnings that Sphinx repeats for every page that shows a toctree → each said once in a build."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

REPEATS = "sphinx.sphinx.environment.adapters.toctree"
"""The logger of the module that resolves toctrees."""


def setup_quiet(app: Sphinx) -> None:
    """Begin when all settings are read: a build that stops before has no end."""
    app.connect("builder-inited", say_once)


def say_once(app: Sphinx) -> None:
    """Say each once, from here to the end of the build."""
    logger, once = logging.getLogger(REPEATS), Once()
    for left_over in [filtering for filtering in logger.filters if isinstance(filtering, Once)]:
        logger.removeFilter(left_over)  # of a build that never began
    logger.addFilter(once)
    app.connect("build-finished", lambda _app, _error: logger.removeFilter(once))


class Once(logging.Filter):
    """Lets a message about a place through the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[tuple[str, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is new."""
        place = getattr(record, "location", None)
        where = f"{place.source}:{place.line}" if isinstance(place, nodes.Node) else str(place)
        said = (record.getMessage(), where)
        if said in self.said:
            return False
        self.said.add(said)
        return True

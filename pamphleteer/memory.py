"""The chapters of a build → memory that the collector of garbage seldom looks through.

Doctrees hold circles, so Python looks for garbage among them again and again, and finds little: for a large book that is
a fifth of the time. While a build lasts it looks less often, not at all at what was read and stays to the end, and at the
end of the process it looks through nothing: the system takes the memory back.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SELDOM = (5_000, 10, 100)
"""Young objects are looked through often enough that a chapter that was read makes room for the next one."""
MANY = 20
"""So many chapters leave garbage behind that is worth a search when they are read."""


def setup_memory(app: Sphinx) -> None:
    """Begin when all settings are read: a build that stops before has no end."""
    atexit.register(gc.freeze)
    app.connect("builder-inited", look_seldom)


def look_seldom(app: Sphinx) -> None:
    """Look seldom for garbage from here to the end of the build."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    gc.freeze()
    count = 0

    def count_chapters(_app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        nonlocal count
        count = len(docnames)

    def settle(_app: Sphinx, _env: BuildEnvironment) -> None:
        if count > MANY:
            gc.collect()
        gc.freeze()

    def as_before(_app: Sphinx, _error: Exception | None) -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    app.connect("env-before-read-docs", count_chapters, priority=999)
    app.connect("env-updated", settle)
    app.connect("build-finished", as_before, priority=999)

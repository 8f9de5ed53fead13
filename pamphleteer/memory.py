"""The chapters of a build → memory that the collector of garbage seldom looks through.

Doctrees hold circles, so Python looks for garbage among them again and again, and finds little: for a large book that is
a fifth of the time. While a build lasts it looks less often, and not at all at what was read and stays to the end.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SELDOM = (50_000, 20, 100)


def setup_memory(app: Sphinx) -> None:
    """Begin when all settings are read: a build that stops before has no end."""
    app.connect("builder-inited", look_seldom)


def look_seldom(app: Sphinx) -> None:
    """Look seldom for garbage from here to the end of the build."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)

    def as_before(_app: Sphinx, _error: Exception | None) -> None:
        gc.set_threshold(*before)
        gc.unfreeze()

    def settle_after_reading(_app: Sphinx, _env: BuildEnvironment) -> None:
        settle()

    app.connect("env-updated", settle_after_reading)
    app.connect("build-finished", as_before, priority=999)


def settle() -> None:
    """Clear up once, then let the collector pass over what stays until the end."""
    gc.collect()
    gc.freeze()

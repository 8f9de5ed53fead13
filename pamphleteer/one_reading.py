"""Chapters are read once for all editions → they are read as for the web site, whichever edition is made first.

Some extensions ask for the name of the builder while a chapter is read, and write something simpler for one that they do not
know: the tabs of sphinx-tabs become plain words in the web site too, where the printed book was made before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

BUILDERS = frozenset({"lint", "links", "pdf", "epub", "large-print", "booklet", "pamphlet"})
"""Builders whose doctrees serve the site, and the other way round."""
SITE = "html"
FIRST, LAST = 0, 1000


def setup_one_reading(app: Sphinx) -> None:
    """Change the name for as long as chapters are read."""
    app.connect("env-before-read-docs", lambda app, *_given: call_it_site(app), priority=LAST)
    app.connect("env-updated", lambda app, *_given: call_it_by_name(app), priority=FIRST)


def call_it_site(app: Sphinx) -> None:
    """From here on the chapters see the builder of the site."""
    if app.builder.name in BUILDERS:
        vars(app.builder)["name"] = SITE  # for this builder, beside the name that its class has


def call_it_by_name(app: Sphinx) -> None:
    """The builder has its own name again."""
    vars(app.builder).pop("name", None)

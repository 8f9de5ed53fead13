"""HTML pages of any theme → the same pages with a download menu, links to the editions, and the review notice.

`downloads` offers the other editions, `notice` shows on each page whether a clinician has checked it, `accessible`
mends what screen readers stumble over, `head` states description, language and direction; `sidebar` draws the navigation of a large site once instead of on every
page, `search` finds the stem of each word once, `stale` knows which pages must be written again; `names` keeps names of files from
becoming markup, and `drawings` takes out what would run in a drawing that is opened by itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.web.accessible import mend_body
from pamphleteer.web.downloads import add_downloads
from pamphleteer.web.drawings import clean_drawings
from pamphleteer.web.head import describe, set_direction
from pamphleteer.web.names import quote_addresses, quote_names
from pamphleteer.web.notice import add_notice
from pamphleteer.web.search import remember_stems
from pamphleteer.web.sidebar import draw_once
from pamphleteer.web.stale import Pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_web(app: Sphinx) -> None:
    """Hook into the pages of the HTML builders; the e-book has its own colophon."""
    app.add_config_value("pamphleteer_downloads", [], "html", types=frozenset({list}))
    app.add_config_value("pamphleteer_fast_navigation", True, "", types=frozenset({bool}))
    pages = Pages(app)
    app.connect("builder-inited", add_style)
    app.connect("builder-inited", set_direction)
    app.connect("builder-inited", remember_stems)
    # After themes have loaded what they build upon.
    app.connect("builder-inited", lambda app: draw_once(app, pages), priority=900)
    app.connect("html-page-context", mend_body)
    app.connect("html-page-context", describe)
    # After the theme (priority 501), which starts the list of header buttons anew for each page.
    app.connect("html-page-context", add_downloads, priority=600)
    app.connect("html-page-context", add_notice, priority=600)
    # Before themes ask for addresses, and after they have written scripts.
    app.connect("html-page-context", quote_addresses, priority=1)
    app.connect("html-page-context", quote_names, priority=900)
    app.connect("build-finished", clean_drawings)


def add_style(app: Sphinx) -> None:
    """Link our own style sheet from every page of the site."""
    if app.builder.format == "html" and app.builder.name != "epub":
        app.config.html_static_path.append(str(Path(__file__).parent / "static"))
        app.add_css_file("pamphleteer.css")

"""The theme's own drawing of the sidebar, page by page → one drawing for all pages, equal to the byte.

sphinx-book-theme asks pydata-sphinx-theme for the tree of the whole book on every page, twice, which makes the time of a
build grow with the square of its pages. The function that the templates call is exchanged for one that asks `Navigation`.
What that does not know is left to the theme: another theme, a tree that is folded (`collapse_navbar`), a part of the tree.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphleteer.web.drawn import NOWHERE, Drawn, KeptTrees
from pamphleteer.web.navigation import Navigation, Unlike

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from pamphleteer.web.stale import Pages

Handler = Callable[["Sphinx", str, str, dict[str, Any], "nodes.document | None"], object]
THEIRS = ("pydata_sphinx_theme.toctree", "add_toctree_functions")
KEPT = ".navigation"
"""In the site that is being made; it is not published."""
DRAWN_AFTER = 499
"""Just before the theme tries which templates of the sidebar are empty."""


def draw_once(app: Sphinx, pages: Pages) -> None:
    """Put our handler in the place of the theme's, once the theme is loaded."""
    if not app.config.pamphleteer_fast_navigation or app.builder.name not in {"html", "dirhtml"}:
        return
    for listener in list(app.events.listeners["html-page-context"]):
        handler = listener.handler
        if (getattr(handler, "__module__", ""), getattr(handler, "__name__", "")) == THEIRS:
            app.disconnect(listener.id)
            app.connect("html-page-context", Sidebar(app.builder, handler, pages).offer, priority=DRAWN_AFTER)


class Sidebar:
    """Draws each kind of tree once for a builder."""

    def __init__(self, builder: Builder, theirs: Handler, pages: Pages) -> None:
        self.builder, self.theirs, self.pages = builder, theirs, pages

    @cached_property
    def kept(self) -> KeptTrees:
        """The trees drawn so far, in this build and before; nothing but chapters and pictures may have changed."""
        made_from = [self.builder.config.pamphleteer_made_from, self.pages.shared]
        return KeptTrees(Path(self.builder.outdir) / KEPT, made_from)

    def offer(
        self,
        app: Sphinx,
        pagename: str,
        template: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give the templates the theme's functions, the one for the sidebar exchanged."""
        self.theirs(app, pagename, template, context, doctree)
        stock = context["generate_toctree_html"]

        def generate_toctree_html(
            kind: str, startdepth: int = 1, show_nav_level: int = 1, **options: Any
        ) -> BeautifulSoup | str:
            """The tree as HTML; see the theme's documentation."""
            whole = kind == "sidebar" and startdepth == 0 and not options.get("collapse", True)
            if whole and (drawn := self.drawn(app, show_nav_level, options)):
                return drawn.page(pagename, app.builder.get_target_uri(pagename))
            stocks: BeautifulSoup | str = stock(kind, startdepth, show_nav_level, **options)
            return stocks

        context["generate_toctree_html"] = generate_toctree_html

    def drawn(self, app: Sphinx, show_nav_level: int, options: dict[str, Any]) -> Drawn | None:
        """The tree for these arguments; None where the theme has to draw page by page."""
        key = repr((show_nav_level, *sorted(options.items())))
        if key not in self.kept.trees:

            def draw(fragment: str) -> BeautifulSoup | str:
                context: dict[str, Any] = {"toctree": lambda **_options: fragment}
                self.theirs(app, NOWHERE, "", context, None)
                drawn: BeautifulSoup | str = context["generate_toctree_html"]("sidebar", 0, show_nav_level)
                return drawn

            wanted = {name: value for name, value in options.items() if name != "collapse"}
            try:
                self.kept.add(key, Navigation(self.builder, draw, {"includehidden": False} | wanted).drawn)
            except Unlike:
                self.kept.add(key, None)
        return self.kept.trees[key]

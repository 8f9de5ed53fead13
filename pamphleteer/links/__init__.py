"""Links of a book → which of them lead nowhere, where they were written, and what to write instead.

Inside the book:

1. `shelf` reads a finished site or e-book: files, links, anchors.
2. `inside` finds the links that lead nowhere, and the nearest right target of each.
3. `origin` finds the line of the chapter that wrote a link; `editions` makes findings of all this.
4. `nearest` adds the nearest name to what Sphinx says of cross-references.

Out of it:

1. `collect` takes the addresses from the doctrees, `settings` what conf.py says.
2. `patience` asks them, `turns` one at a time for each host; `ask` follows one page to its end, `door` makes one
   request within limits, `anchors` looks for a place on a page. The outcome is an `answer`.
3. `memory` keeps when each link was last seen alive, and tells which ones need not be asked again.
4. `since` knows which links a change added; `verdict` makes findings, `report` writes them with the state of each link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_links(app: Sphinx) -> None:
    """Add the settings and the builder of the link check."""
    from pamphleteer.links.collect import setup_collect
    from pamphleteer.links.settings import setup_link_settings

    setup_link_settings(app)
    setup_collect(app)

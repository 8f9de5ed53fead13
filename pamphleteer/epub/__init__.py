"""Resolved doctrees → NAME.epub: EPUB 3.3 that passes EPUBCheck and Ace, the same bytes from the same book.

1. `contents` reads the order of the book from the toctrees; `kinds` says what is a part, a chapter, a glossary.
2. `translator` writes each document as HTML, as Sphinx and its extensions do for the web.
3. `normalise` turns that, in one pass, into XHTML that every reading system opens.
4. `frontmatter`, `cover`, `index`, `navigation` make the pages that no author writes.
5. `binding` puts in the pictures, checks links across pages, and gathers facts.
6. `accessibility` claims what the facts prove; `package` and `archive` write the file.

`builder` is Sphinx's side of it, `kept` knows which pages need not be written again, `publication` the order of steps 4 to 6, `settings` what `epub_*` in conf.py means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_epub(app: Sphinx) -> None:
    """Take the place of Sphinx's own `epub` builder."""
    from sphinx.builders import epub3

    from pamphleteer.epub.builder import EpubBuilder

    app.setup_extension("sphinx.builders.epub3")
    app.add_builder(EpubBuilder, override=True)
    app.add_config_value("pamphleteer_made_from", "", "", types=frozenset({str}))  # for our command
    app.add_config_value("pamphleteer_certified_by", "", "", types=frozenset({str}))
    app.add_config_value("pamphleteer_contact", "", "", types=frozenset({str}))
    app.add_config_value("pamphleteer_old_readers", True, "", types=frozenset({bool}))
    for listener in list(app.events.listeners["builder-inited"]):
        if (
            listener.handler is epub3.validate_config_values
        ):  # it asks for settings that this builder can do without
            app.disconnect(listener.id)

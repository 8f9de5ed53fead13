"""Content lint: a book read as a careful copy editor reads it.

The flow:

1. An adapter makes a `Page` of a document (`doctree`, from what Sphinx has read).
2. `rules` find faults in the texts of its blocks and know nothing of files.
3. `engine` runs them, asks `locate` and `align` for the exact place of each match in the `source` as written,
   and takes allowances into account.
4. `builder` gives the pages to the `proofreader` and says the findings as Sphinx warnings, `report` as a text with carets; `command` is the command line.

`terms` reads the book's `terms.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_lint(app: Sphinx) -> None:
    """Add the builder `lint`."""
    from pamphleteer.lint.builder import LintBuilder  # loads Sphinx's builders, which the rules do without

    app.add_builder(LintBuilder)

"""Pamphleteer: one book in MyST Markdown or reStructuredText → every edition of it, and a careful reader between.

The flow, as Sphinx runs it:

1. Sphinx reads the chapters into doctrees, once for all editions; `frontmatter` checks what stands above each chapter,
   `sandbox` keeps them from reading beyond the project and from running anything, `headings` mends their titles, and
   `labels` what Sphinx keeps of these. `one_reading` has them read as for the web site.
2. `lint` reads the doctrees as a copy editor does and reports at line and column (builder `lint`).
3. `web` adds the download menu and the review notice to the HTML site, whatever its theme.
4. `epub` writes the e-book (builder `epub`, in place of Sphinx's own).
5. `print` sets the book, the large-print book and the pamphlet (builders `pdf`, `large-print`, `booklet`, `pamphlet`).
6. `links` finds the links that lead nowhere, inside the book and out of it (builder `links`, for the command).
7. `anchors` keeps the places of labels; `conditions` lets each edition count what it holds; `reachable` finds the
   pages that only links lead to.
8. `unchanged`, `shared`, `memory`, `numbers` and `domains` spare large books needless work, and `quiet` repeated warnings.
9. `command` runs all this from one call, publishes what came out well, and starts new books.

`programs` starts every other program, git among them, and `cached` keeps what the next build can use.
`book`, `firstpage`, `review`, `titles` and `languages` hold what the editions share; `collation` sorts words; `pagination` takes the page
numbers of the print into the e-book.
"""

import os
import sys

# `python -m pamphleteer` in the folder of a book, or a `PYTHONPATH` with an empty part: what lies beside the chapters, such as
# `typst.py`, is no module of ours. So no module that Python has not loaded is imported before these lines, `__future__` included.
if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:
    del sys.path[0]
if "" in (stated := os.environ.get("PYTHONPATH", "x").split(os.pathsep)):
    meant = {
        *map(os.path.abspath, filter(None, stated)),
        os.path.dirname(os.path.dirname(os.path.abspath(__file__))),
    }
    sys.path[:] = [path for path in sys.path if path in meant or os.path.abspath(path) != os.getcwd()]

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Add the builders and their settings to a Sphinx project."""
    # Imported here, so that a command with nothing to do does not load five writers first.
    from pamphleteer.anchors import setup_anchors
    from pamphleteer.book import setup_book
    from pamphleteer.collation.entries import setup_collation
    from pamphleteer.conditions import setup_conditions
    from pamphleteer.domains import setup_domains
    from pamphleteer.epub import setup_epub
    from pamphleteer.equations import setup_equations
    from pamphleteer.frontmatter import setup_front_matter
    from pamphleteer.headings import setup_headings
    from pamphleteer.labels import setup_labels
    from pamphleteer.links import setup_links
    from pamphleteer.lint import setup_lint
    from pamphleteer.memory import setup_memory
    from pamphleteer.numbers import setup_numbers
    from pamphleteer.one_reading import setup_one_reading
    from pamphleteer.pagination import setup_pagination
    from pamphleteer.print import setup_print
    from pamphleteer.quiet import setup_quiet
    from pamphleteer.reachable import setup_reachable
    from pamphleteer.sandbox import setup_sandbox
    from pamphleteer.unchanged import setup_unchanged
    from pamphleteer.web import setup_web

    parts = (
        setup_memory, setup_quiet, setup_book, setup_one_reading, setup_sandbox, setup_front_matter, setup_headings, setup_labels, setup_anchors, setup_domains,
        setup_conditions, setup_reachable, setup_collation, setup_equations, setup_unchanged, setup_numbers, setup_pagination, setup_lint, setup_web,
        setup_epub, setup_print, setup_links,
    )  # fmt: skip
    for set_up in parts:
        set_up(app)
    # Raised when another version keeps other things of chapters: then they are read again.
    return {
        "version": __version__,
        "env_version": 4,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }

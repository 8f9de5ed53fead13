"""The book on paper: docutils → Typst source → tagged PDF (PDF/UA-1 and PDF/A-2a).

The flow of the builders `pdf`, `large-print` and `booklet`:

1. `manuscript` finds the chapters and resolves their references.
2. `translate` turns a doctree into Typst source: a table of renderers by node type, one function each, from
   `inline`, `blocks`, `tables`, `figures`, `diagrams` and `references`; `page` carries what they need.
   Source is of the types of `modes` alone, which take what a chapter says for a value; `markup` parts long names in it.
3. `document` joins chapters, `imprint` and `index` in a work folder; `pictures` brings the pictures there;
   `lettering` reads how large the words of a drawing are, and `legible` sees to it that large print shows them in 18 points.
4. `setting` runs `compile` in a process of its own, again until the page references are right (`places`), and reports through
   `diagnostics`, by chapter and line; `tags` then marks what Typst cannot: the headings of table rows; `page_faults` reads
   the pages back for words on one another or off the paper, and `source_lines` tells where these were written.

For one page without the whole book (pamphlets):

    tree = resolved(docname, builder)                       # from pamphleteer.print.translate
    press = press_for(builder, {docname: tree}, folder, "pamphlet")
    source = translate(tree or any node in it, docname, press)  # `save` of pamphleteer.print.modes writes it
    lay_out_template(folder)                                # from pamphleteer.print.setting
    make_pdf(folder / "main.typ", pdf, {"edition": "book"}, time=…, srcdir=…, kind="pamphlet",
             row_heads=press.row_heads)

`builder` needs `get_target_uri` and `get_relative_uri` of `BookBuilder` (derive from it, or return `%docname`).
The source calls the functions of `template/blocks.typ`: the file that holds it begins with `imported("blocks")`.
Sections become `#chapter(level: 1, …)[…]` at depth 0 and `#section(level: n, depth: d, …)[…]` below; a template may define its
own `chapter` and `section` after the import.
References that lead out of the page become plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_print(app: Sphinx) -> None:
    """Add the builders `pdf`, `large-print`, `booklet` and `pamphlet`."""
    # The compiler's process imports this package too, and needs no Sphinx.
    from pamphleteer.print.booklet_builder import BookletBuilder
    from pamphleteer.print.builder import BookBuilder, LargePrintBuilder
    from pamphleteer.print.pamphlet import PamphletBuilder

    app.add_config_value("pamphleteer_only", "", "", types=frozenset({str}))  # the chapter of a preview
    app.add_config_value("pamphleteer_bleed", 0, "", types=frozenset({int, float}))
    app.add_config_value("pamphleteer_booklet_sheet", "a4", "", types=frozenset({str}))
    app.add_config_value(
        "pamphleteer_booklet_signature", 0, "", types=frozenset({int})
    )  # pages; 0: all of them
    app.add_config_value(
        "pamphleteer_booklet_creep", 0, "", types=frozenset({int, float})
    )  # millimetres a sheet
    app.add_config_value(
        "pamphleteer_booklet_of", "", "", types=frozenset({str})
    )  # the book, if it is made already
    app.add_builder(BookBuilder)
    app.add_builder(BookletBuilder)
    app.add_builder(LargePrintBuilder)
    app.add_builder(PamphletBuilder)

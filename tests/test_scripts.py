"""Scripts and styles in raw HTML are no text of the book, however long they are."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from pdf_text import pages

from pamphleteer.scripts import without_code

PLOT = f"""<div><script type="text/javascript">{"if (a<b && c>d) { e = '<p>nobody'; }" * 50_000}</script>
<div class="plot"><b>Drawn</b></div><script src="plot.js"></script></div>"""


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ('a <script type="x">if (1<2) {}</script> b', 'a <script type="x"></script> b'),
        ("a <SCRIPT>\nx\n</Script > b", "a <SCRIPT></SCRIPT> b"),
        ("a <style>.b {}</style> c", "a <style>.b {}</style> c"),
        ("a <!-- <script> --> b <script>c", "a <!-- <script> --> b <script></script>"),
        ("a <scripted>b</scripted> c", "a <scripted>b</scripted> c"),
    ],
)
def test_scripts_are_empty(html: str, kept: str) -> None:
    """Comments that name one, styles and other elements stay."""
    assert without_code(html, "script") == kept


def test_a_plot_is_printed_and_bound(build: Build, write_book: Callable[..., Path]) -> None:
    """A script of megabytes is dropped with a warning; the words around it stay."""
    text = "# Plot\n\nBefore.\n\n<style>.nobody { color: red }</style>\n\n```{eval-rst}\n.. raw:: html\n   :file: plot.html\n```\n\nAfter.\n"
    folder = write_book({"index.md": text, "plot.html": PLOT})
    printed = build(folder, "pdf", suppress_warnings=["pdf.raw-html"]).file("*.pdf")
    words = "".join(piece.text for page in pages(printed) for piece in page)
    assert all(word in words for word in ("Before.", "Drawn", "After."))
    assert "nobody" not in words
    bound = build(folder, "epub", suppress_warnings=["epub.script"]).file("*.epub")
    with zipfile.ZipFile(bound) as book:
        html = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert all(word in html for word in ("Before.", "Drawn", "After."))
    assert "nobody" not in html

"""Extensions that ask for the builder while a chapter is read: every edition has what the web site has, whichever is made first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from pdf_text import pages

Write = Callable[..., Path]
ASKS = '''
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

class panel(nodes.container): pass
class tab(nodes.paragraph): pass

class Tabs(SphinxDirective):
    """Tabs for the site, as sphinx-tabs writes them; something simpler for a builder of another name."""

    def run(self):
        if self.env._app.builder.name != "html":
            return [nodes.paragraph("", "no tabs")]
        heads, boxes, at = nodes.container(role="tablist"), [], self.lineno
        for name in ("Python", "R"):
            heads += tab("", name, role="tab", ids=[f"tab-{at}-{name}"], **{"aria-controls": f"panel-{at}-{name}"})
            code = nodes.literal_block("", "\\n".join(f"{name}_{n}()" for n in range(14)), language="text")
            boxes.append(panel("", code, role="tabpanel", ids=[f"panel-{at}-{name}"], **{"aria-labelledby": f"tab-{at}-{name}"}))
        return [nodes.container("", heads, *boxes, classes=["tabs"])]

def begin(self, node):
    names = ("role", "aria-controls", "aria-labelledby")
    self.body.append(self.starttag(node, "div", **{name: node[name] for name in names if name in node}))

def end(self, node):
    self.body.append("</div>")

def setup(app):
    app.add_directive("tabs", Tabs)
    for kind in (panel, tab):
        app.add_node(kind, html=(begin, end))
'''
CONF = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\nextensions.append('asking')\n"
BOOK = {
    "asking.py": ASKS,
    "index.md": "# Book\n\n```{toctree}\nchapter\n```\n",
    "chapter.md": f"# Chapter\n\n{'Words. ' * 40}\n\n" + "```{tabs}\n```\n\nBetween.\n\n" * 3,
}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """The extension of one book is not that of the next."""
    path = list(sys.path)
    yield
    sys.path[:] = path
    sys.modules.pop("asking", None)


@pytest.mark.parametrize("first", ["pdf", "large-print", "epub", "lint", "links"])
def test_the_site_has_its_tabs_whatever_is_made_first(build: Build, write_book: Write, first: str) -> None:
    """The chapters are read once, as for the site."""
    folder = write_book(BOOK, CONF)
    build(folder, first, faults=True)
    page = (build(folder, "html").out / "chapter.html").read_text(encoding="utf-8")
    assert page.count('role="tabpanel"') == 6
    assert "no tabs" not in page


def test_tabs_are_boxes_under_their_titles(build: Build, write_book: Write) -> None:
    """In print and in the e-book each panel stands open under the name of its tab, which is said once."""
    folder = write_book(BOOK, CONF)
    pdf = build(folder, "pdf").file("*.pdf")
    shown = [" ".join("".join(piece.text for piece in page).split()) for page in pages(pdf)]
    text = " ".join(shown)
    assert text.count("PythonPython_0()") == text.count("RR_0()") == 3
    assert [page for page in shown if page.endswith(("Python", "R"))] == []  # no name without its panel
    assert "no tabs" not in text
    book = Epub(build(folder, "epub", faults=True).file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:p[@class='tab-title']") == ["Python", "R"] * 3

"""What extensions write for the web → pages where nothing is hidden, lost, or of use with a mouse only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from test_epub_pages import INDEX, MYST, body, chapter

Write = Callable[..., Path]
PAGE = "text/chapter.xhtml"

EXTENSION = """
from docutils import nodes
class film(nodes.General, nodes.Element): pass
class box(nodes.General, nodes.Element): pass
def skip(self, node): raise nodes.SkipNode
def show(self, node): self.body.append(f"<p>{node.tagname}</p>"); raise nodes.SkipNode
def add(app, doctree, docname):
    if docname == "chapter":
        doctree[0].extend([film(), box()])
def save(app, error):
    (app.outdir / "_static" / "more.css").write_text("p {}")
def setup(app):
    app.add_node(film, html=(show, None), epub=(skip, None))
    app.add_node(box, html=(show, None))
    app.connect("doctree-resolved", add)
    app.connect("build-finished", save)
"""
TITLES = """
from docutils import nodes
class theorem(nodes.Admonition, nodes.Element): pass
def begin(self, node): self.body.append(self.starttag(node, "div", CLASS="admonition"))
def end(self, node):
    self.body.insert(self.body.index('<p class="admonition-title">') + 1, "Theorem: ")
    self.body.append("</div>")
def add(app, doctree, docname):
    if docname == "chapter":
        paragraph = next(doctree.findall(nodes.paragraph))
        title = nodes.title("", "Words")
        title.line = 3
        paragraph.replace_self(theorem("", title, paragraph.deepcopy()))
def setup(app):
    app.add_node(theorem, html=(begin, end))
    app.connect("doctree-resolved", add)
"""


def test_the_web_version_of_an_extension_is_taken(build: Build, write_book: Write) -> None:
    """A node that an extension skips in EPUB is there; one extension does not silence the others; files find a place."""
    book = chapter(build, write_book, "Words.\n", EXTENSION)
    assert book.values(PAGE, "//h:p") == ["Words.", "film", "box"]


def test_titles_are_written_as_sphinx_writes_them(build: Build, write_book: Write) -> None:
    """An extension may look for the start of a title in what has been written."""
    assert chapter(build, write_book, "Words.\n", TITLES).values(PAGE, "//h:p") == [
        "Theorem: Words",
        "Words.",
    ]


def test_pictures_of_notebooks(build: Build, write_book: Write, tmp_path: Path) -> None:
    """What a notebook has drawn lies in `jupyter_execute` beside the editions, and belongs to the book."""
    drawn = tmp_path / "jupyter_execute"
    drawn.mkdir()
    (drawn / "plot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    folder = write_book(
        {"index.md": INDEX, "chapter.md": "# Chapter\n\n![A plot](../jupyter_execute/plot.svg)\n"}, MYST
    )
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values(PAGE, "//h:img/@src") == ["../images/plot.svg"]


PANELS = {
    # a switch, its label, its box: sphinx-design, sphinx-inline-tabs
    '<div class="tab-set"><input type="radio" id="a" checked><label for="a">One <b>two</b></label><div>in'
    '<div class="tab-set"><input type="radio"><label>Three</label><div>deep</div></div></div></div>':
    '<div class="tab"><p class="tab-title">One <strong>two</strong></p>in<div><div class="tab">'
    '<p class="tab-title">Three</p>deep</div></div></div>',
    # ARIA: sphinx-tabs
    '<div role="tablist"><button role="tab" aria-controls="p1">One</button><button role="tab" aria-controls="p2">'
    'Two</button></div><div role="tabpanel" id="p1">1</div><div role="tabpanel" id="p2" hidden>2</div>':
    '<div id="p1" class="tab"><p class="tab-title">One</p>1</div><div id="p2" class="tab"><p class="tab-title">Two</p>2</div>',
    # Bootstrap
    '<ul class="nav"><li><a data-toggle="tab" href="#q">One</a></li></ul><div><div id="q">1</div></div>':
    '<div><div id="q" class="tab"><p class="tab-title">One</p>1</div></div>',
    # sphinx-tabs for builders that it does not know
    '<div class="sphinx-tabs"><div><div><div><p>One</p></div></div><div><p>1</p></div></div></div>':
    '<div class="tab"><p class="tab-title">One</p><div><p>1</p></div></div>',
    # sphinx-collapse
    '<div class="collapse"><input type="checkbox" id="c"><label for="c"><i></i>Title</label><div>in</div></div>':
    '<div class="dropdown"><p class="dropdown-title">Title</p>in</div>',
    # sphinx-togglebutton
    '<div class="toggle"><div class="header"><p>Title</p></div><p>in</p></div>':
    '<div class="dropdown"><p class="dropdown-title">Title</p><p>in</p></div>',
    # a title with a link, that stands behind its content
    '<details>in<summary>See <a href="https://example.org/">this</a></summary></details>':
    '<div class="dropdown"><p class="dropdown-title">See <a href="https://example.org/">this</a></p>in</div>',
    # MyST-NB: words that speak of clicks only
    '<details class="hide"><summary><p class="collapsed">Show code</p><p class="expanded">Hide code</p></summary>'
    "<p>in</p></details>": "<div><p>in</p></div>",
    # a question with a tick box is none
    '<div><input type="checkbox"><label>Yes</label><div>why</div></div>':
    '<span class="task" role="img" aria-label="To do">☐</span>',
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), PANELS.items())
def test_panels_stand_open(build: Build, write_book: Write, html: str, expected: str) -> None:
    """What a click would show stands open under its title, in reading order, with its links."""
    found = body(chapter(build, write_book, f"<section>\n{html}\n</section>\n")).replace("> <", "><")
    assert expected.replace("<strong>two</strong>", "<b>two</b>") in found


def test_the_title_of_a_card_keeps_its_markup(build: Build, write_book: Write) -> None:
    """The link of a card goes around its title, code and all; without a title it is a paragraph."""
    text = (
        ":::{card} My `code`\n:link: https://example.org/\n\nWords\n:::\n\n"
        ":::{card}\n:link: https://example.org/\n:link-alt: further\n\nWords\n:::\n"
    )
    conf = 'extensions.append("sphinx_design")\nmyst_enable_extensions.append("colon_fence")\n'
    book = chapter(build, write_book, text, conf)
    assert book.values(PAGE, "//h:p[@class='card-title']/h:a/h:code") == ["code"]
    assert book.values(PAGE, "//h:div/h:p/h:a[@href='https://example.org/']") == ["My code", "further"]

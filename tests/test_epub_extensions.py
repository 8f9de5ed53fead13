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


def test_drawings_in_objects_are_pictures(build: Build, write_book: Write) -> None:
    """Graphviz writes an `object`: the picture and its words stay; the source of a graph is no text alternative."""
    draw = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><a href="https://example.org/"><path/></a></svg>'
    text = (
        '<div><object data="a.svg" type="image/svg+xml"><p>One leads to two</p></object>\n'
        '<object data="b.svg"><p>digraph x { a -> b }</p></object></div>\n'
    )
    files = {
        "index.md": INDEX, "chapter.md": "# Chapter\n\n" + text, "a.svg": draw, "b.svg": draw.replace("9", "8"),
    }  # fmt: skip
    built = build(write_book(files), "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert book.values(PAGE, "//h:img/@src") == ["../images/a.svg", "../images/b.svg"]
    assert book.values(PAGE, "//h:img/@alt") == ["One leads to two", ""]
    assert (
        built.warnings.count("WARNING") == built.warnings.count("image “b.svg” has no text alternative") == 1
    )


def test_diagrams_that_a_script_draws(build: Build, write_book: Write) -> None:
    """Their source stays, with its lines, and a warning says how to have them drawn."""
    text = '<div class="mermaid">\n    graph LR\n      a --> b\n</div>\n'
    folder = write_book({"index.md": INDEX, "chapter.md": "# Chapter\n\n" + text})
    built = build(folder, "epub", faults=True)
    assert '<pre dir="ltr">graph LR a --&gt; b </pre>' in body(Epub(built.file("*.epub")))
    assert "chapter.md:3: WARNING: a Mermaid diagram is shown as its source" in built.warnings


def test_local_films_leave_their_words(build: Build, write_book: Write) -> None:
    """Of a film in the folder the picture that it starts with and what it says of itself stay."""
    text = '<p><video src="f.mp4" poster="p.svg" title="A film"></video></p>\n\n<p><video src="f.mp4">No film</video></p>\n'
    draw = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    folder = write_book({"index.md": INDEX, "chapter.md": "# Chapter\n\n" + text, "p.svg": draw}, MYST)
    found = body(Epub(build(folder, "epub", faults=True).file("*.epub")))
    assert 'src="../images/p.svg" alt="A film"' in found
    assert "No film" in found


def test_links_around_pictures_have_a_name(build: Build, write_book: Write) -> None:
    """A link around a picture that nobody described is called by its address; one around nothing goes."""
    text = '<p>a <a href="https://example.org/x"><img src="p.svg"></a> <a href="https://example.org/y"></a> b</p>\n'
    draw = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    folder = write_book({"index.md": INDEX, "chapter.md": "# Chapter\n\n" + text, "p.svg": draw})
    book = Epub(build(folder, "epub", faults=True).file("*.epub"))
    assert book.values(PAGE, "//h:a/@aria-label") == ["example.org/x"]
    assert book.values(PAGE, "//h:a/@href") == ["https://example.org/x"]


def test_loose_words_become_paragraphs(build: Build, write_book: Write) -> None:
    """Words and links between the blocks of a section, such as two videos, do not run together."""
    text = "<section><h2 id='x'>H</h2>one <b>two</b><div>block</div><a href='https://example.org/'>link</a> three<span id='y'></span></section>\n"
    found = (
        body(chapter(build, write_book, text))
        .replace("> <", "><")
        .replace(" </", "</")
        .replace("<p> ", "<p>")
    )
    assert (
        '<p>one <b>two</b></p><div>block</div><p><a href="https://example.org/">link</a> three<span id="y"/></p>'
        in found
    )


def test_sections_without_a_heading_are_boxes(build: Build, write_book: Write) -> None:
    """The body of a theorem is no section of the book."""
    text = '<div class="admonition"><p class="admonition-title">Theorem</p><section id="c"><p>in</p></section></div>\n'
    assert '<div id="c"><p>in</p></div>' in body(chapter(build, write_book, text))


def test_long_words_in_tables(build: Build, write_book: Write) -> None:
    """A cell with a word that is wider than a phone lets it break."""
    book = chapter(
        build, write_book, "| a | b |\n|---|---|\n| short words here | a_very_long_name_of_something |\n"
    )
    assert book.values(PAGE, "//h:td[@class='long']") == ["a_very_long_name_of_something"]


def test_words_of_wide_tables(build: Build, write_book: Write) -> None:
    """Words of a table of four columns and more are whole where all have room side by side on a telephone, else they part."""
    head = "| Stage | Time | Aim | Your test |\n|---|---|---|---|\n"
    few = f"{head}| 1 | daily | walk without pain | {'ask yourself ' * 9}|\n\n"
    names = " | ".join(f"Wochentage{n}" for n in range(6))
    many = f"| {names} |\n{'|---' * 6}|\n| a | b | c | d | e | f |\n"
    book = chapter(build, write_book, few + many)
    assert book.values(PAGE, "(//h:table)[1]//*[@class='parted']") == []
    assert book.values(PAGE, "//h:table//h:th[@class='parted']") == names.split(" | ")


def test_quiet_repairs(build: Build, write_book: Write) -> None:
    """Scoped styles of pandas, icons that a font fills, and classifiers, whose colon a style sheet adds on the web."""
    text = (
        "<div><style scoped>td { color: red }</style><p><i class='fa'></i>one<span> </span>two</p></div>\n\n"
        "```{eval-rst}\nname : kind\n   Meaning.\n```\n"
    )
    found = body(chapter(build, write_book, text))
    assert "<p>one two</p>" in found
    assert "<dt>name : kind</dt>" in found

"""What the documentation of real projects holds: badges, pages deep in the contents, signatures and the like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Build
from epub_book import Epub
from test_epub_package import PNG

Write = Callable[..., Path]
INDEX = "A book\n======\n\n.. toctree::\n\n   chapter\n"
PAGE = "text/chapter.xhtml"


def rest(build: Build, write_book: Write, text: str, conf: str = "") -> Epub:
    """A book of one chapter in reStructuredText; its warnings do not matter."""
    folder = write_book({"index.rst": INDEX, "chapter.rst": "Chapter\n=======\n\n" + text}, conf)
    return Epub(build(folder, "epub", faults=True).file("*.epub"))


def test_a_page_below_a_chapter_states_no_kind(build: Build, write_book: Write) -> None:
    """Pages that are neither part nor chapter have no epub:type, not an empty one."""
    below = "{}\n=====\n\nWords.\n\n.. toctree::\n\n   {}\n"
    pages = {"chapter.rst": below.format("One", "two"), "two.rst": below.format("Two", "three")}
    folder = write_book({"index.rst": INDEX, **pages, "three.rst": "Three\n=====\n\nWords.\n"})
    book = Epub(build(folder, "epub").file("*.epub"))
    assert book.values("text/two.xhtml", "//@epub:type") == ["chapter"]
    assert book.values("text/three.xhtml", "//@epub:type") == []


def test_a_badge_stays_one_link(build: Build, write_book: Write) -> None:
    """A remote picture that is a link already is shown by its words, inside that link."""
    text = ".. image:: https://e.org/badge.svg\n   :alt: build state\n   :target: https://e.org/builds\n"
    book = rest(build, write_book, text)
    assert book.values(PAGE, "//h:a/@href") == ["https://e.org/builds"]
    assert book.values(PAGE, "//h:a") == ["build state"]


def test_extensions_may_copy_after_the_build(build: Build, write_book: Write) -> None:
    """An extension that puts a file into `_static` at the end does not break the build, nor get it into the book."""
    conf = """
def copy(app, _fault):
    (app.outdir / "_static" / "late.css").write_text("p { color: red }")

def setup(app):
    app.connect("build-finished", copy)
"""
    book = rest(build, write_book, "Words.\n", conf)
    assert not any("late" in name for name in book.files)


def test_broken_markup_is_reported_once(build: Build, write_book: Write) -> None:
    """What docutils could not read keeps its words; no second warning about a link that nobody wrote."""
    folder = write_book({"index.rst": INDEX, "chapter.rst": "Chapter\n=======\n\nTakes *args and words.\n"})
    built = build(folder, "epub", faults=True)
    assert Epub(built.file("*.epub")).values(PAGE, "//h:p") == ["Takes *args and words."]
    assert "Inline emphasis" in built.warnings
    assert "link to" not in built.warnings


def test_pages_that_only_the_web_has(build: Build, write_book: Write) -> None:
    """The usual list of indices and search on a first page costs no warning where the book has none of them."""
    text = "Chapter\n=======\n\n* :ref:`genindex`\n* :ref:`modindex`\n* :ref:`search`\n"
    book = Epub(build(write_book({"index.rst": INDEX, "chapter.rst": text}), "epub").file("*.epub"))
    assert book.values(PAGE, "//h:li") == ["Index", "Module Index", "Search Page"]
    assert not book.find(PAGE, "//h:a")


def test_scripts_of_extensions_go_silently(build: Build, write_book: Write) -> None:
    """A script that an extension adds to every page is no fault of the author's; one of the author's is reported."""
    conf = """
from docutils import nodes

def add(app, tree, docname):
    tree.append(nodes.raw("", "<script>made()</script><button onclick='made()'>Run</button>", format="html"))

def setup(app):
    app.connect("doctree-resolved", add)
"""
    text = "Chapter\n=======\n\n.. raw:: html\n\n   <script>own()</script>\n"
    built = build(write_book({"index.rst": INDEX, "chapter.rst": text}, conf), "epub", faults=True)
    page = Epub(built.file("*.epub")).files[PAGE].decode()
    assert "made()" not in page
    assert "own()" not in page
    assert built.warnings.count("WARNING") == 1
    assert built.warnings.startswith("chapter.rst:4: WARNING: <script>")


def test_one_extension_does_not_hide_the_others(build: Build, write_book: Write) -> None:
    """A node that one extension writes for `epub` too leaves those alone that others write for `html` only."""
    conf = """
from docutils import nodes

class one(nodes.General, nodes.Element): pass
class two(nodes.General, nodes.Element): pass

def say(words):
    return lambda self, node: self.body.append(f"<p>{words}</p>"), lambda self, node: None

def add(app, tree, docname):
    if docname == "chapter":
        tree[0] += [one(), two()]

def setup(app):
    app.add_node(one, html=say("one"), epub=say("one in the book"))
    app.add_node(two, html=say("two"))
    app.connect("doctree-resolved", add)
"""
    book = rest(build, write_book, "Words.\n", conf)
    assert book.values(PAGE, "//h:p") == [
        "Words.",
        "one",
        "two",
    ]  # what is written for `epub` is often a mere warning


def test_pictures_that_notebooks_draw(build: Build, write_book: Write, tmp_path: Path) -> None:
    """Extensions for notebooks and plots draw into a folder beside the editions; that is part of the book."""
    text = "Chapter\n=======\n\n"
    for name in ("jupyter_execute", "plot_directive"):
        drawn = tmp_path / name / f"{name}.png"
        drawn.parent.mkdir()
        drawn.write_bytes(PNG)
        text += f".. image:: ../{name}/{drawn.name}\n   :alt: {name}\n\n"
    book = Epub(build(write_book({"index.rst": INDEX, "chapter.rst": text}), "epub").file("*.epub"))
    assert book.values(PAGE, "//h:img/@alt") == ["jupyter_execute", "plot_directive"]


def test_a_section_keeps_its_id(build: Build, write_book: Write) -> None:
    """Raw HTML that has the id of a later section gives way: the contents lead to the section."""
    text = '.. raw:: html\n\n   <div id="later"><p>Raw.</p></div>\n\nLater\n-----\n\nWords.\n'
    book = rest(build, write_book, text)
    assert book.values(PAGE, "//h:section[h:h2]/@id") == ["later"]
    assert len(book.find(PAGE, "//*[@id='later']")) == 1


def test_ids_inside_drawings(build: Build, write_book: Write) -> None:
    """Parts of a drawing get names that XML allows, each once, and what uses them follows."""
    shapes = (
        "<linearGradient id='a>b'/><rect fill='url(#a>b)' id='r'/><rect id='r'/><use href='#a>b'/><g id='1'/>"
    )
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><title>t</title>{shapes}</svg>"
    folder = write_book({
        "index.rst": INDEX,
        "drawing.svg": drawing.replace("a>b", "a&gt;b"),
        "chapter.rst": f"Chapter\n=======\n\n.. image:: drawing.svg\n   :alt: file\n\n.. raw:: html\n\n   {drawing}\n",
    })  # fmt: skip
    book = Epub(build(folder, "epub").file("*.epub"))
    for name in (PAGE, "images/drawing.svg"):
        gradient, rectangle, last = book.values(name, "//s:svg//@id")
        assert gradient.startswith("a-b-")
        assert (rectangle, last) == ("r", "i1")
        assert book.values(name, "//s:rect/@fill") == [f"url(#{gradient})"]
        assert book.values(name, "//s:use/@href") == [f"#{gradient}"]


def test_one_warning_for_a_remote_picture(build: Build, write_book: Write) -> None:
    """A remote picture that nobody described becomes a link; that is all there is to say."""
    text = "Chapter\n=======\n\n.. image:: https://e.org/far.png\n"
    built = build(write_book({"index.rst": INDEX, "chapter.rst": text}), "epub", faults=True)
    assert built.warnings.count("WARNING") == 1
    assert "chapter.rst:4: WARNING: remote picture https://e.org/far.png became a link" in built.warnings


def test_every_link_can_be_read_out(build: Build, write_book: Write) -> None:
    """A link around an undescribed picture says where it leads; an icon's label becomes words; an empty link goes."""
    raw = '<a href="https://e.org/1" aria-label="Code"><i class="fab"></i></a> <a href="https://e.org/2"></a>'
    text = f".. image:: x.png\n   :target: https://e.org/there\n\n.. raw:: html\n\n   <p>{raw}</p>\n"
    folder = write_book({"index.rst": INDEX, "x.png": PNG, "chapter.rst": "Chapter\n=======\n\n" + text})
    book = Epub(build(folder, "epub", faults=True).file("*.epub"))
    assert book.values(PAGE, "//h:a[h:img]/@aria-label") == ["e.org/there"]
    assert book.values(PAGE, "//h:a/@href") == ["https://e.org/there", "https://e.org/1"]
    assert book.values(PAGE, "//h:p/h:a") == ["Code"]


def test_several_glossaries_and_lists_of_notes(build: Build, write_book: Write) -> None:
    """Each list of notes on a page has a name of its own; a glossary beside other things is none to a reader's menu."""
    section = "{0}\n----\n\nWord [#{0}]_.\n\n.. glossary::\n\n   {0}\n     Meaning.\n\n.. [#{0}] Note.\n\n"
    book = rest(build, write_book, section.format("aaaa") + section.format("bbbb"))
    names = book.values(PAGE, "//h:section[@epub:type='footnotes']/@aria-label")
    assert names == ["Notes", "Notes (2)"]
    assert book.values(PAGE, "//h:dt[@epub:type='glossterm']") == ["aaaa", "bbbb"]
    assert not book.find(PAGE, "//*[@epub:type='glossary']")


def test_a_place_kept_for_the_index(build: Build, write_book: Write) -> None:
    """A document called `genindex` in a toctree is where the index stands, once in the spine and in the contents."""
    files = {
        "index.rst": INDEX.replace("chapter", "genindex\n   chapter"),
        "genindex.rst": "All words\n=========\n",
        "chapter.rst": "Chapter\n=======\n\n.. index:: hamster\n\nWords.\n",
    }
    book = Epub(build(write_book(files), "epub").file("*.epub"))
    assert [name for name in book.spine if name.startswith("text")][-2:] == ["text/genindex.xhtml", PAGE]
    assert "hamster" in book.page("text/genindex.xhtml")
    assert book.values("nav.xhtml", "//h:nav[@epub:type='toc']//h:a[contains(@href,'genindex')]") == [
        "All words"
    ]


def test_sizes_in_formulas(build: Build, write_book: Write) -> None:
    """The size of a fraction is said by `mstyle`: MathML 3 allows it nowhere else."""
    book = rest(build, write_book, ":math:`\\dfrac{1}{2}`, :math:`\\tfrac{1}{2}`\n")
    assert book.values(PAGE, "//m:mstyle[m:mfrac]/@displaystyle") == ["true", "false"]
    assert not book.find(PAGE, "//m:mfrac[@displaystyle or @scriptlevel]")


def test_a_formula_heads_a_column(build: Build, write_book: Write) -> None:
    """A header cell that holds only a formula stays one; Ace, which sees no text in MathML, finds some behind it."""
    rule = "==========  ==========\n"
    book = rest(build, write_book, f"{rule}:math:`p`   Two\n{rule}1           2\n{rule}")
    assert book.values(PAGE, "//h:th/@scope") == ["col", "col"]
    assert book.find(PAGE, "//h:th//m:math")
    assert book.values(PAGE, "//h:th")[0].endswith("\u200b")

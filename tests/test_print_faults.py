"""What a writer is told when something cannot be printed: file, line, what to do; and no half-made PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from pdf_text import pages
from print_tags import tags

from pamphleteer.print.modes import NOTHING, label

Write = Callable[..., Path]
BOOK = {"index.md": "# Book\n\n```{toctree}\nchapter\n```\n"}


def text_of(pdf: Path) -> str:
    """All letters of a PDF, without white space."""
    return "".join("".join(piece.text for page in pages(pdf) for piece in page).split())


def test_unknown_node_keeps_its_text_with_one_warning(
    build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two nodes of a type that nobody knows: both texts are printed, one warning is given."""
    module = """
from docutils import nodes
from docutils.parsers.rst import Directive

class strange(nodes.General, nodes.Element):
    pass

class Strange(Directive):
    has_content = True
    def run(self):
        node = strange()
        self.state.nested_parse(self.content, self.content_offset, node)
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]

def setup(app):
    app.add_directive("strange", Strange)
    return {"parallel_read_safe": True}
"""
    conf = 'extensions.append("strange_nodes")'
    chapter = "# C\n\n```{strange}\nFirst words.\n```\n\n```{strange}\nSecond words.\n```\n"
    folder = write_book({**BOOK, "chapter.md": chapter, "strange_nodes.py": module}, conf)
    monkeypatch.syspath_prepend(folder)
    built = build(folder, "pdf", faults=True)
    assert built.warnings.count("“strange”") == 1
    assert "chapter.md:3: WARNING: no print form is known for “strange”" in built.warnings
    text = text_of(built.file("*.pdf"))
    assert "Firstwords.Secondwords." in text


@pytest.mark.parametrize(
    ("chapter", "message"),
    [
        (
            "# C\n\nSee {ref}`there`.\n\n(there)=\n## T\n\n```{raw} typst\n#nonsense[x]\n```\n",
            "chapter.md:8: ERROR: unknown variable: nonsense",
        ),
        (
            "# C\n\nWords.\n\n```{raw} typst\n#nonsense[x]\n```\n",
            "chapter.md:5: ERROR: unknown variable: nonsense",
        ),
        (
            "# C\n\nWords.\n\n```{include} part.txt\n```\n",
            "part.txt:3: ERROR: unknown variable: nonsense",
        ),
    ],
    ids=["beside a link", "raw source", "included file"],
)
def test_compiler_errors_name_file_and_line(
    build: Build, write_book: Write, chapter: str, message: str
) -> None:
    """The compiler knows only generated source; the writer is sent to the chapter."""
    part = "Part.\n\n```{raw} typst\n#nonsense[x]\n```\n"
    folder = write_book({**BOOK, "chapter.md": chapter, "part.txt": part})
    built = build(folder, "pdf", faults=True)
    assert message in built.warnings
    assert "Traceback" not in built.warnings
    assert [path.name for path in built.out.iterdir() if path.name != ".typst"] == []


def test_the_last_good_pdf_stays(build: Build, write_book: Write) -> None:
    """A fault does not take away what was there."""
    folder = write_book({**BOOK, "chapter.md": "# C\n\nGood.\n"})
    before = build(folder, "pdf").file("*.pdf").read_bytes()
    (folder / "chapter.md").write_text("# C\n\nBad.\n\n```{raw} typst\n#nonsense[x]\n```\n", encoding="utf-8")
    built = build(folder, "pdf", faults=True)
    assert "ERROR" in built.warnings
    assert built.file("*.pdf").read_bytes() == before


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("![](a.svg)", "chapter.md:3: WARNING: the picture a.svg has no text alternative"),
        ("![words](bad.png)", "chapter.md:3: WARNING: the picture bad.png cannot be read"),
        ("![words](bad.svg)", "chapter.md:3: WARNING: the picture bad.svg is no SVG drawing"),
        (
            "![words](fetching.svg)",
            "chapter.md:3: WARNING: the drawing fetching.svg loses href=“https://a.b/c.png”",
        ),
        (
            ":::{figure} b.svg\nUnder it.\n:::",
            "chapter.md:3: WARNING: the picture b.svg has no text alternative",
        ),
        ("```{graphviz}\n:alt: x\ndigraph {\n```", "chapter.md:3: WARNING: the graph cannot be drawn"),
        ("<video>See</video>", "chapter.md:3: WARNING: raw HTML cannot be printed"),
    ],
)
def test_pictures_and_html_that_paper_cannot_show(
    build: Build, write_book: Write, picture: str, message: str
) -> None:
    """Each is a warning with file and line; the book is made with what can be shown."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    fetching = drawing.replace("<rect", '<image href="https://a.b/c.png"/><rect')
    pictures = {
        "a.svg": drawing,
        "bad.png": "none",
        "bad.svg": "<none",
        "b.svg": drawing,
        "fetching.svg": fetching,
    }
    conf = 'extensions.append("sphinx.ext.graphviz")\nmyst_enable_extensions = ["colon_fence"]'
    folder = write_book({**BOOK, "chapter.md": f"# C\n\n{picture}\n", **pictures}, conf)
    built = build(folder, "pdf", faults=True)
    assert message in built.warnings
    assert built.warnings.count("WARNING") == 1
    assert built.file("*.pdf")


def test_a_decorative_picture_needs_no_words(build: Build, write_book: Write) -> None:
    """The class says that the empty alternative is meant; the picture is no part of the text."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    conf = 'myst_enable_extensions = ["attrs_inline"]'
    chapter = "# C\n\n![](a.svg){.decorative}\n\n<!-- a comment -->\n\nA line<br>break.\n"
    built = build(write_book({**BOOK, "chapter.md": chapter, "a.svg": drawing}, conf), "pdf")
    kinds = [tag.kind for tag in tags(built.file("*.pdf"))]
    assert "P" in kinds
    assert "Figure" not in kinds


INDEXED = "# C\n\n```{index} words\n```\n\n- one\n- two\n\nSee {ref}`there <list>`.\n\n(list)=\n1. three\n"


def test_any_block_can_be_led_to(build: Build, write_book: Write) -> None:
    """An index entry before a list, and a target before another, have their pages."""
    text = text_of(build(write_book({**BOOK, "chapter.md": INDEXED}), "pdf").file("*.pdf"))
    assert "words,1" in text
    assert "there(onpage1)" in text


def test_a_place_that_is_not_printed_is_an_error(
    build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should a writer forget a place, no wrong page number is printed: the book is refused."""
    monkeypatch.setattr("pamphleteer.print.page.Page.missing_anchor", lambda *_: NOTHING)
    built = build(write_book({**BOOK, "chapter.md": INDEXED}), "pdf", faults=True)
    assert "a link leads to" in built.warnings
    assert not list(built.out.glob("*.pdf"))


def test_a_page_number_that_never_settles_is_told(build: Build, write_book: Write) -> None:
    """A page break that depends on the number it changes: the writer is told which place it is."""
    name = label(("chapter", "there")).source
    broken = f'```{{raw}} typst\n#if place-of({name}).last() == "1" [#pagebreak()]\n```'
    chapter = f"# C\n\nSee {{ref}}`there <there>`.\n\n{broken}\n\n(there)=\n## There\n\nWords.\n"
    built = build(write_book({**BOOK, "chapter.md": chapter}), "pdf", faults=True)
    assert "the page number of “chapter-there” may be wrong" in built.warnings
    assert built.file("*.pdf").is_file()


def test_a_fault_in_the_template_is_traced_to_the_chapter(
    build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Typst knows only a line of the template, the block that was being laid out is found."""
    monkeypatch.setattr("pamphleteer.print.diagnostics.origins", lambda *_: [])
    index = "# Book\n\n```{toctree}\none\ntwo\nthree\n```\n"
    text = "# {}\n\nWords, see {{ref}}`there <there>`.\n\n- item\n\n## Section\n\nMore.\n"
    broken = '\n> Quoted.\n\n```{raw} typst\n#picture("/none.svg")\n```\n\n(there)=\n## Last\n\nWords.\n'
    chapters = {f"{name}.md": text.format(name) for name in ("one", "two", "three")}
    chapters["two.md"] = f"---\nlang: fr\n---\n{chapters['two.md']}{broken}"
    built = build(write_book({"index.md": index, **chapters}), "pdf", faults=True)
    assert "two.md:16: ERROR: file not found" in built.warnings
    assert built.warnings.count("ERROR") == 1
    sources = sorted((built.out / ".typst" / "chapters").glob("*.typ"))
    assert len(sources) == 3
    assert all("Words" in path.read_text("utf-8") for path in sources)


ODD = """# Odd

[a]() [b](<>) <http://a> [c](http://) [d](http://a.b/"x"\\x)

```{image} a.svg
:alt: x
:width: 0
```

```{image} a.svg
:alt: x
:width: 0%
:height: 0px
```

```{image} a.svg
:alt: x
:scale: 0
```

```{image} a.svg
:alt: x
:height: 0.00001px
```

![z](zero.svg) ![n](none.svg) ![h](huge.svg) ![t](thin.svg)

0. zero

999999999. large

```{list-table}
* -
```

```{code-block} python
:emphasize-lines: 1,99
:lineno-start: 5

x
```

```
```

$x$ $\\text{}$ ${}$ $\\frac{}{}$ $_1$ $\\left( x \\right.$ $"$ $\\text{"#[x]}$ $\\begin{cases}\\end{cases}$ $\\hat{}$ $\\not=$

$$
\\begin{matrix} a & b \\\\ c \\end{matrix} \\begin{array}{c|c} 1 & 2 \\\\ 3 \\end{array}
$$ (lab)

[^1] [^2]

[^1]: A note

    | a | b |
    |---|---|
    | c | d |

[^2]: ![x](a.svg)

- [ ]
-

***

## `code "#[`

## Last "#[x] \\ *
"""
ODD_RST = """Odd
===

99999999999999999999. large

(z) letter

.. csv-table::

   a,b
   c

.. hlist::

   * a

.. productionlist:: g
   a: `b` "#["

.. parsed-literal::

   *x* "#[

.. glossary::

   a
   b
     c

| a
|   b
|

-a  option
--long=X  y

.. contents::

.. py:function:: f(a, b=[1, "#["], *, c) -> None

.. describe:: "x#["

.. image:: a.svg
   :width: 3 em
   :alt: "#[
"""


def test_odd_constructs_are_printed(build: Build, write_book: Write) -> None:
    """Nothing that a parser lets through keeps a book back."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="9" height="9"/></svg>'
    drawings = {
        "a.svg": svg.format('width="9" height="9"'),
        "zero.svg": svg.format('width="0" height="0"'),
        "none.svg": svg.format(""),
        "huge.svg": svg.format('width="1e9" height="1"'),
        "thin.svg": svg.format('viewBox="0 0 100000 1"'),
    }
    conf = 'myst_enable_extensions = ["dollarmath", "tasklist"]'
    index = "# Book\n\n```{toctree}\nodd\nrst\n```\n"
    built = build(
        write_book({"index.md": index, "odd.md": ODD, "rst.rst": ODD_RST, **drawings}, conf),
        "pdf",
        faults=True,
    )
    assert built.file("*.pdf").is_file()
    assert "[pdf.typst]" not in built.warnings
    assert "rst.rst:4: WARNING: no page has room for the number of “start”" in built.warnings
    assert "#[x]" in text_of(built.file("*.pdf"))

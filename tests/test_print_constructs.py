"""What real books hold and print once stumbled over: long listings and names, emoji, odd targets, pictures that are not what they say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import Build
from pdf_text import pages
from PIL import Image
from print_tags import tags
from tools import need, run

Write = Callable[..., Path]
INDEX = "# Book\n\n```{toctree}\nchapter\n```\n"
A5 = 419.5
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


@pytest.fixture
def chapter(build: Build, write_book: Write) -> Callable[..., Path]:
    """The PDF of a book with one chapter."""

    def made(text: str, conf: str = "", **files: str | bytes) -> Path:
        more = {name.replace("_", "."): data for name, data in files.items()}
        folder = write_book({"index.md": INDEX, "chapter.md": f"# C\n\n{text}\n", **more}, conf)
        return build(folder, "pdf").file("*.pdf")

    return made


def text_of(pdf: Path) -> str:
    """All letters of a PDF, without white space."""
    return "".join("".join(piece.text for page in pages(pdf) for piece in page).split())


def links(pdf: Path) -> int:
    """How many links of the chapter lead to a place of the book."""
    with pikepdf.open(pdf) as file:
        return sum("/Dest" in note for page in file.pages[4:] for note in page.get("/Annots", []))


NAME = "package.module.ClassName.method_name(argument_of_some_length)"


@pytest.mark.parametrize(
    "text",
    [
        f"```python\n{NAME}.{NAME}\n```",
        f"`{NAME}.{NAME}`",
        f"A word, {NAME}.{NAME}, in a line.",
        f"```\n{'=' * 150}\n```",
    ],
)
def test_long_names_stay_on_the_page(chapter: Callable[..., Path], text: str) -> None:
    """They break after a mark or a dozen letters; what is copied holds no sign that was not written."""
    pdf = chapter(text)
    read = text_of(pdf)
    assert ("=" * 150 if "===" in text else NAME) in read
    assert "\u200b" not in read
    ends = [
        piece.x + 0.6 * piece.size * len(piece.text.rstrip())
        for page in pages(pdf)
        for piece in page
        if "_" in piece.text
    ]
    assert max(ends, default=0) < A5


@pytest.mark.parametrize(
    "run", [r"\x01" * 40, "|<>)" * 40, "@(%$;" * 30, "{}" * 80, "ΑΒ·" * 50, "a|b@c%" * 30]
)
def test_long_runs_of_signs_stay_on_the_page(chapter: Callable[..., Path], run: str) -> None:
    """They break after a dozen of whatever it is; words off the paper would be a warning, and fail the build."""
    pdf = chapter(f"```python\nx = b'{run}'\n```\n\n```\n{run}\n```\n\nIn a line: `{run}`.\n")
    assert text_of(pdf).count(run) == 3


def test_a_listing_of_a_thousand_lines(chapter: Callable[..., Path]) -> None:
    """Typst refuses paragraphs of so many parts: it is set in pieces, and every line is there once."""
    lines = [f"line_{number:04d} = {'abcdefghij' * 4}" for number in range(1000)]
    read = text_of(chapter("```python\n" + "\n".join(lines) + "\n```"))
    assert [read.count(f"line_{number:04d}=") for number in range(1000)] == [1] * 1000


def test_a_listing_of_names_that_break_in_many_places(chapter: Callable[..., Path]) -> None:
    """Sixty keys of a dozen parts each, and lines of thousands of parts in one colour and in many: all is printed."""
    key = "conformance.v0/section_of/instruction_on/current_activity/action_archetype"
    keys = "\n".join(f'"{key}/{number:02d}": "{key}",' for number in range(60))
    items = ",".join(f"f({number})" for number in range(600))
    path = "".join(f"/{number:04d}" for number in range(1, 1001))
    read = text_of(
        chapter(f"```json\n{{\n{keys}\n}}\n```\n\n```\n{path}\n```\n\n```python\nx = [{items}]\n```")
    )
    assert [f'"{key}/{number:02d}":"{key}",' in read for number in range(60)] == [True] * 60
    assert [f"{number:04d}/" in read for number in range(1, 1000)] == [True] * 999
    assert [f"f({number})," in read for number in range(599)].count(False) < 9  # a page may end after “(”


def test_marked_lines_and_numbers_go_on_in_a_long_listing(chapter: Callable[..., Path]) -> None:
    """The numbers of lines do not begin anew where a piece ends."""
    lines = "\n".join(f"value {number}" for number in range(1, 451))
    read = text_of(chapter(f"```{{code-block}} text\n:linenos:\n\n{lines}\n```"))
    assert "400value400401value401" in read


@pytest.mark.parametrize("sign", ["😀", "✅", "❤️", "🍰", "𝐚", "☐"])
def test_emoji_and_signs_are_printed(chapter: Callable[..., Path], sign: str) -> None:
    """In text and in code, and they can be copied."""
    need("pdftotext")
    pdf = chapter(f"A sign {sign} here.\n\n```\ncode {sign}\n```")
    assert run(["pdftotext", pdf, "-"]).stdout.count(sign[0]) == 2


def test_odd_targets(chapter: Callable[..., Path]) -> None:
    """An item of a list of terms, a quotation that links to itself, a note that is named: each can be led to."""
    text = """See {ref}`the term <term>`, {ref}`the quotation <words>` and the note [^n].

```{eval-rst}
.. _term:

one
   A term.

.. _words:

   Words that name :ref:`themselves <words>`.

See label_ and [#label]_.

.. [#label] A note with a name.
```

[^n]: A note.
"""
    assert links(chapter(text)) >= 4


def test_headings_in_raw_typst(chapter: Callable[..., Path]) -> None:
    """They stand in the contents like others."""
    pdf = chapter("```{raw} typst\n== Of its own\n```\n\nWords.")
    assert text_of(pdf).count("Ofitsown") == 2


def test_an_empty_list_of_fields_is_nothing(chapter: Callable[..., Path]) -> None:
    """Autodoc writes lists of parameters without an entry."""
    conf = """
from docutils import nodes
def empty(app, tree, name):
    if name == "chapter":
        tree[0] += nodes.field_list()
        tree[0] += nodes.definition_list()
def setup(app):
    app.connect("doctree-resolved", empty)
"""
    assert "Words." in text_of(chapter("Words.", conf))


def test_a_figure_without_words_of_its_own_has_those_of_its_caption(build: Build, write_book: Write) -> None:
    """The writer is warned; a screen reader says the caption instead of nothing."""
    text = "# C\n\n:::{figure} a.svg\nA calf, stretched.\n:::\n"
    conf = 'myst_enable_extensions = ["colon_fence"]'
    folder = write_book({"index.md": INDEX, "chapter.md": text, "a.svg": DRAWING}, conf)
    found = tags(build(folder, "pdf", faults=True).file("*.pdf"))
    assert [tag.alt for tag in found if tag.kind == "Figure"] == ["A calf, stretched."]


def test_pictures_are_what_their_bytes_say(chapter: Callable[..., Path]) -> None:
    """A JPEG that is called .png, and a drawing that is called .png."""
    jpeg = io.BytesIO()
    Image.new("RGB", (30, 20), (200, 0, 0)).save(jpeg, "JPEG")
    pdf = chapter("![a red field](one.png)\n\n![a square](two.png)", one_png=jpeg.getvalue(), two_png=DRAWING)
    assert [tag.alt for tag in tags(pdf) if tag.kind == "Figure"] == ["a red field", "a square"]


def test_a_diagram_that_nobody_can_draw_is_its_source(build: Build, write_book: Write) -> None:
    """As of Mermaid, which a script draws in the browser: nothing of it is lost, and the writer is told."""
    conf = """
from docutils import nodes
class sketch(nodes.General, nodes.Element):
    pass
def put(app, tree, name):
    if name == "chapter":
        tree[0] += sketch(code="graph TD; cramp --> rest")
def setup(app):
    app.connect("doctree-resolved", put)
"""
    built = build(write_book({"index.md": INDEX, "chapter.md": "# C\n\nWords.\n"}, conf), "pdf", faults=True)
    assert "no print form is known for “sketch”: its source is printed" in built.warnings
    assert "graphTD;cramp-->rest" in text_of(built.file("*.pdf"))


def test_a_figure_without_caption_is_a_picture(chapter: Callable[..., Path]) -> None:
    """It has the words of its picture, or is decorative; nothing is made up for it."""
    conf = 'myst_enable_extensions = ["colon_fence"]'
    text = ":::{figure} a.svg\n:alt: a square\n:::\n\n:::{figure} a.svg\n:figclass: decorative\n:class: decorative\n:::"
    found = tags(chapter(text, conf, a_svg=DRAWING))
    assert [tag.alt for tag in found if tag.kind == "Figure"] == ["a square"]


def test_graphs_are_drawn(chapter: Callable[..., Path]) -> None:
    """Graphviz draws them; their words are those of the drawing, in our own face."""
    need("dot", "pdftotext")
    text = "```{graphviz}\n:alt: cramp leads to rest\ndigraph { cramp -> rest }\n```"
    pdf = chapter(text, 'extensions.append("sphinx.ext.graphviz")')
    assert [tag.alt for tag in tags(pdf) if tag.kind == "Figure"] == ["cramp leads to rest"]
    assert re.search("cramp.*rest", run(["pdftotext", pdf, "-"]).stdout, re.DOTALL)


def test_a_long_table_repeats_its_head(chapter: Callable[..., Path]) -> None:
    """On each page that it reaches; no row is parted."""
    rows = "\n".join(f"| row {number} | {'words and ' * 12} end {number} |" for number in range(40))
    pdf = chapter(f"| Day | What to do |\n|---|---|\n{rows}")
    shown = ["".join(piece.text for piece in page) for page in pages(pdf)]
    reached = [text for text in shown if re.search(r"row \d+", text)]
    assert len(reached) > 2
    assert all("DayWhat to do" in text.replace("  ", " ") for text in reached)
    for number in range(40):
        assert any(f"row {number}" in text and f"end {number}" in text for text in reached)


def test_figures_of_several_pictures_have_space_around_them(chapter: Callable[..., Path]) -> None:
    """As much as those of one: before the picture and after the caption."""
    one = "```{figure} a.svg\n:alt: A\n:width: 3cm\n\nThe caption.\n```\n"
    two = one.replace("The caption.", "The caption ![A](a.svg).")
    gaps = []
    for figure in (one, two):
        (page,) = [
            page
            for page in pages(chapter(f"First line.\n\n{figure}\nLast line.", a_svg=DRAWING))
            if any("First" in piece.text for piece in page)
        ]
        first, caption, last = (
            next(piece.y for piece in page if word in piece.text) for word in ("First", "caption", "Last")
        )
        gaps.append((round(first - caption), round(caption - last)))
    assert gaps[1][0] >= gaps[0][0] - 1
    assert gaps[1][1] >= gaps[0][1] - 1


STEPS = "".join(f"{n}. Step {n} of it.\n" for n in range(1, 7))
SHOWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150"><rect width="300" height="150"/></svg>'
)


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
def test_steps_stay_with_the_picture_that_shows_them(build: Build, write_book: Write, builder: str) -> None:
    """Heading, numbered steps and picture are on one page wherever they begin; what takes most of a page is parted."""
    figure = "```{{figure}} a.svg\n:alt: A\n\nPicture {}.\n```\n"
    parts = [
        f"## Part {n}\n\n### Exercise {n}\n\n{STEPS}\nThe dose {n}.\n\n{figure.format(n)}\n"
        f"## Other {n}\n\n{'Words. ' * 30 * n}\n\n"
        for n in range(1, 8)
    ]
    long = "## Long\n\n" + STEPS.replace("of it", "of it, in many words" * 16) + "\n" + figure.format("long")
    files = {"index.md": INDEX, "chapter.md": f"# C\n\n{''.join(parts)}{long}", "a.svg": SHOWN}
    pdf = build(write_book(files), builder).file("*.pdf")
    text = ["".join(piece.text for piece in page) for page in pages(pdf)]
    for n in range(1, 8):
        at = [page for page in text if f"The dose {n}." in page]
        wanted = (f"Part {n}", f"Exercise {n}", "Step 1 of", "Step 6 of", f"Picture {n}.")
        assert [name for name in wanted if name not in at[0]] == []
    (last,) = [page for page in text if "Picture long" in page]
    assert "Step 1 of" not in last


def test_pictures_with_odd_names(build: Build, write_book: Write) -> None:
    """Backslashes, quotes and names as long as a disk can hold are no matter for print."""
    names = ["a\\b.png", "c'd{}.png", f"{'ö' * 125}.png"]
    lines = "".join(f".. image:: {name.replace(chr(92), chr(92) * 2)}\n   :alt: x\n\n" for name in names)
    files: dict[str, str | bytes] = {"index.rst": f"B\n=\n\n{lines}The end.\n"}
    for number, name in enumerate(names, 40):
        stream = io.BytesIO()
        Image.new("RGB", (number, 40), "red").save(stream, "PNG")
        files[name] = stream.getvalue()
    path = build(write_book(files), "pdf").file("*.pdf")
    with pikepdf.open(path) as pdf:
        shown = {int(found.Width) for page in pdf.pages for found in page.images.values()}
    assert shown == {40, 41, 42}

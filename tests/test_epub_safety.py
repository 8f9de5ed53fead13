"""What runs, fetches or leaves the source folder never reaches the package; each drop has its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from test_drawing import FETCHES
from test_epub_package import PNG

Write = Callable[..., Path]
INDEX = "# A book\n\n```{toctree}\nchapter\n```\n"
ACTIVE = {
    "<script>alert(1)</script>": "<script> does not work",
    "<p onclick='x()'>p</p>": "“onclick” on <p>",
    "<p><a href='javascript:x()'>p</a></p>": "address “javascript:x()”",
    "<p><a href='&#106;ava&#x0A;script:x()'>p</a></p>": "script:x()” does not work",
    "<p><a href='data:text/html,<b>x</b>'>p</a></p>": "address “data:text/html",
    "<style>p { color: red }</style>": "<style> does not work",
    "<svg><title>t</title><script>x()</script></svg>": "<script>",
    "<svg onload='x()'><title>t</title></svg>": "“onload” on <svg>",
    "<svg><title>t</title><image href='https://e.org/x.png'/></svg>": "a drawing shows a remote picture",
    "<svg><title>t</title><rect fill='url(https://e.org/x)'/></svg>": "“fill” of <rect> fetches",
    "<svg><title>t</title><foreignObject><p>x</p></foreignObject></svg>": "<foreignObject>",
    "<iframe src='https://e.org/f'></iframe>": "<iframe> became a link",
    "<video src='https://e.org/v.mp4'></video>": "<video> became a link",
    "<audio><source src='https://e.org/a.mp3'></audio>": "<audio> became a link",
    "<object data='https://e.org/o'></object>": "<object> became a link",
    "<img src='https://e.org/i.png' alt='far'>": "remote picture https://e.org/i.png became a link",
    "<img src='//e.org/i.png' alt='far'>": "remote picture https://e.org/i.png became a link",
    "<form action='https://e.org'><input></form>": "a form cannot be filled in",
    "<link rel=stylesheet href='https://e.org/x.css'>": "<link> does not work",
    "<base href='https://e.org/'>": "<base> does not work",
    "<embed src='local.swf'>": "<embed> with “local.swf”",
}  # fmt: skip


@pytest.mark.parametrize("html", ACTIVE)
def test_active_content(html: str, build: Build, write_book: Write) -> None:
    """Nothing of it is left, and the warning names its line."""
    folder = write_book({"index.md": INDEX, "chapter.md": f"# Chapter\n\nWords.\n\n<div>\n{html}\n</div>\n"})
    built = build(folder, "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert built.warnings.startswith("chapter.md:5: WARNING: ")
    assert ACTIVE[html].lower() in built.warnings.lower()
    page = book.files["text/chapter.xhtml"].decode().lower()
    for trace in (
        "x()",
        "alert",
        "javascript:",
        "<style",
        "<iframe",
        "<video",
        "<audio",
        "<object",
        "<form",
        "<embed",
        "<base",
        " on",
    ):
        assert trace not in page.partition("<body")[2].replace("remote", ""), trace
    remote = book.values("text/chapter.xhtml", "//@src|//h:link/@href|//s:*/@href")
    assert not [address for address in remote if ":" in address or address.startswith("//")]


def test_remote_picture_of_markdown(build: Build, write_book: Write) -> None:
    """Sphinx would fetch it; here it is a link with its alternative as words."""
    folder = write_book(
        {"index.md": INDEX, "chapter.md": "# Chapter\n\n![a far thing](https://e.org/i.png)\n"}
    )
    built = build(folder, "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:a[@href='https://e.org/i.png']") == ["a far thing"]
    assert "chapter.md:3: WARNING: remote picture" in built.warnings


@pytest.mark.parametrize("figure", ["![secret](../secret.png)", '<img src="../secret.png" alt="secret">'])
def test_figure_outside_the_source_folder(figure: str, build: Build, write_book: Write) -> None:
    """A path that leaves the source folder is refused, in the project too."""
    folder = write_book({"index.md": INDEX, "chapter.md": f"# Chapter\n\nSee {figure}\n"})
    (folder.parent / "secret.png").write_bytes(PNG)
    (folder.parent / ".git").mkdir()
    built = build(folder, "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert "lies outside the source folder" in built.warnings
    assert "chapter.md:3" in built.warnings
    assert PNG not in book.files.values()
    assert "See secret" in book.page("text/chapter.xhtml")


def test_svg_file(build: Build) -> None:
    """A drawing loses script, handlers, remote parts, doctype and editors' names, and is UTF-8."""
    built = build("epub-demanding", "epub", faults=True, suppress_warnings=["design", "myst"])
    drawing = Epub(built.file("*.epub")).files["images/chart.svg"].decode()
    assert "Größe" in drawing
    for trace in ("script", "onload", "https://example.org", "DOCTYPE", "inkscape", "8859"):
        assert trace not in drawing, trace
    assert built.warnings.count("part/notes.md:22: WARNING:") == 3


def test_no_warning_without_cause(build: Build, write_book: Write) -> None:
    """Plain HTML and links pass without a word."""
    text = '<p>A <em>plain</em> <a href="https://example.org/a?b=c&amp;d">link</a>, <a href="mailto:a@example.org">mail</a>.</p>\n'
    folder = write_book({"index.md": INDEX, "chapter.md": f"# Chapter\n\n{text}"})
    assert not build(folder, "epub").warnings


DRAWN = [
    *(f"<svg>{part}<path d='M0 0h9'/></svg>" for part in FETCHES.values()),
    "<math><mglyph src='http://h/q'/><mi>x</mi></math>",
    "<math><mi mathbackground='url(http://h/q)'>x</mi></math>",
    "<math><mi style='background:url(http://h/q)'>x</mi></math>",
    "<math href='javascript:h/q'><mi>x</mi></math>",
    "<math><maction actiontype='statusline' xlink:href='http://h/q'><mi>x</mi></maction></math>",
    "<math><annotation-xml encoding='text/html'><script>h/q</script></annotation-xml><mi>x</mi></math>",
    "<math><semantics><mi>x</mi><annotation-xml encoding='SVG1.1'><svg><script>h/q</script></svg></annotation-xml></semantics></math>",
]


def test_drawings_and_formulas_in_raw_html(build: Build, write_book: Write) -> None:
    """The same allow-lists hold for drawings in a page and in a file, and for formulas: nothing that runs or fetches is left."""
    chapter = "# Chapter\n\n" + "".join(
        f"<div>\n{html}\n</div>\n\nPart {n}.\n\n" for n, html in enumerate(DRAWN)
    )
    built = build(write_book({"index.md": INDEX, "chapter.md": chapter}), "epub", faults=True)
    page = Epub(built.file("*.epub")).files["text/chapter.xhtml"].decode()
    assert "h/q" not in page
    assert page.count("M0 0h9") >= len(FETCHES) - 4  # a script that is never closed takes the path with it
    assert f"Part {len(DRAWN) - 1}." in page

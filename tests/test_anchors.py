"""Labels and index entries before all that leaves no element → places that links find, in every edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conftest import Build
from epub_book import Epub

Write = Callable[..., Path]
CONF = 'extensions += ["sphinx.ext.ifconfig", "sphinx.ext.todo", "sphinx.ext.graphviz"]'
SILENT = {
    "glossary": ".. glossary::\n\n   term-{n}\n      Words.", "hlist": ".. hlist::\n\n   * a\n   * b",
    "acks": ".. acks::\n\n   * Ann\n   * Ben", "out": ".. only:: nosuch\n\n   Hidden.", "in": ".. only:: not nosuch\n\n   Shown.",
    "if-out": ".. ifconfig:: False\n\n   Hidden.", "if-in": ".. ifconfig:: True\n\n   Shown.",
    "hidden": ".. toctree::\n   :hidden:\n\n   sub-{n}", "listed": ".. toctree::\n\n   sub-{n}",
    "meta": ".. meta::\n   :description: x", "highlight": ".. highlight:: python", "foreign": ".. raw:: latex\n\n   x",
    "html": ".. raw:: html\n\n   <b>x</b>", "nothing": ".. raw:: html\n\n   <!-- x -->", "columns": ".. tabularcolumns:: |l|",
    "comment": ".. a comment", "substitution": ".. |s-{n}| replace:: words", "contents": ".. contents::\n   :local:",
    "class": ".. rst-class:: foo", "module": ".. py:module:: m{n}", "todo": ".. todo:: x", "todolist": ".. todolist::",
    "rule": "----", "list": "* a\n\n* b", "table": "== ==\na  b\n== ==\n1  2\n== ==", "end": "",
}  # fmt: skip
"""What a label may stand before, by a name for it."""
IN_LIST = "* .. _in-list:\n\n  .. a comment\n\n* b\n\n  .. index:: in-item\n\n\n.. _last:\n"


def silent_book(write_book: Write) -> Path:
    """A page where a label, and an index entry, stands before each of these things, and links to all of them."""
    parts, pages = [], {}
    for name, thing in SILENT.items():
        for count, mark in enumerate((f".. _to-{name}:", f".. index:: {name}-entry")):
            parts.append(f"{mark}\n\n{thing.format(n=f'{name}{count}')}\n")
            pages[f"sub-{name}{count}.rst"] = "Sub\n===\n" if "toctree" in thing else ""
        parts.append("Words.\n")
    links = "\n".join(
        f"* :ref:`{name} <{name}>`" for name in [*(f"to-{name}" for name in SILENT), "in-list", "last"]
    )
    whole = "\n".join(["Chapter\n=======\n", *parts, "Links\n-----\n", links, "", IN_LIST])
    index = "A book\n======\n\n.. toctree::\n   :hidden:\n\n   chapter\n\n.. _home:\n"
    pages = {name: text for name, text in pages.items() if text}
    return write_book({"index.rst": index, "chapter.rst": whole + "\n:ref:`home <home>`\n", **pages}, CONF)


def test_every_place_is_found(build: Build, write_book: Write) -> None:
    """On the site, in the e-book and in print a link leads to each of them, and so does the index; nothing is warned of."""
    folder = silent_book(write_book)
    places = {f"to-{name}" for name in SILENT} | {"in-list", "last"}
    entries = len(SILENT) + 1
    site = build(folder).out
    page, index = ((site / name).read_text(encoding="utf-8") for name in ("chapter.html", "genindex.html"))
    known = set(re.findall(r'\bid="([^"]+)"', page))
    assert places <= known
    led = re.findall(r'href="chapter.html#(index-\d+)"', index)
    assert len(led) == entries
    assert set(led) <= known
    book = Epub(build(folder, "epub").file("*.epub"))
    known = set(book.values("text/chapter.xhtml", "//@id"))
    links = book.values("text/chapter.xhtml", "//h:li/h:p/h:a/@href|//h:li/h:a/@href")
    assert places <= {link[1:] for link in links} & known
    assert len(book.values("text/genindex.xhtml", "//h:a/@href[contains(.,'#index-')]")) == entries
    built = build(folder, "pdf", suppress_warnings=["pdf.raw-html"])
    assert built.file("*.pdf").stat().st_size  # a link to a place that is not printed is an error


def test_places_of_what_an_e_book_leaves_out(build: Build, write_book: Write) -> None:
    """A link to a drawing from elsewhere, a player or a form leads to what stands there in its place, or behind it."""
    html = (
        '<p>One</p>\n<video id="player" src="x.mp4"></video>\n<p>Two</p>\n<form id="form"></form>\n'
        '<table id="empty"><tr><td></td></tr></table>\n<p>Three</p>\n'
        '<p><a href="#player">a</a> <a href="#form">b</a> <a href="#empty">c</a></p>\n<canvas id="end"></canvas> <a href="#end">d</a>\n'
    )
    folder = write_book(
        {"index.md": "# A book\n\n```{toctree}\nchapter\n```\n", "chapter.md": f"# C\n\n{html}"}
    )
    book = Epub(build(folder, "epub", faults=True).file("*.epub"))
    links = book.values("text/chapter.xhtml", "//h:a/@href")
    assert links == ["#player", "#form", "#empty", "#end"]
    assert {link[1:] for link in links} <= set(book.values("text/chapter.xhtml", "//@id"))
    assert book.values("text/chapter.xhtml", "//h:p[h:span/@id='player']") == ["Two"]


def test_every_message_has_a_place(build: Build, write_book: Write) -> None:
    """Links that nobody wrote, such as those of the index, are told of at the line of what they lead to."""
    conf = (
        "from docutils import nodes\n"
        "def drop(app, tree, docname):\n"
        "    for node in list(tree.findall(nodes.target)):\n"
        "        node.parent.remove(node)\n"
        "def setup(app):\n    app.connect('doctree-resolved', drop)\n"
    )
    folder = write_book(
        {
            "index.md": "# A book\n\n```{toctree}\nchapter\n```\n",
            "chapter.md": "# C\n\nWords.\n\nMore {index}`words`.\n",
        },
        conf,
    )
    built = build(folder, "epub", faults=True)
    assert re.findall(r"^(\S+) WARNING: link to “#index-0”", built.warnings, re.MULTILINE) == [
        "chapter.md:5:"
    ]

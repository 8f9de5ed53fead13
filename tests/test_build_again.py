"""A book that is built again after an edit is the book that is built from nothing, and what did not change is left alone."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pamphleteer.__main__ import main
from pamphleteer.quiet import REPEATS, Once

Write = Callable[..., Path]
CONF = """html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["own.css"]
numfig = True
"""
PAGES = {
    "index.md": "# Start\n\nWelcome.\n\n```{toctree}\n:numbered:\none\npart/two\nthree\n```\n",
    "one.md": "(label-one)=\n# One\n\nSee [](part/two.md), {ref}`label-two` and {numref}`boat`.[^n]\n\n[^n]: A note.\n",
    "part/two.md": "(label-two)=\n# Two\n\n```{index} boats\n```\n\nWords.\n\n```{figure} ../boat.svg\n:name: boat\n:alt: A boat\n\nA boat.\n```\n",
    "three.md": "# Three\n\n```{include} shared.txt\n```\n\n{term}`Ship`\n\n```{glossary}\nShip\n  Large.\n```\n",
    "shared.txt": "Shared words.\n",
    "boat.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>',
    "ship.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0v9"/></svg>',
    "_static/own.css": "p { color: black }\n",
}


@pytest.fixture
def book(write_book: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of four pages that refer to each other, in the current folder."""
    folder = write_book(PAGES, CONF + 'exclude_patterns = ["shared.txt", "_build"]\n')
    monkeypatch.chdir(folder)
    return folder


def files(out: Path) -> dict[str, bytes]:
    """The published editions."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".work" not in path.parts and path.parent != out
    }


def replace(book: Path, name: str, old: str, new: str) -> None:
    """Edit a file."""
    text = (book / name).read_text("utf-8")
    assert old in text
    (book / name).write_text(text.replace(old, new), encoding="utf-8")


def add_chapter(book: Path) -> None:
    """One more."""
    (book / "four.md").write_text("# Four\n\n{ref}`label-two`\n")
    replace(book, "index.md", "three", "three\nfour")


def remove_chapter(book: Path) -> None:
    """One less."""
    (book / "three.md").unlink()
    replace(book, "index.md", "three\n", "")


EDITS: dict[str, Callable[[Path], object]] = {
    "words": lambda book: replace(book, "part/two.md", "Words.", "Other words."),
    "a title": lambda book: replace(book, "part/two.md", "# Two", "# Renamed"),
    "a section": lambda book: replace(book, "one.md", "\n[^n]:", "\n## More\n\n[^n]:"),
    "a figure before the others": lambda book: replace(
        book, "one.md", "See", "```{figure} ship.svg\n:alt: Another\n\nAnother.\n```\n\nSee"
    ),
    "an included file": lambda book: replace(book, "shared.txt", "Shared", "Common"),
    "a picture": lambda book: replace(book, "boat.svg", "h9", "h5"),
    "a label": lambda book: replace(book, "one.md", "(label-one)=", "(label-eins)="),
    "the order": lambda book: replace(book, "index.md", "one\npart/two\n", "part/two\none\n"),
    "a setting": lambda book: replace(book, "conf.py", '"A book"', '"Another book"'),
    "a picture less": lambda book: replace(
        book, "part/two.md", "```{figure} ../boat.svg\n:name: boat", "```{figure} ../ship.svg\n:name: boat"
    ),
    "no text on the first page": lambda book: replace(book, "index.md", "Welcome.\n\n", ""),
    "a new chapter": add_chapter,
    "a chapter less": remove_chapter,
}


def test_built_again_is_as_built_from_nothing(book: Path, tmp_path: Path) -> None:
    """After each of many edits, in one go, site and e-book are to the byte those of a first build."""
    assert main(["build", "html", "epub"]) == 0
    for number, (name, edit) in enumerate(EDITS.items()):
        edit(book)
        fresh = tmp_path / f"fresh-{number}"
        assert main(["build", "html", "epub"]) == 0
        assert main(["build", "html", "epub", "--out", str(fresh)]) == 0
        again, first = files(book / "_build"), files(fresh)
        assert [path for path in first if again.get(path) != first[path]] == [], name
        assert sorted(again) == sorted(first), name


def test_new_style_reaches_every_page(book: Path) -> None:
    """Pages name the checksum of a style sheet, so that browsers fetch the new one."""
    command = [sys.executable, "-m", "pamphleteer", "build", "html"]  # Sphinx keeps checksums while it runs
    found = []
    for colour in ("black", "navy"):
        (book / "_static/own.css").write_text(f"p {{ color: {colour} }}\n")
        subprocess.run(command, cwd=book, check=True, capture_output=True)
        pages = [path.read_text("utf-8") for path in (book / "_build/html").glob("*.html")]
        found.append({re.search(r"own\.css\?v=(\w+)", page)[1] for page in pages})  # type: ignore[index] # each names it
    assert len(found[0]) == len(found[1]) == 1
    assert found[0] != found[1]


def test_other_pages_are_left_alone(book: Path) -> None:
    """Words change in one chapter: the other published pages are the same files as before."""
    main(["build", "html"])
    site = book / "_build/html"
    before = {path.name: path.stat().st_ino for path in site.glob("*.html")}
    replace(book, "three.md", "# Three\n", "# Three\n\nMore words.\n")
    assert main(["build", "html"]) == 0
    after = {path.name: path.stat().st_ino for path in site.glob("*.html")}
    assert {name for name in after if after[name] != before[name]} == {"three.html"}
    assert "More words." in (site / "three.html").read_text("utf-8")


def test_published_site_is_no_work_file(book: Path) -> None:
    """What Sphinx writes into its work folder later cannot reach the published page."""
    for _build in range(2):
        assert main(["build", "html"]) == 0
        replace(book, "one.md", "See", "See see")
    made, published = (book / "_build" / part / "html/one.html" for part in (".work", "."))
    assert not made.samefile(published)


def test_touched_chapter_is_not_read(book: Path, tmp_path: Path) -> None:
    """Plain Sphinx with the extension: a new time and equal bytes leave the doctree as it was."""

    def again() -> tuple[int, bytes]:
        with patch_docutils(book), docutils_namespace():
            app = Sphinx(
                book, book, tmp_path / "out", tmp_path / "doctrees", "html", status=None, warning=None
            )
            app.build()
        doctree = tmp_path / "doctrees/one.doctree"
        return doctree.stat().st_mtime_ns, (tmp_path / "out/one.html").read_bytes()

    first = again()
    os.utime(book / "one.md")
    assert again() == first
    text = (book / "one.md").read_text("utf-8").replace("See", "Look at")
    (book / "one.md").write_text(text)
    os.utime(book / "one.md", (1, 1))  # an old copy put in its place
    assert b"Look at" in again()[1]


def test_a_warning_is_said_once(write_book: Write, build: Build) -> None:
    """A chapter without a title is named once, however many pages show it in their navigation."""
    pages = {f"page-{n}.md": f"# Page {n}\n" for n in range(4)} | {"bare.md": "No title.\n"}
    names = "\n".join(name.removesuffix(".md") for name in pages)
    pages["index.md"] = f"# Start\n\n```{{toctree}}\n{names}\n```\n"
    logging.getLogger(REPEATS).addFilter(Once())  # left by a build that never began
    for theme in ("sphinx_book_theme", "alabaster"):
        said = build(write_book(pages, f'html_theme = "{theme}"'), faults=True).warnings
        assert said.count("that doesn't have a title") == 1

"""The navigation that is drawn once is the theme's own, to the byte, on every page of odd books too."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BOOKS, Build

Files = dict[str, str | bytes]
THEME = 'html_theme = "sphinx_book_theme"\n'


def toctree(*entries: str, **options: str) -> str:
    """A toctree directive."""
    lines = [f":{name}: {value}".rstrip() for name, value in options.items()]
    return "\n".join(["\n```{toctree}", *lines, "", *entries, "```\n"])


PAGES: Files = {
    "index.md": "# Start\n"
    + toctree("one", "part/index", caption="The *first* & best", hidden="")
    + toctree("two", "self", "https://example.org/a?b=1&c", "Named <three>", "genindex", caption="More"),
    "one.md": "# One & only `code`\n\n## Section\n\n### Sub\n" + toctree("deep/a"),
    "two.md": "Without a title.\n",
    "three.md": "# Three\n\n# A second title\n\nText.\n" + toctree("deep/b", hidden=""),
    "part/index.md": "# Part\n" + toctree("inner/x", "../one", "self", "Other <https://example.org/#x>"),
    "part/inner/x.md": "# X $y^2$\n" + toctree("y"),
    "part/inner/y.md": "# Y\n" + toctree("z"),
    "part/inner/z.md": "---\ntocdepth: 1\n---\n# Z\n\n## Zz\n" + toctree("/deep/c"),
    "deep/a.md": "# A\n",
    "deep/b.md": "# B\n\n## Bb\n" + toctree("d"),
    "deep/c.md": "# C\n",
    "deep/d.md": "# D\n",
    "lost.md": "---\norphan: true\n---\n# Lost\n",
}


@pytest.fixture
def both(build: Build) -> Callable[..., None]:
    """Build a book with the theme's navigation and with ours, and compare every page."""

    def compare(book: Path | str, builder: str = "html", *, least: int = 3, **settings: object) -> None:
        pages = []
        for fast in (False, True):
            built = build(book, builder, faults=True, pamphleteer_fast_navigation=fast, **settings)
            pages.append({p.relative_to(built.out): p.read_bytes() for p in built.out.rglob("*.html")})
        assert len(pages[0]) >= least
        assert [name for name in pages[0] if pages[0][name] != pages[1].get(name)] == []
        assert pages[0].keys() == pages[1].keys()

    return compare


OPTIONS = {
    "as it comes": "",
    "deeper": 'html_theme_options = {"max_navbar_depth": 9, "show_navbar_depth": 2}',
    "shallow": 'html_theme_options = {"max_navbar_depth": 1, "home_page_in_toc": True}',
    "folded parts": 'html_theme_options = {"show_navbar_depth": 0}',
    "depth of the toctrees": 'html_theme_options = {"max_navbar_depth": 0}',
    "collapsed": 'html_theme_options = {"collapse_navbar": True}',
    "numbers": "numfig = True",
    "no sidebar": 'html_sidebars = {"deep/*": [], "part/**": ["sbt-sidebar-nav.html"]}',
    "other suffix": 'html_link_suffix = ".php?a&b"',
    "context": 'html_context = {"default_mode": "dark"}',
    "alabaster": 'html_theme = "alabaster"',
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("options", OPTIONS)
def test_every_page_is_the_themes(
    both: Callable[..., None], write_book: Callable[..., Path], options: str, builder: str
) -> None:
    """Captions, hidden toctrees, odd titles, links out of the book, pages in two places or in none."""
    both(write_book(PAGES, THEME + OPTIONS[options]), builder, least=14)


def test_a_theme_built_upon_the_same_parts(
    both: Callable[..., None], write_book: Callable[..., Path]
) -> None:
    """pydata-sphinx-theme draws a part of the tree for each page; that is left to it."""
    pages = PAGES | {"index.md": "# Start\n" + toctree("one", "two", "part/index", caption="All")}
    both(write_book(pages, 'html_theme = "pydata_sphinx_theme"\ntemplates_path = []'), least=14)


def made_up(dice: random.Random) -> Files:
    """A book whose toctrees are thrown together, without circles."""
    names = [f"{'abc'[n % 3]}/{n}" if dice.random() < 0.6 else str(n) for n in range(14)]
    files: Files = {}
    for number, name in enumerate(["index", *names]):
        title = dice.choice(["# Page {}\n", "# Page *{}*\n\n## More\n", "Nothing {}\n", "# P {}\n\n# Q\n"])
        text = title.format(number)
        for _toctree in range(dice.choice([0, 1, 1, 2])):
            chosen = [f"/{n}" for n in names[number:] if dice.random() < 0.3] + ["self"] * (
                dice.random() < 0.2
            )
            options = {
                key: ""
                for key in ("hidden", "titlesonly", "includehidden", "numbered")
                if dice.random() < 0.2
            }
            options |= {"caption": f"Part {number}"} if dice.random() < 0.4 else {}
            options |= {"maxdepth": str(dice.randrange(4))} if dice.random() < 0.4 else {}
            text += toctree(*chosen, **options)
        files[f"{name}.md"] = text
    return files


@pytest.mark.parametrize("seed", range(12))
def test_made_up_books(both: Callable[..., None], write_book: Callable[..., Path], seed: int) -> None:
    """Toctrees of all kinds in each other; the depth and the folding of the sidebar are made up too."""
    dice = random.Random(seed)  # noqa: S311 - made-up books, no secret
    depths = {"max_navbar_depth": dice.randrange(6), "show_navbar_depth": dice.randrange(4)}
    both(write_book(made_up(dice), f"{THEME}html_theme_options = {depths}"), dice.choice(["html", "dirhtml"]))


@pytest.mark.parametrize("name", sorted(path.name for path in BOOKS.iterdir() if (path / "conf.py").exists()))
def test_books_of_other_tests(both: Callable[..., None], name: str) -> None:
    """The sample books of all other tests, as sites."""
    both(name, html_theme="sphinx_book_theme", html_theme_options={}, least=2)


def test_several_processes(write_book: Callable[..., Path], tmp_path: Path) -> None:
    """`-j 3` writes the same pages as one process does."""
    book = write_book(PAGES, THEME)
    for number in ("1", "3"):
        command = [sys.executable, "-m", "sphinx", "-Q", "-j", number, "-d", tmp_path / "d", "-E", "-a"]
        subprocess.run([*command, book, tmp_path / number], check=True)
    pages = {path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*.html")}
    assert len(pages) > 12
    assert [p for p in pages if (tmp_path / "1" / p).read_bytes() != (tmp_path / "3" / p).read_bytes()] == []

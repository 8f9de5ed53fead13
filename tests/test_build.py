"""`pamphleteer build`: what can be published is, what stands stays until something better is ready, each fault is named once."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pamphleteer.__main__ import main

PAGES = {
    "index.md": "# Start\n\nWelcome.\n\n```{toctree}\nchapter\n```\n",
    "chapter.md": "# One\n\nThe first chapter.\n",
}
Write = Callable[..., Path]


@pytest.fixture
def book(write_book: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two pages, in the current folder."""
    folder = write_book(PAGES)
    monkeypatch.chdir(folder)
    return folder


def page(book: Path, name: str = "chapter") -> str:
    """A page of the published site."""
    return (book / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")


def test_build_publishes_the_site(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The site stands in _build/html, and the command says so."""
    assert main(["build", "html"]) == 0
    assert "The first chapter." in page(book)
    assert "_build/html/index.html" in capsys.readouterr().out


def test_second_build_does_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing changed, or only a time stamp: no file is written anew."""
    main(["build", "html"])
    before = (book / "_build/html/chapter.html").stat().st_mtime_ns
    (book / "chapter.md").touch()
    assert main(["build", "html"]) == 0
    assert "html: nothing has changed" in capsys.readouterr().out
    assert (book / "_build/html/chapter.html").stat().st_mtime_ns == before


def test_changed_chapter_is_built_again(book: Path) -> None:
    """New words reach the site."""
    main(["build", "html"])
    (book / "chapter.md").write_text("# One\n\nOther words.\n")
    assert main(["build", "html"]) == 0
    assert "Other words." in page(book)


def test_site_is_never_stale(book: Path) -> None:
    """A new title shows in the navigation of every page, and the page of a deleted chapter is gone."""
    (book / "conf.py").write_text((book / "conf.py").read_text() + 'html_theme = "sphinx_book_theme"\n')
    (book / "index.md").write_text(PAGES["index.md"].replace("chapter", "chapter\nother"))
    (book / "other.md").write_text("# Two\n")
    main(["build", "html"])
    (book / "other.md").write_text("# Renamed\n")
    main(["build", "html"])
    assert "Renamed" in page(book)
    (book / "other.md").unlink()
    (book / "index.md").write_text(PAGES["index.md"])
    main(["build", "html"])
    assert not (book / "_build/html/other.html").exists()
    assert "Renamed" not in page(book)


def test_deleted_output_is_made_again(book: Path) -> None:
    """The command looks at what is there, not only at what it remembers."""
    main(["build", "html"])
    (book / "_build/html/index.html").unlink()
    assert main(["build", "html"]) == 0
    assert "Welcome." in page(book, "index")


FAULTS = {
    "missing figure": (
        "![A boat](boat.png)",
        "chapter.md:7: image file not readable: boat.png",
        "put the picture there",
    ),
    "broken reference": ("See [there](nowhere.md).", "chapter.md:7:", "correct the name"),
    "unknown role": (
        "{wrong}`x`",
        'chapter.md:7: Unknown interpreted text role "wrong"',
        "correct the spelling",
    ),
    "unknown directive": (
        "```{wrong}\n```",
        "chapter.md:7: Unknown directive type: 'wrong'",
        "correct the spelling",
    ),
    "missing include": ("```{include} no.md\n```", "chapter.md:7:", "correct the path"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_in_a_chapter(book: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    """Where warnings are faults: file, line and advice; exit status 1; the last good site stays; the same the second time."""
    markup, place, advice = FAULTS[fault]
    main(["build", "html"])
    (book / "chapter.md").write_text(f"# One\n\nThe words\nthat are new.\n\nText.\n{markup}\n")
    for _attempt in range(2):
        capsys.readouterr()
        assert main(["build", "html", "--strict"]) == 1
        said = capsys.readouterr().err
        assert place in said
        assert advice in said
        assert "Traceback" not in said
        assert said.endswith("1 warning: the whole list is in _build/report.txt\n")
        assert "The first chapter." in page(book)


def test_chapter_outside_every_toctree(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lost chapter is named, with what to do."""
    (book / "lost.md").write_text("# Lost\n")
    assert main(["build", "html"]) == 0
    said = capsys.readouterr().err
    assert "lost.md:1: document isn't included in any toctree" in said
    assert "`orphan: true`" in said


def test_front_matter_that_is_no_yaml(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file, a line and the form of a field."""
    (book / "chapter.md").write_text("---\ntitle: [a\n---\n# One\n")
    assert main(["build", "html"]) == 0
    said = capsys.readouterr().err
    assert "chapter.md:1: Malformed YAML" in said
    assert "`name: value`" in said


CONF_FAULTS = {
    "syntax": ("project = (", "conf.py:1: SyntaxError"),
    "name": ('project = "x"\n\nauthor = nobody\n', "conf.py:3: NameError: name 'nobody' is not defined"),
    "extension": (
        'extensions = ["no_such_extension"]',
        "conf.py:1: Could not import extension no_such_extension",
    ),
    "paper": ('extensions = ["pamphleteer"]\npamphleteer_paper = "a3"', "write one of a5, a4, us-letter"),
}


@pytest.mark.parametrize("fault", CONF_FAULTS)
def test_fault_in_conf(book: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    """conf.py is named with the line, without a traceback; `-T` shows it."""
    text, place = CONF_FAULTS[fault]
    (book / "conf.py").write_text(text)
    assert main(["build", "html"]) == 1
    said = capsys.readouterr().err
    assert place in said
    assert "Traceback" not in said
    assert main(["build", "html", "-T"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["build", "kindle"], "no edition “kindle”: choose from"),
        (["build"], "name at least one edition"),
        (["build", "html", "--source", "no-such-folder"], "name the folder that holds your chapters"),
        (["build", "html", "--source", "empty"], "no conf.py in"),
    ],
)
def test_wrong_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    advice: str,
) -> None:
    """What cannot run says what to write instead, with exit status 2."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert advice in capsys.readouterr().err


def test_strict_editions_are_published_together_or_not_at_all(book: Path) -> None:
    """The e-book is without fault, the site is not: neither replaces what stands. `strict` may stand in pyproject.toml."""
    assert main(["build", "epub", "html"]) == 0
    stood = (book / "_build/epub/a-book.epub").read_bytes()
    (book / "chapter.md").write_text("# One\n\nOther words.\n")
    (book / "conf.py").write_text((book / "conf.py").read_text() + 'html_favicon = "no.ico"\n')
    (book / "pyproject.toml").write_text("[tool.pamphleteer]\nstrict = true\n")
    assert main(["build", "epub", "html"]) == 1
    assert (book / "_build/epub/a-book.epub").read_bytes() == stood
    assert "The first chapter." in page(book)
    assert main(["build", "epub", "html", "--no-strict"]) == 0
    assert (book / "_build/epub/a-book.epub").read_bytes() != stood
    assert "Other words." in page(book)


def test_a_setting_of_the_command_that_is_none(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File and line of pyproject.toml, and what to write; the table of the lint alone sets nothing."""
    settings = book / "pyproject.toml"
    settings.write_text('[tool.pamphleteer]\nstrict = "yes"\n')
    assert main(["build", "html"]) == 2
    assert "pyproject.toml:2: strict is “yes”: write true or false" in capsys.readouterr().err
    settings.write_text("[tool.pamphleteer.lint]\nstrict = 1\n")
    assert main(["build", "html"]) == 0


def test_site_offers_the_editions_that_stand(book: Path) -> None:
    """The file that the menu links to is the published one, also when the site is built later."""
    assert main(["build", "epub"]) == 0
    assert main(["build", "html"]) == 0
    site = book / "_build/html"
    assert 'href="downloads/a-book.epub"' in page(book, "index")
    assert (site / "downloads/a-book.epub").read_bytes() == (book / "_build/epub/a-book.epub").read_bytes()


def test_new_title_leaves_no_old_file(book: Path) -> None:
    """A book under a new name replaces the old file."""
    main(["build", "epub"])
    conf = book / "conf.py"
    conf.write_text(conf.read_text().replace("A book", "New name"))
    assert main(["build", "epub"]) == 0
    assert [p.name for p in (book / "_build/epub").iterdir()] == ["new-name.epub"]


def test_preview_sets_one_chapter(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A part of the name is enough; the book that stands is left alone, and the next build makes the whole book."""
    (book / "index.md").write_text(PAGES["index.md"].replace("chapter", "chapter\nother"))
    (book / "other.md").write_text("# Two\n\nSee {doc}`chapter`.\n")
    assert main(["build", "pdf"]) == 0
    stands = (book / "_build/pdf/a-book.pdf").read_bytes()
    assert main(["preview", "oth"]) == 0
    assert "_build/preview/other.pdf" in capsys.readouterr().out
    with pikepdf.open(book / "_build/preview/other.pdf") as pdf:
        assert len(pdf.pages) == 1
    assert (book / "_build/pdf/a-book.pdf").read_bytes() == stands
    (book / "other.md").write_text("# Two\n\nMore.\n")
    assert main(["build", "pdf", "booklet"]) == 0
    with pikepdf.open(book / "_build/pdf/a-book.pdf") as pdf:
        assert len(pdf.pages) > 3


@pytest.mark.parametrize(
    ("name", "said"), [("nosuch", "no chapter: choose from"), ("e", "the name of several chapters")]
)
def test_preview_of_no_chapter(book: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    """A name that fits none, or several, is answered with those there are."""
    assert main(["preview", name]) == 2
    assert said in capsys.readouterr().err
    assert not (book / "_build/preview").exists()


def test_page_numbers_come_with_the_print_of_the_same_call(book: Path) -> None:
    """`build pdf epub` gives an e-book with the page numbers of the print, `build epub` one without, whatever was built before."""
    path = book / "_build/epub/a-book.epub"

    def listed() -> bool:
        with zipfile.ZipFile(path) as archive:
            return b"page-list" in archive.read("EPUB/nav.xhtml")

    assert main(["build", "pdf", "epub"]) == 0
    assert listed()
    assert main(["build", "epub"]) == 0
    assert not listed()
    assert main(["build", "pdf", "epub"]) == 0  # the print has not changed and is not made again
    assert listed()


def test_a_book_without_the_extension(
    write_book: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The writer is told the one word that is missing."""
    monkeypatch.chdir(write_book({"index.md": "# B\n", "conf.py": 'extensions = ["myst_parser"]\n'}))
    assert main(["build", "pdf"]) == 1
    assert 'add "pamphleteer" to `extensions` in conf.py' in capsys.readouterr().err

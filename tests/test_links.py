"""Links inside a finished site or e-book: the good ones pass, the others are named with line and nearest right target."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.__main__ import main
from pamphleteer.links.inside import broken_links
from pamphleteer.links.shelf import Shelf, shelf_of_book, shelf_of_site

INDEX = "# Start\n\nWelcome.\n\n```{toctree}\nchapter\nother\n```\n"
OTHER = "# Two\n\n(stretching)=\n## Stretching\n\nSlowly.\n"


def site(tmp_path: Path, body: str) -> Shelf:
    """A site of two pages."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "two words.html").write_text(
        '<h1 id="stretch">Two</h1><a href="../index.html">up</a>'
    )
    (tmp_path / "index.html").write_text(f'<h1 id="begin">One</h1><img src="a.png">{body}')
    (tmp_path / "a.png").write_bytes(b"")
    return shelf_of_site(tmp_path)


def said(shelf: Shelf) -> list[tuple[str, str]]:
    """(page, message) of each broken link."""
    return [(broken.link.page, broken.message) for broken in broken_links(shelf)]


def test_good_links_pass(tmp_path: Path) -> None:
    """Escaped names, fragments, folders, other sites, mail addresses, and the top of a page are all right."""
    body = (
        '<a href="sub/two%20words.html#stretch">x</a><a href="#begin">x</a><a href="https://example.org/no">x</a>'
        '<a href="mailto:a@example.org">x</a><a href="?q=1">x</a><a href="index.html?v=2#begin">x</a>'
        '<a href="./">x</a><a href="#top">x</a><a href="#">x</a><a href="#begin:~:text=One">x</a>'
        '<a href="//example.org/x">x</a><img srcset="a.png 1x, ./a.png 2x"><a href="/a.png">x</a>'
        '<div data="not an address">x</div>'
    )
    assert said(site(tmp_path, body)) == []


def test_broken_links_are_named_with_the_nearest_target(tmp_path: Path) -> None:
    """A missing page, a missing anchor, a missing picture, a way out of the site."""
    body = (
        '<a href="sub/two-words.html">x</a><a href="sub/two%20words.html#strech">x</a><img src="zzzz.svg">'
        '<a href="../../etc/passwd">x</a>'
    )
    assert said(site(tmp_path, body)) == [
        ("index.html", "nothing at “sub/two-words.html”; perhaps sub/two words.html"),
        ("index.html", "no “strech” on sub/two words.html; perhaps sub/two%20words.html#stretch"),
        ("index.html", "nothing at “zzzz.svg”"),
        ("index.html", "nothing at “../../etc/passwd”"),
    ]


@pytest.mark.parametrize(
    "element",
    [
        '<img srcset="a.png 1x, b.svg 2x">',
        '<source srcset="a.png 100w,b.svg 200w">',
        '<video poster="b.svg"></video>',
        '<object data="b.svg"></object>',
        '<svg><use xlink:href="b.svg"/></svg>',
        '<iframe src="b.svg"></iframe>',
    ],
)
def test_every_attribute_that_fetches_is_followed(tmp_path: Path, element: str) -> None:
    """Not `href` and `src` of links and pictures alone."""
    assert said(site(tmp_path, element)) == [("index.html", "nothing at “b.svg”")]


def test_upper_and_lower_case_are_those_of_the_file(tmp_path: Path) -> None:
    """A link that works on some machines only is broken, and its right spelling is given as this page writes it."""
    assert said(site(tmp_path, '<a href="Sub/two%20words.html">x</a><a href="/A.png">x</a>')) == [
        (
            "index.html",
            "write “sub/two words.html” for “Sub/two words.html”: upper and lower case must be those of the file",
        ),
        ("index.html", "write “/a.png” for “/A.png”: upper and lower case must be those of the file"),
    ]


BOOK = {
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf"/></rootfiles></container>',
    "EPUB/package.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item href="nav.xhtml"/><item href="text/one.xhtml"/><item href="toc.ncx"/></manifest></package>',
    "EPUB/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav>'
    '<a href="text/one.xhtml#rest">x</a></nav></body></html>',
    "EPUB/toc.ncx": '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><content src="text/one.xhtml#rest"/></ncx>',
    "EPUB/text/one.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1 id="rest">Rest</h1>'
    '<a href="../nav.xhtml">x</a></body></html>',
}


@pytest.mark.parametrize(
    ("name", "good", "bad", "message"),
    [
        ("META-INF/container.xml", "EPUB/package.opf", "package.opf", "nothing at “/package.opf”"),
        ("EPUB/package.opf", 'href="toc.ncx"', 'href="tok.ncx"', "nothing at “tok.ncx”; perhaps toc.ncx"),
        ("EPUB/nav.xhtml", "one.xhtml#rest", "One.xhtml#rest", "write “text/one.xhtml” for"),
        ("EPUB/toc.ncx", "#rest", "#resst", "no “resst” on EPUB/text/one.xhtml; perhaps text/one.xhtml#rest"),
        ("EPUB/text/one.xhtml", "../nav.xhtml", "nav.xhtml", "nothing at “nav.xhtml”; perhaps ../nav.xhtml"),
    ],
)
def test_every_document_of_an_epub_is_read(
    tmp_path: Path, name: str, good: str, bad: str, message: str
) -> None:
    """Container, package, contents for new and old readers, pages: a good book passes, one fault is named."""
    for change, number in ((good, 0), (bad, 1)):
        with zipfile.ZipFile(tmp_path / "book.epub", "w") as archive:
            for file, text in BOOK.items():
                archive.writestr(file, text.replace(good, change) if file == name else text)
        found = said(shelf_of_book(tmp_path / "book.epub"))
        assert [page for page, _message in found] == [name] * number
        assert all(said.startswith(message) for _page, said in found)


@pytest.fixture
def book(write_book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """`book(text)`: a book whose first chapter is `text`, in the current folder."""

    def write(text: str, **more: str) -> Path:
        folder = write_book({"index.md": INDEX, "chapter.md": text, "other.md": OTHER, **more})
        monkeypatch.chdir(folder)
        return folder

    return write


def test_a_broken_link_is_named_at_its_line_in_the_chapter(
    book: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The built pages of site and e-book lead back to the chapter; the same link is said once."""
    book(
        "# One\n\nText.\n\nSee <a href=\"othr.html\">two</a>.\n\nAnd <a href='Other.html#stretching'>this</a>.\n"
    )
    assert main(["linkcheck", "--internal", "html"]) == 1
    out, err = capsys.readouterr()
    assert "chapter.md:5:14: error: nothing at “othr.html”; perhaps other.html [broken-link]" in out
    assert "chapter.md:7:14: error: write “other.html” for “Other.html”" in out
    assert "links inside the book: 2 broken" in err


def test_a_good_book_passes_in_both_editions(
    book: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The site and the e-book are built, followed, and found good."""
    folder = book("# One\n\nSee {ref}`stretching`.\n")
    assert main(["linkcheck", "--internal"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "links inside the book: 0 broken" in err
    assert (folder / "_build/epub/a-book.epub").is_file()


def test_a_broken_link_of_the_e_book_alone(
    book: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The page in the archive leads back to the line of the chapter."""
    folder = book("# One\n\nText.\n\nSee {ref}`stretching`.\n")
    assert main(["linkcheck", "--internal"]) == 0
    path = folder / "_build/epub/a-book.epub"
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in held.items():
            archive.writestr(name, raw.replace(b'id="stretching"', b'id="stretch"'))
    capsys.readouterr()
    assert main(["linkcheck", "--internal"]) == 1
    out = capsys.readouterr().out
    assert (
        "chapter.md:5:11: error: no “stretching” on EPUB/text/other.xhtml; perhaps other.xhtml#stretch" in out
    )


def test_a_broken_link_of_a_template_is_named_once(
    book: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """No chapter wrote it: the first built page and its line are given, with the number of the others."""
    folder = book(
        "# One\n",
        **{
            "_templates/layout.html": '{% extends "!layout.html" %}{% block footer %}<a href="/gone">x</a>{% endblock %}'
        },
    )
    (folder / "conf.py").open("a").write('templates_path = ["_templates"]\n')
    assert main(["linkcheck", "--internal", "html"]) == 1
    out = capsys.readouterr().out
    assert out.count("nothing at “/gone”") == 1
    assert "_build/html/chapter.html:" in out
    assert "more pages" in out


@pytest.mark.parametrize(
    ("text", "place", "near"),
    [
        ("See {ref}`streching`.", "chapter.md:3", "stretching"),
        ("See {doc}`othr`.", "chapter.md:3", "other"),
        ("See [x](#streching).", "chapter.md:3", "stretching"),
        ("See [x](othr.md).", "chapter.md:3", "other"),
        ("![A leg.](pictures/lag.png)", "chapter.md:3", "pictures/leg.png"),
        ("See {download}`x <pictures/lag.png>`.", "chapter.md:3", "pictures/leg.png"),
        ("{term}`Crampp`\n\n```{glossary}\nCramp\n  A word.\n```", "chapter.md:3", "Cramp"),
    ],
)
def test_cross_references_are_named_with_the_nearest_name(
    book: Callable[..., Path], capsys: pytest.CaptureFixture[str], text: str, place: str, near: str
) -> None:
    """What Sphinx cannot resolve comes with file and line, and the name that the writer may have meant."""
    folder = book(f"# One\n\n{text}\n")
    (folder / "pictures").mkdir()
    (folder / "pictures/leg.png").write_bytes(b"")
    assert main(["linkcheck", "--internal", "html"]) == 1
    err = capsys.readouterr().err
    assert f"{place}:" in err
    assert f"perhaps you mean “{near}”" in err

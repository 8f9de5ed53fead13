"""Finished e-books → pages; hostile and damaged ones → one message."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_lint_read import QUIET, kinds

from pamphleteer.lint.engine import run
from pamphleteer.lint.page import OPAQUE
from pamphleteer.lint.read.archive import entry_source
from pamphleteer.lint.read.files import read_file
from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.rules import RULES

CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="O/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>T</dc:title>
<dc:language>en</dc:language></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="a"/></spine></package>"""
XHTML = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head>
<body><h1>Rest</h1>
<p>Rest the <b>the</b> leg<a epub:type="noteref" href="#n">1</a>.</p>
<ul><li>one</li><li><p>two</p></li></ul>
<table><tr><th>Day</th></tr><tr><td>1</td></tr></table>
<figure><img src="leg.png" alt="A leg"/><figcaption>A leg at rest.</figcaption></figure>
<pre>the the</pre><p lang="es">La pierna.</p><aside epub:type="footnote" id="n"><p>A note.</p></aside>
</body></html>"""


def book(path: Path, entries: dict[str, str | bytes] | None = None) -> Path:
    """An e-book; entries may be replaced or added."""
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "O/p.opf": PACKAGE}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, "O/a.xhtml": XHTML, **(entries or {})}.items():
            archive.writestr(name, text)
    return path


def test_finished_ebooks_are_read_in_reading_order(tmp_path: Path) -> None:
    """Blocks, their lines, and the place of a finding in the page of the archive."""
    path = book(tmp_path / "b.epub")
    (page,) = read_file(path, "en")
    assert kinds(page) == [
        ("heading", "Rest"),
        ("paragraph", f"Rest the the leg{OPAQUE}."),
        ("item", "one"),
        ("item", "two"),
        ("table", ""),
        ("cell", "Day"),
        ("cell", "1"),
        ("image", "leg.png"),
        ("alt", "A leg"),
        ("caption", "A leg at rest."),
        ("other", ""),
        ("paragraph", "La pierna."),
        ("note", "A note."),
    ]
    assert [b.language for b in page.blocks if b.text == "La pierna."] == ["es"]
    (found,) = [f for f in run(page, RULES, entry_source) if f.rule == "repeated-word"]
    assert found.path == f"{path}/O/a.xhtml"
    assert (found.line, found.column) == (4, 9)


BOMB = b"0" * 30_000_000
ENTITIES = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>&b;</p></body></html>'
)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"O/big.xhtml": BOMB}, "zip bomb"),
        ({"../../etc/passwd": "x"}, "leaves the folder"),
        ({"/etc/passwd": "x"}, "leaves the folder"),
        ({"C:\\x": "x"}, "leaves the folder"),
        ({"META-INF/container.xml": "<oops"}, "no whole EPUB"),
        ({"O/p.opf": "no package"}, "no whole EPUB"),
    ],
)
def test_hostile_ebooks_are_refused(tmp_path: Path, entries: dict[str, str | bytes], message: str) -> None:
    """Before anything of them is unpacked."""
    path = book(tmp_path / "b.epub", entries)
    with pytest.raises(UnreadableError, match=rf"b\.epub:1: .*{message}"):
        read_file(path, "en")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """An entity of a document's own is left out, whatever it stands for."""
    pages = read_file(book(tmp_path / "b.epub", {"O/a.xhtml": ENTITIES}), "en")
    assert not any("aaaa" in block.text for page in pages for block in page.blocks)


@QUIET
@given(cut=st.integers(0, 1400), flip=st.integers(0, 1400))
def test_damaged_ebooks_give_pages_or_one_message(tmp_path: Path, cut: int, flip: int) -> None:
    """Cut off anywhere, or with a byte that was changed."""
    data = bytearray(book(tmp_path / "b.epub").read_bytes())
    data[flip % len(data)] ^= 0x55
    damaged = tmp_path / "damaged.epub"
    for content in (bytes(data), bytes(data[: cut % len(data)])):
        damaged.write_bytes(content)
        try:
            read_file(damaged, "en")
        except UnreadableError as error:
            assert str(error).startswith(str(damaged))  # noqa: PT017 - either is right

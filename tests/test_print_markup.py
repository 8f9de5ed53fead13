"""Text of any kind reaches the paper as it is: nothing in it acts as markup."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_text import pages
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from pamphleteer.print.compile import FONTS
from pamphleteer.print.markup import broken_parts, language
from pamphleteer.print.modes import NOTHING, escape, joined, label, named, quote
from pamphleteer.print.page import Press
from pamphleteer.print.setting import lay_out_template
from pamphleteer.print.translate import press_for, translate

MARKS = "\\#*_`$<>@[]~/=+-\"'{}|^&.,;:!?()%\u00a0"
PIECES = st.one_of(
    st.text(alphabet=MARKS, min_size=1, max_size=4),
    st.sampled_from(
        ["//", "/*", "*/", "...", "---", "1.", "2)", "= ", "https://a.b", "#let", "\\u{41}", "-?"]
    ),
    st.text(alphabet="ab1Zé ", min_size=1, max_size=5),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map("".join)
HEAD = (
    '#import "/template/blocks.typ": *\n#set document(title: "t")\n#set smartquote(enabled: false)\n'
    "#set text(font: serif, hyphenate: false)\n"
)


def printed(source: str, folder: Path) -> str:
    """The letters of the PDF that comes of Typst source, without white space."""
    main, pdf = folder / "main.typ", folder / "out.pdf"
    main.write_text(HEAD + source, encoding="utf-8")
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    typst.Compiler(root=str(folder), font_paths=found).compile(str(main), output=str(pdf), format="pdf")
    return squeezed("".join(piece.text for page in pages(pdf) for piece in page))


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """The writer of an empty book."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "conf.py").write_text("")
    (folder / "index.rst").write_text("Book\n====\n")
    with docutils_namespace():
        app = Sphinx(
            folder, folder, folder / "out", folder / "trees", "dummy", status=None, warning=io.StringIO()
        )
        app.add_config_value("pamphleteer_chapter_seconds", 300, "")
    lay_out_template(folder)
    return press_for(app.builder, {}, folder)


def paragraphs(text: str) -> Iterator[nodes.paragraph]:
    """The text at the start of a line, after each kind of call, within it, and as code."""
    for kind in (nodes.strong, nodes.emphasis, nodes.superscript, nodes.inline):
        yield nodes.paragraph("", "", nodes.Text(text), kind("", "", nodes.Text(text)), nodes.Text(text))
    yield nodes.paragraph("", "", nodes.literal("", text), nodes.Text(text))


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_text_prints_as_it_is(press: Press, texts: list[str]) -> None:
    """Whatever marks a text holds and whatever stands before it."""
    blocks = [block for text in texts for block in paragraphs(text)]
    items = nodes.bullet_list(
        "", *(nodes.list_item("", nodes.paragraph("", "", nodes.Text(t))) for t in texts)
    )
    source = joined((translate(block, "index", press) for block in [*blocks, items]), NOTHING).source
    expected = squeezed("".join(block.astext() for block in blocks) + "".join("•" + text for text in texts))
    assert printed(source, press.pictures.folder) == expected


def test_spaces_collapse_and_control_characters_go() -> None:
    """A line break within a paragraph is a space; a byte order mark or NUL has no place on paper."""
    assert escape("a \n\n\tb\u2028c").source == "a b c"
    assert escape("a\x00b\ufeff").source == "ab"
    assert quote('a\n"b"\\').source == '"a\\n\\"b\\"\\\\"'


def test_labels_are_distinct_and_plain() -> None:
    """Two places never share a label, however alike their names are."""
    assert label(("a/b", "c")) != label(("a", "b-c"))
    assert label(("a/b", "c")) == label(("a/b", "c"))
    assert label(("глава", "раздел")).source.strip("<>").isascii()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", 'lang: "en", region: none, dir: ltr, script: "Latn"'),
        ("pt-BR", 'lang: "pt", region: "BR", dir: ltr, script: "Latn"'),
        ("zh-Hant-TW", 'lang: "zh", region: "TW", dir: ltr, script: "Hant"'),
        ("zh-Hant", 'lang: "zh", region: "TW", dir: ltr, script: "Hant"'),
        ("zh_HK", 'lang: "zh", region: "HK", dir: ltr, script: "Hant"'),
        ("zh_Hans_CN", 'lang: "zh", region: "CN", dir: ltr, script: "Hans"'),
        ("de_at", 'lang: "de", region: "AT", dir: ltr, script: "Latn"'),
        ("sr@latin", 'lang: "sr", region: none, dir: ltr, script: "Latn"'),
        ("ckb", 'lang: "ckb", region: none, dir: rtl, script: "Arab"'),
        ("pa_PK", 'lang: "pa", region: "PK", dir: rtl, script: "Arab"'),
        ("az_Arab", 'lang: "az", region: "IR", dir: rtl, script: "Arab"'),
        ("pa", 'lang: "pa", region: none, dir: ltr, script: "Guru"'),
        ("klingon", 'lang: "und", region: none, dir: ltr, script: "Latn"'),
    ],
)
def test_a_language_as_typst_takes_it(tag: str, expected: str) -> None:
    """Hyphenation and quotes differ between regions, directions and fonts between scripts."""
    assert named(language(tag)).source == expected


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("count(instance('monitoring')/root/data", ["count(", "instance('monitoring')/", "root/", "data"]),
        ("current()/../participant_id)", ["current()/../", "participant_", "id)"]),
        ("e3c07f34-1810-4eed-b845", ["e3c07f34-", "1810-", "4eed-b845"]),
    ],
)
def test_where_a_long_name_is_parted(name: str, parts: list[str]) -> None:
    """After marks, and after a hyphen before a digit, but never before a quote or what closes: no line ends there."""
    assert broken_parts(name) == parts

"""Languages with regions and scripts: pamphlets, direction and full stops in every edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from babel.core import get_global
from conftest import Build
from lxml import html
from tools import need, run

from pamphleteer.languages import EVERYWHERE, bcp47, direction, in_language, region_of, script_of

Write = Callable[..., Path]
PANELS = "".join(f"## Panel {n}\n\nText {n}.\n\n" for n in range(1, 7))
PAGES = {
    "index.md": "---\nclinical_review: none\n---\n# Start\n\n```{toctree}\nother\n```\n",
    "other.md": '---\nlang: he\ndescription: A "page" of its own\n---\n# Other\n\nText.\n',
    "fold.md": "---\npamphlet: leaflet\norphan: true\ndescription: In short\n---\n\n# Fold\n\n" + PANELS,
}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en_GB", ("en-GB", "Latn", "GB", "ltr")),
        ("en_US.UTF-8", ("en-US", "Latn", "US", "ltr")),
        ("sr", ("sr", "Cyrl", "", "ltr")),
        ("sr@latin", ("sr-Latn", "Latn", "", "ltr")),
        ("sr_Latn_RS", ("sr-Latn-RS", "Latn", "RS", "ltr")),
        ("zh_TW", ("zh-TW", "Hant", "TW", "ltr")),
        ("zh-Hant-u-co-stroke", ("zh-Hant-u-co-stroke", "Hant", "", "ltr")),
        *((tag, (tag, script, "", "rtl")) for tag, script in (
            ("ar", "Arab"), ("ckb", "Arab"), ("dv", "Thaa"), ("fa", "Arab"), ("he", "Hebr"), ("ks", "Arab"),
            ("nqo", "Nkoo"), ("pnb", "Arab"), ("prs", "Arab"), ("ps", "Arab"), ("rhg", "Rohg"), ("sd", "Arab"),
            ("syr", "Syrc"), ("ug", "Arab"), ("ur", "Arab"), ("yi", "Hebr"),
        )),
        ("az-Arab", ("az-Arab", "Arab", "", "rtl")),
        ("az", ("az", "Latn", "", "ltr")),
        ("sd-Deva", ("sd-Deva", "Deva", "", "ltr")),
        ("pa_PK", ("pa-PK", "Arab", "PK", "rtl")),
        ("tlh", ("tlh", "Latn", "", "ltr")),
    ],
)  # fmt: skip
def test_what_a_tag_says(tag: str, expected: tuple[str, str, str, str]) -> None:
    """Script and direction come from the tag, else from what is likely for the language and region."""
    assert (bcp47(tag), script_of(tag), region_of(tag), direction(tag)) == expected


@pytest.mark.parametrize("language", EVERYWHERE)
def test_a_language_of_one_script_is_written_in_it_everywhere(language: str) -> None:
    """CLDR knows no region in which it is written otherwise."""
    likely = get_global("likely_subtags")
    tags = [tag for tag in likely if re.fullmatch(f"{language}(_[A-Z]{{2}})?", tag)]
    assert language in tags
    assert {likely[tag].split("_")[1] for tag in tags} == {EVERYWHERE[language]}


@pytest.mark.parametrize(
    ("tag", "found"), [("zh-HK", "old"), ("zh_Hant", "old"), ("zh-SG", "new"), ("yue", "")]
)
def test_chinese_words_follow_the_script(tag: str, found: str) -> None:
    """Regions without a stated script have that of most of their readers."""
    assert in_language({"en": "", "zh": "new", "zh-hant": "old"}, tag) == found


@pytest.mark.parametrize(
    ("language", "turned", "notice"),
    [
        ("en_GB", False, "Not yet clinically reviewed."),
        ("zh_Hans_CN", False, "尚未经临床审阅。"),
        ("ja", False, "医療専門家による確認はまだ行われていません。"),
        ("sr@latin", False, "Not yet clinically reviewed."),
        ("ckb", True, "Not yet clinically reviewed."),
    ],
)
def test_pamphlets_in_languages_with_a_region(
    build: Build, write_book: Write, language: str, turned: bool, notice: str
) -> None:
    """A sheet comes out, its notice ends as its language ends sentences, and its file says the language."""
    if script_of(language) in {"Hans", "Jpan"}:
        need("cjk")
    need("pdftotext")
    built = build(write_book(PAGES, f'language = "{language}"'), "pamphlet")
    path = built.file("fold-a4.pdf")
    text = re.sub(r"\s", "", run(["pdftotext", path, "-"]).stdout)
    assert re.sub(r"\s", "", notice) in text
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang).partition("-")[0] == bcp47(language).partition("-")[0]
        assert (str(pdf.Root.ViewerPreferences.get("/Direction", "")) == "/R2L") == turned
        assert str(pdf.docinfo.get("/Subject", "")) == "In short"


@pytest.mark.parametrize(("language", "turned"), [("ckb", True), ("de", False)])
def test_pages_of_the_site_run_as_their_language(
    build: Build, write_book: Write, language: str, turned: bool
) -> None:
    """The whole site follows the language of the book, a page in another language its own."""
    pages = {name: text for name, text in PAGES.items() if name != "fold.md"}
    built = build(write_book(pages, f'language = "{language}"\nhtml_theme = "alabaster"'))
    home, other = (html.parse(built.file(name)) for name in ("index.html", "other.html"))
    assert bool(home.xpath('//link[contains(@href, "pamphleteer-rtl.css")]')) == turned
    assert bool(home.xpath('//script[contains(text(), "rtl")]')) == turned
    assert not home.xpath("//section[@lang or @dir]")
    (section,) = other.xpath("//section[@lang]")
    assert (section.get("lang"), section.get("dir")) == ("he", None if turned else "rtl")
    assert other.xpath('//meta[@name="description"]/@content') == ['A "page" of its own']
    assert not home.xpath('//meta[@name="description"]')


RIGHT_TO_LEFT = {
    "index.md": "---\nclinical_review: none\n---\n# כאב\n\n```{toctree}\none\n```\n",
    "one.md": "# רגל\n\n```{index} 10 mg, בית, B12 (vitamin)\n```\n\nטקסט.\n",
}


def test_lines_without_a_letter_from_right_to_left(build: Build, write_book: Write) -> None:
    """English sentences of the imprint and entries of the index run from left to right: no full stop before its sentence."""
    need("pdftotext")
    path = build(write_book(RIGHT_TO_LEFT, 'language = "ur"'), "pdf").file("*.pdf")
    found = {word.rstrip(",."): x for x, word in places(path)}
    for line in ("This May 2026", "Ask a doctor", "10 mg", "whoever gave it"):
        across = [found[word] for word in line.split()]
        assert across == sorted(across), line


def places(pdf: Path) -> list[tuple[float, str]]:
    """How far from the left each word begins, without marks of direction."""
    text = re.sub("[\u202a-\u202e]", "", run(["pdftotext", "-bbox", pdf, "-"]).stdout)
    words = re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)</word>', text)
    return [(float(x), word) for x, word in words]

"""The guide in `book/`: what every chapter must have, and what every edition must say."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import yaml
from lxml import html
from tools import need

from pamphleteer.lint.page import Page
from pamphleteer.lint.prose import sentences, words
from pamphleteer.lint.read.markdown import read_markdown
from pamphleteer.lint.rules.reading_grade import grade, measure
from pamphleteer.lint.source import Source

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "book"
FORMS = ["action-plan", "cramp-diary", "exercise-log"]
"""Pages to print and fill in, which make no statement of their own."""
OTHERS = ["index", "glossary", "sources", "about", "pamphlet", "references-to-check"]
CHAPTERS = sorted(path.stem for path in BOOK.glob("*.md") if path.stem not in (*FORMS, *OTHERS))
ILLUSTRATED = [
    "cramp-or-strain",
    "when-to-get-help",
    "relieving-a-cramp",
    "first-three-days",
    "exercises",
    "rehabilitation",
]
WHOLE = ("pregnant; leg cramps", "cramps in pregnancy", "rehabilitation", "recovery")
"""Entries of the index that a whole chapter is about."""
NOTICE = "Not yet clinically reviewed"


def front_matter(name: str) -> dict[str, object]:
    """The fields above a chapter."""
    _before, fields, _text = (BOOK / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return dict(yaml.safe_load(fields))


def text(name: str) -> str:
    """A chapter without its front matter."""
    return (BOOK / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def page(name: str) -> Page:
    """A chapter as the linter reads it."""
    return read_markdown(Source((BOOK / f"{name}.md").read_text(encoding="utf-8")), f"{name}.md", "en")


def plain(markdown: str) -> str:
    """Words only, for comparing sentences."""
    return " ".join(re.sub(r"[*_{}`\[\]]", "", markdown).split())


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_has_its_front_matter(name: str) -> None:
    """Title, message, dates, sources and an honest review status."""
    fields = front_matter(name)
    needed = {
        "title",
        "description",
        "main_message",
        "last_reviewed",
        "next_review",
        "sources",
        "clinical_review",
    }
    assert needed <= fields.keys()
    assert f"# {fields['title']}\n" in text(name)


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_opens_with_its_message_and_ends_with_the_next_step(name: str) -> None:
    """A bold message before the first section; “What to do next” is the last section."""
    opening, *_rest = text(name).split("\n## ", 1)
    assert re.search(r"^\*\*", opening, re.MULTILINE)
    assert re.findall(r"^## (.*)", text(name), re.MULTILINE)[-1] == "What to do next"


@pytest.mark.parametrize("name", ILLUSTRATED)
def test_chapters_of_first_aid_and_exercise_have_figures(name: str) -> None:
    """At least one figure of our own."""
    assert "```{figure} figures/" in text(name)


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_has_sources(name: str) -> None:
    """Every source of the front matter is in the bibliography, and the text cites it."""
    known = set(
        re.findall(r"^@\w+\{([\w-]+),", (BOOK / "sources.bib").read_text(encoding="utf-8"), re.MULTILINE)
    )
    sources = front_matter(name)["sources"]
    assert isinstance(sources, list)
    assert set(sources) <= known
    cited = {key for keys in re.findall(r"\{cite:p\}`([^`]+)`", text(name)) for key in keys.split(",")}
    assert cited <= known
    assert set(sources) <= cited, "a source that no sentence cites"
    by_chapter = re.findall(rf"\]\({name}\.md\): \{{cite:p\}}`([^`]+)`", text("sources"))
    assert [set(keys.split(",")) for keys in by_chapter] == [set(sources)]


@pytest.mark.parametrize("name", CHAPTERS)
def test_chapter_is_short(name: str) -> None:
    """No chapter over 2,000 words."""
    assert len(plain(text(name)).split()) < 2000


def test_guide_has_the_length_of_a_guide() -> None:
    """About 12,000 to 18,000 words in all, with forms and glossary."""
    running = ("heading", "paragraph", "item", "cell")
    blocks = [
        block
        for name in [*CHAPTERS, *FORMS, "glossary"]
        for block in page(name).prose
        if block.kind in running
    ]
    assert 12_000 <= sum(len(words(block.text)) for block in blocks) <= 18_000


@pytest.mark.parametrize("name", [*CHAPTERS, *FORMS])
def test_chapter_is_easy_to_read(name: str) -> None:
    """Flesch-Kincaid grade 8 or below, sentence by sentence as the linter counts."""
    counts = [
        measure(block.text[start:end], set())
        for block in page(name).prose
        if block.kind in ("paragraph", "item")
        for start, end in sentences(block.text)
    ]
    assert counts
    assert grade(sum(c[0] for c in counts), len(counts), sum(c[1] for c in counts)) <= 8


def test_index_has_what_a_patient_looks_up() -> None:
    """At least 80 entries, among them everyday names."""
    lines = [
        line
        for path in BOOK.glob("*.md")
        for line in re.findall(r"```\{index\} (.*)", path.read_text("utf-8"))
    ]
    entries = {entry.strip() for line in lines for entry in line.split(",")}
    assert len(entries) >= 80
    names = {entry.split(";")[0].strip() for entry in entries}
    assert {"charley horse", "pulled muscle", "night cramp", "blood clot", "ice pack", "crutches"} <= names


def test_index_leads_to_the_section() -> None:
    """An entry whose words stand in one section of a chapter alone is not at the head of the chapter."""
    summaries = ("In short", "What to do next", "What we do not know")
    astray, looked_at = [], 0
    for name in CHAPTERS:
        sections = re.split(r"^#{2,} ", text(name), flags=re.MULTILINE)
        parts = [part for part in sections[1:] if not part.startswith(summaries)]
        words = [plain(re.sub(r"```\{index\}.*", "", part)).lower() for part in parts]
        for part in sections:
            for entry in ", ".join(re.findall(r"```\{index\} (.*)", part)).split(","):
                own = re.compile(rf"\b{re.escape(entry.partition(';')[0].strip().lower())}\b")
                places = [found for found, said in zip(parts, words, strict=True) if own.search(said)]
                if entry and len(places) == 1:
                    looked_at += 1
                    if part is sections[0] and entry.strip() not in WHOLE:
                        astray.append((name, entry.strip(), places[0].partition("\n")[0]))
    assert looked_at > 50
    assert astray == []


def test_every_page_is_in_the_contents() -> None:
    """No chapter or form is left out of the book."""
    listed = set(re.findall(r"^([a-z-]+)$", text("index"), re.MULTILINE))
    assert {*CHAPTERS, *FORMS} <= listed


def test_help_is_written_once() -> None:
    """The short list of signs stands in one chapter; others include it."""
    signs = "dark, cola-coloured urine"
    assert [name for name in [*CHAPTERS, "pamphlet"] if signs in text(name)] == ["when-to-get-help"]
    including = {name for name in [*CHAPTERS, *FORMS, "pamphlet"] if '"% help: short begins"' in text(name)}
    assert including >= {"relieving-a-cramp", "first-three-days", "action-plan", "pamphlet"}


def test_pamphlet_has_no_text_of_its_own_but_its_cover() -> None:
    """Each panel but the cover is made of passages from the chapters."""
    panels = re.split(r"^## ", text("pamphlet"), flags=re.MULTILINE)[1:]
    assert len(panels) == 6
    for panel in panels[1:]:
        own = re.sub(r"```\{(?:include|image)\}.*?```", "", panel.split("\n", 1)[1], flags=re.DOTALL)
        assert own.strip() == ""


def test_no_word_that_the_evidence_rules_out() -> None:
    """Phrases that the guide must never use, in any chapter."""
    never = ("lactic", "freeze", "hold your breath", "always safe", "cure", "stop your statin", "hear tears")
    whole = " ".join(plain(text(name)).lower() for name in [*CHAPTERS, *FORMS, "pamphlet", "about", "index"])
    assert [phrase for phrase in never if re.search(rf"\b{phrase}\b", whole)] == []


def test_every_page_of_the_site_says_that_nobody_has_checked_it(guide: Path) -> None:
    """Each chapter and the pamphlet's page carry the notice below the title."""
    for name in [*CHAPTERS, "index", "pamphlet", "about"]:
        (notice,) = html.parse(guide / "html" / f"{name}.html").xpath(
            '//aside[contains(@class,"pamphleteer-review")]'
        )
        assert NOTICE in notice.text_content()


def test_the_e_book_says_so(guide: Path) -> None:
    """The colophon of the e-book carries the notice."""
    (path,) = (guide / "epub").glob("*.epub")
    with zipfile.ZipFile(path) as book:
        pages = [name for name in book.namelist() if name.endswith(".xhtml")]
        assert [name for name in pages if NOTICE in book.read(name).decode() and "colophon" in name]


@pytest.mark.parametrize(
    "pattern", ["pdf/*injury.pdf", "pdf/*-large-print.pdf", "pdf/*-booklet.pdf", "pamphlet/*.pdf"]
)
def test_every_print_edition_says_so(guide: Path, pattern: str) -> None:
    """The words can be read on paper, in each PDF."""
    import subprocess

    need("pdftotext")
    paths = sorted(guide.glob(pattern))
    assert paths
    for path in paths:
        words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        assert NOTICE in " ".join(words.split()), path.name


def test_site_offers_every_edition(guide: Path) -> None:
    """Seven files, each of them there."""
    links = html.parse(guide / "html/index.html").xpath('//nav[@class="pamphleteer-editions"]//a/@href')
    assert len(links) == 7
    assert all((guide / "html" / link).is_file() for link in links)

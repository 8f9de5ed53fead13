"""The site: review notice, download menu and links, whatever the theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from lxml import html

from pamphleteer.web.words import WORDS as SITE_WORDS

PAGES = {
    "index.md": "# Start\n\nText.\n\n```{toctree}\nchapter\n```\n",
    "chapter.md": "---\nclinical_review: none\nnext_review: 2027-11-24\n---\n# One\n\nText.\n",
}
OFFER = ["epub/a-book.epub", "large-print/a-book-large-print.pdf", "pamphlet/tips-letter.pdf"]


@pytest.mark.parametrize("theme", ["sphinx_book_theme", "alabaster"])
def test_notice_stands_below_the_title(build: Build, write_book: Callable[..., Path], theme: str) -> None:
    """A page with `clinical_review` says so right after its title; another page says nothing."""
    built = build(write_book(PAGES, f'html_theme = "{theme}"'))
    page = html.parse(built.file("chapter.html"))
    (notice,) = page.xpath("//h1/following-sibling::*[1][self::aside]")
    assert "Not yet clinically reviewed. No clinician has checked" in notice.text_content()
    assert notice.xpath(".//time/@datetime") == ["2027-11-24"]
    assert notice.xpath(".//time/text()") == ["24 November 2027"]
    assert "clinically" not in built.file("index.html").read_text(encoding="utf-8")
    assert built.file("_static/pamphleteer.css").stat().st_size > 0


def test_first_page_links_to_every_edition(build: Build, write_book: Callable[..., Path]) -> None:
    """The links need no script and stand in any theme."""
    built = build(write_book(PAGES, 'html_theme = "alabaster"'), pamphleteer_downloads=OFFER)
    (listing,) = html.parse(built.file("index.html")).xpath('//nav[@aria-label="Download this guide"]')
    assert [(a.get("href"), a.text) for a in listing.iter("a")] == [
        ("downloads/a-book.epub", "E-book (EPUB)"),
        ("downloads/a-book-large-print.pdf", "Large print (PDF)"),
        ("downloads/tips-letter.pdf", "Pamphlet to fold, US Letter (PDF)"),
    ]


WORDS = {
    "en": {
        "pamphlet/tips-a4.pdf": "Tips: Pamphlet to fold, A4 (PDF)",
        "pamphlet/tips-letter.pdf": "Tips: Pamphlet to fold, US Letter (PDF)",
        "pamphlet/tips-screen.pdf": "Tips: Pamphlet to read on screen (PDF)",
        "pamphlet/tips-a4-bleed.pdf": "Tips: Pamphlet to fold, A4, for a print shop (PDF)",
        "pamphlet/tips-letter-bleed.pdf": "Tips: Pamphlet to fold, US Letter, for a print shop (PDF)",
        "pamphlet/part-sheet-a4.pdf": "Sheet: Leaflet, A4 (PDF)",
        "pamphlet/part-sheet-letter.pdf": "Sheet: Leaflet, US Letter (PDF)",
        "pamphlet/half-a5.pdf": "Half: Leaflet, A5 (PDF)",
        "pamphlet/half-half-letter.pdf": "Half: Leaflet, half US Letter (PDF)",
        "pamphlet/gone-a5.pdf": "Leaflet, A5 (PDF)",
        "pamphlet/gone-half-letter.pdf": "Leaflet, half US Letter (PDF)",
        "pamphlet/gone-a4-bleed.pdf": "Pamphlet to fold, A4, for a print shop (PDF)",
    },
    "es": {"pamphlet/tips-letter-bleed.pdf": "Tips: Folleto plegable, Carta, para imprenta (PDF)"},
    "de_AT": {"pamphlet/part-sheet-a4.pdf": "Sheet: Merkblatt, A4 (PDF)"},
    "fr": {"pamphlet/half-half-letter.pdf": "Half: Feuillet, demi-US Letter (PDF)"},
    "ru": {"pamphlet/tips-screen.pdf": "Tips: Буклет для чтения с экрана (PDF)"},
}


@pytest.mark.parametrize("language", WORDS)
def test_each_file_of_a_pamphlet_is_called_what_it_is(
    build: Build, write_book: Callable[..., Path], language: str
) -> None:
    """Folded or not, its sheet, for whom; with its title, for there are several."""
    kinds = {"tips": "tri-fold", "part/sheet": "leaflet", "half": "leaflet-a5"}
    pages = {
        f"{name}.md": f"---\npamphlet: {kind}\norphan: true\n---\n# {name.rpartition('/')[2].title()}\n"
        for name, kind in kinds.items()
    }
    offer = WORDS[language]
    book = write_book({**PAGES, **pages}, f'language = "{language}"')
    built = build(book, faults=True, pamphleteer_downloads=list(offer))
    (listing,) = html.parse(built.file("index.html")).xpath('//nav[@class="pamphleteer-editions"]')
    assert [a.text for a in listing.iter("a")] == list(offer.values())


def test_every_language_has_all_words() -> None:
    """None falls back to English for some of them."""
    assert {
        language for language, words in SITE_WORDS.items() if words.keys() != SITE_WORDS["en"].keys()
    } == set()


def test_menu_stands_in_the_header_of_every_page(build: Build, write_book: Callable[..., Path]) -> None:
    """In sphinx-book-theme each page has the menu, with links that fit its depth."""
    pages = {
        "index.md": PAGES["index.md"].replace("chapter", "part/chapter"),
        "part/chapter.md": PAGES["chapter.md"],
    }
    built = build(write_book(pages, 'html_theme = "sphinx_book_theme"'), pamphleteer_downloads=OFFER)
    menu = '//div[contains(@class,"dropdown-edition-buttons")]//a/@href'
    signs = '//button/i[contains(@class,"fa-download") or contains(@class,"fa-book")]/@class'
    page = html.parse(built.file("index.html"))
    assert sorted(page.xpath(signs)) == ["fas fa-book", "fas fa-download"]  # beside the theme's own menu
    assert html.parse(built.file("index.html")).xpath(menu)[0] == "downloads/a-book.epub"
    assert html.parse(built.file("part/chapter.html")).xpath(menu)[0] == "../downloads/a-book.epub"


def test_no_offer_no_menu(build: Build, write_book: Callable[..., Path]) -> None:
    """A site without other editions shows nothing of them."""
    built = build(write_book(PAGES, 'html_theme = "sphinx_book_theme"'))
    assert "Download this guide" not in built.file("index.html").read_text(encoding="utf-8")


def test_tick_boxes_and_sources_have_names_and_roles(build: Build, write_book: Callable[..., Path]) -> None:
    """A screen reader says what a tick box means, and counts the sources as items of a list."""
    page = "# Tasks\n\n- [ ] Rest\n- [x] Ice\n\n```{eval-rst}\nSee [A1]_.\n\n.. [A1] A source.\n```\n"
    conf = 'html_theme = "alabaster"\nmyst_enable_extensions = ["tasklist"]\nlanguage = "de"'
    tree = html.parse(build(write_book({"index.md": page}, conf)).file("index.html"))
    assert tree.xpath('//input[@type="checkbox"]/@aria-label') == ["Zu tun", "Erledigt"]
    assert tree.xpath('//div[@role="list"]/div[@class="citation"]/@role') == ["listitem"]

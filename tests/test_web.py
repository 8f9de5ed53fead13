"""The site: review notice, download menu and links, whatever the theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from lxml import html

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


def test_menu_stands_in_the_header_of_every_page(build: Build, write_book: Callable[..., Path]) -> None:
    """In sphinx-book-theme each page has the menu, with links that fit its depth."""
    pages = {
        "index.md": PAGES["index.md"].replace("chapter", "part/chapter"),
        "part/chapter.md": PAGES["chapter.md"],
    }
    built = build(write_book(pages, 'html_theme = "sphinx_book_theme"'), pamphleteer_downloads=OFFER)
    menu = '//div[contains(@class,"dropdown-edition-buttons")]//a/@href'
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

"""What all editions share: names, dates, review status."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import Build
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.book import book_of, slug
from pamphleteer.command.project import CommandError
from pamphleteer.edition_dates import edition_date
from pamphleteer.review import NO_REVIEW, review_of

SIGNED = '{"name": "A. Example", "role": "physiotherapist", "date": "2026-11-20"}'


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hamstring cramps and hamstring injury", "hamstring-cramps-and-hamstring-injury"),
        ("Crème & Café: «là»", "creme-cafe-la"),
        ("Судороги", "book"),
        ("  ../../etc/passwd", "etc-passwd"),
    ],
)
def test_slug_is_a_plain_file_name(title: str, name: str) -> None:
    """Accents fall away, everything else becomes a hyphen, and no title leaves the folder."""
    assert slug(title) == name


@given(st.text())
def test_slug_is_safe_for_any_title(title: str) -> None:
    """A file name of any title holds only letters, digits and single hyphens."""
    assert set(slug(title)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(title).strip("-") == slug(title) != ""


def test_date_is_taken_from_source_date_epoch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH counts before everything else, and must be a number."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert edition_date(tmp_path) == datetime(1970, 1, 2, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(CommandError, match="whole seconds"):
        edition_date(tmp_path)


def test_no_page_with_the_field_means_no_notice() -> None:
    """A book that is no health book shows nothing."""
    assert review_of([{}, {"title": "x"}]) == NO_REVIEW


@pytest.mark.parametrize("value", ["none", "", "null", "Dr Example", '{"name": "A. Example"}', "[]"])
def test_an_unsigned_page_keeps_the_whole_book_unreviewed(value: str) -> None:
    """One page without name, role and date is enough; half a signature is none."""
    review = review_of([{"clinical_review": SIGNED}, {"clinical_review": value}])
    assert (review.signed, review.notice) == (False, "Not yet clinically reviewed")


def test_a_signed_book_names_who_signed() -> None:
    """Each clinician is named once, and the oldest dates count."""
    pages = [
        {"clinical_review": SIGNED, "last_reviewed": "2026-11-20", "next_review": "2028-11-20"},
        {"clinical_review": SIGNED, "last_reviewed": "2026-10-01", "next_review": "2027-10-01"},
    ]
    review = review_of(pages)
    assert review.notice == "Clinically reviewed by A. Example, physiotherapist, 2026-11-20"
    assert (review.last_reviewed, review.next_review) == (date(2026, 10, 1), date(2027, 10, 1))


def test_notice_speaks_the_language_of_the_book() -> None:
    """The notice is translated; an unknown language gets English."""
    assert review_of([{"clinical_review": "none"}], "es-MX").notice.startswith("Aún sin")
    assert review_of([{"clinical_review": "none"}], "tlh").notice.startswith("Not yet")


def test_book_is_read_from_conf_and_chapters(build: Build, write_book: Callable[..., Path]) -> None:
    """Title, name and address come from conf.py, the review from the chapters."""
    source = write_book(
        {"index.md": "---\nclinical_review: none\n---\n# Start\n\nText.\n"},
        'project = "Knees & Co"\nhtml_baseurl = "https://example.org/knees/"\npamphleteer_licence = "CC0"',
    )
    book = book_of(build(source).env)
    assert (book.title, book.name, book.address) == ("Knees & Co", "knees-co", "example.org/knees")
    assert (book.licence, book.review.signed, book.date.year) == ("CC0", False, 2026)


def test_unknown_paper_is_refused(build: Build, write_book: Callable[..., Path]) -> None:
    """The message names the value and lists what may be written."""
    with pytest.raises(Exception, match=r"a3.*write one of a5, a4, us-letter, us-trade"):
        build(write_book({"index.md": "# Start\n"}, 'pamphleteer_paper = "a3"'))

"""What is true of the book → the words of its imprint page and of its document information."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pamphleteer.dates import day
from pamphleteer.print.markup import isolated
from pamphleteer.print.modes import Markup, Value, escape
from pamphleteer.print.words import language_of_words, word

if TYPE_CHECKING:
    from sphinx.config import Config

    from pamphleteer.book import Book


def imprint(book: Book, config: Config) -> list[list[Markup]]:
    """The paragraphs of the imprint page, each a list of lines."""
    return [
        [isolated(escape(line), line, book.language) for line in lines]
        for lines in groups(book, config)
        if any(lines)
    ]


def groups(book: Book, config: Config) -> Iterator[list[str]]:
    """The lines in plain text, grouped."""
    language = language_of_words(book.language)
    yield [f"{book.title}: {book.subtitle}" if book.subtitle else book.title, book.author]
    yield [book.description] if book.description else []
    edition = [word("version", language).format(book.version)] if book.version else []
    yield [*edition, word("edition", language).format(day(book.date.date(), language))]
    review = book.review
    yield [part for part in (review.sentence, review.detail) if part]
    days = (("reviewed", review.last_reviewed), ("next", review.next_review))
    yield [word(key, language).format(day(found, language)) for key, found in days if found]
    owner = config.copyright if isinstance(config.copyright, str) else "; ".join(config.copyright)
    licence = "" if book.licence in owner else book.licence  # many a copyright names the licence too
    yield [line for line in (f"© {owner}" if owner else "", licence) if line]
    yield [word("web", language).format(book.address)] if book.address else []
    yield [word("formats", language)]


def information(book: Book, keywords: list[str]) -> dict[str, Value]:
    """The arguments of Typst's `document`: what a catalogue or a file manager shows."""
    fields: dict[str, Value] = {"title": book.title, "keywords": keywords}
    fields |= {"author": book.author} if book.author else {}
    return fields | ({"description": book.description} if book.description else {})

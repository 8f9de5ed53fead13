"""What is true of the book → its title page and its colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.dates import day
from pamphleteer.epub.words import language_of_words
from pamphleteer.epub.xhtml import SVG, X, add, new, text_of

if TYPE_CHECKING:
    from pamphleteer.book import Book
    from pamphleteer.epub.words import Words
    from pamphleteer.epub.xhtml import Element

SVG_TAG = f"{{{SVG}}}svg"


def title_page(book: Book, title: str, author: str) -> Element:
    """Title, subtitle, author and review notice."""
    front = new("section", kind="titlepage", cls="title-page", id="title-page")
    add(front, "h1", title)
    for words, name in ((book.subtitle, "subtitle"), (author, "author"), (book.review.notice, "review")):
        if words:
            add(front, "p", words, cls=name)
    return front


def says_more(body: Element) -> bool:
    """Whether the first page of the project holds more than its heading and the contents."""
    heading = next(body.iter(X + "h1"), None)
    rest = len(text_of(body)) - (len(text_of(heading)) if heading is not None else 0)
    return rest > 0 or next(body.iter(X + "img", SVG_TAG), None) is not None


def put_title_page(body: Element, front: Element) -> None:
    """Let the title page take the place of a first page that says no more; links to it still lead there."""
    for identifier in [str(element.get("id")) for element in body.iter(X + "*") if element.get("id")]:
        if identifier != front.get("id"):
            add(front, "span", id=identifier)
    for child in list(body):
        body.remove(child)
    body.text = None
    body.append(front)


def colophon(book: Book, words: Words, rights: str, publisher: str) -> Element:
    """Review, version, date, rights, licence and address, each where it is known."""
    body = new("body")
    section = add(body, "section", kind="colophon", role="doc-colophon", id="colophon", cls="colophon",
                  aria_labelledby="colophon-heading")  # fmt: skip
    add(section, "h1", words.colophon, id="colophon-heading")
    if book.review.notice:
        box = add(section, "aside", role="note", cls="admonition review", aria_label=book.review.notice)
        add(box, "p", book.review.notice, cls="admonition-title")
        if book.review.detail:
            add(box, "p", book.review.detail)
    spoken = language_of_words(book.language)
    edition = words.version.format(book.version) + ", " if book.version else ""
    add(section, "p", f"{edition}{day(book.date.date(), spoken)}")
    for date, template in (
        (book.review.last_reviewed, words.last_reviewed),
        (book.review.next_review, words.next_review),
    ):
        if date:
            add(section, "p", template.format(day(date, spoken)))
    if rights:
        add(section, "p", rights if rights.startswith(("©", "(c)", "(C)")) else f"© {rights}")
    for line in (book.licence, publisher):
        if line and line not in rights:  # many a copyright names the licence too
            add(section, "p", line)
    if book.address:
        web = book.address if "://" in book.address else f"https://{book.address}"
        add(add(section, "p", f"{words.web}: "), "a", book.address, href=web)
    return body

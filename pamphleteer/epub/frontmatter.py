"""What is true of the book → its title page, at the head of the project's first page, and its colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import EPUB_TYPE, X, add, drop, new, text_of

if TYPE_CHECKING:
    from pamphleteer.book import Book
    from pamphleteer.epub.words import Words
    from pamphleteer.epub.xhtml import Element


def add_title_page(body: Element, book: Book, author: str) -> None:
    """Title, subtitle, author and review notice, above what else the first page says.

    The heading of the first page goes when it only repeats the title.
    """
    front = new("section", kind="titlepage", cls="title-page")
    title = add(front, "h1", book.title)
    for words, name in ((book.subtitle, "subtitle"), (author, "author"), (book.review.notice, "review")):
        if words:
            add(front, "p", words, cls=name)
    section = body.find(X + "section")
    heading = section.find(X + "h1") if section is not None else None
    if section is not None and heading is not None and same(text_of(heading), book.title):
        for inner in heading.iter(X + "span"):
            if inner.get("id"):
                front.insert(0, new("span", id=inner.get("id")))
        drop(heading)
        if identifier := section.attrib.pop("id", ""):
            title.set("id", str(identifier))
    if section is not None and not text_of(section) and not section.findall(".//" + X + "img"):
        front.set("id", section.get("id") or "title-page")
        drop(section)
    elif section is not None:
        section.set(EPUB_TYPE, "preface")
        section.set("class", "after-title")
    body.insert(0, front)


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for case and punctuation."""
    return [c for c in one.casefold() if c.isalnum()] == [c for c in other.casefold() if c.isalnum()]


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
    edition = words.version.format(book.version) + ", " if book.version else ""
    add(section, "p", f"{edition}{book.date:%Y-%m-%d}")
    for date, template in ((book.review.last_reviewed, words.last_reviewed), (book.review.next_review, words.next_review)):
        if date:
            add(section, "p", template.format(date.isoformat()))
    if rights:
        add(section, "p", rights if rights.startswith(("©", "(c)", "(C)")) else f"© {rights}")
    for line in (book.licence, publisher):
        if line:
            add(section, "p", line)
    if book.address:
        web = book.address if "://" in book.address else f"https://{book.address}"
        add(add(section, "p", f"{words.web}: "), "a", book.address, href=web)
    return body

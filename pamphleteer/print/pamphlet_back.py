"""What is true of the book → the foot of the last panel: where the whole guide is, who has checked it, which version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.dates import day
from pamphleteer.languages import in_language
from pamphleteer.print.markup import isolated, language
from pamphleteer.print.modes import Markup, Value, call, dictionary, escape, within_line
from pamphleteer.print.words import language_of_words, word

if TYPE_CHECKING:
    from pamphleteer.book import Book

QR_FILE = "qr.svg"
WORDS = {
    "en": (
        "Read the whole guide:",
        "QR code that leads to {}",
        "to print: both sides, flip on {}, 100\u00a0%",
    ),
    "es": (
        "Lea la guía completa:",
        "Código QR que lleva a {}",
        "para imprimir: a doble cara, girar por el {}, 100\u00a0%",
    ),
    "de": (
        "Der ganze Ratgeber:",
        "QR-Code, der zu {} führt",
        "zum Drucken: beidseitig, über die {} wenden, 100\u00a0%",
    ),
    "fr": (
        "Lire le guide complet\u00a0:",
        "Code QR qui mène à {}",
        "à imprimer\u00a0: recto verso, retourner sur le {}, 100\u00a0%",
    ),
    "ru": (
        "Полное руководство:",
        "QR-код, ведущий на {}",
        "для печати: с двух сторон, переворот по {}, 100\u00a0%",
    ),
    "el": (
        "Όλος ο οδηγός:",
        "Κωδικός QR που οδηγεί στο {}",
        "για εκτύπωση: διπλής όψης, αναστροφή στη {}, 100\u00a0%",
    ),
    "ar": (
        "اقرأ الدليل كاملاً:",
        "رمز استجابة سريعة يقود إلى {}",
        "للطباعة: على الوجهين، القلب على {}، 100\u00a0%",
    ),
    "he": (
        "המדריך המלא:",
        "קוד QR שמוביל אל {}",
        "להדפסה: משני הצדדים, היפוך {}, 100\u00a0%",
    ),
    "zh": ("阅读完整指南：", "通往 {} 的二维码", "打印：双面，沿{}翻转，100\u00a0%"),
    "zh-hant": ("閱讀完整指南：", "通往 {} 的 QR 碼", "列印：雙面，沿{}翻轉，100\u00a0%"),
    "ja": ("ガイド全文：", "{} へのQRコード", "印刷：両面、{}とじ、100\u00a0%"),
    "ko": ("전체 안내서 읽기:", "{} 주소의 QR 코드", "인쇄: 양면, {}으로 넘김, 100\u00a0%"),
}
"""Label of the address, text alternative of the QR code, note for whoever prints."""


def words(tag: str) -> tuple[str, str, str]:
    """The fixed words in a language; English where it is missing."""
    return in_language(WORDS, tag)


EDGES = {
    "en": ("short edge", "long edge"),
    "es": ("borde corto", "borde largo"),
    "de": ("kurze Kante", "lange Kante"),
    "fr": ("petit côté", "grand côté"),
    "ru": ("короткому краю", "длинному краю"),
    "el": ("μικρή πλευρά", "μεγάλη πλευρά"),
    "ar": ("الحافة القصيرة", "الحافة الطويلة"),
    "he": ("בצד הקצר", "בצד הארוך"),
    "zh": ("短边", "长边"),
    "zh-hant": ("短邊", "長邊"),
    "ja": ("短辺", "長辺"),
    "ko": ("짧은 가장자리", "긴 가장자리"),
}
"""The edge over which a sheet is turned, as the note names it: of a sheet that lies, and of one that stands."""


def print_note(book: Book, sheet: str, *, long_edge: bool = False) -> str:
    """How to print the sheet: stands in the title of the file, where a viewer shows it above the page.

    On the sheet itself it would take the room of text that patients need.
    """
    short, long = in_language(EDGES, book.language)
    return f"{sheet}, {words(book.language)[2].format(long if long_edge else short)}"


def link(book: Book, baseurl: str) -> str:
    """The whole address of the web edition, empty when there is none."""
    if not book.address or "://" in book.address:
        return baseurl or book.address
    return baseurl or f"https://{book.address}"


def draw_qr(address: str, folder: Path) -> None:
    """Draw the code as SVG; a quarter of it may be worn or stained."""
    import segno  # loaded only for this edition

    code = segno.make(address, error="q", micro=False)
    code.save(str(folder / QR_FILE), border=2, dark="#000", light="#fff", nl=False)


def facts(book: Book) -> Iterator[Markup]:
    """Dates and version, short enough to stand beside the code."""
    days = (("reviewed", book.review.last_reviewed), ("next", book.review.next_review))
    for key, found in days:
        if found:
            unbroken = day(found, language_of_words(book.language)).replace(" ", "\u00a0")
            told = word(key, book.language).format(unbroken)
            yield isolated(escape(told), told, book.language)
    if book.version:
        told = word("version", book.language).format(book.version)
        yield isolated(escape(told), told, book.language)


def statements(book: Book) -> Iterator[Markup]:
    """Whether anybody has checked the text, and what may be done with it."""
    if book.review.notice:
        told = within_line(call("strong", body=escape(book.review.sentence)))
        if book.review.detail:
            told += escape(book.review.gap) + escape(book.review.detail)
        yield isolated(told, book.review.sentence, book.language)
    if book.licence:
        yield isolated(escape(book.licence), book.licence, book.language)


def information(book: Book, title: str, baseurl: str, folder: Path) -> dict[str, Value]:
    """The template's `book`: document information and the foot of the last panel."""
    address = link(book, baseurl)
    if address:
        draw_qr(address, folder)
    lead, alt, _note = words(book.language)
    return {
        "language": dictionary(language(book.language)),
        "title": title,
        "author": book.author or (),
        "description": book.description or None,
        "facts": list(facts(book)),
        "statements": list(statements(book)),
        "qr": QR_FILE if address else None,
        "qr-alt": alt.format(book.address),
        "more": lead,
        "address": book.address,
        "link": address,
    }

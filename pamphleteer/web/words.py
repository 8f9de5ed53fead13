"""The fixed words that the site adds, by language; English where a language is missing."""

from __future__ import annotations

from pamphleteer.languages import in_language

WORDS = {
    "en": {
        "menu": "Download this guide",
        "epub": "E-book",
        "pdf": "Book to print",
        "large-print": "Large print",
        "booklet": "Booklet to fold and staple",
        "pamphlet-a4": "Pamphlet to fold, A4",
        "pamphlet-letter": "Pamphlet to fold, US Letter",
        "pamphlet-screen": "Pamphlet to read on screen",
        "reviewed": "Last reviewed",
        "next": "Next review due",
    },
    "es": {
        "menu": "Descargar esta guía",
        "epub": "Libro electrónico",
        "pdf": "Libro para imprimir",
        "large-print": "Letra grande",
        "booklet": "Cuadernillo para doblar y grapar",
        "pamphlet-a4": "Folleto plegable, A4",
        "pamphlet-letter": "Folleto plegable, Carta",
        "pamphlet-screen": "Folleto para leer en pantalla",
        "reviewed": "Última revisión",
        "next": "Próxima revisión",
    },
    "de": {
        "menu": "Diesen Ratgeber herunterladen",
        "epub": "E-Book",
        "pdf": "Buch zum Drucken",
        "large-print": "Großdruck",
        "booklet": "Heft zum Falten und Klammern",
        "pamphlet-a4": "Faltblatt, A4",
        "pamphlet-letter": "Faltblatt, US Letter",
        "pamphlet-screen": "Faltblatt zum Lesen am Bildschirm",
        "reviewed": "Zuletzt geprüft",
        "next": "Nächste Prüfung",
    },
    "fr": {
        "menu": "Télécharger ce guide",
        "epub": "Livre numérique",
        "pdf": "Livre à imprimer",
        "large-print": "Gros caractères",
        "booklet": "Livret à plier et agrafer",
        "pamphlet-a4": "Dépliant, A4",
        "pamphlet-letter": "Dépliant, US Letter",
        "pamphlet-screen": "Dépliant à lire à l’écran",
        "reviewed": "Dernière relecture",
        "next": "Prochaine relecture",
    },
    "ru": {
        "menu": "Скачать это руководство",
        "epub": "Электронная книга",
        "pdf": "Книга для печати",
        "large-print": "Крупный шрифт",
        "booklet": "Брошюра для сгибания и скрепления",
        "pamphlet-a4": "Буклет, A4",
        "pamphlet-letter": "Буклет, US Letter",
        "pamphlet-screen": "Буклет для чтения с экрана",
        "reviewed": "Последняя проверка",
        "next": "Следующая проверка",
    },
}


def word(key: str, language: str) -> str:
    """A fixed word in the language of the book; an unknown key is its own word."""
    table = in_language(WORDS, language)
    return table.get(key, key)

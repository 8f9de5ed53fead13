"""The fixed words that the site adds, by language; English where a language is missing."""

from __future__ import annotations

from pamphleteer.languages import in_language, language_in

WORDS = {
    "en": {
        "menu": "Download this guide",
        "epub": "E-book",
        "pdf": "Book to print",
        "large-print": "Large print",
        "booklet": "Booklet to fold and staple",
        "pamphlet": "Pamphlet to fold",
        "leaflet": "Leaflet",
        "screen": "Pamphlet to read on screen",
        "letter": "US Letter",
        "half-letter": "half US Letter",
        "bleed": "for a print shop",
        "reviewed": "Last reviewed",
        "next": "Next review due",
    },
    "es": {
        "menu": "Descargar esta guía",
        "epub": "Libro electrónico",
        "pdf": "Libro para imprimir",
        "large-print": "Letra grande",
        "booklet": "Cuadernillo para doblar y grapar",
        "pamphlet": "Folleto plegable",
        "leaflet": "Hoja informativa",
        "screen": "Folleto para leer en pantalla",
        "letter": "Carta",
        "half-letter": "media Carta",
        "bleed": "para imprenta",
        "reviewed": "Última revisión",
        "next": "Próxima revisión",
    },
    "de": {
        "menu": "Diesen Ratgeber herunterladen",
        "epub": "E-Book",
        "pdf": "Buch zum Drucken",
        "large-print": "Großdruck",
        "booklet": "Heft zum Falten und Klammern",
        "pamphlet": "Faltblatt",
        "leaflet": "Merkblatt",
        "screen": "Faltblatt zum Lesen am Bildschirm",
        "letter": "US Letter",
        "half-letter": "halbes US Letter",
        "bleed": "für die Druckerei",
        "reviewed": "Zuletzt geprüft",
        "next": "Nächste Prüfung",
    },
    "fr": {
        "menu": "Télécharger ce guide",
        "epub": "Livre numérique",
        "pdf": "Livre à imprimer",
        "large-print": "Gros caractères",
        "booklet": "Livret à plier et agrafer",
        "pamphlet": "Dépliant",
        "leaflet": "Feuillet",
        "screen": "Dépliant à lire à l’écran",
        "letter": "US Letter",
        "half-letter": "demi-US Letter",
        "bleed": "pour l’imprimeur",
        "reviewed": "Dernière relecture",
        "next": "Prochaine relecture",
    },
    "ru": {
        "menu": "Скачать это руководство",
        "epub": "Электронная книга",
        "pdf": "Книга для печати",
        "large-print": "Крупный шрифт",
        "booklet": "Брошюра для сгибания и скрепления",
        "pamphlet": "Буклет",
        "leaflet": "Листовка",
        "screen": "Буклет для чтения с экрана",
        "letter": "US Letter",
        "half-letter": "половина US Letter",
        "bleed": "для типографии",
        "reviewed": "Последняя проверка",
        "next": "Следующая проверка",
    },
}


def language_of_words(language: str) -> str:
    """The language in which `word` answers."""
    return language_in(WORDS, language)


def word(key: str, language: str) -> str:
    """A fixed word in the language of the book; an unknown key is its own word."""
    table = in_language(WORDS, language)
    return table.get(key, key)

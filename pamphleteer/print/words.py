"""The fixed words that the print editions add, by language; English where a language is missing."""

from __future__ import annotations

from pamphleteer.languages import base_language

WORDS = {
    "en": {
        "chapter": "Chapter {}",
        "contents": "Contents",
        "front": "Introduction",
        "on-page": "on page\u00a0{}",
        "version": "Version {}",
        "edition": "This edition: {}",
        "reviewed": "Last reviewed: {}",
        "next": "Next review due: {}",
        "web": "On the web: {}",
        "formats": "If you need this book in large print, as an e-book or in another form, "
        "ask whoever gave it to you.",
    },
    "es": {
        "chapter": "Capítulo {}",
        "contents": "Índice",
        "front": "Introducción",
        "on-page": "en la página\u00a0{}",
        "version": "Versión {}",
        "edition": "Esta edición: {}",
        "reviewed": "Última revisión: {}",
        "next": "Próxima revisión: {}",
        "web": "En la web: {}",
        "formats": "Si necesita este libro en letra grande, como libro electrónico o en otro formato, "
        "pídalo a quien se lo dio.",
    },
    "de": {
        "chapter": "Kapitel {}",
        "contents": "Inhalt",
        "front": "Einleitung",
        "on-page": "auf Seite\u00a0{}",
        "version": "Version {}",
        "edition": "Diese Ausgabe: {}",
        "reviewed": "Zuletzt geprüft: {}",
        "next": "Nächste Prüfung: {}",
        "web": "Im Netz: {}",
        "formats": "Wenn Sie dieses Buch in Großdruck, als E-Book oder in anderer Form brauchen, "
        "fragen Sie dort, wo Sie es bekommen haben.",
    },
    "fr": {
        "chapter": "Chapitre {}",
        "contents": "Table des matières",
        "front": "Introduction",
        "on-page": "page\u00a0{}",
        "version": "Version {}",
        "edition": "Cette édition\u00a0: {}",
        "reviewed": "Dernière relecture\u00a0: {}",
        "next": "Prochaine relecture\u00a0: {}",
        "web": "Sur le web\u00a0: {}",
        "formats": "Si vous avez besoin de ce livre en gros caractères, en livre numérique ou sous une autre forme, "
        "demandez-le à la personne qui vous l’a remis.",
    },
    "ru": {
        "chapter": "Глава {}",
        "contents": "Содержание",
        "front": "Введение",
        "on-page": "на странице\u00a0{}",
        "version": "Версия {}",
        "edition": "Это издание: {}",
        "reviewed": "Последняя проверка: {}",
        "next": "Следующая проверка: {}",
        "web": "В интернете: {}",
        "formats": "Если вам нужна эта книга крупным шрифтом, в электронном или другом виде, "
        "спросите там, где вы её получили.",
    },
    "el": {
        "chapter": "Κεφάλαιο {}",
        "contents": "Περιεχόμενα",
        "front": "Εισαγωγή",
        "on-page": "στη σελίδα\u00a0{}",
        "version": "Έκδοση {}",
        "edition": "Αυτή η έκδοση: {}",
        "reviewed": "Τελευταίος έλεγχος: {}",
        "next": "Επόμενος έλεγχος: {}",
        "web": "Στο διαδίκτυο: {}",
        "formats": "Αν χρειάζεστε αυτό το βιβλίο με μεγάλα γράμματα, ως ηλεκτρονικό βιβλίο ή σε άλλη μορφή, "
        "ζητήστε το από εκείνον που σας το έδωσε.",
    },
    "ar": {
        "chapter": "الفصل {}",
        "contents": "المحتويات",
        "front": "مقدمة",
        "on-page": "في الصفحة\u00a0{}",
        "version": "الإصدار {}",
        "edition": "هذه الطبعة: {}",
        "reviewed": "آخر مراجعة: {}",
        "next": "المراجعة القادمة: {}",
        "web": "على الويب: {}",
        "formats": "إذا احتجت إلى هذا الكتاب بأحرف كبيرة أو ككتاب إلكتروني أو بشكل آخر، فاطلبه ممن أعطاك إياه.",
    },
    "he": {
        "chapter": "פרק {}",
        "contents": "תוכן העניינים",
        "front": "מבוא",
        "on-page": "בעמוד\u00a0{}",
        "version": "גרסה {}",
        "edition": "מהדורה זו: {}",
        "reviewed": "נבדק לאחרונה: {}",
        "next": "הבדיקה הבאה: {}",
        "web": "ברשת: {}",
        "formats": "אם דרוש לך הספר הזה באותיות גדולות, כספר אלקטרוני או בצורה אחרת, יש לבקש ממי שמסר אותו.",
    },
}


def word(key: str, language: str) -> str:
    """A fixed word or sentence in a language; `{}` stands for what is put in."""
    return WORDS.get(base_language(language), WORDS["en"])[key]

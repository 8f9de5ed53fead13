"""The fixed words that the print editions add, by language; English where a language is missing."""

from __future__ import annotations

from pamphleteer.languages import in_language, language_in

WORDS = {
    "en": {
        "chapter": "Chapter {}",
        "contents": "Contents",
        "front": "Introduction",
        "more": "More",
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
        "more": "Más",
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
        "more": "Weiteres",
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
        "more": "Compléments",
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
        "more": "Дополнительно",
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
        "more": "Περισσότερα",
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
        "more": "المزيد",
        "on-page": "في الصفحة\u00a0{}",
        "version": "الإصدار {}",
        "edition": "هذه الطبعة: {}",
        "reviewed": "آخر مراجعة: {}",
        "next": "المراجعة القادمة: {}",
        "web": "على الويب: {}",
        "formats": "إذا احتجت إلى هذا الكتاب بأحرف كبيرة أو ككتاب إلكتروني أو بشكل آخر، فاطلبه ممن أعطاك إياه.",
    },
    "fa": {
        "chapter": "فصل {}",
        "contents": "فهرست مطالب",
        "front": "مقدمه",
        "more": "بیشتر",
        "on-page": "در صفحهٔ\u00a0{}",
        "version": "نسخهٔ {}",
        "edition": "این ویرایش: {}",
        "reviewed": "آخرین بازبینی: {}",
        "next": "بازبینی بعدی: {}",
        "web": "در وب: {}",
        "formats": "اگر این کتاب را با حروف درشت، به صورت کتاب الکترونیکی یا به شکل دیگری لازم دارید، "
        "از کسی که آن را به شما داده است بخواهید.",
    },
    "he": {
        "chapter": "פרק {}",
        "contents": "תוכן העניינים",
        "front": "מבוא",
        "more": "עוד",
        "on-page": "בעמוד\u00a0{}",
        "version": "גרסה {}",
        "edition": "מהדורה זו: {}",
        "reviewed": "נבדק לאחרונה: {}",
        "next": "הבדיקה הבאה: {}",
        "web": "ברשת: {}",
        "formats": "אם דרוש לך הספר הזה באותיות גדולות, כספר אלקטרוני או בצורה אחרת, יש לבקש ממי שמסר אותו.",
    },
    "zh": {
        "chapter": "第{}章",
        "contents": "目录",
        "front": "引言",
        "more": "更多",
        "on-page": "第{}页",
        "version": "版本 {}",
        "edition": "本版日期：{}",
        "reviewed": "上次审阅：{}",
        "next": "下次审阅：{}",
        "web": "网址：{}",
        "formats": "如需本书的大字版、电子书或其他形式，请向给您本书的人索取。",
    },
    "zh-hant": {
        "chapter": "第{}章",
        "contents": "目錄",
        "front": "引言",
        "more": "更多",
        "on-page": "第{}頁",
        "version": "版本 {}",
        "edition": "本版日期：{}",
        "reviewed": "上次審閱：{}",
        "next": "下次審閱：{}",
        "web": "網址：{}",
        "formats": "如需本書的大字版、電子書或其他形式，請向給您本書的人索取。",
    },
    "ja": {
        "chapter": "第{}章",
        "contents": "目次",
        "front": "はじめに",
        "more": "その他",
        "on-page": "{}ページ",
        "version": "バージョン {}",
        "edition": "この版の日付：{}",
        "reviewed": "最終確認日：{}",
        "next": "次回確認予定：{}",
        "web": "ウェブ：{}",
        "formats": "大きな文字の版、電子書籍など、ほかの形式が必要な方は、この本を渡した人にお尋ねください。",
    },
    "ko": {
        "chapter": "{}장",
        "contents": "차례",
        "front": "머리말",
        "more": "더 보기",
        "on-page": "{}쪽",
        "version": "버전 {}",
        "edition": "이 판의 날짜: {}",
        "reviewed": "마지막 검토: {}",
        "next": "다음 검토: {}",
        "web": "웹: {}",
        "formats": "큰 글자판, 전자책 또는 다른 형식이 필요하면 이 책을 건네준 사람에게 문의하세요.",
    },
}


def language_of_words(language: str) -> str:
    """The language in which `word` answers."""
    return language_in(WORDS, language)


def word(key: str, language: str) -> str:
    """A fixed word or sentence in a language; `{}` stands for what is put in."""
    return in_language(WORDS, language)[key]

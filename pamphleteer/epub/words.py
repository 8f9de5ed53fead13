"""The few words that the book itself adds, in the language of the book; English where we have no translation."""

from __future__ import annotations

from dataclasses import dataclass

from pamphleteer.languages import in_language, language_in


@dataclass(frozen=True)
class Words:
    """Fixed words; `{}` stands for what is put in."""

    contents: str = "Contents"
    landmarks: str = "Landmarks"
    cover: str = "Cover"
    title_page: str = "Title page"
    start: str = "Start of the text"
    colophon: str = "About this book"
    index: str = "Index"
    glossary: str = "Glossary"
    bibliography: str = "Bibliography"
    notes: str = "Notes"
    page: str = "Page {}"
    pages: str = "Pages of the printed book"
    print_source: str = "{title}, printed edition ({paper}), {date}"
    back: str = "Back to reference"
    done: str = "Done"
    to_do: str = "To do"
    video: str = "Video"
    sound: str = "Sound"
    web: str = "On the web"
    version: str = "Version {}"
    last_reviewed: str = "Last reviewed: {}"
    next_review: str = "Next review: {}"
    headings: str = (
        "The text has headings and a table of contents and can be shown in any size, font and colour."
    )
    described: str = "Every picture that carries information is described."
    undescribed: str = "Some pictures have no description."
    maths: str = "Formulas are MathML with a text alternative."
    indexed: str = "There is an index."
    paged: str = "The page numbers are those of the printed book."

    def medium(self, element: str) -> str:
        """What a link in place of an HTML element leads to."""
        return {"video": self.video, "audio": self.sound}.get(element, self.web)


LANGUAGES = {
    "en": Words(),
    "es": Words(
        contents="Índice general", landmarks="Partes del libro", cover="Cubierta", title_page="Portada",
        start="Comienzo del texto", colophon="Sobre este libro", index="Índice alfabético", glossary="Glosario",
        bibliography="Bibliografía", notes="Notas", back="Volver a la referencia", done="Hecho", to_do="Por hacer",
        video="Vídeo", sound="Audio", web="En la web", version="Versión {}", last_reviewed="Última revisión: {}",
        next_review="Próxima revisión: {}",
        headings="El texto tiene títulos e índice y admite cualquier tamaño, tipo de letra y color.",
        described="Todas las imágenes informativas están descritas.", undescribed="Algunas imágenes no están descritas.",
        maths="Las fórmulas están en MathML, con texto alternativo.",
        indexed="Hay un índice alfabético.",
        page="Página {}", pages="Páginas del libro impreso", paged="Los números de página son los del libro impreso.",
        print_source="{title}, edición impresa ({paper}), {date}",
    ),
    "de": Words(
        contents="Inhalt", landmarks="Teile des Buches", cover="Umschlag", title_page="Titelseite",
        start="Beginn des Textes", colophon="Über dieses Buch", index="Stichwortverzeichnis", glossary="Glossar",
        bibliography="Literatur", notes="Anmerkungen", back="Zurück zur Stelle", done="Erledigt", to_do="Zu tun",
        video="Video", sound="Ton", web="Im Netz", version="Version {}", last_reviewed="Zuletzt geprüft: {}",
        next_review="Nächste Prüfung: {}",
        headings="Der Text hat Überschriften und ein Inhaltsverzeichnis; Größe, Schrift und Farbe sind frei wählbar.",
        described="Jedes Bild, das etwas mitteilt, ist beschrieben.", undescribed="Einige Bilder sind nicht beschrieben.",
        maths="Formeln stehen in MathML, mit Alternativtext.", indexed="Es gibt ein Stichwortverzeichnis.",
        page="Seite {}", pages="Seiten des gedruckten Buches", paged="Die Seitenzahlen sind die des gedruckten Buches.",
        print_source="{title}, Druckausgabe ({paper}), {date}",
    ),
    "fr": Words(
        contents="Sommaire", landmarks="Repères", cover="Couverture", title_page="Page de titre",
        start="Début du texte", colophon="À propos de ce livre", index="Index", glossary="Glossaire",
        bibliography="Bibliographie", notes="Notes", back="Retour à l’appel", done="Fait", to_do="À faire",
        video="Vidéo", sound="Audio", web="Sur le web", version="Version {}", last_reviewed="Dernière révision : {}",
        next_review="Prochaine révision : {}",
        headings="Le texte a des titres et un sommaire ; la taille, la police et les couleurs sont libres.",
        described="Chaque image porteuse d’information est décrite.", undescribed="Certaines images ne sont pas décrites.",
        maths="Les formules sont en MathML, avec un texte de remplacement.", indexed="Il y a un index.",
        page="Page {}", pages="Pages du livre imprimé", paged="Les numéros de page sont ceux du livre imprimé.",
        print_source="{title}, édition imprimée ({paper}), {date}",
    ),
    "ru": Words(
        contents="Содержание", landmarks="Разделы книги", cover="Обложка", title_page="Титульный лист",
        start="Начало текста", colophon="Об этой книге", index="Предметный указатель", glossary="Словарь терминов",
        bibliography="Литература", notes="Примечания", back="Назад к ссылке", done="Сделано", to_do="Предстоит",
        video="Видео", sound="Звук", web="В интернете", version="Версия {}", last_reviewed="Последняя проверка: {}",
        next_review="Следующая проверка: {}",
        headings="В тексте есть заголовки и оглавление; размер, шрифт и цвет можно менять.",
        described="Все значимые изображения описаны.", undescribed="Некоторые изображения не описаны.",
        maths="Формулы записаны в MathML и имеют текстовую замену.", indexed="Есть предметный указатель.",
        page="Страница {}", pages="Страницы печатной книги", paged="Номера страниц — как в печатной книге.",
        print_source="{title}, печатное издание ({paper}), {date}",
    ),
    "ar": Words(
        contents="المحتويات", landmarks="أقسام الكتاب", cover="الغلاف", title_page="صفحة العنوان",
        start="بداية النص", colophon="عن هذا الكتاب", index="الفهرس", glossary="مسرد المصطلحات",
        bibliography="المراجع", notes="الحواشي", back="عودة إلى موضع الإشارة", done="تم", to_do="لم يتم",
        video="فيديو", sound="صوت", web="على الويب", version="الإصدار {}", last_reviewed="آخر مراجعة: {}",
        next_review="المراجعة القادمة: {}",
        headings="في النص عناوين وجدول محتويات، ويمكن عرضه بأي حجم وخط ولون.",
        described="كل صورة تحمل معلومة لها وصف.", undescribed="بعض الصور بلا وصف.",
        maths="الصيغ مكتوبة بلغة MathML ومعها نص بديل.", indexed="يوجد فهرس.",
        page="صفحة {}", pages="صفحات الكتاب المطبوع", paged="أرقام الصفحات هي أرقام الكتاب المطبوع.",
        print_source="{title}، الطبعة الورقية ({paper})، {date}",
    ),
    "he": Words(
        contents="תוכן העניינים", landmarks="חלקי הספר", cover="כריכה", title_page="עמוד השער",
        start="תחילת הטקסט", colophon="על הספר", index="מפתח", glossary="מילון מונחים",
        bibliography="ביבליוגרפיה", notes="הערות", back="חזרה להפניה", done="בוצע", to_do="לביצוע",
        video="סרטון", sound="שמע", web="באינטרנט", version="גרסה {}", last_reviewed="נבדק לאחרונה: {}",
        next_review="הבדיקה הבאה: {}",
        headings="בטקסט יש כותרות ותוכן עניינים, וניתן להציגו בכל גודל, גופן וצבע.",
        described="לכל תמונה נושאת מידע יש תיאור.", undescribed="לחלק מהתמונות אין תיאור.",
        maths="הנוסחאות כתובות ב-MathML, עם טקסט חלופי.", indexed="יש מפתח.",
        page="עמוד {}", pages="עמודי הספר המודפס", paged="מספרי העמודים הם של הספר המודפס.",
        print_source="{title}, מהדורה מודפסת ({paper}), {date}",
    ),
}  # fmt: skip


def language_of_words(language: str) -> str:
    """The language in which `words_in` answers."""
    return language_in(LANGUAGES, language)


def words_in(language: str) -> Words:
    """The words for a language (BCP 47 tag)."""
    return in_language(LANGUAGES, language)

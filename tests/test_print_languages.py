"""Books in many languages: every word can be read back, in its order, hyphenated or not as the language asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from conftest import Build
from pdf_text import pages
from print_tags import tags
from tools import need, run

Write = Callable[..., Path]
TEXTS = {
    "en": "Stretch the calf slowly and hold it for 30 seconds, breathing calmly. Uncomfortable tightness usually disappears "
    "within a few minutes; extraordinarily persistent discomfort deserves professional attention.",
    "es": "Estire la pantorrilla lentamente y manténgala así durante 30 segundos, respirando con tranquilidad. ¿Continúa el "
    "calambre? Entonces, pregunte inmediatamente a un fisioterapeuta especializado; generalmente desaparece espontáneamente, "
    "extraordinariamente rápido.",
    "ru": "Медленно вытяните ногу и удерживайте её 30 секунд, спокойно дыша. Неприятное напряжение обыкновенно "
    "проходит за несколько минут; продолжительную боль обязательно обсудите с физиотерапевтом.",
    "el": "Τεντώστε αργά το πόδι και κρατήστε το για 30 δευτερόλεπτα, αναπνέοντας ήρεμα. Η δυσάρεστη ένταση συνήθως "
    "υποχωρεί μέσα σε λίγα λεπτά· συζητήστε τον επίμονο πόνο με τον φυσικοθεραπευτή σας.",
    "ar": "مد الساق ببطء وأبقها هكذا 30 ثانية وتنفس بهدوء. يزول الشد عادة خلال دقائق قليلة؛ واسأل الطبيب إذا طال الألم.",
    "he": "מתחו את הרגל לאט והחזיקו כך 30 שניות בנשימה רגועה. המתיחות חולפת בדרך כלל בתוך כמה דקות; שאלו רופא אם הכאב נמשך.",
}
MIXED = "خذ حبة واحدة من Paracetamol 500 mg كل 6 ساعات، لا أكثر من 4 حبات في اليوم (انظر WHO 2023)."
HYPHENATED = {"en", "es", "ru", "el"}
MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u200b\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))


def plain(text: str) -> str:
    """Letters and digits as they are written, without marks of direction, vowel signs and spaces."""
    text = unicodedata.normalize("NFKC", text.translate(MARKS))
    text = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
    return re.sub(r"\W", "", text)


def printed(build: Build, write_book: Write, language: str, text: str) -> tuple[Path, str]:
    """A book of one chapter with the text over and over; the PDF and its words."""
    chapter = f"# {text.split(maxsplit=1)[0]}\n\n" + "\n\n".join([text] * 6) + "\n"
    folder = write_book(
        {"index.md": "# A\n\n```{toctree}\nchapter\n```\n", "chapter.md": chapter}, f'language = "{language}"'
    )
    path = build(folder, "pdf").file("*.pdf")
    return path, run(["pdftotext", path, "-"]).stdout


@pytest.mark.parametrize("language", TEXTS)
def test_words_can_be_read_back(build: Build, write_book: Write, language: str) -> None:
    """All words in order, six times; hyphens at line ends only where the language has them; digits as written."""
    need("pdftotext")
    path, text = printed(build, write_book, language, TEXTS[language])
    joined = re.sub(r"[-\u2010\u00ad]\n", "", text)
    assert plain(joined).count(plain(TEXTS[language])) == 6
    assert bool(re.search(r"\w[-\u2010\u00ad]\n\w", text)) == (language in HYPHENATED)
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == language
        assert str(pdf.Root.ViewerPreferences.get("/Direction", "/L2R")) == (
            "/R2L" if language in {"ar", "he"} else "/L2R"
        )


def test_lines_of_two_directions(build: Build, write_book: Write) -> None:
    """Latin words and numbers within Arabic keep their place and their order."""
    need("pdftotext")
    _path, text = printed(build, write_book, "ar", MIXED)
    assert plain(text).count(plain(MIXED)) == 6


CODE = """# \u0643\u062a\u0627\u0628 `k(k):`

\u062e\u0630 `m(m);` \u0623\u0648 {kbd}`p[p].` \u062b\u0645 ``w/w/.``

```python
class b(b):
```

```{code-block} text
:caption: \u0635\u0648\u0631\u0629

$ g -g (g).
```

| \u0623 | \u0628 |
|---|---|
| `t(t):` | \u0628 |

```{py:function} f(f) -> f
:no-index:
```
"""


def test_code_within_text_from_right_to_left(build: Build, write_book: Write) -> None:
    """Code reads from left to right wherever it stands: its signs stay where they are written."""
    need("pdftotext")
    folder = write_book(
        {"index.md": "# A\n\n```{toctree}\nchapter\n```\n", "chapter.md": CODE}, 'language = "ar"'
    )
    drawn = run(["pdftotext", "-raw", build(folder, "pdf").file("*.pdf"), "-"]).stdout.translate(MARKS)
    lines = "\n".join("".join(line.split()) for line in drawn.splitlines())
    for code in ("k(k):", "m(m);", "p[p].", "w/w/.", "classb(b):", "$g-g(g).", "t(t):", "f(f)→f"):
        assert code in lines


FAR_EAST = {
    "zh_CN": ("患者请阅读：腿抽筋时慢慢伸展，休息 10 分钟。", "NotoSerifCJKsc", "目录"),
    "zh_TW": ("患者請閱讀：腿抽筋時慢慢伸展，休息 10 分鐘。", "NotoSerifCJKtc", "目錄"),
    "ja": ("足がつったら、ゆっくり伸ばして 30 秒待ちます。", "NotoSerifCJKjp", "目次"),
    "ko": ("다리에 쥐가 나면 천천히 펴고 30 초 기다리세요.", "NotoSerifCJKkr", "차례"),
}


@pytest.mark.parametrize("language", FAR_EAST)
def test_far_east_where_a_font_is_installed(build: Build, write_book: Write, language: str) -> None:
    """The fonts of the machine are used for these letters only, in the variant of the language; the words can be read back."""
    need("pdftotext", "cjk")
    words, font, contents = FAR_EAST[language]
    path, text = printed(build, write_book, language, words)
    assert plain(text).count(plain(words)) == 6
    assert contents in text
    assert tags(path)
    names = run(["pdffonts", path]).stdout
    assert font in names
    assert "SourceSerif4" in names


def test_a_listing_runs_from_left_to_right(build: Build, write_book: Write) -> None:
    """In a book that runs the other way, each line begins at the left, and its signs keep their order."""
    text = '# كتاب\n\nكلمات.\n\n```xml\n<field name="model">a</field>\n<b>\n```\n'
    pdf = build(write_book({"index.md": text}, 'language = "ar"'), "pdf").file("*.pdf")
    lines: dict[int, list[str]] = {}
    for page in pages(pdf):
        for piece in sorted(page, key=lambda piece: piece.x):
            lines.setdefault(round(piece.y), []).append(piece.text)
    assert '<field name="model">a</field>' in ["".join(line) for line in lines.values()]

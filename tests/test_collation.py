"""The order of words in many languages, and the index and glossaries that follow it in every edition."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Build
from epub_book import Epub
from lxml import html
from tools import need, run

from pamphleteer.collation.collator import collator
from pamphleteer.collation.elements import root_lines, root_weights
from pamphleteer.collation.rules import Option, Reader, Relation, Reset

Write = Callable[..., Path]
ORDERS = {
    "en": "A a|A anchor|A Äpfel|A apple|B bear|C co-op|C coal|Z zoo",
    "sv": "A apa|V val|W wok|Z zebra|Å ål|Ä äpple|Ö öl",
    "da": "Z zebra|Æ æble|Ø øl|Å ål|Å Aarhus",
    "nb": "S sebra|Æ ære|Ø øl|Å ål",
    "fi": "V vesi|Z zeniitti|Å Åbo|Ä äiti|Ö öljy",
    "es": "L llama|L luz|N nube|Ñ ñandú|O oso",
    "cs": "A auto|C citron|Č čáp|H hrad|CH chata|I idea|S sova|Š šál",
    "sk": "C cena|Č čaj|D dom|H hora|CH chlieb|I ihla",
    "hu": "A alma|A áru|C cukor|CS csaba|DZS dzsem|G gép|GY gyár|Z zene|ZS zsír",
    "hr": "C cipela|Č čaj|Ć ćuk|D dan|DŽ džep|Đ đak|L lopta|LJ ljeto|N noga|NJ njuh",
    "de": "A Apfel|A Äpfel|A Atem|O Ofen|O Öl|O Ozean|S Strasse|S Straße",
    "fr": "C cote|C coté|C côte|C côté|E école|E étage|E étoile",
    "fr_CA": "C cote|C côte|C coté|C côté",
    "pl": "C cma|Ć ćma|L lza|Ł łza|Z zupa|Ź źle|Ż żaba",
    "tr": "C cam|Ç çay|G göz|I ısı|İ isim|O on|Ö ön|S su|Ş şeker|U un|Ü üst",
    "et": "S sool|Š šokk|Z zebra|Ž žanr|T tere|U uus|V vana|Õ õlu|Ä ära|Ö öö|Ü üks",
    "lt": "C cukrus|Č čekis|I yra|I iris|J jonas|S sala|Š šalis|Z zebra|Ž žuvis",
    "lv": "C cilvēks|Č čaks|G gads|Ģ ģimene|K kaķis|Ķ ķirsis|L laiks|Ļ ļaudis",
    "ro": "A apă|Ă ăst|Â âmb|S sare|Ș șarpe|T tare|Ț țară",
    "is": "A api|Á ár|D dagur|Ð ð|Þ þorn|Æ æði|Ö öl",
    "vi": "A an|Ă ăn|Â ân|D da|Đ đi|E em|Ê êm",
    "cy": "C car|CH chwaer|D dyn|DD dda|F fel|FF ffa|L lan|LL llan",
    "ru": "Е ёж|Е ежик|Е ель|И идол|Й йод|Я яма|A apple",
    "uk": "Г год|Ґ ґава|Е ель|Є єдність|И икс|І іній|Ї їжак|Й йод",
    "sr": "Д дан|Ђ ђак|Л лед|Љ љубав|Ћ ћуран|У ум",
    "sr@latin": "C car|Č čas|Ć ćuran|D dan|DŽ džep|Đ đak",
    "el": "Α άλφα|Α άνθρωπος|Β βήτα|Ω ωμέγα|A alpha",
    "ar": "ا أب|ا إبرة|ب باب|ت تمر|ي يد|A apple",
    "fa": "آ آب|ا ابر|ب باب|پ پدر|گ گل|ی یخ",
    "he": "א אבא|ב בית|ש שלום|Z zebra",
    "hi": "अ अब|क कमल|ख खत|ह हम",
    "th": "ก กา|ก เกาะ|ก ไก่|ข ขา",
    "ka": "ა ანა|ბ ბარი|ჰ ჰაერი",
    "hy": "Ա արև|Բ բան|Ֆ ֆիլմ",
    "ja": "あ あい|あ アイ|か かき|か カキ|か がき|か きく|さ サクラ|は はは|は ぱぱ",
    "ko": "ㄱ 가나|ㄱ 가방|ㄱ 각|ㄱ 깨|ㄴ 나무|ㄷ 다리|ㅎ 하늘",
    "zh": "A 安徽|B 北京|C 重庆|S 上海",
    "zh_TW": "1 劃 一|3 劃 上海|5 劃 北京|A apple",
}
"""Language → (heading, word) in the order of its dictionaries."""


@pytest.mark.parametrize("language", ORDERS)
def test_words_stand_in_the_order_of_their_language(language: str) -> None:
    """Whatever order they come in; each under the letter where readers look for it."""
    pairs = [pair.rpartition(" ")[::2] for pair in ORDERS[language].split("|")]
    words = [word for _heading, word in pairs]
    mixed = sorted(words, key=lambda word: random.Random(word).random())  # noqa: S311 - any order will do
    order = collator(language)
    assert sorted(mixed, key=order.key) == words
    assert [(order.heading(word), word) for word in words] == pairs


@pytest.mark.parametrize("word", ["10 mg", "(a)", "  ", "", "→", "\u200f", "5é"])
def test_what_begins_with_no_letter_has_no_heading(word: str) -> None:
    """Digits and signs share one group, whose words belong to Sphinx."""
    assert collator("en").heading(word) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("école", "e\u0301cole"),
        ("\u200fאבא", "אבא"),
        ("co\u00adop", "coop"),
        ("ﬁn", "fin"),
        ("각", "\u1100\u1161\u11a8"),
    ],
)
def test_two_forms_of_one_word_sort_alike(one: str, other: str) -> None:
    """Composed or not, with marks of direction or without: the same letters."""
    assert collator("fr").key(one)[0] == collator("fr").key(other)[0]


def test_every_line_of_the_root_order_is_found() -> None:
    """By the characters that it is about, and nothing for others."""
    lines = root_lines().decode().splitlines()[1:]
    pairs = [line.split(";") for line in lines]
    assert len(pairs) > 30_000
    assert all(
        root_weights("".join(chr(int(code, 16)) for code in codes.split())) == weights
        for codes, weights in pairs
    )
    assert [root_weights(text) for text in ("", "漢", "aa", "\U0010ffff")] == [None] * 4


def test_rules_are_read_as_cldr_writes_them() -> None:
    """Quotes, escapes, comments, lists, contexts and extensions."""
    lines = (
        "&[before 1]'a-b' < c <<< C # a comment",
        r"= h|ー < x/yz <* e-g'k' [reorder Grek] &[last regular]<'￿'<\u0041",
    )
    rules = "\n".join(lines)
    assert list(Reader(rules).steps()) == [
        Reset("a-b", 1),
        Relation(1, "c"),
        Relation(3, "C"),
        Relation(5, "ー", prefix="h"),
        Relation(1, "x", extension="yz"),
        *(Relation(1, letter) for letter in "efgk"),
        Option("reorder", "Grek"),
        Reset("last regular", is_position=True),
        Relation(1, "￿"),
        Relation(1, "A"),
    ]
    with pytest.raises(ValueError, match="no rule"):
        list(Reader("a < b").steps())


SWEDISH = {
    "index.md": "# Bok\n\n```{toctree}\none\n```\n\n{ref}`genindex`\n",
    "one.md": (
        "# Ett\n\n```{glossary}\n:sorted:\n\nöl\n  1\n\napa\n  2\n\nål\n  3\n\nval\n  4\n\näpple\n  5\n```\n\n"
        "```{index} zebra; ö, zebra; a, zebra; å, 10 mg, _x\n```\nText.\n"
    ),
}
FIVE = ["apa", "val", "ål", "äpple", "öl"]
GROUPS = ["Symboler", "_", "A", "V", "Z", "Å", "Ä", "Ö"]


def test_site_in_the_order_of_its_language(build: Build, write_book: Write) -> None:
    """The glossary and the index with its headings and sub-entries."""
    built = build(write_book(SWEDISH, 'language = "sv"\nhtml_theme = "alabaster"'))
    page, index = (html.parse(built.file(name)) for name in ("one.html", "genindex.html"))
    assert [term.text for term in page.xpath("//dl//dt")] == FIVE
    assert [head.text for head in index.xpath("//h2")] == GROUPS
    assert index.xpath("//div[@class='genindex-jumpbox']//a/strong/text()") == GROUPS
    entries = [" ".join(item.text_content().split()) for item in index.xpath("//td/ul/li")]
    assert entries == ["10 mg", "_x", "apa", "val", "zebra a å ö", "ål", "äpple", "öl"]


def test_split_index_has_a_page_for_each_letter(build: Build, write_book: Write) -> None:
    """Also for those that are no letter for Sphinx, and each with its own entries only."""
    built = build(write_book(SWEDISH, 'language = "sv"\nhtml_theme = "alabaster"\nhtml_split_index = True'))
    found = {
        letter: html.parse(built.out / f"genindex-{letter}.html").xpath("//td/ul/li//a//text()")
        for letter in "AVÅÄÖ"
    }
    assert found == dict(zip("AVÅÄÖ", ([word] for word in FIVE), strict=True))
    links = html.parse(built.file("genindex.html")).xpath("//div[@class='body']//a/@href")
    targets = [unquote(link).partition("#")[0] for link in links if link.startswith("genindex-")]
    assert len(targets) >= len(GROUPS)
    assert [name for name in targets if not (built.out / name).is_file()] == []


def test_ebook_in_the_order_of_its_language(build: Build, write_book: Write) -> None:
    """The same glossary and index."""
    book = Epub(build(write_book(SWEDISH, 'language = "sv"'), "epub").file("*.epub"))
    assert ["".join(map(str, term.itertext())) for term in book.find("text/one.xhtml", "//h:dt")] == FIVE
    assert [head.text for head in book.find("text/genindex.xhtml", "//h:h2")] == GROUPS


def test_print_in_the_order_of_its_language(build: Build, write_book: Write) -> None:
    """The same glossary and index."""
    need("pdftotext")
    path = build(write_book(SWEDISH, 'language = "sv"'), "pdf").file("*.pdf")
    text = run(["pdftotext", "-raw", path, "-"]).stdout
    chapter, _title, index = text.rpartition("Index\n")
    assert re.findall(r"^(?:apa|val|ål|äpple|öl)$", chapter, re.MULTILINE) == FIVE
    assert [line for line in index.splitlines() if line in GROUPS] == GROUPS


def test_the_writer_may_name_the_heading(build: Build, write_book: Write) -> None:
    """Japanese words by their reading: what Sphinx takes as the key of a term decides group and place."""
    page = "# 一\n\n```{eval-rst}\n.. glossary::\n\n   漢字 : か\n     1\n\n   愛 : あ\n     2\n\n   かき\n     3\n```\n"
    files = {"index.md": "# 本\n\n```{toctree}\none\n```\n", "one.md": page}
    built = build(write_book(files, 'language = "ja"\nhtml_theme = "alabaster"'))
    index = html.parse(built.file("genindex.html"))
    assert [head.text for head in index.xpath("//h2")] == ["あ", "か"]
    assert index.xpath("//td/ul/li//a//text()") == ["愛", "漢字", "かき"]


def test_a_page_in_another_language_sorts_by_its_own(build: Build, write_book: Write) -> None:
    """`lang` of the front matter decides for the glossaries of the page."""
    page = (
        "---\nlang: es\n---\n# Uno\n\n```{glossary}\n:sorted:\n\nñandú\n  1\n\noso\n  2\n\nnube\n  3\n```\n"
    )
    files = {"index.md": "# Book\n\n```{toctree}\none\n```\n", "one.md": page}
    built = build(write_book(files, 'html_theme = "alabaster"'))
    assert html.parse(built.file("one.html")).xpath("//dt/text()") == ["nube", "ñandú", "oso"]

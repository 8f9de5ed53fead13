"""Texts → copies: what is found word for word, changed or translated back, and what is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pamphleteer.lint.book import Book, record_of
from pamphleteer.lint.copies.find import find_copies
from pamphleteer.lint.copies.texts import Text, text_of
from pamphleteer.lint.engine import run_book
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.page import Block
from pamphleteer.lint.read.markdown import read_markdown
from pamphleteer.lint.rules import RULES
from pamphleteer.lint.source import Source

STRETCH = (
    "Sit on the floor beside a door frame and rest one heel against the wall, with the other leg through the open door. "
    "Straighten the knee slowly until you feel a mild pull behind the leg, and stop before it hurts. "
    "Breathe out, let the shoulders sink, and stay like this for 30 seconds. "
    "Bend the knee, shake the leg, and change to the other side. "
    "Do the whole round three times in the evening, when the muscle is warm from the day. "
    "If the pull turns into a sharp sting, move away from the wall by a hand and try again the next day. "
    "People with a bad back put a cushion under the hips, which takes the strain from the spine."
)
CHANGED = (
    STRETCH.replace("mild", "gentle").replace("shake the leg", "loosen the leg").replace("cushion", "pillow")
)
TRANSLATED = (
    "Take a seat on the ground next to a door frame and place one heel on the wall, the other leg passes through the "
    "opened door. "
    "Extend the knee gradually until a slight tension is felt at the back of the leg, and stop before there is pain. "
    "Exhale, let your shoulders drop, and remain in this way during 30 seconds. "
    "Flex the knee, shake out the leg, and switch to the other side. "
    "Carry out the complete round three times at evening, when the muscle is warm after the day. "
    "If the tension becomes a sharp sting, withdraw from the wall by one hand and attempt it again on the following day. "
    "Persons with a bad back place a cushion beneath the hips, this relieves the spine of the strain."
)
"""The stretch as it may come back from another language."""
ICE = (
    "Wrap crushed ice in a damp towel and lay it on the sore spot for 15 minutes. "
    "Never put it on bare skin, because cold burns look like hot ones. "
    "Wait two hours, look at the colour of the skin, and repeat it up to four times on the first day. "
    "A bag of frozen peas follows the shape of the ankle well and can go back into the freezer. "
    "Somebody with numb feet or poor circulation leaves ice alone and asks a nurse first."
)
PEAS = " ".join(re.split(r"(?<=\.) ", ICE)[3:])
"""The last two sentences on ice: a passage, no section."""
CRUTCHES = (
    "Crutches come in many lengths. Ask for a pair whose grip reaches your wrist when the arm hangs down, and check the "
    "rubber tips each week for wear and for stones that stick in them."
)
ALONE = (
    "Whoever lives alone wears a small bag around the neck, so that both hands stay free for the grips, and carries the "
    "telephone, the keys and a bottle of water in it from room to room."
)
BATH = (
    "Put a rubber mat into the tub and a rail beside it. A stool in the shower lets you sit while you wash. "
    "Dry yourself on the stool as well, since wet tiles are the slipperiest spot in a flat."
)
ARTICLE = (("Ice", ICE), ("Wall", STRETCH), ("Crutches", CRUTCHES), ("Alone", ALONE), ("Bath", BATH))
RUSSIAN = (
    "Оберните лёд влажным полотенцем и положите его на больное место на пятнадцать минут. "
    "Никогда не кладите лёд на голую кожу, потому что холодные ожоги похожи на горячие. "
    "Подождите два часа, посмотрите на цвет кожи и повторите до четырёх раз в первый день. "
    "Пакет замороженного горошка хорошо ложится по форме лодыжки."
)
SPANISH = (
    "Envuelva el hielo triturado en una toalla húmeda y colóquelo sobre la zona dolorida durante quince minutos. "
    "No lo ponga nunca sobre la piel desnuda, porque las quemaduras de frío se parecen a las de calor. "
    "Espere dos horas, mire el color de la piel y repítalo hasta cuatro veces el primer día."
)


def article(*sections: tuple[str, str], title: str = "Book") -> str:
    """A page of sections; the first paragraph is on line 5, each next four lines below."""
    return f"# {title}\n\n" + "\n\n".join(f"## {name}\n\n{text}" for name, text in sections) + "\n"


def page(text: str, title: str = "Page") -> str:
    """A page of one section, which is on line 3."""
    return f"# {title}\n\n{text}\n"


def found(files: dict[str, str], earlier: Iterable[str] = ()) -> list[Finding]:
    """What the rules on copies find in the files of a book, paths as given; `earlier` are those of another one."""
    sources = {name: Source(text) for name, text in files.items()}
    pages = {name: read_markdown(source, name, "en") for name, source in sources.items()}
    records = [record_of(page, sources.get, own=name not in earlier) for name, page in pages.items()]
    findings = run_book(Book(records, pages.get, sources.get), RULES)
    return [finding for finding in findings if finding.rule.startswith("duplicate-")]


def told(finding: Finding) -> tuple[str, str, int, int, str]:
    """Which of the rules, and where from line to line; what kind of copy."""
    kind = re.search(r"word-for-word|near|reworded|places", finding.message)
    assert kind, finding.message
    return finding.rule[len("duplicate-") :], finding.path, finding.line, finding.end_line, kind[0]


KINDS = {"word-for-word": STRETCH, "near": CHANGED, "reworded": TRANSLATED}


@pytest.mark.parametrize(("kind", "text"), KINDS.items())
def test_a_section_in_another_file(kind: str, text: str) -> None:
    """At the later file, with the heading, file and line of the other place."""
    files = {
        "one.md": article(("Ice", ICE), ("Wall", STRETCH)),
        "two.md": article(("Bath", BATH), ("Evening", text)),
    }
    (copy,) = found(files)
    assert told(copy) == ("section", "two.md", 9, 9, kind)
    assert copy.severity == "warning"
    assert copy.text == text
    assert "“Wall” (one.md, line 9)" in copy.message
    assert [(r.path, r.line, r.end_line, r.text) for r in copy.related] == [("one.md", 9, 9, STRETCH)]
    assert ("7 of 7 sentences" in copy.hint) == (kind != "word-for-word")
    percent = int(re.findall(r"(\d+)% alike", copy.message)[0])
    assert {"word-for-word": percent == 100, "near": 75 <= percent < 100, "reworded": percent < 75}[kind]


@pytest.mark.parametrize(("kind", "text"), KINDS.items())
def test_a_section_in_the_same_file(kind: str, text: str) -> None:
    """The same, without a file in the message; the later place is judged."""
    (copy,) = found({"one.md": article(("Wall", STRETCH), ("Ice", ICE), ("Evening", text))})
    assert told(copy) == ("section", "one.md", 13, 13, kind)
    assert "“Wall” (line 5)" in copy.message
    assert copy.related[0].line == 5


def test_within_one_file_only_a_sure_copy_counts() -> None:
    """Half of it, reworded, is enough between files, where no page sums itself up."""
    some, others = (" ".join(re.split(r"(?<=\.) ", text)[:4]) for text in (STRETCH, TRANSLATED))
    assert found({"one.md": article(("Wall", some), ("Ice", ICE), ("Evening", others))}) == []
    (copy,) = found({"one.md": page(some), "two.md": page(others)})
    assert told(copy) == ("section", "two.md", 3, 3, "reworded")


def test_a_passage_inside_another_section() -> None:
    """It is marked from its first word to its last, and is no section."""
    (copy,) = found({"one.md": page(ICE), "two.md": page(f"{BATH} {PEAS} {CRUTCHES}")})
    assert told(copy) == ("passage", "two.md", 3, 3, "word-for-word")
    assert copy.text == PEAS
    assert (copy.column, copy.end_column) == (len(BATH) + 2, len(BATH) + 2 + len(PEAS))
    (other,) = copy.related
    assert ICE[other.column - 1 : other.end_column - 1] == other.text == PEAS


def test_paragraphs_across_the_bounds_of_sections() -> None:
    """One finding from the end of a section into the next; the paragraphs before and behind are left out."""
    first = article(("Ice", f"{BATH}\n\n{PEAS}"), ("Wall", f"{CRUTCHES}\n\n{SPANISH}"), title="One")
    second = article(("Cold", f"{ALONE}\n\n{PEAS}"), ("Door", f"{CRUTCHES}\n\n{RUSSIAN}"), title="Two")
    (copy,) = found({"one.md": first, "two.md": second})
    assert told(copy) == ("passage", "two.md", 7, 11, "word-for-word")
    assert (copy.related[0].line, copy.related[0].end_line) == (7, 11)


@pytest.mark.parametrize("changed", [False, True])
def test_a_whole_article_is_one_finding_with_its_parts(changed: bool) -> None:
    """Five sections, each with the lines of its like."""
    second = article(*ARTICLE, title="Copy")
    if changed:
        second = (
            second.replace("crushed ice", "ice cubes").replace("mild", "slight").replace("stones", "grit")
        )
    (copy,) = found({"one.md": article(*ARTICLE), "two.md": second})
    assert told(copy) == ("section", "two.md", 5, 21, "near" if changed else "word-for-word")
    assert len(copy.beside) == (3 if changed else 0)
    other, *parts = copy.related
    assert (other.path, other.line, other.end_line) == ("one.md", 5, 21)
    assert [part.line for part in parts] == [5, 9, 13, 17, 21]
    for part, (title, _text) in zip(parts, ARTICLE, strict=True):
        assert part.message.startswith(f"part “{title}”, line {part.line}, stands here")


def test_earlier_books_are_neither_judged_nor_compared_with_each_other() -> None:
    """Of three like pages, two of them earlier, only the new one is told of."""
    files = {"old/one.md": page(ICE), "old/two.md": page(ICE), "a.md": page(ICE)}
    assert [f.path for f in found(files, ["old/one.md", "old/two.md"])] == ["a.md"]
    assert found({**files, "a.md": page(BATH)}, ["old/one.md", "old/two.md"]) == []
    assert len(found({**files, "a.md": page(BATH)})) == 1


COLD = "Cold eases a fresh sprain. Put an ice pack on the ankle for a quarter of an hour; less blood seeps into the tissue then."
BLUE = "An ankle turns blue since small vessels tear and blood runs out under the skin; doctors advise ice in the first hours."
IN_SHORT = (
    "Wrap crushed ice in a damp towel, never on bare skin. Wait two hours, look at the skin, repeat up to four times. "
    "Frozen peas follow the ankle. Numb feet or poor circulation: ask a nurse."
)
NEVER = "Rest the leg when it hurts and ask a nurse."
MOULD = (
    "{0} is a disease in which cells of the {1} grow out of control. The cells form a lump that can press on nearby "
    "organs. Most people notice {2} first. A doctor takes a small sample of the {1} and looks at it under a microscope."
)
DISEASES = """Gastroma, stomach, loss of appetite; Nephroma, kidney, blood in the urine; Hepatoma, liver, yellow skin;
Osteoma, bone, an ache at night; Dermoma, skin, a dark spot"""
ILLNESS = (
    "What is {0}? {0} is an illness of the {1}. The {1} swells, and the {1} no longer does its work. Doctors treat {0} with "
    "rest and with tablets. Most people with {0} are well again after some weeks, and {0} seldom comes back."
)


@pytest.mark.parametrize(
    "files",
    [
        {"one.md": page(COLD), "two.md": page(BLUE), "three.md": page(ICE)},
        {"one.md": article(("In short", IN_SHORT), ("Ice", ICE))},
        {"one.md": page(ICE), "two.md": page(IN_SHORT)},
        {f"{n}.md": page(MOULD.format(*row.split(", "))) for n, row in enumerate(DISEASES.split(";"))},
        {
            f"{name}.md": page(ILLNESS.format(*name))
            for name in (("gastritis", "stomach"), ("nephritis", "kidney"))
        },
        {"one.md": page(NEVER), "two.md": page(NEVER), "three.md": article(("A", NEVER), ("B", NEVER))},
        {"one.md": "", "two.md": "\n\n", "three.md": "# Only a heading\n", "four.md": page(ICE)},
    ],
    ids=["subject", "summary within", "summary beside", "mould", "two in a mould", "short", "empty"],
)
def test_what_is_no_copy(files: dict[str, str]) -> None:
    """Each would be found if words alone counted."""
    assert found(files) == []


@pytest.mark.parametrize("times", [2, 3, 4, 8, 13])
def test_a_list_that_repeats_its_item(times: int) -> None:
    """Verses and tables go on repeating themselves and are no copies; in another file they are."""
    item = "- Walk ten steps with both crutches, turn at the wall, and rest on the chair by the window.\n"
    rounds = "# Rounds\n\n" + item * times
    assert found({"one.md": rounds}) == []
    assert {f.path for f in found({"one.md": rounds, "two.md": rounds})} == {"two.md"}


@pytest.mark.parametrize(
    ("markup", "copied"),
    [
        ("```{{figure}} a.png\n:alt: x\n\n{}\n```", False),
        ("```{{figure}} a.png\n:alt: {}\n```", False),
        ("![{}](a.png)", False),
        ("```\n{}\n```", False),
        ("    {}", False),
        ("# {}", False),
        ("- {}", True),
        ("> {}", True),
        (":::{{note}}\n{}\n:::", True),
        ("| Bath | Alone |\n|---|---|\n| {} | x |", True),
    ],
)
def test_what_is_alike_by_nature_is_not_compared(markup: str, copied: bool) -> None:
    """Captions, alternative texts, code and headings; items, quotations, boxes and cells are."""
    text = page(markup.format(ALONE))
    assert bool(found({"one.md": text, "two.md": text})) == copied


@pytest.mark.parametrize("text", [RUSSIAN, SPANISH])
def test_other_languages(text: str) -> None:
    """Word for word and with changes, without any word of English."""
    changed = text.replace("больное", "ушибленное").replace("dolorida", "lastimada")
    assert changed != text
    for other, kind in ((text, "word-for-word"), (changed, "near")):
        (copy,) = found({"one.md": page(text), "two.md": page(other)})
        assert told(copy) == ("section", "two.md", 3, 3, kind)


def text(path: str, *paragraphs: str) -> Text:
    """The text that some paragraphs make."""
    return text_of(path, enumerate(Block("paragraph", words, path, 1) for words in paragraphs))


NAMES = st.text("abdeiklmnorstu", min_size=3, max_size=7)
SENTENCES = st.lists(NAMES, min_size=5, max_size=9, unique=True).map(
    lambda words: " ".join(words).capitalize() + "."
)


@settings(deadline=None, max_examples=50)
@given(st.lists(SENTENCES, min_size=5, max_size=30, unique=True))
def test_a_text_is_one_copy_of_itself(sentences: list[str]) -> None:
    """Word for word, from its first sentence to its last."""
    texts = [text("one", " ".join(sentences)), text("two", *sentences)]
    copies = [copy for copy in find_copies(texts)[1] if copy.left.text != copy.right.text]
    assert [(copy.kind, copy.alike) for copy in copies] == [("exact", 1.0)]
    size, left, right = len(sentences), copies[0].left, copies[0].right
    assert (left.low, left.high, right.low, right.high) == (0, size, size, 2 * size)


LONG = [f"Rest the leg on {n} cushions, and wait until the pain has gone away again." for n in range(9)]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.text(max_size=80), max_size=6), max_size=4))
@example([LONG, LONG])
def test_no_text_is_too_strange(paragraphs: list[list[str]]) -> None:
    """Whatever the letters: what is found lies within its texts."""
    texts = [text(str(n), *some, *some) for n, some in enumerate(paragraphs)]
    corpus, copies = find_copies(texts)
    assert copies or paragraphs != [LONG, LONG]
    for place in (place for copy in copies for place in (copy.left, copy.right)):
        assert corpus.sentence[place.text] <= place.low < place.high <= corpus.sentence[place.text + 1]

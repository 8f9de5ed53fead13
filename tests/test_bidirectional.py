"""Blocks in another script than that of their page → their own direction, in e-book and print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from epub_book import Epub
from pdf_text import pages

from pamphleteer.languages import disagrees, first_strong

Write = Callable[..., Path]
PAGE = "text/c.xhtml"
INDEX = "# ספר\n\n```{toctree}\nc\n```\n"
HEBREW = """# פרק

משפט בעברית עם מילה English בתוכו.

This was never translated (yet).

Paracetamol הוא שם של תרופה.

## An English heading?

- First item.
- Second item.

1. פריט.
2. An item.

| Name | Words. |
| - | - |
| One | Two. |

| שם | Cell. |
| - | - |
| אחד | שתיים. |

`code` is first. Then words.

<div dir="rtl"><p>Stated otherwise.</p></div>
"""
STRONG = {"a": "ltr", "1. א a": "rtl", "(ع) a": "rtl", "12 + 3": "", "": "", "日本": "ltr"}


@pytest.mark.parametrize(("text", "found"), STRONG.items())
def test_first_strong_letter(text: str, found: str) -> None:
    """As UAX #9 has it: digits and signs have no direction."""
    assert first_strong(text) == found


def test_a_word_does_not_turn_a_block() -> None:
    """It begins the other way, and most of it is the other way."""
    assert disagrees("Not translated.", "rtl")
    assert disagrees("משפט.", "ltr")
    assert not disagrees("Paracetamol הוא שם של תרופה ארוכה", "rtl")
    assert not disagrees("ספר is the word for a book", "ltr")
    assert not disagrees("משפט עם English", "rtl")
    assert not disagrees("12.5", "rtl")


def test_e_book(build: Build, write_book: Write) -> None:
    """Paragraphs and headings say it; a list or a table that is all in the other script turns; items beside others stay beside."""
    folder = write_book({"index.md": INDEX, "c.md": HEBREW}, 'language = "he"')
    book = Epub(build(folder, "epub").file("*.epub"))
    turned = book.values(PAGE, "//*[@dir='ltr'][not(self::h:code)]")
    assert turned == [
        "This was never translated (yet).", "An English heading?", "First item. Second item.", "An item.",
        "Name Words. One Two.", "Cell.", "code is first. Then words.",
    ]  # fmt: skip
    assert book.values(PAGE, "//h:ol/h:li//h:bdi/@dir") == ["ltr"]
    other = write_book(
        {"index.md": "# A\n\n```{toctree}\nc\n```\n", "c.md": "# C\n\nWords.\n\nמשפט.\n\n- א\n- b\n"}, ""
    )
    book = Epub(build(other, "epub").file("*.epub"))
    assert book.values(PAGE, "//*[@dir='rtl']") == ["משפט.", "א"]


def test_print(build: Build, write_book: Write) -> None:
    """Full stops and question marks stand behind English words, which begin at the left; those of items beside their numbers."""
    folder = write_book({"index.md": INDEX, "c.md": HEBREW.partition("<div")[0]}, 'language = "he"')
    found = [piece for page in pages(build(folder, "pdf").file("*.pdf")) for piece in page]
    lines: dict[float, list[tuple[float, str]]] = {}
    for piece in found:
        lines.setdefault(round(piece.y), []).append((piece.x, piece.text))
    read = ["".join(text for _x, text in sorted(line)).replace(" ", "") for line in lines.values()]
    for words in ("(yet).", "AnEnglishheading?", "Anitem.", "Cell.", "Thenwords."):
        assert any(words in line for line in read), words
    left = min(piece.x for piece in found if piece.text.strip())
    code = next(piece for piece in found if "code" in piece.text)
    assert code.x < left + 5
    assert next(piece for piece in found if "item." in piece.text or piece.text.strip() == "An").x > left + 50

"""Plain text → Typst markup that prints exactly this text, and ends its lines where long names may be parted; languages → arguments."""

from __future__ import annotations

import re

from pamphleteer.languages import base_language, direction, region_by_script, region_of, script_of
from pamphleteer.print.modes import (
    Code,
    Markup,
    Value,
    call,
    code,
    escape,
    joined,
    markup,
    quote,
    within_line,
)

NAME = re.compile(r"[!-~]{14,}")
LONG = re.compile(rf"[^\W_]{{41,}}|{NAME.pattern}")
MARK = r"(?:[/._=&?,:(\[*+#~]|-(?=\d))"
PARTS = re.compile(rf"(?:(?!{MARK}).){{0,40}}{MARK}{{1,12}}|(?:(?!{MARK}).){{1,40}}", re.DOTALL)
"""A long name in pieces, each with the marks that it ends with; no line ends of itself between a hyphen and a digit."""
TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that are written from right to left."""
MOST_LETTERS = 40
CLOSING = frozenset("'\"‘’“”«»‹›)]}!?;,.:/")
"""Signs before which no line ends."""
LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u10a0-\u10ff\u1e00-\u1fff]+")
"""Scripts of separate letters, between which a line may end."""
EMPTY_BOX = within_line(call("box"))
LEFT_TO_RIGHT, RIGHT_TO_LEFT = code("ltr"), code("rtl")


def prose(text: str, *, whole: bool = False) -> Markup:
    """Text of which a long address or name, which has no hyphens, may break after its marks: an empty box lets it.

    The box leaves nothing in what is copied or read aloud.  `whole`: words of letters alone stay in one piece.
    """
    return joined(map(escape, broken_parts(text, whole=whole)), EMPTY_BOX)


def broken_parts(text: str, *, whole: bool = False) -> list[str]:
    """A text, parted where a long address or name in it may break."""
    found, last = [""], 0
    for long in (NAME if whole else LONG).finditer(text):
        parts = together(PARTS.findall(long[0]))
        first, *others = parts if whole else (piece for part in parts for piece in letters_apart(part))
        found[-1] += text[last : long.start()] + first
        found += others
        last = long.end()
    found[-1] += text[last:]
    return found


def together(parts: list[str]) -> list[str]:
    """The same with parts joined between which no line ends, an empty box or not: before a quote or what closes (UAX 14)."""
    found: list[str] = []
    for part in parts:
        if found and part[0] in CLOSING:
            found[-1] += part
        else:
            found.append(part)
    return found


def letters_apart(part: str) -> list[str]:
    """A part of a word: more than forty letters, which no line has room for, may break after every dozen."""
    if len(part) < MOST_LETTERS or not LETTERS.fullmatch(part):
        return [part]
    return [part[n : n + 12] for n in range(0, len(part), 12)]


def isolated(source: Markup, text: str, tag: str) -> Markup:
    """A line of its own in a language from right to left: one without a letter of such a script runs from left to right.

    Else its full stop would stand at the wrong end, and “10 mg” as “mg 10”. `source` is the markup of `text`; the mark behind
    it keeps a number that follows from joining it.
    """
    turned = direction(tag) == "rtl" and re.search(r"\w", text) and not TURNED.search(text)
    if not turned:
        return source
    return within_line(call("text", dir=LEFT_TO_RIGHT, body=source)) + markup("\\u{200f}")


def verbatim(text: str) -> Code:
    """Code of a chapter as a string; a space in it that holds together is one like the others, or no line could end in it."""
    return quote(text.replace("\u00a0", " "))


def language(tag: str) -> dict[str, Value]:
    """A BCP 47 tag as arguments of Typst's `text`, and `script` for the choice of fonts.

    `pt-BR` becomes `lang: "pt", region: "BR", dir: ltr, script: "Latn"`. The direction is always stated: Typst's own list of
    languages from right to left lacks some, and goes by the language alone.
    """
    main = base_language(tag)
    if not re.fullmatch("[a-z]{2,3}", main):
        main = "und"  # its front matter has been complained about
    region = region_of(tag) or region_by_script(tag) or None
    turned = RIGHT_TO_LEFT if direction(tag) == "rtl" else LEFT_TO_RIGHT
    return {"lang": main, "region": region, "dir": turned, "script": script_of(tag)}

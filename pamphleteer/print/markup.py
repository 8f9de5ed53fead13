"""Plain text → Typst markup that prints exactly this text; ids → Typst labels."""

from __future__ import annotations

import hashlib
import math
import re

from pamphleteer.languages import base_language, direction, region_by_script, region_of, script_of

Key = tuple[str, str]
"""(document name, id): one place of the book; an empty id is the head of the document."""

SPECIAL = re.compile(r"""([\\#*_`$<>@\[\]~/=+\-"'{}|^&])""")
ENUMERATOR = re.compile(r"^(\s*\d+)([.)])|^(\s*)([.)])")  # “1.” at the start of a line would begin a list
SPACES = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]"
)  # no font has a glyph for these
LINE_END = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
NAME = re.compile(r"[!-~]{14,}")
LONG = re.compile(rf"[^\W_]{{41,}}|{NAME.pattern}")
MARK = r"(?:[/._=&?,:(\[*+#~]|-(?=\d))"
PARTS = re.compile(rf"(?:(?!{MARK}).){{0,40}}{MARK}{{1,12}}|(?:(?!{MARK}).){{1,40}}", re.DOTALL)
"""A long name in pieces, each with the marks that it ends with; no line ends of itself between a hyphen and a digit."""
TURNED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that are written from right to left."""
MOST_LETTERS = 40
JOINED = re.compile("[^ \t\r\n]{41,}")
"""What spaces that hold together have made too long for a line."""
CLOSING = frozenset("'\"‘’“”«»‹›)]}!?;,.:/")
"""Signs before which no line ends."""
LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u10a0-\u10ff\u1e00-\u1fff]+")
"""Scripts of separate letters, between which a line may end."""


def escape(text: str) -> str:
    """Text as markup in which no character acts: `*1.* x` prints as `*1.* x`, white space as one space."""
    text = JOINED.sub(lambda run: run[0].replace("\u00a0", " "), text)
    text = SPECIAL.sub(r"\\\1", CONTROL.sub("", SPACES.sub(" ", text)))
    text = ENUMERATOR.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", text)
    text = text.replace("..", ".\\.")  # "..." would become an ellipsis
    return text.replace("\u00a0", "~").replace("\u00ad", "\\u{ad}")


def prose(text: str, *, whole: bool = False) -> str:
    """Text of which a long address or name, which has no hyphens, may break after its marks: an empty box lets it.

    The box leaves nothing in what is copied or read aloud.  `whole`: words of letters alone stay in one piece.
    """
    return "#box();".join(map(escape, broken_parts(text, whole=whole)))


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


def isolated(source: str, text: str, tag: str) -> str:
    """A line of its own in a language from right to left: one without a letter of such a script runs from left to right.

    Else its full stop would stand at the wrong end, and “10 mg” as “mg 10”. `source` is the markup of `text`; the mark behind
    it keeps a number that follows from joining it.
    """
    turned = direction(tag) == "rtl" and re.search(r"\w", text) and not TURNED.search(text)
    return f"#text(dir: ltr)[{source}];\\u{{200f}}" if turned else source


def quote(text: str) -> str:
    """A string as a Typst string literal on one line."""
    text = CONTROL.sub("", text.replace("\r\n", "\n"))
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def number(value: object, otherwise: float = 0) -> str:
    """A number as a Typst literal; what is none is `otherwise`, for attributes of nodes may hold any text of a chapter."""
    try:
        found = float(value)  # type: ignore[arg-type]  # what is no number says so
    except (TypeError, ValueError, OverflowError):
        found = otherwise
    return f"{found if math.isfinite(found) else otherwise:.15g}"


def comment(path: str, line: object) -> str:
    """A line of source that names a place; no end of line that Typst knows is in it, whatever a file is called."""
    return f"//@ {LINE_END.sub('�', path)}:{number(line, 1)}"


def code(text: str) -> str:
    """Code as a string literal; a space in it that holds together is one like the others, or no line could end in it."""
    return quote(text.replace("\u00a0", " "))


def label(key: Key) -> str:
    """`<name>`: readable, and unique for a document and an id."""
    joined = "#".join(key)
    name = re.sub(r"[^A-Za-z0-9]+", "-", joined).strip("-")
    return f"<{name}-{hashlib.sha256(joined.encode()).hexdigest()[:8]}>"


def language(tag: str) -> str:
    """A BCP 47 tag as arguments of Typst's `text`, and `script` for the choice of fonts.

    `pt-BR` becomes `lang: "pt", region: "BR", dir: ltr, script: "Latn"`. The direction is always stated: Typst's own list of
    languages from right to left lacks some, and goes by the language alone.
    """
    main = base_language(tag)
    if not re.fullmatch("[a-z]{2,3}", main):
        main = "und"  # its front matter has been complained about
    script, region = script_of(tag), region_of(tag) or region_by_script(tag)
    stated = f'"{region}"' if region else "none"
    return f'lang: "{main}", region: {stated}, dir: {direction(tag)}, script: "{script}"'

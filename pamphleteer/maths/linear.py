"""MathML → one line of text, such as `x = (a + b)/2`: the text alternative of a formula.

Fractions are slashes, powers `^`, indices `_`, roots `√`; brackets are added where the line would read otherwise
(after UnicodeMath, Unicode Technical Note 28, with fewer signs).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from pamphleteer.epub.xhtml import Element

SPACED = frozenset("=≠<>≤≥≈≡≅∼→⟶←↔⇒⇔+−±∓×⋅·÷∈∉⊂⊆∪∩∧∨|")
INVISIBLE = {"\u2061": " ", "\u2062": "", "\u2063": "", "\u2064": ""}
"""Signs that nobody sees: function of, times, comma, plus."""
SCRIPTS = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover", "mfrac"})
ACCENTS = {"ˆ": "\u0302", "^": "\u0302", "_": "\u0305", "¯": "\u0305", "ˉ": "\u0304", "‾": "\u0305", "→": "\u20d7", "⃗": "\u20d7",
           "~": "\u0303", "˜": "\u0303", "˚": "\u030a", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300", "˙": "\u0307", ".": "\u0307", "¨": "\u0308"}  # fmt: skip
"""Sign above a letter → the combining character."""
LONG = {ACCENTS["_"], ACCENTS["ˉ"]}
"""Signs that may stand above several letters: over each of them."""
BRACES = frozenset("⏞⏟⎴⎵")
"""Signs that only hold together what stands below or above them."""
BRACKETS = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⟨": "⟩"}


def linear(element: Element) -> str:
    """The formula on one line, blanks run together."""
    return " ".join(line(element).split())


def line(element: Element) -> str:
    """One element as text."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element).localname
    inner = [child for child in element if isinstance(child.tag, str)]
    parts = [line(child) for child in inner]
    if name in TOKENS:
        return TOKENS[name](element.text or "")
    if name == "msqrt":  # and its like hold a row
        return f"√{group(''.join(joined(inner, parts)))}"
    if name == "semantics":
        return "".join(parts[:1])
    if name in WRITERS and len(parts) == PARTS[name]:
        return WRITERS[name](*parts)
    return "".join(joined(inner, parts))


def sign(text: str) -> str:
    """A sign, with blanks where print has room; one that is only meant, such as “function of”, parts words."""
    text = text.strip().replace("-", "−")
    if text in INVISIBLE:
        return INVISIBLE[text]
    return f" {text} " if text in SPACED else f"{text} " if text in {",", ";"} else text


def joined(inner: list[Element], parts: list[str]) -> list[str]:
    """Parts of a row; a word does not run into what follows it."""
    found: list[str] = []
    after_script = False
    for element, part in zip(inner, parts, strict=True):
        words = (
            part[:1].isalnum()
            and found
            and found[-1][-1:].isalnum()
            and (len(part) > 1 or len(found[-1]) > 1)
        )
        scripts = part[:1].isalnum() or part[:1] == "("
        if words or (scripts and after_script):
            found.append(" ")
        after_script = etree.QName(element).localname in SCRIPTS
        end = {"mtr": "; ", "mtd": " ", "mlabeledtr": "; "}.get(etree.QName(element).localname, "")
        found.append(part.rstrip() + end if end else part)
    if found and found[-1].endswith("; "):
        found[-1] = found[-1].removesuffix("; ")
    return found


def group(text: str) -> str:
    """Text in brackets, when it is more than one thing."""
    text = re.sub(r"^([−+]) | ([−+])$", r"\1\2", text.strip())  # the sign of a number or of an ion
    if len(text) <= 1 or text.replace(".", "").replace(",", "").isalnum() or text.startswith("√"):
        return text
    if BRACKETS.get(text[0]) == text[-1] and text[0] != text[-1] and text.count(text[0]) == 1:
        return text
    return f"({text})"


def fraction(over: str, under: str) -> str:
    """A fraction on the line."""
    return f"{group(over)}/{group(under)}"


def over(base: str, high: str) -> str:
    """Something with a sign or a limit above it; an accent becomes part of the letter."""
    if high.strip() in BRACES:
        return group(base)
    sign = ACCENTS.get(high.strip(), "")
    if sign and (len(base) == 1 or (sign in LONG and base.isalnum())):
        return unicodedata.normalize("NFC", "".join(letter + sign for letter in base))
    return f"{base}^{group(high)}"


def under(base: str, low: str) -> str:
    """Something with an index or a limit below it."""
    if low.strip() in BRACES:
        return group(base)
    if low.strip() == "_" and base.isalnum():
        return "".join(f"{letter}\u0332" for letter in base)
    return f"{base}_{group(low)}"


def both(base: str, low: str, high: str) -> str:
    """Something with both."""
    return f"{base}_{group(low)}^{group(high)}"


TOKENS: dict[str, Callable[[str], str]] = {
    "mi": str, "mn": str, "mtext": str, "ms": str, "mo": sign, "mspace": lambda _text: " ",
}  # fmt: skip
WRITERS: dict[str, Callable[..., str]] = {
    "mfrac": fraction, "msup": over, "mover": over, "msub": under, "munder": under, "msubsup": both, "munderover": both,
    "mroot": lambda base, index: f"{index.strip()}√{group(base)}", "mphantom": lambda *_parts: "",
}  # fmt: skip
PARTS = {
    "mfrac": 2,
    "msup": 2,
    "mover": 2,
    "msub": 2,
    "munder": 2,
    "msubsup": 3,
    "munderover": 3,
    "mroot": 2,
    "mphantom": 1,
}
"""How many children each has; with another number the children stand in a row."""

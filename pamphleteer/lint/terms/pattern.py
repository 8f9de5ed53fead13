r"""A pattern over words, as it stands in a terms file → a regular expression that finds it in every inflected form.

| written | finds |
| --- | --- |
| `seizure` | seizure, seizures, seizure’s |
| `=tears` | tears, in this form alone |
| `freeze\|chill` | either, in any form |
| `<body part>` | a word of the class of that name |
| `[the\|your]` | one of these, or nothing |
| `…` or `...` | up to three words |

Endings are those of English; words of other languages may have up to three more letters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ITEM = re.compile(r"<[^<>]+>|\[[^\[\]]+\]|\S+")
GAP = r"(?:[^\W_][\w’'-]*[ \ufffc]+){0,%d}"
MOST_LOOSE = 6
"""Gaps and words that may be missing, in one pattern: each doubles the ways in which a text may hold it."""
BREAK = r"[ \u00a0\ufffc]+"
"""What stands between two words of one text."""
VOWELS = "aeiou"
IRREGULAR = {
    "bend": "bent", "bind": "bound", "break": "broke|broken", "calf": "calves", "feel": "felt", "foot": "feet",
    "freeze": "froze|frozen", "get": "got|gotten|getting", "go": "goes|went|gone", "have": "has|had|having",
    "hear": "heard", "hold": "held", "keep": "kept", "lie": "lay|lain|lying", "put": "putting", "run": "ran|running",
    "shake": "shook|shaken", "sit": "sat|sitting", "stand": "stood", "stick": "stuck", "swell": "swollen",
    "take": "took|taken", "tear": "tore|torn", "tooth": "teeth", "wear": "wore|worn", "wind": "wound", "be": "is|are|was|were|been",
}  # fmt: skip
"""Forms that no rule of endings gives."""


class PatternError(ValueError):
    """What is wrong with a pattern; the message says what to write."""


def pattern(
    words: str, classes: Mapping[str, tuple[str, ...]] | None = None, language: str = "en"
) -> re.Pattern[str]:
    """The expression for a pattern; PatternError when it names a class that does not exist."""
    found = ""
    optional_end = False
    for item in items(words):
        optional = item[0] == "[" and item[-1] == "]"
        gap = item.strip("…") == ""
        piece = GAP % (3 * len(item)) if gap else item_pattern(item, classes or {}, language)
        if gap:
            found += (BREAK if found and not optional_end else "") + piece
            optional_end = True
        elif optional:
            found += rf"(?:{BREAK}{piece})?" if found and not optional_end else rf"(?:{piece}{BREAK})?"
            optional_end = optional_end or not found.endswith(f"(?:{BREAK}{piece})?")
        else:
            found += ("" if not found or optional_end else BREAK) + piece
            optional_end = False
    if not found:
        raise PatternError("write the words to look for")
    return re.compile(rf"(?<![\w-]){found}(?![\w-])", re.IGNORECASE)


def items(words: str) -> list[str]:
    """The parts of a pattern; gaps that follow each other are one. PatternError where there are too many ways to read it."""
    found: list[str] = []
    for item in ITEM.findall(words.replace("...", "…")):
        if found and found[-1].strip("…") == "" == item.strip("…"):
            found[-1] += item
        else:
            found.append(item)
    if sum(item[0] in "…[" for item in found) > MOST_LOOSE:
        raise PatternError(
            f"more than {MOST_LOOSE} gaps and words that may be missing: write it in two patterns"
        )
    return found


def keys(words: str, classes: Mapping[str, tuple[str, ...]] | None = None) -> frozenset[str]:
    """Small-letter strings of which every text holds at least one that holds the pattern: a quick look before a search."""
    sets = []
    for item in ITEM.findall(words):
        if item in ("…", "...") or item[0] == "[":
            continue
        known = (classes or {}).get(item[1:-1], ()) if item[0] == "<" else tuple(item.split("|"))
        sets.append(frozenset(key for word in known for key in beginnings(word.split()[0])))
    return max(sets, key=lambda found: (min(map(len, found), default=0), -len(found)), default=frozenset())


def beginnings(word: str) -> list[str]:
    """What all forms of a word begin with, one string for each way of forming them."""
    exact = word.startswith("=") and len(word) > 1
    word = word.removeprefix("=") if exact else word
    forms_ = [word, *([] if exact else IRREGULAR.get(word.lower(), "").split("|"))]
    cut = [form if exact or len(form) < 3 else form[:-1] for form in forms_ if form]
    return [form.lower().partition("’")[0].partition("'")[0].partition("-")[0] for form in cut]


def item_pattern(item: str, classes: Mapping[str, tuple[str, ...]], language: str) -> str:
    """The expression for one item: a class, an optional word, alternatives, one word."""
    if item[0] == "<" and item[-1] == ">":
        name = item[1:-1]
        if name not in classes:
            known = ", ".join(f"<{known}>" for known in classes) or "none yet"
            raise PatternError(
                f"there is no class <{name}>: choose from {known}, or add it as `- class: {name}`"
            )
        return alternatives(classes[name], language)
    item = item.strip("[]") if item[0] == "[" else item
    return alternatives(tuple(item.split("|")), language)


def alternatives(words: tuple[str, ...], language: str) -> str:
    """The expression for one of some words or phrases."""
    phrases = [
        BREAK.join(forms(word, language) for word in phrase.split())
        for phrase in sorted(words, key=len, reverse=True)
    ]
    return f"(?:{'|'.join(phrases)})"


def forms(word: str, language: str = "en") -> str:
    """A pattern for a word and its endings: seize, seizes, seized, seizing; rub, rubbing; injury, injuries."""
    possessive = "(?:[’']s?)?"
    if word.startswith("=") and len(word) > 1:
        return re.escape(word[1:])
    if len(word) < 3 or not word[-1].isalpha():
        return escaped(word) + possessive
    if language != "en":
        stem = word[:-1] if len(word) > 4 and word[-1] in "aeiouаяоеиыйь" else word
        return rf"{escaped(stem)}\w{{0,3}}"
    return rf"(?:{regular(word)}{irregular(word)}){possessive}"


def irregular(word: str) -> str:
    """Further forms of a word, as alternatives."""
    return f"|{IRREGULAR[word.lower()]}" if word.lower() in IRREGULAR else ""


def regular(word: str) -> str:
    """A word with the endings of English nouns and verbs."""
    if word.endswith("e"):
        return rf"{escaped(word[:-1])}(?:e|es|ed|er|ers|ing)"
    if word.endswith("y") and word[-2] not in VOWELS:
        return rf"{escaped(word[:-1])}(?:y|ies|ied|ying)"
    doubled = f"{re.escape(word[-1])}?" if word[-2] in VOWELS and word[-1] not in VOWELS else ""
    return rf"{escaped(word)}(?:s|es|{doubled}ed|{doubled}ing)?"


def escaped(word: str) -> str:
    """A word with either kind of apostrophe, and a hyphen that may be missing."""
    return re.escape(word).replace("’", "'").replace("'", "[’']")

"""The root order and a tailoring → the weights of the parts of a word.

An element is what one letter, or several that count as one, weighs: its letter, its accent, its case.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pamphleteer.collation.rules import Option, Reader, Relation, Reset

Element = tuple[int, int, int]
"""The weights at the three levels; 0 for what a level does not see."""
Draft = tuple["int | Weight", "int | Weight", "int | Weight"]
"""An element while its weights may still move."""

DATA = Path(__file__).parent / "data"
HAN = 0xFB40 << 15
"""The first letter weight of Chinese characters, which the table leaves out."""
LAST_REGULAR = HAN - 1
SEVERAL = re.compile(rb"\n([0-9A-F]+)( [0-9A-F ]+);")
"""A line of the root order for several letters that count as one."""
COMMON = 0x20, 2
"""Weights of a letter without accent, in small."""


class Row:
    """A weight of the root order, with those that a tailoring puts before and behind it."""

    __slots__ = ("root", "weights")  # Chinese and Japanese have thousands

    def __init__(self, root: int) -> None:
        self.root = root
        self.weights: list[Weight | None] = [None]
        """None is the root's own."""

    def add(self, anchor: Weight | None, *, before: bool) -> Weight:
        """A new weight beside another."""
        new = Weight(self)
        if not before and self.weights[-1] is anchor:
            self.weights.append(new)
        else:
            self.weights.insert(self.weights.index(anchor) + (not before), new)
        return new

    def number(self) -> None:
        """Give every weight the place that it has in the end."""
        own = self.weights.index(None)
        for place, weight in enumerate(self.weights):
            if weight:
                weight.value = (self.root << 16) + place - own


class Weight:
    """A weight that a tailoring adds."""

    __slots__ = ("row", "value")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.value = 0


def value(weight: int | Weight) -> int:
    """The number to compare."""
    return weight << 16 if isinstance(weight, int) else weight.value


def normal(text: str) -> str:
    """The form in which words are compared: letters apart from their accents."""
    return unicodedata.normalize("NFD", text)


@cache
def root_lines() -> bytes:
    """The lines of the root order, in the order of their codes: `65 301;weights`. As objects they would take 9 MB."""
    return (DATA / "root.txt").read_bytes()


def root_weights(text: str) -> str | None:
    """What the root order has for letters, not yet read."""
    wanted, lines = " ".join(f"{ord(letter):X}" for letter in text).encode(), root_lines()
    low, high = 0, len(lines)  # the line lies between; both are beginnings of lines
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.index(b"\n", start) + 1
        codes, _sign, weights = lines[start : end - 1].partition(b";")
        if codes == wanted:
            return weights.decode()
        low, high = (end, high) if codes < wanted else (low, start)
    return None


@cache
def script_starts() -> tuple[list[int], list[str]]:
    """Where each script begins among the weights of letters; what stands before the first is no letter."""
    lines = (DATA / "scripts.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if not line.startswith("#")]
    return [0, *(int(start, 16) for start, _ in pairs), LAST_REGULAR, (0xFBC0 << 15)], [
        "",
        *(name for _, name in pairs),
        "Hani",
        "Zzzz",
    ]


def script_at(weight: int) -> str:
    """The script of a letter weight of the root; nothing for digits, marks and signs."""
    starts, names = script_starts()
    return names[bisect_right(starts, weight) - 1]


@cache
def root_elements(text: str) -> tuple[Draft, ...] | None:
    """What the root order has for a letter or for several as one."""
    line = root_weights(text)
    if line is None:
        return unlisted(ord(text)) if len(text) == 1 else None
    found: list[Element] = []
    for element in line.split(","):
        letter, accent, case = map(int, element.split("."))
        if accent or case or not letter:
            found.append((letter, accent, case))
        else:  # the second half of a Chinese character
            found[-1] = ((found[-1][0] << 15) | (letter & 0x7FFF), *found[-1][1:])
    return tuple(found)


def unlisted(code: int) -> tuple[Draft, ...]:
    """The elements of a character that the table leaves out: by its number, Chinese before all that is unassigned."""
    usual = 0x4E00 <= code <= 0x9FFF or 0xFA0E <= code <= 0xFA29
    rare = 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x323AF
    base = (0xFB40 if usual else 0xFB80 if rare else 0xFBC0) + (code >> 15)
    return (((base << 15) | (code & 0x7FFF), *COMMON),)


@cache
def root_sequences() -> dict[str, int]:
    """Letters that begin several which the root counts as one → the length of the longest."""
    found: dict[str, int] = {}
    for first, rest in SEVERAL.findall(root_lines()):
        letter = chr(int(first, 16))
        found[letter] = max(found.get(letter, 0), 1 + len(rest.split()))
    return found


class Tailored:
    """The root order with the changes of a language."""

    def __init__(self) -> None:
        self.own: dict[str, tuple[Draft, ...]] = {}
        self.after: dict[str, dict[str, tuple[Draft, ...]]] = {}
        """Letter → what stands before it → its elements there."""
        self.sequences = dict(root_sequences())
        self.rows: dict[tuple[object, ...], Row] = {}
        self.suppressed: set[str] = set()
        self.scripts: list[str] = []
        """The scripts that come first."""
        self.capitals_first = self.accents_backwards = self.marks_ignored = False
        self.place: tuple[Draft, ...] = ()
        self.before = 0

    def apply(self, rules: str) -> None:
        """Change the order by rules. Raises ValueError for rules that cannot be read."""
        for step in Reader(rules).steps():
            if isinstance(step, Option):
                self.set_option(step)
            elif isinstance(step, Reset):
                self.place = (
                    position(step.text) if step.is_position else tuple(self.elements(normal(step.text)))
                )
                self.before = step.before
            else:
                self.relate(step)

    def number(self) -> None:
        """Give every new weight its number, when all rules have been applied."""
        for row in self.rows.values():
            row.number()

    def set_option(self, option: Option) -> None:
        """A setting that changes the order of words; others serve programs."""
        if option.name == "reorder":
            self.scripts = [name for name in option.value.split() if name != "others"]
        elif option.name == "suppressContractions":
            self.suppressed |= set(option.value.strip("[]"))
        elif option.name == "caseFirst":
            self.capitals_first = option.value == "upper"
        elif option.name == "alternate":
            self.marks_ignored = option.value == "shifted"
        elif option.name == "backwards":
            self.accents_backwards = True
        elif option.name == "import":
            self.apply(rules_of(option.value))

    def relate(self, step: Relation) -> None:
        """Put a text behind the last one, or before it."""
        if step.level <= 3:
            self.place = self.moved(self.place, step.level, before=self.before == step.level)
            self.before = 0
        text = normal(step.text)
        if len(step.text) == 1 == len(text) != (text == step.text):
            return  # the same character by another number
        found = self.place + (tuple(self.elements(normal(step.extension))) if step.extension else ())
        if step.prefix:
            self.after.setdefault(text[0], {})[normal(step.prefix) + "|" + text] = found
        else:
            self.own[text] = found
            if len(text) > 1:
                self.sequences[text[0]] = max(self.sequences.get(text[0], 0), len(text))

    def moved(self, place: tuple[Draft, ...], level: int, *, before: bool) -> tuple[Draft, ...]:
        """The elements at a place with a new weight at a level, in the last that has one there."""
        last = max((n for n, element in enumerate(place) if element[level - 1]), default=-1)
        letter, accent, case = place[last] if last >= 0 else (0, 0, 0)
        kept = place[: max(last, 0)]
        if level == 1:
            return (*kept, (self.beside((), letter, before=before), *COMMON))
        if level == 2:
            return (*kept, (letter, self.beside((letter,), accent, before=before), COMMON[1]))
        return (*kept, (letter, accent, self.beside((letter, accent), case, before=before)))

    def beside(self, context: tuple[int | Weight, ...], anchor: int | Weight, *, before: bool) -> Weight:
        """A new weight beside another among those of the same letter, or of the same letter and accent."""
        if isinstance(anchor, Weight):
            return anchor.row.add(anchor, before=before)
        row = self.rows.setdefault((*context, anchor), Row(anchor))
        return row.add(None, before=before)

    def lookup(self, text: str) -> tuple[Draft, ...] | None:
        """The elements of a letter, or of several that count as one; None where they do not."""
        if (found := self.own.get(text)) is not None:
            return found
        if len(text) > 1 and text[0] in self.suppressed:
            return None
        return root_elements(text)

    def elements(self, text: str) -> Iterator[Draft]:
        """The elements of a text in normal form."""
        for _part, found in self.parts(text):
            yield from found

    def parts(self, text: str) -> Iterator[tuple[str, tuple[Draft, ...]]]:
        """The letters of a text, or several that count as one, with their elements."""
        letters, at = list(text), 0
        while at < len(letters):
            if letters[at] in self.after and (found := self.in_context(letters, at)):
                yield found
                at += len(found[0])
            elif letters[at] in self.sequences:
                part = self.longest(letters, at)
                yield part, self.lookup(part) or ()
                at += len(part)
            else:
                yield letters[at], self.lookup(letters[at]) or ()
                at += 1

    def in_context(self, letters: list[str], at: int) -> tuple[str, tuple[Draft, ...]] | None:
        """A letter that weighs something else behind what stands before it."""
        for rule, found in self.after[letters[at]].items():
            prefix, _bar, text = rule.partition("|")
            if "".join(letters[max(at - len(prefix), 0) : at]) == prefix and (
                "".join(letters[at : at + len(text)]) == text
            ):
                return text, found
        return None

    def longest(self, letters: list[str], at: int) -> str:
        """The most letters from a place on that count as one; accents between them stay for later (UTS #10, S2.1)."""
        size = min(self.sequences[letters[at]], len(letters) - at)
        part = letters[at]
        for length in range(size, 1, -1):
            text = "".join(letters[at : at + length])
            if self.lookup(text) is not None:
                part = text
                break
        end, highest = at + len(part), 0
        while end < len(letters) and (height := unicodedata.combining(letters[end])):
            if highest < height and self.lookup(part + letters[end]) is not None:
                part += letters[end]
                del letters[end]
                letters.insert(at + len(part) - 1, part[-1])
            else:
                highest = max(highest, height)
            end += 1
        return part


def position(name: str) -> tuple[Draft, ...]:
    """The elements at a named position of the order. Raises ValueError for other names."""
    ignorable: dict[str, tuple[Draft, ...]] = {
        "last tertiary ignorable": ((0, 0, 0),),
        "last secondary ignorable": ((0, 0, 0xFF),),
        "last primary ignorable": ((0, 0x1FF, 2),),
        "last regular": ((LAST_REGULAR, *COMMON),),
        "first regular": ((script_starts()[0][1], *COMMON),),
    }
    if name not in ignorable:
        raise ValueError(f"no position of the order: {name}")
    return ignorable[name]


def rules_of(locale: str) -> str:
    """The rules of a language that another imports, such as `und-u-co-private-kana` or `hr`; empty where it has none."""
    name = locale.removesuffix("-u-co-standard").replace("-u-co-", "@").replace("-", "_")
    file = DATA / "rules" / f"{name}.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def ranked(elements: Iterable[Draft], ranks: dict[str, int]) -> Iterator[Element]:
    """Elements with their final weights, the scripts of a language first."""
    for letter, accent, case in elements:
        root = letter if isinstance(letter, int) else letter.row.root
        rank = ranks.get(script_at(root), len(ranks)) << 48 if ranks and root else 0
        yield (rank + value(letter) if root else 0), value(accent), value(case)

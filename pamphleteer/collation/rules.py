"""Tailoring in the rule syntax of LDML (`&N<ñ<<<Ñ`) → its steps, in order.

https://www.unicode.org/reports/tr35/tr35-collation.html#Rules
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
OPERATOR = re.compile(r"(<{1,4}|=)(\*?)")
SYNTAX = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
"""Characters of ASCII that stand for themselves only in quotes."""


@dataclass(frozen=True)
class Reset:
    """`&N`, `&[before 1]a` or `&[last regular]`: where the next relations go."""

    text: str
    before: int = 0
    """The level at which the first relation goes before the text, 0 for behind."""
    is_position: bool = False
    """The text names a position of the order, such as `last regular`."""


@dataclass(frozen=True)
class Relation:
    """`< ñ`, `<<< h|ー` or `<<< þ/h`: a text that sorts behind the last one."""

    level: int
    """1 for another letter, 2 for an accent, 3 for the case, more for nothing that sorts."""
    text: str
    prefix: str = ""
    """What stands before the text for the relation to hold."""
    extension: str = ""
    """What the text sorts as if it were followed by."""


@dataclass(frozen=True)
class Option:
    """`[reorder Grek]`: a setting of the whole order."""

    name: str
    value: str


Step = Reset | Relation | Option


class Reader:
    """Rules while they are read."""

    def __init__(self, rules: str) -> None:
        self.rules = ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), rules)
        self.at = 0

    def steps(self) -> Iterator[Step]:
        """The steps in order. Raises ValueError at what is no rule."""
        while self.skip():
            letter = self.rules[self.at]
            if letter == "&":
                self.at += 1
                yield self.reset()
            elif letter == "[":
                name, _blank, value = self.bracket().partition(" ")
                yield Option(name, value.strip())
            elif found := OPERATOR.match(self.rules, self.at):
                self.at = found.end()
                yield from self.relations(5 if found[1] == "=" else len(found[1]), listed=bool(found[2]))
            else:
                raise ValueError(f"no rule: “{self.rules[self.at : self.at + 30]}”")

    def skip(self) -> bool:
        """Go behind blanks and comments; whether anything follows."""
        while self.at < len(self.rules):
            if self.rules[self.at] == "#":
                end = self.rules.find("\n", self.at)
                self.at = len(self.rules) if end < 0 else end
            elif self.rules[self.at].isspace() or self.rules[self.at] in "\u200e\u200f":
                self.at += 1
            else:
                return True
        return False

    def follows(self, sign: str) -> bool:
        """Whether a sign follows, and go behind it."""
        found = self.skip() and self.rules[self.at] == sign
        self.at += found
        return found

    def bracket(self) -> str:
        """What stands between `[` and its `]`."""
        start, depth = self.at + 1, 0
        while True:
            depth += {"[": 1, "]": -1}.get(self.rules[self.at], 0)
            self.at += 1
            if not depth:
                return self.rules[start : self.at - 1].strip()

    def reset(self) -> Reset:
        """What follows `&`."""
        before = 0
        self.skip()
        if self.rules[self.at] == "[":
            name = self.bracket()
            if not name.startswith("before"):
                return Reset(name, is_position=True)
            before = int(name.split()[1])
            self.skip()
        if self.rules[self.at] == "[":
            return Reset(self.bracket(), before, is_position=True)
        return Reset(self.text(), before)

    def relations(self, level: int, *, listed: bool) -> Iterator[Relation]:
        """What follows `<`; with `<*` each letter by itself."""
        if listed:
            yield from (Relation(level, letter) for letter in self.letters())
            return
        prefix, text = "", self.text()
        if self.follows("|"):
            prefix, text = text, self.text()
        yield Relation(level, text, prefix, self.text() if self.follows("/") else "")

    def letters(self) -> Iterator[str]:
        """The letters of a list such as `abc` or `a-z`."""
        last = ""
        for letter in self.text():
            yield letter
            last = letter
        while self.follows("-"):
            text = self.text()
            yield from map(chr, range(ord(last) + 1, ord(text[0])))
            yield from text
            last = text[-1]

    def text(self) -> str:
        """Letters up to the next blank or sign, with what stands in quotes."""
        self.skip()
        found = ""
        while self.at < len(self.rules):
            letter = self.rules[self.at]
            if letter == "'":
                end = self.rules.index("'", self.at + 1)
                found += self.rules[self.at + 1 : end] or "'"
                self.at = end + 1
            elif letter == "\\":
                found += self.rules[self.at + 1]
                self.at += 2
            elif letter.isspace() or letter in SYNTAX:
                break
            else:
                found += letter
                self.at += 1
        return found

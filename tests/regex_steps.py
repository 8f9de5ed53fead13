"""A regular expression and a text → how many steps a backtracking matcher takes, as that of Python does.

Python's matcher tells nobody how much it did. This one walks the same parsed expression in the same order, in Python, and counts
each node that it enters and each character that a repetition takes or gives back. What single characters and places a node takes
is asked of Python itself, and where a match ends must be where Python's ends, so that a count of something else cannot pass.
Possessive and atomic groups, and conditions on groups, are not known here: an expression that has one raises.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cache
from typing import Any

_compiler, _constants, _parser = (
    importlib.import_module(f"re.{name}") for name in ("_compiler", "_constants", "_parser")
)
"""The only way to the parsed expression."""
Continue = Callable[[int], int]
Node = Callable[[int, Continue], int]
"""Tries to match at an offset, then what follows; the end of the whole match, or -1."""
ONE = {_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY}


class Counter:
    """Steps taken so far."""

    steps = 0
    on = False
    """Whether anybody counts."""


class Matcher:
    """One expression."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
        self.flags = self.parsed.state.flags
        self.text, self.end = "", 0
        self.groups: dict[int, tuple[int, int]] = {}
        self.node = self.sequence(list(self.parsed), self.flags)
        self.first = self.opening(self.parsed, self.flags)

    def match(self, text: str, start: int, end: int, *, whole: bool = False) -> int:
        """Where a match that begins at `start` ends; -1 without one."""
        self.text, self.end, self.groups = text, end, {}
        return self.node(start, (lambda i: i if i == end else -1) if whole else (lambda i: i))

    def search(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Start and end of the first match; (-1, -1) without one."""
        for at in range(start, end + 1):
            if self.first and (at == end or not self.first(text[at])):
                Counter.steps += 1
                continue
            found = self.match(text, at, end)
            if found >= 0:
                return at, found
        return -1, -1

    def sequence(self, items: list[Any], flags: int) -> Node:
        """Nodes one after the other."""
        made = [self.made(item, flags) for item in items]

        def run(at: int, then: Continue) -> int:
            return steps_from(0, at, then)

        def steps_from(number: int, at: int, then: Continue) -> int:
            if number == len(made):
                return then(at)
            return made[number](at, lambda i: steps_from(number + 1, i, then))

        return made[0] if len(made) == 1 else run

    def made(self, item: Any, flags: int) -> Node:  # noqa: PLR0911 - one return for each kind of node
        """One node."""
        kind, value = item
        if kind in ONE:
            return self.one(self.takes(item, flags))
        if kind is _constants.AT:
            return self.place(item, flags)
        if kind is _constants.BRANCH:
            return self.branch(value[1], flags)
        if kind is _constants.SUBPATTERN:
            number, added, removed, inside = value
            return self.group(number, self.sequence(list(inside), (flags | added) & ~removed))
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            low, high, inside = value
            return self.repeat(low, high, inside, flags, greedy=kind is _constants.MAX_REPEAT)
        if kind in (_constants.ASSERT, _constants.ASSERT_NOT):
            direction, inside = value
            return self.around(direction, inside, flags, wanted=kind is _constants.ASSERT)
        if kind is _constants.GROUPREF:
            return self.again(value, flags)
        if kind is _constants.FAILURE:
            return lambda _at, _then: -1
        raise NotImplementedError(f"{kind}: teach it to tests/regex_steps.py")

    def takes(self, item: Any, flags: int) -> Callable[[str], bool]:
        """Whether a node of one character takes it."""
        state = _parser.State()
        state.flags = flags
        only = _compiler.compile(_parser.SubPattern(state, [item]), flags)
        return cache(lambda character: only.fullmatch(character) is not None)

    def one(self, takes: Callable[[str], bool]) -> Node:
        """A node that takes one character."""

        def run(at: int, then: Continue) -> int:
            Counter.steps += 1
            return then(at + 1) if at < self.end and takes(self.text[at]) else -1

        return run

    def place(self, item: Any, flags: int) -> Node:
        """The beginning, the end, or the edge of a word."""
        state = _parser.State()
        state.flags = flags
        only = _compiler.compile(_parser.SubPattern(state, [item]), flags)

        def run(at: int, then: Continue) -> int:
            Counter.steps += 1
            return then(at) if only.match(self.text, at, self.end) else -1

        return run

    def branch(self, choices: list[Any], flags: int) -> Node:
        """One of several; those that cannot begin with the next character are passed over together."""
        made = [(self.sequence(list(choice), flags), self.opening(choice, flags)) for choice in choices]

        @cache
        def possible(character: str) -> list[Node]:
            return [node for node, takes in made if takes is None or (character and takes(character))]

        def run(at: int, then: Continue) -> int:
            Counter.steps += 1
            for node in possible(self.text[at] if at < self.end else ""):
                found = node(at, then)
                if found >= 0:
                    return found
            return -1

        return run

    def opening(self, choice: Any, flags: int) -> Callable[[str], bool] | None:
        """What the first character of a choice must be; None where that is not plain to see."""
        items = list(choice)
        return self.takes(items[0], flags) if items and items[0][0] in ONE else None

    def group(self, number: int | None, inside: Node) -> Node:
        """A group, whose place is kept."""
        if number is None:
            return inside

        def run(at: int, then: Continue) -> int:
            before = self.groups.get(number)

            def close(end: int) -> int:
                inner = self.groups.get(number)
                self.groups[number] = (at, end)
                found = then(end)
                if found < 0:
                    put_back(self.groups, number, inner)
                return found

            found = inside(at, close)
            if found < 0:
                put_back(self.groups, number, before)
            return found

        return run

    def repeat(self, low: int, high: int, inside: Any, flags: int, *, greedy: bool) -> Node:
        """Something several times."""
        items = list(inside)
        if len(items) == 1 and items[0][0] in ONE:
            return self.repeat_one(low, high, self.takes(items[0], flags), greedy=greedy)
        node = self.sequence(items, flags)

        def run(at: int, then: Continue) -> int:
            return times(0, at, -1, then)

        def times(count: int, at: int, before: int, then: Continue) -> int:
            Counter.steps += 1

            def more() -> int:
                if count >= high or (at == before and count >= low):
                    return -1
                return node(at, lambda i: times(count + 1, i, at, then))

            if count < low:
                return more()
            found = more() if greedy else then(at)
            return found if found >= 0 else then(at) if greedy else more()

        return run

    def repeat_one(self, low: int, high: int, takes: Callable[[str], bool], *, greedy: bool) -> Node:
        """One character several times."""

        def run(at: int, then: Continue) -> int:
            text, last, most = self.text, at, min(self.end, at + min(high, self.end))
            if not greedy:
                while True:
                    Counter.steps += 1
                    if last - at >= low and (found := then(last)) >= 0:
                        return found
                    if last >= most or not takes(text[last]):
                        return -1
                    last += 1
            while last < most and takes(text[last]):
                last += 1
            Counter.steps += last - at + 1
            while last - at >= low:
                Counter.steps += 1
                found = then(last)
                if found >= 0:
                    return found
                last -= 1
            return -1

        return run

    def around(self, direction: int, inside: Any, flags: int, *, wanted: bool) -> Node:
        """What must, or must not, stand before or behind."""
        node, width = self.sequence(list(inside), flags), inside.getwidth()[0] if direction < 0 else 0

        def run(at: int, then: Continue) -> int:
            Counter.steps += 1
            there = at >= width and node(at - width, lambda i: i) >= 0
            return then(at) if there == wanted else -1

        return run

    def again(self, number: int, flags: int) -> Node:
        """What a group took, once more."""
        small = bool(flags & re.IGNORECASE)

        def run(at: int, then: Continue) -> int:
            if number not in self.groups:
                return -1
            start, end = self.groups[number]
            Counter.steps += end - start + 1
            here, there = self.text[at : at + end - start], self.text[start:end]
            same = here.lower() == there.lower() if small else here == there
            return then(at + end - start) if same and at + end - start <= self.end else -1

        return run


def put_back(groups: dict[int, tuple[int, int]], number: int, before: tuple[int, int] | None) -> None:
    """Give a group the place that it had."""
    if before is None:
        groups.pop(number, None)
    else:
        groups[number] = before


@cache
def matcher(pattern: re.Pattern[str]) -> Matcher:
    """The matcher of an expression."""
    return Matcher(pattern)


def count(
    pattern: re.Pattern[str], way: str, text: str, start: int, end: int, found: re.Match[str] | None
) -> None:
    """Count what it takes to find what Python found, by `match`, `fullmatch` or `search`, from `start` on."""
    end = max(min(end, len(text)), 0)
    start = max(start, 0)
    expected = found.span() if found else (-1, -1)
    if start > end:
        return
    if way == "search":
        span = matcher(pattern).search(text, start, end)
    else:
        stop = matcher(pattern).match(text, start, end, whole=way == "fullmatch")
        span = (start, stop) if stop >= 0 else (-1, -1)
    if span != expected:
        raise AssertionError(
            f"{pattern.pattern!r} in {text[start : start + 80]!r}: {span}, and not {expected}"
        )

"""A page, or a book, and the rules → findings, each at its place, with allowances taken into account.

Pure: no Sphinx, no output.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pamphleteer.lint.allow import allowances_of
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.locate import Locator
from pamphleteer.lint.source import Source, source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pamphleteer.lint.book import Book
    from pamphleteer.lint.page import Allowance, Block, Match, Page, Severity

IDLE = "unused-allowance"
WITH_KEY = ("duplicate-section", "duplicate-passage", "term-drift")
"""Rules whose findings are allowed by their key."""
KEYED = re.compile(r"[0-9a-f]{6}\W* \S")
"""A key and a reason."""


class Rule(Protocol):
    """A module of `pamphleteer.lint.rules`; it has `check`, `check_book`, or both."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity


@runtime_checkable
class PageRule(Protocol):
    """A rule that needs no more than one page."""

    def check(self, page: Page) -> Iterator[Match]:
        """Yield what is wrong on the page."""


@runtime_checkable
class BookRule(Protocol):
    """A rule that compares the pages of a book."""

    def check_book(self, book: Book) -> Iterator[Match]:
        """Yield what is wrong in the book."""


def name_of(rule: Rule) -> str:
    """The name by which a rule is allowed and explained: that of its module."""
    return rule.__name__.rpartition(".")[2].replace("_", "-")


def run(
    page: Page,
    rules: Iterable[Rule],
    read: Callable[[str], Source | None] = source_of,
    *,
    known: Iterable[str] = (),
) -> list[Finding]:
    """All findings on a page, in the order of its files and lines, each once.

    `known` are the names of further rules that are not run now: an allowance may name them.
    """
    named = [(name_of(rule), rule) for rule in rules]
    known = {*known, *page.settings.ignore, *(name for name, rule in named if not isinstance(rule, PageRule))}
    locator = Locator(page.blocks, read)
    running = {name for name, _rule in named} - known
    allowances = allowances_of(page, read)
    by_rule = in_force(allowances)
    used: set[int] = set()
    findings: set[Finding] = set()
    for name, rule in named:
        if name not in running or not isinstance(rule, PageRule):
            continue
        chosen = page.settings.severity.get(name)
        for match in rule.check(page):
            by = [*by_rule.get((name, None), ()), *by_rule.get((name, match.block), ())]
            used.update(by)
            if not by:
                findings.add(locator.finding(match, name, chosen or match.severity or rule.SEVERITY))
    if IDLE in running:
        for number, allowance in enumerate(allowances):
            if message := fault(allowance, running, known, used=number in used):
                findings.add(allowance_finding(allowance, message, read))
    return sorted(findings)


def run_book(book: Book, rules: Iterable[Rule]) -> list[Finding]:
    """All findings of the rules that compare pages."""
    used: set[Allowance] = set()
    findings: set[Finding] = set()
    running = set()
    for rule in rules:
        name = name_of(rule)
        if not isinstance(rule, BookRule) or name in book.settings.ignore:
            continue
        running.add(name)
        for match in rule.check_book(book):
            by = {allowance for allowance in book.allowances if covers_in_book(allowance, name, match)}
            used |= by
            if not by:
                severity = book.settings.severity.get(name) or match.severity or rule.SEVERITY
                findings.add(book.finding(match, name, severity))
    for allowance in book.allowances:
        name, reason = split(allowance)
        if name in running and reason and allowance not in used and not allowance.from_settings:
            said = (
                f"no finding of {name} has this key: look at its findings again, or take the allowance away"
                if KEYED.match(reason) or name not in WITH_KEY
                else f"write the key that the finding shows, and then why: `allow {name}: 3f9c1a why`"
            )
            findings.add(allowance_finding(allowance, said, book.read))
    return sorted(findings)


def covers_in_book(allowance: Allowance, rule: str, match: Match) -> bool:
    """Whether an allowance with a reason silences a match in a book: one of its files, and the key of its words."""
    name, reason = split(allowance)
    key, _space, why = reason.partition(" ")
    paths = {match.block.path, *(other.block.path for other in match.related)}
    if name != rule or allowance.path not in paths:
        return False
    return (
        bool(reason)
        if allowance.from_settings or not match.key
        else key.strip(":,") == match.key and bool(why)
    )


def in_force(allowances: list[Allowance]) -> dict[tuple[str, Block | None], list[int]]:
    """By rule and block, the numbers of the allowances with a reason that silence it; without a block, for a whole page."""
    found: dict[tuple[str, Block | None], list[int]] = {}
    for number, allowance in enumerate(allowances):
        name, reason = split(allowance)
        for block in [None] if allowance.whole_page else allowance.blocks:
            if reason:
                found.setdefault((name, block), []).append(number)
    return found


def split(allowance: Allowance) -> tuple[str, str]:
    """The rule that an allowance names, and its reason."""
    name, _colon, reason = allowance.text.partition(":")
    return name.strip(), reason.strip()


def fault(allowance: Allowance, running: set[str], others: set[str], *, used: bool) -> str:
    """What is wrong with an allowance; empty when it does its work or its rule is not run now."""
    name, reason = split(allowance)
    if name not in running | others:
        return f"no rule is called “{name}”: `pamphleteer explain` lists them"
    if not reason:
        return f"give the reason: `allow {name}: why`"
    if not used and name in running and not allowance.from_settings:
        return f"nothing here needs to be allowed: take `allow {name}` away"
    return ""


def allowance_finding(allowance: Allowance, message: str, read: Callable[[str], Source | None]) -> Finding:
    """A finding on the words of an allowance."""
    source = read(allowance.path)
    line = source.line(allowance.line) if source else ""
    text = f"allow {allowance.text}".splitlines()[0]
    text = text if text in line else split(allowance)[0]
    column = line.find(text) + 1
    end = column + len(text) if column else 0
    return Finding(
        allowance.path, allowance.line, column, allowance.line, end, IDLE, "warning", message, "", text
    )

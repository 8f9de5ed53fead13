"""A page and the rules → its findings, each at its place, with allowances taken into account. Pure: no Sphinx, no output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pamphleteer.lint.allow import allowances_of
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.locate import Locator
from pamphleteer.lint.source import Source, source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pamphleteer.lint.page import Allowance, Match, Page, Severity

IDLE = "unused-allowance"


class Rule(Protocol):
    """A module of `pamphleteer.lint.rules`."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity

    def check(self, page: Page) -> Iterator[Match]:
        """Yield what is wrong on the page."""


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
    rules = [rule for rule in rules if name_of(rule) not in page.settings.ignore]
    locator = Locator(page.blocks, read)
    running = {name_of(rule) for rule in rules}
    allowances = allowances_of(page, read)
    used: set[int] = set()
    findings: set[Finding] = set()
    for rule in rules:
        name = name_of(rule)
        chosen = page.settings.severity.get(name)
        for match in rule.check(page):
            by = [n for n, allowance in enumerate(allowances) if covers(allowance, name, match)]
            used.update(by)
            if not by:
                findings.add(locator.finding(match, name, chosen or match.severity or rule.SEVERITY))
    if IDLE in running:
        for number, allowance in enumerate(allowances):
            if message := fault(allowance, running, {*known, *page.settings.ignore}, used=number in used):
                findings.add(allowance_finding(allowance, message, read))
    return sorted(findings)


def covers(allowance: Allowance, rule: str, match: Match) -> bool:
    """Whether an allowance with a reason silences this match."""
    name, reason = split(allowance)
    return name == rule and bool(reason) and (allowance.whole_page or match.block in allowance.blocks)


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

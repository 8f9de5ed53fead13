"""Many addresses → an answer for each: hosts side by side, the pages of one host one after the other, with patience."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from pamphleteer.links.answer import NO_HOST, UNREADABLE, Answer
from pamphleteer.links.ask import ask
from pamphleteer.links.settings import LinkSettings
from pamphleteer.links.turns import Turns

BACK_OFF = 2.0
"""Seconds before the second try; twice as many before each further one."""
TOO_MANY = 60.0
"""Seconds before another try at a host that says 429 and not how long to wait, as in Sphinx."""
SILENT_PAGES = 3
"""A host that said nothing for so many pages, one after the other, is not asked for the rest of them."""


def ask_all(addresses: Iterable[str], settings: LinkSettings, turns: Turns) -> dict[str, Answer]:
    """An answer for each address. Without a connection no host is called unknown."""
    hosts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for address in addresses:
        page, _hash, fragment = address.partition("#")
        hosts[host_of(page)][page].append(fragment)
    with ThreadPoolExecutor(settings.workers) as workers:
        found = list(workers.map(lambda pages: ask_host(pages, settings, turns), hosts.values()))
    answers = {address: answer for some in found for address, answer in some.items()}
    if offline(answers.values()):
        lost = Answer("unknown", "there is no connection")
        return {a: lost if answer == NO_HOST else answer for a, answer in answers.items()}
    return answers


def host_of(page: str) -> str:
    """The host of an address; of one that has none, nothing."""
    try:
        return urlsplit(page).netloc.casefold()
    except ValueError:
        return ""


def offline(answers: Iterable[Answer]) -> bool:
    """Whether nobody at all was heard, so that the fault is on this side."""
    asked = [answer for answer in answers if answer.state != "unasked"]
    return bool(asked) and not any(answer.heard for answer in asked)


def ask_host(pages: dict[str, list[str]], settings: LinkSettings, turns: Turns) -> dict[str, Answer]:
    """Answers for all pages of a host, which has one store of patience."""
    patience = settings.longest_wait
    answers: dict[str, Answer] = {}
    silent = 0
    for page, fragments in pages.items():
        if silent < SILENT_PAGES:  # else the last answer is that of the others too
            try:
                found, patience = ask_patiently(page, fragments, settings, turns, patience)
            except Exception:  # noqa: BLE001 - whatever one page sends, what is known of the others stays
                found = dict.fromkeys(fragments, UNREADABLE)
            last = next(iter(found.values()))
            silent = 0 if last.heard else silent + 1
        else:
            found = dict.fromkeys(fragments, last)
        answers |= {f"{page}#{fragment}" if fragment else page: found[fragment] for fragment in fragments}
    return answers


def ask_patiently(
    page: str, fragments: list[str], settings: LinkSettings, turns: Turns, patience: float
) -> tuple[dict[str, Answer], float]:
    """The answers after as many tries as are needed and allowed, and the patience that is left."""
    for number in range(settings.tries):
        answers = ask(page, fragments, settings, turns, head=number == 0)
        worst = next((answer for answer in answers.values() if answer.again), None)
        if worst is None or number == settings.tries - 1:
            break
        pause = BACK_OFF * 2**number
        if worst.wait is not None or worst.code == 429:
            pause = TOO_MANY if worst.wait is None else worst.wait
            if pause > patience:
                break
            patience -= pause
        turns.sleep(pause)
    return answers, patience

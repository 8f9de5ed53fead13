"""A group of texts, each once and twice as long → the steps that rules and readers take, as JSON (see `counted_steps`)."""

from __future__ import annotations

import importlib
import json
import random
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import counted_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pamphleteer.lint.page import Page

    Read = Callable[[str], Page]

GROWTH = 2.3
"""How many times the work may grow when the text doubles: sorting takes a little more than twice."""
SIZE = 400
"""Letters of the shorter text."""
FEWEST = 3
"""Times that a unit stands in it."""
UNITS = {
    "one phrase": "freeze your ankle ",
    "titles": "Dr. ",
    "a letter": "a ",
    "brackets": "(",
    "brackets that name": "[a] ",
    "for example": "e.g. ",
    "numbers": "1 ",
    "numbers and commas": "1,",
    "fractions": "1 1/2 ½ ",
    "doses": "5 mg ",
    "inches": "6 inches ",
    "pounds": "5 pounds ",
    "dashes": "- – — ",
    "one word": "leg ",
    "quotes": "“freeze ” ",
    "straight quotes": '"a ',
    "names": "Anna Bob ",
    "titles of doctors": "Anna Bob, MD, PhD, ",
    "capital letters": "Anna Bob, AAAAAAAA",
    "dates": "2026-01-02 ",
    "addresses": "http://a.b/",
    "headings": "# A\n\n## Bb cc\n\n",
    "rows": "| a | b |\n| --- | --- |\n| c | d |\n\n",
    "shouts": "CALL ",
    "abbreviations": "DVT (",
    "studies": "many recent ",
    "according": "according to a some ",
    "years": "(Smith 2004 ",
    "year after year": "2004 ",
    "stops": ".",
    "stops and quotes": "?!”) ",
    "spaces": "a      ",
    "lines": "a\n",
    "paragraphs": "Rest the leg.\n\n",
    "seizures": "A seizure in the calf, ",
    "list of seizures": "- A seizure\n",
    "pain": "patients who complain ",
    "steps": "1. one\n",
    "allowances": "% allow repeated-word: x\n\nthe the\n\n",
    "explained": "{abbr}`AB (x)` AB ",
    "links": "[here](http://a.b) ",
    "code": "`x` ",
    "comments": "<!-- a --> ",
    "open comments": "a <!-- ",
    "roles": "{term}`a` ",
    "pictures": "![](a.png)\n\n",
}
"""What is said again and again, without end; every rule reads each of them."""
OF_CATALOGUES = {"po-markup", "po-number", "po-term", "po-unfinished"}
ENTRIES = {
    "numbers": ("5 mg ", "6 mg "),
    "figures": ("1 2 3 ", "4 5 6 "),
    "placeholders": ("%s %d ", "%d "),
    "roles": ("{term}`a` ", "{term}`b` "),
    "code": ("`x` ", "`y` "),
    "links": ("[a](b.md) ", "[a](c.md) "),
    "ice": ("ice ", "helado "),
    "open roles": ("{term}`a <", "{term}`b   <"),
    "missing numbers": ("25 ", "a "),
    "two units": ("5 cm ", "2 inches "),
    "brackets": ("[", "]"),
    "tags": ("<b>", "&amp;"),
}
"""The same for both sides of an entry of a catalogue."""


def longer(unit: str, times: int) -> str:
    """The unit as often as it makes a text of about `SIZE` letters, so many times."""
    return unit * (times * max(round(SIZE / len(unit)), FEWEST))


def measured(text: Callable[[int], str], work: Callable[[str], dict[str, int]]) -> dict[str, list[int]]:
    """The steps of each part of the work on a text and on one twice as long.

    A part that seems to grow faster is looked at once more, on texts twice as long: a rule may begin to look from some words on.
    """
    once, twice = work(text(1)), work(text(2))
    counts = {name: [steps, twice[name]] for name, steps in once.items()}
    if steep := [name for name, (few, many) in counts.items() if many > GROWTH * few]:
        four_times = work(text(4))
        counts |= {name: [twice[name], four_times[name]] for name in steep}
    return counts


def rules_on(page: Page, names: set[str] | None, text: str) -> dict[str, int]:
    """The steps of each rule on a page, with the places of what it finds."""
    from pamphleteer.lint.book import Book, record_of
    from pamphleteer.lint.engine import BookRule, PageRule, name_of, run, run_book
    from pamphleteer.lint.rules import RULES
    from pamphleteer.lint.source import Source

    source = Source(text)
    found: dict[str, int] = {}
    for rule in RULES:
        name = name_of(rule)
        if names is not None and name not in names:
            continue
        if isinstance(rule, PageRule):
            found[name] = counted_steps.steps_of(partial(run, page, [rule], lambda _path: source))
        if isinstance(rule, BookRule):
            book = Book(
                [record_of(page, lambda _path: source)],
                {page.path: page}.get,
                lambda _path: source,
                page.terms,
                page.settings,
            )
            compare = partial(run_book, book, [rule])
            found[f"{name} (book)"] = counted_steps.steps_of(compare)
    return found


def reader(kind: str) -> Read:
    """What reads a text."""
    from pamphleteer.lint.read.catalogue import read_catalogue
    from pamphleteer.lint.read.markdown import read_markdown
    from pamphleteer.lint.read.plain import read_plain
    from pamphleteer.lint.read.rst import read_restructuredtext
    from pamphleteer.lint.source import Source
    from pamphleteer.lint.terms import shipped_terms

    readers = {"md": read_markdown, "txt": read_plain, "rst": read_restructuredtext, "po": read_catalogue}
    name = "/book/locales/es/LC_MESSAGES/page.po" if kind == "po" else f"/book/page.{kind}"
    return lambda text: replace(readers[kind](Source(text), name, "en"), terms=shipped_terms())


def read_and_run(kind: str, names: set[str] | None) -> Callable[[str], dict[str, int]]:
    """The steps of a reader and of the rules on what it read."""

    def work(text: str) -> dict[str, int]:
        pages: list[Page] = []
        reader(kind)("# A\n")  # loads what is loaded once
        steps = counted_steps.steps_of(lambda: pages.append(reader(kind)(text)))
        return {f"reader of .{kind}": steps, **rules_on(pages[0], names, text)}

    return work


def by_examples(part: int, parts: int) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Each rule on its own wrong examples, again and again, in lines, paragraphs and at one go."""
    from lint_pages import examples

    from pamphleteer.lint.engine import name_of
    from pamphleteer.lint.rules import RULES

    for rule in RULES[part::parts]:
        name, words = name_of(rule), rule.__doc__ or ""
        for example in examples(words, "Wrong")[:1]:
            for join in ("", " ", "\n\n"):
                unit = example.text.strip() + join
                work = read_and_run("md", {name})
                yield f"{name}: {unit!r}", measured(partial(longer, unit), work)


def by_units(part: int, parts: int) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Every rule on each of the units, read as Markdown; the readers on each of them."""
    for name, unit in list(UNITS.items())[part::parts]:
        text = partial(longer, unit)
        yield f"{name}, as Markdown", measured(text, read_and_run("md", None))
        for kind in ("txt", "rst"):
            yield f"{name}, as .{kind}", measured(text, read_and_run(kind, set()))


def by_snippets(part: int, parts: int) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Every rule on a few of the units in a row, drawn by the number of the part; `parts` of them."""
    chance = random.Random(part)  # noqa: S311 - the same texts each time
    for _snippet in range(parts):
        unit = "".join(chance.choices(list(UNITS.values()), k=chance.randint(2, 5)))
        yield repr(unit), measured(partial(longer, unit), read_and_run("md", None))


def by_entries(_part: int, _parts: int) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """The rules on catalogues on entries of which one side is not what the other is."""
    for name, (one, other) in ENTRIES.items():

        def entry(times: int, one: str = one, other: str = other) -> str:
            return f'msgid "{longer(one, times)}"\nmsgstr "{longer(other, times)}"\n'

        yield f"{name}, in an entry", measured(entry, read_and_run("po", OF_CATALOGUES))


def by_planted(_part: int, _parts: int) -> Iterator[tuple[str, dict[str, list[int]]]]:
    """Rules of which it is known how they grow: `planted.py` of the folder that is given."""
    planted = importlib.import_module("planted")

    def work(name: str, text: str) -> dict[str, int]:
        return {name: counted_steps.steps_of(partial(planted.CHECKS[name], text))}

    for name in planted.CHECKS:
        yield name, measured(partial(longer, "word "), partial(work, name))


GROUPS: dict[str, Any] = {
    "examples": by_examples,
    "units": by_units,
    "entries": by_entries,
    "snippets": by_snippets,
    "planted": by_planted,
}

if __name__ == "__main__":
    group, number, of, *folders = sys.argv[1:]
    sys.path[:0] = [str(Path(folder)) for folder in folders]
    counted_steps.install()
    json.dump(dict(GROUPS[group](int(number), int(of))), sys.stdout)

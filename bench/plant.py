"""Clean chapters with one defect planted at a time → what share of each kind the linter finds.

    python -m bench.plant FOLDER… [--subject TITLE] [--most N] [--show KIND]

FOLDER holds Markdown chapters (`book`), or is a corpus of sections (`clean-health-dev.json`).
A defect counts as found when the rule that is meant for it says something that it did not say before.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pamphleteer.lint.book import Book, Record, record_of
from pamphleteer.lint.engine import name_of, run, run_book
from pamphleteer.lint.page import Page
from pamphleteer.lint.read.markdown import read_markdown
from pamphleteer.lint.rules import RULES
from pamphleteer.lint.source import Source
from pamphleteer.lint.terms import shipped_terms

SUBJECT = [""]
"""The title of the book, last."""
PLACES = 6
"""Defects of a kind that are planted in one text, one at a time."""
Plant = Callable[[str, random.Random], str | None]
"""A text → the text with one defect, or None when it has no place for it."""


@dataclass(frozen=True)
class Kind:
    """A kind of defect."""

    name: str
    rule: str
    plant: Plant


def swap(pattern: str, by: str) -> Plant:
    """Write one match of a pattern otherwise."""

    def plant(text: str, dice: random.Random) -> str | None:
        found = [m for m in re.finditer(pattern, text) if read_as_prose(text, m.start(), pattern)]
        if not found:
            return None
        chosen = dice.choice(found)
        return text[: chosen.start()] + chosen.expand(by) + text[chosen.end() :]

    return plant


def read_as_prose(text: str, at: int, pattern: str) -> bool:
    """Whether a place is running text: no front matter, no option or name of a directive, no address."""
    head = text.find("\n---\n", 4) if text.startswith("---\n") else 0
    before = text[text.rfind("\n", 0, at) + 1 : at]
    unread = bool(re.search(r"^(?:```|:\w|% )|\]\([^)]*$|`[^`]*$|https?:\S*$", before))
    listing = text.rfind("```", 0, at)
    unread = unread or text.startswith("```{toctree}", listing)
    return at > head and (pattern.startswith("(?m)") or not unread)


def doubled(text: str, dice: random.Random) -> str | None:
    """Write a word twice."""
    word = r"(?<=[a-z] )[a-z]{3,}(?= [a-z])"
    found = [m for m in re.finditer(word, text) if read_as_prose(text, m.start(), word)]
    chosen = dice.choice(found) if found else None
    return f"{text[: chosen.end()]} {chosen[0]}{text[chosen.end() :]}" if chosen else None


def line(said: str) -> Plant:
    """Put a line of a web page between two paragraphs."""

    def plant(text: str, dice: random.Random) -> str | None:
        gaps = [m.end() for m in re.finditer(r"(?<=[.])\n\n(?=[A-Z])", text)]
        at = dice.choice(gaps) if gaps else 0
        return f"{text[:at]}{said}\n\n{text[at:]}" if at else None

    return plant


KINDS = (
    Kind("cramp → seizure", "mistranslated-term", swap(r"\b([Cc])ramps?\b(?! diary)", "seizure")),
    Kind("cramp → convulsion", "mistranslated-term", swap(r"\bcramps\b", "convulsions")),
    Kind("ice, cool → freeze", "mistranslated-term", swap(r"\b(?:[Ii]ce|[Cc]ool) (?=(?:the|your) )", "Freeze ")),
    Kind("back of the thigh → hip", "mistranslated-term", swap(r"back of (the|your) thigh", r"back of \1 hip")),
    Kind("strain → tension", "mistranslated-term", swap(r"\b(muscle|hamstring) strain\b", r"\1 tension")),
    Kind("keep breathing → hold your breath", "mistranslated-term", swap(r"[Kk]eep breathing", "Hold your breath")),
    Kind("word twice", "repeated-word", doubled),
    Kind("share button", "scrape-leftover", line("Share on Facebook")),
    Kind("advertisement", "scrape-leftover", line("ADVERTISEMENT")),
    Kind("inches changed", "wrong-conversion", swap(r"\((\d+)( inch)", r"(9\1\2")),
    Kind("metric taken away", "unit-without-metric", swap(r"\d+ (?:cm|kg|ml|litres?) \((\d+[^()]*)\)", r"\1")),
    Kind("heading skipped", "skipped-heading", swap(r"(?m)^## ", "#### ")),
    Kind("text alternative taken away", "missing-alt-text", swap(r"(?m)^:alt: .*$", ":width: 50%")),
)  # fmt: skip


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=40, help="defects of each kind")
    parser.add_argument("--show", default="", help="a kind: print the lines in which it was missed")
    parser.add_argument("--subject", default="", help="title of the book that the chapters belong to")
    args = parser.parse_args()
    SUBJECT.append(args.subject)
    texts = [text for folder in args.folders for text in chapters(folder)]
    print(f"\n{len(texts)} clean texts, {sum(len(text.split()) for text in texts)} words\n")
    print("| planted | rule | texts with a place | found | share |\n| --- | --- | --- | --- | --- |")
    for kind in KINDS:
        row(kind.name, kind.rule, *planted(kind, texts, args.most, args.show))
    for name, rule, found, of in copied(texts, args.most // 2, args.show):
        row(name, rule, found, of)
    return 0


def row(name: str, rule: str, found: int, of: int) -> None:
    """Print one line of the table."""
    print(
        f"| {name} | {rule} | {of} | {found} | {found / of:.0%} |" if of else f"| {name} | {rule} | 0 | | |"
    )


def chapters(path: Path) -> Iterator[str]:
    """The texts in a folder of Markdown, or the sections of a corpus."""
    if path.suffix == ".json":
        for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
            yield f"# {section['q']}\n\n" + "\n\n".join(section["paras"]) + "\n"
    else:
        for file in sorted(path.glob("*.md")):
            yield file.read_text(encoding="utf-8")


def page_of(text: str, path: str = "page.md") -> tuple[Page, Source]:
    """A text as a page under the package's termbase."""
    source = Source(text)
    return replace(read_markdown(source, path, "en"), terms=shipped_terms(), subject=SUBJECT[-1]), source


def findings(text: str, rule: str) -> int:
    """How often a rule speaks up in a text."""
    page, source = page_of(text)
    rules = [other for other in RULES if name_of(other) == rule]
    return sum(1 for found in run(page, rules, lambda _path: source) if found.rule == rule)


def planted(kind: Kind, texts: list[str], most: int, show: str) -> tuple[int, int]:
    """How many of the planted defects were found, and how many there were."""
    dice = random.Random(kind.name)  # noqa: S311 - the same places in every run
    found = of = 0
    for text in dice.sample(texts, len(texts)):
        for _time in range(PLACES):
            changed = kind.plant(text, dice)
            if changed is None or of == most:
                break
            of += 1
            seen = findings(changed, kind.rule) > findings(text, kind.rule)
            found += seen
            if not seen and show == kind.name:
                new = set(changed.split("\n")) - set(text.split("\n"))
                print("  missed:", " ".join(new)[:160], file=sys.stderr)
    return found, of


def copied(texts: list[str], most: int, show: str) -> Iterator[tuple[str, str, int, int]]:
    """The same for sections that are copied into another text: as they are, with words dropped, with a number changed."""
    dice = random.Random(7)  # noqa: S311 - the same places in every run
    records = [record(text, f"text-{n}.md") for n, text in enumerate(texts)]
    counts: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for number in dice.sample(range(len(texts)), len(texts)):
        for name, change in (
            ("copied", same),
            ("every tenth word dropped", thinned),
            ("a number changed", renumbered),
        ):
            section = change(passage(texts[number], dice), dice)
            if section and of[name] < most:
                of[name] += 1
                other = (number + 1) % len(texts)
                changed = record(f"{texts[other]}\n\n# Added\n\n{section}\n", f"text-{other}.md")
                seen = noticed([*records[:other], changed, *records[other + 1 :]], other, name)
                counts[name] += seen
                if not seen and show == name:
                    print("  missed:", section[:600], file=sys.stderr)
    for name in of:
        yield f"passage {name}", "duplicate-section, -passage", counts[name], of[name]


def record(text: str, path: str) -> tuple[Record, Page, Source]:
    """What a book keeps of a text."""
    page, source = page_of(text, path)
    return record_of(page, lambda _path: source), page, source


def noticed(records: list[tuple[Record, Page, Source]], number: int, name: str) -> bool:
    """Whether a copy of a text, or one that disagrees, is found."""
    pages = {kept.path: page for kept, page, _source in records}
    sources = {kept.path: source for kept, _page, source in records}
    book = Book([kept for kept, _page, _source in records], pages.get, sources.get)
    path = records[number][0].path
    found = [f for f in run_book(book, RULES) if f.path == path or any(r.path == path for r in f.related)]
    return any(f.severity == "error" for f in found) if name == "a number changed" else bool(found)


def passage(text: str, dice: random.Random) -> str:
    """Some paragraphs of running text of 50 words or more."""
    paragraphs = [p for p in text.split("\n\n") if len(p.split()) >= 12 and not re.match(r"[#:`|%*\-\d]", p)]
    paragraphs = [p for p in paragraphs if "```" not in p]
    first = dice.randrange(max(len(paragraphs), 1))
    taken: list[str] = []
    for paragraph in paragraphs[first:]:
        taken.append(paragraph)
        if sum(len(p.split()) for p in taken) >= 50:
            return "\n\n".join(taken)
    return ""


def same(text: str, _dice: random.Random) -> str:
    """The passage as it is."""
    return text


def thinned(text: str, dice: random.Random) -> str:
    """The passage without every tenth word."""
    return " ".join(word for word in text.split(" ") if dice.random() > 0.1)


def renumbered(text: str, dice: random.Random) -> str:
    """The passage with one number changed; empty when it has none."""
    found = list(re.finditer(r"(?<![\w.,`{/-])\d{1,3}(?![\w.,}/-])", text))
    if not found:
        return ""
    chosen = dice.choice(found)
    return f"{text[: chosen.start()]}{int(chosen[0]) + 3}{text[chosen.end() :]}"


if __name__ == "__main__":
    sys.exit(main())

"""Corpora of published text → what each rule finds in them: false alarms, and leftovers that are caught.

    python bench/lint.py FOLDER [--show RULE]

FOLDER holds `clean-health-dev.json` (sections that public bodies have published; MedQuAD, CC BY 4.0) and
`leftovers-dev.json` (lines of web pages marked as article or furniture; scrapinghub/article-extraction-benchmark, MIT).
Neither is part of this repository.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from pamphleteer.lint.engine import name_of, run
from pamphleteer.lint.page import Block, Page
from pamphleteer.lint.rules import PLAIN_WORDS, RULES, SCRAPED
from pamphleteer.lint.source import Source

Count = Counter[tuple[str, str]]


def section_page(section: dict[str, object], number: int) -> tuple[Page, Source]:
    """A section of the clean set as a page: its question is the title."""
    paragraphs = [str(p) for p in section["paras"]]  # type: ignore[attr-defined]  # a list in the file
    title = str(section["q"])
    source = Source("\n\n".join([title, *paragraphs]))
    path = f"section-{number}.txt"
    blocks = [Block("heading", title, path, 1, (), 1)]
    blocks += [Block("paragraph", text, path, 2 * n + 1, (title,)) for n, text in enumerate(paragraphs, 1)]
    return Page(path, tuple(blocks)), source


def clean(path: Path, show: str) -> None:
    """Print for each rule its findings in text without visible damage, per 10,000 words."""
    sections = json.loads(path.read_text(encoding="utf-8"))["sections"]
    words = sum(len(" ".join(section["paras"]).split()) for section in sections)
    counts: Count = Counter()
    began = time.process_time()
    for number, section in enumerate(sections):
        page, source = section_page(section, number)
        for finding in run(page, RULES, lambda _path, source=source: source):  # type: ignore[misc]  # bound now
            counts[finding.rule, finding.severity] += 1
            if finding.rule == show:
                print(f"  {finding.text!r}  ← {source.line(finding.line)[:160]!r}: {finding.message}")
    spent = time.process_time() - began
    print(f"\nClean sections: {len(sections)}, {words} words, {spent:.2f} s of CPU")
    print("| rule | severity | findings | per 10,000 words |\n| --- | --- | --- | --- |")
    for (rule, severity), number in sorted(counts.items()):
        print(f"| {rule} | {severity} | {number} | {number / words * 10000:.2f} |")
    loud = sum(n for (rule, severity), n in counts.items() if severity != "note" and rule not in PLAIN_WORDS)
    print(f"| errors and warnings, plain words apart | | {loud} | {loud / words * 10000:.2f} |")


def leftovers(path: Path, show: str) -> None:
    """Print recall and precision of the rules on scraping, line by line, in each stratum."""
    lines = json.loads(path.read_text(encoding="utf-8"))["lines"]
    scraped = [rule for rule in RULES if name_of(rule) in SCRAPED]
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        source = Source(line["text"])
        page = Page("line.txt", (Block("paragraph", line["text"], "line.txt", 1),))
        found = [f for f in run(page, scraped, lambda _path, source=source: source) if f.severity != "note"]  # type: ignore[misc]
        table[line["stratum"]][f"{line['gold']} {'found' if found else 'left'}"] += 1
        wrong = bool(found) != (line["gold"] == "leftover")
        if wrong and show == f"{line['gold']}:{line['stratum']}":
            print(f"  {line['text'][:150]!r} {[f.message for f in found]}")
    print("\n| stratum | leftovers found | of | clean lines found | of | recall | precision |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for stratum, counts in sorted(table.items()):
        true, false = counts["leftover found"], counts["clean found"]
        leftover, well = true + counts["leftover left"], false + counts["clean left"]
        precision = true / (true + false) if true + false else 1
        print(
            f"| {stratum} | {true} | {leftover} | {false} | {well} | {true / leftover:.0%} | {precision:.1%} |"
        )


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--show", default="", help="a rule, or clean:random, leftover:random, …: print its lines"
    )
    args = parser.parse_args()
    clean(args.folder / "clean-health-dev.json", args.show)
    leftovers(args.folder / "leftovers-dev.json", args.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Corpora of published text → what each rule finds in them: false alarms, and leftovers that are caught.

    python -m bench.lint FOLDER [--show RULE] [--files PATH]…

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

from bench.prose import chapter
from pamphleteer.lint.collect import source_at
from pamphleteer.lint.engine import name_of, run
from pamphleteer.lint.locate import Locator
from pamphleteer.lint.page import OPAQUE, Block, Page
from pamphleteer.lint.read.files import files_below, read_file
from pamphleteer.lint.read.markdown import read_markdown
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
    print(f"\nClean sections: {len(sections)}, {words} words, {spent:.2f} s of CPU\n")
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


def places(folders: list[Path]) -> None:
    """Print how many blocks of real files have an exact place for every character."""
    print("\n| files | blocks | line alone | share |\n| --- | --- | --- | --- |")
    for folder in folders:
        known = total = 0
        for path in files_below(folder) if folder.is_dir() else [folder]:
            for page in read_file(path, "en"):
                locator = Locator(page.blocks, source_at)
                for block in page.prose:
                    spans = locator.spans(block)
                    total += 1
                    known += bool(spans) and all(
                        span or c == OPAQUE for span, c in zip(spans or [], block.text, strict=True)
                    )
        print(f"| {folder.name} | {total} | {total - known} | {(total - known) / max(total, 1):.2%} |")


def speed(words: int) -> None:
    """Print the CPU time of all rules on made-up chapters, at half the size and at the whole."""
    print("\n| words | CPU s | µs a word |\n| --- | --- | --- |")
    for size in (words // 2, words):
        texts = [chapter(number, 3000) for number in range(max(size // 3000, 1))]
        count = sum(len(text.split()) for text in texts)
        began = time.process_time()
        for number, text in enumerate(texts):
            source, path = Source(text), f"chapter-{number}.md"
            run(read_markdown(source, path, "en"), RULES, lambda _path, source=source: source)  # type: ignore[misc]
        spent = time.process_time() - began
        print(f"| {count} | {spent:.1f} | {spent / count * 1e6:.1f} |")


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--show", default="", help="a rule, or clean:random, leftover:random, …: print its lines"
    )
    parser.add_argument("--words", type=int, default=1_000_000, help="size of the text for the time")
    parser.add_argument(
        "--files", type=Path, action="append", default=[], help="files whose places are counted"
    )
    args = parser.parse_args()
    clean(args.folder / "clean-health-dev.json", args.show)
    leftovers(args.folder / "leftovers-dev.json", args.show)
    if not args.show:
        places(args.files)
        speed(args.words)
    return 0


if __name__ == "__main__":
    sys.exit(main())

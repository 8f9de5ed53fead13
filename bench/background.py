"""Texts of many kinds → `pamphleteer/lint/data/background.txt`: how many sections of general English hold each word.

    python -m bench.background FOLDER

FOLDER holds `.txt` files with a section a paragraph. Counts of words are facts; no text is kept.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from pamphleteer.lint.copies.corpus import BACKGROUND
from pamphleteer.lint.copies.stems import STOP_WORDS, WORD, stem

LEAST = 3
"""Sections that a word must stand in to be listed; what is rarer counts as never seen."""
HEAD = """\
# In how many of some sections of general English the stem of a word stands, the commonest first.
# Written by bench/background.py from {sources}.
# sections: {sections}
"""


def main() -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    counts: Counter[str] = Counter()
    sections = 0
    sources = []
    for path in sorted(parser.parse_args().folder.glob("*.txt")):
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")
        for text in paragraphs:
            words = (word.lower().replace("’", "'") for word in WORD.findall(text))
            counts.update({stem(word, "en") for word in words if word not in STOP_WORDS["en"]})
        sections += len(paragraphs)
        sources.append(f"{path.stem} ({len(paragraphs)} sections)")
    rows = sorted(((n, word) for word, n in counts.items() if n >= LEAST), key=lambda row: (-row[0], row[1]))
    head = HEAD.format(sources=", ".join(sources), sections=sections)
    BACKGROUND.write_text(head + "".join(f"{word}\t{n}\n" for n, word in rows), encoding="utf-8")
    print(f"{BACKGROUND}: {len(rows)} stems, {sections} sections")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

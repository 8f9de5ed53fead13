"""Corpora of health text → how well a table of senses tells a cramp that became a seizure from a genuine seizure.

    python -m bench.senses FOLDER [--show GROUP]

FOLDER holds, as far as they are there, `genuine-seizures-dev.json`, `clean-health-dev.json` and `dup-dev.json`
(sections of MedQuAD, CC BY 4.0), `medquad/*.json` (further sections; those in `medquad/held-out/` are never learned from),
`contexts.jsonl` (single sentences around seizure, cramp and spasm) and `hamstring-scrape.txt` (a guide on cramps, twice:
as it was written, and with cramps that a machine called seizures).

A negative is a genuine use of “seizure” or “convulsion”. A positive is a place where “cramp” was written:
once with all cramps of the section and its titles turned into seizures and convulsions, and once alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pamphleteer.lint.terms.concept import Context
from pamphleteer.lint.terms.sense import features, weigh

TERM = re.compile(r"\b(?:seizures?|convulsions?)\b", re.IGNORECASE)
CRAMP = re.compile(r"\bcramp(?:s|ing|ings)?\b", re.IGNORECASE)
CORPORA = (("genuine-seizures-dev", "sections"), ("clean-health-dev", "sections"), ("dup-dev", "base"))
MARK = "\u2063"
"""Stands before a word that replaced a cramp, until its place is known."""
GUIDE = {"written": (5, 141), "translated": (281, 423)}
"""Lines of the guide."""
GUIDE_TITLE = "Hamstring {}: Causes, Relief, and Prevention"


@dataclass(frozen=True)
class Use:
    """A seizure or convulsion in a text."""

    context: Context
    start: int
    end: int
    wrong: bool
    """Whether a cramp stood there."""
    document: str
    """What it was taken from: uses of one document are never learned from and tested on at once."""
    group: str
    alone: bool = False
    """Whether the other cramps of the section were left."""

    @cached_property
    def features(self) -> list[tuple[str, str]]:
        """What the decision is made by."""
        return list(features("cramp", self.context, self.start, self.end))

    @property
    def reported(self) -> bool:
        """What the shipped table says."""
        return weigh("cramp", self.context, self.start, self.end).wrong


@dataclass(frozen=True)
class Section:
    """Paragraphs under titles, from one document."""

    paragraphs: tuple[str, ...]
    titles: str
    document: str
    group: str

    @property
    def uses(self) -> Iterator[Use]:
        """The genuine uses, then the cramps: all turned, then each alone."""
        yield from found(self, wrong=False)
        count = sum(len(CRAMP.findall(paragraph)) for paragraph in self.paragraphs)
        if count:
            yield from found(turned(self, None), wrong=True)
        if count > 1 or CRAMP.search(self.titles):
            for number in range(count):
                for use in found(turned(self, number), wrong=True):
                    yield replace(use, alone=True)


def turned(section: Section, only: int | None) -> Section:
    """A section with each cramp, or that of a number, replaced and marked; titles go with all of them."""
    count = -1

    def replaced(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        if only is not None and count != only:
            return match[0]
        word = "convulsion" if count % 3 == 2 else "seizure"
        plural = word + "s" if match[0].lower() == "cramps" else word
        return MARK + (plural.capitalize() if match[0][0].isupper() else plural)

    paragraphs = tuple(CRAMP.sub(replaced, paragraph) for paragraph in section.paragraphs)
    titles = section.titles if only is not None else CRAMP.sub("seizures", section.titles)
    return replace(section, paragraphs=paragraphs, titles=titles)


def found(section: Section, *, wrong: bool) -> Iterator[Use]:
    """The uses of a section that are marked as replaced, or all when none are to be."""
    plain = tuple(paragraph.replace(MARK, "") for paragraph in section.paragraphs)
    for marked, paragraph in zip(section.paragraphs, plain, strict=True):
        context = Context(paragraph, "\n".join(plain), section.titles)
        marks = [match.start() - number for number, match in enumerate(re.finditer(MARK, marked))]
        for match in TERM.finditer(paragraph):
            if not wrong or match.start() in marks:
                yield Use(context, *match.span(), wrong, section.document, section.group)


def corpora(folder: Path) -> Iterator[Section]:
    """The sections of MedQuAD and of pages."""
    files = [(folder / f"{name}.json", key, name) for name, key in CORPORA]
    files += [(path, "sections", path.stem) for path in sorted((folder / "medquad").glob("*.json"))]
    files += [
        (path, "sections", f"held-out {path.stem}")
        for path in sorted((folder / "medquad" / "held-out").glob("*"))
    ]
    for path, key, group in files:
        if path.is_file():
            for row in json.loads(path.read_text(encoding="utf-8"))[key]:
                yield Section(tuple(row["paras"]), row["q"], f"{row['src']}/{row['doc']}", group)


def lines(path: Path) -> Iterator[Section]:
    """Single sentences, with those beside them as their section."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = " ".join(part for part in (row["before"], row["sentence"], row["after"]) if part)
        if "pubmed" in row["source"]:
            yield Section((text,), row["title"], row["title"], "abstract")
        elif row["form"].startswith("list"):
            yield Section((text,), row["title"], row["title"], "list")
        elif row["source"].startswith("http"):
            yield Section((text,), row["title"], row["source"], "page")
        else:
            yield Section((text,), row["title"], text[:40], "dictionary")


def guide(path: Path) -> Iterator[Use]:
    """The guide as written, its cramps turned; then the seizures and convulsions of its translation, all of them wrong."""
    if not path.is_file():
        return
    whole = path.read_text(encoding="utf-8").splitlines()
    for name, (first, last) in GUIDE.items():
        heading, paragraphs = "", list[str]()
        sections: list[Section] = []
        for line in [*whole[first - 1 : last], "End"]:
            text = line.strip(" •")
            if text and len(text) < 50 and text == line.strip() and text[-1].isalpha():
                titles = f"{heading}\n{GUIDE_TITLE.format('cramps')}"
                sections.append(Section(tuple(paragraphs), titles, "guide", f"guide {name}"))
                heading, paragraphs = text, []
            elif text:
                paragraphs.append(text)
        for section in sections:
            yield from (replace(use, wrong=True) for use in section.uses)


def all_uses(folder: Path) -> Iterator[Use]:
    """Every use of the folder but those of the guide."""
    for section in [*corpora(folder), *lines(folder / "contexts.jsonl")]:
        yield from section.uses


def show(uses: list[Use]) -> None:
    """Print the uses that are judged wrongly."""
    for use in uses:
        if use.reported != use.wrong:
            low, high = use.context.sentence(use.start)
            text = use.context.text
            said = "missed" if use.wrong else "false alarm"
            before, after = (
                text[max(low, use.start - 150) : use.start],
                text[use.end : min(high, use.end + 100)],
            )
            print(f"{said}: {before}>>{text[use.start : use.end]}<<{after}  ({use.context.titles!r})")


def main() -> int:
    """Print, by group, the false alarms and the share that was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", help="a group: print what is judged wrongly")
    args = parser.parse_args()
    uses = [*all_uses(args.folder), *guide(args.folder / "hamstring-scrape.txt")]
    counts = Counter((use.group, use.wrong, use.alone, use.reported) for use in uses)
    print(
        "| group | genuine | false alarms | cramps, all turned | found | one turned | found |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    for group in sorted({use.group for use in uses}):
        cells = []
        for wrong, alone in ((False, False), (True, False), (True, True)):
            yes, no = counts[group, wrong, alone, True], counts[group, wrong, alone, False]
            cells += [str(yes + no), f"{yes} ({yes / (yes + no):.1%})" if yes + no else ""]
        print(f"| {group} | {' | '.join(cells)} |")
    show([use for use in uses if use.group == args.show])
    return 0


if __name__ == "__main__":
    sys.exit(main())

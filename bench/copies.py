"""Sets of copies → how many the linter finds, how many of its findings are none, and what it costs.

    python -m bench.copies FOLDER [--more FOLDER] [--show] [--no-cost]

FOLDER holds `dup-dev.json`, `clean-health-dev.json` and `genuine-seizures-dev.json` (sections of MedQuAD, CC BY 4.0). The
other folder may hold sets that were made from public texts:

- `mt/mt.json`: sections of these three files, translated there and back with Apertium by way of other languages;
- `human/translations.json`: passages that were put into English by several translators;
- `human/answers/`: students' answers, copied, reworded or their own (Clough and Stevenson 2011).

None is part of this repository. A pair that is not known to be a copy counts as a false alarm.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.made_up import half_of, inserted
from pamphleteer.lint.copies.corpus import Corpus
from pamphleteer.lint.copies.disagree import differences
from pamphleteer.lint.copies.find import find_copies
from pamphleteer.lint.copies.judge import Copy
from pamphleteer.lint.copies.sentences import paired
from pamphleteer.lint.copies.texts import Text, text_of
from pamphleteer.lint.page import Block

Pair = tuple[int, int]
BASES = (("dup", "dup-dev", "base"), ("clean", "clean-health-dev", "sections"),
         ("seizure", "genuine-seizures-dev", "sections"))  # fmt: skip
SHARED = {
    ("clean-18", "dup-254"), ("clean-150", "dup-251"), ("dup-251", "seizure-21"), ("dup-251", "seizure-58"),
    ("clean-150", "seizure-21"), ("clean-150", "seizure-58"), ("seizure-21", "seizure-58"),
    ("seizure-113", "seizure-84"), ("dup-154", "seizure-65"),
}  # fmt: skip
"""Sections of the three files that, on reading, do share a passage: neither counted as copies nor as false alarms."""
WORKS = {"Bible": 200, "Quran": 200, "Bhagavad Gita": 66}
"""Passages that are taken of each work."""
SIZES = (3750, 7500, 15_000)
"""Sections of the made-up books."""


@dataclass
class Trial:
    """Texts, and what is known of their pairs."""

    name: str
    texts: list[Text] = field(default_factory=list)
    said: list[list[str]] = field(default_factory=list)
    """The paragraphs of each text."""
    true: dict[Pair, str] = field(default_factory=dict)
    """The copies and their kinds."""
    unjudged: set[Pair] = field(default_factory=set)

    def add(self, path: str, paragraphs: Sequence[str], title: str = "") -> int:
        """Add a text; its number."""
        blocks = [(n, Block("paragraph", p, path, 2 * n + 1, (title,))) for n, p in enumerate(paragraphs)]
        self.texts.append(text_of(path, blocks))
        self.said.append(list(paragraphs))
        return len(self.texts) - 1

    def quoted(self, corpus: Corpus, sentence: int) -> str:
        """A sentence of the corpus."""
        number = int(corpus.text[sentence])
        text, at = self.texts[number], sentence - int(corpus.sentence[number])
        return self.said[number][int(text.block[at])][int(text.start[at]) : int(text.end[at])]

    def judges(self, pair: Pair) -> bool:
        """Whether a found pair that is no copy is a false alarm."""
        paths = self.texts[pair[0]].path, self.texts[pair[1]].path
        return pair not in self.unjudged and tuple(sorted(paths)) not in SHARED


def dev_trial(folder: Path) -> Trial:
    """`dup-dev.json`: whole sections."""
    data = read(folder / "dup-dev.json")
    trial = Trial("dup-dev, whole sections")
    for n, section in enumerate(data["base"]):
        trial.add(f"dup-{n}", section["paras"], section["q"])
    for n, copy in enumerate(data["copies"]):
        trial.true[copy["of"], trial.add(f"copy-{n}", copy["paras"])] = copy["kind"]
    return trial


def halves_trial(name: str, base: list[Any], copies: list[tuple[int, str, list[str]]], every: int) -> Trial:
    """Copies (number of the original, kind, paragraphs), of which every so many are put in half into other sections."""
    dice = random.Random(name)  # noqa: S311 - a draw that is the same each time, no secret
    trial = Trial(name)
    originals = {original for original, _kind, _paragraphs in copies}
    hosts = [n for n in range(len(base)) if n not in originals]
    dice.shuffle(hosts)
    said = [section["paras"] for _path, section in base]
    for number, (original, kind, paragraphs) in enumerate(copies):
        half = half_of(paragraphs, dice) if number % every == 0 else []
        if half and hosts:
            host = hosts.pop()
            said[host] = inserted(said[host], half, dice)
            low, high = sorted((original, host))
            trial.true[low, high] = f"{kind}, half"
        elif number % every:
            said.append(paragraphs)
            trial.true[original, len(said) - 1] = f"{kind}, whole"
    for n, paragraphs in enumerate(said):
        path, title = (base[n][0], base[n][1]["q"]) if n < len(base) else (f"copy-{n}", "")
        trial.add(path, paragraphs, title)
    return trial


def half_trials(folder: Path, more: Path | None) -> Iterator[Trial]:
    """Halves of the copies in `dup-dev.json`, and each way of translating there and back."""
    data = read(folder / "dup-dev.json")
    base = [(f"dup-{n}", section) for n, section in enumerate(data["base"])]
    copies = [(copy["of"], str(copy["kind"]), copy["paras"]) for copy in data["copies"]]
    yield halves_trial("dup-dev, halves in other sections", base, copies, 1)
    if more is None or not (more / "mt/mt.json").is_file():
        return
    base = public_base(folder)
    number = {path: n for n, (path, _section) in enumerate(base)}
    by_trip: dict[str, dict[int, tuple[int, str, list[str]]]] = defaultdict(dict)
    for entry in read(more / "mt/mt.json"):
        original = number[f"{entry['set']}-{entry['index']}"]
        by_trip[entry["trip"]][original] = original, entry["trip"], entry["paras"]
    for trip, by_original in sorted(by_trip.items()):
        yield halves_trial(f"translated: {trip}", base, list(by_original.values()), 2)


def public_base(folder: Path) -> list[tuple[str, Any]]:
    """(path, section) of the three files of MedQuAD."""
    return [(f"{name}-{n}", s) for name, file, key in BASES for n, s in enumerate(read(folder / f"{file}.json")[key])]  # fmt: skip


def version_trials(folder: Path, more: Path) -> Iterator[Trial]:
    """Two translators of one passage, work by work, among sections on other subjects."""
    path = more / "human/translations.json"
    entries = read(path) if path.is_file() else []
    for work, size in WORKS.items():
        dice = random.Random(work)  # noqa: S311 - a draw that is the same each time, no secret
        chosen = [entry for entry in entries if entry["work"] == work]
        trial = with_base(f"two translators: {work}", folder)
        for entry in dice.sample(chosen, min(size, len(chosen))):
            names = dice.sample(sorted(entry["versions"]), 2)
            one, other = (trial.add(f"{entry['part']}, {name}", [entry["versions"][name]]) for name in names)
            trial.true[one, other] = work
        if chosen:
            yield trial


def with_base(name: str, folder: Path) -> Trial:
    """A trial that holds all sections of the three files."""
    trial = Trial(name)
    for path, section in public_base(folder):
        trial.add(path, section["paras"], section["q"])
    return trial


def answer_trials(folder: Path, more: Path) -> Iterator[Trial]:
    """Answers against the article they were made from; answers to one question are not judged among each other."""
    answers = more / "human/answers"
    entries = read(answers / "index.json") if (answers / "index.json").is_file() else []
    for kinds in (("heavy", "light"), ("heavy",)) if entries else ():
        trial = with_base(f"answers: {' and '.join(kinds)}", folder)
        by_task: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for entry in entries:
            if entry["category"] in (*kinds, "non", "orig"):
                text = (answers / entry["file"]).read_text(encoding="utf-8", errors="replace")
                paragraphs = [p for p in re.split(r"\n\s*\n", text) if p.strip()]
                by_task[entry["task"]].append((trial.add(entry["file"], paragraphs), entry["category"]))
        for group in by_task.values():
            for one, kind in group:
                for other, other_kind in group:
                    pair = (one, other) if one < other else (other, one)
                    if other_kind == "orig" and kind in kinds:
                        trial.true[pair] = kind
                    elif other_kind != "orig" and kind != "orig":
                        trial.unjudged.add(pair)
        yield trial


def measured(trial: Trial, *, show: bool) -> tuple[Corpus, list[Copy]]:
    """Print the rows of a trial."""
    corpus, copies = find_copies(trial.texts)
    found = {(copy.left.text, copy.right.text): copy for copy in copies}
    false = [pair for pair in found if pair not in trial.true and trial.judges(pair)]
    wanted = Counter(trial.true.values())
    got = Counter(kind for pair, kind in trial.true.items() if pair in found)
    for kind in sorted(wanted):
        print(
            f"| {trial.name} | {kind} | {wanted[kind]} | {got[kind]} | {got[kind] / wanted[kind]:.1%} | | |"
        )
    precision = got.total() / max(got.total() + len(false), 1)
    share = got.total() / max(wanted.total(), 1)
    print(
        f"| {trial.name} | all | {wanted.total()} | {got.total()} | {share:.1%} | {len(false)} | {precision:.1%} |"
    )
    if show:
        shown = [("false alarm", pair) for pair in false]
        shown += [("missed", pair) for pair in trial.true if pair not in found]
        for what, pair in shown:
            begun = [(trial.texts[n].path, " ".join(trial.said[n])[:200]) for n in pair]
            print(
                what,
                trial.name,
                found[pair].score if pair in found else "",
                *begun,
                sep="\n  ",
                file=sys.stderr,
            )
    return corpus, copies


def contradictions(folder: Path, trial: Trial, corpus: Corpus, copies: list[Copy], *, show: bool) -> None:
    """Print how many changed numbers are reported as such, and how many other contradictions."""
    given = [copy for copy in read(folder / "dup-dev.json")["copies"] if copy.get("number_changed")]
    changed = {(copy["of"], " ".join(copy["paras"])): copy["number_changed"] for copy in given}
    reported: set[Pair] = set()
    others: Counter[str] = Counter()
    for copy in copies:
        pair = copy.left.text, copy.right.text
        number = changed.get((pair[0], " ".join(trial.said[pair[1]])), {"was": None, "now": None})
        for left, right in paired(corpus, copy) if pair in trial.true else ():
            here, there = trial.quoted(corpus, right), trial.quoted(corpus, left)
            for difference in differences(here, there) if here != there else ():
                said = {word.split()[0] for word in (difference.here, difference.there) if word}
                if {number["was"], number["now"]} <= said:
                    reported.add(pair)
                    continue
                others[trial.true[pair]] += 1
                if show:
                    print(f"contradiction: {difference}\n  {here!r}\n  {there!r}", file=sys.stderr)
    print("\n| contradictions | of | reported |\n| --- | --- | --- |")
    print(f"| numbers that were changed | {len(changed)} | {len(reported)} |")
    for kind, count in sorted(Counter(trial.true.values()).items()):
        print(f"| others in copies of kind {kind} | {count} copies | {others[kind]} |")


def cost(what: str, of: str) -> dict[str, Any]:
    """One measurement in a process of its own, on one core."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    command = [sys.executable, "-m", "bench.made_up", what, of]
    done = subprocess.run(command, env={**os.environ, **threads}, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def costs(more: Path | None) -> None:
    """Print what made-up books, many versions of one text, and a changed chapter cost."""
    table([cost("book", str(size)) for size in SIZES])
    if more and (more / "human/translations.json").is_file():
        table([cost("versions", str(more / "human/translations.json"))])
    table([cost("changed", "300")])


def table(rows: list[dict[str, Any]]) -> None:
    """Print measurements, one a row."""
    print(f"\n| {' | '.join(rows[0])} |\n|{' --- |' * len(rows[0])}")
    for row in rows:
        cells = (f"{value:.1f}" if isinstance(value, float) else str(value) for value in row.values())
        print(f"| {' | '.join(cells)} |")


def read(path: Path) -> Any:
    """What a JSON file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--more", type=Path, help="a folder with sets made from other public texts")
    parser.add_argument("--show", action="store_true", help="print false alarms and misses on standard error")
    parser.add_argument("--no-cost", action="store_true", help="leave out time and memory")
    args = parser.parse_args()
    print("| set | kind | pairs | found | recall | false alarms | precision |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    dev = dev_trial(args.folder)
    corpus, copies = measured(dev, show=args.show)
    trials = list(half_trials(args.folder, args.more))
    if args.more:
        trials += [*version_trials(args.folder, args.more), *answer_trials(args.folder, args.more)]
    for trial in trials:
        measured(trial, show=args.show)
    contradictions(args.folder, dev, corpus, copies, show=args.show)
    if not args.no_cost:
        costs(args.more)
    return 0


if __name__ == "__main__":
    sys.exit(main())

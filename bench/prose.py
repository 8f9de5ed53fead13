"""Numbers → Markdown chapters of made-up but realistic prose, the same for the same numbers."""

from __future__ import annotations

import random
from pathlib import Path

SUBJECTS = "the leg|your thigh|the torn muscle|a physiotherapist|the bandage|your doctor|the cold pack|each exercise|the pain|most people".split(
    "|"
)
VERBS = "gets better|needs rest|should not hurt|may help|is checked|comes back|takes time|feels tight|grows stronger|can wait".split(
    "|"
)
PLACES = "after two days|in the morning|with a chair|before you run|for 10 to 15 minutes|at night|on the floor|during the first week|when you walk".split(
    "|"
)
LINKS = ("and", "but", "because", "so that", "while", "although")
HEADINGS = "Rest|Cold and warmth|Walking again|What you need|When to ask for help|Sleep|Food and drink|The next week".split(
    "|"
)


def sentence(dice: random.Random) -> str:
    """One sentence of 6 to 25 words."""
    words = f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(PLACES)}"
    if dice.random() < 0.5:
        words += f" {dice.choice(LINKS)} {dice.choice(SUBJECTS)} {dice.choice(VERBS)}"
    if dice.random() < 0.2:
        words += f", *{dice.choice(VERBS)}* and [{dice.choice(PLACES)}](index.md)"
    return words[0].upper() + words[1:] + "."


def chapter(number: int, words: int, seed: int = 1) -> str:
    """A chapter of about so many words: headings, paragraphs, lists, tables, pictures."""
    dice = random.Random(f"{seed}/{number}")  # noqa: S311 - made-up prose, no secret
    parts = [f"# Chapter {number}"]
    count = 0
    while count < words:
        parts.append(f"## {dice.choice(HEADINGS)} {number}.{len(parts)}")
        parts += [
            " ".join(sentence(dice) for _s in range(dice.randint(3, 6))) for _p in range(dice.randint(2, 5))
        ]
        parts.append("\n".join(f"- {sentence(dice)}" for _item in range(dice.randint(3, 6))))
        if dice.random() < 0.3:
            rows = "\n".join(f"| {dice.choice(PLACES)} | {dice.choice(VERBS)} |" for _row in range(4))
            parts.append(f"| When | What |\n| --- | --- |\n{rows}")
        if dice.random() < 0.3:
            parts.append(f"```{{note}}\n{sentence(dice)} {sentence(dice)}\n```")
        count = sum(len(part.split()) for part in parts)
    return "\n\n".join(parts) + "\n"


def write_book(folder: Path, chapters: int, words: int) -> None:
    """A Sphinx project of so many chapters of so many words each."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(
        'project = "Bench"\nextensions = ["myst_parser", "pamphleteer"]\n', "utf-8"
    )
    names = [f"chapter-{number:04}" for number in range(chapters)]
    for number, name in enumerate(names):
        (folder / f"{name}.md").write_text(chapter(number, words), "utf-8")
    listing = "\n".join(names)
    (folder / "index.md").write_text(f"# Bench\n\nText.\n\n```{{toctree}}\n{listing}\n```\n", "utf-8")

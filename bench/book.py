"""A number of chapters → a made-up Sphinx project of that size, with what real books hold.

    python -m bench.book FOLDER CHAPTERS

Prose of `bench.made_up`, some 1,250 words a chapter; headings on two levels, a figure, a table, boxes, lists, footnotes, code,
a formula, index entries, links to other chapters and references to their figures by number. Toctrees are nested three deep:
parts, chapters, and chapters that belong to a chapter. The same number gives the same book.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from PIL import Image, ImageDraw

from bench.made_up import Author, said

PART = 20
"""Chapters of a part."""
FAMILY = 5
"""A chapter and those that belong to it."""
SECTIONS = 6
CONF = """project = "A made-up book"
author = "Nobody"
language = "en"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
numfig = True
html_theme = "sphinx_book_theme"
"""


class Writer:
    """Writes chapters, one after the other."""

    def __init__(self, chapters: int, sections: int = SECTIONS) -> None:
        self.sections = sections
        self.author = Author(max(chapters // 4, 1), seed=1)
        self.dice = random.Random(2)  # noqa: S311 - made-up prose, no secret
        self.chapters = chapters

    def words(self, number: int) -> str:
        """A few words, as for a title."""
        return " ".join(self.author.general(number)).capitalize()

    def prose(self, chapter: int) -> str:
        """A paragraph of some 130 words, one of them a link or in italics."""
        sentences = said(self.author.section(chapter // 4 % len(self.author.subjects))).split(". ")
        other = self.dice.randrange(self.chapters)
        sentences.insert(3, f"See [](#figure-{other}) and {{doc}}`/part-{other // PART}/chapter-{other}`")
        sentences.insert(1, f"*{self.words(2)}* and **{self.words(1)}** and `{self.words(1)}`")
        return ".\n".join(sentences)

    def chapter(self, number: int) -> str:
        """The text of a chapter."""
        parts = [f"(chapter-{number})=\n# {self.words(3)} {number}\n\n{self.prose(number)}"]
        for section in range(self.sections):
            parts.append(f"## {self.words(4)}\n\n{self.prose(number)}")
            parts.append(self.insertion(number, section))
        last = min(number // PART * PART + PART, self.chapters)
        family = range(number + 1, min(number + FAMILY, last)) if number % FAMILY == 0 else ()
        if family:
            names = "".join(f"chapter-{other}\n" for other in family)
            parts.append(f"```{{toctree}}\n:hidden:\n\n{names}```")
        return "\n\n".join(parts) + "\n\n[^n]: " + self.words(12) + ".\n"

    def insertion(self, number: int, section: int) -> str:
        """What is no paragraph."""
        few = [self.words(4) for _n in range(4)]
        other = self.dice.randrange(self.chapters)
        return (
            f":::{{figure}} /drawings/bars-{number % 40}.png\n:name: figure-{number}\n:alt: {few[0]}\n\n{few[1]}\n:::",
            f"{few[1]}: {{numref}}`figure-{other}`.\n\n| One | Two | Three |\n|---|---|---|\n"
            + "\n".join(f"| {w} | {w[::-1]} | {len(w)} |" for w in few * 2),
            f":::{{warning}}\n{few[0]}.\n:::\n\n### {few[1]}\n\n" + "\n".join(f"- {w}" for w in few),
            f"{few[0]}[^n] and so on.\n\n```python\ndef f(x):\n    return x + {number}  # {few[1]}\n```",
            f"```{{index}} {few[0]}\n```\n\n1. {few[1]}\n2. {few[2]}\n   - {few[3]}\n",
            f"$$\n\\frac{{{number}}}{{2}} = x^2\n$$\n\n> {few[0]}\n\n{few[1]} $x_{{{number}}}$.",
        )[section]


def write_book(folder: Path, chapters: int, sections: int = SECTIONS) -> None:
    """Write the project; each part has a page of its own that lists its chapters."""
    writer = Writer(chapters, sections)
    parts = range(-(-chapters // PART))
    files = {"conf.py": CONF, "index.md": "# A made-up book\n\n```{toctree}\n:numbered:\n:maxdepth: 2\n"}
    files["index.md"] += "".join(f"part-{part}/index\n" for part in parts) + "```\n"
    for part in parts:
        numbers = range(part * PART, min((part + 1) * PART, chapters))
        names = "".join(f"chapter-{number}\n" for number in numbers[::FAMILY])
        files[f"part-{part}/index.md"] = (
            f"# {writer.words(2)}\n\n{writer.words(20)}.\n\n```{{toctree}}\n{names}```\n"
        )
        files |= {f"part-{part}/chapter-{number}.md": writer.chapter(number) for number in numbers}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "drawings").mkdir()
    for number in range(40):
        draw_bars(number, folder / "drawings" / f"bars-{number}.png")


def draw_bars(height: int, path: Path) -> None:
    """A drawing of two bars, in the one format that every printer of the comparison can read."""
    drawing = Image.new("L", (480, 240), 255)
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((40, 236 - 4 * height, 120, 240), fill=60)
    pen.rectangle((200, 80, 280, 240), fill=60)
    drawing.save(path)


def main() -> int:
    """Write a book."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("chapters", type=int)
    args = parser.parse_args()
    write_book(args.folder, args.chapters)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

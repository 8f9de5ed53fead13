"""A printed book and the doctrees that it was made from → the words that are lost, or not where they belong.

What may differ is stated here: letters and digits are compared, for Typst breaks words and lines; between two runs of text may
stand what print adds (numbers of pages, notes at the foot, running heads, signs); notes stand anywhere.

    python tests/printed_words.py SOURCE CONF OUT     builds the PDF of a Sphinx project and prints what is lost
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.ext.inheritance_diagram import inheritance_diagram
from sphinx.util.docutils import docutils_namespace

from pamphleteer.book import book_of
from pamphleteer.print.manuscript import Manuscript, manuscript_of

WORD = re.compile(r"(?:[^\W\u0590-\u08ff]|\d)+|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u200c\u200d]+")
"""Of one direction; what a joiner parts is one word."""
NO_LETTER = re.compile(r"[\W_]+")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
MOVED = (nodes.footnote,)
"""Set at the foot of a page."""
SILENT = (
    *(nodes.comment, nodes.raw, nodes.math, nodes.math_block, nodes.label, nodes.substitution_definition),
    *(nodes.footnote_reference, nodes.citation_reference, nodes.image, nodes.meta, nodes.system_message),
    *(addnodes.index, addnodes.tabular_col_spec, inheritance_diagram),
)
"""Not for readers, or set in another way: formulas, drawings, tick boxes, numbers of notes."""
FAR = 4000
"""Letters that print may put between two runs of text: a page of notes."""

SEED = 18
"""Letters by which the rest of a text is found again after a page break."""
SHORT, NEAR = 25, 300
"""A few letters far from the text before may be those of another word: they are taken for printed, but not for the place."""


LEAST = 3
"""So few letters stand in any word: the name of a tab, “R”, is set with its panel, and no sign of how far the print has come."""


@dataclass(frozen=True)
class Lost:
    """A run of text that is not printed after the one before it."""

    docname: str
    line: int | None
    kind: str
    """The node that holds it."""
    text: str

    def __str__(self) -> str:
        return f"{self.docname}:{self.line}: {self.kind}: “{' '.join(self.text.split())[:90]}”"


def letters(text: str) -> str:
    """Letters and digits alone, without accents, for their order varies, and without the forms of ligatures."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
    return NO_LETTER.sub("", "".join(sign for sign in plain if not unicodedata.combining(sign))).casefold()


def letters_of(pdf: Path) -> str:
    """The letters of a PDF in the order in which they are drawn, from the first chapter on."""
    with pikepdf.open(pdf) as file:
        first = next((number for number, page in enumerate(file.pages, 1) if page.label == "1"), 1)
    command = ["pdftotext", "-raw", "-f", str(first), str(pdf), "-"]
    return letters(subprocess.run(command, capture_output=True, check=True).stdout.decode())


Run = tuple[str, str, nodes.Element]
"""A document, text for readers, the node that holds it."""


def runs(docname: str, tree: nodes.Element, book: Manuscript) -> Iterator[Run]:
    """The runs of text in the order of print: chapters stand where they are listed."""
    for child in tree.children:
        if isinstance(child, nodes.Text) and tree.get("linenos"):  # numbers stand between the lines
            yield from ((docname, line, tree) for line in child.splitlines())
        elif isinstance(child, nodes.Text):
            yield docname, str(child), tree
        elif isinstance(child, addnodes.toctree):
            for name in child["includefiles"]:
                if name in book.trees:
                    yield from runs(name, book.trees[name], book)
        elif isinstance(child, nodes.Element) and not isinstance(child, SILENT):
            yield from runs(docname, child, book)


def is_moved(holder: nodes.Node) -> bool:
    """Whether the text stands in what print moves away."""
    parent: nodes.Node | None = holder
    while parent is not None and not isinstance(parent, MOVED):
        parent = parent.parent
    return parent is not None


def after(text: str, found: str, place: int) -> int:
    """Where the text ends, read from a place; page breaks may part it. -1 when it is not there."""
    if not text:
        return place
    window = found[place : place + FAR + len(text)]
    starts = {0, window.find(text[:SEED]), window.find(text[: SEED // 3]), window[:NEAR].find(text[:2])}
    ends = []
    for start in sorted(starts - {-1}):
        same = alike(text, window[start:])
        if same and (end := after(text[same:], found, place + start + same)) >= 0:
            ends.append(end)
    return min(ends, default=-1)


def alike(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def is_in_table(holder: nodes.Node | None) -> bool:
    """Whether the text stands in a table."""
    while holder is not None and not isinstance(holder, nodes.table):
        holder = holder.parent
    return holder is not None


def spans_rows(holder: nodes.Node) -> bool:
    """Whether the text stands in a table with cells that span rows."""
    parent: nodes.Node | None = holder
    while parent is not None and not isinstance(parent, nodes.table):
        parent = parent.parent
    return parent is not None and any("morerows" in entry for entry in parent.findall(nodes.entry))


def anywhere(text: str, found: str) -> bool:
    """Whether the text is printed at all."""
    starts = re.finditer(re.escape(text[:8]), found)
    return any(after(text, found, start.start()) >= 0 for start in starts)


class Drawn:
    """The letters of a book, in which words are found whatever the order of their letters.

    Text from right to left is drawn the other way round, and joined letters as one: only which letters stand together is sure.
    """

    def __init__(self, printed: str) -> None:
        weights = np.array([hash((ord(sign), 1)) for sign in printed], dtype=np.int64)
        self.sums = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(weights)])

    def ends(self, word: str, place: int) -> list[int]:
        """Where the letters of a word stand together, near a place of the book."""
        wanted = np.array([hash((ord(sign), 1)) for sign in word], dtype=np.int64).sum()
        near = max(place - FAR, 0)
        sums = self.sums[near : place + FAR + 1]
        return [
            near + int(n) + len(word)
            for n in np.flatnonzero(sums[len(word) :] - sums[: -len(word)] == wanted)
        ]

    def after(self, words: list[str], place: int) -> int:
        """Where some words end that are all near a place; -1 when one is missing."""
        found = [self.ends(word, place) for word in words]
        if not all(found):
            return -1
        sure = [ends[0] for word, ends in zip(words, found, strict=True) if len(ends) == 1 and len(word) > 3]
        return max(place, statistics.median_low(sure)) if len(sure) > 1 else place


def lost(builder: Builder, pdf: Path) -> Iterator[Lost]:
    """The runs of text that are missing or stand elsewhere, in the order of the book."""
    printed, place, loose = letters_of(pdf), 0, False
    drawn = Drawn(printed)
    book = manuscript_of(builder)
    title = book_of(builder.env).title
    chapters = [book.root, *(name for part in book.parts for name in part.chapters)]
    for docname, run, holder in (found for name in chapters for found in runs(name, book.trees[name], book)):
        head = next((node for node in (holder, holder.parent) if isinstance(node, nodes.title)), None)
        if docname == book.root and head is not None and (head.astext() == title or not book.front):
            continue  # the title page stands for it; the front text has a heading of its own
        text, moved = letters(run), is_moved(holder)
        # The heads of a table that is set line by line stand there again and again, and may have led too far: look back then.
        unsure = RIGHT_TO_LEFT.search(run) or (len(text) >= SHORT and (loose or is_in_table(holder)))
        for back in (0, *([FAR, 2 * FAR] if unsure else ())):
            start = max(place - back, 0)
            end = after(text, printed, start)
            near = printed[max(start - FAR, 0) : start + FAR]
            if end < 0 and (
                len(text) < SHORT or spans_rows(holder)
            ):  # such a cell is drawn after its neighbours
                end = start if text in near else -1
            if end < 0 and RIGHT_TO_LEFT.search(run):
                end = drawn.after([word for word in map(letters, WORD.findall(run)) if word], start)
            if end >= 0:
                sure = len(text) >= SHORT or (len(text) > LEAST and end - start < 15 * len(text))
                place = end if sure and not moved else place
                loose = is_in_table(holder) or bool(RIGHT_TO_LEFT.search(run))
                break
        else:
            if not (moved and anywhere(text, printed)):
                yield Lost(docname, holder.line or holder.parent.line, type(holder).__name__, run)


def lost_of(source: Path, conf: Path, out: Path) -> list[Lost]:
    """Build the PDF of a Sphinx project and compare."""
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-Q",
        "-b",
        "pdf",
        "-d",
        out / "doctrees",
        "-c",
        conf,
        source,
        out,
    ]
    subprocess.run(command, check=False)
    return compare(source, conf, out, next(out.glob("*.pdf")))


def read(app: Sphinx) -> None:
    """Read all documents, and number them as a build does before it writes."""
    app.builder.read()
    deque(app.env.check_dependents(app, set()), maxlen=0)


def compare(source: Path, conf: Path, out: Path, pdf: Path) -> list[Lost]:
    """What of a project is not in a PDF."""
    # A process that has written a book may have changed what a second look at it finds: bibliographies do.
    with docutils_namespace():
        app = Sphinx(source, conf, out, out / "doctrees", "pdf", status=None, warning=None)
        read(app)
        return list(lost(app.builder, pdf))


def main() -> int:
    """Print what is lost."""
    source, conf, out = map(Path, sys.argv[1:4])
    faults = lost_of(source, conf, out)
    print(*faults, sep="\n")
    print(f"{len(faults)} runs of text lost")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

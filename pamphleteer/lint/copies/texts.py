"""Pages → `Text`s: their sentences as numbers, in reading order, which is all that copies are looked for in.

Left out is what is alike by nature: headings, captions, alternative texts, code, pictures, tables of single words. A passage that pages include
from another file belongs to that file alone, so that it never counts as its own copy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from pamphleteer.lint.copies.stems import content_stems
from pamphleteer.lint.prose import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from pamphleteer.lint.page import Block, Page

    Ints = NDArray[np.int64]

READ = ("paragraph", "item", "cell", "note")
CELL = 4
"""Spaces from which the cell of a table says more than “yes” or a number."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(eq=False)
class Text:
    """The sentences of one file. Arrays have one number a sentence unless they say otherwise."""

    path: str
    stems: Ints
    """Of each content word, the number of its stem; sentence after sentence."""
    first: Ints
    """The first content word of each sentence; one more at the end."""
    words: Ints
    section: Ints
    mark: Ints
    """The same for sentences of the same words, whatever their case and signs."""
    block: Ints
    """The number of the block on the page."""
    start: Ints
    """The first character in the block."""
    end: Ints
    titles: tuple[str, ...]
    """Of each section, its heading."""
    own: bool = True
    """Whether it is to be judged; an earlier book is only compared with."""

    def __len__(self) -> int:
        return len(self.words)

    def said(self, page: Page, sentence: int) -> str:
        """The words of a sentence, from the page that the text was made of."""
        block = page.blocks[int(self.block[sentence])]
        return block.text[int(self.start[sentence]) : int(self.end[sentence])]


ARRAYS = tuple(f.name for f in fields(Text) if f.type == "Ints")


def texts_of(page: Page) -> Iterator[Text]:
    """The text of a page, and those of the files that it includes."""
    by_path: dict[str, list[tuple[int, Block]]] = {}
    for number, block in enumerate(page.blocks):
        if block.kind in READ and block.prose and not (block.kind == "cell" and block.text.count(" ") < CELL):
            by_path.setdefault(block.path, []).append((number, block))
    for path, blocks in by_path.items():
        yield text_of(path, blocks)


def text_of(path: str, blocks: Iterable[tuple[int, Block]]) -> Text:
    """The text that some blocks make."""
    rows: list[tuple[int, ...]] = []
    stems: list[int] = []
    first = [0]
    titles: list[tuple[str, ...]] = []
    for number, block in blocks:
        if not titles or titles[-1] != block.section:
            titles.append(block.section)
        for start, end in sentences(block.text):
            said = block.text[start:end]
            words = [word.lower() for word in WORD.findall(said)]
            stems += content_stems(said, block.language)
            first.append(len(stems))
            mark = crc32(" ".join(words).replace("’", "'").encode()) << 16 | min(len(words), 65535)
            rows.append((len(words), len(titles) - 1, mark, number, start, end))
    return made(path, stems, first, rows, tuple(section[-1] if section else "" for section in titles))


def made(
    path: str, stems: list[int], first: list[int], rows: list[tuple[int, ...]], titles: tuple[str, ...]
) -> Text:
    """The text with its columns as arrays."""
    table = np.array(rows, np.int64).reshape(-1, 6)
    words, section, mark, block, start, end = (np.ascontiguousarray(table[:, n]) for n in range(6))
    flat, bounds = np.array(stems, np.int64), np.array(first, np.int64)
    return Text(path, flat, bounds, words, section, mark, block, start, end, titles)

"""A PDF → words on one another or off the paper, which no validator sees, read back from its pages.

The runs of text of a page are compared first, which costs a few hundredths of making the PDF; letters only where runs meet.
In a drawing, a word that a shape was painted over is no fault: whoever drew it did not want it seen.
"""

from __future__ import annotations

import ctypes
import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge in points."""
EDGE = 3.0
"""Points from the edge of the paper: nobody sets words nearer."""
SHARE = 0.35
"""Of the smaller letter's box: kerning and slanted letters overlap by less."""
SLIGHT = 0.6
"""Points by which the boxes of two runs may overlap."""
MATHS = "Math"
"""In the name of a font for formulas: there, signs of one formula stand on and in one another."""
FINE = 2.0
"""Pixels a point in which it is looked for the ink of a word."""


JOINED = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
"""Arabic, Syriac, Thaana and N’Ko."""


@dataclass(frozen=True)
class Fault:
    """Words that a reader cannot read."""

    page: int
    """From 1."""
    x: float
    """Points from the left edge of the page."""
    y: float
    """Points from its upper edge."""
    word: str
    other: str = ""
    """The word that it lies on; empty where it is off the paper."""


@dataclass(frozen=True)
class Letter:
    """One letter on a page."""

    word: int
    """Number of the word that it belongs to, on this page."""
    box: Box
    is_maths: bool
    is_joined: bool
    """Whether it is of a script whose letters join."""
    run: int
    """Where the run of text that it belongs to is in memory."""
    part: int
    """Number of what it belongs to on the page, such as a paragraph, a formula or a drawing; -1 for what is decoration."""


def page_faults(path: Path) -> list[Fault]:
    """The faults of all pages, at most one for each pair of words."""
    import pypdfium2 as pdfium  # loaded only where a PDF has been made

    found: list[Fault] = []
    with pdfium.PdfDocument(path) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            found += of_page(number + 1, page, text)
            text.close()
            page.close()
    return found


def paper(page: Any) -> Box:
    """What is left of a page when it is trimmed."""
    box: Box = page.get_trimbox()
    return box


def of_page(number: int, page: Any, text: Any) -> Iterator[Fault]:
    """The faults of one page."""
    runs = [text.get_rect(n) for n in range(text.count_rects())]
    left, low, right, high = paper(page)
    inner = (left + EDGE, low + EDGE, right - EDGE, high - EDGE)
    places = list(meetings(runs)) + [run for run in runs if leaves(run, inner)]
    if not places:
        return
    words, letters = letters_in(places, text)
    off = dict.fromkeys(
        (letter.word, letter.word)
        for letter in letters
        if leaves(letter.box, inner) and not is_cut_off(letter)
    )
    unseen = functools.cache(functools.partial(is_unseen, page))
    pairs = [pair for pair in on_one_another(letters, unseen) if words[pair[0]] != words[pair[1]]]
    first = {letter.word: letter.box for letter in reversed(letters)}
    for word, other in [*off, *pairs]:
        x, _, _, y = first[word]
        yield Fault(number, x - left, high - y, words[word], words[other] if other != word else "")


def is_unseen(page: Any, run: int) -> bool:
    """Whether a page looks the same without a run of text."""
    import pypdfium2.raw as pdfium

    run_object = ctypes.cast(run, pdfium.FPDF_PAGEOBJECT)
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(run_object, *sides)
    left, low, right, high = (side.value for side in sides)
    whole = page.get_bbox()
    crop = (left - whole[0], low - whole[1], whole[2] - right, whole[3] - high)
    if min(crop) < 0:
        return False
    seen = []
    for is_active in (False, True):
        pdfium.FPDFPageObj_SetIsActive(run_object, is_active)
        seen.append(page.render(scale=FINE, crop=crop).to_numpy().tobytes())
    return bool(seen[0] == seen[1])


def is_cut_off(letter: Letter) -> bool:
    """Whether a letter lies beyond the frame of the drawing that it belongs to."""
    import pypdfium2.raw as pdfium

    frame = pdfium.FPDFPageObj_GetClipPath(ctypes.cast(letter.run, pdfium.FPDF_PAGEOBJECT))
    points = []
    for part in range(max(0, pdfium.FPDFClipPath_CountPaths(frame))):
        for n in range(pdfium.FPDFClipPath_CountPathSegments(frame, part)):
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(frame, part, n), x, y)
            points.append((x.value, y.value))
    return bool(points) and not touch(
        (*map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True))), letter.box
    )


def leaves(box: Box, inner: Box) -> bool:
    """Whether a box reaches out of another."""
    return box[0] < inner[0] or box[1] < inner[1] or box[2] > inner[2] or box[3] > inner[3]


def meetings(runs: list[Box]) -> Iterator[Box]:
    """Where two runs of text lie on one another at all."""
    runs = sorted(runs, key=lambda box: box[1])
    for count, (left, low, right, high) in enumerate(runs):
        for other in runs[count + 1 :]:
            if other[1] >= high - SLIGHT:
                break
            both = (max(left, other[0]), max(low, other[1]), min(right, other[2]), min(high, other[3]))
            if both[2] - both[0] > SLIGHT and both[3] - both[1] > SLIGHT:
                yield both


def letters_in(places: list[Box], text: Any) -> tuple[list[str], list[Letter]]:
    """The words of a page; the letters and digits in some places of it: signs and accents may lie on others."""
    import pypdfium2.raw as pdfium

    words, found = [""], []
    name = ctypes.create_string_buffer(100)
    last, before = None, (0.0, 0.0, 0.0, 0.0)
    for n, sign in signs(text):
        if sign.isspace() or unicodedata.category(sign)[0] == "C":
            words.append("")
            continue
        box = text.get_charbox(n)
        run = ctypes.cast(pdfium.FPDFText_GetTextObject(text, n), ctypes.c_void_p).value or 0
        if run != last and words[-1] and not follows(box, before):
            words.append("")
        words[-1] += sign
        last, before = run, box
        if sign.isalnum() and any(touch(box, place) for place in places):
            pdfium.FPDFText_GetFontInfo(text, n, name, len(name), None)
            is_maths = MATHS in name.value.decode("utf-8", "replace")
            part = pdfium.FPDFPageObj_GetMarkedContentID(ctypes.cast(run, pdfium.FPDF_PAGEOBJECT))
            found.append(Letter(len(words) - 1, box, is_maths, bool(JOINED.match(sign)), run, part))
    return words, found


def signs(text: Any) -> Iterator[tuple[int, str]]:
    """The characters of a page with their number; pdfium gives those beyond U+FFFF in two halves."""
    import pypdfium2.raw as pdfium

    half = 0
    for n in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, n)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00)
        half = 0
        yield n, chr(code)


def follows(box: Box, before: Box) -> bool:
    """Whether a letter of another run stands beside the one before it, whichever way they are read."""
    near = max(box[3] - box[1], before[3] - before[1]) / 2
    return min(abs(box[0] - before[2]), abs(before[0] - box[2])) < near


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a place in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def on_one_another(letters: list[Letter], unseen: Callable[[int], bool]) -> list[tuple[int, int]]:
    """Pairs of words that lie on one another.

    In a joined script, a letter stands on the next in good typesetting, and often in a run of its own: there it takes two of each.
    """
    met: dict[tuple[int, int], tuple[set[Box], set[Box]]] = {}
    joined: set[tuple[int, int]] = set()
    for one, other in overlapping(letters, unseen):
        first, second = sorted((one, other), key=lambda letter: letter.word)
        pair = (first.word, second.word)
        boxes = met.setdefault(pair, (set(), set()))
        boxes[0].add(first.box)
        boxes[1].add(second.box)
        if first.is_joined and second.is_joined:
            joined.add(pair)
    return [pair for pair, boxes in met.items() if pair not in joined or min(map(len, boxes)) > 1]


def overlapping(letters: list[Letter], unseen: Callable[[int], bool]) -> Iterator[tuple[Letter, Letter]]:
    """Pairs of letters of two words that lie on one another, both of them seen where they belong to one drawing."""
    letters = sorted(letters, key=lambda letter: letter.box[1])
    for count, one in enumerate(letters):
        left, low, right, high = one.box
        for other in letters[count + 1 :]:
            if other.box[1] >= high:
                break
            if one.word == other.word or (one.is_maths and other.is_maths and one.part == other.part):
                continue
            across = min(right, other.box[2]) - max(left, other.box[0])
            down = min(high, other.box[3]) - max(low, other.box[1])
            if across <= 0 or down <= 0 or across * down <= SHARE * min(area(one.box), area(other.box)):
                continue
            if one.part != other.part or not (unseen(one.run) or unseen(other.run)):
                yield one, other


def area(box: Box) -> float:
    """Of a box; a letter without ink has none."""
    return (box[2] - box[0]) * (box[3] - box[1])

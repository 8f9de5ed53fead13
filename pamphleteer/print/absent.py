"""Letters that no font has → boxes with their numbers in the book, and a warning for each place.

Typst names them when it refuses the book; it is then laid out again with the letters named to the template.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from pamphleteer.print import diagnostics
from pamphleteer.print.diagnostics import Fault

ROUNDS = 4
"""Marks on letters are replaced before the letters, which a font may have without them."""
MANY, SHARE = 200, 0.1
"""So many letters of a book, and such a part of it, are no slip: it needs another font."""
Compile = Callable[[str], CompletedProcess[str]]
"""Lays the book out with some letters replaced."""


def with_substitutes(compile_with: Compile, folder: Path) -> tuple[CompletedProcess[str], list[Fault]]:
    """The run of the compiler that replaces what no font has, and the faults that it has mended so."""
    replaced, mended = "", []
    done = compile_with(replaced)
    for _round in range(ROUNDS):
        faults = [fault for fault in diagnostics.read(done.stderr) if fault.severity == "error"]
        letters = next_letters(faults)
        if not done.returncode or not letters or set(letters) <= set(replaced):
            break
        if is_too_much(replaced + letters, folder):
            break
        mended += [fault for fault in faults if set(fault.letters) <= set(letters)]
        replaced += "".join(sorted(set(letters) - set(replaced)))
        done = compile_with(replaced)
    return done, mended


def next_letters(faults: list[Fault]) -> str:
    """What is to be replaced next; nothing when other faults keep the book back.

    Of a letter and its marks, Typst names all where the font lacks one: the marks come first.
    """
    if not all(fault.letters for fault in faults):
        return ""
    by_place: dict[object, str] = {}
    for fault in faults:
        by_place[fault.places] = by_place.get(fault.places, "") + fault.letters
    found = ""
    for letters in by_place.values():
        marks = "".join(letter for letter in letters if unicodedata.category(letter)[0] == "M")
        found += marks or "".join(letter for letter in letters if not letter.isascii())
    return found


def is_too_much(letters: str, folder: Path) -> bool:
    """Whether the book would be one of boxes."""
    text = "".join(path.read_text("utf-8") for path in diagnostics.sources(folder))
    count = sum(map(text.count, set(letters)))
    return count > MANY and count > SHARE * sum(map(str.isalpha, text))

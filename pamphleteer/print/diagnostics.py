"""What Typst says about generated source → messages about the chapters that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pamphleteer.print import cjk

FAULT = re.compile(r"^(error|warning): (.*)$")
PLACE = re.compile(r"^\s*┌─ (.+):(\d+):\d+\s*$")
MARK = re.compile(r"^\s*//@ (.+):(\d+)$")
NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed|PDF contains the codepoint `\"(.+?)\"`")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
SHOWN = 12
MOST_PLACES = 5
"""Of a letter that only the text of a listing holds, so many places are told."""
NO_FAMILY = "unknown font family"


@dataclass(frozen=True)
class Fault:
    """One message of Typst."""

    severity: str
    """`error` or `warning`."""
    message: str
    places: tuple[tuple[str, int], ...] = ()
    """Files of the work folder and lines: where it happened, then the calls that led there."""
    letters: str = ""
    """What no font has."""


def read(text: str) -> Iterator[Fault]:
    """The faults in what the compiler printed, each once."""
    seen: set[Fault] = set()
    for part in re.split(r"(?m)^(?=(?:error|warning): )", text):
        lines = part.splitlines()
        found = FAULT.match(lines[0]) if lines else None
        if not found:
            continue
        places = (place for line in lines if (place := PLACE.match(line)))
        at = tuple((place[1], int(place[2])) for place in places)
        fault = Fault(found[1], plain(found[2]), at, letters_in(found[2]))
        if fault not in seen:
            seen.add(fault)
            yield fault


def letters_in(message: str) -> str:
    """What no font has, of a message that says so."""
    found = NO_GLYPH.search(message)
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1] or found[2]) if found else ""


def plain(message: str) -> str:
    """The message in words for a writer."""
    message = re.sub(r"^PDF/A-2a, PDF/UA-1 error: ", "", message)
    if "download package" in message or "package not found" in message:
        return "chapters use no packages of Typst: write out what it does, or show a picture of it"
    if letters := letters_in(message):
        return f"{no_font(letters)}: {advice(letters)}"
    return message


def no_font(letters: str) -> str:
    """That no font has some letters."""
    shown = letters if len(letters) <= SHOWN else f"{letters[:SHOWN]}…"
    return f"no font of this edition has “{shown}” ({' '.join(f'U+{ord(letter):04X}' for letter in letters[:4])})"


def advice(letters: str) -> str:
    """What to do about it."""
    return cjk.HOW_TO_GET if cjk.has_letters(letters) else "write it in words or use another character"


def origins(folder: Path, fault: Fault) -> list[str]:
    """`chapter.md:12` for a fault in generated source; several for letters in listings, none when no chapter led to it."""
    lines = [chapter_line(folder / file, line) for file, line in fault.places]
    if not any(lines) and fault.letters:
        # A listing is a string, of which the compiler only knows who prints it.
        lines = list(dict.fromkeys(chapter_line(*place) for place in where(folder, fault.letters)))
        return list(filter(None, lines))[:MOST_PLACES]
    return list(filter(None, lines))[:1]


def sources(folder: Path) -> list[Path]:
    """The generated source in a work folder, without the template."""
    return sorted(path for path in folder.rglob("*.typ") if "template" not in path.relative_to(folder).parts)


def where(folder: Path, letters: str) -> Iterator[tuple[Path, int]]:
    """The lines of generated source that hold some letters."""
    for path in sources(folder):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if letters in line:
                yield path, number


def first_line(folder: Path) -> str:
    """The place that the source as a whole names, for what is in no chapter: `index.md:1`."""
    return next(
        filter(None, (chapter_line(path, 1) for path in sources(folder) if path.name == "main.typ")), ""
    )


def chapter_line(path: Path, line: int) -> str:
    """Where a line of generated source comes from: the writer leaves a comment with file and line before each block."""
    if path.suffix != ".typ" or not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()[:line]
    return next((f"{m[1]}:{m[2]}" for text in reversed(lines) if (m := MARK.match(text))), "")

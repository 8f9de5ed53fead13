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
NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")
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
        missing = NO_GLYPH.search(found[2])
        fault = Fault(found[1], plain(found[2]), at, missing[1] if missing else "")
        if fault not in seen:
            seen.add(fault)
            yield fault


def plain(message: str) -> str:
    """The message in words for a writer."""
    message = re.sub(r"^PDF/A-2a, PDF/UA-1 error: ", "", message)
    if "download package" in message or "package not found" in message:
        return "chapters use no packages of Typst: write out what it does, or show a picture of it"
    if found := NO_GLYPH.search(message):
        text = found[1]
        codes = " ".join(f"U+{ord(letter):04X}" for letter in text[:4])
        advice = cjk.HOW_TO_GET if cjk.has_letters(text) else "write it in words or use another character"
        return f"no font of this edition has “{text}” ({codes}): {advice}"
    return message


def origin(folder: Path, fault: Fault) -> str:
    """`chapter.md:12` for a fault in generated source, empty when no chapter led to it."""
    lines = [chapter_line(folder / file, line) for file, line in fault.places]
    if (
        not any(lines) and fault.letters
    ):  # a listing is a string, of which the compiler only knows who prints it
        lines = [chapter_line(*place) for place in where(folder, fault.letters)]
    return next(filter(None, lines), "")


def where(folder: Path, letters: str) -> Iterator[tuple[Path, int]]:
    """The lines of generated source that hold some letters."""
    for path in sorted(folder.glob("chapters/*.typ")):
        text = path.read_text(encoding="utf-8")
        at = text.find(letters)
        if at >= 0:
            yield path, text.count("\n", 0, at) + 1


def chapter_line(path: Path, line: int) -> str:
    """Where a line of generated source comes from: the writer leaves a comment with file and line before each block."""
    if path.suffix != ".typ" or not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()[:line]
    return next((f"{m[1]}:{m[2]}" for text in reversed(lines) if (m := MARK.match(text))), "")

"""What Typst says about generated source → messages about the chapters that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
    file: str = ""
    """Where in the generated source, relative to the work folder."""
    line: int = 0


def read(text: str) -> Iterator[Fault]:
    """The faults in what the compiler printed, each once."""
    seen: set[Fault] = set()
    for part in re.split(r"(?m)^(?=(?:error|warning): )", text):
        lines = part.splitlines()
        found = FAULT.match(lines[0]) if lines else None
        if not found:
            continue
        place = next((m for line in lines if (m := PLACE.match(line))), None)
        fault = Fault(found[1], plain(found[2]), place[1] if place else "", int(place[2]) if place else 0)
        if fault not in seen:
            seen.add(fault)
            yield fault


def plain(message: str) -> str:
    """The message in words for a writer."""
    message = re.sub(r"^PDF/A-2a, PDF/UA-1 error: ", "", message)
    if found := NO_GLYPH.search(message):
        text = found[1]
        codes = " ".join(f"U+{ord(letter):04X}" for letter in text[:4])
        return f"no font of this edition has “{text}” ({codes}): write it in words or use another character"
    return message


def origin(folder: Path, fault: Fault) -> str:
    """`chapter.md:12` for a fault in generated source, empty when it is in no chapter.

    The writer leaves a comment with file and line before each block.
    """
    path = folder / fault.file
    if not fault.file or not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()[: fault.line]
    return next((f"{m[1]}:{m[2]}" for line in reversed(lines) if (m := MARK.match(line))), "")

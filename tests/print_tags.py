"""A PDF → its tag tree as lines of text, headings, bookmarks and links, for assertions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary


@dataclass(frozen=True)
class Tag:
    """A structure element."""

    kind: str
    path: tuple[str, ...]
    """The kinds of the elements that enclose it, outermost first."""
    title: str
    alt: str
    language: str
    scope: str
    """Scope of a table heading."""


def scope(node: Dictionary) -> str:
    """Row or Column, for a heading of a table."""
    owners: Any = node.get("/A", Array())
    for owner in owners if isinstance(owners, Array) else [owners]:
        if isinstance(owner, Dictionary) and "/Scope" in owner:
            return str(owner.Scope)[1:]
    return ""


def walk(node: Any, path: tuple[str, ...] = ()) -> Iterator[Tag]:
    """The elements below a node, in reading order."""
    if isinstance(node, Array):
        for child in node:
            yield from walk(child, path)
    elif isinstance(node, Dictionary) and "/S" in node:
        kind = str(node.S)[1:]
        title, alt, language = (str(node.get(key, "")) for key in ("/T", "/Alt", "/Lang"))
        yield Tag(kind, path, title, alt, language, scope(node))
        yield from walk(node.get("/K"), (*path, kind))


def tags(path: Path) -> list[Tag]:
    """All structure elements of a file, in reading order."""
    with pikepdf.open(path) as pdf:
        return list(walk(pdf.Root.StructTreeRoot.K))


def bookmarks(path: Path) -> list[tuple[int, str]]:
    """Depth and words of each bookmark."""

    def below(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, str(item.title)
            yield from below(list(item.children), depth + 1)

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return list(below(list(outline.root), 1))


def fonts(path: Path) -> set[str]:
    """The names of the fonts that pages use, without the prefix of a subset."""
    found = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", Dictionary()).values():
                found.add(str(font.BaseFont)[1:].partition("+")[2])
    return found


def languages(path: Path) -> set[str]:
    """The languages of blocks (in the tag tree) and of passages within a line (in the pages)."""
    found = {tag.language for tag in tags(path) if tag.language}
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            marks = re.findall(rb"/Lang\s?\(([\w-]+)\)", page.Contents.read_bytes())
            found |= {mark.decode() for mark in marks}
    return found


def addresses(path: Path) -> set[str]:
    """Where the links lead that leave the file."""
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}

"""A link → the line of the source that holds it: in the chapter, in what the chapter includes, in its list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pamphleteer.epub.names import page_name
from pamphleteer.lint.source import Source, source_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

LARGEST = 5_000_000
"""Bytes of a file that is searched for links: beyond that it is data, not text."""
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".zip", ".py", ".epub", ".mp3", ".mp4"}
DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(.+)")


@dataclass(frozen=True, order=True)
class Place:
    """Where the words of a link stand. Line and column count from 1."""

    path: str
    line: int
    column: int
    """0 when only the line is known."""
    text: str = ""


class Sources:
    """The texts from which the pages of a book were made."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.files: dict[str, list[Path]] = {}
        """For each document its own file, then those that it takes in."""
        for docname in sorted(env.found_docs):
            taken = (Path(env.srcdir) / name for name in sorted(map(str, env.dependencies.get(docname, ()))))
            own = Path(env.doc2path(docname))
            self.files[docname] = [own, *(p.resolve() for p in taken if is_text(p) and p.resolve() != own)]
        self.pages = {
            name: docname
            for docname in self.files
            for name in (f"{docname}.html", f"{docname}/index.html", f"EPUB/{page_name(docname)}")
        }
        """Which document became which page of the site or the e-book."""

    @cached_property
    def all_files(self) -> list[Path]:
        """Every text of the book, each once."""
        return list(dict.fromkeys(path for paths in self.files.values() for path in paths))

    def of_link(self, page: str, target: str) -> Place | None:
        """Where a link of a built page was written: the line that holds most of it."""
        paths = self.files.get(self.pages.get(page, ""), [])
        found = (place for words in spellings(target) for place in places(words, paths))
        return next(found, None)

    def of_address(self, address: str) -> list[Place]:
        """Every line that holds an address of another site."""
        for words in written(address):
            if found := list(places(words, self.all_files)):
                return found
        return []


def is_text(path: Path) -> bool:
    """Whether a file that a chapter takes in may hold links."""
    return path.suffix not in BINARY and path.is_file() and path.stat().st_size <= LARGEST


def spellings(target: str) -> Iterator[str]:
    """How a local link may stand in the source, the surest first."""
    path, _hash, fragment = target.partition("#")
    path = path.partition("?")[0]
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0]
    chapter = [f"{stem}{suffix}" for suffix in (".md", ".rst", "") if stem]
    forms = (target, path, path.lstrip("./"), name, fragment, *chapter)
    yield from dict.fromkeys(words for form in forms for words in (form, unquote(form)) if words)


def written(address: str) -> Iterator[str]:
    """How an address may stand in the source: a list of sources often names the DOI alone."""
    yield from dict.fromkeys((address, unquote(address), address.replace("&", "&amp;"), address.rstrip("/")))
    if found := DOI.match(address):
        yield from dict.fromkeys((found[1], unquote(found[1])))


def holds(words: str) -> re.Pattern[str]:
    """Finds an address or a name that is not a part of a longer one."""
    return re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w\-/#?=&%~+]|[.,:;]\w)")


def places(words: str, paths: Iterable[Path]) -> Iterator[Place]:
    """Each line that holds the words."""
    pattern = holds(words)
    for path in paths:
        source = source_of(str(path)) or Source("")
        if words not in source.text:
            continue
        for found in pattern.finditer(source.text):
            yield Place(str(path), *source.position(found.start()), words)

"""Markdown in a test → a `Page` and its findings, without a Sphinx project."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import StringIO
from typing import TYPE_CHECKING

from docutils.core import publish_doctree
from docutils.parsers.rst.roles import register_local_role
from myst_parser.parsers.docutils_ import Parser
from sphinx.roles import Abbreviation

from pamphleteer.lint.book import Book, record_of
from pamphleteer.lint.engine import run, run_book
from pamphleteer.lint.read.catalogue import read_catalogue
from pamphleteer.lint.read.doctree import page_of
from pamphleteer.lint.read.markdown import read_markdown
from pamphleteer.lint.read.metadata import front_matter
from pamphleteer.lint.rules import RULES
from pamphleteer.lint.source import Source
from pamphleteer.lint.terms import read_terms, shipped_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from pamphleteer.lint.finding import Finding
    from pamphleteer.lint.page import Page

register_local_role("abbr", Abbreviation())  # type: ignore[arg-type]  # Sphinx does the same with its own
PATH = "/book/page.md"
CATALOGUE = "/book/locales/es/LC_MESSAGES/page.po"
EXTENSIONS = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "replacements",
    "smartquotes",
    "substitution",
    "tasklist",
]


def read(text: str) -> tuple[Page, Callable[[str], Source | None]]:
    """The page that a text makes, and what reads its source."""
    settings = {
        "myst_enable_extensions": EXTENSIONS,
        "myst_substitutions": {"clinic": "the *Ash* clinic"},
        "warning_stream": StringIO(),
        "report_level": 5,
        "smart_quotes": False,
        "doctitle_xform": False,
    }
    document = publish_doctree(
        text.removeprefix("\ufeff"), source_path=PATH, parser=Parser(), settings_overrides=settings
    )
    source = Source(text)

    def reader(path: str) -> Source | None:
        return source if path == PATH else None

    return page_of(document, PATH, "en", front_matter(source, PATH), reader), reader


def read_as_file(text: str) -> tuple[Page, Callable[[str], Source | None]]:
    """The same without docutils, as for a file that no Sphinx project holds."""
    source = Source(text)
    return read_markdown(source, PATH, "en"), lambda path: source if path == PATH else None


def read_as_catalogue(text: str) -> tuple[Page, Callable[[str], Source | None]]:
    """The entries of a catalogue; into Spanish, if its header does not say another language."""
    source = Source(text)
    return read_catalogue(source, CATALOGUE, "en"), lambda path: source if path == CATALOGUE else None


READERS = {"doctree": read, "file": read_as_file}
"""Read Markdown."""
ALL_READERS = {**READERS, "catalogue": read_as_catalogue}


def findings(text: str, terms: str = "", reader: str = "file") -> list[Finding]:
    """What all rules find in a text."""
    page, sources = ALL_READERS[reader](text)
    own = read_terms("terms.yml", terms, shipped_terms().classes)[0]
    page = replace(page, terms=own.over(shipped_terms()))
    book = Book([record_of(page, sources)], {page.path: page}.get, sources, page.terms, page.settings)
    return sorted([*run(page, RULES, sources), *run_book(book, RULES)])


@dataclass(frozen=True)
class Example:
    """One fenced example of a rule's docstring."""

    text: str
    expected: list[tuple[int, int, int, str]]
    """Line, column, length and message of each finding that its carets mark."""
    terms: str


CARETS = re.compile(r"^( *)(\^+) (.+)$")


def examples(docstring: str, section: str, language: str = "md") -> list[Example]:
    """The examples under a heading of a docstring, in fences of one language."""
    parts = re.split(r"^## (Terms|Wrong|Right)\n", docstring, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    terms = "\n".join(fenced(sections.get("Terms", ""), "yaml"))
    return [example(text, terms) for text in fenced(sections.get(section, ""), language)]


def fenced(text: str, language: str) -> list[str]:
    """The contents of the fences that name a language."""
    return [
        match[2] for match in re.finditer(rf"^(```+){language}\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL)
    ]


def example(text: str, terms: str) -> Example:
    """An example without its caret lines, and what they say."""
    lines: list[str] = []
    expected = []
    for line in text.splitlines():
        if marked := CARETS.match(line):
            expected.append((len(lines), len(marked[1]) + 1, len(marked[2]), marked[3]))
        else:
            lines.append(line)
    return Example("\n".join(lines) + "\n", expected, terms)

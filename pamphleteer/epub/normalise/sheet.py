"""One page on its way through the transforms: its tree, where it comes from, and a voice for warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from sphinx.util import logging

from pamphleteer.epub.words import words_in
from pamphleteer.epub.xhtml import AT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pamphleteer.epub.words import Words
    from pamphleteer.epub.xhtml import Element

logger = logging.getLogger(__name__)
MADE = "!"
"""Ends the mark of raw HTML that no line of the source holds: an extension made it."""


@dataclass(frozen=True)
class Frame:
    """What all pages of a book share."""

    pages: Mapping[str, str]
    """Name of a document → its path in the package."""
    known: frozenset[str]
    """Paths of all pages in the package."""
    elsewhere: Mapping[str, str]
    """Pages that the book leaves out, by the path they would have → their address on the web, or nothing."""
    source_folder: str
    shown_classes: frozenset[str]
    """Classes that a style sheet of the book knows; others are noise."""
    language: str
    """That of the book."""
    printed: frozenset[str] = frozenset()
    """Numbers of the printed pages; none without a printed book."""


@dataclass
class Sheet:
    """A page while it is made."""

    body: Element
    docname: str
    href: str
    """Path of this page in the package."""
    source: str
    """The file that the page was written in."""
    frame: Frame
    language: str
    is_first: bool = False
    """Whether it is the first page of the project, which becomes the title page."""

    labels: frozenset[str] = frozenset()
    """Identifiers of the chapter, which other pages may link to."""

    @property
    def words(self) -> Words:
        """Fixed words in the language of the page."""
        return words_in(self.language)

    def warn(self, message: str, element: Element, subtype: str) -> None:
        """Report what was dropped or is missing, with file and line; not what only an extension can have written."""
        if not (subtype in {"script", "form"} and self.mark(element).endswith(MADE)):
            logger.warning(message, location=self.place(element), type="epub", subtype=subtype)

    def place(self, element: Element) -> str:
        """`path:line` of an element."""
        mark = self.mark(element).removesuffix(MADE) or "1"
        return mark if ":" in mark else f"{self.source}:{mark}"

    def mark(self, element: Element) -> str:
        """The mark of an element, or the nearest one before it: `line` or `path:line`; empty where there is none."""
        for candidate in (element, *element.iterancestors()):
            if mark := candidate.get(AT):
                return mark
            for earlier in candidate.itersiblings(etree.Comment, preceding=True):
                if (earlier.text or "").startswith("@"):
                    return (earlier.text or "")[1:].replace("- -", "--")
        return ""

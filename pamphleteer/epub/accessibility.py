"""What the finished pages hold → the accessibility metadata that this justifies (EPUB Accessibility 1.1; schema.org).

Nothing is asserted. A claim appears when the facts prove it: `alternativeText` when no picture lacks one, `none` as
hazard when nothing in the package can flash, move or sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.epub.words import Words

CLAIM = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@dataclass
class Facts:
    """What was found in the pages of the package."""

    images: int = 0
    """Pictures that carry information."""
    undescribed: int = 0
    """Those of them without text alternative."""
    moving: bool = False
    """Whether some picture is animated."""
    formulas: int = 0
    unreadable_formulas: int = 0
    """Formulas that could only be shown as TeX."""
    index: bool = False
    headings: int = 0
    bare_tables: int = 0
    """Tables without a header cell."""
    pages: bool = False
    """Whether it has the page numbers of a printed book."""

    def obstacles(self) -> Iterator[str]:
        """What stands in the way of a claim of conformance, as far as a machine can see."""
        if self.undescribed:
            yield f"pictures without a text alternative: {self.undescribed}"
        if self.unreadable_formulas:
            yield f"formulas without MathML: {self.unreadable_formulas}"
        if self.bare_tables:
            yield f"tables without a header cell: {self.bare_tables}"
        if self.moving:
            yield "a picture moves, and nobody knows whether it flashes"


def features(facts: Facts) -> Iterator[str]:
    """Values of `accessibilityFeature`."""
    yield "tableOfContents"
    yield "readingOrder"
    yield "displayTransformability"  # the style sheet is in relative units and sets no colour of text
    yield "ARIA"
    if facts.headings:
        yield "structuralNavigation"
    if facts.images and not facts.undescribed:
        yield "alternativeText"
    if facts.formulas:
        yield "MathML"
    if facts.index:
        yield "index"
    if facts.pages:
        yield "pageNavigation"
        yield "pageBreakMarkers"


def summary(facts: Facts, words: Words) -> str:
    """The same in words, for people."""
    sentences = [words.headings]
    if facts.images:
        sentences.append(words.undescribed if facts.undescribed else words.described)
    if facts.formulas:
        sentences.append(words.maths)
    if facts.index:
        sentences.append(words.indexed)
    if facts.pages:
        sentences.append(words.paged)
    return " ".join(sentences)


def statements(facts: Facts, words: Words) -> Iterator[tuple[str, str]]:
    """(property, value) in the vocabulary `schema:`."""
    yield "accessMode", "textual"
    if facts.images:
        yield "accessMode", "visual"
    if not facts.undescribed:  # a formula without MathML is text too, that of TeX
        yield "accessModeSufficient", "textual"
    if facts.images:
        yield "accessModeSufficient", "textual,visual"
    for feature in features(facts):
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "unknown" if facts.moving else "none"
    yield "accessibilitySummary", summary(facts, words)

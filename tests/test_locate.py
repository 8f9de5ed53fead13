"""A finding stands where its words were written, through all that Markdown puts between."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from lint_pages import PATH, READERS, findings, read
from markdown_strategy import Span, documents

from pamphleteer.lint.finding import Finding
from pamphleteer.lint.locate import Locator
from pamphleteer.lint.page import OPAQUE, Match
from pamphleteer.lint.source import Source


def located(text: str) -> list[tuple[str, list[Span]]]:
    """Text and spans of each block of prose of a document."""
    page, reader = read(text)
    locator = Locator(page.blocks, reader)
    return [(b.text, list(locator.spans(b) or [None] * len(b.text))) for b in page.prose]


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_character_is_found_where_it_was_written(
    made: tuple[str, list[list[tuple[str, Span]]]],
) -> None:
    """For generated documents, of which the generator knows it."""
    text, blocks = made
    known = {
        tuple((c, None if c == OPAQUE else s) for c, s in zip(*block, strict=True)) for block in located(text)
    }
    for block in blocks:
        assert tuple((c, None if c == OPAQUE else s) for c, s in block) in known


MARKUP = re.compile(r"[*_`]|\]\([^()]*(?:\(t\)')?\)|[\[\]]|\{[^}]*\}|(?<=\n)[> ]+| \(what it means\)")


def unescaped(source: str) -> str:
    """What a stretch of source shows."""
    plain = re.sub(r"\\([!-/:-@\[-`{-~\n])", r"\1", html.unescape(MARKUP.sub("", source)))
    return re.sub(r"\s+", " ", plain.replace('"', "”").replace("'", "’").replace("...", "…"))


@pytest.mark.parametrize("way", READERS)
@settings(max_examples=150, deadline=None)
@given(documents())
def test_source_at_a_finding_unescaped_is_what_was_found(way: str, made: tuple[str, object]) -> None:
    """A finding on any word has an exact place, or it says the line alone."""
    text, _blocks = made
    page, reader = READERS[way](text)
    locator, source = Locator(page.blocks, reader), Source(text)
    for block in page.prose:
        for word in re.finditer(r"[^\W_]+(?: [^\W_]+)?", block.text):
            finding = locator.finding(Match(block, *word.span(), ""), "r", "note")
            if finding.exact:
                assert unescaped(stretch(source, finding)).strip() == unescaped(finding.text)
            else:
                assert "{{" in text


def stretch(source: Source, finding: Finding) -> str:
    """The source at a finding's range."""
    start = source.offset(finding.line) + finding.column - 1
    return source.text[start : source.offset(finding.end_line) + finding.end_column - 1]


PLACES = [
    ("Rest the the leg.", (1, 6, 1, 13)),
    ("Rest the\nthe leg.", (1, 6, 2, 4)),
    ("> Rest the\n> the leg.", (1, 8, 2, 6)),
    ("- Rest *the* the leg.", (1, 9, 1, 17)),
    ("Rest th**e** the leg.", (1, 6, 1, 17)),
    ("\\# the the", (1, 4, 1, 11)),
    ("&amp; caf&eacute; caf&eacute;", (1, 7, 1, 30)),
    ("😀 the the", (1, 3, 1, 10)),
    ("e\u0301e\u0301 the the", (1, 6, 1, 13)),
    ("the\tthe", (1, 1, 1, 8)),
    ("Rest the\r\nthe leg.\r\n", (1, 6, 2, 4)),
    ("| a | b |\n|---|---|\n| the | the the |", (3, 9, 3, 16)),
    ("[^n]: the the\n\nSee [^n].", (1, 7, 1, 14)),
    ("```{figure} a.png\n:alt: Rest the the leg\n```", (2, 12, 2, 19)),
    ("![Rest the the leg](a.png)", (1, 8, 1, 15)),
    ("1. the leg\n2. the the", (2, 4, 2, 11)),
    ("![a leg](the.png) the [the](http://the) leg", (1, 19, 1, 27)),
    ("`the` the the", (1, 7, 1, 14)),
    ("{abbr}`the (the the)` the", (1, 8, 1, 26)),
    ("Title the the\n=============", (1, 7, 1, 14)),
    ("# A the the #", (1, 5, 1, 12)),
    (":::{admonition} Rest the the leg\nBody.\n:::", (1, 22, 1, 29)),
    ("```{list-table}\n* - the\n  - the the\n```", (3, 5, 3, 12)),
    ("---\ntitle: the the\n---\n\nthe the", (5, 1, 5, 8)),
    ("\ufeffthe the", (1, 1, 1, 8)),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_place_of_a_repeated_word(text: str, place: tuple[int, int, int, int]) -> None:
    """Start and end in the source as written, columns in code points."""
    (found,) = [f for f in findings(text) if f.rule == "repeated-word"]
    assert (found.line, found.column, found.end_line, found.end_column) == place


def test_words_from_elsewhere_have_their_line_alone() -> None:
    """A substitution's words stand in no place of the page."""
    (found,) = findings("# A\n\nSee us at the {{ clinic }}.\n", reader="doctree")
    assert found.text == "the the"
    assert (found.line, found.column, found.exact) == (3, 0, False)
    assert found.place == f"{PATH}:3"


def test_a_line_that_no_longer_holds_the_words_is_named_alone() -> None:
    """Sources that change under the doctree do no harm."""
    page, _reader = read("the the leg\n")
    locator = Locator(page.blocks, lambda _path: Source("something else\n"))
    found = locator.finding(Match(page.blocks[0], 0, 7, "m"), "r", "note")
    assert (found.line, found.exact) == (1, False)

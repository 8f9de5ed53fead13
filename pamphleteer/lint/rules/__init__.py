"""The rules, one module each, in the order in which `pamphleteer explain` lists them.

A rule's module is named after the problem. Its docstring is its page in the documentation: what, why, wrong and right
examples. The examples are its tests; carets under a line mark what is found there, and the message follows them.
"""

from __future__ import annotations

from pamphleteer.lint.rules import (
    list_numbers,
    missing_alt_text,
    mistranslated_term,
    repeated_word,
    scrape_leftover,
    skipped_heading,
    unused_allowance,
)

RULES = (
    scrape_leftover,
    missing_alt_text,
    skipped_heading,
    list_numbers,
    repeated_word,
    mistranslated_term,
    unused_allowance,
)

SCRAPED = frozenset({"scrape-leftover"})
"""Rules that look for what a copied web page leaves behind; measured together."""
PLAIN_WORDS: frozenset[str] = frozenset()
"""Rules on plain language: advice, measured apart."""

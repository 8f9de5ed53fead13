"""The rules, one module each, in the order in which `pamphleteer explain` lists them.

A rule's module is named after the problem. Its docstring is its page in the documentation: what, why, wrong and right
examples. The examples are its tests; carets under a line mark what is found there, and the message follows them.
"""

from __future__ import annotations

from pamphleteer.lint.rules import (
    blame,
    brand_as_alternative,
    claim_without_citation,
    click_here,
    colour_or_place,
    counted_heading,
    cut_off_teaser,
    empty_section,
    glued_leftover,
    heading_case,
    heading_punctuation,
    jargon,
    list_numbers,
    long_sentence,
    missing_alt_text,
    missing_sources,
    missing_title,
    mistranslated_term,
    reading_grade,
    reference_mark,
    repeated_member,
    repeated_word,
    reversed_range,
    review_date,
    scrape_leftover,
    shouting,
    single_step_list,
    site_name,
    skipped_heading,
    spliced_biography,
    stray_line,
    table_without_header,
    undefined_abbreviation,
    unit_without_metric,
    unsafe_dose,
    unused_allowance,
    useless_alt_text,
    wrong_conversion,
)

RULES = (
    scrape_leftover,
    glued_leftover,
    reference_mark,
    site_name,
    spliced_biography,
    stray_line,
    counted_heading,
    cut_off_teaser,
    list_numbers,
    single_step_list,
    repeated_word,
    repeated_member,
    brand_as_alternative,
    missing_title,
    skipped_heading,
    empty_section,
    heading_case,
    heading_punctuation,
    shouting,
    unsafe_dose,
    reversed_range,
    wrong_conversion,
    unit_without_metric,
    missing_alt_text,
    useless_alt_text,
    click_here,
    colour_or_place,
    table_without_header,
    review_date,
    missing_sources,
    claim_without_citation,
    undefined_abbreviation,
    mistranslated_term,
    long_sentence,
    reading_grade,
    jargon,
    blame,
    unused_allowance,
)

SCRAPED = frozenset(
    {
        "scrape-leftover",
        "glued-leftover",
        "reference-mark",
        "site-name",
        "spliced-biography",
        "counted-heading",
        "cut-off-teaser",
        "stray-line",
    }
)
"""Rules that look for what a copied web page leaves behind; measured together."""
PLAIN_WORDS = frozenset({"long-sentence", "reading-grade", "jargon", "blame"})
"""Rules on plain language: advice, measured apart."""

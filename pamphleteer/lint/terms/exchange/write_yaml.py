"""`Terms` → the text of a terms file, that `read_terms` reads as the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pamphleteer.lint.terms.concept import Target
    from pamphleteer.lint.terms.exchange.entry import Entry, Signs, Terms, Word

PLAIN = re.compile(r"[^\W\d_](?:[\w ’“”()/.…<>|-]*[\w’”).>])?")
"""Texts that mean themselves without quotes, in a list and out of it."""
IN_BLOCK = re.compile(r"[^\W\d_“][\w ’“”()/.…<>|,;?!-]*|“[\w ’“”()/.…<>|,;?!-]*")
"""Texts that mean themselves on a line of their own."""
NO_TEXT = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
"""Words that YAML takes for something else."""


def yaml_of(terms: Terms, indent: str = "") -> str:
    """A terms file; a blank line stands between its entries."""
    entries = [
        [f"- class: {scalar(name)}", f"  words: {flow_list(words)}"] for name, words in terms.classes.items()
    ]
    entries += [list(entry_lines(entry)) for entry in terms.entries]
    return "\n".join("".join(f"{indent}{line}\n" for line in lines) for lines in entries)


def entry_lines(entry: Entry) -> Iterator[str]:
    """One concept."""
    yield f"- preferred: {block(entry.preferred)}"
    if entry.definition:
        yield f"  definition: {block(entry.definition)}"
    if entry.language != "en":
        yield f"  language: {scalar(entry.language)}"
    yield from other_words(entry)
    yield from (f"  {line}" for line in sign_lines(entry))
    if entry.sense:
        yield f"  sense: {scalar(entry.sense)}"
    if entry.translations:
        yield "  translations:"
        yield from (f"    {pair}" for pair in target_pairs(entry.translations))
    for key, sentences in (("wrong", entry.wrong), ("right", entry.right)):
        if sentences:
            yield f"  {key}:"
            yield from (f"    - {block(sentence)}" for sentence in sentences)


def other_words(entry: Entry) -> Iterator[str]:
    """The words beside the preferred one."""
    if entry.synonyms:
        yield f"  synonyms: {flow_list(entry.synonyms)}"
    if entry.avoid:
        yield "  avoid:"
        for word in entry.avoid:
            yield from word_lines(word)
    elif not (entry.synonyms or entry.translations):
        yield "  avoid: []"  # every concept has one of the three


def word_lines(word: Word) -> Iterator[str]:
    """One word to avoid."""
    yield f"    - word: {block(word.word)}"
    for key in ("write", "means", "reason"):
        if text := getattr(word, key):
            yield f"      {key}: {block(text)}"
    yield from (f"      {line}" for line in sign_lines(word))


def sign_lines(of: Entry | Word) -> Iterator[str]:
    """`only_when` and `right_when`."""
    for key, signs in (("only_when", of.only_when), ("right_when", of.right_when)):
        if signs:
            yield f"{key}: {flow_signs(signs)}"


def target_pairs(targets: Mapping[str, Target]) -> Iterator[str]:
    """`es: {say: […], avoid: […]}` for each language."""
    for language, target in targets.items():
        avoid = f", avoid: {flow_list(target.avoid)}" if target.avoid else ""
        yield f"{scalar(language)}: {{say: {flow_list(target.say)}{avoid}}}"


def flow_signs(signs: Signs) -> str:
    """A list of words, or lists by scope, in one line."""
    if "" in signs:
        return flow_list(signs[""])
    return f"{{{', '.join(f'{scope}: {flow_list(words)}' for scope, words in signs.items())}}}"


def flow_list(words: Iterable[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(map(scalar, words))}]"


def block(text: str) -> str:
    """A text on a line of its own."""
    return scalar(text, IN_BLOCK)


def scalar(text: str, plain: re.Pattern[str] = PLAIN) -> str:
    """A text, in quotes where it would be taken for something else without."""
    if plain.fullmatch(text) and text.lower() not in NO_TEXT:
        return text
    width = 8 * len(text) + 80  # wider than the text with all its characters written as codes: no line breaks
    quoted: str = yaml.dump(text, default_style='"', allow_unicode=True, width=width)
    return quoted.rstrip("\n")

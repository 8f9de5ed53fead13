"""A translation uses a word for another thing than its source speaks of.

The source decides: where it has *cramp*, no *convulsión* can be right, whatever stands around it.
The words are those of the termbase: each concept says under `translations` what to say and what to avoid in a language.
A word to avoid is found in any inflected form. It is left alone where the right word stands in the translation too,
and where the source has the other thing as well (“a cramp or a seizure”).
The reverse is an error too: a source that says *seizure* is not about a *calambre*.

## Terms

```yaml
- preferred: cramp
  avoid:
    - word: seizure
  translations:
    es: {say: [calambre], avoid: [convulsión, ataque epiléptico]}
    ru: {say: [судорога], avoid: [припадок]}
```

## Wrong

```po
msgid "Cramps at night are harmless."
msgstr "Las convulsiones nocturnas son inofensivas."
            ^^^^^^^^^^^^ “convulsiones” is not “Cramps” of the source: write “calambre”

msgid "Stretch when a cramp comes."
msgstr "Estire cuando venga un ataque muy epiléptico."
                               ^^^^^^^^^^^^^^^^^^^^^ “ataque muy epiléptico” is not “cramp” of the source: write “calambre”
```

## Right

```po
msgid "A cramp is not a seizure. Stretch your leg."
msgstr "Un calambre no es una convulsión. Estire la pierna."
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.lint.lemmas import find
from pamphleteer.lint.markup import masked
from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.terms.pattern import ITEM, PatternError, pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pamphleteer.lint.page import Pair
    from pamphleteer.lint.terms.concept import Concept, Termbase

SEVERITY: Severity = "error"


@dataclass(frozen=True)
class Wanted:
    """What a concept asks of translations into one language."""

    concept: Concept
    words: tuple[re.Pattern[str], ...]
    """Find the concept in the source."""
    other: tuple[re.Pattern[str], ...]
    """Find in the source what it is taken for."""
    say: tuple[str, ...]
    avoid: tuple[str, ...]


def check(page: Page) -> Iterator[Match]:
    """Find translated words that belong to another concept than that of the source."""
    chosen: dict[tuple[str, str], list[Wanted]] = {}
    for pair in page.pairs:
        languages = pair.sources[0].language.partition("-")[0], pair.target.language
        if pair.usable and page.terms is not None:
            if languages not in chosen:
                chosen[languages] = list(wanted(page.terms, *languages))
            if chosen[languages]:
                yield from faults(pair, chosen[languages])


def wanted(terms: Termbase, source: str, target: str) -> Iterator[Wanted]:
    """The concepts of the source's language that have words in the target's, each with those of its opposite."""
    concepts = [concept for concept in terms if concept.language == source and concept.forms]
    for concept in concepts:
        own = concept.translations.get(target) or concept.translations.get(target.partition("-")[0])
        if not own:
            continue
        words = (*([concept.forms] if concept.forms else []), *(form for _word, form in concept.other_forms))
        other = tuple(form for avoided in concept.avoid if (form := first_word(avoided.word, source)))
        if own.avoid:
            yield Wanted(concept, words, other, own.say, own.avoid)
        for avoided in concept.avoid:
            opposite = next((c for c in concepts if c.preferred == avoided.word and c.forms), None)
            if opposite and own.avoid and target not in opposite.translations:
                yield Wanted(opposite, (avoided.pattern,), words, own.avoid, own.say)


def first_word(words: str, language: str) -> re.Pattern[str] | None:
    """Finds the first word of a pattern that is neither a class nor optional: what the whole pattern is about."""
    item = next(
        (item for item in ITEM.findall(words) if item[0] not in "<[" and item not in ("…", "...")), ""
    )
    try:
        return pattern(item, {}, language)
    except PatternError:
        return None


def faults(pair: Pair, concepts: list[Wanted]) -> Iterator[Match]:
    """The words in one translation that belong to another concept."""
    source = masked("\n".join(block.text for block in pair.sources), pair.flags)
    target = ""
    for one in concepts:
        meant = next((found for word in one.words if (found := word.search(source))), None)
        if not meant or any(word.search(source) for word in one.other):
            continue
        target = target or masked(pair.target.text, pair.flags)
        language = pair.target.language
        places = [place for word in one.avoid for place in find(target, word, language)]
        if not places or any(next(find(target, word, language), None) for word in one.say):
            continue
        if any(
            right_elsewhere(target[a:b], source, other, language)
            for a, b in places
            for other in concepts
            if other is not one
        ):
            continue
        start, end = max(places, key=lambda place: place[1] - place[0])
        said = f"“{pair.target.text[start:end]}” is not “{meant[0]}” of the source: write “{one.say[0]}”"
        hint = "; ".join(avoided.reason for avoided in one.concept.avoid if avoided.reason)
        yield Match(pair.target, start, end, said, hint)


def right_elsewhere(text: str, source: str, other: Wanted, language: str) -> bool:
    """Whether a word is right since the source has another concept that it stands for."""
    if not any(word.search(source) for word in other.words):
        return False
    return any(next(find(text, word, language), None) for word in other.say)

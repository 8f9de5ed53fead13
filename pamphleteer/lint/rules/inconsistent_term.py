"""One thing has two names in one book: “cramp” in most chapters, “spasm” in others.

A reader who does not know the field takes two words for two things.
Compared are the preferred word of each concept of the termbase and its `synonyms`, over all pages together.
A synonym may be introduced (“also called a spasm”, “cramp (spasm)”) or quoted; used three times or more it is reported,
once for the book, with the counts.

## Terms

```yaml
- preferred: kneecap
  synonyms: [patella]
```

## Wrong

```md
The kneecap glides in a groove. Push the kneecap gently. A kneecap may slip out. Ice the kneecap. Tape the kneecap.

The patella hurts on stairs. Hold the patella. The patella clicks.
    ^^^^^^^ this book says “kneecap” 5 times and “patella” 3 times: say “kneecap” here too
```

## Right

```md
The kneecap (patella) glides in a groove. Push the kneecap gently. A kneecap may slip out.

Doctors call it the patella. The letter may say “patella”.
```
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pamphleteer.lint.book import used
from pamphleteer.lint.page import Match

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pamphleteer.lint.book import Book, Uses
    from pamphleteer.lint.page import Severity
    from pamphleteer.lint.terms.concept import Concept

SEVERITY: Severity = "warning"
OFTEN = 3
"""Times that a word must stand before it counts as a name of its own."""
SHOWN = 5
"""Further places that are listed."""


def check_book(book: Book) -> Iterator[Match]:
    """Find the concepts that go by more than one name."""
    totals: Uses = {}
    for record in book.records:
        for name, counts in record.uses.items():
            totals.setdefault(name, Counter()).update(counts)
    for concept in book.terms or ():
        said = totals.get(concept.preferred, Counter())
        if sum(1 for number in said.values() if number >= OFTEN) > 1:
            yield from on_concept(book, concept, said)


def on_concept(book: Book, concept: Concept, counts: Counter[str]) -> Iterator[Match]:
    """One finding for each name that is not the commonest."""
    (main, number), *_others = counts.most_common(1)
    forms = {concept.preferred: concept.forms, **dict(concept.other_forms)}
    for word, times in counts.items():
        form = forms.get(word)
        if word == main or times < OFTEN or form is None:
            continue
        advice = f"say “{main}” here too" if main == concept.preferred else "choose one of them"
        said = f"this book says “{main}” {number} times and “{word}” {times} times: {advice}"
        first, *others = places(book, concept.preferred, word, form, said)
        yield Match(first.block, first.start, first.end, said, concept.definition, related=tuple(others))


def places(book: Book, concept: str, word: str, form: re.Pattern[str], said: str) -> list[Match]:
    """The first places of a word, page by page."""
    found: list[Match] = []
    for record in book.records:
        page = book.load(record.path) if word in record.uses.get(concept, ()) else None
        for block in page.prose if page else ():
            found += [
                Match(block, *match.span(), said if not found else "here too") for match in used(form, block)
            ]
            if len(found) > SHOWN:
                return found[: SHOWN + 1]
    return found

"""A word means something else than what the book speaks of.

A guide that was translated, and above all one that was translated back, may call a cramp a seizure
or tell readers to freeze a leg that they are meant to ice.
The words are those of the package's termbase for first-aid and injury texts, and those of the book's `terms.yml`:
what to say, what to avoid, what the avoided word means, and how one sees that it is meant as it stands.
A word is judged by its sentence, its section, the titles above and the subject of the book;
one in quotation marks, or set against the right word (“a cramp is not a seizure”), is left alone.

## Terms

```yaml
- preferred: front desk
  avoid:
    - word: reception
      means: a party
  right_when: [radio]
```

## Wrong

```md
Ask at the reception.
           ^^^^^^^^^ “reception” means a party: write “front desk”
Freeze your ankle for ten minutes.
^^^^^^^^^^^^^^^^^ “Freeze your ankle” means to turn to ice, which harms skin and muscle: write “ice”
```

## Right

```md
Ask at the front desk. Ice your ankle for ten minutes.

The radio has good reception, and “freeze your ankle” is what the machine wrote.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import speaks
from pamphleteer.lint.terms.concept import Context, titles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.page import Block
    from pamphleteer.lint.terms.concept import Concept, Fault

SEVERITY: Severity = "error"


def check(page: Page) -> Iterator[Match]:
    """Find the words that the termbase says to avoid."""
    concepts = [concept for concept in page.terms or () if concept.avoid]
    sections = Sections(page)
    for block in page.prose:
        small = block.text.lower()
        for concept in concepts:
            if concept.may_stand_in(small) and speaks(block, concept.language):
                for fault in concept.faults(sections.context(block)):
                    yield match(block, concept, fault)


def match(block: Block, concept: Concept, fault: Fault) -> Match:
    """A word to avoid as a finding: what it means, what to write, and what around it decided."""
    word, avoided = block.text[fault.start : fault.end], fault.avoided
    means = f"“{word}” means {avoided.means}" if avoided.means else f"“{word}” is the wrong word here"
    hint = "; ".join(part for part in (avoided.reason, fault.because) if part)
    said = f"{means}: write “{avoided.write or concept.preferred}”"
    return Match(block, fault.start, fault.end, said, hint)


class Sections:
    """The surroundings of the blocks of a page; joined only when they are asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.texts: dict[tuple[str, ...], str] = {}
        self.titles: dict[tuple[str, ...], str] = {}
        self.known: dict[tuple[int, str, int], Any] = {}

    def context(self, block: Block) -> Context:
        """Where a block stands; a heading stands at the head of its own section."""
        if not self.texts:
            parts: dict[tuple[str, ...], list[str]] = {}
            for other in self.page.prose:
                parts.setdefault(self.section(other), []).append(other.text)
            self.texts = {section: "\n".join(texts) for section, texts in parts.items()}
        if block.section not in self.titles:
            title = str(self.page.metadata.get("title") or "")
            self.titles[block.section] = titles_of(block.section, title, self.page.subject)
        text = self.texts.get(self.section(block), "")
        return Context(block.text, text, self.titles[block.section], self.known)

    @staticmethod
    def section(block: Block) -> tuple[str, ...]:
        """The headings above a block, its own text included when it is one."""
        return (*block.section, block.text) if block.kind == "heading" else block.section

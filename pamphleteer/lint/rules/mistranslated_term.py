"""A word means something else than what the book speaks of.

A guide that was translated, and above all one that was translated back, may call a cramp a seizure
or tell readers to freeze a leg that they are meant to ice.
The words are those of the book's `terms.yml`: what to say, what to avoid, what the avoided word means,
and by which words in the same paragraph one sees that it is meant as it stands.

## Terms

```yaml
- preferred: cramp
  avoid:
    - word: seizure
      means: an epileptic fit
  right_when: [epilepsy]
```

## Wrong

```md
A seizure in the calf wakes you at night.
  ^^^^^^^ “seizure” means an epileptic fit: write “cramp”
```

## Right

```md
A cramp in the calf wakes you at night.

Epilepsy is an illness with seizures.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "error"


def check(page: Page) -> Iterator[Match]:
    """Find the words that the book's terms say to avoid."""
    for block in page.prose:
        for concept in page.terms:
            for start, end, avoided in concept.faults(block.text):
                word = block.text[start:end]
                means = (
                    f"“{word}” means {avoided.means}" if avoided.means else f"“{word}” is the wrong word here"
                )
                yield Match(block, start, end, f"{means}: write “{concept.preferred}”", avoided.reason)

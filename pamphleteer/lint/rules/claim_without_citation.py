"""“Studies show”, and no study is named.

The words promise evidence; without a citation in the sentence the reader cannot see it, nor can the next reviewer.
A warning on pages that cite or carry review dates, a note on others, which may have no way of citing.
Knows English and Spanish.

## Wrong

```md
Studies show that stretching helps.
^^^^^^^^^^^^ cite the study in this sentence, or take the claim back
Experts say that pickle juice works.
^^^^^^^^^^^ cite who says so in this sentence, or take the claim back
```

## Right

```md
Studies show that it helps [^a]. One study of 24 athletes is described in Sherry (2004). More studies are needed.

[^a]: Sherry and Best, 2004.
```
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity
from pamphleteer.lint.prose import mentions, sentences, speaks

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "note"

SAYS = r"(?:show(?:s|n|ed)?|suggests?|suggested|found|finds?|finding|indicates?|proves?|proved|say|says|agree|recommends?|believe|demonstrates?|confirms?|reveals?|(?:has|have) (?:shown|found|suggested|proved|proven))"
STUDY = re.compile(
    rf"\b(?:(?:(?:many|some|several|recent|new|most|numerous|various|clinical|scientific|a few|one|other|more|early|small|large) ){{0,4}}"
    rf"(?:studies|research|trials?|evidence|surveys|science|study)|(?:a|one|another|the) (?:\w+ )?(?:study|trial|survey|review)) {SAYS}\b"
    rf"|\b(?:scientifically|clinically) (?:proven|tested)\b|\baccording to (?:a |one |some |recent |new |several ){{0,4}}(?:studies|study|research)\b"
    r"|\b(?:los )?estudios (?:muestran|demuestran|sugieren|indican)\b",
    re.IGNORECASE,
)
EXPERT = re.compile(
    r"\b(?:(?:many|some|most|several|leading|medical|health|other) ){0,4}(?:experts|specialists|scientists|researchers|doctors) "
    r"(?:say|agree|recommend|believe|suggest|think|warn|claim|advise)\b|\b(?:los )?expertos (?:dicen|recomiendan)\b",
    re.IGNORECASE,
)
CITED = re.compile(
    r"\((?:\s*[A-Z][\w-]{1,40}[^()]{0,300}|\s*)\b(?:19|20)\d\d[a-z]?\b[^()]{0,300}\)|\[\d+(?:[,–-] ?\d+)*\]|\bet al\b|doi\.org"
)
STEMS = (
    "stud", "research", "trial", "evidence", "survey", "scien", "expert", "specialist", "doctor", "proven", "tested",
    "review",
)  # fmt: skip


def check(page: Page) -> Iterator[Match]:
    """Find words of evidence in sentences without a citation, a note or a link."""
    severity: Severity | None = "warning" if governed(page) else None
    for block in page.prose:
        if not mentions(block.text, STEMS):
            continue
        found = STUDY.search(block.text) or EXPERT.search(block.text)
        if not found or block.kind in ("note", "heading") or not (speaks(block, "en") or speaks(block, "es")):
            continue
        pointed = sorted(mark.start for mark in block.marks if mark.kind in ("cite", "link"))
        for start, end in sentences(block.text):
            said = STUDY.search(block.text, start, end)
            claim = said or EXPERT.search(block.text, start, end)
            if claim and not cited(block.text, pointed, start, end):
                who = "the study" if said else "who says so"
                yield Match(
                    block,
                    *claim.span(),
                    f"cite {who} in this sentence, or take the claim back",
                    severity=severity,
                )


def governed(page: Page) -> bool:
    """Whether a page is one of those that cite their sources."""
    return bool(page.metadata.get("last_reviewed")) or any(
        mark.kind == "cite" for block in page.blocks for mark in block.marks
    )


def cited(text: str, pointed: list[int], start: int, end: int) -> bool:
    """Whether a sentence points at its source, given where the text does; a citation right behind its stop counts."""
    next_one = bisect_left(pointed, start)
    behind = next_one < len(pointed) and pointed[next_one] <= end + 2
    return behind or bool(CITED.search(text, start, end))

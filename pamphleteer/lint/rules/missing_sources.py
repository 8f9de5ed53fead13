"""A page of health claims names no source.

Readers, and those who check the page, must be able to see where a statement comes from (PIF TICK; NHS standard for
creating health content). Cite in the text, add a section “Sources”, or name them in the front matter (`sources:`).
Asked of pages that carry review dates, which says that they hold clinical text.

## Wrong

```md
---
last_reviewed: 2026-11-24
next_review: 2999-01-01
---

# Rest
  ^^^^ cite the sources of this page, or list them under `sources:` in the front matter

Rest for two days.
```

## Right

```md
---
last_reviewed: 2026-11-24
next_review: 2999-01-01
sources: [NHS 2025]
---

# Rest

Rest for two days.
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

LIST = re.compile(
    r"(?:sources?|references?|further reading|where this comes from|bibliography|fuentes)\b", re.IGNORECASE
)


def check(page: Page) -> Iterator[Match]:
    """Find a dated page without a citation, a list of sources or `sources:`."""
    first = next((b for b in page.prose if b.kind == "heading"), None)
    if first is None or not page.metadata.get("last_reviewed") or page.metadata.get("sources") is not None:
        return
    cited = any(mark.kind == "cite" for block in page.blocks for mark in block.marks)
    listed = any(block.kind == "heading" and LIST.match(block.text) for block in page.blocks)
    if not cited and not listed:
        yield whole(first, "cite the sources of this page, or list them under `sources:` in the front matter")

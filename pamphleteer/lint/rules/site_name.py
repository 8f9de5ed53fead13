"""A title carries the name of the web site that it was copied from.

Browsers show “Hamstring cramps: causes and relief | SiteName”; a heading does not.

## Wrong

```md
# Hamstring cramps and relief | HealthSite
                              ^^^^^^^^^^^^ take the name of the site away
# How to ease a cramp - wikiHow
                      ^^^^^^^^^ take the name of the site away
```

## Right

```md
# Cramp or strain? A side-by-side look
# Stretching - the first days
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

SITE = re.compile(
    r"(?<!\s)\s+(?:\||[-–—] (?=(?:wiki\w+|[A-Z]\w+-[A-Z]\w+$|[A-Z][a-z]+[A-Z]\w*|[A-Z]\w*\.(?:com|org|net|co\.uk)|WebMD|NHS|Mayo Clinic|Healthline"
    r"|Wikipedia|Cleveland Clinic|Medical News Today|BBC News)\b))\s*\S.{0,40}$"
)


def check(page: Page) -> Iterator[Match]:
    """Find a heading that ends in a bar and a name, or in a dash and the name of a site."""
    for block in page.blocks:
        if block.kind == "heading" and (found := SITE.search(block.text)):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Match(block, start, found.end(), "take the name of the site away")

"""A link is called “click here”.

Screen readers list the links of a page without the sentences around them, and on paper there is nothing to click.
Name the page that the link leads to (WCAG 2.2, criterion 2.4.4).
Knows English, Spanish, German and French.

## Wrong

```md
For exercises [click here](https://example.org/a).
               ^^^^^^^^^^ name what the link leads to
Read [more](https://example.org/b) about rest.
      ^^^^ name what the link leads to
```

## Right

```md
Do the [exercises for the first week](https://example.org/a).
```
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

SAYS_NOTHING = re.compile(
    r"(?:(?:please )?(?:click|tap|press)(?: on)?(?: this)?(?: (?:here|link|this))?(?: (?:for|to) .{0,20})?|here|this|"
    r"this (?:link|page|site|article)|the link|link|(?:read|learn|find out|see|view)? ?more(?: (?:info(?:rmation)?|details?))?"
    r"|(?:more )?(?:info|information|details)|go|website|source|page|aqu[ií]|haga clic(?: aqu[ií])?|leer m[aá]s|m[aá]s|"
    r"hier(?: klicken)?|klicken sie hier|mehr|ici|cliquez ici|lire la suite|en savoir plus)",
    re.IGNORECASE,
)


def check(page: Page) -> Iterator[Match]:
    """Find links whose text says nothing by itself."""
    for block in page.prose:
        for mark in block.marks:
            if mark.kind == "link" and SAYS_NOTHING.fullmatch(
                block.text[mark.start : mark.end].strip(" .…»>→")
            ):
                yield Match(block, mark.start, mark.end, "name what the link leads to")

"""A page has no title.

The contents, the browser's tab and the running head of the printed page take it from the first heading.

## Wrong

```md
Rest the leg for two days.
^^^^^^^^^^^^^^^^^^^^^^^^^^ begin the page with a title: “# …”
```

## Right

```md
# Rest

Rest the leg for two days.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY: Severity = "warning"

WITH_TITLES = (".md", ".markdown", ".rst", ".rest", ".txt", ".xhtml", ".html")


def check(page: Page) -> Iterator[Match]:
    """Find a page of prose in which no heading stands, unless its front matter gives a title or it is included elsewhere."""
    prose = [block for block in page.prose if block.path == page.path]
    if (
        not prose
        or any(block.kind == "heading" for block in page.blocks)
        or not page.path.endswith(WITH_TITLES)
    ):
        return
    if page.metadata.get("title") or page.metadata.get("orphan") or page.metadata.get("layout"):
        return
    name = page.path.replace("\\", "/").rpartition("/")[2]
    if not name.startswith("_"):
        yield whole(prose[0], "begin the page with a title: “# …”")

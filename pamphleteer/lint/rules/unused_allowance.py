"""An allowance silences nothing, names no rule or gives no reason.

`% allow RULE: REASON` above a block silences a rule for that block.
The reason tells the next reader why; an allowance that outlived its reason would hide new faults.

## Wrong

```md
% allow repeated-word: quoted as an example
  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing here needs to be allowed: take `allow repeated-word` away

Rest the leg.

% allow repeated-word
  ^^^^^^^^^^^^^^^^^^^ give the reason: `allow repeated-word: why`

Rest the leg, then stretch it.
```

## Right

```md
% allow repeated-word: quoted as an example

Machines wrote “rest the the leg”.
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.page import Match, Page, Severity

SEVERITY: Severity = "warning"


def check(_page: Page) -> Iterator[Match]:
    """Find nothing here: only the engine knows, at the end, which allowances were used."""
    return iter(())

"""Terms: what a book's words mean, and which words it must not use for them.

The flow:

1. `read` makes a `Termbase` of `terms.yml`, with `pattern` for its words; `shipped` adds the one of the package.
2. `concept` decides whether a word is wrong where it stands; `sense` weighs the words around it.
3. `exchange` writes and reads termbases as TBX and CSV for translators' tools.
"""

from __future__ import annotations

from pamphleteer.lint.terms.concept import Concept, Context, Fault, Termbase
from pamphleteer.lint.terms.read import read_terms
from pamphleteer.lint.terms.shipped import all_terms, shipped_terms

__all__ = ["Concept", "Context", "Fault", "Termbase", "all_terms", "read_terms", "shipped_terms"]

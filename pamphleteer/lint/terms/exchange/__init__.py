r"""Termbases for translators' tools: `terms.yml` → TBX or CSV, and back.

The flow, which runs either way:

1. `entry` makes `Terms` of the text of a terms file, in plain words; `write_yaml` makes text of them again.
2. `glossary` makes a `Glossary` of them: concepts as lists of terms, with a status and notes each; `notes` words the notes.
3. `tbx` and `table` make TBX and CSV of a glossary, and read them.
4. On the way back `assemble` makes `Terms` of a glossary, `sound` leaves out what a terms file cannot hold, and `merge` adds the rest to a file that is there.

What is not carried over is never dropped in silence: each step returns it as `Left`, with the line it stands on.

Statuses are `preferred`, `admitted` (a synonym) and `deprecated` (a word to avoid).
What neither format has a place for stands in notes, each `key: text`:

| note | on | text |
| --- | --- | --- |
| `means`, `reason`, `write` | a word to avoid | as in the terms file |
| `pattern` | a term with one of `< > [ ] \| … =` | a hint for people; not read |
| `only_when`, `right_when` | a concept, a word to avoid | YAML: `[epilepsy]` or `{section: [muscle]}` |
| `sense` | a concept | as in the terms file |
| `wrong`, `right` | a concept | one example; several notes for several |
| `language` | a concept not in English | its own language |
| `class` | the file | YAML: `{body part: [knee, calf]}` |

In TBX the notes of a concept are its `note` elements, and classes are notes of the title.
In CSV they stand in the cell `note`, a line each, those of a concept in the row of its preferred term;
a word of a class is a row with the status `class`.
A note of somebody else on a word to avoid is taken as its reason.
"""

from __future__ import annotations

from pamphleteer.lint.terms.exchange.assemble import terms_in
from pamphleteer.lint.terms.exchange.entry import Entry, ExchangeError, Left, Terms, Word, terms_of
from pamphleteer.lint.terms.exchange.glossary import Glossary, glossary_of
from pamphleteer.lint.terms.exchange.merge import merge
from pamphleteer.lint.terms.exchange.sound import sound
from pamphleteer.lint.terms.exchange.table import read_table, write_table
from pamphleteer.lint.terms.exchange.tbx import read_tbx, write_tbx
from pamphleteer.lint.terms.exchange.write_yaml import yaml_of

__all__ = [
    "Entry",
    "ExchangeError",
    "Glossary",
    "Left",
    "Terms",
    "Word",
    "glossary_of",
    "merge",
    "read_table",
    "read_tbx",
    "sound",
    "terms_in",
    "terms_of",
    "write_table",
    "write_tbx",
    "yaml_of",
]

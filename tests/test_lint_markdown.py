"""A file of MyST that no Sphinx project holds, read by its tokens: the same page as from docutils."""

from __future__ import annotations

from lint_pages import READERS, read, read_as_file

TEXT = """---
title: Rest
---
# Rest *the* leg

% allow repeated-word: as an example

The [leg](https://leg.example/ "Leg") {abbr}`WHO (World Health Organization)` `code` $x$ needs
rest\\
now.

- [ ] one
- two

  more
  1. three

Term
: meaning

| a | b |
|---|---|
| c | d |

:::{note}
:class: big

A note.
:::

```{admonition} Take care
Of *yourself*.
```

```{figure} a/leg.png
:alt: A leg

A caption.

A legend.
```

```{list-table} Doses
:header-rows: 1

* - Who
  - What
* - You
  - Rest
```

```python
x = 1
```

> quoted

## Next [^n]

[^n]: A note below.
"""


def facts(reader: str) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """What the rules see of the text, in reading order."""
    page, _source = READERS[reader](TEXT)
    return [(b.kind, b.text, b.level, b.section if b.kind != "note" else ()) for b in page.blocks]


def test_both_readers_make_the_same_page() -> None:
    """Kinds, texts, levels and sections; docutils takes the notes out of their section."""
    assert facts("file") == facts("doctree")


def test_both_readers_make_the_same_marks() -> None:
    """Links, explanations, notes."""
    pages = [read(TEXT)[0], read_as_file(TEXT)[0]]
    marks = [
        [(m.kind, b.text[m.start : m.end]) for b in page.blocks for m in b.marks if m.kind != "cite"]
        for page in pages
    ]
    assert marks[0] == marks[1]
    assert ("explained", "WHO") in marks[0]
    assert ("link", "leg") in marks[0]


def test_lines_are_those_of_the_file() -> None:
    """Also in directives and lists."""
    page, _source = read_as_file(TEXT)
    lines = TEXT.splitlines()
    below = ("alt", "caption")  # these stand below the line of their directive
    blocks = [block for block in page.blocks if block.prose and block.kind not in below]
    assert blocks
    for block in blocks:
        word = block.text.split()[0]
        assert word in lines[block.line - 1], block
    assert [(a.text, a.line) for a in page.allowances] == [("repeated-word: as an example", 6)]
    (allowance,) = page.allowances
    assert [b.text[:7] for b in allowance.blocks] == ["The leg"]

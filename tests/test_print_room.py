"""What is taller than a page goes on over the next, what is wider than a line is broken or made smaller; nothing leaves the paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
from conftest import Build, Built
from pdf_text import pages

from pamphleteer.print.page_faults import page_faults

Write = Callable[..., Path]
CONF = 'extensions.append("sphinx_design")\nmyst_enable_extensions = ["colon_fence", "dollarmath", "amsmath", "deflist", "fieldlist"]'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="{0}"><rect width="90" height="{0}"/></svg>'
)
COMPOUND = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESS = "https://www.example.org/a/very/long/path/that/goes/on?query=string&and=more#fragment_with_a_name"
GREEK = "ΑΒΓΔ" * 30
LETTERS = "abcdefgh" * 15
LONG = (COMPOUND, GREEK, LETTERS)


def many(name: str, count: int, separator: str = "\n\n") -> str:
    """Numbered passages, each of which can be looked for."""
    return separator.join(f"{name} {number}." for number in range(count))


TALL = f"""# Tall

:::{{figure}} a.svg
:alt: a square
Caption

{many("Legend", 70)}
:::

:::{{figure}} a.svg
:alt: a square
{many("Caption", 400, " ")}
:::

$$
\\begin{{aligned}}
{" ".join(f"x &= {number} + y + 1000 {chr(92) * 2}" for number in range(80))}
\\end{{aligned}}
$$ (tall)

![a bar](tall.svg)

An ![a bar](tall.svg) in a line.

:::{{note}}
{many("Noted", 90)}
:::

::::{{card}} Card
{many("Carded", 90)}
::::

```
{many("listed", 150, chr(10))}
```

| a | b |
|---|---|
| c | {many("Broken", 60, "<br>")} |

```{{list-table}}
* - a
  - ```
{many("    coded", 60, chr(10))}
    ```
```

:::{{admonition}} {many("Title", 300, " ")}
Text
:::
"""
WIDE = f"""# Wide {COMPOUND} {ADDRESS}

Text[^l].

[^l]: Note with {COMPOUND} and {ADDRESS} and {LETTERS}.

## {ADDRESS}

### {GREEK}

:::{{figure}} a.svg
:alt: a square
{COMPOUND} {ADDRESS} {LETTERS} {GREEK} `{LETTERS}`
:::

{LETTERS}
: {ADDRESS}

:{LETTERS}: {COMPOUND}

```{{index}} {LETTERS}, {COMPOUND}
```

`{LETTERS}` **{LETTERS}** *{COMPOUND}* [{GREEK}]({ADDRESS}) {{kbd}}`{LETTERS}` {{guilabel}}`{COMPOUND}`

```{{rubric}} {LETTERS}
```

:::{{admonition}} {GREEK}
- {LETTERS}
  - {COMPOUND}
:::

> {GREEK}
>
> -- {COMPOUND}

| a | b |
|---|---|
| {LETTERS} | {COMPOUND} |

$$
{" + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(33))}
$$ (wide)
"""
DEEP = (
    "Deep\n====\n\n"
    + "\n\n".join("  " * depth + f"- Level {depth}. Electroencephalography" for depth in range(30))
    + "\n\nBetween.\n\n"
    + "\n\n".join("   " * depth + f"1. Number {depth}. Electroencephalography" for depth in range(15))
    + "\n\nBetween.\n\n"
    + "\n\n".join("  " * depth + f"Quote {depth}. Electroencephalography" for depth in range(20))
    + "\n\nBetween.\n\n"
    + "\n\n".join("   " * depth + f".. note::\n\n{'   ' * (depth + 1)}Box {depth}." for depth in range(12))
    + "\n"
)
FIRST = "First\n=====\n\n" + "\n\n".join(
    "\n\n".join("  " * level + f"- Outer {level}." for level in range(depth))
    + "\n\n"
    + indent(
        "#. Example term\n        What it means.\n\n#. - Innermost point\n\n#. .. note:: First box\n\n"
        "#. +-----------+-------+\n   | First row | words |\n   +-----------+-------+\n",
        "  " * depth,
    )
    + "\nBetween.\n"
    for depth in range(3, 11)
)
"""What begins an item, so deep that it begins further out again."""
FORMULAS = r"""# Formulas

Before it: $\text{Payment}_{i} = \sum_{a}^{\ }{(\ \text{Indicator}_{i}^{a}} \times \frac{AllocatedContribution \times ShareContribution \times \text{Share}^{a}}{\sum_{i}^{\ }{\text{In}\text{dicator}}_{i}^{a}})$ after it.

:::{note}
- A point: $\frac{aaaa + bbbb + cccc + dddd + eeee + ffff + gggg + hhhh + iiii + jjjj + kkkk}{2}$ and words.
:::

$$
(aaaa + bbbb + cccc + dddd + eeee + ffff + gggg + hhhh + iiii + jjjj + kkkk + llll + mmmm + nnnn + oooo + pppp + qqqq)
$$

$$
p_{ij} = \left(\alpha_{1} x_{1} + \alpha_{2} x_{2} + \alpha_{3} x_{3} + \alpha_{4} x_{4} + \alpha_{5} x_{5} + \alpha_{6} x_{6} + \alpha_{7} x_{7} + \alpha_{8} x_{8} \right) + 1
$$
"""
BOOK = {
    "index.md": "# Book\n\n```{toctree}\ntall\nwide\ndeep\nfirst\n```\n",
    "first.rst": FIRST,
    "tall.md": TALL,
    "wide.md": WIDE,
    "deep.rst": DEEP,
    "a.svg": DRAWING.format(90),
    "tall.svg": DRAWING.format(9000),
}


HEIGHT = {"pdf": 595, "large-print": 842}


def text_of(pdf: Path, height: float) -> str:
    """All letters of the pages of a height, without running heads, white space and hyphens."""
    found = "".join(p.text for page in pages(pdf) for p in page if 0.07 * height < p.y < 0.9 * height)
    text = "".join(found.split())
    return re.sub("[-\u00ad‐]", "", text)


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
def test_nothing_leaves_the_paper(build: Build, write_book: Write, builder: str) -> None:
    """And every word of it is there, on every paper."""
    pdf = build(write_book(BOOK, CONF), builder).file("*.pdf")
    assert page_faults(pdf) == []
    text = text_of(pdf, HEIGHT[builder])
    wanted = [
        *(f"Legend{n}." for n in range(70)),
        *(f"Caption{n}." for n in range(400)),
        *(f"Noted{n}." for n in range(90)),
        *(f"Carded{n}." for n in range(90)),
        *(f"listed{n}." for n in range(150)),
        *(f"Title{n}." for n in range(300)),
        *(f"Broken{n}." for n in range(60)),
        *(f"coded{n}." for n in range(60)),
        *(f"Level{n}." for n in range(30)),
        *(f"Number{n}." for n in range(15)),
        *(f"Quote{n}." for n in range(20)),
        *(f"Box{n}." for n in range(12)),
        *LONG,
        ADDRESS.replace("-", ""),
    ]
    assert [words for words in wanted if words not in text] == []
    assert len(re.findall(r"\+𝑦\+1000", text)) == 80


def chapter(build: Build, write_book: Write, text: str, builder: str = "pdf") -> Built:
    """A book with one page."""
    return build(write_book({"index.md": text, "a.svg": DRAWING.format(90)}, CONF), builder, faults=True)


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
def test_what_stays_on_one_line_is_made_smaller(build: Build, write_book: Write, builder: str) -> None:
    """A matrix of thirty columns, with a warning."""
    cells = " & ".join(f"a_{{{number}}}" for number in range(30))
    built = chapter(
        build, write_book, f"# C\n\nText.\n\n$$\n\\begin{{pmatrix}}{cells}\\end{{pmatrix}}\n$$\n", builder
    )
    assert re.search(
        r"index\.md:5: WARNING: a part of the formula is wider than the line.* at \d+ %", built.warnings
    )
    assert built.warnings.count("WARNING") == 1
    assert page_faults(built.file("*.pdf")) == []


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
def test_brackets_do_not_keep_a_line_from_ending(build: Build, write_book: Write, builder: str) -> None:
    """A formula in brackets goes on over lines in its full size, and so does a fraction, with a slash; within a line of text too."""
    built = chapter(build, write_book, FORMULAS, builder)
    assert "WARNING" not in built.warnings
    pdf = built.file("*.pdf")
    assert page_faults(pdf) == []
    found = [p for page in pages(pdf) for p in page]
    text = "".join(p.text for p in found)
    assert [letter for letter in "𝑞𝑝𝛼" if letter not in text] == []
    assert min(p.size for p in found if "𝑞" in p.text or "𝛼" in p.text) >= (
        18 if builder == "large-print" else 10
    )


def test_a_picture_wider_than_the_line_is_told(build: Build, write_book: Write) -> None:
    """It is printed as wide as the line."""
    built = chapter(build, write_book, "# C\n\n```{image} a.svg\n:alt: a square\n:width: 300%\n```\n")
    assert built.warnings.startswith("index.md:3: WARNING: the picture a.svg is to be 300% wide")
    assert built.warnings.count("WARNING") == 1


def test_a_formula_without_operators_is_no_wider_than_the_line(build: Build, write_book: Write) -> None:
    """Names in a row are never broken, and limits stand beside them within a line."""
    tex = r"\lim_{x\to 0}\max_x\sup\inf\det\gcd\Pr\arg\min\log_2\operatorname{sgn}x\operatorname*{argmax}_x"
    built = chapter(
        build, write_book, f"# C\n\nThe 50 ${tex}$ and $a + {tex} y = b$.\n\n$$\n{tex}\n$$\n", "large-print"
    )
    assert page_faults(built.file("*.pdf")) == []
    assert len(re.findall(r"index\.md:[35]: WARNING: a part of the formula is wider", built.warnings)) == 3

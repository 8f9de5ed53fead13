"""Values of chapters that are written into Typst, XML and page heads → text in every edition, and never code."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from attempt import Attempt

ENDS = ('"), ..panic("ran"), ("', "]#panic('ran')[", ')#panic("ran")(', '$#panic("ran")$', '\\"#panic("ran")')

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000050001"
    "0d0a2db40000000049454e44ae426082"
)

RESULT = "42042"
"""What the code in the values prints if it runs."""

FORMULAS = r"""# A

Words of formulas.

$\text{#(6 * 7 * 1001)}$ $\text{"; #(6 * 7 * 1001) "}$ $\mathrm{\#(6*7*1001)}$ $\operatorname{\#(6*7*1001)}$ $\text{\\"#(6 * 7 * 1001)}$
$\mbox{$#(6 * 7 * 1001)$}$ $x_{\text{]#(6 * 7 * 1001)[}}$ $\textcolor{red); #(6 * 7 * 1001)}{x}$ $\hspace{1em); #(6 * 7 * 1001)}$

<math><mi>#(6 * 7 * 1001)</mi><mtext>"); #(6 * 7 * 1001)</mtext><mo>\")#(6 * 7 * 1001)</mo></math>

<math><mspace width='1em); #(6 * 7 * 1001) #h(1pt'/><mi>x</mi><mfrac linethickness='1pt); #(6 * 7 * 1001) ('><mi>a</mi><mi>b</mi></mfrac></math>

<math><mo minsize='1em, #(6 * 7 * 1001)' maxsize='#(6 * 7 * 1001)' stretchy='true'>(</mo><mi mathvariant='bold"); #(6 * 7 * 1001)'>x</mi></math>

<math><mtable columnalign='left, #(6 * 7 * 1001)' rowspacing='1em); #(6 * 7 * 1001)'><mtr><mtd columnspan='2, #(6 * 7 * 1001)'><mi>y</mi></mtd></mtr></mtable></math>

<math><mstyle mathcolor='red"), #(6 * 7 * 1001)' mathsize='2em); #(6 * 7 * 1001)' scriptlevel='1); #(6 * 7 * 1001)'><mi>z</mi></mstyle><mfenced open='#(6 * 7 * 1001)' close='"#(6 * 7 * 1001)' separators='"]#(6 * 7 * 1001)['><mi>u</mi><mi>v</mi></mfenced></math>

<math><menclose notation='box); #(6 * 7 * 1001) ('><mi>x</mi></menclose><mpadded width='1em); #(6 * 7 * 1001)' voffset='#(6 * 7 * 1001)'><mi>w</mi></mpadded><ms lquote='"#(6 * 7 * 1001)' rquote='\'>s</ms></math>

The end of formulas.
"""

NAMES = """---
title: '"); #(6 * 7 * 1001) //'
description: '\\"); #(6 * 7 * 1001)'
lang: en
---
(a"]#(6 * 7 * 1001)[)=
# A `"]#(6 * 7 * 1001)`

Words of names.[^"#(6 * 7 * 1001)]

[^"#(6 * 7 * 1001)]: A note.

```{index} single: "#(6 * 7 * 1001); \\"#(6 * 7 * 1001)
```

```{glossary}
"); #(6 * 7 * 1001) //
  A term.
```

```{code-block} "); #(6 * 7 * 1001) //
:caption: '"); #(6 * 7 * 1001)'
:name: n"#(6 * 7 * 1001)
:lineno-start: 5
x
```

```{table} "]#(6 * 7 * 1001)[
:name: t"#(6 * 7 * 1001)

| a |
| - |
| b |
```

```{eval-rst}
.. py:function:: f(x="#(6 * 7 * 1001)", y=')#(6 * 7 * 1001)(') -> "]#(6 * 7 * 1001)["

   Words.

.. versionadded:: 1"); #(6 * 7 * 1001) //

.. describe:: "); #(6 * 7 * 1001) //

.. productionlist:: g
   a: "#(6 * 7 * 1001)" | `b`

.. topic:: "]#(6 * 7 * 1001)[

   Words.

.. [C#(6] A citation.
```

The end of names.
"""

PICTURES = (
    'a"); #(6 * 7 * 1001) (".png',
    "b\\u{22}); #(6 * 7 * 1001).png",
    "c\\.png",
    "d%2F%2Fe.png",
    'f\\"#(6 * 7 * 1001).png',
    "-g $x$ `h` @i <j>.png",
)


def printed(folder: Path, *, must: str = "") -> str:
    """What is wrong with the words of all PDFs."""
    found = ""
    for path in sorted((folder / "_build").rglob("*.pdf")):
        with pypdfium2.PdfDocument(path) as book:
            found += "".join(page.get_textpage().get_text_bounded() for page in book)
    if RESULT in found:
        return "a value of the chapter ran as Typst"
    return "" if must in " ".join(found.split()) else f"“{must}” is not printed"


SIZES = "<svg xmlns='http://www.w3.org/2000/svg' width='%s' height='%s' viewBox='%s'><text x='1' y='9' font-size='%s'>Words</text></svg>"

DRAWINGS = {
    "endless.svg": SIZES % ("1e308", "1e308", "0 0 1e308 1e308", "1e308"),
    "nothing.svg": SIZES % ("1e-320", "1e-320", "0 0 1e-320 1e-320", "1e-320"),
    "negative.svg": SIZES % ("10", "10", "0 0 -1 -1", "-5"),
    "none.svg": SIZES % ("nan", "inf", "nan nan inf inf", "nan"),
    "more.svg": SIZES % ("9" * 400, "1", "0 0 " + "9" * 400 + " 1", "9" * 400),
    "code.svg": SIZES
    % ("10); #(6 * 7 * 1001)", "10", "0 0 10); #(6 * 7 * 1001) 10", "5pt); #(6 * 7 * 1001)"),
}

PAMPHLET = """---
pamphlet: leaflet
---
# Leaflet

## Part

Words of the leaflet.

```{raw} html typst
#(6 * 7 * 1001)
```

```{raw} TYPST
#(6 * 7 * 1001)
```

```{eval-rst}
.. role:: piece(raw)
   :format: typst latex

A :piece:`#(6 * 7 * 1001)` piece.

.. |piece| raw:: typst

   #(6 * 7 * 1001)
```
"""

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "code-in-formulas",
        "generated-code",
        "ends a string or a formula of Typst from within TeX, and from MathML in raw HTML",
        {
            "book/code-in-formulas/index.md": "---\nmyst:\n  enable_extensions: [dollarmath]\n---\n# Formulas\n\n"
            r"""$\text{a", #panic("ran"), "}$ $\operatorname{lim\"+panic()}$ $\mathrm{"#panic()}$

$$x \tag{1"), ..panic("ran"), ("}$$

$\mathbf{\#panic()}$ $\left\# x \right]$ $\newcommand{\a}[1]{\text{#1}} \a{#panic('ran')}$

$\unicode{x22}\text{\\"#panic("ran")}$ $\overset{"#panic()"}{x}$ $\hspace{1em, ..panic()}$ $\color{red)#panic(}x$

<math><mi>#panic("ran")</mi><mo>"#panic()</mo><mspace width="1em)#panic()(em"/><ms lquote="]#panic()">\</ms><mtable class="align"><mtr><mtd columnalign="#panic()"><mi>&amp;</mi></mtd></mtr></mtable><mover><mi>x</mi><mo>"</mo></mover><mfrac linethickness="0#panic()"><mn>1;#panic()</mn><mn>"</mn></mfrac></math>

Words at the end of formulas.
"""
        },
        keeps=("Words at the end of formulas.",),
    ),
    Attempt(
        "code-in-index-glossary-and-captions",
        "generated-code",
        "ends arguments by entries of the index, terms, captions, options and languages of code",
        {
            "book/code-in-index-glossary-and-captions/index.rst": "Entries\n=======\n\n"
            + "".join(
                f".. index:: pair: a{end.replace(';', ' ')}{n}; b{end}\n   see: c{n}{end}; d{end}\n\n"
                for n, end in enumerate(ENDS)
            )
            + ".. glossary::\n\n"
            + "".join(f"   t{n}{end}\n      Said {end}.\n" for n, end in enumerate(ENDS))
            + "".join(
                f'\n.. code-block:: x{n}"),panic("ran")\n   :caption: {end}\n   :name: n{n}{end}\n   :lineno-start: 3\n\n   code {end}\n'
                for n, end in enumerate(ENDS)
            )
            + "".join(
                f"\n.. list-table:: {end}\n   :name: l{n}{end}\n   :widths: 10 90\n\n   * - {end}\n     - ``{end}``\n"
                for n, end in enumerate(ENDS)
            )
            + "\nWords at the end of entries.\n"
        },
        keeps=("Words at the end of entries.",),
    ),
    Attempt(
        "code-in-a-pamphlet",
        "generated-code",
        "ends arguments by the description, the title and the sections of a pamphlet",
        {
            "book/leaf.md": '---\npamphlet: leaflet\norphan: true\ndescription: \'", more: panic("ran"), a: "\'\nlang: \'en"\'\n'
            "keywords: ']#panic()['\n---\n# Leaf \"), ..panic(\"ran\") ]#panic('ran')[\n\nWords.\n\n"
            '## Part ]#panic(\'ran\')[\n\n{abbr}`A ("), ..panic("ran"))` and words.\n\n'
            '## Other \\"#panic()\n\n1. one ]#panic()[\n2. two\n',
        },
        (("build", "pamphlet", "html"),),
        shares=False,
    ),
    Attempt(
        name="formulas-that-are-code",
        kind="generated-code",
        tries="Text, names, colours and lengths in TeX and in MathML become Typst that runs.",
        files={"book/formulas-that-are-code/a.md": FORMULAS},
        keeps=("Words of formulas.", "The end of formulas."),
        holds=lambda folder: printed(folder, must="The end of formulas."),
    ),
    Attempt(
        name="names-that-are-code",
        kind="generated-code",
        tries="Titles, labels, terms, index entries, captions, signatures and languages of code become Typst that runs.",
        files={"book/names-that-are-code/a.md": NAMES},
        keeps=("Words of names.", "The end of names."),
        holds=lambda folder: printed(folder, must="The end of names."),
    ),
    Attempt(
        name="pictures-whose-names-are-code",
        kind="generated-code",
        tries="The name of a picture ends the string that it stands in, or is read as an escape of Typst.",
        files={
            "book/pictures-whose-names-are-code/a.md": "# A\n\nWords of pictures.\n\n```{eval-rst}\n"
            + "".join(f".. image:: {name.replace(chr(92), chr(92) * 2)}\n   :alt: x\n\n" for name in PICTURES)
            + "```\n\nThe end of pictures.\n",
            **{f"book/pictures-whose-names-are-code/{name}": PNG for name in PICTURES},
        },
        keeps=("The end of pictures.",),
        holds=lambda folder: printed(folder, must="The end of pictures."),
    ),
    Attempt(
        "code-in-a-language-class",
        "generated-code",
        "ends the list of arguments by the class of a passage in another language",
        {
            "book/code-in-a-language-class/index.md": "---\nmyst:\n  enable_extensions: [attrs_inline, attrs_block, colon_fence]\n---\n"
            "# Classes\n\n"
            + "".join(
                f"[word {n}]{{class='lang-{end}'}} [w]{{class='lang-en-{end.replace(' ', '')}'}}\n\n"
                for n, end in enumerate(ENDS)
                if "'" not in end
            )
            + "".join(f":::{{container}} lang-en-{end}\nBlock {n}.\n:::\n\n" for n, end in enumerate(ENDS))
            + '```{eval-rst}\n.. container:: lang-de"),..panic("ran"),("\n\n   In reST.\n```\n\nWords at the end of classes.\n'
        },
        keeps=("Words at the end of classes.",),
    ),
    Attempt(
        "code-in-what-is-said-of-a-page",
        "generated-code",
        "ends arguments by front matter, captions of contents and names of reviewers",
        {
            "book/code-in-what-is-said-of-a-page/index.md": "---\n"
            'keywords: \'a", ), ..panic("ran"), ("b, ]#panic()[\'\n'
            'description: \'"], ..panic("ran"), ["\'\n'
            'lang: \'en-"), ..panic("ran"), ("\'\n'
            'last_reviewed: \'"#panic("ran")\'\n'
            "clinical_review: {name: ']#panic(\"ran\")[{names}{0.__class__}', role: '\"', date: '2026-01-01'}\n"
            "---\n# Said\n\n"
            '```{toctree}\n:caption: ]#panic(\'ran\')[ "), ..panic("ran"), ("\n\nlower\n```\n\nWords at the end of what is said.\n',
            "book/code-in-what-is-said-of-a-page/lower.md": '# ]#panic(\'ran\')[ "), ..panic("ran") `"]#panic()`\n\nLower words.\n',
        },
        keeps=("Words at the end of what is said.", "Lower words."),
    ),
    Attempt(
        name="drawings-of-no-size",
        kind="generated-code",
        tries="Sizes of a drawing that are no numbers, or none that Typst knows, end in its source or end the book.",
        files={
            "book/drawings-of-no-size/a.md": "# A\n\n"
            + "".join(f"![words]({name})\n\n" for name in DRAWINGS)
            + "The end of drawings.\n",
            **{f"book/drawings-of-no-size/{name}": text for name, text in DRAWINGS.items()},
        },
        commands=(("build", "html", "epub", "pdf", "large-print"),),
        shares=False,
        keeps=("The end of drawings.",),
        holds=lambda folder: printed(folder, must="The end of drawings."),
    ),
    Attempt(
        name="raw-typst-in-a-leaflet-by-other-ways",
        kind="generated-code",
        tries="Raw Typst among several formats, in capitals, by a role and by a substitution gets into a pamphlet.",
        files={"book/raw-typst-in-a-leaflet-by-other-ways/a.md": PAMPHLET},
        commands=(("build", "pamphlet"),),
        shares=False,
        holds=printed,
    ),
)

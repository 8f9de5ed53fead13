"""Generated chapters: all constructs that a chapter may hold, nested at random.

Every piece of text for readers holds a word of its own (`zq17x`), of which it is known which editions must say it.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st
from PIL import Image

ALL = frozenset({"html", "epub", "pdf"})

DEEPEST = 3
Draw = st.DrawFn
Lines = list[str]


def png(width: int, height: int, mode: str = "RGB") -> bytes:
    """A picture that is no file of anybody."""
    out = io.BytesIO()
    Image.new(mode, (width, height), 120 if mode in {"L", "I;16"} else None).save(out, "PNG")
    return out.getvalue()


def other(kind: str) -> bytes:
    """The same in another format."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 90)).save(out, kind)
    return out.getvalue()


def damaged() -> bytes:
    """A PNG whose colour profile has a wrong checksum, as many on the web have."""
    whole = png(40, 40)
    body = b"iCCPbad\0\0" + zlib.compress(b"nothing")
    return whole[:33] + struct.pack(">I", len(body) - 4) + body + b"\0\0\0\0" + whole[33:]


PICTURES = {
    "pics/plain.png": png(120, 80), "pics/wide.png": png(3000, 30), "pics/tall.png": png(20, 2400),
    "pics/grey.png": png(50, 50, "L"), "pics/alpha.png": png(50, 50, "RGBA"), "pics/tiny.png": png(1, 1),
    "pics/photo.jpg": other("JPEG"), "pics/old.gif": other("GIF"), "pics/web.webp": other("WEBP"),
    "pics/with blank.png": png(30, 30), "pics/schön.png": png(30, 30), "pics/damaged.png": damaged(), "pics/new.avif": other("AVIF"),
    "pics/drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><title>T</title>'
    b'<rect width="90" height="60" fill="#ccc"/><text x="5" y="30" font-size="14">Leg</text></svg>',
}  # fmt: skip
SOURCES = r"""
@article{one, author = {{\"O}lund, Åsa and M{\"u}ller, B. and others}, title = {{zqsource1x} of {DNA} \& $x^2$}, journal = {J. of Legs}, year = 2020}
@book{two, author = {{World Health Organization}}, title = {{zqsource2x}: 50\% <b>}, publisher = {WHO}, year = {2019}, isbn = {978-1}}
@misc{three-3, title = {{zqsource3x}}, url = {https://example.org/a_b?c=1&d=~e}, doi = {10.1000/a<b>(c)}, note = {Seen \today}}
@inproceedings{four, author = {Abū Bakr, ع.}, title = {{zqsource4x}}, booktitle = {Proc.}, year = 2021, pages = {1--2}}
"""
FILES: dict[str, bytes] = {
    **PICTURES,
    "data/sheet.pdf": b"%PDF-1.4 no real one",
    "data/included.txt": b"Included words with *emphasis*.\n",
    "data/table.csv": b"A,B\n1,2\n3,4\n",
    "data/code.py": b"def run():\n    return 1\n",
    "data/sources.bib": SOURCES.encode(),
}
CONF = """
project = "Random & <book>"
author = "A. Nobody"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "pamphleteer"]
bibtex_bibfiles = ["data/sources.bib"]
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_image",
    "substitution", "tasklist", "strikethrough",
]
myst_substitutions = {"clinic": "the *Ash* clinic"}
exclude_patterns = ["data", "_build"]
html_theme = "alabaster"
numfig = True
"""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@dataclass
class Draft:
    """A book while it is drawn."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    """Word → the editions that must say it."""
    labels: list[tuple[str, str]] = field(default_factory=list)
    """Kind (`section`, `figure`, `table`, `code`, `math`, `text`) and name."""
    terms: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    editions: frozenset[str] = ALL
    notes: list[str] = field(default_factory=list)
    """Notes of the page, to be written at its end."""
    count: int = 0

    def new(self) -> int:
        """A number that nothing has yet."""
        self.count += 1
        return self.count

    def word(self, editions: frozenset[str] = ALL) -> str:
        """A word that must be said."""
        word = f"zq{self.new()}x"
        self.words[word] = editions & self.editions
        return word

    def label(self, kind: str) -> str:
        """A name that later text may refer to."""
        name = f"{kind}-{self.new()}"
        self.labels.append((kind, name))
        return name


Block = Callable[[Draw, Draft, int], Lines]


def filled(template: str, d: Draft) -> str:
    """A template with a new word for each `WORD`."""
    return re.sub("WORD", lambda _found: d.word(), template)


# Within a line

SIMPLE = (
    "*WORD*", "**WORD**", "`WORD`", "~~WORD~~", "{kbd}`WORD`", "{abbr}`WORD (what it means)`", "H{sub}`WORD`", "x{sup}`WORD`",
    "{guilabel}`WORD`", "{menuselection}`WORD --> B`", "{bdg-primary}`WORD`", "WORD {index}`of legs`", "WORD <br> after",
    "<span class='a'>WORD</span>", "[WORD]{.lang-he}", "WORD\\\nnext", "{file}`WORD`", "{dfn}`WORD`", "{strong}`WORD`",
    "WORD {cite:p}`one`", "{cite:t}`two,three-3` WORD",
    "WORD {footcite:p}`four`", "***WORD* WORD**", "[**WORD**](https://example.org)", "**[WORD](https://example.org)**", "{command}`WORD`", "{ref}`genindex`",
)  # fmt: skip
ODD = (
    "WORD שלום עולם", "WORD مرحبا بالعالم", "WORD нога πόδι", "WORD 脚が痛い。", "WORD 다리", "WORD e\u0301te\u0301", "WORD 😀", "WORD ½ µg ≥ 5 °C",
    "“WORD”…", f"WORD {LONG}", "WORD $\\frac{a}{b} \\le \\bar x_n$", "WORD #set \\$5 @x <y> `a`", "WORD {{ clinic }}", "WORD&nbsp;&copy; 1 < 2",
    "WORD so\u00adft\u200bzero", "WORD C:\\\\a\\_b_c", "https://example.org/" + "a" * 70, "WORD ---- ... 'q' \"r\"", "![alt](/pics/tiny.png)",
    "![alt](/pics/photo.jpg)", "WORD,WORD;WORD", "WORD\u2028WORD", "WORD $x$WORD", "WORD [^none]", "WORD \\*no\\* \\#",
    "WORD 𒀀 ꯍ ᜀ क्षि", "![badge](https://example.org/badge.svg)", "![](/pics/sch%C3%B6n.png)", "![alt](/pics/new.avif)", "[WORD](doi:10.1000/182)",
    "[WORD](nothing.md) [WORD](#nothing)", '<a href="https://example.org/">WORD', "<b>WORD",
)  # fmt: skip
TITLES = (
    "WORD", "WORD", "WORD", f"WORD {LONG}", "*WORD* and `code`", "WORD $\\frac{a}{b}$", "WORD {index}`of it`", "[WORD](https://example.org)",
    "WORD שלום", "WORD 脚", "1. WORD", "WORD ![a](/pics/tiny.png)", "![only](/pics/plain.png)", "WORD & <b> #1", "WORD{sup}`2`", "`WORD`",
    "WORD {term}`genindex`", "{kbd}`WORD`", "WORD <!-- c -->", "WORD: WORD", "WORD " * 14,
    "WORD {cite:p}`one`", "<!-- only a comment -->", "WORD {ref}`genindex`",
)  # fmt: skip


def link(draw: Draw, d: Draft) -> str:
    """Links of all kinds, as far as there is anything to lead to."""
    named = [f"{{ref}}`WORD <{name}>`" for kind, name in d.labels if kind in {"section", "text"}][-2:]
    numbered = [f"{{numref}}`{name}`" for kind, name in d.labels if kind in {"figure", "table", "code"}][-2:]
    formulas = [f"{{eq}}`{name}`" for kind, name in d.labels if kind == "math"][-1:]
    pages = [f"[WORD](/{name}.md)" for name in d.pages[-2:]]
    terms = [f"{{term}}`{name}`" for name in d.terms[-2:]]
    plain = (
        "[WORD](https://example.org/a_b?c=1&d=(e))",
        "<https://example.org/x>",
        "{download}`WORD </data/sheet.pdf>`",
    )
    return filled(draw(st.sampled_from((*plain, *named, *numbered, *formulas, *pages, *terms))), d)


def note(_draw: Draw, d: Draft) -> str:
    """A footnote."""
    name = f"n{d.new()}"
    d.notes += [f"[^{name}]: {d.word()} in a note.", ""]
    return f"{d.word()}[^{name}]"


def text(draw: Draw, d: Draft, most: int = 4) -> str:
    """Some words on a line."""
    found = [d.word()]
    for _ in range(draw(st.integers(1, most))):
        kind = draw(st.integers(0, 5))
        if kind == 0:
            found.append(d.word())
        elif kind in {1, 2}:
            found.append(filled(draw(st.sampled_from(SIMPLE if kind == 1 else ODD)), d))
        else:
            found.append((link, note, link)[kind - 3](draw, d))
    return " ".join(found)


def line(draw: Draw, d: Draft, most: int = 2) -> str:
    """The same on one line, as cells and titles want it."""
    return re.sub(r"\\?\n", " ", text(draw, d, most))


# Blocks


def indented(lines: Lines, by: int) -> Lines:
    """Lines further in."""
    return [" " * by + one if one else "" for one in lines]


def fenced(name: str, argument: str, options: Lines, body: Lines) -> Lines:
    """A directive whose fence is longer than those in it."""
    fences = [len(found[0]) for found in (re.match(r"\s*(?:[-*] )*:{3,}", one) for one in body) if found]
    inner = max(
        (one.count(":") for one in (re.sub(r"[^:].*", "", one.strip(" -*")) for one in body)), default=0
    )
    fence = ":" * (max(inner, 2) + 1) if fences else ":::"
    return [f"{fence}{{{name}}} {argument}".rstrip(), *options, *([""] if options else []), *body, fence, ""]


def paragraph(draw: Draw, d: Draft, _depth: int) -> Lines:
    """A paragraph, now and then a long one."""
    many = draw(st.sampled_from((1, 1, 1, 12)))
    return [*(text(draw, d) for _ in range(many)), ""]


def heading(draw: Draw, d: Draft, level: int) -> Lines:
    """A title with anything in it."""
    label = [f"({d.label('section')})="] if draw(st.booleans()) else []
    title = filled(draw(st.sampled_from(TITLES)), d) if draw(st.integers(0, 5)) else note(draw, d)
    return [
        *label,
        f"{'#' * level} {title.replace('genindex', d.terms[-1]) if d.terms else title.replace('{term}`genindex`', '')}",
        "",
    ]


def bullets(draw: Draw, d: Draft, depth: int) -> Lines:
    """Lists, loose and tight, with blocks in their items."""
    mark = draw(st.sampled_from(("- ", "1. ", "7) ", "- [ ] ", "* ")))
    found: Lines = []
    for _ in range(draw(st.integers(1, 3))):
        body = [text(draw, d)]
        if depth < DEEPEST and draw(st.booleans()):
            body += ["", *blocks(draw, d, depth + 1, most=1)]
        body = split(body)
        found += [mark + body[0], *indented(body[1:], 3 if mark[0] in "17" else 2)]
    return [*found, "", "<!-- -->", ""]


def split(lines: Lines) -> Lines:
    """Lines without line ends in them."""
    return [part for one in lines for part in one.split("\n")]


BOXES = (
    "note",
    "warning",
    "danger",
    "tip",
    "seealso",
    "important",
    "admonition",
    "topic",
    "sidebar",
    "dropdown",
    "card",
)
TITLED = frozenset({"admonition", "topic", "sidebar", "dropdown", "card"})


def admonition(draw: Draw, d: Draft, depth: int) -> Lines:
    """Boxes."""
    kind = draw(st.sampled_from(BOXES))
    kind = "note" if kind in {"topic", "sidebar"} and depth else kind
    return fenced(kind, line(draw, d, 1) if kind in TITLED else "", [], blocks(draw, d, depth + 1, most=2))


def items(draw: Draw, d: Draft, depth: int, kind: str) -> Lines:
    """Tabs or cards."""
    many = draw(st.integers(1, 3))
    return split(
        [one for _ in range(many) for one in fenced(kind, d.word(), [], blocks(draw, d, depth + 1, most=1))]
    )


def conditional(draw: Draw, d: Draft, depth: int) -> Lines:
    """What stands in some editions only; nothing outside refers to it."""
    tags = {
        "html": {"html", "epub"},
        "epub": {"epub"},
        "draft": set(),
        "html or epub": {"html", "epub"},
        "not html": {"pdf"},
    }
    tag = draw(st.sampled_from(sorted(tags)))
    before, labels, terms = d.editions, list(d.labels), list(d.terms)
    d.editions = before & frozenset(tags[tag])
    body = blocks(draw, d, depth + 1, most=2)
    d.editions, d.labels, d.terms = before, labels, terms
    return fenced("only", tag, [], body)


def container(draw: Draw, d: Draft, depth: int) -> Lines:
    """What holds blocks without being a box."""
    kind = draw(
        st.sampled_from(
            ("quote", "tabs", "grid", "only", "div", "definition", "epigraph", "container", "compound")
        )
    )
    if kind == "tabs":
        return fenced("tab-set", "", [], items(draw, d, depth, "tab-item"))
    if kind == "grid":
        return fenced("grid", "1 2 2 3", [], items(draw, d, depth, "grid-item-card"))
    if kind == "only":
        return conditional(draw, d, depth)
    body = split(blocks(draw, d, depth + 1, most=2))
    if kind == "quote":
        return [*(f"> {one}".rstrip() for one in body), "", ""]
    if kind == "definition":
        return [line(draw, d, 1), f": {d.word()}", "", *indented(body, 2), ""]
    argument = draw(st.sampled_from(("lang-he", "lang-ja", "own"))) if kind in {"div", "container"} else ""
    return fenced(kind, argument, [], body)


def figure(draw: Draw, d: Draft, depth: int) -> Lines:
    """Figures and pictures of all kinds and sizes, with captions and legends."""
    path = "/" + draw(st.sampled_from(sorted(PICTURES)))
    width = draw(st.sampled_from(("", "", "50%", "40px", "900px", "3cm")))
    options = [":alt: A picture", *([f":width: {width}"] if width else [])]
    if draw(st.booleans()):
        return fenced("image", path, options, [])
    options += [f":name: {d.label('figure')}"] if draw(st.booleans()) else []
    legend = ["", *blocks(draw, d, depth + 1, most=1)] if depth < DEEPEST and draw(st.booleans()) else []
    return fenced("figure", path, options, split([line(draw, d), *legend]))


def table(draw: Draw, d: Draft, depth: int) -> Lines:
    """Tables in all forms."""
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    kind = draw(st.sampled_from(("pipes", "list", "list", "csv", "spans")))
    if kind == "pipes":
        lines = [
            "| " + " | ".join(line(draw, d).replace("|", "") for _ in range(columns)) + " |"
            for _ in range(rows)
        ]
        align = draw(st.sampled_from(("---", ":-:", "--:")))
        return [lines[0], f"|{align}" + "|---" * (columns - 1) + "|", *lines[1:], ""]
    options = [f":name: {d.label('table')}"] if draw(st.booleans()) else []
    if kind == "csv":
        ends = st.sampled_from(("a", LONG, "脚", "1,5"))
        lines = [",".join(f'"{d.word()} {draw(ends)}"' for _ in range(columns)) for _ in range(rows)]
        return fenced(
            "csv-table", line(draw, d, 1), [*options, *([":header-rows: 1"] if rows > 1 else [])], lines
        )
    if kind == "spans":
        border = "+------------+-----+"
        first = f"| {d.word():<10} | x   |"
        rest = [f"| {d.word():<10} | b   |", "+            +-----+", "|            | c   |"]
        return ["```{eval-rst}", border, first, border, *rest, border, "```", ""]
    return list_table(draw, d, depth, options, (columns, rows))


def list_table(draw: Draw, d: Draft, depth: int, options: Lines, size: tuple[int, int]) -> Lines:
    """A table whose cells hold blocks."""
    columns, rows = size
    if rows > 1 and columns > 1:
        options = options + draw(
            st.sampled_from(
                ([], [":header-rows: 1"], [":stub-columns: 1"], [":header-rows: 1", ":stub-columns: 1"])
            )
        )
    options = options + draw(
        st.sampled_from(([], [":widths: auto"], [f":widths: {' '.join(['10'] + ['90'] * (columns - 1))}"]))
    )
    body: Lines = []
    for _row in range(rows):
        for column in range(columns):
            deep = depth < DEEPEST and draw(st.integers(0, 3)) == 0
            inner = split(blocks(draw, d, depth + 1, most=1) if deep else [text(draw, d, 2)])
            body += [("  - " if column else "* - ") + inner[0], *indented(inner[1:], 4)]
    return fenced("list-table", line(draw, d, 1), options, body)


def code(draw: Draw, d: Draft, _depth: int) -> Lines:
    """Listings."""
    options = [
        *([":linenos:"] if draw(st.booleans()) else []),
        *([":emphasize-lines: 1"] if draw(st.booleans()) else []),
    ]
    options += [f":caption: {d.word()}", f":name: {d.label('code')}"] if draw(st.booleans()) else []
    language = draw(st.sampled_from(("python", "text", "console", "json")))
    last = draw(st.sampled_from(("x = 1", "\tTab", "long = " + "a" * 120, "مرحبا", "```", "{% x %}", "")))
    return [f"````{{code-block}} {language}", *options, "", f"# {d.word()}", last, "````", ""]


FORMULAS = (
    r"\sum_{i=1}^n x_i^2", r"\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}", r"a = b", r"\text{dose} = \frac{m}{V}", r"\unknowncommand{x}",
    r"\begin{aligned}a &= b \\ c &= d\end{aligned}", r"\begin{aligned}a\\b\end{aligned}", r"\sup\inf\det\gcd\Pr\arg" * 6,
    r"\begin{aligned}" + r" \\ ".join(f"x_{n} &= {n}" for n in range(60)) + r"\end{aligned}", "+".join(f"x_{{{n}}}" for n in range(40)), r"\bar x_n \hat{y}",
)  # fmt: skip


def formula(draw: Draw, d: Draft, _depth: int) -> Lines:
    """Formulas of their own."""
    tex = draw(st.sampled_from(FORMULAS))
    if draw(st.booleans()):
        return ["```{math}", f":label: {d.label('math')}", "", tex, "```", ""]
    return draw(
        st.sampled_from(
            (["$$", tex, "$$", ""], [r"\begin{align}", r"a &= b \\", "c &= d", r"\end{align}", ""])
        )
    )


def glossary(draw: Draw, d: Draft, depth: int) -> Lines:
    """Terms."""
    if d.editions != ALL:
        return paragraph(draw, d, depth)
    body: Lines = []
    for _ in range(draw(st.integers(1, 3))):
        term = d.word()
        body += [term, *indented([line(draw, d)], 2), ""]
        d.terms.append(term)
    return fenced("glossary", "", [":sorted:"] if draw(st.booleans()) else [], body)


RST = "```{{eval-rst}}\n{}\n```\n"
PLAIN = (
    ":::{rubric} WORD\n:::\n", ":::{centered} WORD\n:::\n", ":::{versionadded} 2.0 WORD\n:::\n",
    ":::{hlist}\n:columns: 2\n\n- WORD\n- WORD\n- WORD\n:::\n", "<div><p>WORD <b>WORD</b></p></div>\n",
    "<details><summary>WORD</summary><p>WORD</p></details>\n", "```{raw} latex\n\\newpage\n```\n", "% a comment\n", "---\n",
    ":Field WORD: WORD\n", RST.format("| WORD\n|   WORD"), RST.format("-a FILE  WORD\n--long  WORD"), RST.format(">>> WORD\n1"),
    RST.format(".. py:function:: run(a, b)\n   :no-index:\n\n   WORD"), '```{productionlist}\nrule: "a" | "b"\n```\n',
    ":::{acks}\n- WORD\n- WORD\n:::\n", "```{index} single: deep; leg\n```\n\nWORD\n", "```{index} see: arm; leg\n```\n\nWORD\n",
    "```{meta}\n:keywords: a\n```\n", "```{highlight} python\n```\n", "```{tabularcolumns} |l|l|\n```\n\n| WORD | b |\n|---|---|\n| 1 | WORD |\n",
    "```{include} /data/included.txt\n```\n", "```{literalinclude} /data/code.py\n:caption: WORD\n```\n",
    "```{csv-table} WORD\n:file: /data/table.csv\n```\n", "```{button-link} https://example.org\nWORD\n```\n",
    "before ![alt](/pics/plain.png) WORD\n", "```{raw} html\n<hr>\n```\n", "<img src='/pics/plain.png' alt='x'>\n", "\n",
    "```{contents}\n:local:\n```\n", "````{admonition} WORD\n:class: dropdown\n\nWORD\n````\n", ":::{only} html\n:::\n", ":::{div}\n:::\n",
    "{.own #a-place}\nWORD\n", "# \n", "#### WORD\n",
    "<table><tbody><tr><td>WORD</table>\n", "<table><tr><td>WORD</td></tr><caption>WORD</caption></table>\n",
    '<svg viewBox="0 0 9 9" data-a="1" odd="2"><title>T</title><rect width="9" height="9" inkscape:label="x"/></svg>\n',
    "```{code-block} python\n:caption: WORD\n\na = 1\n```\n\n```{code-block} python\nb = 2\n```\n",
    ":::{only} draft\n```{toctree}\n/unlisted\n```\n:::\n", "```{figure} https://example.org/a.png\nWORD\n```\n", "WORD\n: WORD\n: WORD\n", "1. WORD\n1. WORD\n\n   WORD\n", "- - - WORD\n", "> WORD\n> > WORD\n",
)  # fmt: skip
WITHIN = tuple(one for one in PLAIN if not one.startswith(("---", "#", "```{contents", "{.own")))
"""What may stand in boxes."""


def plain(draw: Draw, d: Draft, depth: int) -> Lines:
    """The rest: what stands for itself."""
    if draw(st.integers(0, 9)) == 0:
        name = d.label("text")
        return [f"({name})=", d.word(), ""]
    label = [f"({d.label('text')})=", ""] if draw(st.integers(0, 9)) == 0 and not depth else []
    return split([*label, filled(draw(st.sampled_from(WITHIN if depth else PLAIN)), d), ""])


def citation(_draw: Draw, d: Draft, _depth: int) -> Lines:
    """A source as reStructuredText has it."""
    name, word = f"Source{d.new()}", d.word()
    return [RST.format(f"{d.word()} [{name}]_\n\n.. [{name}] {word} in a source."), ""]


def long(draw: Draw, d: Draft, _depth: int) -> Lines:
    """What is taller than a page: a row of a table, a legend, a caption, a box."""
    many = [d.word() for _ in range(60)]
    kind = draw(st.sampled_from(("row", "legend", "caption", "box")))
    if kind == "caption":
        return fenced("figure", "/pics/plain.png", [":alt: A picture"], [" ".join(many * 5)])
    paragraphs = [line for word in many for line in (f"{word} in a paragraph.", "")]
    if kind == "row":
        return fenced("list-table", "", [], ["* - " + paragraphs[0], *indented(paragraphs[1:], 4), "  - b"])
    if kind == "legend":
        return fenced("figure", "/pics/plain.png", [":alt: A picture"], ["Caption", "", *paragraphs])
    return fenced("note", "", [], paragraphs)


def blocks(draw: Draw, d: Draft, depth: int = 0, most: int = 5) -> Lines:
    """Some blocks, one after the other."""
    leaves: tuple[Block, ...] = (paragraph, paragraph, code, formula, figure, plain, plain, plain)
    holders: tuple[Block, ...] = (bullets, admonition, container, table) if depth < DEEPEST else ()
    top: tuple[Block, ...] = (glossary, citation, long) if depth == 0 else ()
    kinds = st.sampled_from(leaves + holders + top)
    return split([one for _ in range(draw(st.integers(1, most))) for one in draw(kinds)(draw, d, depth)])

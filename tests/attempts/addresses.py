"""Links that are made late, or by others than docutils → only addresses that lead somewhere, in every edition."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from attempt import Attempt


def pages_of_site(folder: Path) -> list[Path]:
    """All pages."""
    return sorted((folder / "_build/html").rglob("*.html"))


def no_command_of_tex(folder: Path) -> str:
    """Whether a formula of the site would be made a link to a script by the program that sets it, or of the e-book is one."""
    for path in pages_of_site(folder):
        if re.search(r"\\href\s*\{\s*(java|data|vb)", path.read_text("utf-8")):
            return f"{path.name} hands a link that runs to what sets formulas"
    return odd_links(folder, "links-in-formulas")


def odd_links(folder: Path, name_of_page: str = "") -> str:
    """An address in the e-book, or in some of its pages, whose scheme is none of the web's."""
    for book in (folder / "_build/epub").glob("*.epub"):
        with zipfile.ZipFile(book) as archive:
            for name in archive.namelist():
                if name_of_page in name and name.endswith((".xhtml", ".svg", ".opf", ".ncx")):
                    text = archive.read(name).decode("utf-8", errors="replace")
                    if found := re.search(
                        r'(?:href|src)="((?!https?:|mailto:|tel:|data:image|urn:)[a-zA-Z][\w+.-]*:[^"]*)"',
                        text,
                    ):
                        return f"{name} leads to {found[1][:60]}"
    return ""


CHAPTER = """---
myst:
  enable_extensions: [linkify, attrs_inline, attrs_block, html_image, substitution]
  url_schemes:
    javascript: null
    file: null
    x: "javascript:{{path}}"
    y: {url: "vbscript:{{netloc}}{{path}}", title: "{{path}}", classes: ["a\\" onclick=\\"alert(1)"]}
    https: "data:text/html,{{uri}}"
  all_links_external: true
  html_meta:
    "property=og:url": "javascript:alert(1)"
  substitutions:
    s: "[s](javascript:alert(1))"
---
# A

Words of a chapter.

[a](javascript:alert(1)) [b](x:alert(1)) [c](y://alert/1) [d](file:///etc/passwd) [e](https://x.org/<script>alert(1)</script>)
<javascript:alert(1)> <x:alert(1)> {{ s }} ![i](own.png){target="javascript:alert(1)" href="javascript:alert(1)"}
[f](java&Tab;script&colon;alert(1)) [g](&#1;javascript:alert(1)) [h](jav&#x0A;ascript:alert(1)) [k](feed:javascript:alert(1)) [l](view-source:javascript:alert(1))

[j]: <x:alert(1)> "t"

[j] [words][j]

The end of a chapter.
"""

BIB = r"""
@misc{a, author={A, B}, title={\href{javascript:alert(1)}{T}}, year={2020}, doi={x" onclick="alert(1)}, note={\url{javascript:alert(1)}}}
@misc{b, author={\href{file:///etc/passwd}{B}, C}, title={U}, year={2020}, howpublished={\url{data:text/html,x}}, eprint={javascript:alert(1)}, archiveprefix={x}}
@article{c, author={C, D}, title={V}, journal={\href{vbscript:x}{J}}, year={2020}, doi={javascript:alert(1)}, eprint={1"><script>alert(1)</script>}, pubmed={javascript:alert(1)}, url={ java	script:alert(1)}}
@book{d, author={D, E}, title={<script>alert(1)</script>}, publisher={\href{smb://x/y}{P}}, year={2020}, url={\\evil.test\share}}
"""

CONF = """
project = author = "B"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "pamphleteer"]
bibtex_bibfiles = ["book/own.bib"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""

SHARES = """# A

Words of shares.

[a](<\\\\\\\\evil.test\\\\share>) [b](</\\\\evil.test/share>) [c](<\\\\/evil.test/share>) [d](<c:/Windows/System32/calc.exe>) [e](///evil.test/share)

<p><a href="\\\\evil.test\\share">f</a> <a href="c:/Windows/System32/calc.exe">g</a> <a href="C:\\Windows\\System32\\calc.exe">h</a>
<a href="/\\evil.test/share">i</a> <a href="z:x">j</a> <a href="&bsol;&bsol;evil.test&bsol;share">k</a> <a href="file:\\\\evil.test\\share">l</a></p>

```{eval-rst}
`m <\\\\\\\\evil.test\\\\share>`__ `n <c:/Windows/System32/calc.exe>`__ o_

.. _o: \\\\\\\\evil.test\\\\share
```

The end of shares.
"""

SHARE = re.compile(r"""(?:href|src)=["'](?:[a-z]:|\\\\|/\\|\\/)""", re.IGNORECASE)


def to_shares(folder: Path) -> str:
    """Whether links lead to another machine's files, or to a drive."""
    import pikepdf

    page = folder / "_build/html/shares-and-drives/a.html"
    if page.is_file() and SHARE.search(
        re.sub(r"<p><a href.*?</p>", "", page.read_text("utf-8"), flags=re.DOTALL)
    ):
        return "the site leads to a share or a drive"
    for path in (folder / "_build").rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            notes = [
                note
                for leaf in pdf.pages
                for note in leaf.get("/Annots", [])
                if "/A" in note and "/URI" in note.A
            ]
            addresses = [str(note.A.URI) for note in notes]
        if wrong := [address for address in addresses if re.match(r"\\\\|//|/\\|\\/|[a-zA-Z]:", address)]:
            return f"the PDF leads to {wrong[0]}"
    return ""


GRAPHS = """
extensions = ["myst_parser", "sphinx.ext.graphviz", "pamphleteer"]
project = "B"
html_theme = "alabaster"
"""

RUNS = re.compile(r"""(?:href|src|data)\s*=\s*["']?\s*(?:java|vb)script:""", re.IGNORECASE)


def nothing_runs(folder: Path, name: str = "") -> str:
    """Whether a link of the site, or of a folder of it, runs a script."""
    return next(
        (
            f"{path.name} has a link that runs"
            for path in sorted((folder / "_build/html" / name).rglob("*.html"))
            if RUNS.search(path.read_text("utf-8"))
        ),
        "",
    )


def no_odd_actions(folder: Path) -> str:
    """An action of the PDF that leads to no web address."""
    import pikepdf

    for path in (folder / "_build/pdf").glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            for sheet in pdf.pages:
                for note in sheet.get("/Annots", []):
                    address = str(note.A.URI) if "/A" in note and "/URI" in note.A else ""
                    if address and not re.match(r"(https?|mailto|tel):", address):
                        return f"{path.name} leads to {address[:60]}"
    return ""


BAD = (
    "javascript://x/%0aalert(1)",
    "JaVaScRiPt://x/%0Aalert(1)",
    "vbscript://x",
    "file:///etc/passwd",
    "ms-msdt://x",
    "smb://x/y",
    "data://text/html,x",
    "\x01javascript://x/%0aalert(1)",
)

FORMULAS = r"""# A

Words of formulas.

$\href{javascript:alert(1)}{x}$ $\href{data:text/html,<script>alert(1)</script>}{y}$ $\require{html}\style{background:url({SERVER}/a)}{z}$

$$\href{file:///etc/passwd}{a} \cssId{x" onload="alert(1)}{b} \class{x" onclick="alert(1)}{c} \data{onclick=alert(1)}{d}$$

$\unicode[x;background:url({SERVER}/b)]{65}$ $\includegraphics{{OUTSIDE}/secret.png}$ $\mmlToken{mi}[href="javascript:alert(1)" onclick="alert(1)"]{x}$

```{math}
:label: x"onmouseover="alert(1)
\def\evil{\href{javascript:alert(1)}} \evil{x} \let\other\href \other{vbscript:x}{y} \url{javascript:alert(1)}
```

The end of formulas.
"""

TYPST = """# A

Words of Typst.

```{raw} typst
#link("javascript:alert(1)")[a] #link("file:///etc/passwd")[b] #link("ms-msdt:/id")[c] #link("\\\\\\\\evil.test\\\\share")[d]
#link("  vbscript:x")[e] #link("data:text/html,<script>alert(1)</script>")[f] #show regex("Words"): link("smb://x/y")[Words]
```

The end of Typst.
"""


def in_formulas(folder: Path) -> str:
    """Whether the script that sets formulas in the site would make links of them."""
    page = folder / "_build/html/formulas-that-lead/a.html"
    text = page.read_text("utf-8") if page.is_file() else ""
    found = re.search(r"\\(?:href|style|data)\s*\{(?:javascript|data|file|background|onclick)", text)
    return f"the site gives {found[0]} to the script for formulas" if found else ""


def in_contents(folder: Path) -> str:
    """Whether the navigation of any page of the site leads where no link may."""
    for page in (folder / "_build/html").rglob("*.html"):
        found = re.search(
            r"""href=["']\s*(?:\x01|&#1;)?(?:javascript|vbscript|file|ms-msdt|smb|data):""",
            page.read_text("utf-8"),
            re.IGNORECASE,
        )
        if found:
            return f"{page.name} has {found[0]}"
    return ""


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "links-in-formulas",
        "addresses",
        "writes links in TeX, which the program that sets formulas in a browser makes real",
        {
            "book/links-in-formulas/index.md": "---\nmyst:\n  enable_extensions: [dollarmath, amsmath]\n---\n# Formulas\n\n"
            "$\\href{javascript:alert(1)}{x}$ and {math}`\\href {javascript:alert(2)} {y}`\n\n"
            "$$\\href{data:text/html,x}{z} \\href{c:/windows/x.exe}{w}$$\n\n```{math}\n\\href{vbscript:x}{v}\n```\n\nWords of formulas.\n"
        },
        keeps=("Words of formulas.",),
        holds=no_command_of_tex,
    ),
    Attempt(
        "schemes-of-one-letter",
        "addresses",
        "links formulas and drawings to disks of Windows and to schemes of one letter",
        {
            "book/schemes-of-one-letter/index.md": "# Letters\n\n"
            "<div><math alttext='x'><mi href='c:/windows/system32/calc.exe'>x</mi><mo href='x:y'>+</mo></math></div>\n\n"
            "<div><svg viewBox='0 0 9 9'><title>t</title><a href='c:/x'><path d='M0 0h9'/></a><a href='j&#10;avascript:x'><text>t</text></a></svg></div>\n\n"
            "<p><a href='c:/x'>words</a> <a href='java&Tab;script&colon;x'>more</a> <q cite='x:y'>said</q> <img src='c:/x.png' alt='shown'></p>\n\n"
            "Words of letters.\n"
        },
        keeps=("Words of letters.",),
        holds=lambda folder: odd_links(folder, "schemes-of-one-letter"),
    ),
    Attempt(
        name="schemes-that-a-chapter-allows",
        kind="addresses",
        tries="The front matter of a chapter allows schemes, or turns a harmless one into another by a template.",
        files={"book/schemes-that-a-chapter-allows/a.md": CHAPTER},
        keeps=("Words of a chapter.", "The end of a chapter."),
    ),
    Attempt(
        name="sources-that-lead",
        kind="addresses",
        tries="Titles, notes, journals, numbers and names of a list of sources hold links and HTML.",
        files={
            "conf.py": CONF,
            "book/own.bib": BIB,
            "book/a.md": "# A\n\nWords {cite}`a` {cite:t}`b` {cite:p}`c`.\n\n```{bibliography}\n:all:\n```\n",
        },
        shares=False,
        keeps=("Words",),
    ),
    Attempt(
        name="shares-and-drives",
        kind="addresses",
        tries="An address without a scheme, or with one of a single letter, opens a share of another machine or a program on a drive.",
        files={"book/shares-and-drives/a.md": SHARES},
        keeps=("Words of shares.", "The end of shares."),
        holds=to_shares,
    ),
    Attempt(
        "scripts-in-contents",
        "addresses",
        "lists addresses in the contents, which become links only when links have been looked at",
        {
            "book/scripts-in-contents/index.md": "# Contents\n\n```{toctree}\nrun <javascript://%0aalert(1)>\nvb <VBScript://x>\n"
            "open <file:///etc/passwd>\nstart <ms-msdt://id>\n<smb://x/y>\nother\n```\n\nWords of contents.\n",
            "book/scripts-in-contents/other.rst": "Other\n=====\n\n.. toctree::\n   :caption: Run\n\n   again <javascript://%0dalert(2)>\n\nOther words.\n",
        },
        keeps=("Words of contents.", "Other words."),
        holds=lambda folder: nothing_runs(folder, "scripts-in-contents"),
    ),
    Attempt(
        "links-in-graphs",
        "addresses",
        "writes links into graphs, of which Graphviz makes a map or a drawing with links",
        {
            "conf.py": GRAPHS,
            "book/index.md": "# B\n\n```{graphviz}\n:alt: x\n"
            'digraph { a [URL="javascript:alert(1)" tooltip=t]; b [href="vbscript:x"]; a -> b [edgeURL="javascript:alert(2)" label=l labelURL="file:///x"]; '
            'URL="javascript:alert(3)"; c [label=<<TABLE HREF="javascript:alert(4)"><TR><TD HREF="javascript:alert(5)">c</TD></TR></TABLE>>] }\n```\n\n'
            '{graphviz}`x`\n\n```{digraph} d\n:alt: y\n"e" [URL="javascript:alert(6)"]\n```\n',
        },
        shares=False,
        holds=lambda folder: nothing_runs(folder) or odd_links(folder) or no_odd_actions(folder),
    ),
    Attempt(
        "links-in-raw-typst",
        "addresses",
        "has raw Typst write links of the PDF that start programs",
        {
            "book/links-in-raw-typst/index.md": "# Raw\n\nWords.\n\n```{raw} typst\n"
            '#link("javascript:app.alert(1)")[one] #link("file:///etc/passwd")[two] #link("ms-msdt:/id")[three]\n```\n\nWords below.\n',
        },
        keeps=("Words below.",),
        holds=no_odd_actions,
    ),
    Attempt(
        name="contents-that-lead",
        kind="addresses",
        tries="A toctree lists addresses beside chapters: they stand in the navigation of every page, in the contents of the e-book and of print.",
        files={
            "book/index.md": "# B\n\nWords.\n\n```{toctree}\na\n"
            + "".join(f"Entry {n} <{address}>\n{address}\n" for n, address in enumerate(BAD))
            + "```\n\n```{eval-rst}\n.. toctree::\n   :caption: More\n\n   Last <javascript://y/%0aalert(1)>\n```\n",
            "book/a.md": "# A\n\nWords.\n",
        },
        shares=False,
        holds=in_contents,
    ),
    Attempt(
        name="formulas-that-lead",
        kind="addresses",
        tries="TeX makes a link, a style or a handler of a formula: by MathJax in the site, by MathML in the e-book, by Typst in print.",
        files={"book/formulas-that-lead/a.md": FORMULAS},
        keeps=("Words of formulas.", "The end of formulas."),
        holds=in_formulas,
    ),
    Attempt(
        name="typst-that-leads",
        kind="addresses",
        tries="Raw Typst, which print allows, links to programs and shares.",
        files={"book/typst-that-leads/a.md": TYPST},
        commands=(("build", "pdf"),),
        shares=False,
        keeps=("The end of Typst.",),
    ),
)

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
)

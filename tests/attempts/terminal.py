"""Colours and their like in what is printed → no terminal conceals, colours or turns what a stranger wrote."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from attempt import Attempt

HIDE = "\x1b[8m"

BLACK = "\x1b[30;40m"


def name_that_hides(folder: Path) -> None:
    """A file whose name conceals itself on a terminal, and is no UTF-8."""
    Path(os.fsdecode(os.fsencode(folder / "book") + b"/a\x1b[8m hidden \x1b[31mred \xff.md")).touch()


EVIL = "\x1b]0;evil\x07\u202e\x9b2J"

OTHERS = ("##vso[task.setvariable variable=x]y", "##teamcity[buildStatus text='x']", "##[set-output name=x]y")

CONF = """
project = author = "B"
extensions = ["myst_parser", "sphinx.ext.graphviz", "sphinxcontrib.bibtex", "pamphleteer"]
bibtex_bibfiles = ["book/own.bib"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1"><descrip type="definition">a pain
::stop-commands::x
::error file=a::b</descrip><descrip type="x\u202e::y">::set-output name=a::b</descrip><langSec xml:lang="en">
<termSec><term>cramp
::stop-commands::x \u202e &#x9b;2J &#x2066;</term></termSec>
<termSec><term>::seizure::</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><note>
::stop-commands::z</note></termSec></langSec></conceptEntry></body></text></tbx>
"""

CSV = f'concept,language,term,status\n"a\n::stop-commands::x",en,"cramp\n::error::{EVIL}",preferred\n"a\n::stop-commands::x",en,"{HIDE}fit",deprecated\n'


def said(folder: Path, *words: str) -> str:
    """What a command prints."""
    done = subprocess.run(
        [sys.executable, "-m", "pamphleteer", *words], cwd=folder, capture_output=True, check=False
    )
    return (done.stdout + done.stderr).decode(errors="replace")


def obeyed(folder: Path) -> str:
    """Whether something is printed as Azure Pipelines or TeamCity would read it."""
    for words in (("build", "html", "-D", "html_short_title=x"), ("lint",), ("linkcheck", "--internal")):
        found = said(folder, *words)
        for sign in ("##vso[", "##[", "\n##teamcity["):
            if sign in f"\n{found}":
                return f"{' '.join(words)} prints a command for a build machine: {sign.strip()}"
    return ""


SAME = "The clinic opens at nine in the morning. Bring the letter that we sent you last week. Sit down and wait until you are called.\n\n"

CHANGED = "".join(
    f"See a {{}} when your {part} hurts and will not bend.\n\n"
    for part in ("knee", "ankle", "back", "hand", "foot", "neck")
)

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "name-that-hides-itself",
        "terminal",
        "conceals the complaint about a name by a code for colours in that name",
        {"book/chapter.md": "# Chapter\n\nWords.\n"},
        (("build", "html"), ("lint",), ("linkcheck", "--internal")),
        prepare=name_that_hides,
        shares=False,
    ),
    Attempt(
        "catalogue-that-hides-itself",
        "terminal",
        "conceals what is wrong with a catalogue or a text, and what a rule quotes of them",
        {
            "loose/in/a.po": f'msgid "a"\nmsgstr "b"\n{HIDE}odd {BLACK} line\n',
            "loose/in/b.po": 'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Take 250 mg."\nmsgstr "Tome \x1b[8m500 mg."\n',
            "loose/in/c.txt": f"Click here{HIDE} here{BLACK} here.\n\nTake .5{HIDE}mg of of{HIDE} of it. Freeze your{HIDE} ankle. The XYZ{HIDE}Q said.\n",
            "loose/in/d.md": f"# A{HIDE} b\n\n### C{HIDE}\n\n% allow none{HIDE}-rule: {HIDE} reason\n\nThe the{HIDE} the{HIDE} words {BLACK}words.\n",
        },
        (("lint", "loose/in"), ("lint", "loose/in", "--diff")),
        shares=False,
    ),
    Attempt(
        "settings-of-a-chapter-that-hide",
        "terminal",
        "conceals messages by codes in front matter, labels, options, languages and passages that Typst and MyST repeat",
        {
            "book/settings-of-a-chapter-that-hide/index.md": '---\nlang: "e\\e[8mn"\nlast_reviewed: "20\\e[30;40m26"\nmyst:\n  "od\\e[8md": 1\n'
            '  enable_extensions: ["none\\e[8m"]\n---\n'
            f"# Hide{HIDE}\n\n```{{code-block}} lex{HIDE}er\nx\n```\n\n{{numref}}`none{HIDE}` {{doc}}`no{BLACK}ne` {{term}}`n\x1b[0;0;0;8mone`\n\n"
            f"![](no{HIDE}ne.png)\n\n```{{figure}} x.png\n:widt{HIDE}h: x\n```\n\n"
            "Words of hiding.\n"
        },
        keeps=("Words of hiding.",),
    ),
    Attempt(
        name="commands-of-other-machines",
        kind="terminal",
        tries="Warnings hold logging commands of Azure Pipelines (anywhere in a line) and of TeamCity (at the start of one).",
        files={
            "book/commands-of-other-machines/a.md": "# A\n\nWords.\n\n"
            + "".join(
                f"```{{note}}\n:no: {other}\n```\n\n[x]({other.replace(' ', '')}.md)\n\n```{{nodirective}}\n{other}\n```\n\n"
                f"```{{eval-rst}}\n.. nodirective:: x\n   {other}\n\n|{other}|\n```\n\nRest the the {other} leg.\n\n"
                for other in OTHERS
            )
        },
        shares=False,
        holds=obeyed,
    ),
    Attempt(
        name="terms-that-are-printed",
        kind="terminal",
        tries="Terms from a translator's tool are printed as a terms file, past what makes output harmless.",
        files={"evil.tbx": TBX, "evil.csv": CSV},
        commands=(("terms", "import", "evil.tbx"), ("terms", "import", "evil.csv")),
        shares=False,
    ),
    Attempt(
        name="programs-that-quote",
        kind="terminal",
        tries="Graphviz, BibTeX's reader, YAML, TeX and Typst quote the chapter in their messages, with its codes.",
        files={
            "conf.py": CONF,
            "book/own.bib": f"@misc{{x, title={{y{EVIL}\n::stop-commands::z}}, year={{{HIDE}}}}}\n@odd{{k, title={{::error::{EVIL}}}}}\n",
            "book/a.md": f"---\ntitle: [{EVIL}\n::error::x\n---\n# A\n\n```{{graphviz}}\n:alt: x\ndigraph {{ a -> \n::stop-commands::x {EVIL}{HIDE} }}\n```\n\n"
            f"```{{bibliography}}\n:filter: x{HIDE} ::\n```\n\n{{cite}}`none{EVIL}`\n\n$\\no{HIDE}ne{EVIL}$\n\n"
            f'```{{raw}} typst\n#panic("{EVIL}\n::stop-commands::x{HIDE}")\n```\n',
            "book/b.md": f'---\n"{EVIL}": "\n::error::x\n{HIDE}": y\n---\n# B\n',
        },
        commands=(("build", "html", "epub", "pdf", "-v"), ("lint", "-v")),
        shares=False,
    ),
    Attempt(
        "terms-that-hide-themselves",
        "terminal",
        "conceals faults of a terms file by codes in its keys, classes and words",
        {
            "book/terms.yml": f'- preferred: cramp\n  "av\\e[8moid{HIDE.replace(chr(27), "")}": [x]\n',
            "odd.yml": '- preferred: "cramp \\e[30;40m <none \\e[8m class>"\n  avoid: [{word: "<b\\e[7m>"}]\n',
            "odd.csv": f"concept,language,term,odd {HIDE} column\nc,en,w,x\n",
            "odd.tbx": "<tbx \x1b[8m/>",
        },
        (
            ("terms", "check"),
            ("terms", "check", "odd.yml"),
            ("terms", "import", "odd.csv"),
            ("terms", "import", "odd.tbx"),
            ("lint", "--rule", "mistranslated-term"),
        ),
        shares=False,
    ),
    Attempt(
        "copy-that-hides",
        "terminal",
        "conceals what a copy changed, and which e-book is refused for what is in it",
        {
            "original.md": "# A\n\n" + SAME + CHANGED.replace("{}", "doctor"),
            "copy.md": "# A\n\n" + SAME + CHANGED.replace("{}", f"surgeon{HIDE}x{BLACK}"),
        },
        (("drift", "original.md", "copy.md"), ("lint", "copy.md")),
        shares=False,
    ),
    Attempt(
        name="colours-that-hide",
        kind="terminal",
        tries="Colour codes of a chapter pass where other codes do not, and make what follows in the log invisible.",
        files={
            "book/a.md": f"# A{HIDE}\n\nRest the the leg {HIDE}for for two days.\n\n[x](none{HIDE}.md) ![y](none{HIDE}.png)\n\n"
            "```{eval-rst}\n.. nodirective:: \x1b[30;40m\x1b[8mx\x1b[0m\n\n:norole:`\x1b[38m` |none\x1b[8m|\n```\n",
            "a.txt": f"Rest the leg {HIDE}for two days. Then stretch the calf three times a day.\n",
            "b.txt": f"Rest the leg {HIDE}for two days. Then stretch the ankle three times a day.\n",
        },
        commands=(
            ("build", "html", "epub", "pdf"),
            ("lint",),
            ("lint", "--diff"),
            ("lint", "--diff", "a.txt", "book/a.md"),
            ("drift", "a.txt", "b.txt", "--sentences"),
        ),
        shares=False,
    ),
    Attempt(
        name="argument-that-is-a-name",
        kind="terminal",
        tries="A job lints the files that a change names: one name begins with two hyphens, and is printed before anything watches what is printed.",
        files={"book/a.md": "# A\n\nWords.\n"},
        commands=(
            ("lint", f"--{EVIL}\n::stop-commands::x.md"),
            ("build", "html", f"--{EVIL}\n::set-output name=a::b"),
            ("explain", f"none{EVIL}\n::error::x"),
            ("lint", "--format", f"x{EVIL}\n::error::y", "book/a.md"),
            ("preview", f"none{EVIL}\n::error::x"),
        ),
        shares=False,
    ),
)

"""Names and values with ends of lines and of comments in them → they stay names and values, in every file that is written."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import yaml
from attempt import Attempt
from lxml import etree

COMMENT = "a--><img src=x onerror=alert(1)><!--.md"


def well_formed(folder: Path) -> str:
    """The first part of the e-book that is no XML, or has a name that no package may have."""
    for book in (folder / "_build/epub").glob("*.epub"):
        with zipfile.ZipFile(book) as archive:
            for name in archive.namelist():
                if not re.fullmatch(r"[\w./ -]+", name):
                    return f"{name!r} is no name in a package"
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                    try:
                        etree.fromstring(archive.read(name))
                    except etree.XMLSyntaxError as error:
                        return f"{name}: {error}"
    return ""


def no_handler(folder: Path) -> str:
    """Whether a name became markup."""
    for path in (folder / "_build/html").rglob("*.html"):
        if re.search(r"<img src=\"?x\"? onerror", path.read_text("utf-8", errors="replace")):
            return f"{path.name} has the picture that a name wrote"
    return well_formed(folder)


ENDS = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\r"

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000050001"
    "0d0a2db40000000049454e44ae426082"
)

CUT = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e"


def commands_are_ours(folder: Path) -> str:
    """Whether each line of the annotations is one of the lint's."""
    path = folder / "_build/annotations.txt"
    lines = path.read_text("utf-8").split("\n") if path.is_file() else []
    odd = [
        line
        for line in lines
        if line and not re.match(r"::(error|warning|notice) file=[^,]*,line=\d+,", line)
    ]
    return f"a line of the report is {odd[0]!r}" if odd else ""


def sarif_is_json(folder: Path) -> str:
    """Whether the report holds one object and no raw end of a line within a text."""
    path = folder / "_build/report.sarif"
    try:
        json.loads(path.read_bytes() if path.is_file() else b"{}")
    except ValueError as error:
        return f"the report is no JSON: {error}"
    return ""


FAULT = "# A\n\nRest the the leg for for two days.\n"

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1"><descrip type="definition">pain&#x2028;- preferred: evil&#x2028;  avoid: [leg]</descrip><langSec xml:lang="en">
<termSec><term>cramp&#x85;- preferred: evil&#x85;  avoid: [leg]</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
<termSec><term>seizure&#x2028;- preferred: evil&#x2028;  avoid: [leg]&#x2029;- preferred: worse</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>
"""

TITLES = "".join(
    f".. |e{number:x}| unicode:: 0x{number:x}\n   :trim:\n"
    for number in (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)
)

USES = " ".join(f"w |e{number:x}| #panic(1)" for number in (0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x85, 0x2028))


def whole_lines(folder: Path) -> str:
    """Whether each line of the baseline can be read by what reads it."""
    text = (folder / "_build/baseline.jsonl").read_text("utf-8")
    for line in text.splitlines():
        try:
            json.loads(line)
        except ValueError:
            return f"a line of the baseline is cut in two: {line[:60]!r}"
    return "" if text else "nothing was found"


def one_concept(folder: Path) -> str:
    """Whether what came from one entry is one entry."""
    try:
        found = yaml.safe_load((folder / "_build/terms.yml").read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        return f"no terms file came of it: {error}"
    names = [entry.get("preferred") for entry in found or []]
    return "" if not {"evil", "worse"} & {*names} else f"a term became more of them: {names}"


def make_terms(folder: Path) -> None:
    """A terms file to add to, where the editions go."""
    (folder / "_build").mkdir(exist_ok=True)
    (folder / "_build/terms.yml").write_text("- preferred: knee\n  avoid:\n    - word: kneee\n", "utf-8")


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "comment-ended-by-a-file-name",
        "line-ends",
        "ends the comments by which pages note where they were written, with the name of a chapter",
        {
            f"book/comment-ended-by-a-file-name/{COMMENT}": "# Comment\n\nWords of the odd chapter.\n\n[x](none.md)\n\n"
            "<div>Raw <b>words</b>.</div>\n\n![](none.png)\n",
        },
        shares=False,  # raw HTML of others has such a picture
        keeps=("Words of the odd chapter.",),
        holds=no_handler,
    ),
    Attempt(
        "entries-in-imported-terms",
        "line-ends",
        "ends a text of a table of terms early, so that the terms file gets entries that nobody looked at",
        {
            "_build/kept.txt": "kept\n",
            "terms.csv": 'concept,language,term,status,definition,note\n"c","en","cramp","preferred",'
            '"a\u2028- preferred: x\u2029  avoid: [y]","n\x85- class: z\x0b  words: [q]"\n'
            '"c\u2028- class: evil","en","spasm: {a, b} # x","admitted","",""\n'
            '"cl\x85- class: evil\x85","","w\u2028ord","class","",""\n',
        },
        (("terms", "import", "terms.csv"), ("terms", "import", "terms.csv", "--into", "_build/terms.yml")),
        shares=False,
        holds=lambda folder: (
            "an entry of its own"
            if (folder / "_build/terms.yml").is_file()
            and re.search(
                r"^- class: (evil|z)", (folder / "_build/terms.yml").read_text("utf-8"), re.MULTILINE
            )
            else ""
        ),
    ),
    Attempt(
        name="chapter-whose-name-has-a-line-end",
        kind="line-ends",
        tries="A chapter is called like a line end and a command: in sources, lists of files, messages and reports a new line begins.",
        files={
            "book/n\n::stop-commands::x\n#panic(1)/a\n::error file=conf.py::evil.md": "# A\n\nWords. {nosuchrole}`x`\n\n![x](none.png)\n",
            "book/n\n::stop-commands::x\n#panic(1)/b\nc.png": PNG,
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",), ("linkcheck", "--internal")),
        shares=False,
    ),
    Attempt(
        name="included-files-with-line-ends",
        kind="line-ends",
        tries="Files that are included, shown, downloaded and drawn have names with line ends, and stand in comments of the source.",
        files={
            "book/included-files-with-line-ends/a.md": "# A\n\nWords.\n\n"
            + "".join(
                f"```{{include}} i{end}#panic('ran').md\n```\n\n```{{literalinclude}} i{end}#panic('ran').md\n```\n\n"
                f"![alt](<i{end}#panic('ran').png>) {{download}}`i{end}#panic('ran').md`\n\n"
                for end in ENDS
            )
            + "The end of the files.\n",
            **{
                f"book/included-files-with-line-ends/i{end}#panic('ran').md": "Words of the file. {nosuchrole}`x`\n"
                for end in ENDS
            },
            **{f"book/included-files-with-line-ends/i{end}#panic('ran').png": PNG for end in ENDS},
        },
        shares=False,
        keeps=("The end of the files.",),
    ),
    Attempt(
        "line-ends-in-names-of-pages-and-pictures",
        "line-ends",
        "has names with line ends become lines of a package, of Typst and of a map of the site",
        {
            "book/line-ends-in-names-of-pages-and-pictures/a\u2028#panic()\x85b\u2029.md": "# Below\n\nWords in a cut name.\n\n"
            "![alt](c%0A%23panic%28%29.svg)\n\n![alt](d%E2%80%A8%23panic%28%29.svg)\n",
            "book/line-ends-in-names-of-pages-and-pictures/c\n#panic().svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
            "book/line-ends-in-names-of-pages-and-pictures/d\u2028#panic().svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        },
        keeps=("Words in a cut name.",),
        holds=well_formed,
    ),
    Attempt(
        "line-ends-in-titles-and-labels",
        "line-ends",
        "ends comments and strings by titles, labels, captions, notes and code that hold every kind of line end",
        {
            "book/line-ends-in-titles-and-labels/index.md": "---\nmyst:\n  enable_extensions: [dollarmath]\n"
            'description: "a\\L#panic()\\P]#panic()\\N"\nkeywords: "a\\L//\\N, */"\n---\n'
            + "".join(f"({ord(cut):x}{cut}#panic()=)=\n" for cut in CUT)
            + f"# Title {CUT.join(' #panic() // ' for _ in CUT)}\n\n"
            + "".join(
                f'`a{cut}#panic()` $x\\text{{a{cut}"#panic()}}$ {{index}}`a{cut}#panic()`[^n{ord(cut)}]\n\n'
                for cut in CUT
            )
            + "".join(f"[^n{ord(cut)}]: a{cut}#panic()\n" for cut in CUT)
            + "\nWords under the cut title.\n"
        },
        keeps=("Words under the cut title.",),
        holds=well_formed,
    ),
    Attempt(
        "commands-in-annotations",
        "line-ends",
        "ends an annotation of GitHub early, with the name of a file and with the words that a rule repeats",
        {
            "loose/in/a,line=1::x%0A::add-mask::y.txt": "Freeze freeze your ankle.\n\nThe the\u2028::add-mask::z words.\n",
            "loose/in/b%0D%0A::stop-commands::q.txt": "Take .5 mg of of it\x85::set-output name=a::b now now.\n",
            "loose/in/c\r::add-path::w.txt": "Click here here.\n",
        },
        (
            ("lint", "loose/in", "--format", "github", "--output", "_build/annotations.txt"),
            ("lint", "loose/in", "--format", "sarif", "--output", "_build/report.sarif"),
        ),
        shares=False,
        holds=lambda folder: commands_are_ours(folder) or sarif_is_json(folder),
    ),
    Attempt(
        name="baseline-of-names-with-line-ends",
        kind="line-ends",
        tries="The baseline is written line by line in JSON, which leaves line ends of Unicode in names as they are, and read by Python's lines.",
        files={f"book/c{number}{end}d.md": FAULT for number, end in enumerate("\u2028\x85\u2029")},
        commands=(
            ("lint", "--baseline", "_build/baseline.jsonl"),
            ("lint", "--baseline", "_build/baseline.jsonl"),
        ),
        prepare=lambda folder: (folder / "_build").mkdir(exist_ok=True),
        shares=False,
        holds=whole_lines,
    ),
    Attempt(
        name="term-with-line-ends-of-yaml",
        kind="line-ends",
        tries="A term from a translator's tool holds line ends that YAML knows, and becomes several concepts of the terms file.",
        files={"evil.tbx": TBX},
        commands=(
            ("terms", "import", "evil.tbx", "--into", "_build/terms.yml"),
            ("terms", "check", "_build/terms.yml"),
        ),
        prepare=make_terms,
        shares=False,
        holds=one_concept,
    ),
    Attempt(
        name="titles-with-line-ends-by-number",
        kind="line-ends",
        tries="Substitutions of reStructuredText put line ends and separators, given by number, into titles, terms, captions and code.",
        files={
            "book/titles-with-line-ends-by-number/a.md": f"# A\n\nWords.\n\n```{{eval-rst}}\n{TITLES}\n{USES}\n{'-' * len(USES)}\n\n"
            f".. figure:: p.png\n   :alt: x\n\n   {USES}\n\n{USES}\n   A term.\n\n.. [#f] {USES}\n\nWords [#f]_.\n```\n\nThe end of titles.\n",
            "book/titles-with-line-ends-by-number/p.png": PNG,
        },
        keeps=("The end of titles.",),
    ),
)

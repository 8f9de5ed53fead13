"""Names and values with ends of lines and of comments in them → they stay names and values, in every file that is written."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

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
)

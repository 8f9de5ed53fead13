"""The second wall: whatever opens a file while a chapter is read gets those of the project alone."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build

Write = Callable[..., Path]
CONF = '''
import io, os, tempfile, zoneinfo
from pathlib import Path
from docutils import nodes
from docutils.parsers.rst import Directive

class Peek(Directive):
    """Opens what it is told to, in the way that it is told, as an extension might."""
    required_arguments = 2
    def run(self):
        way, path = self.arguments
        try:
            if way == "os":
                text = os.fdopen(os.open(path, os.O_RDONLY)).read()
            elif way == "bytes":
                text = open(path.encode()).read()
            elif way == "link":
                os.symlink(path, "l.txt")
                text = open("l.txt").read()
            elif way == "write":
                text = str(Path(path).write_text("x"))
            elif way == "temporary":
                with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+") as file:
                    Path(folder, "a").write_text("MADE"); file.write("THERE"); file.seek(0)
                    text = Path(folder, "a").read_text() + file.read()
            elif way == "first":
                tempfile.tempdir = None
                text = "FOUND" + tempfile.gettempdir()
            elif way == "zone":
                zoneinfo.ZoneInfo.clear_cache(); text = str(zoneinfo.ZoneInfo("Europe/Paris")); Path(io.__file__).read_text()
            else:
                text = Path(path).read_text()
        except PermissionError as error:
            text = "REFUSED" + str(error.strerror)
        except OSError as error:
            text = f"OTHER{error}"
        return [nodes.paragraph("", text)]

def setup(app):
    app.add_directive("peek", Peek)
'''
WORDS = "Topsecretwords"


@pytest.mark.parametrize(
    ("way", "path", "shown"),
    [
        ("path", "{out}/secret.txt", "REFUSED"),
        ("os", "{out}/secret.txt", "REFUSED"),
        ("bytes", "{out}/secret.txt", "REFUSED"),
        ("link", "{out}/secret.txt", "REFUSED"),
        ("path", "{book}/.git/secret.txt", "REFUSED"),
        ("path", "{book}/.env", "REFUSED"),
        ("path", "/proc/self/environ", "REFUSED"),
        ("path", "/etc/passwd", "REFUSED"),
        ("write", "{out}/new.txt", "REFUSED"),
        ("path", "{book}/pipe", "REFUSED"),
        ("path", "{book}/own.txt", "Ownwords"),
        ("path", "{book}/none.txt", "OTHER"),
        ("temporary", "x", "MADETHERE"),
        ("first", "x", "FOUND"),
        ("zone", "x", "Paris"),
    ],
)
def test_nothing_else_is_opened(
    way: str,
    path: str,
    shown: str,
    build: Build,
    write_book: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By no way into Python's `open`; a pipe is not waited for; temporary files and the software's own are."""
    if path.startswith(("/proc", "/etc")) and not Path(path).exists():
        pytest.skip("this system has no such file")
    book = write_book({"index.md": "# B\n", "own.txt": "Ownwords"}, CONF)
    (book / ".git").mkdir()
    for place in (tmp_path / "secret.txt", book / ".git/secret.txt", book / ".env"):
        place.write_text(WORDS, encoding="ascii")
    if hasattr(os, "mkfifo"):
        os.mkfifo(book / "pipe")
    monkeypatch.chdir(book)
    wanted = path.format(out=tmp_path, book=book)
    (book / "index.md").write_text(f"# B\n\n```{{peek}} {way} {wanted}\n```\n", encoding="utf-8")
    built = build(book, "html", faults=True)
    page = (built.out / "index.html").read_text(encoding="utf-8")
    assert shown in page
    assert WORDS not in page
    assert not (tmp_path / "new.txt").exists()
    assert (
        Path(tmp_path / "secret.txt").read_text(encoding="ascii") == WORDS
    )  # and afterwards all is open again


LATE = """
from docutils import nodes

class Late(nodes.General, nodes.Element):
    pass

def show(self, node):
    for path in node["paths"]:
        try:
            self.body.append(open(path).read())
        except PermissionError as error:
            self.body.append("REFUSED" + error.strerror)
    raise nodes.SkipNode

def late(name, text, lineno, inliner):
    node = Late(paths=text.split())
    return [node], []

def setup(app):
    app.add_role("late", lambda name, raw, text, *rest, **more: late(name, text, *rest[:2]))
    app.add_node(Late, html=(show, None))
"""


@pytest.mark.parametrize("edition", ["html", "epub"])
def test_what_is_opened_while_a_page_is_made(
    edition: str, build: Build, write_book: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writers open files too; templates and styles of anywhere are opened as ever."""
    (tmp_path / "secret.txt").write_text(WORDS, encoding="ascii")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/own.css").write_text("p { color: black }", encoding="ascii")
    chapters = {f"c{n}.md": f"# C\n\n{{late}}`{tmp_path}/secret.txt {{book}}/own.txt`\n" for n in range(6)}
    toctree = "# B\n\n```{toctree}\n:glob:\nc*\n```\n"
    files = {"index.md": toctree, "own.txt": "Ownwords", "late_nodes.py": LATE, **chapters}
    monkeypatch.syspath_prepend(tmp_path / "source")
    settings = 'html_css_files = ["own.css"]\nextensions += ["late_nodes"]\n'
    book = write_book(files, f'html_static_path = ["{tmp_path}/shared"]\n{settings}')
    for name in chapters:
        path = book / name
        path.write_text(path.read_text().replace("{book}", str(book)))
    out = build(book, edition, faults=True).out
    pages = [page.read_text("utf-8") for page in out.rglob("c*html")] or pages_of_ebook(out)
    assert len(pages) == 6
    assert [WORDS in page for page in pages] == [False] * 6
    assert ["REFUSED" in page and "Ownwords" in page for page in pages] == [True] * 6


def pages_of_ebook(out: Path) -> list[str]:
    """The chapters."""
    (path,) = out.glob("*.epub")
    with zipfile.ZipFile(path) as book:
        return [book.read(name).decode() for name in book.namelist() if re.search(r"/c\d\.xhtml$", name)]


EMBEDDED = """Embedded
========

.. image:: file://{outside}/secret.svg
   :alt: x
   :loading: embed

.. image:: own.svg
   :alt: y
   :loading: embed

.. |z| image:: file://localhost{outside}/secret.svg
   :alt: z

Before |z| after.
"""


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
def test_pictures_are_shown_from_their_files(
    edition: str, build: Build, write_book: Write, tmp_path: Path
) -> None:
    """None is put into a page when it is written, and none is shown from the machine."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{WORDS}</title></svg>'
    (tmp_path / "secret.svg").write_text(drawing, encoding="ascii")
    book = write_book(
        {
            "index.rst": EMBEDDED.format(outside=tmp_path),
            "own.svg": drawing.replace(WORDS, "Ownwords").replace("</svg>", '<path d="M0 0h9"/></svg>'),
        }
    )
    built = build(book, edition, faults=True)
    assert built.warnings.count("is no address that a picture is shown from: its words stay") == 2
    assert "index.rst:4: WARNING: “file://" in built.warnings
    files = [path for path in built.out.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if WORDS.encode() in path.read_bytes()]
    if edition == "html":
        page = (built.out / "index.html").read_text("utf-8")
        assert "<svg" not in page
        assert 'src="_images/own.svg"' in page

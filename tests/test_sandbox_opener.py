"""The second wall: whatever opens a file while a chapter is read gets those of the project alone."""

from __future__ import annotations

import os
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

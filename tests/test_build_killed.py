"""A build that is killed, starved or disturbed: the last good editions stand whole, and the next build is as from nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import EPOCH
from test_build_again import files
from tools import ROOT, TESTS, missing, need

from pamphleteer.command.project import Project
from pamphleteer.command.publish import exchanged

Write = Callable[..., Path]
WORDS = ("First words.", "Other words.")
EDITIONS = ("html", "epub", "pdf", "booklet")
SERVER = """
import json, os, resource, sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pamphleteer
from sphinx.application import builtin_extensions
from pamphleteer.__main__ import main
from tools import keep_templates

keep_templates(Path(sys.argv[1]))
found = [package.name for package in walk_packages(pamphleteer.__path__, "pamphleteer.")]
for name in [*found, *builtin_extensions, "myst_parser.sphinx_ext.main", "alabaster"]:
    if not name.endswith("__main__"):
        import_module(name)

def kill_before(place, last, seen):
    def count(event, args):
        writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wa+x")
        if (writes or event in {"os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir"}) and isinstance(args[0], (str, os.PathLike)):
            if os.path.abspath(args[0]).startswith(place):
                seen.append(event)
                if str(len(seen)) == last or os.fspath(args[0]).endswith(last):
                    os.kill(os.getpid(), 9)

    sys.addaudithook(count)

def build(book, last, limit, errors, command):
    os.chdir(book)
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    seen = []
    kill_before(os.path.realpath("_build"), last, seen)
    status = main(command)
    if limit < 0:
        Path("steps").write_text(" ".join(seen))
    return status

for line in sys.stdin:
    child = os.fork()
    if not child:
        sys.exit(build(*json.loads(line)))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Runs commands, each in a process of its own that has all modules, for to load them takes longer than to build a small book;
kills it before its n-th change in the output folder, or before it opens a file of that name; a limit of the size of files is -1
for none."""


@pytest.fixture
def book(write_book: Write) -> Path:
    """A book of two pages."""
    return write_book({"index.md": "# Start\n\n```{toctree}\nchapter\n```\n"}, 'html_theme = "alabaster"')


def say(book: Path, words: str) -> None:
    """Write the chapter."""
    (book / "chapter.md").write_text(f"# One\n\n{words}\n")


def start(book: Path, *arguments: str) -> subprocess.Popen[str]:
    """Begin a command in a process that starts like any."""
    command = [sys.executable, "-m", "pamphleteer", *arguments]
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=book, env=there, stdout=pipe, stderr=pipe, text=True)


@contextmanager
def serving(*before: str | Path) -> Iterator[subprocess.Popen[str]]:
    """What runs the commands of these tests; `before` starts it somewhere else."""
    there = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{TESTS}", "SOURCE_DATE_EPOCH": EPOCH}
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryDirectory() as templates,
        subprocess.Popen(
            [*before, sys.executable, "-c", SERVER, templates], env=there, stdin=pipe, stdout=pipe, text=True
        ) as process,
    ):
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture(scope="module")
def server() -> Iterator[subprocess.Popen[str]]:
    """One in the open."""
    with serving() as process:
        yield process


Run = Callable[..., tuple[int, str]]


def runner(server: subprocess.Popen[str], book: Path, errors: Path) -> Run:
    """`run("build", …, last="7", limit=100)`: exit status and words of a command in a process of its own.

    It is killed before its seventh change, and may write no file that is longer than the limit.
    """

    def run(*command: str, last: str = "0", limit: int = -1) -> tuple[int, str]:
        assert server.stdin
        assert server.stdout
        order = json.dumps([str(book), last, limit, str(errors), command])
        print(order, file=server.stdin, flush=True)
        return int(server.stdout.readline()), errors.read_text()

    return run


@pytest.fixture
def run(server: subprocess.Popen[str], book: Path, tmp_path: Path) -> Run:
    """On this machine as it is."""
    return runner(server, book, tmp_path / "errors")


def made_from_nothing(run: Run, book: Path, tmp_path: Path, *editions: str) -> list[dict[str, bytes]]:
    """What a first build makes of each of the two texts."""
    found = []
    for number, words in enumerate(WORDS):
        say(book, words)
        out = tmp_path / f"fresh-{number}"
        assert run("build", *editions, "--out", str(out))[0] == 0
        found.append(files(out))
    return found


def test_killed_at_any_moment(book: Path, tmp_path: Path, run: Run) -> None:
    """Each file that stands is whole, old or new; the next build repairs all, whether the edit stays or is taken back."""
    fresh = made_from_nothing(run, book, tmp_path, *EDITIONS)
    say(book, WORDS[0])
    assert run("build", *EDITIONS)[0] == 0
    say(book, WORDS[1])
    assert run("build", *EDITIONS)[0] == 0
    steps = (book / "steps").read_text().split()
    # Evenly over all, and wherever a file gets its name: so are editions published.
    moments = {n for n, step in enumerate(steps, 1) if step == "os.rename"} | {
        *range(1, len(steps), len(steps) // 5)
    }
    standing = 1
    assert "os.rename" in steps
    for number, moment in enumerate(sorted(moments)):
        say(book, WORDS[1 - standing])
        assert run("build", *EDITIONS, last=str(moment))[0] in {-signal.SIGKILL, 0}, moment
        now = files(book / "_build")
        assert [name for name in fresh[0] if name not in now] == [], moment
        assert [
            name for name, data in now.items() if data not in (fresh[0].get(name), fresh[1].get(name))
        ] == [], moment
        standing = number % 2
        say(book, WORDS[standing])
        assert run("build", *EDITIONS) == (0, ""), moment
        assert files(book / "_build") == fresh[standing], moment
    work = Project(book, book, book / "_build").work
    assert not [path for path in work.iterdir() if path.name.endswith(("-new", "-old", ".tmp"))]


def test_killed_between_reading_and_remembering(book: Path, tmp_path: Path, run: Run) -> None:
    """New words were read, the edit is taken back: they are in no edition."""
    fresh = made_from_nothing(run, book, tmp_path, "html", "epub")
    say(book, WORDS[0])
    assert run("build", "html", "epub")[0] == 0
    say(book, WORDS[1])
    assert run("build", "html", "epub", last="/environment.pickle")[0] == -signal.SIGKILL
    say(book, WORDS[0])
    assert run("build", "html", "epub") == (0, "")
    assert files(book / "_build") == fresh[0]


def test_a_site_is_there_at_every_moment(tmp_path: Path) -> None:
    """The old folder and the new one change places in one step."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchanged(tmp_path / "one", tmp_path / "other")
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["one"]
    assert not exchanged(tmp_path / "one", tmp_path / "none")


DISKS = 'mount -t tmpfs -o size=1m tmpfs "$0/small" && mount -t tmpfs -o ro tmpfs "$0/shut" && exec "$@"'
"""Lays disks in memory over two folders, for the command that follows alone."""


@dataclass(frozen=True)
class Room:
    """A server that has two disks of its own."""

    server: subprocess.Popen[str]
    folder: Path

    def seen(self, path: Path) -> Path:
        """Where others see what the server sees."""
        return Path(f"/proc/{self.server.pid}/root", *path.parts[1:])


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Name spaces of its own, which need no right over the machine where the system lets users make them."""
    need("unshare")
    apart = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        missing("this system lets its users make no name spaces")
    folder = tmp_path_factory.mktemp("room")
    for name in ("small", "shut"):
        (folder / name).mkdir()
    with serving(*apart, "sh", "-c", DISKS, folder) as process:
        yield Room(process, folder)


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
def test_full_disk(room: Room, book: Path, tmp_path: Path, edition: str) -> None:
    """The writer is told to make room; what stood stands; with room the next build is good."""
    run = runner(room.server, book, tmp_path / "errors")
    out = room.folder / "small" / "out"
    say(book, WORDS[0])
    assert run("build", edition, "--out", str(out))[0] == 0
    disk = room.seen(out.parent)
    before = files(disk / "out")
    for left in range(0, 200, 20):  # kilobytes: it fails in another place each time
        say(book, f"{WORDS[1]} {left}")
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "filler").write_bytes(b"x" * max(0, free - left * 1000))
        status, said = run("build", edition, "--out", str(out))
        (disk / "filler").unlink()
        if status == 0:
            break
        assert "make room" in said
        assert "Traceback" not in said
        assert files(disk / "out") == before
    assert run("build", edition, "--out", str(out)) == (0, "")
    assert files(disk / "out") != before
    shutil.rmtree(disk / "out")


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
@pytest.mark.parametrize("limit", [100, 10_000])
def test_limit_of_file_size(run: Run, book: Path, edition: str, limit: int) -> None:
    """A write that the system cuts short, without a disk of one's own: no half file, no traceback."""
    say(book, WORDS[0])
    assert run("build", edition)[0] == 0
    before = files(book / "_build")
    say(book, WORDS[1])
    status, said = run("build", edition, limit=limit)
    assert status in {1, 2}
    assert "raise the limit" in said
    assert "Traceback" not in said
    assert files(book / "_build") == before
    assert run("build", edition) == (0, "")


def test_disk_that_cannot_be_written(room: Room, book: Path, tmp_path: Path) -> None:
    """The folder is named, and the option that names another."""
    say(book, WORDS[0])
    shut = room.folder / "shut"
    status, said = runner(room.server, book, tmp_path / "errors")("build", "html", "--out", str(shut))
    assert status == 2
    assert f"{shut}/.work: nothing can be written there" in said
    assert "name another folder with --out" in said


def test_folder_that_cannot_be_written(run: Run, book: Path, tmp_path: Path) -> None:
    """So it is where the mode of a folder forbids it to all but root, or a file stands there."""
    say(book, WORDS[0])
    (tmp_path / "shut").mkdir(mode=0o555)
    status, said = run("build", "html", "--out", str(tmp_path / "shut"))
    if os.geteuid():
        assert status == 2
        assert f"{tmp_path}/shut/.work: you may not write there" in said
    else:
        assert status == 0  # no mode stops root
    (tmp_path / "file").touch()
    status, said = run("build", "html", "--out", str(tmp_path / "file"))
    assert status == 2
    assert "a file stands where a folder is needed" in said


def test_published_folder_that_cannot_be_written(run: Run, book: Path) -> None:
    """A file stands where the e-books go: said so, and nothing else is published either."""
    say(book, WORDS[0])
    (book / "_build").mkdir()
    (book / "_build/epub").touch()
    status, said = run("build", "epub", "html")
    assert status == 2
    assert "_build/epub: a file stands where a folder is needed" in said
    assert not (book / "_build/html").exists()


def test_two_builds_at_once(run: Run, book: Path, tmp_path: Path) -> None:
    """The second says what it waits for, and both come to the same good end."""
    fresh = made_from_nothing(run, book, tmp_path, *EDITIONS)
    builds = [start(book, "build", *EDITIONS) for _each in range(3)]
    said = [process.communicate(timeout=300)[1] for process in builds]
    assert [process.returncode for process in builds] == [0, 0, 0]
    assert sum(" to end" in line for line in said) >= 1
    assert any(
        f"waiting for another build in {book / '_build'} (process {builds[n].pid})" in line
        for line in said
        for n in range(3)
    )
    assert files(book / "_build") == fresh[1]


def test_a_killed_build_holds_up_nobody(run: Run, book: Path) -> None:
    """The lock of a process that is gone is free."""
    say(book, WORDS[0])
    process = start(book, "build", *EDITIONS)
    work = book / "_build/.work/at-work"
    while not (work.exists() and work.read_text()):
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert run("build", "html") == (0, "")
    shutil.rmtree(book / "_build")
    assert run("build", "html") == (0, "")

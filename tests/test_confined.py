"""`build --confined`: the same editions, from a room in which even Python of the book finds no secret and no way out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Listener
from tools import ROOT, missing, need

from pamphleteer.command import confined
from pamphleteer.command.confined import MISSING
from pamphleteer.programs import system_calls

Write = Callable[..., Path]
CONF = """
import ctypes, json, os, socket
from pathlib import Path

project, extensions = "P", ["pamphleteer", "myst_parser"]
here = Path(__file__).parent
told = json.loads((here / "told.json").read_text())


def reached(attempt):
    try:
        return attempt() is not None
    except OSError:
        return False


def ask():
    socket.create_connection(("127.0.0.1", told["port"]), timeout=5).send(b"GET /asked HTTP/1.0")
    return True


def sees_the_builder():
    os.kill(told["process"], 0)
    return True


def unshares():
    child = os.fork()
    if not child:
        os._exit(1 if ctypes.CDLL(None).unshare(0x10000000) else 0)
    return None if os.waitpid(child, 0)[1] else True


found = {
    "a file beside the project": reached(lambda: Path(told["secret"]).read_text()),
    "the key of the work folder": reached(lambda: Path(told["key"]).read_bytes()),
    "a variable": "TOKEN" in os.environ,
    "a file of the project changed": reached(lambda: (here / "index.md").touch() or True),
    "a file in the home folder": reached(lambda: (Path(told["home"]) / "new").write_text("x")),
    "the network": reached(ask),
    "another process": reached(sees_the_builder),
    "a name space of its own": reached(unshares),
}
folder = here / "_build"
folder.mkdir(exist_ok=True)
(folder / "found.json").write_text(json.dumps(found))
"""
EDITIONS = ("html/index.html", "epub/p.epub", "pdf/p.pdf")


@pytest.fixture
def book(write_book: Write, tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book whose conf.py tries what somebody would who has got past every other wall."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.txt").write_text("a secret", encoding="ascii")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("TOKEN", "a secret")
    folder = write_book({"index.md": "# P\n\nRest your leg.\n"}, CONF)
    told = {
        "secret": str(tmp_path / "secret.txt"),
        "key": str(home / "state" / "pamphleteer" / "key"),
        "home": str(home),
        "port": int(listener.address.rpartition(":")[2]),
        "process": os.getpid(),
    }
    (folder / "told.json").write_text(json.dumps(told), encoding="ascii")
    return folder


def build(book: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own."""
    command = [sys.executable, "-P", "-m", "pamphleteer", "build", "html", "epub", "pdf", *options]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=book, env=path, capture_output=True, text=True, check=False, timeout=300
    )


def found(book: Path) -> dict[str, bool]:
    """What conf.py could reach."""
    reached: dict[str, bool] = json.loads((book / "_build" / "found.json").read_bytes())
    return reached


def test_what_a_confined_build_can_reach(book: Path, listener: Listener) -> None:
    """Without the room all of it, or the test would show nothing; in the room none of it, and the same editions."""
    need("bwrap")
    open_build = build(book)
    assert open_build.returncode == 0, open_build.stderr
    assert set(found(book).values()) == {True}, found(book)
    asked = len(listener.asked)
    editions = {name: (book / "_build" / name).read_bytes() for name in EDITIONS}
    shutil.rmtree(book / "_build" / "html")
    confined_build = build(book, "--confined")
    assert confined_build.returncode == 0, confined_build.stderr
    assert confined_build.stderr == ""
    assert set(found(book).values()) == {False}, found(book)
    assert len(listener.asked) == asked > 0
    assert {name: (book / "_build" / name).read_bytes() for name in EDITIONS} == editions


def test_what_a_confined_build_leaves_is_its_own(book: Path) -> None:
    """A build in the open begins anew: it loads nothing that was made in the room."""
    need("bwrap")
    assert build(book, "--confined").returncode == 0
    assert "nothing has changed" in build(book, "--confined").stdout
    after = build(book)
    assert "made in" in after.stdout
    assert "nothing has changed" not in after.stdout


def test_status_of_a_confined_build(book: Path) -> None:
    """It is that of the build."""
    need("bwrap")
    (book / "index.md").write_text("# P\n\n[x](nowhere.md)\n", encoding="ascii")
    done = build(book, "--confined", "--strict")
    assert (done.returncode, "nothing was published" in done.stderr) == (1, True)


def test_without_bubblewrap(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer is told what to install, and nothing is built."""
    monkeypatch.setenv("PATH", str(tmp_path))
    done = build(book, "--confined")
    assert (done.returncode, done.stderr) == (2, f"pamphleteer: {MISSING}\n")
    assert not (book / "_build").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="asks about Linux")
def test_where_the_system_forbids_it(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What bubblewrap says is told, and nothing is built."""
    bwrap = tmp_path / "bin" / "bwrap"
    bwrap.parent.mkdir()
    bwrap.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n", encoding="ascii"
    )
    bwrap.chmod(0o755)
    monkeypatch.setenv("PATH", str(bwrap.parent), prepend=os.pathsep)
    done = build(book, "--confined")
    assert done.returncode == 2
    assert "(bwrap: No permissions to create a new namespace): allow user name spaces" in done.stderr


def test_where_there_are_no_name_spaces(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On other systems than Linux the writer is told so."""
    from pamphleteer.command.project import CommandError, Project

    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(CommandError, match="needs the name spaces of Linux"):
        confined.enter(Project(book, book, book / "_build"))


def test_a_second_work_tree_shows_its_commits(tmp_path: Path) -> None:
    """And no folder that a file named `.git` happens to name."""
    stored = tmp_path / "first" / ".git" / "worktrees" / "second"
    stored.mkdir(parents=True)
    link = tmp_path / "second" / ".git"
    link.parent.mkdir()
    link.write_text(f"gitdir: {stored}\n", encoding="ascii")
    (stored / "gitdir").write_text(f"{link}\n", encoding="ascii")
    assert confined.commits_of(link) == [tmp_path / "first" / ".git"]
    other = tmp_path / "other" / ".git"
    other.parent.mkdir()
    other.write_text(f"gitdir: {stored}\n", encoding="ascii")
    assert confined.commits_of(other) == []


CALLS = """
import ctypes, os, socket
calls, said = ctypes.CDLL(None, use_errno=True), []
for name, arguments in (("unshare", (0x10000000,)), ("ptrace", (0, 0, 0, 0)), ("mount", (b"x", b"/", b"tmpfs", 0, 0)),
                        ("personality", (0xFFFFFFFF,)), ("getppid", ())):
    ctypes.set_errno(0)
    getattr(calls, name)(*arguments)
    said.append(os.strerror(ctypes.get_errno()))
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_UNIX):
    try:
        socket.socket(family, socket.SOCK_RAW if family == socket.AF_NETLINK else socket.SOCK_STREAM).close()
        said.append("made")
    except OSError as error:
        said.append(error.strerror)
print(*said, sep="\\n")
"""


def test_the_filter_of_system_calls() -> None:
    """It holds without the rest of the room: what a build has no use for is refused, a socket of its own is not."""
    need("bwrap")
    seal = system_calls.open_filter()
    if seal is None:
        missing(f"this machine lacks {system_calls.LIBRARY}")
    room = ["bwrap", "--dev-bind", "/", "/", "--seccomp", str(seal)]
    done = subprocess.run(
        [*room, sys.executable, "-c", CALLS], pass_fds=[seal or 0], capture_output=True, text=True, check=True
    )
    refused = "Operation not permitted"
    no_family = "Address family not supported by protocol"
    assert done.stdout.splitlines() == [*[refused] * 4, "Success", *[no_family] * 3, "made"]

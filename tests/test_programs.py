"""Programs that a build starts: what they are told, what ends them, and which repository git is asked about."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import ROOT, need

from pamphleteer.command.ownership import state_folder
from pamphleteer.programs.git import git, last_commit
from pamphleteer.programs.run import Limits, ProgramMissingError, run, run_python
from pamphleteer.programs.variables import absolute, forget_relative_paths

POSIX = pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
SECOND = Limits(computing=1, clock=30)
PLENTY = Limits(computing=30, clock=60)


def python(code: str, folder: Path, limits: Limits = PLENTY) -> subprocess.CompletedProcess[bytes]:
    """Run a line of Python as any program is run."""
    return run(sys.executable, ["-c", code], folder, limits)


def test_only_what_is_named_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable that could turn a program into something else, and no secret of the machine."""
    for name in (
        "GIT_DIR",
        "GIT_SSH_COMMAND",
        "LD_PRELOAD",
        "PYTHONSTARTUP",
        "DOT_PLUGINS",
        "GITHUB_TOKEN",
        "BASH_ENV",
        "ENV",
    ):
        monkeypatch.setenv(name, "/x")
    monkeypatch.setenv("LANG", "C.UTF-8")
    said = python("import os; print(sorted(os.environ))", tmp_path).stdout.decode()
    assert "'LANG'" in said
    assert "'PATH'" in said
    assert not [
        name for name in ("GIT_DIR", "LD_PRELOAD", "GITHUB_TOKEN", "DOT_PLUGINS", "BASH_ENV") if name in said
    ]


@POSIX
@pytest.mark.parametrize("path", ["", ".", "x:.:{usual}", "{folder}:{usual}"])
def test_programs_beside_the_chapters_are_never_taken(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever PATH says."""
    trap = tmp_path / "odd-program"
    trap.write_text("#!/bin/sh\necho ran\n", encoding="ascii")
    trap.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(usual=os.environ["PATH"], folder=tmp_path))
    with pytest.raises(ProgramMissingError, match="odd-program"):
        run("odd-program", [], tmp_path)
    with pytest.raises(ProgramMissingError):
        run("./odd-program", [], tmp_path)


def test_modules_beside_the_chapters_are_never_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from the folder that a child works in, nor by an empty part of PYTHONPATH."""
    for name in ("typst.py", "json.py", "zipfile.py", "pamphleteer.py"):
        (tmp_path / name).write_text("print('ran')\n", encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", os.environ.get("PYTHONPATH", "")]))
    done = run_python(
        "pamphleteer.print.measure",
        ["main.typ"],
        tmp_path,
        SECOND,
        given=b'{"selector": "<x>", "layouts": []}',
    )
    assert (done.returncode, done.stdout) == (0, b"[]"), done.stderr


@pytest.mark.parametrize(
    ("words", "before"),
    [
        (("build", "html", "epub"), ""),
        (("build", "html"), os.pathsep),
        (("lint",), os.pathsep),
        (("explain", "unsafe-dose"), ""),
    ],
)
def test_modules_beside_the_chapters_are_not_ours(
    words: tuple[str, ...], before: str, write_book: Callable[..., Path]
) -> None:
    """`python -m` and an empty part of PYTHONPATH look in the folder that somebody stands in before they look anywhere else."""
    names = (
        "typst",
        "yaml",
        "typing",
        "pathlib",
        "argparse",
        "gc",
        "lxml",
        "numpy",
        "__future__",
        "jinja2",
        "runpy",
        "tokenize",
        "sphinx",
    )
    trap = 'open(__import__("os").environ["TRAP"], "a").write(__name__ + "\\n")\n'
    book = write_book({"index.md": "# B\n\nWords.\n", **{f"{name}.py": trap for name in names}})
    sprung = book.parent / "sprung"
    command = [sys.executable, "-m", "pamphleteer", *words]
    done = subprocess.run(
        command,
        cwd=book,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TRAP": str(sprung), "PYTHONPATH": f"{before}{ROOT}"},
    )
    assert done.returncode == 0, done.stderr
    assert not sprung.exists(), sprung.read_text()


def test_variables_name_the_same_files_wherever_somebody_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home, settings and programs of the checkout are nobody's; `PYTHONPATH=src` is meant so."""
    given = {
        "HOME": ".",
        "XDG_STATE_HOME": "state",
        "XDG_DATA_HOME": str(tmp_path),
        "FONTCONFIG_FILE": "fonts.conf",
        "GIT_CONFIG_GLOBAL": "config",
        "PATH": f".{os.pathsep}{tmp_path}{os.pathsep}",
        "LD_LIBRARY_PATH": f"{os.pathsep}{tmp_path}",
        "LD_PRELOAD": "own.so",
        "PYTHONPATH": "src",
        "LANG": "C",
    }
    kept = {
        "XDG_DATA_HOME": str(tmp_path),
        "PATH": str(tmp_path),
        "LD_LIBRARY_PATH": str(tmp_path),
        "LD_PRELOAD": "",
    }
    assert absolute(given) == {**kept, "PYTHONPATH": "src", "LANG": "C"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    forget_relative_paths()
    assert {name: os.environ.get(name) for name in given} == {
        **dict.fromkeys(given), **kept, "PYTHONPATH": "src", "LANG": "C",
    }  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert state_folder().is_absolute()
    assert not state_folder().is_relative_to(tmp_path)


@POSIX
@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("while True: pass", signal.SIGXCPU),
        ("import subprocess; subprocess.run(['sh', '-c', 'while :; do :; done'])", None),
    ],
)
def test_computing_ends(code: str, number: int | None, tmp_path: Path) -> None:
    """Of the program, and of what it starts."""
    done = python(code, tmp_path, SECOND)
    assert number is None or done.returncode == -number


@POSIX
def test_waiting_ends_with_all_that_was_started(tmp_path: Path) -> None:
    """A pipe that nobody writes to is waited for without computing; so does a child of the program."""
    os.mkfifo(tmp_path / "pipe")
    code = "import subprocess; subprocess.Popen(['sh', '-c', 'cat pipe; touch late']); open('pipe').read()"
    with pytest.raises(subprocess.TimeoutExpired):
        python(code, tmp_path, Limits(computing=5, clock=1.5))
    with pytest.raises(OSError, match="No such device"):  # nobody reads the pipe any more
        os.open(tmp_path / "pipe", os.O_WRONLY | os.O_NONBLOCK)
    assert not (tmp_path / "late").exists()


@POSIX
def test_memory_ends(tmp_path: Path) -> None:
    """A program that takes more than it may is refused it."""
    done = python("x = bytearray(900_000_000)", tmp_path, Limits(computing=20, clock=60, memory=500))
    assert done.returncode
    assert b"MemoryError" in done.stderr


@POSIX
def test_limits_that_are_refused(tmp_path: Path) -> None:
    """A machine may allow less than is asked for, or know no such limit: the program runs all the same."""
    code = "import sys\nfrom pathlib import Path\nfrom pamphleteer.programs.run import run\nprint(run(sys.executable, ['-c', 'print(1 + 1, 3)'], Path('.')).stdout)"
    command = ["sh", "-c", 'ulimit -t 30; ulimit -v 3000000; exec "$@"', "sh", sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "2 3" in done.stdout
    assert done.stderr == ""


def own(folder: Path, *words: str) -> None:
    """Do something in a repository, as its owner."""
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A book in a repository, with a commit."""
    need("git")
    folder = tmp_path / "book"
    (folder / "chapters").mkdir(parents=True)
    (folder / "chapters" / "index.md").write_text("# Book\n", encoding="utf-8")
    own(folder, "init", "-q")
    own(folder, "add", ".")
    own(folder, "commit", "-q", "-m", "a book")
    return folder


TRAPS = {
    "signatures": "[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {trap}\n",
    "monitor": "[core]\n\tfsmonitor = {trap}\n",
    "pager": "[core]\n\tpager = {trap}\n[pager]\n\tlog = {trap}\n\trev-list = {trap}\n",
    "hooks": "[core]\n\thooksPath = {folder}\n",
    "alias": "[alias]\n\trev-list = !{trap}\n\tlog = !{trap}\n",
    "promisor": '[remote "o"]\n\turl = ext::{trap}\n\tpromisor = true\n[protocol]\n\tallow = always\n[protocol "ext"]\n\tallow = always\n'
    "[extensions]\n\tpartialClone = o\n",
    "ssh": '[remote "o"]\n\turl = ssh://x/y\n\tpromisor = true\n[core]\n\tsshCommand = {trap}\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = o\n',
    "include": '[include]\n\tpath = other\n[filter "x"]\n\tclean = {trap}\n\tsmudge = {trap}\n[diff "x"]\n\ttextconv = {trap}\n',
}
"""What a configuration could start a program by."""


@POSIX
@pytest.mark.parametrize("kind", TRAPS)
@pytest.mark.parametrize("where", ["bare", "own"])
def test_no_configuration_starts_a_program(kind: str, where: str, repository: Path, tmp_path: Path) -> None:
    """Neither that of a bare repository among the chapters, which travels by a commit, nor that of the book's own."""
    trap, ran = tmp_path / "trap.sh", tmp_path / "ran"
    trap.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    trap.chmod(0o755)
    text = TRAPS[kind].format(trap=trap, folder=tmp_path)
    chapters = repository / "chapters"
    if where == "bare":
        for name in ("objects", "refs"):
            (chapters / name).mkdir()
        (chapters / "HEAD").write_text("ref: refs/heads/main\n", encoding="ascii")
        (chapters / "config").write_text(
            f"[core]\n\trepositoryformatversion = 0\n\tbare = true\n{text}", encoding="utf-8"
        )
    else:
        with (repository / ".git" / "config").open("a", encoding="utf-8") as config:
            config.write(text)
        (repository / ".gitattributes").write_text("* filter=x diff=x\n", encoding="ascii")
    assert last_commit(chapters).isdigit() or kind in {"promisor", "ssh"}
    git(chapters, "cat-file", "--batch", given="HEAD:chapters/index.md\n" + "0" * 39 + "1\n")
    git(chapters, "ls-tree", "-r", "--name-only", "HEAD")
    git(chapters, "merge-base", "HEAD", "HEAD")
    assert not ran.exists()


def test_the_date_is_that_of_the_last_commit(repository: Path) -> None:
    """From any folder of the repository, and from another work tree; nothing outside of one."""
    there = int(last_commit(repository / "chapters"))
    assert abs(there - time.time()) < 3600
    own(repository, "worktree", "add", "-q", "../other")
    assert last_commit(repository.parent / "other" / "chapters") == str(there)
    assert last_commit(repository.parent) == ""

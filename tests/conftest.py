"""Miniature books → their editions: `build` runs Sphinx on a folder of `tests/books/` and fails when it warns."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import re
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tools import ROOT, keep_templates, made_once, run, unchanged

from pamphleteer.programs.git import last_commit

BOOKS = Path(__file__).parent / "books"
EPOCH = "1780000000"
"""SOURCE_DATE_EPOCH of all test builds: 2026-05-28."""


@dataclass(frozen=True)
class Built:
    """What came out of one build."""

    out: Path
    warnings: str
    """Without colours, paths below the source folder."""
    trees: Path
    """The folder of the doctrees."""

    @property
    def env(self) -> BuildEnvironment:
        """What Sphinx has kept of the chapters."""
        found = pickle.loads((self.trees / "environment.pickle").read_bytes())  # noqa: S301 - Sphinx has just written it
        assert isinstance(found, BuildEnvironment)
        return found

    def file(self, pattern: str) -> Path:
        """The one file in the output folder that matches."""
        (found,) = sorted(self.out.glob(pattern))
        return found


Build = Callable[..., Built]
GUIDE = ("html", "epub", "pdf", "large-print", "booklet", "pamphlet")
"""The editions of the guide."""
PARTS = ("book", "_static", "pamphleteer", "conf.py", "pyproject.toml", "Makefile")
"""What it is made from."""


Tell = Callable[[str], None]


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """`tell("EPUBCheck: 0 messages")`: the figure of a gate, printed on a line of its own when all tests have run."""
    return lambda figure: request.node.user_properties.append(("gate", figure))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--quick`, for `make check`."""
    parser.addoption("--quick", action="store_true", help="skip what builds a book or starts a program")


LEFT = "builds a book or starts a program, which is left to make test"
STARTS = {"subprocess.Popen", "os.posix_spawn", "os.fork"}
"""Audit events of programs that are started."""


def leave(event: str, _args: object) -> None:
    """End the test that is running as skipped when it starts a program."""
    if event in STARTS and "PYTEST_CURRENT_TEST" in os.environ:
        pytest.skip(LEFT)


def pytest_configure(config: pytest.Config) -> None:
    """Give all processes of a run one folder for what outlives a build.

    With `--quick`, end a test as skipped when it is about to build a book or to start a program: so nobody has to mark tests,
    and no mark can become wrong.
    """
    if "XDG_STATE_HOME" not in os.environ:
        state = tempfile.TemporaryDirectory(prefix="pamphleteer-state-")
        os.environ["XDG_STATE_HOME"] = state.name
        config.add_cleanup(state.cleanup)
    if config.getoption("quick"):
        sys.addaudithook(leave)
        Sphinx.__init__ = lambda *_args, **_more: pytest.skip(LEFT)  # type: ignore[method-assign]  # never made


@pytest.fixture(scope="session", autouse=True)
def templates(shared: Path) -> None:
    """Hundreds of small sites have the templates of the same themes."""
    keep_templates(shared / "templates")


LONGEST_FIRST = (
    *("test_build_killed", "test_gate_real", "test_gate_web", "test_gate_ebook", "test_gate_print"),
    *("test_hostile_limits", "test_random_books", "test_build_again"),
    *("test_build_faults", "test_gate_project", "test_guide_large", "test_guide", "test_print_words"),
)
"""Files whose tests take longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests at the beginning: at the end one process would be at work on them alone."""
    place = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures of the gates, and what was not checked, by the tool that is missing."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    for report in sorted(reports, key=lambda report: report.nodeid):
        for name, figure in report.user_properties:
            if name == "gate" and report.when == "call":
                terminalreporter.write_line(f"gate  {figure}")
    skipped: dict[str, list[str]] = {}
    for report in terminalreporter.getreports("skipped"):
        if isinstance(report.longrepr, tuple):
            reason = report.longrepr[2].removeprefix("Skipped: ")
            skipped.setdefault(reason, []).append(report.nodeid.partition("::")[0])
    for reason, files in sorted(skipped.items()):
        names = sorted({Path(name).stem for name in files})
        of = ", ".join(names) if len(names) < 9 else f"{len(names)} files"
        terminalreporter.write_line(f"NOT CHECKED  {reason}: {len(files)} tests of {of}")


@dataclass
class Listener:
    """A server on this machine that answers nobody."""

    address: str
    asked: list[bytes] = field(default_factory=list)
    """The beginning of each request."""

    def listen(self, server: socket.socket) -> None:
        """Note requests until the server is closed."""
        with suppress(OSError):
            while True:
                visitor, _address = server.accept()
                self.asked.append(visitor.recv(100))
                visitor.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """For tests that nobody is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener("http://127.0.0.1:{1}".format(*server.getsockname()))
        threading.Thread(target=found.listen, args=(server,), daemon=True).start()
        yield found


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def guide(shared: Path) -> Path:
    """The folder with every edition of the guide, built once for all tests and processes of a run: read only.

    It is built from a copy, with a package that lies in it too, in another time zone and locale than `make all` is.
    """

    def make(folder: Path) -> None:
        for name in PARTS:
            part = ROOT / name
            (shutil.copytree if part.is_dir() else shutil.copy)(part, folder / name)
        there = {
            "SOURCE_DATE_EPOCH": last_commit(ROOT) or EPOCH, "PYTHONPATH": str(folder), "TZ": "Pacific/Auckland",
            "LC_ALL": "C", "PYTHONHASHSEED": "7",
        }  # fmt: skip
        command: list[str | Path] = [sys.executable, "-m", "pamphleteer", "build", *GUIDE]
        done = run(command, cwd=folder, env={**os.environ, **there})
        assert done.returncode == 0, done.stderr

    return made_once(shared, "another folder", make) / "_build"


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same date in every edition that a test builds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


@pytest.fixture(autouse=True)
def own_words() -> None:
    """No book in the language of the test before it: for English, Sphinx keeps the catalogue it last read."""
    locale.translators.clear()


def run_sphinx(source: Path, builder: str, out: Path, trees: Path, settings: dict[str, Any]) -> str:
    """Build a book in this process; the warnings."""
    stream = io.StringIO()
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source,
            source,
            out,
            trees,
            builder,
            confoverrides=settings,
            status=None,
            warning=stream,
            freshenv=True,
        )
        app.build(force_all=True)
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).replace(f"{source}/", "")


@pytest.fixture
def build(tmp_path: Path, shared: Path) -> Iterator[Build]:
    """`build(book, builder, faults=False, **settings)`: `book` is a name in tests/books or a folder.

    A book of tests/books is built once for all tests and processes of a run: nothing may be written to its `out`.
    """
    used = set()

    def run(book: str | Path, builder: str = "html", *, faults: bool = False, **settings: Any) -> Built:
        source, out, trees = BOOKS / book, f"out-{builder}", "doctrees"
        if isinstance(book, Path):
            folder = tmp_path
            warnings = run_sphinx(source, builder, folder / out, folder / trees, settings)
        else:

            def make(folder: Path) -> None:
                said = run_sphinx(source, builder, folder / out, folder / trees, settings)
                (folder / "warnings.txt").write_text(said, encoding="utf-8")

            key = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:8]
            folder = made_once(shared, f"{book}-{builder}-{key}", make)
            used.add(folder)
            warnings = (folder / "warnings.txt").read_text(encoding="utf-8")
        assert faults or not warnings, warnings
        return Built(folder / out, warnings, folder / trees)

    yield run
    for folder in used:
        assert unchanged(folder), f"this test wrote to {folder}, which other tests use too"


@pytest.fixture
def write_book(tmp_path: Path) -> Callable[..., Path]:
    """`write_book({"index.md": …}, conf="…")`: a throw-away book in a folder of its own."""

    def write(files: dict[str, str | bytes], conf: str = "") -> Path:
        folder = tmp_path / "source"
        files = {
            "conf.py": f'project = "A book"\nextensions = ["myst_parser", "pamphleteer"]\n{conf}\n',
            **files,
        }
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write

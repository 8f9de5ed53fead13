"""Attempts → what is broken by each, after their commands have run.

Those that share stand in one book for each set of commands. When something is wrong there, each of them is run alone, which
tells whose it is.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pikepdf
from attempt import Attempt, Commands
from attempt_addresses import faults_of_ebook, faults_of_pdf, faults_of_site
from attempt_facts import Said, changes, faults_of_command, lost, may_write, secrets_in
from attempt_place import Place, below, lay_out, outputs, state

ROOT = Path(__file__).parent.parent
ENOUGH = 120
"""Seconds by the clock that one command may take."""
PLAIN, RICH = "alabaster", "sphinx_book_theme"
"""The theme of projects of one attempt, and of books of many: to copy the files of the second takes longer than to build a chapter."""
ROOTED = ("conf.py", "pyproject.toml", "docutils.conf", "book/index.md", "book/conf.py", "book/sources.bib")
"""Files that a book of many attempts has itself."""
RECORDS = re.compile(r"""^pamphleteer_link_records *= *["']([^"']+)["']""", re.MULTILINE)
MOST = 1_000_000
"""Bytes of a file that raw HTML may stand in."""
OWN_PROCESS = {"module-path", "configuration", "terminal"}
"""Kinds that are about how Python starts, and what it finds then."""
TOGETHER = "books of many attempts"
"""The name for faults that no attempt has alone."""


class Listener:
    """A server on this machine that answers nobody."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.asked: list[bytes] = []
        self.address = "http://127.0.0.1:{1}".format(*self.server.getsockname())
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        """Note requests until the server is closed."""
        with suppress(OSError):
            while True:
                visitor, _address = self.server.accept()
                self.asked.append(b"")
                with suppress(OSError):
                    visitor.settimeout(1)
                    self.asked[-1] = visitor.recv(100)
                visitor.close()


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener for as long as commands run."""
    listener = Listener()
    try:
        yield listener
    finally:
        listener.server.close()


def variables_for(place: Place, attempts: Sequence[Attempt]) -> dict[str, str]:
    """The environment of a CI job: little, and a token in it."""
    told = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT)),
        "HOME": str(place.home),
        "TMPDIR": str(place.temporary),
        "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "1780000000",
        "GITHUB_TOKEN": place.secret,
    }
    for attempt in attempts:
        told |= {name: place.filled(value, attempt) for name, value in attempt.variables.items()}
    return told


def run_in_own_process(
    words: Sequence[str], place: Place, variables: dict[str, str], out: Path
) -> int | None:
    """A command in a Python that was started for it; None when it had to be ended."""
    with out.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "pamphleteer", *words],
            cwd=place.project, env=variables, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(ENOUGH)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None


@functools.cache
def forks() -> subprocess.Popen[str]:
    """The process that commands are forks of."""
    variables = {"PYTHONPATH": str(ROOT), **os.environ, "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(Path(__file__).with_name("attempt_server.py"))]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables
    )
    atexit.register(server.communicate)  # it ends when it can read no more
    return server


def run_in_fork(words: Sequence[str], place: Place, variables: dict[str, str], out: Path) -> int | None:
    """A command in a process that has everything loaded."""
    server = forks()
    assert server.stdin
    assert server.stdout
    request = {
        "words": [*words],
        "folder": str(place.project),
        "variables": variables,
        "out": str(out),
        "seconds": ENOUGH,
    }
    print(json.dumps(request), file=server.stdin, flush=True)
    status: int | None = json.loads(server.stdout.readline())
    return status


def strays(place: Place) -> list[int]:
    """The processes that were started for a project and are still there, on systems that tell what processes were told."""
    mark, found = f"TMPDIR={place.temporary}".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


def end_strays(place: Place) -> Iterator[str]:
    """End what a command left behind: a program that never ends would go on for all other attempts."""
    for number in strays(place):
        with suppress(OSError):
            os.kill(number, signal.SIGKILL)
            yield "a process was left behind"


def carry_out(attempts: Sequence[Attempt], place: Place, *, fork: bool) -> list[Said]:
    """Run the commands that the attempts have in common, one after the other."""
    said = []
    variables = variables_for(place, attempts)
    run = run_in_fork if fork else run_in_own_process
    for number, words in enumerate(attempts[0].commands):
        filled = [place.filled(word, attempts[0]) for word in words]
        out = place.base / f"printed-{number}"
        out.touch()
        status = run(filled, place, variables, out)
        said.append(Said(words, status, out.read_bytes()))
    return said


def faults_of_all(
    attempts: Sequence[Attempt], place: Place, theme: str, *, fork: bool
) -> tuple[list[str], dict[str, list[str]]]:
    """Lay out and carry out: what is wrong and nobody's in particular, and what is wrong with each attempt."""
    with listening() as listener:
        place = Place(place.base, listener.address)
        lay_out(attempts, place, theme)
        words = [word for one in attempts[0].commands for word in one]
        before, planted = state(place, words), planted_editions(place)
        said = carry_out(attempts, place, fork=fork)
        after = state(place, words)
        common = [fault for one in said for fault in faults_of_command(one)]
        common += sorted(set(end_strays(place)))
        allowed = [*may_write(attempts[0].commands), *records_of(place)]
        common += changes(before, after, allowed)
        common += faults_of_output(place, said, planted)
        if listener.asked and not any("linkcheck" in one.words for one in said):
            common.append(f"the listener was contacted: {listener.asked[0]!r}")
        own = {
            attempt.name: list(faults_of_one(attempt, place, said, alone=len(attempts) == 1))
            for attempt in attempts
        }
    if len(attempts) > 1:
        common += missing_editions(place, attempts[0].commands)
    return common, own


def faults_of_output(place: Place, said: Sequence[Said], planted: Mapping[Path, bytes]) -> Iterator[str]:
    """Facts 1 and 8."""
    for one in said:
        if place.secret in one.text.lower():
            yield f"{' '.join(one.words)}: printed a secret"
    sources = texts_of(place)
    for out in outputs(place, [word for one in said for word in one.words]):
        yield from secrets_in(out, place.secret)
        for path in editions_in(out, planted):
            look, name = (
                (faults_of_ebook, "e-book") if path.suffix == ".epub" else (faults_of_pdf, path.parent.name)
            )
            try:
                yield from (f"{name}: {fault}" for fault in look(path))
            except (zipfile.BadZipFile, pikepdf.PdfError) as error:
                yield f"{name}: cannot be read: {error}"
        yield from (f"site: {fault}" for fault in faults_of_site(out / "html", sources))


def editions_in(out: Path, planted: Mapping[Path, bytes]) -> list[Path]:
    """The e-books and PDFs that commands have put into an output folder."""
    found = [path for folder in ("epub", "pdf", "pamphlet", "preview") for path in (out / folder).glob("*.*")]
    made = [path for path in found if path.suffix in {".epub", ".pdf"} and path.is_file()]
    return sorted(path for path in made if planted.get(path) != path.read_bytes())


def planted_editions(place: Place) -> dict[Path, bytes]:
    """What strangers put where editions go."""
    found = (
        path for out in outputs(place, ()) for path in out.rglob("*.*") if path.suffix in {".epub", ".pdf"}
    )
    return {path: path.read_bytes() for path in found if path.is_file()}


def records_of(place: Place) -> list[str]:
    """The file that conf.py names for the records of links."""
    conf = place.project / "conf.py"
    named = RECORDS.findall(conf.read_text("utf-8", errors="replace")) if conf.is_file() else []
    return [f"project/{name}" for name in named]


def texts_of(place: Place) -> set[str]:
    """What strangers wrote, as far as it is text."""
    files = [path for path in below(place.project, set(outputs(place, ()))) if path.is_file()]
    return {path.read_text("utf-8", errors="replace") for path in files if path.stat().st_size < MOST}


def faults_of_one(attempt: Attempt, place: Place, said: Sequence[Said], *, alone: bool) -> Iterator[str]:
    """What is wrong with one attempt and surely its own."""
    if place.ran(attempt).exists():
        yield "a program of the book ran"
    if attempt.says and not is_told(attempt, place, said, alone=alone):
        yield f"nothing says “{attempt.says}”"
    yield from lost(place.project / "_build", attempt.commands, attempt.keeps)
    if attempt.holds:
        try:
            wrong = attempt.holds(place.project)
        except Exception as error:  # noqa: BLE001 - it looked for what is not there
            wrong = f"its own check failed: {error!r}"
        if wrong:
            yield wrong


def is_told(attempt: Attempt, place: Place, said: Sequence[Said], *, alone: bool) -> bool:
    """Whether the words were printed; in a book of many, in a message about a file of this attempt."""
    printed = "".join(one.text for one in said)
    report = place.project / "_build" / "report.json"
    told = json.loads(report.read_text("utf-8"))["messages"] if report.exists() else []
    messages = [f"{one['file']}: {one['message']} {one['hint']}" for one in told]
    if alone:
        return attempt.says in printed or any(attempt.says in one for one in messages)
    mine = [
        *(one for one in messages if any(name in one for name in attempt.files)),
        *about(printed, attempt),
    ]
    return any(attempt.says in one for one in mine)


def about(printed: str, attempt: Attempt) -> Iterator[str]:
    """Lines, with the one after each, that name a file of the attempt, or no file of the book."""
    lines = printed.splitlines()
    for number, line in enumerate(lines):
        if "book/" not in line or any(name in line for name in attempt.files):
            yield "\n".join(lines[number : number + 2])


def missing_editions(place: Place, commands: Commands) -> Iterator[str]:
    """Editions that were asked for and are not there: an attempt that shares does not stop a build."""
    asked = {word for words in commands if words[0] == "build" for word in words[1:]}
    for edition, pattern in {"html": "html/index.html", "epub": "epub/*.epub", "pdf": "pdf/*.pdf"}.items():
        if edition in asked and not list((place.project / "_build").glob(pattern)):
            yield f"{edition}: not made"


def broken_by(attempt: Attempt, folder: Path, *, fork: bool = False, theme: str = PLAIN) -> list[str]:
    """What is broken by an attempt in a project of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        fork = fork and not attempt.variables and attempt.kind not in OWN_PROCESS
        common, own = faults_of_all([attempt], Place(folder, ""), theme, fork=fork)
    finally:
        remove(folder)
    return [*common, *own[attempt.name]]


def broken_together(attempts: Sequence[Attempt], folder: Path) -> dict[str, list[str]]:
    """What is broken by attempts that share a book."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        common, own = faults_of_all(attempts, Place(folder, ""), RICH, fork=False)
    finally:
        remove(folder)
    if not common and not any(own.values()):
        return own
    alone = {attempt.name: broken_by(attempt, folder, theme=RICH) for attempt in attempts}
    for name, faults in own.items():
        alone[name] = alone[name] or [f"beside others: {fault}" for fault in faults]
    return alone if any(alone.values()) else {**alone, TOGETHER: common}


def remove(folder: Path) -> None:
    """Take a project away, whatever rights were taken from its folders."""
    for path, _folders, _names in os.walk(folder):
        with suppress(OSError):
            Path(path).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def books(attempts: Iterable[Attempt]) -> tuple[list[list[Attempt]], list[Attempt]]:
    """The attempts that stand in one book, and those that stand alone."""
    shared: list[list[Attempt]] = []
    alone = []
    for attempt in attempts:
        if not attempt.shares or attempt.variables or any(name in ROOTED for name in attempt.files):
            alone.append(attempt)
            continue
        fitting = (book for book in shared if fits(attempt, book))
        book = next(fitting, None)
        if book is None:
            shared.append([attempt])
        else:
            book.append(attempt)
    return [book for book in shared if len(book) > 1], [
        *alone,
        *(book[0] for book in shared if len(book) == 1),
    ]


def fits(attempt: Attempt, book: Sequence[Attempt]) -> bool:
    """Whether an attempt has the commands of a book, and no file that another one has."""
    taken = {name.casefold() for other in book for name in other.files}
    return attempt.commands == book[0].commands and not taken & {name.casefold() for name in attempt.files}

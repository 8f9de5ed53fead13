"""Typst source → finished PDF: runs the compiler, reports its faults, and replaces the last good file only by a good one."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError
from sphinx.util import logging

from pamphleteer.print import cjk, diagnostics, machine
from pamphleteer.print.absent import with_substitutes
from pamphleteer.print.compile import FONTS
from pamphleteer.print.culprit import culprit
from pamphleteer.print.page_faults import Fault, page_faults
from pamphleteer.print.places import MissingTargetError, Place, Run, settle
from pamphleteer.print.source_lines import source_lines
from pamphleteer.programs.run import Limits, run_python
from pamphleteer.timeouts import ADVICE, within

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
TEMPLATE = HERE / "template"
LIMITS = Limits(computing=900, clock=3600, memory=10_000)
"""Of one run of Typst: a book of 1,500 pages takes a fiftieth of the computing and a fifth of the memory."""
logger = logging.getLogger(__name__)


TRACED = 3
"""Faults of a book whose chapter is looked for: after these, the others mostly go too."""
PLACED = re.compile(r"(?P<place>.+?:\d+): (?P<message>.*)")


KILLED = {int(getattr(signal, name)) for name in ("SIGKILL", "SIGTERM") if hasattr(signal, name)}
"""What a system that runs out of memory, or somebody else, ends a process with; its own limits end it otherwise."""
NO_MEMORY = re.compile(r"MemoryError|memory allocation of \d+ bytes failed")
ODD_ANSWER = "the layout does not say where things lie: raw Typst must not use the labels of the template"


class PrintError(SphinxError):
    """An edition that cannot be printed: one line for each cause, which begins with `file:line: ` where that is known."""

    category = "Print error"


class MeasuringError(Exception):
    """A source that cannot be laid out, with the reason."""


@contextmanager
def faults_reported(app: Sphinx, kind: str) -> Iterator[None]:
    """Turn a PrintError into error messages with file and line; the build has failed, without a traceback."""
    try:
        yield
    except PrintError as error:
        app.statuscode = 1
        for line in str(error).splitlines():
            found = PLACED.fullmatch(line)
            place, message = (found["place"], found["message"]) if found else (None, line)
            logger.error(message, location=place, type=kind, subtype="typst")  # noqa: TRY400 - a writer gets no traceback


@contextmanager
def in_time(env: BuildEnvironment, docname: str) -> Iterator[None]:
    """Refuse to print a chapter that takes too long to be resolved or translated; `LIMITS` are those of its layout."""

    def overdue(told: str) -> PrintError:
        return PrintError(f"{env.doc2path(docname)}:1: this chapter cannot be printed {told}: {ADVICE}")

    with within(env.config.pamphleteer_chapter_seconds, overdue):
        yield


def lay_out_template(folder: Path) -> None:
    """Copy the templates to the work folder, where the source imports them as `/template/…`."""
    shutil.copytree(TEMPLATE, folder / "template", dirs_exist_ok=True)


def make_pdf(
    source: Path,
    pdf: Path,
    inputs: Mapping[str, str],
    *,
    time: int,
    srcdir: Path,
    kind: str,
    row_heads: list[list[list[bool]]] | None = None,
    targets: Mapping[str, Place] | None = None,
) -> None:
    """Compile `source`, in its work folder, to `pdf`; raises PrintError, and leaves the last PDF alone, when it has faults.

    `inputs` become Typst's `sys.inputs`, `time` (seconds since 1970) the date of the document; `row_heads` of the press tells
    which cells of its tables are headings.  A source that prints page references has `targets`, the labels that they lead to,
    each with `places.guess`; its answer about the layout is in `answer.json` afterwards.
    """
    half = pdf.with_name(f".{pdf.name}.part")
    half.unlink(missing_ok=True)
    folder = source.parent
    warn_of_memory(folder, kind)
    absent: dict[str, str] = {}

    def run(more: list[str]) -> subprocess.CompletedProcess[str]:
        told = options(folder, {**inputs, **absent}, time)
        return run_compiler([source.name, str(half.resolve()), *told, *more], folder)

    def compile_with(letters: str) -> subprocess.CompletedProcess[str]:
        absent.update({"absent": letters} if letters else {})
        return run([]) if targets is None else settled(run, folder, targets, kind)

    done, mended = with_substitutes(compile_with, folder)
    warn_of_letters(mended, folder, srcdir, kind)
    report(done.stderr, folder, srcdir, kind, run)
    if done.returncode or not half.is_file():
        raise PrintError(f"{pdf.name} could not be made: {why_stopped(done)}")
    finished(half, row_heads or [])
    warn_of_faults(half, pdf.name, source, run, srcdir, kind)
    half.replace(pdf)


def finished(half: Path, row_heads: list[list[list[bool]]]) -> None:
    """Add to a PDF what Typst cannot."""
    from pamphleteer.print.tags import finish  # pikepdf is loaded only where a PDF is certain

    finish(half, row_heads)


def warn_of_memory(folder: Path, kind: str) -> None:
    """Tell of a book that is too large for the machine, before it is laid out."""
    if message := machine.too_little(folder, LIMITS.memory << 20):
        logger.warning("%s", message, location="conf.py:1", type=kind, subtype="memory")


def warn_of_letters(faults: list[diagnostics.Fault], folder: Path, srcdir: Path, kind: str) -> None:
    """Tell where boxes with numbers stand in place of letters."""
    told: dict[str, dict[str, None]] = {}
    for fault in faults:
        for line in diagnostics.origins(folder, fault) or [diagnostics.first_line(folder)]:
            told.setdefault(line, {})[fault.letters] = None
    for line, found in told.items():
        letters = "".join(sorted(found))
        message = f"{diagnostics.no_font(letters)}: their numbers are printed in boxes; {diagnostics.advice(letters)}"
        logger.warning("%s", message, location=str(srcdir / line), type=kind, subtype="glyph")


def warn_of_faults(pdf: Path, name: str, source: Path, run: Run, srcdir: Path, kind: str) -> None:
    """Read the pages back: words on one another or off the paper are told with the place where they were written."""
    faults = page_faults(pdf)
    if not faults:
        return
    lines = source_lines(run, source, [(fault.page, fault.x, fault.y) for fault in faults])
    told: dict[tuple[str, int], list[Fault]] = {}
    for line, fault in zip(lines, faults, strict=True):
        told.setdefault((line, fault.page), []).append(fault)
    for (line, _page), group in told.items():
        first, more = group[0], len(group) - 1
        what = (
            f"“{first.word}” lies on “{first.other}”" if first.other else f"“{first.word}” leaves the paper"
        )
        others = f", and {more} more {'word' if more == 1 else 'words'} of this passage" if more else ""
        message = f"page {first.page} of {name}: {what}{others}: write it shorter or give it more room"
        logger.warning(message, location=str(srcdir / line), type=kind, subtype="page")


def why_stopped(done: subprocess.CompletedProcess[str]) -> str:
    """Why the compiler made no PDF, when it named no fault in the source."""
    if -done.returncode in KILLED:
        return (
            "the process that laid it out was killed, most likely because the machine had no memory left; "
            "close other programs, build this edition alone or on a larger machine, or make two books of it"
        )
    if done.returncode < 0 or NO_MEMORY.search(done.stderr):
        return (
            f"laying it out was ended, for it took {LIMITS.computing} seconds of computing or all the memory that it may have; "
            "look for raw Typst that never ends, or make two books of it"
        )
    return f"the compiler stopped with “{(done.stderr.strip().splitlines() or ['no message'])[-1]}”"


def options(folder: Path, inputs: Mapping[str, str], time: int) -> list[str]:
    """Options of the compiler: its limits, what the source is told, and where fonts are."""
    machine = cjk.fonts_for(folder)
    told = [f"--input={key}={value}" for key, value in {**inputs, **machine}.items()]
    return ["--root=.", f"--time={time}", f"--fonts={FONTS}", *(["--fonts=cjk"] if machine else []), *told]


def settled(
    run: Run, folder: Path, targets: Mapping[str, Place], kind: str
) -> subprocess.CompletedProcess[str]:
    """The last run of the compiler, after which each page reference names the page that its target is on."""
    try:
        done, moving = settle(run, folder, targets)
    except MissingTargetError as error:
        raise PrintError(f"a link leads to “{error}”, which is not printed") from None
    except (OSError, ValueError, LookupError, TypeError):
        raise PrintError(ODD_ANSWER) from None
    if moving:
        message = f"the page number of “{moving}” may be wrong, for printing it moves its page: take one reference to it away"
        logger.warning(message, type=kind, subtype="unsettled")
    return done


def measured(source: Path, layouts: Sequence[Mapping[str, str]], selector: str) -> list[list[Any]]:
    """What a source says of itself, by a selector of Typst, in each of some layouts; raises MeasuringError when it has faults."""
    machine = cjk.fonts_for(source.parent)
    asked = {"selector": selector, "layouts": [{**inputs, **machine} for inputs in layouts]}
    arguments = [source.name, str(FONTS), *(["cjk"] if machine else [])]
    done = run_module("pamphleteer.print.measure", arguments, source.parent, json.dumps(asked))
    try:
        answers: list[list[Any]] = json.loads(done.stdout)
    except ValueError:
        raise MeasuringError(why_stopped(done)) from None
    return answers


def run_compiler(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the compiler in a process of its own."""
    return run_module("pamphleteer.print.compile", arguments, folder)


def run_module(
    module: str, arguments: list[str], folder: Path, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a module of this package within the limits of print; when its time by the clock is over, it was ended."""
    try:
        done = run_python(module, arguments, folder, LIMITS, given=given.encode())
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess([module], -signal.SIGXCPU, "", "")
    out, err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def report(text: str, folder: Path, srcdir: Path, kind: str, run: Run) -> None:
    """Pass warnings on; gather errors in one PrintError."""
    errors: dict[str, None] = {}
    for fault in diagnostics.read(text):
        is_error = fault.severity == "error" or diagnostics.NO_FAMILY in fault.message
        origin = next(iter(diagnostics.origins(folder, fault)), "")
        if not origin and is_error and len(errors) < TRACED:
            origin = culprit(run, folder, fault.message)
        place = str(srcdir / (origin or diagnostics.first_line(folder)))
        if is_error:
            errors[f"{place}: {fault.message}"] = None
        else:
            logger.warning("%s", fault.message, location=place, type=kind, subtype="typst")
    if errors:
        raise PrintError("\n".join(errors))

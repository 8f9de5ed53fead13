"""Projects of others, before the judges: their documentation, unchanged but for our extension, as an e-book and in print.

.ci/run gets their source distributions, pinned in tests/real.lock; each is built once, with the command of the README.
"""

from __future__ import annotations

import os
import sys
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from conftest import Tell
from tools import ROOT, TESTS, ace, epubcheck, made_once, missing, need, page_validation, run, verapdf

from bench.real import LEAN
from pamphleteer.print.page_faults import page_faults

SOURCES = ROOT / "_build" / ".tools" / "real"
PROJECTS = {
    "hl7": "reStructuredText, messages between hospitals",
    "installer": "MyST",
    "packaging": "reStructuredText",
    "pyproject_metadata": "MyST",
}
EDITIONS = {"e-book": "epub/*.epub", "print": "pdf/*[!t].pdf", "large print": "pdf/*-large-print.pdf"}
OURS = 'extensions = [*extensions, "pamphleteer"]\n'


@pytest.fixture(params=PROJECTS)
def project(request: pytest.FixtureRequest) -> str:
    """The name of a project of others."""
    name: str = request.param
    return name


def unpacked(name: str, folder: Path) -> Path:
    """The documentation source of a project, with our extension."""
    found = sorted(SOURCES.glob(f"{name}-*.tar.gz"))
    if not found:
        missing(f"no source distribution of {name} in {SOURCES}: run .ci/run once")
    with tarfile.open(found[0]) as archive:
        archive.extractall(folder, filter="data")
    docs = next(folder.glob(f"{name}-*/docs"))
    with (docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(LEAN + OURS)
    return docs


def surroundings(docs: Path) -> dict[str, str]:
    """Of a process that may import what a project documents."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [ROOT, docs.parent, docs.parent / "src"]))}


def built(shared: Path, name: str) -> tuple[Path, dict[str, Path]]:
    """The source of a project and the files of its editions."""

    def make(folder: Path) -> None:
        docs = unpacked(name, folder)
        command = [sys.executable, "-m", "pamphleteer", "build", "epub", "pdf", "large-print"]
        done = run([*command, "--source", docs, "--out", folder / "out"], env=surroundings(docs))
        assert done.returncode == 0, done.stderr

    folder = made_once(shared, f"real-{name}", make)
    files = {edition: next((folder / "out").glob(pattern)) for edition, pattern in EDITIONS.items()}
    return next(folder.glob(f"{name}-*/docs")), files


def kinds(messages: list[str]) -> str:
    """How many kinds of messages of each severity there are."""
    count = Counter(message.split()[0] for message in messages)
    return "/".join(str(count[severity]) for severity in ("FATAL", "ERROR", "WARNING", "USAGE"))


def test_epubcheck_has_nothing_to_say(shared: Path, tell: Tell) -> None:
    """On the e-books of projects that know nothing of us."""
    need("java", "javac", "epubcheck")
    said = [epubcheck(built(shared, name)[1]["e-book"]) for name in PROJECTS]
    for (name, language), messages in zip(PROJECTS.items(), said, strict=True):
        tell(f"{name} ({language}): EPUBCheck fatal/error/warning/usage kinds {kinds(messages)}")
    assert dict(zip(PROJECTS, said, strict=True)) == {name: [] for name in PROJECTS}


@pytest.mark.parametrize("project", [name for name in PROJECTS if name != "packaging"])
def test_ace_has_nothing_to_say(shared: Path, project: str, tell: Tell) -> None:
    """On the same e-books, but for the one that would take it as long as the others together."""
    need("node", "ace", "chromium")
    violations = ace(built(shared, project)[1]["e-book"])
    tell(f"{project}: Ace {len(violations)} violations")
    assert violations == []


def test_the_judges_of_pdf_have_nothing_to_say(shared: Path, tell: Tell) -> None:
    """Both of PDF/UA-1 and PDF/A-2a, on the print in A5."""
    need("java", "javac", "verapdf")
    pdfs = [built(shared, name)[1]["print"] for name in PROJECTS]
    broken = [
        *verapdf(pdfs),
        *(found for pdf in pdfs for profile in ("ua1", "2a") for found in page_validation(pdf, profile)),
    ]
    tell(f"{len(pdfs)} projects in print: veraPDF and page-validation {len(broken)} failures")
    assert broken == []


def test_every_word_is_there_and_can_be_read(shared: Path, project: str, tell: Tell, tmp_path: Path) -> None:
    """The e-book and both prints hold all that the chapters say; no word lies on another or off the paper."""
    need("pdftotext")
    docs, files = built(shared, project)
    command: list[str | Path] = [sys.executable, TESTS / "lost_words.py", docs, tmp_path, *files.values()]
    said = run(command, env=surroundings(docs))
    faults = [fault for edition in ("print", "large print") for fault in page_faults(files[edition])]
    tell(f"{project}: {', '.join(said.stdout.splitlines())}; {len(faults)} page faults")
    assert said.stdout.splitlines() == [f"0 texts lost in {path.name}" for path in files.values()], (
        said.stderr
    )
    assert faults == []

"""Projects of others, before the judges: their documentation, unchanged but for our extension, as an e-book and in print.

.ci/run gets their source distributions, pinned in tests/real.lock; what stock Sphinx makes of them is printed beside.
"""

from __future__ import annotations

import os
import sys
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from conftest import Tell
from printed_words import lost_of
from tools import ROOT, ace, epubcheck, missing, need, page_validation, run, verapdf

from bench.real import LEAN

SOURCES = ROOT / "_build" / ".tools" / "real"
PROJECTS = {"installer": "MyST", "packaging": "reStructuredText"}
OURS = 'extensions += _os.environ.get("GATE_EXTENSIONS", "").split()\n'
"""Our extension, if it is asked for."""


@pytest.fixture(params=PROJECTS)
def docs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The documentation source of a project of others."""
    found = sorted(SOURCES.glob(f"{request.param}-*.tar.gz"))
    if not found:
        missing(f"no source distribution of {request.param} in {SOURCES}: run .ci/run once")
    with tarfile.open(found[0]) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = next(tmp_path.glob(f"{request.param}-*/docs"))
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(LEAN + OURS)
    return folder


def ebook(docs: Path, *extensions: str) -> Path | None:
    """The e-book that `sphinx-build -b epub` makes with these extensions added."""
    out = docs.parent / "-".join(["out", *extensions])
    done = run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "epub", docs, out],
        env={**os.environ, "GATE_EXTENSIONS": " ".join(extensions)},
    )
    assert done.returncode == 0 or not extensions, done.stderr
    return next(iter(sorted(out.glob("*.epub"))), None)


def kinds(messages: list[str]) -> str:
    """How many kinds of messages of each severity there are."""
    count = Counter(message.split()[0] for message in messages)
    return "/".join(str(count[severity]) for severity in ("FATAL", "ERROR", "WARNING", "USAGE"))


def test_the_judges_have_nothing_to_say(docs: Path, tell: Tell) -> None:
    """EPUBCheck and Ace report nothing on the e-book of a project that knows nothing of us."""
    need("java", "epubcheck", "ace", "chromium")
    stock, ours = ebook(docs), ebook(docs, "pamphleteer")
    assert ours
    said, violations = epubcheck(ours), ace(ours)
    name = docs.parent.name
    theirs = kinds(epubcheck(stock)) if stock else "no e-book"
    tell(
        f"{name} ({PROJECTS[name.partition('-')[0]]}): EPUBCheck fatal/error/warning/usage kinds {kinds(said)}, "
        f"of stock Sphinx's {theirs}; Ace {len(violations)} violations"
    )
    assert said == []
    assert violations == []


def test_every_word_is_printed(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    """The PDF holds all that the chapters say, in order, and both judges of PDF/UA-1 and PDF/A-2a pass it."""
    need("pdftotext", "verapdf")
    monkeypatch.setenv("GATE_EXTENSIONS", "pamphleteer")
    out = tmp_path / "print"
    lost = list(map(str, lost_of(docs, docs, out)))
    (pdf,) = out.glob("*.pdf")
    broken = [*verapdf([pdf]), *page_validation(pdf, "ua1"), *page_validation(pdf, "2a")]
    name = docs.parent.name
    tell(f"{name} in print: {len(lost)} texts lost, veraPDF and page-validation {len(broken)} failures")
    assert lost == []
    assert broken == []

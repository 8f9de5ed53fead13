"""The PDFs of the guide, before the judges: veraPDF, page-validation, qpdf, and headings equal to the chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from conftest import Tell
from tools import ROOT, missing, need, page_validation, run, verapdf

from pamphleteer.print.page_faults import page_faults

BUILT = ROOT / "_build"


@pytest.fixture(scope="module")
def pdfs() -> list[Path]:
    """Every PDF but the booklet, whose tags are lost in imposition."""
    found = sorted([*(BUILT / "pdf").glob("*.pdf"), *(BUILT / "pamphlet").glob("*.pdf")])
    if len(found) < 6:
        missing("not every PDF is in _build: run make all first")
    return [path for path in found if "booklet" not in path.name]


def test_verapdf_passes_every_pdf(pdfs: list[Path], tell: Tell) -> None:
    """PDF/UA-1 and PDF/A-2a."""
    broken = verapdf(pdfs)
    tell(f"veraPDF, PDF/UA-1 and PDF/A-2a: {len(broken)} rules broken in {len(pdfs)} PDFs")
    assert broken == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_page_validation_passes_every_pdf(pdfs: list[Path], profile: str, tell: Tell) -> None:
    """The same by a second judge, which needs no Java."""
    failures = [f"{path.name} {failure}" for path in pdfs for failure in page_validation(path, profile)]
    tell(f"page-validation, {profile}: {len(failures)} failures in {len(pdfs)} PDFs")
    assert failures == []


def test_qpdf_finds_no_fault(pdfs: list[Path], tell: Tell) -> None:
    """The files are sound."""
    need("qpdf")
    checked = [run(["qpdf", "--check", path]) for path in [*pdfs, *(BUILT / "pdf").glob("*-booklet.pdf")]]
    faults = [done.stdout + done.stderr for done in checked if done.returncode]
    tell(f"qpdf: {len(faults)} faults in {len(checked)} PDFs")
    assert faults == []


def test_no_word_lies_on_another_or_leaves_the_paper(pdfs: list[Path], tell: Tell) -> None:
    """In every PDF, booklet included: validators do not look at this."""
    found = [*pdfs, *(BUILT / "pdf").glob("*-booklet.pdf")]
    faults = [f"{path.name}: {fault}" for path in found for fault in page_faults(path)]
    tell(f"words on one another or off the paper: {len(faults)} in {len(found)} PDFs")
    assert faults == []


def headings(node: pikepdf.Object) -> Iterator[str]:
    """The tags H1, H2 … in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from headings(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tag = str(node["/S"])[1:]
        if re.fullmatch(r"H[1-6]", tag):
            yield tag
        yield from headings(node.get("/K", pikepdf.Array()))


@pytest.mark.parametrize("suffix", ["", "-large-print"])
def test_headings_are_tagged_as_in_the_chapters(pdfs: list[Path], suffix: str, tell: Tell) -> None:
    """As many tagged headings as the chapters have, without a skipped level: validators do not look at this."""
    path = next(p for p in pdfs if p.parent.name == "pdf" and p.stem.endswith(suffix or "injury"))
    with pikepdf.open(path) as pdf:
        levels = [int(tag[1]) for tag in headings(pdf.Root["/StructTreeRoot"]["/K"])]
    chapters = [p for p in (ROOT / "book").glob("*.md") if p.stem not in {"pamphlet", "references-to-check"}]
    written = sum(len(re.findall(r"^#+ ", p.read_text(encoding="utf-8"), re.MULTILINE)) for p in chapters)
    tell(f"headings{suffix}: {len(levels)} tagged for {written} in the chapters")
    assert len(levels) >= written > 50
    assert all(after <= before + 1 for before, after in pairwise(levels))

"""A generated book → its editions, and what is wrong with them.

python tests/random_checks.py SEED COUNT [KIND…]     looks at so many books, made from a seed

KIND is books, edits, or a kind of damage: caches, front-matter, settings, environment, names, files.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from random_edits import histories
from random_pages import Made, books
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tools import need

from pamphleteer.print.page_faults import page_faults

EDITIONS = ("html", "epub", "pdf", "large-print")
TOLD = re.compile(r"(?:WARNING|ERROR|CRITICAL): ")
PLACED = re.compile(r"[^\n]*?\.(?:md|txt|csv|py):\d+: (?:WARNING|ERROR|CRITICAL): ")
NEITHER = re.compile(r"[\s\-\u00ad\u2010\u200b\u2060]+")
"""What print puts between the letters of a word."""


def lay_out(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write files, where they are not there yet as they are; take away what is no longer there."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def build(source: Path, out: Path, edition: str, *, fresh: bool = False) -> str:
    """Build an edition to `out/edition`; what was told."""
    told = io.StringIO()
    locale.translators.clear()
    if checksum := getattr(_assets, "_file_checksum_inner", None):
        checksum.cache_clear()  # Sphinx keeps the sums of files by their names as long as a process lives
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source,
            source,
            out / edition,
            out / "doctrees",
            edition,
            status=None,
            warning=told,
            freshenv=fresh,
        )
        app.build()
    return re.sub(r"\x1b\[[0-9;]*m", "", told.getvalue()).replace(f"{source}/", "")


def said(out: Path, edition: str) -> str:
    """The text of an edition."""
    if edition == "html":
        return re.sub(
            "<[^>]*>", "", " ".join(path.read_text("utf-8") for path in (out / edition).rglob("*.html"))
        )
    if edition == "epub":
        with zipfile.ZipFile(next((out / edition).glob("*.epub"))) as book:
            pages = (book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
            return re.sub("<[^>]*>", "", " ".join(pages))
    need("pdftotext")
    pdf = next((out / edition).glob("*.pdf"))
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return NEITHER.sub("", text)


def faults_of(made: Made, folder: Path, editions: tuple[str, ...] = EDITIONS) -> Iterator[str]:
    """What is wrong with the editions of a book."""
    source, out = folder / "source", folder / "out"
    shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    lay_out(made.files, source)
    for edition in editions:
        try:
            told = build(source, out, edition)
        except Exception:  # noqa: BLE001 - whatever it is, it is a fault
            yield f"{edition}: {traceback.format_exc()}"
            continue
        yield from (
            f"{edition}: no place: {one}"
            for one in told.splitlines()
            if TOLD.search(one) and not PLACED.match(one)
        )
        yield from (
            f"{edition}: told: {one}" for one in told.splitlines() if "ERROR: " in one and edition != "html"
        )
        if not [*(out / edition).glob({"html": "*.html", "epub": "*.epub"}.get(edition, "*.pdf"))]:
            yield f"{edition}: did not come out: {told[-2000:]}"
            continue
        text = said(out, edition)
        wanted = "pdf" if edition == "large-print" else edition
        lost = [word for word, where in made.words.items() if wanted in where and word not in text]
        if lost:
            yield f"{edition}: lost: {' '.join(lost)}"
        yield from (
            f"{edition}: page {fault.page}: “{fault.word}” {f'lies on “{fault.other}”' if fault.other else 'leaves the paper'}"
            for pdf in (out / edition).glob("*.pdf")
            for fault in page_faults(pdf)
        )


def differences(
    history: Sequence[Mapping[str, str | bytes]], folder: Path, editions: tuple[str, ...] = ("html", "epub")
) -> Iterator[str]:
    """Where a book that is built after each edit is not the book that is built from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    source, kept = folder / "source", folder / "kept"
    source.mkdir(parents=True)
    for number, files in enumerate(history):
        lay_out(files, source)
        fresh = folder / f"fresh-{number}"
        for edition in editions:
            try:
                build(source, kept, edition)
            except Exception:  # noqa: BLE001 - whatever it is, it is a fault
                yield f"edit {number}: {edition}: {traceback.format_exc()}"
                return
            build(source, fresh, edition)
            again, first = (contents(out / edition) for out in (kept, fresh))
            wrong = [name for name in first if again.get(name) != first[name]]
            more = [name for name in again if name not in first and edition == "html"]
            if wrong or more:
                yield f"edit {number}: {edition}: other than from nothing: {wrong}, too many: {more}"
        if number:
            shutil.rmtree(folder / f"fresh-{number - 1}")


def contents(folder: Path) -> dict[str, bytes]:
    """The files of an edition that readers get."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.relative_to(folder).as_posix().startswith(".")
        and ".typst" not in path.parts
    }


def shown(files: Mapping[str, str | bytes], before: Mapping[str, str | bytes]) -> str:
    """The texts of a book that are new."""
    return "\n".join(
        f"===== {name}\n{text}"
        for name, text in files.items()
        if isinstance(text, str) and text != before.get(name)
    )


def looks(folder: Path) -> dict[str, Callable[[], None]]:
    """The searches, by kind: each raises AssertionError with the smallest book that has a fault."""

    @given(books())
    def editions(made: Made) -> None:
        faults = list(faults_of(made, folder))
        assert not faults, "\n".join([*faults, shown(made.files, {})])

    @given(histories())
    def edits(history: list[Mapping[str, str | bytes]]) -> None:
        faults = list(differences(history, folder))
        assert not faults, "\n".join([*faults, *map(shown, history, [{}, *history])])

    return {"books": editions, "edits": edits} | damages(folder)


def damages(folder: Path) -> dict[str, Callable[[], None]]:
    """A search for each kind of damage."""
    from random_damage import KINDS, look_at  # which takes from here what an edition holds

    look = look_at(folder / "damaged")
    return {kind: given(made)(look) for kind, made in KINDS.items()}


def main() -> int:
    """Look at many books and many histories of edits; print the smallest of each that has a fault."""
    start, count, status = int(sys.argv[1]), int(sys.argv[2]), 0
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1780000000")
    thorough = settings(
        max_examples=count, deadline=None, database=None, print_blob=False, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink], report_multiple_bugs=False,
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="random-book-") as folder:
        for kind, look in looks(Path(folder)).items():
            if kind not in (sys.argv[3:] or [kind]):
                continue
            try:
                seed(start)(thorough(look))()
            except AssertionError as found:
                print(found)
                status = 1
    print(
        f"{count} books, histories of edits and damages of each kind from seed {start}: {'faults, above' if status else 'no fault'}"
    )
    return status


if __name__ == "__main__":
    sys.exit(main())

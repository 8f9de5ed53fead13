"""Typst source → pictures, drawn in a process of its own (`typst_pages`), and kept from build to build."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import zipfile
import zlib
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.print.compile import FONTS
from pamphleteer.print.modes import Markup
from pamphleteer.programs.run import Limits, run_python

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DRAWINGS = "pamphleteer-drawings"
"""Folder beside the doctrees that keeps drawings."""
KEPT = 8
LIMITS = Limits(computing=120, clock=300)


class DrawingError(Exception):
    """What Typst cannot draw, with its reason."""


def drawn(
    source: Markup,
    kind: str,
    beside: Mapping[str, bytes] | None = None,
    *,
    own_fonts: bool = True,
    kept: Path | None = None,
) -> list[bytes]:
    """The pages of a source as pictures of this kind: `svg` or `jpg`; `beside` it lie files that it reads, by name.

    Without `own_fonts` the fonts of the machine may be used too, for scripts that ours lack.
    `kept`: a folder whose drawings are taken where the files are the same, and that keeps the last few.
    Raises DrawingError.
    """
    files = {**(beside or {}), "main.typ": source.source.encode()}
    if kept is None or not own_fonts:  # fonts of the machine may change
        return draw_now(files, kind, own_fonts=own_fonts)
    told = repr((version("pamphleteer"), version("typst"), kind, sorted(files.items())))
    path = kept / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}.zip"
    try:
        with zipfile.ZipFile(path) as archive:
            pages = [archive.read(name) for name in archive.namelist()]
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error):
        pages = draw_now(files, kind, own_fonts=own_fonts)
        keep(path, pages)
    return pages


def keep(path: Path, pages: Sequence[bytes]) -> None:
    """Write beside, then rename; of the others the last few stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, page in enumerate(pages, 1):
            archive.writestr(str(number), page)
    beside.replace(path)
    for old in sorted(path.parent.glob("*.zip"), key=lambda found: found.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def draw_now(files: Mapping[str, bytes], kind: str, *, own_fonts: bool) -> list[bytes]:
    """The pictures, drawn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            (folder / path).write_bytes(data)
        arguments = [str(folder), kind, str(FONTS), "own" if own_fonts else "all"]
        try:
            done = run_python("pamphleteer.epub.typst_pages", arguments, folder, LIMITS)
        except subprocess.TimeoutExpired:
            raise DrawingError(f"drawing it took more than {LIMITS.clock:g} seconds") from None
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise DrawingError((said or ["no reason given"])[-1])
        count = len(list(folder.glob(f"[0-9]*.{kind}")))
        return [(folder / f"{number}.{kind}").read_bytes() for number in range(1, count + 1)]

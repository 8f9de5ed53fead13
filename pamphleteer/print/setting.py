"""Typst source → finished PDF: runs the compiler, reports its faults, and replaces the last good file only by a good one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sphinx.errors import SphinxError
from sphinx.util import logging

from pamphleteer.print import diagnostics

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "template"
logger = logging.getLogger(__name__)


class PrintError(SphinxError):
    """An edition that cannot be printed; the message names file and line of each cause."""

    category = "Print error"


def lay_out_template(folder: Path) -> None:
    """Copy the templates to the work folder, where the source imports them as `/template/…`."""
    shutil.copytree(TEMPLATE, folder / "template", dirs_exist_ok=True)


def make_pdf(source: Path, pdf: Path, inputs: Mapping[str, str], *, time: int, srcdir: Path, kind: str) -> None:
    """Compile `source`, in its work folder, to `pdf`.

    `inputs` become Typst's `sys.inputs`, `time` (seconds since 1970) the date of the document.
    Raises PrintError, and leaves the last PDF alone, when the source has faults.
    """
    half = pdf.with_name(f".{pdf.name}.part")
    half.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pamphleteer.print.compile", source.name, str(half.resolve()), "--root", "."]
    command += [f"--fonts={FONTS}", f"--time={time}", *(f"--input={key}={value}" for key, value in inputs.items())]
    done = subprocess.run(
        command, cwd=source.parent, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    report(done.stderr, source.parent, srcdir, kind)
    if done.returncode or not half.is_file():
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise PrintError(f"{pdf.name} could not be made: the compiler stopped with “{last}”")
    half.replace(pdf)


def environment() -> dict[str, str]:
    """The environment of the compiler: it must find this package wherever Sphinx was started."""
    paths = [str(HERE.parent.parent), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONIOENCODING": "utf-8"}


def report(text: str, folder: Path, srcdir: Path, kind: str) -> None:
    """Pass warnings on; gather errors in one PrintError."""
    errors: dict[str, None] = {}
    for fault in diagnostics.read(text):
        origin = diagnostics.origin(folder, fault)
        place = str(srcdir / origin) if origin else ""
        if fault.severity == "error" or diagnostics.NO_FAMILY in fault.message:
            errors[f"{place or f'print template {fault.file}:{fault.line}'}: {fault.message}"] = None
        else:
            logger.warning(fault.message, location=place or None, type=kind, subtype="typst")
    if errors:
        raise PrintError("\n".join(errors))

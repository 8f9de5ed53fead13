"""The project before the judges: the same bytes from another folder, no finding of the lint, a lock file that fits."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from conftest import Tell
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_build_again import files
from tools import ROOT, missing, run

FOLDERS = ("html", "epub", "pdf", "pamphlet")
PINNED = re.compile(r"^\w[^\\\n]*==[^\\\n]*", re.MULTILINE)
"""One package of the lock file, for every platform or for some."""


def test_another_folder_gives_the_same_bytes(guide: Path, tell: Tell) -> None:
    """Site, e-book and every PDF of `make all`, once more in another folder, time zone and locale, are equal to the byte.

    The package lies in that folder too.
    """
    built = {name: data for name, data in files(ROOT / "_build").items() if name.startswith(FOLDERS)}
    if not any(name.startswith("pamphlet") for name in built):
        missing("not every edition is in _build: run make all first")
    again = {name: data for name, data in files(guide).items() if name.startswith(FOLDERS)}
    differ = sorted(name for name in {*built, *again} if built.get(name) != again.get(name))
    pdfs = sum(name.startswith(("pdf", "pamphlet")) for name in again)
    tell(f"two folders: {len(differ)} of {len(again)} files differ, {pdfs} PDFs among them")
    assert differ == []


def test_the_lint_has_no_finding(tell: Tell) -> None:
    """`make lint` on the guide."""
    done = run([sys.executable, "-m", "pamphleteer", "lint"], cwd=ROOT)
    tell(
        f"lint: {done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()[-200:]}"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_file_fits_the_project_file(tell: Tell) -> None:
    """Each package that the project needs, and each that those need, is locked with its hash in a version that will do."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [Requirement(line) for line in PINNED.findall(text)]
    here = [pin for pin in pins if wanted(pin, set())]
    locked = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [
        Requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    ]
    seen: set[str] = set()
    wrong = [block for block in re.split(r"\n(?=\w)", text) if "--hash=sha256:" not in block]
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        version = locked.get(name, "")
        if not version or not need.specifier.contains(version, prereleases=True):
            wrong.append(f"{need}: {version or 'nothing'} is locked")
        elif str(need) not in seen and installed(name):
            seen.add(str(need))
            asked = map(Requirement, metadata.requires(name) or [])
            waiting += [more for more in asked if wanted(more, need.extras)]
    tell(f"lock file: {len(wrong)} of {len(locked)} packages do not fit pyproject.toml")
    assert wrong == []


def installed(name: str) -> bool:
    """Whether this platform has it."""
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def wanted(need: Requirement, extras: set[str]) -> bool:
    """Whether a package needs another here, with these extras."""
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in {"", *extras})

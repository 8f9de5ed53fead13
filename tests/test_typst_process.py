"""The process that compiles with Typst, started in places that are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphleteer.epub.draw import drawn
from pamphleteer.print.modes import markup
from pamphleteer.print.setting import run_compiler

BROKEN = 'raise SystemExit("loaded")\n'


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to start in, and one of an environment, with modules that must not be loaded."""
    started, site = tmp_path / "started", tmp_path / "site"
    for folder, names in ((started, ("typst", "typing", "pamphleteer", "PIL")), (site, ("sitecustomize",))):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.py").write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(started)
    monkeypatch.setenv("PYTHONPATH", str(site))
    return started


@pytest.mark.parametrize("kind", ["svg", "jpg"])
@pytest.mark.usefixtures("elsewhere")
def test_pictures_are_drawn(kind: str) -> None:
    """Neither what lies in the folder where it is started nor what an environment loads for all is loaded."""
    (picture,) = drawn(markup("#set page(width: 9pt, height: 9pt)\n$x$"), kind)
    assert picture.startswith(b"<svg" if kind == "svg" else b"\xff\xd8\xff")


def test_a_book_is_compiled(elsewhere: Path) -> None:
    """The same for print."""
    (elsewhere / "main.typ").write_text("#set document(title: [A])\nWords.\n", encoding="utf-8")
    done = run_compiler(["main.typ", "out.pdf", "--root=.", "--time=0"], elsewhere)
    assert (done.returncode, done.stderr) == (0, "")
    assert (elsewhere / "out.pdf").read_bytes().startswith(b"%PDF")

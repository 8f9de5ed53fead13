"""Linting a Sphinx project from the command line: what is read again, what is kept, and what a page may allow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.__main__ import main

FILES = {
    "index.md": "# Book\n\nText.\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\nRest the the leg.\n\n```{include} part.txt\n```\n",
    "two.md": "---\nallow:\n  repeated-word: as found\n---\n# Two\n\nThe the leg.\n",
    "part.txt": "Cool the ankle.\n",
}
WriteBook = Callable[..., Path]


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """`lint(folder)` → exit status and output."""

    def run(*arguments: object) -> tuple[int, str]:
        status = main(["lint", *map(str, arguments)])
        return status, capsys.readouterr().out

    return run


def test_a_second_run_says_the_same_and_a_change_is_seen(
    write_book: WriteBook, lint: Callable[..., tuple[int, str]]
) -> None:
    """Findings are kept while nothing changed; an edited page and an included file are read again."""
    folder = write_book(FILES, 'exclude_patterns = ["part.txt"]')
    first = lint(folder)
    assert first[0] == 1
    assert first[1].count("[repeated-word]") == 1
    assert lint(folder) == first
    assert (folder / "_build" / ".work" / "lint-findings.json").is_file()
    (folder / "part.txt").write_text("Cool cool water, the ankle ankle.\n", encoding="utf-8")
    assert "part.txt:1" in lint(folder)[1]
    (folder / "one.md").write_text("# One\n\nRest.\n", encoding="utf-8")
    assert "one.md" not in lint(folder)[1]


def test_settings_and_terms_are_inputs_too(
    write_book: WriteBook, lint: Callable[..., tuple[int, str]]
) -> None:
    """A rule that is switched off, and a word that is ruled out, show at once."""
    folder = write_book(FILES, 'exclude_patterns = ["part.txt"]')
    assert lint(folder)[0] == 1
    settings = '[tool.pamphleteer.lint]\nignore = ["repeated-word"]\n'
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert lint(folder)[0] == 0


def test_one_page_of_a_project(write_book: WriteBook, lint: Callable[..., tuple[int, str]]) -> None:
    """Only its own findings are shown."""
    folder = write_book(FILES, 'exclude_patterns = ["part.txt"]')
    assert lint(folder / "two.md")[0] == 0
    assert lint(folder / "one.md")[0] == 1


def test_a_wrong_setting_stops_with_its_line(
    write_book: WriteBook, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a project as for files."""
    folder = write_book(FILES)
    (folder / "pyproject.toml").write_text("[tool.pamphleteer.lint]\nunit = 1\n", encoding="utf-8")
    assert main(["lint", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "pyproject.toml:2: there is no setting “unit”" in said
    assert "Traceback" not in said


def test_a_text_beside_the_chapters(write_book: WriteBook, lint: Callable[..., tuple[int, str]]) -> None:
    """It is read as a file where Sphinx leaves it out: a text that nobody reads would look as one without a fault."""
    folder = write_book(FILES, 'exclude_patterns = ["part.txt", "draft.md"]')
    for name in ("draft.txt", "draft.md"):
        (folder / name).write_text("Rest the the leg.\n", encoding="utf-8")
        assert lint(folder / name)[1].count("[repeated-word]") == 1, name
    assert lint(folder / "one.md")[1].count("[repeated-word]") == 1


def test_a_conf_among_the_chapters_is_no_program(
    write_book: WriteBook, lint: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    """A page belongs to the book around it; a folder with a `conf.py` of its own among the chapters is a folder of files."""
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')\n"
    page = "# Page\n\nRest the the leg.\n"
    folder = write_book(
        {**FILES, "part/conf.py": trap, "part/page.md": page}, 'exclude_patterns = ["part.txt"]'
    )
    assert "page.md:3" in lint(folder / "part" / "page.md")[1]
    assert "page.md:3" in lint(folder / "part")[1]
    assert not (tmp_path / "sprung").exists()

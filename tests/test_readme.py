"""What the README promises, done as it is written there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tools import need

from pamphleteer.print.page_faults import page_faults

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shell_block(after: str) -> list[str]:
    """The commands of the first shell block after a heading."""
    found = re.search(rf"{re.escape(after)}.*?```sh\n(.*?)```", README, re.DOTALL)
    assert found, f"no commands below “{after}”"
    return found[1].strip().splitlines()


def run(command: str, folder: Path) -> str:
    """A command of the README with this Python for the one of the environment; its output."""
    words = shlex.split(re.sub(r"^(\.venv/bin/)?python\b", shlex.quote(sys.executable), command))
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names(folder: Path) -> set[str]:
    """The finished editions, without the pages of the site."""
    found = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.suffix in {".epub", ".pdf"}}
    return {name for name in found if not name.startswith(("html/", ".work/"))}


def test_new_book_builds_every_edition(tmp_path: Path) -> None:
    """The two commands for a new book give all editions, and the lint has nothing to say."""
    need("make")
    (tmp_path / "pamphleteer").mkdir()
    for command in shell_block("### A new book"):
        run(command, tmp_path / "pamphleteer")
    assert names(tmp_path / "my-book" / "_build") == {
        "epub/your-visit-to-the-clinic.epub",
        "pdf/your-visit-to-the-clinic.pdf",
        "pdf/your-visit-to-the-clinic-large-print.pdf",
        "pdf/your-visit-to-the-clinic-booklet.pdf",
        "pamphlet/pamphlet-a4.pdf",
        "pamphlet/pamphlet-letter.pdf",
        "pamphlet/pamphlet-screen.pdf",
    }
    assert "Not yet clinically reviewed" in (tmp_path / "my-book/_build/html/before.html").read_text("utf-8")
    pdfs = sorted((tmp_path / "my-book" / "_build").glob("p*/*.pdf"))
    assert {path.name: page_faults(path) for path in pdfs} == {path.name: [] for path in pdfs}


def test_new_book_never_writes_over_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something is refused and left as it is."""
    from pamphleteer.__main__ import main

    (tmp_path / "letter.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert "is not empty: name a new folder" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_existing_project_needs_one_line(tmp_path: Path) -> None:
    """A reStructuredText project of sphinx-quickstart's shape, with the line of the README in its conf.py."""
    line = re.search(r"```python\n(extensions = .*)\n```", README)
    assert line
    (tmp_path / "conf.py").write_text(f'project = "Old project"\nauthor = "Somebody"\n{line[1]}\n')
    (tmp_path / "index.rst").write_text("Old project\n===========\n\n.. toctree::\n\n   use\n")
    (tmp_path / "use.rst").write_text("Use\n===\n\nRun ``it`` *now*.\n")
    for command in shell_block("### A Sphinx project that exists"):
        run(command, tmp_path)
    assert names(tmp_path / "_build") == {
        "epub/old-project.epub",
        "pdf/old-project.pdf",
        "pdf/old-project-large-print.pdf",
    }
    assert (tmp_path / "_build/html/use.html").is_file()


def test_every_command_of_the_table_is_in_the_makefile() -> None:
    """The README lists what `make` lists."""
    told = set(re.findall(r"^\| `make ([a-z-]+)` \|", README, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert told == targets - {"help", "all", "lock", "clean"}


def test_settings_of_the_table_exist() -> None:
    """Each setting that the README names is registered by the extension, and the other way round."""
    told = set(re.findall(r"`(pamphleteer_[a-z_]+)`", README))
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "pamphleteer").rglob("*.py"))
    registered = set(re.findall(r'add_config_value\(\s*"(pamphleteer_[a-z_]+)"', code))
    registered |= {
        f"pamphleteer_{name}" for name in ("subtitle", "description", "licence", "address", "cover")
    }
    by_commands = {
        "pamphleteer_downloads",
        "pamphleteer_booklet_of",
        "pamphleteer_made_from",
        "pamphleteer_only",
    }
    assert told == registered - by_commands

"""What goes wrong beside the chapters, or in a way that no edition foresees → one message each, and what stands stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from test_epub_package import PNG
from tools import need
from yaml.composer import ComposerError

from pamphleteer.__main__ import main
from pamphleteer.bounded_yaml import load
from pamphleteer.edition_dates import edition_date

Write = Callable[..., Path]
BUILD = ("build", "html", "pdf", "epub")
BOOK = {"index.md": "# B\n\n```{toctree}\na\n```\n", "a.md": "# A\n\nWords of the chapter.\n"}
LEAST_ZIP, MOST_ZIP = 1980, 2107


@pytest.fixture
def book(write_book: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two pages, in the current folder."""
    folder = write_book(BOOK, "")
    monkeypatch.chdir(folder)
    return folder


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed; no traceback, and nothing that nobody foresaw."""
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "should not happen" not in out + err
    return out + err


NO_DATES = ("abc", "-1", "1e9", " 5 ", "1.5", "١٧٨", "²", "9" * 20, "9" * 5000, "253402300801", "0x5")


@pytest.mark.parametrize(
    ("words", "epoch"),
    [*((("build", "html"), epoch) for epoch in NO_DATES), (("lint",), "abc"), (("preview", "a"), "abc")],
)
def test_a_date_that_is_none(
    words: tuple[str, ...],
    epoch: str,
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """SOURCE_DATE_EPOCH that is no number of seconds, or beyond all calendars, stops a command before it begins."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main([*words]) == 2
    assert told(capsys).startswith("pamphleteer: SOURCE_DATE_EPOCH is “")
    assert not list(book.glob("_build/*"))


@pytest.mark.parametrize(("epoch", "year"), [("100", LEAST_ZIP), ("99999999999", MOST_ZIP)])
def test_dates_that_zip_does_not_know(
    epoch: str, year: int, book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The nearest that it knows stands in the archive."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["build", "epub"]) == 0, told(capsys)
    (path,) = book.glob("_build/epub/*.epub")
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {year}


def test_an_empty_date_is_none(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for most programs."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert main(["build", "html"]) == 0
    assert (book / "_build/html/a.html").exists()


@pytest.mark.parametrize(
    ("seconds", "year"),
    [(100, 1970), (4_400_000_000, 2109), (99_999_999_999, 5138), (9_999_999_999_999, 9999)],
)
def test_dates_of_commits(seconds: int, year: int, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever commits writes the date: none of them stops a build."""
    need("git")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    dated = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"@{seconds} +0000")
    for words in (("init", "-q"), ("add", "a.md"), ("commit", "-q", "-m", "x")):
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
        subprocess.run(command, cwd=book, check=True, env={**os.environ, **dated})
    assert edition_date(book).year == year


def run(folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell, with `$P` for the command."""
    command = f"{sys.executable} -m pamphleteer"
    line = words.replace("$P", command)
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("line", "status", "error"),
    [
        ("set -o pipefail; $P explain | true", 0, ""),
        ("set -o pipefail; PYTHONUNBUFFERED=1 $P explain | head -1", 0, ""),
        ("$P explain >&-", 0, ""),
        ("$P explain nonesuch 2>&-", 2, ""),
        ("$P explain unsafe-dose <&- >&- 2>&-", 0, ""),
        ("$P explain >/dev/full", 2, "pamphleteer: there is no room left on the disk: make room, then run again\n"),
        ("PYTHONIOENCODING=ascii:strict $P lint --help", 0, ""),
    ],
)  # fmt: skip
def test_streams_that_nobody_reads(tmp_path: Path, line: str, status: int, error: str) -> None:
    """Closed, full, or left by `head`: the command does its work, and says what was lost."""
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done = run(tmp_path, line)
    assert (done.returncode, done.stderr) == (status, error)


def test_files_take_no_number_of_a_closed_stream(book: Path) -> None:
    """With all streams closed, what is printed goes into no file of an edition."""
    assert run(book, "$P build html pdf <&- >&- 2>&-").returncode == 0
    assert "nothing has changed" in run(book, "$P build html pdf").stdout
    assert b"made in" not in b"".join(p.read_bytes() for p in (book / "_build").rglob("*") if p.is_file())


def test_letters_that_are_none(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half letters in front matter, substitutions, options, reST: said at their place, replaced in every edition."""
    (book / "p.png").write_bytes(PNG)
    (book / "a.md").write_text(
        '---\ntitle: "x\\ud800"\ndescription: "d\\udcff"\nmyst:\n  substitutions:\n    k: "s\\ud800t"\n---\n# A\n\nk {{ k }}\n\n'
        '```{figure} p.png\n---\nalt: "p\\ud800"\n---\nWords.\n```\n\n```{eval-rst}\n.. |u| unicode:: 0xD800\n\nB |u| c\n```\n',
        encoding="utf-8",
    )
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('myst_enable_extensions = ["substitution"]\n')
    main([*BUILD])
    said = told(capsys)
    assert "a.md:10: half a letter" in said
    assert "a.md:12: half a letter" in said
    assert "not made" not in said
    assert "k s�t" in (book / "_build/html/a.html").read_text("utf-8")
    (path,) = book.glob("_build/epub/*.epub")
    with zipfile.ZipFile(path) as archive:
        pages = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "k s�t" in pages
    assert 'alt="p�"' in pages


@pytest.mark.parametrize("setting", ["project = 'a\\ud800'", "myst_substitutions = {'k': ['\\udcff']}"])
def test_settings_that_no_edition_could_hold(
    setting: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named with their line."""
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"{setting}\n")
    line = len((book / "conf.py").read_text("utf-8").splitlines())
    assert main([*BUILD]) == 1
    assert f"conf.py:{line}: `{setting.partition(' ')[0]}` holds half a letter" in told(capsys)


def test_words_that_are_not_utf_8(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A chapter in another encoding is named with the line; an argument is refused."""
    (book / "a.md").write_bytes("# A\n\nWords.\n\nCafé\n".encode("latin-1"))
    assert main([*BUILD]) == 1
    assert "a.md:5: byte 0xe9 is not UTF-8\n    save the file as UTF-8" in told(capsys)
    for words in (("-D", "project=\udce9"), ("-t", "\udce9")):
        with pytest.raises(SystemExit, match="2"):
            main(["build", "html", *words])
        assert "this is not UTF-8" in told(capsys)
    assert main(["build", "html", "--source", "a\0"]) == 2
    assert "NUL" in told(capsys)


LENGTHS = ("9" * 400, "9" * 5000 + "px", "1" * 30 + "%", "1e999em", "-5%", "nan", "inf", "0", "%", "1_000px", "1.5.5em", "１０px")  # fmt: skip


def test_lengths_that_no_page_has(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Widths, scales, columns and numbers of any length: each edition is made, with a warning at the line."""
    (book / "p.png").write_bytes(PNG)
    parts = []
    for length in LENGTHS:
        for name, option in (
            ("image", "width"),
            ("image", "height"),
            ("image", "scale"),
            ("figure", "figwidth"),
        ):
            parts.append(f"```{{{name}}} p.png\n:{option}: {length}\n:alt: x\n```\n")
        parts += [
            f"```{{list-table}}\n:width: {length}\n:widths: {length} 1\n* - a\n  - b\n```\n",
            f"```{{code-block}} python\n:lineno-start: {length}\n:linenos:\n:emphasize-lines: {length}\nx\n```\n",
            f"```{{toctree}}\n:maxdepth: {length}\n:numbered: {length}\n```\n\n```{{contents}}\n:depth: {length}\n```\n",
        ]
    (book / "a.md").write_text("# A\n\n" + "\n".join(parts), encoding="utf-8")
    main([*BUILD])
    said = told(capsys)
    assert "not made" not in said
    report = json.loads((book / "_build/report.json").read_text("utf-8"))
    lines = {message["line"] for message in report["messages"] if "no page has room" in message["message"]}
    assert {4, 9, 14} <= lines


def chain(first: str, links: int, times: int) -> str:
    """Anchors, each of which holds the one before several times."""
    more = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * times)}]" for n in range(1, links))
    return "\n".join([f"a0: &a0 {first}", *more])


GROWING = {
    "each ten times": chain("[x, x]", 12, 10),
    "a long text many times": f"a: &a {'x' * 200_000}\nb: [{', '.join(['*a'] * 1000)}]",
    "itself": "a: &a [*a]",
    "itself as a name": "? &a [*a]\n: b",
    "a long way": chain("[x]", 3000, 1),
    "merged": "a0: &a0 {x: 1}\n" + "\n".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)),
}  # fmt: skip


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
def test_aliases_that_grow(text: str) -> None:
    """A few lines that stand for gigabytes are refused before anybody writes them out."""
    with pytest.raises(ComposerError, match="write out what they stand for"):
        load(text)


def test_aliases_that_stay_small() -> None:
    """They are plain YAML."""
    assert load("a: &a [1, {b: 2}]\nc: *a\nd: [*a, *a]") == {
        "a": [1, {"b": 2}], "c": [1, {"b": 2}], "d": [[1, {"b": 2}], [1, {"b": 2}]]
    }  # fmt: skip


def test_every_reader_of_yaml_refuses_them(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Front matter in a build and in the lint of files, termbases, notes in their tables."""
    bomb = GROWING["each ten times"]
    (book / "a.md").write_text(
        f"---\ntitle: x\n{bomb}\n---\n# A\n\nWords of the chapter.\n", encoding="utf-8"
    )
    assert main([*BUILD]) == 0
    assert "a.md:2: the front matter is left out: its aliases" in told(capsys)
    assert "Words of the chapter." in (book / "_build/html/a.html").read_text("utf-8")
    folder = book.parent / "files"
    folder.mkdir()
    (folder / "x.md").write_text(f"---\n{bomb}\n---\n# A\n", encoding="utf-8")
    assert main(["lint", str(folder)]) == 2
    assert "x.md:2: the front matter is not YAML: its aliases" in told(capsys)
    terms = folder / "terms.yml"
    terms.write_text(
        f"- preferred: x\n  right: [a]\n  {bomb.replace(chr(10), chr(10) + '  ')}\n", encoding="utf-8"
    )
    for words in (("check", str(terms)), ("export", str(folder / "x.tbx"), "--from", str(terms))):
        assert main(["terms", *words]) in (1, 2)
        assert "its aliases" in told(capsys)

"""What goes wrong beside the chapters, or in a way that no edition foresees → one message each, and what stands stays."""

from __future__ import annotations

import json
import os
import re
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
from pamphleteer.lint.terms.pattern import PatternError, pattern

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
    need("bash", "head")
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


@pytest.mark.parametrize(
    "setting",
    [
        "project = 'a\\ud800'",
        "myst_substitutions = {'k': ['\\udcff']}",
        "author = 'a\\x1b'",
        "pamphleteer_licence = '\\x01'",
    ],
)
def test_settings_that_no_edition_could_hold(
    setting: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named with their line."""
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"{setting}\n")
    line = len((book / "conf.py").read_text("utf-8").splitlines())
    assert main([*BUILD]) == 1
    assert f"conf.py:{line}: `{setting.partition(' ')[0]}` holds " in told(capsys)
    os.mkdir(book / "a\x1bb")
    assert main([*BUILD]) == 2
    assert "the name of this file holds a control character" in told(capsys)


def test_settings_of_other_types(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sphinx says which ones; the editions are made as if they were not there."""
    names = (
        "subtitle",
        "licence",
        "description",
        "address",
        "cover",
        "bleed",
        "reads",
        "link_patience",
        "chapter_seconds",
    )
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.writelines(f"pamphleteer_{name} = {{'a': None}}\n" for name in names)
        conf.write("author = 5\nrelease = None\nhtml_baseurl = []\n")
    main([*BUILD])
    said = told(capsys)
    assert "not made" not in said
    report = json.loads((book / "_build/report.json").read_text("utf-8"))
    messages = [one["message"] for one in report["messages"]]
    for name in ("author", *(f"pamphleteer_{name}" for name in names)):
        assert any(f"`{name}' has type" in message for message in messages), name


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


NUMBERS = {
    "hexadecimal": f"x: 0x{'f' * 5000}",
    "sexagesimal": f"x: {'1' + ':59' * 3000}",
    "deep": f"x: {'[' * 3000}",
}


@pytest.mark.parametrize("text", NUMBERS.values(), ids=NUMBERS)
def test_front_matter_that_nobody_can_write_down(
    text: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers of thousands of figures, and lists in lists: the front matter is left out, and the book is made."""
    (book / "a.md").write_text(f"---\n{text}\n---\n# A\n\nWords of the chapter.\n", encoding="utf-8")
    assert main(["build", "html"]) == 0
    assert "a.md:2: the front matter is left out: " in told(capsys)
    assert "Words of the chapter." in (book / "_build/html/a.html").read_text("utf-8")


def test_signatures_without_end(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text that only looks like what Sphinx makes of a mapping."""
    for field in ("clinical_review", "allow"):
        (book / "a.md").write_text(f"---\n{field}: '{'[' * 3000}'\n---\n# A\n\nWords.\n", encoding="utf-8")
        assert main(["build", "lint"]) in (0, 1)
        assert "not made" not in told(capsys)


SETTINGS: dict[str, tuple[str | bytes, str]] = {
    "digits": (f"[tool.pamphleteer.lint]\nreading-grade = {'9' * 5000}\n", ":2: this is no number or date"),
    "deep": (f"x = {'[' * 4000}{']' * 4000}\n", ":1: lists stand in lists"),
    "not a number": ("[tool.pamphleteer.lint]\nreading-grade = nan\n", ":2: reading-grade: write a number"),
    "endless": ("[tool.pamphleteer.lint]\nlongest-sentence = inf\n", ":2: longest-sentence: write a number"),
    "no table": ("[tool]\npamphleteer = [1]\n", ":2: “pamphleteer” is no table"),
    "nor above": ("\ntool = 5\n", ":2: “tool” is no table"),
    "words for a table": ("[tool.pamphleteer]\nlint = 5\n", ":2: write [tool.pamphleteer.lint] as a table"),
    "lists of weights": ("[tool.pamphleteer.lint]\nseverity = { a = ['error'] }\n", ":2: severity: write"),
    "a word for weights": ("[tool.pamphleteer.lint]\nseverity = 'error'\n", ":2: severity: write"),
    "a list for a word": ("[tool.pamphleteer.lint]\nlanguage = ['en']\n", ":2: language: write a word"),
    "a list for a choice": ("[tool.pamphleteer.lint]\nunits = ['metric']\n", ":2: units: write"),
    "numbers for words": ("[tool.pamphleteer.lint]\nignore = [1]\n", ":2: ignore: write a list of words"),
    "truth for a number": ("[tool.pamphleteer.lint]\nreading-grade = true\n", ":2: reading-grade: write"),
    "an allowance that is none": ("[tool.pamphleteer.lint]\nallow = 5\n", ":2: allow: write"),
    "no day": ("[tool.pamphleteer.lint]\nignore = [2026-02-30]\n", ":2: this is n"),
    "unfinished": ("[tool.pamphleteer.lint\n", ":1: this is not TOML"),
    "bytes": (b"[tool.x]\na = '\xff'\n", ":2: byte 0xff is not UTF-8"),
}


@pytest.mark.parametrize(("text", "said"), SETTINGS.values(), ids=SETTINGS)
def test_settings_of_any_type(
    text: str | bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each wrong value in a `pyproject.toml` is named with its line."""
    (tmp_path / "pyproject.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "a.txt").write_text("Words.\n", encoding="ascii")
    assert main(["lint", str(tmp_path)]) == 2
    assert f"pyproject.toml{said}" in told(capsys)


def test_settings_that_are_no_file(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder or a pipe of that name is none; one that is wrong stops a build with the same words."""
    (book / "pyproject.toml").unlink(missing_ok=True)
    (book / "pyproject.toml").mkdir()
    assert main(["build", "html"]) == 0
    (book / "pyproject.toml").rmdir()
    (book / "pyproject.toml").write_text("tool = 5\n", encoding="ascii")
    assert main(["build", "html"]) == 2
    assert "pyproject.toml:1: “tool” is no table" in told(capsys)


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, "5", "[1, 2]", '["a", "b", "c", 1e999]', '["a", "b", "c", []]', "\ud7ff"],
    ids=range(6),
)
def test_a_baseline_that_is_none(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its wrong line is named."""
    (tmp_path / "a.txt").write_text("Words.\n", encoding="ascii")
    (tmp_path / "base").write_text(f'["a", "b", "c", 1]\n{line}\n', encoding="utf-8")
    assert main(["lint", str(tmp_path / "a.txt"), "--baseline", str(tmp_path / "base")]) == 2
    assert "base:2: this is no line of a baseline" in told(capsys)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_that_are_called_like_texts(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody waits for what will never be written."""
    folder = book.parent / "texts"
    folder.mkdir()
    for name in ("a.md", "b.epub", "c.po", "terms.yml", "pyproject.toml"):
        os.mkfifo(folder / name)
    (folder / "d.txt").write_text("Words.\n", encoding="ascii")
    assert main(["lint", str(folder)]) == 2
    assert "a.md:1: this is no file" in told(capsys)
    assert main(["terms", "check", str(folder / "terms.yml")]) == 2
    os.mkfifo(book / "pipe.md")
    assert main([*BUILD]) == 2
    assert "pipe.md: this is no file" in told(capsys)


FILTERS = {
    'author % "(?P<x>."': "(?P<x>. is no pattern",
    "year > 2000": "2000 has no value",
    "author | editor": "has no value",
    "author % 5 +": "invalid syntax",
    "(1).real": "has no value",
    "not " * 2000 + "cited": "",
}
RIGHT_FILTERS = (
    'author % "A" and year > "2000"',
    "cited or docname in docnames",
    'not ({"a"} & docnames)',
    'type == "misc"',
)


def test_filters_of_sources(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that cannot be applied is an error at its line; the book is made, and sound filters are applied."""
    (book / "own.bib").write_text("@misc{x, author={A, B}, title={T}, year={2020}}\n", encoding="ascii")
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('extensions += ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["own.bib"]\n')
    lists = [f"```{{bibliography}}\n:filter: {text}\n```\n" for text in (*FILTERS, *RIGHT_FILTERS)]
    (book / "a.md").write_text("# A\n\n" + "\n".join(lists), encoding="utf-8")
    main(["build", "html"])
    said = told(capsys)
    assert "not made" not in said
    report = json.loads((book / "_build/report.json").read_text("utf-8"))
    found = {one["line"]: one["message"] for one in report["messages"] if "filter cannot" in one["message"]}
    assert [*found] == [3 + 4 * number for number in range(len(FILTERS))]
    assert all(part in found[3 + 4 * number] for number, part in enumerate(FILTERS.values()))


def test_tabs_that_one_can_see(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tab of a shown file stands for so many blanks, and no more."""
    (book / "own.txt").write_text("a\tb\n", encoding="ascii")
    ways: tuple[str, ...] = (
        "```{include} own.txt\n:literal:\nTABS\n```",
        "```{literalinclude} own.txt\nTABS\n```",
    )
    ways += ("```{eval-rst}\n.. include:: own.txt\n   :code: text\n   TABS\n```",)
    text = "\n\n".join(
        way.replace("TABS", f":tab-width: {width}") for way in ways for width in (4, 200_000_000)
    )
    (book / "a.md").write_text(f"# A\n\n{text}\n", encoding="ascii")
    main(["build", "html"])
    assert "a tab of more than 100 blanks" in told(capsys)
    assert (book / "_build/html/a.html").stat().st_size < 1_000_000
    assert "a   b" in re.sub("<[^>]*>", "", (book / "_build/html/a.html").read_text("utf-8"))


def test_patterns_with_gaps_without_end() -> None:
    """Gaps that follow each other are one; many ways to read a pattern are refused."""
    assert pattern("freeze … … ankle").search("Freeze it for a minute or two ankle")
    with pytest.raises(PatternError, match="more than 6 gaps"):
        pattern("take " + "[a|the] " * 7 + "knee")
    with pytest.raises(PatternError, match="more than 6 gaps"):
        pattern("take " + "… x " * 7 + "knee")
    assert pattern("take" + " …" * 500 + " knee").search("take a knee")


@pytest.mark.parametrize(
    "option",
    [
        "```{csv-table}\n:file: own.csv\n```",
        "```{include} own.csv\n```",
        "```{literalinclude} own.csv\n```",
        "```{raw} html\n:file: own.csv\n```",
    ],
)
@pytest.mark.parametrize("kind", ["folder", "no text", "nothing"])
def test_a_file_that_comes_back(option: str, kind: str, book: Path) -> None:
    """What stood in its place is forgotten by the next build."""
    (book / "a.md").write_text(f"# A\n\n{option}\n", encoding="ascii")
    if kind == "folder":
        (book / "own.csv").mkdir()
    elif kind == "no text":
        (book / "own.csv").write_bytes(b"a,\xff\n")
    main(["build", "html"])
    (book / "own.csv").rmdir() if kind == "folder" else (book / "own.csv").unlink(missing_ok=True)
    (book / "own.csv").write_text("Words,more\n", encoding="ascii")
    assert main(["build", "html"]) == 0
    assert "Words" in (book / "_build/html/a.html").read_text("utf-8").partition("<h1")[2]


def test_a_title_as_long_as_a_page(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names of editions have room; a chapter whose name leaves none for what is made of it is told."""
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("project = 'A long title ' * 90\n")
    main([*BUILD])
    assert "not made" not in told(capsys)
    assert (
        len([*book.glob("_build/pdf/a-long-title-*.pdf")])
        == len([*book.glob("_build/epub/a-long-*.epub")])
        == 1
    )
    (book / f"{'b' * 248}.md").write_text("---\norphan: true\n---\n# Long\n\nWords.\n", encoding="ascii")
    assert main([*BUILD]) == 1
    told(capsys)
    report = (book / "_build/report.json").read_text("utf-8")
    assert "this system has no room for so long a name: write a shorter one" in report

"""Work without end: each stage ends it with one message that names its file, and does the rest.

The limits are set so low that what never ends is soon ended; no time is measured. What must end in time is small, and what must
not would run for minutes, or for ever.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from link_server import LinkServer, answers, html
from lint_pages import findings
from test_lint_server import Editor
from tools import need

from pamphleteer import timeouts
from pamphleteer.__main__ import main
from pamphleteer.command import terms
from pamphleteer.links.anchors import place_on
from pamphleteer.lint.read.rst import read_restructuredtext
from pamphleteer.lint.rules import jargon
from pamphleteer.lint.source import Source
from pamphleteer.lint.terms import shipped_terms
from pamphleteer.timeouts import ENOUGH, OverdueError, seconds_near, within

Write = Callable[..., Path]
SHORT = "pamphleteer_chapter_seconds = 0.5"
SLOW = "a-" * 50_000
"""Docutils looks for an address of mail from each letter on."""
NEVER = r"within (?:0\.5 seconds of computing|1\.5 seconds by the clock)"
"""Which alarm is first depends on what else the machine has to do."""


def for_ever(*_arguments: object, **_named: object) -> Any:
    """Compute without end."""
    while True:
        pass


@pytest.fixture(autouse=True)
def what_is_loaded_once() -> None:
    """The terms of the package, the readers and the rules: loading them takes longer than these limits."""
    findings("# A\n\nRest the leg.\n", reader="file")
    read_restructuredtext(Source("A\n=\n\nRest http://a.test/ the leg.\n"), "a.rst", "en")
    shipped_terms()


@pytest.fixture
def endless_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that never gets through a page that says “endless”."""
    check = jargon.check
    monkeypatch.setattr(
        jargon,
        "check",
        lambda page: for_ever() if any("endless" in b.text for b in page.prose) else check(page),
    )


def test_the_alarm_is_over_with_its_work() -> None:
    """Neither signal comes afterwards, whether the work was ended or not."""
    with pytest.raises(OverdueError, match=r"within 0\."), within(0.05, OverdueError):
        for_ever()
    with within(100, OverdueError):
        pass
    assert [signal.getitimer(timer) for timer in (signal.ITIMER_VIRTUAL, signal.ITIMER_REAL)] == [
        (0, 0),
        (0, 0),
    ]


@pytest.mark.parametrize(
    ("conf", "seconds"),
    [
        (None, ENOUGH),
        ("", ENOUGH),
        (SHORT, 0.5),
        ("pamphleteer_chapter_seconds = 7\n" + SHORT, 0.5),
        ("pamphleteer_chapter_seconds = 100 * 2", ENOUGH),
        ("pamphleteer_chapter_seconds = 'x'", ENOUGH),
        ("raise SystemExit(", ENOUGH),
        ("raise SystemExit(1)\n" + SHORT, 0.5),
        ("(" * 5_000, ENOUGH),
        ("\0", ENOUGH),
    ],
)
def test_settings_are_read_and_not_run(conf: str | None, seconds: float, tmp_path: Path) -> None:
    """Where Sphinx does not run, the nearest conf.py counts as far as it states a number."""
    chapters = tmp_path / "book"
    chapters.mkdir()
    if conf is not None:
        (tmp_path / "conf.py").write_text(conf)
    assert seconds_near(chapters / "a.md") == seconds_near(chapters) == seconds


@pytest.mark.usefixtures("endless_word")
def test_lint_of_a_project(
    write_book: Write,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The chapter is named, the others are linted, and nothing is taken for known the next time."""
    chapters = "# B\n\n```{toctree}\na\nz\n```\n"
    files = {"index.md": chapters, "a.md": "# A\n\nAn endless text.\n", "z.md": "# Z\n\nRest the the leg.\n"}
    monkeypatch.chdir(write_book(files, SHORT))
    for _run in range(2):
        assert main(["lint"]) == 1
        out, err = capsys.readouterr()
        assert "z.md:3:6: " in out
        assert err.count("a.md:1: ") == 1
        assert re.search(f"a.md:1: this page cannot be linted {NEVER}.*: take it apart", err)


@pytest.mark.usefixtures("endless_word")
def test_lint_of_files(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Files that no project holds, of which a reader or a rule makes no end; the status is that of a finding."""
    monkeypatch.setattr(timeouts, "ENOUGH", 0.5)
    (tmp_path / "reader.rst").write_text(f"A\n=\n\n{SLOW}\n")
    (tmp_path / "rule.md").write_text("# A\n\nAn endless text.\n")
    (tmp_path / "z.md").write_text("# Z\n\nRest the the leg.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["lint", "."]) == 1
    out, err = capsys.readouterr()
    assert "z.md:3:6: " in out
    assert "Traceback" not in err
    assert re.findall(f"(.*): this file cannot be linted {NEVER}", err) == ["reader.rst:1", "rule.md:1"]


def test_lint_that_compares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the search for copies finds no end, what was found on each page is told all the same."""
    monkeypatch.setattr(timeouts, "ENOUGH", 0.5)
    monkeypatch.setattr("pamphleteer.lint.collect.run_book", for_ever)
    (tmp_path / "a.md").write_text("# A\n\nRest the the leg.\n")
    (tmp_path / "b.md").write_text("# B\n\n" + "Rest the leg well. " * 9)
    monkeypatch.chdir(tmp_path)
    assert main(["lint", "."]) == 1
    out, err = capsys.readouterr()
    assert "a.md:3:6: " in out
    assert re.search(f"b.md:1: what is compared with it cannot be linted {NEVER}", err)


def test_the_language_server(tmp_path: Path) -> None:
    """One diagnostic says so; the server answers the next request, and alarms of the first do not reach it."""
    editor = Editor(tmp_path)
    editor.send("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    editor.send("initialized", {}, answer=False)
    try:
        found = {}
        good = "# B\n\nRest the the leg.\n"
        for name, text in (("first.md", good), ("a.rst", f"A\n=\n\n{SLOW}\n"), ("b.md", good)):
            document = {
                "uri": (tmp_path / name).as_uri(),
                "languageId": "text",
                "version": 1,
                "text": text,
            }
            editor.send("textDocument/didOpen", {"textDocument": document}, answer=False)
            found[name] = editor.diagnostics()
            (tmp_path / "conf.py").write_text(SHORT)  # once all is loaded
        (late,) = found["a.rst"]
        assert "this text cannot be linted within " in late["message"]
        assert (late["range"]["start"]["line"], late["severity"]) == (0, 1)
        assert [one["code"] for one in found["b.md"]] == ["repeated-word"]
        assert [one["code"] for one in found["first.md"]] == ["repeated-word"]
    finally:
        editor.send("shutdown", {})
        editor.send("exit", {}, answer=False)
    assert editor.process.wait(20) == 0


def test_drift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The copy, or the original, that finds no end is named."""
    (tmp_path / "conf.py").write_text(SHORT)
    (tmp_path / "a.rst").write_text(f"A\n=\n\n{SLOW}\n")
    (tmp_path / "b.md").write_text("# B\n\nRest the leg.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["drift", "b.md", "a.rst"]) == 2
    assert "a.rst:1: this file cannot be read within " in capsys.readouterr().err
    monkeypatch.setattr("pamphleteer.command.drift.aligned", for_ever)
    assert main(["drift", "b.md", "b.md"]) == 2
    assert "b.md:1: this file cannot be read within " in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a.tbx", "a.csv"])
def test_terms(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A termbase of a stranger, and a terms file, are given up; nothing is written."""
    monkeypatch.setattr(timeouts, "ENOUGH", 0.3)
    monkeypatch.setattr(terms, "READERS", {".tbx": for_ever, ".csv": for_ever})
    (tmp_path / name).write_text("x")
    monkeypatch.chdir(tmp_path)
    assert main(["terms", "import", name, "--into", "terms.yml"]) == 2
    assert f"{name}:1: this file cannot be read within " in capsys.readouterr().err
    monkeypatch.setattr(terms, "read_terms", for_ever)
    (tmp_path / "terms.yml").write_text("x")
    assert main(["terms", "check", "terms.yml"]) == 2
    assert "terms.yml:1: this file cannot be read within " in capsys.readouterr().err
    assert (tmp_path / "terms.yml").read_text() == "x"


def test_a_page_of_a_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The place on it is told as one of which nobody can tell; other links are asked as ever."""
    over: list[bool] = []

    def slow(body: bytes, *rest: Any, **named: Any) -> Any:
        while b"endless" in body and not over:
            pass
        return place_on(body, *rest, **named)

    monkeypatch.setattr("pamphleteer.links.ask.place_on", slow)
    with LinkServer() as server:
        server.pages["/slow"] = html("<p id=a>endless")
        server.pages["/fast"] = html("<p id=a>x")
        pages = [server.url("/slow#a"), server.url("/slow"), server.url("/fast#a"), server.url("/fast#b")]
        found = dict(zip(pages, answers(*pages, reading=0.5), strict=True))
    over.append(True)  # the thread that is left behind ends too
    assert [found[page].state for page in pages] == ["unknown", "alive", "alive", "anchor"]
    assert found[pages[0]].reason == "the page is there, but cannot be read in time"


ENDLESS_PRINT = """
from sphinx.transforms.post_transforms import SphinxPostTransform

class Endless(SphinxPostTransform):
    default_priority = 5
    def run(self):
        while self.env.current_document.docname.startswith("a") and self.env._app.builder.format == "typst":
            pass

def setup(app):
    app.add_post_transform(Endless)
"""
LEAFLET = "---\npamphlet: leaflet\n---\n# A leaflet\n\nWords.\n\n## Rest\n\nMore.\n"


def test_print(
    write_book: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The chapter is named; the other pamphlets are made, and so is the web site."""
    files = {
        "index.md": "# B\n\n```{toctree}\na\n```\n",
        "a.md": "# A\n\nWords.\n",
        "a2.md": LEAFLET,
        "z.md": LEAFLET,
    }
    book = write_book(files, f'{SHORT}\nhtml_theme = "basic"\n{ENDLESS_PRINT}')
    monkeypatch.chdir(book)
    assert main(["build", "html", "pdf", "pamphlet"]) == 1
    err = capsys.readouterr().err
    assert err.count("a.md:1: this chapter cannot be printed within ") == 1
    assert err.count("a2.md:1: this chapter cannot be printed within ") == 1
    assert (book / "_build/html/a.html").is_file()
    assert not list(book.glob("_build/pdf/*.pdf"))
    assert main(["preview", "a.md"]) == 1
    assert capsys.readouterr().err.count("a.md:1: this chapter cannot be printed within ") == 1


GREEDY_GRAPH = (
    "digraph { " + " ".join(f"a{n} -> {{{' '.join(f'a{m}' for m in range(n))}}}" for n in range(700)) + " }"
)


def test_graphviz_of_the_web_site(
    build: Callable[..., Any], write_book: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph that wants too much is ended and told; the others are drawn, without the secrets of the environment."""
    need("dot")
    from pamphleteer.programs.run import Limits

    monkeypatch.setenv("A_SECRET", "sesame")
    monkeypatch.setattr("pamphleteer.sandbox.graphviz.LIMITS", Limits(computing=1, clock=60, memory=4_000))
    (tmp_path / "dot").write_text(
        f'#!/bin/sh\nenv >>{tmp_path}/told\nexec {shutil.which("dot")} "$@"\n', encoding="utf-8"
    )
    (tmp_path / "dot").chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    graphs = "".join(
        f"```{{graphviz}}\n:alt: x\n{graph}\n```\n\n" for graph in (GREEDY_GRAPH, "digraph { b }")
    )
    book = write_book(
        {"index.md": f"# B\n\n{graphs}"},
        'extensions += ["sphinx.ext.graphviz"]\ngraphviz_output_format = "svg"\n',
    )
    built = build(book, "html", faults=True)
    assert built.warnings.count("dot exited with error") == 1
    assert len(list(built.out.glob("_images/graphviz-*.svg"))) == 1
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert "GV_FILE_PATH=" in told
    assert "sesame" not in told
    assert os.environ["PATH"].startswith(str(tmp_path))  # as before the build

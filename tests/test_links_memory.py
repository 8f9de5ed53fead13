"""What is remembered of links to other sites, what follows from it for the writer, and how it is reported."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from link_server import LinkServer, html, leads_to, one_machine, status
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from tools import MODULES, missing, need

from pamphleteer.command.project import CommandError
from pamphleteer.links.answer import Answer
from pamphleteer.links.memory import Memory, Record
from pamphleteer.links.origin import Sources
from pamphleteer.links.outside import Outside, check_outside
from pamphleteer.links.report import link_report
from pamphleteer.links.turns import Turns
from pamphleteer.links.verdict import Judge

SCHEMA = MODULES / "@microsoft" / "sarif-multitool-linux" / "sarif-2.1.0.json"
START = datetime(2026, 3, 2, 5, 17, tzinfo=UTC)
INDEX = "# Start\n\n```{toctree}\nchapter\n```\n"

Check = Callable[..., Outside]


@pytest.fixture
def server() -> Iterator[LinkServer]:
    """A server with no page."""
    with LinkServer() as made:
        yield made


@pytest.fixture
def check(tmp_path: Path, write_book: Callable[..., Path]) -> Check:
    """`check(text, days=7)`: the links of a book with this chapter, some days after the start."""

    def run(text: str, days: float = 0, *, since: str | None = None, conf: str = "", **more: str) -> Outside:
        conf = f"pamphleteer_link_private = True\nbibtex_bibfiles = []\n{conf}"
        source = write_book({"index.md": INDEX, "chapter.md": text, **more}, conf)
        with patch_docutils(source), docutils_namespace():
            doctrees = tmp_path / "doctrees"
            app = Sphinx(
                source, source, tmp_path / "out", doctrees, "links", status=None, warning=io.StringIO()
            )
            app.build(force_all=True)
            turns = Turns(lambda _seconds: None, one_machine)
            return check_outside(app, Sources(app.env), turns, START + timedelta(days=days), since)

    return run


def said(outside: Outside) -> list[tuple[str, str]]:
    """(severity, kind) of each finding."""
    return [(found.severity, found.rule) for found in outside.findings]


def test_each_line_with_a_dead_link_is_named(server: LinkServer, check: Check) -> None:
    """In every chapter and twice in one; with the columns of the address, and where a copy may be."""
    gone = server.url("/gone")
    text = f"# One\n\nSee [this]({gone}), and\nthat: <{gone}>.\n\nNot [this]({gone}/more).\n"
    outside = check(text, **{"index.md": f"{INDEX}\n[Again]({gone})\n"})
    dead = [found for found in outside.findings if found.text == gone]
    assert [(Path(f.path).name, f.line, f.column) for f in dead] == [
        ("chapter.md", 3, 12),
        ("chapter.md", 4, 8),
        ("index.md", 7, 9),
    ]
    assert f"{gone} is gone (the server says 404, not there): correct the address" in dead[0].message
    assert dead[0].hint == f"never seen alive; there may be a copy at https://web.archive.org/web/*/{gone}"
    assert [method for method, path, _h in server.asked if path == "/gone"] == ["HEAD", "GET", "GET"]


def test_links_of_raw_html_and_of_sources_are_found(server: LinkServer, check: Check) -> None:
    """In the list of sources the line of the .bib file is given, also when it holds the DOI alone."""
    bib = f"@misc{{a,\n  title = {{A}},\n  url = {{{server.url('/b')}}},\n  doi = {{10.1/x_y}},\n}}\n"
    text = f'# One\n\n<p><a href="{server.url("/a")}">x</a></p>\n\n{{cite}}`a`\n\n```{{bibliography}}\n```\n'
    conf = 'extensions += ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["s.bib"]'
    outside = check(text, conf=conf, **{"s.bib": bib})
    assert [(Path(f.path).name, f.line) for f in outside.findings] == [
        ("chapter.md", 3),
        ("s.bib", 3),
        ("s.bib", 4),
    ]


def test_a_working_link_is_trusted_for_six_days(server: LinkServer, check: Check) -> None:
    """A weekly run asks it each time; a run in between asks nothing; a dead one is asked at once again."""
    server.pages["/a"] = html("x")
    text = f"[x]({server.url('/a')}) [y]({server.url('/b')})\n"
    for days, asked in ((0, 2), (5, 1), (7, 2), (14, 2)):
        assert (days, check(text, days).asked) == (days, asked)


def test_a_dead_link_that_comes_back(server: LinkServer, check: Check) -> None:
    """The record keeps when it was alive, since when it failed, and each change."""
    address = server.url("/a")
    server.pages["/a"] = html("x")
    check(f"[x]({address})\n", 0)
    del server.pages["/a"]
    check(f"[x]({address})\n", 7)
    dead = check(f"[x]({address})\n", 14)
    assert "last seen alive on 2026-03-02" in dead.findings[0].hint
    assert f"https://web.archive.org/web/2026*/{address}" in dead.findings[0].hint
    record, _places = dead.seen[address]
    assert (record.alive[:10], record.failing[:10]) == ("2026-03-02", "2026-03-09")
    server.pages["/a"] = html("x")
    again = check(f"[x]({address})\n", 21)
    record, _places = again.seen[address]
    assert (again.findings, record.alive[:10], record.failing) == ([], "2026-03-23", "")
    assert [(time[:10], state) for time, state, _reason in record.history] == [
        ("2026-03-02", "alive"),
        ("2026-03-09", "dead"),
        ("2026-03-23", "alive"),
    ]


def test_a_silent_link_fails_after_some_time(server: LinkServer, check: Check) -> None:
    """A note until then, which says the day; the days are a setting, and one good answer begins anew."""
    server.pages["/a"] = status(403)
    text = f"[x]({server.url('/a')})\n"
    first = check(text, 0)
    assert said(first) == [("note", "silent-link")]
    assert "a fault from 2026-04-01 on" in first.findings[0].hint
    assert said(check(text, 29)) == [("note", "silent-link")]
    late = check(text, 30)
    assert said(late) == [("error", "silent-link")]
    assert "nobody could tell since 2026-03-02" in late.findings[0].message
    assert said(check(text, 29, conf="pamphleteer_link_patience = 20")) == [("error", "silent-link")]
    server.pages["/a"] = status(200)
    assert said(check(text, 31)) == []
    server.pages["/a"] = status(403)
    assert said(check(text, 38)) == [("note", "silent-link")]


def test_a_link_that_moved_is_a_note_with_its_new_address(server: LinkServer, check: Check) -> None:
    """No failure; a place on the page that is missing is one."""
    server.pages |= {"/a": leads_to("/b", 301), "/b": html("<p id='rest'>x</p>")}
    outside = check(f"[x]({server.url('/a')}) [y]({server.url('/b#resst')})\n")
    assert said(outside) == [("note", "moved-link"), ("error", "missing-anchor")]
    assert f"write {server.url('/b')}" in outside.findings[0].message
    assert "perhaps #rest: correct the part behind #" in outside.findings[1].message


def test_settings_of_sphinx_leave_links_out(server: LinkServer, check: Check) -> None:
    """By address and by chapter."""
    text = f"[x]({server.url('/a')})\n"
    assert check(text, conf='linkcheck_ignore = [".*/a$"]').seen == {}
    assert check(text, conf='linkcheck_exclude_documents = ["chap"]').seen == {}
    assert server.asked == []


def test_settings_of_sphinx_are_read_from_conf(server: LinkServer, check: Check) -> None:
    """Name and password, headers, anchors, redirections, certificates: as they stand in conf.py."""
    server.pages |= {"/a": html("x"), "/r": leads_to("/a", 302)}
    conf = (
        f'linkcheck_auth = [("{server.url("")}", ("user", "pass"))]\nuser_agent = "we"\n'
        f'linkcheck_request_headers = {{"{server.url("")}": {{"X-Token": "mine"}}}}\n'
        'linkcheck_anchors_ignore_for_url = [".*/a$"]\nlinkcheck_allowed_redirects = {}\n'
    )
    outside = check(f"[x]({server.url('/a#no')}) [y]({server.url('/r')})\n", conf=conf)
    assert said(outside) == [("error", "moved-link")]
    assert "`linkcheck_allowed_redirects` does not allow" in outside.findings[0].message
    sent = [(h.get("Authorization"), h.get("X-Token"), h["User-Agent"]) for _m, _p, h in server.asked]
    assert set(sent) == {("Basic dXNlcjpwYXNz", "mine", "we")}


def test_the_own_network_is_left_out_unless_it_is_allowed(server: LinkServer, check: Check) -> None:
    """That is no fault."""
    outside = check(f"[x]({server.url('/a')})\n", conf="pamphleteer_link_private = False")
    assert ([record.answer.state for record, _p in outside.seen.values()], outside.findings) == (
        ["unasked"],
        [],
    )
    assert server.asked == []


def test_records_may_lie_in_a_file_of_the_project(server: LinkServer, check: Check, tmp_path: Path) -> None:
    """Sorted, without links that have been gone for long; a file that is none is written anew."""
    server.pages["/a"] = html("x")
    file, conf = tmp_path / "source/kept/links.json", 'pamphleteer_link_records = "kept/links.json"'
    check(f"[x]({server.url('/b')}) [y]({server.url('/a')})\n", conf=conf)
    assert list(json.loads(file.read_text())["links"]) == [server.url("/a"), server.url("/b")]
    check(f"[y]({server.url('/a')})\n", 30, conf=conf)
    assert len(json.loads(file.read_text())["links"]) == 2
    check(f"[y]({server.url('/a')})\n", 100, conf=conf)
    assert list(json.loads(file.read_text())["links"]) == [server.url("/a")]
    assert [p.name for p in file.parent.iterdir()] == ["links.json"]
    for broken in ("{", "[]", '{"version": 1, "links": {"a": {"checked": "yesterday", "answer": {}}}}'):
        file.write_text(broken)
        assert check(f"[y]({server.url('/a')})\n", 101, conf=conf).asked == 1


def git(folder: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, "-C", str(folder), *words], check=True, capture_output=True)


def test_a_change_fails_on_the_links_that_it_added(server: LinkServer, check: Check, tmp_path: Path) -> None:
    """An old link that was moved to another chapter is not new; what is surely gone fails always."""
    need("git")
    folder = tmp_path / "source"
    server.pages |= {"/old": html("x"), "/new": html("x"), "/loop": leads_to("/loop")}
    old = f"[x]({server.url('/old#p')}) [l]({server.url('/loop')}) [g]({server.url('/gone')})\n"
    check(f"# One\n\n{old}")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a")
    git(folder, "checkout", "-q", "-b", "work")
    outside = check(
        f"# One\n\n[y]({server.url('/new#p')})\n", 1, since="main", **{"index.md": INDEX + "\n" + old}
    )
    assert [(f.severity, f.text.rpartition("/")[2]) for f in outside.findings] == [
        ("error", "new#p"),
        ("note", "old#p"),
        ("note", "loop"),
        ("error", "gone"),
    ]
    assert "it was there before" in outside.findings[1].hint
    assert "error" not in {f.severity for f in check(old.replace("gone", "old"), 1, since="main").findings}


def test_what_others_added_since_is_not_counted(server: LinkServer, check: Check, tmp_path: Path) -> None:
    """The book is compared with the commit at which the work left the branch."""
    need("git")
    folder = tmp_path / "source"
    server.pages["/a"] = html("x")
    check("# One\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a")
    git(folder, "branch", "work")
    (folder / "chapter.md").write_text(f"# One\n\n[x]({server.url('/a#p')})\n")
    git(folder, "commit", "-q", "-a", "-m", "b")
    git(folder, "checkout", "-q", "work")
    assert said(check(f"# One\n\n[x]({server.url('/a#p')})\n", since="main")) == [("error", "missing-anchor")]


def test_a_ref_that_git_does_not_know(check: Check) -> None:
    """The message says what to do."""
    need("git")
    with pytest.raises(CommandError, match=r"git knows no “nowhere”.*git fetch origin"):
        check("[x](http://127.0.0.1:9/)\n", since="nowhere")


@pytest.fixture
def outside(server: LinkServer, check: Check) -> Outside:
    """A book with a good link, a dead one, one that moved, and one that nobody could tell."""
    server.pages |= {"/a": html("x"), "/c": leads_to("/a", 301), "/d": status(403)}
    return check("".join(f"[{name}]({server.url(f'/{name}')})\n" for name in "abcd"))


def test_sarif_is_valid_and_holds_every_link(outside: Outside) -> None:
    """By the standard's own schema."""
    log = json.loads(link_report("sarif", outside.findings, outside.seen, lambda path: Path(path).name))
    (run,) = log["runs"]
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        ("dead-link", "error"),
        ("moved-link", "note"),
        ("silent-link", "note"),
    ]
    assert "never seen alive" in run["results"][0]["message"]["text"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert [link["lastAlive"] for link in run["properties"]["links"]] == [
        "2026-03-02T05:17:00Z",
        None,
        "2026-03-02T05:17:00Z",
        None,
    ]
    if not SCHEMA.is_file():
        missing("the schema of SARIF is not here: npm ci --ignore-scripts in tests/")
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8-sig")))


def test_json_and_text_name_every_link(outside: Outside, server: LinkServer) -> None:
    """With the day when it was last seen alive, and where it stands."""
    report = json.loads(link_report("json", outside.findings, outside.seen, lambda path: Path(path).name))
    assert report["counts"] == {"error": 1, "warning": 0, "note": 2}
    first, second = report["links"][:2]
    assert (first["address"], first["state"], first["firstFailing"]) == (server.url("/a"), "alive", None)
    assert first["places"] == [{"path": "chapter.md", "line": 1}]
    assert (second["code"], second["lastAlive"], second["firstFailing"]) == (
        404,
        None,
        "2026-03-02T05:17:00Z",
    )
    assert [change["state"] for change in second["history"]] == ["dead"]
    text = link_report("text", outside.findings, outside.seen, lambda path: Path(path).name)
    assert f"alive    last alive 2026-03-02  {server.url('/a')}\n" in text
    assert f"dead     last alive never       {server.url('/b')}\n" in text
    assert "chapter.md:2:5: error: " in text
    annotations = link_report("github", outside.findings, outside.seen, lambda path: Path(path).name)
    assert annotations.startswith("::error file=chapter.md,line=2,")


def record(**changes: object) -> dict[str, object]:
    """A record as it stands in the file, with other fields."""
    answer = {
        "state": "alive",
        "reason": "",
        "code": 200,
        "moved": "",
        "unwanted": "",
        "heard": True,
        "again": False,
        "wait": None,
    }
    whole = {
        "answer": answer,
        "checked": "2026-03-01T00:00:00Z",
        "alive": "2026-03-01T00:00:00Z",
        "failing": "",
        "history": [],
    }
    return {
        **whole,
        **{name: value for name, value in changes.items() if name in whole},
        "answer": {**answer, **{name: value for name, value in changes.items() if name in answer}},
    }


STRANGE: dict[str, object] = {
    "no record": None,
    "a list": [],
    "a field more": {**record(), "more": 1},
    "a field less": {"answer": record()["answer"]},
    "a number for words": record(reason=5),
    "a number for a date": record(alive=5),
    "no date": record(failing="soon"),
    "a date to come": record(failing="9999-12-31T23:59:59Z"),
    "checked in time to come": record(checked="9000-01-01T00:00:00Z"),
    "a state that is none": record(state="well"),
    "a state that is a list": record(state=[]),
    "words for a flag": record(heard="yes"),
    "a long code": record(code="9" * 400),
    "a short history": record(history=[["2026-03-01T00:00:00Z"]]),
    "a history of numbers": record(history=[[1, 2, 3]]),
    "a history that is none": record(history=7),
}


def test_records_that_somebody_else_wrote(tmp_path: Path) -> None:
    """Of a file in the project, each record that is none is forgotten, and no other with it."""
    path = tmp_path / "links.json"
    links = {f"https://{n}.example/": fields for n, fields in enumerate(STRANGE.values())}
    links["https://good.example/"] = record()
    path.write_text(json.dumps({"version": 1, "links": links}), encoding="utf-8")
    memory = Memory(path, START)
    assert [*memory.records] == ["https://good.example/"]
    memory.keep(["https://good.example/"])
    assert [*Memory(path, START).records] == ["https://good.example/"]


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "5", '"x"', "{", '{"version": 1}', '{"version": 1, "links": []}', '{"version": [], "links": {}}', "[" * 200_000],
    ids=range(10),
)  # fmt: skip
def test_files_of_records_that_are_none(tmp_path: Path, text: str) -> None:
    """Every link is asked anew."""
    path = tmp_path / "links.json"
    path.write_text(text, encoding="utf-8")
    assert Memory(path, START).records == {}


def test_a_century_of_patience_is_enough() -> None:
    """However large the setting is, a day can be named."""
    answer = Answer("unknown", "the connection failed")
    silent = Record(answer, "2026-03-01T00:00:00Z", failing="2026-03-01T00:00:00Z")
    assert "a fault from 2126" in Judge(START, 10**12).verdict("https://a.example/", silent)[2]

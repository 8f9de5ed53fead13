"""Reports for editors and machines, the ratchet, safe fixes, settings and allowances, and the command itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint_pages import findings
from tools import MODULES, missing

from pamphleteer.__main__ import main
from pamphleteer.command.project import CommandError
from pamphleteer.lint.baseline import new_findings, read_baseline, write_baseline
from pamphleteer.lint.fix import fixed
from pamphleteer.lint.report.github import escaped
from pamphleteer.lint.settings import SettingsError, read_settings

SCHEMA = MODULES / "@microsoft" / "sarif-multitool-linux" / "sarif-2.1.0.json"
PAGE = "# Rest\n\nRest the the leg, and the leg leg: 100 %.\n\n![](leg.png)\n"

Lint = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lint:
    """`lint({"a.md": text}, "--format", "json")` → exit status, output, messages."""
    monkeypatch.chdir(tmp_path)

    def run(files: dict[str, str], *arguments: str) -> tuple[int, str, str]:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        status = main(["lint", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_sarif_is_valid_and_keeps_its_fingerprints(lint: Lint) -> None:
    """By the standard's own schema; a line added above changes the place alone."""
    if not SCHEMA.is_file():
        missing("the schema of SARIF is not here: npm ci --ignore-scripts in tests/")
    status, out, _err = lint({"a b.md": PAGE}, "--format", "sarif", ".")
    log = json.loads(out)
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8-sig")))
    assert status == 1
    (run,) = log["runs"]
    first = next(r for r in run["results"] if r["ruleId"] == "repeated-word")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 6, "endLine": 3, "endColumn": 13}
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "repeated-word"
    replacement = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"]["text"] == "the"
    _status, out, _err = lint(
        {"a b.md": PAGE.replace("# Rest\n", "# Rest\n\nMore text.\n")}, "--format", "sarif", "."
    )
    prints = [[r["partialFingerprints"] for r in log["runs"][0]["results"]], []]
    prints[1] = [r["partialFingerprints"] for r in json.loads(out)["runs"][0]["results"]]
    assert prints[0] == prints[1]
    assert len({p["pamphleteer/v1"] for p in prints[0]}) == len(prints[0])


def test_github_annotations(lint: Lint) -> None:
    """File, lines, columns, title and message, escaped as GitHub reads them."""
    _status, out, _err = lint({"a,b.md": PAGE}, "--format", "github", "--rule", "repeated-word", ".")
    assert out.splitlines() == [
        "::warning file=a%2Cb.md,line=3,endLine=3,col=6,endColumn=12,title=repeated-word::write “the” once",
        "::warning file=a%2Cb.md,line=3,endLine=3,col=27,endColumn=33,title=repeated-word::write “leg” once",
    ]
    assert escaped("100 %\n:") == "100 %25%0A:"


def test_json_has_every_field(lint: Lint, tmp_path: Path) -> None:
    """Written to a file when asked."""
    status, out, err = lint({"a.md": PAGE}, "--format", "json", "--output", "out/report.json", "a.md")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (status, out) == (1, "")
    assert report["counts"] == {"error": 1, "warning": 2, "note": 0}
    assert report["findings"][0]["path"] == "a.md"
    assert report["findings"][0]["fix"] == "the"
    assert "1 page: 1 error, 2 warnings" in err


def test_exit_status(lint: Lint) -> None:
    """0 clean, 1 findings, 2 could not run."""
    assert lint({"a.md": "# Rest\n\nRest the leg.\n"}, "a.md")[0] == 0
    assert lint({"b.md": PAGE}, "b.md")[0] == 1
    status, _out, err = lint({"c/x.png": ""}, "c")
    assert (status, "nothing was read" in err) == (2, True)
    status, _out, err = lint({}, "nowhere.md")
    assert (status, "there is no such file" in err) == (2, True)
    status, _out, err = lint({}, "--rule", "nonsense", "a.md")
    assert (status, "no rule is called “nonsense”" in err) == (2, True)
    status, _out, err = lint({"d/a.md": "---\na: [\n---\n", "d/b.md": "# B\n\nText.\n"}, "d")
    assert status == 2
    assert "d/a.md:" in err
    assert "1 page: nothing to mend, 1 file unread" in err or "1 file unread" in err
    assert "Traceback" not in err


def test_the_ratchet_accepts_what_stands_and_nothing_new(lint: Lint, tmp_path: Path) -> None:
    """Edits above, moved files and mended findings do not bring accepted ones back."""
    status, _out, err = lint({"a.md": PAGE}, "--baseline", "base.jsonl", "a.md")
    assert (status, "3 findings accepted" in err) == (0, True)
    assert (
        lint({"a.md": PAGE.replace("# Rest\n", "# Rest\n\nSit down.\n")}, "--baseline", "base.jsonl", "a.md")[
            0
        ]
        == 0
    )
    status, out, _err = lint({"a.md": PAGE + "\nRest the the leg.\n"}, "--baseline", "base.jsonl", "a.md")
    assert status == 1
    assert out.count("[repeated-word]") == 1
    (tmp_path / "a.md").rename(tmp_path / "new.md")
    status, _out, err = lint({"new.md": PAGE}, "--baseline", "base.jsonl", "new.md")
    assert (status, "no longer" in err) == (0, False)
    status, _out, err = lint({"new.md": "# Rest\n\nText.\n"}, "--baseline", "base.jsonl", "new.md")
    assert (status, "3 accepted findings no longer stand" in err) == (0, True)
    lint({}, "--baseline", "base.jsonl", "--update-baseline", "new.md")
    assert (tmp_path / "base.jsonl").read_text(encoding="utf-8") == ""


def test_a_broken_baseline_is_refused_with_its_line(tmp_path: Path) -> None:
    """Not taken for an empty one."""
    path = tmp_path / "base.jsonl"
    path.write_text('["a.md", "r", "w", 1]\noops\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"base\.jsonl:2: "):
        read_baseline(path)


WORDS = st.lists(st.sampled_from(["the", "leg", "rest", "😀", "é"]), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS)
def test_the_ratchet_counts(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str]
) -> None:
    """What is new is never more than what was added, and nothing is new in an unchanged text."""
    path = tmp_path_factory.mktemp("base") / "base.jsonl"
    old, new = findings("# A\n\n" + " ".join(before)), findings("# A\n\n" + " ".join(after))
    write_baseline(path, old, str)
    accepted = read_baseline(path)
    assert accepted is not None
    assert new_findings(old, accepted, str) == []
    assert len(new_findings(new, accepted, str)) >= len(new) - len(old)


@settings(deadline=None, max_examples=100)
@given(WORDS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_fixes_are_done_after_one_round(words: list[str], end: str, mark: bool) -> None:
    """Mending what was mended changes nothing; line ends and the byte-order mark stay; words stand once."""
    raw = ("\ufeff" if mark else "") + f"# Title{end}{end}{' '.join(words)} end.{end}"
    after = fixed(raw, [f for f in findings(raw) if f.fix is not None])
    for _round in words:
        after = fixed(after, [f for f in findings(after) if f.fix is not None])
    assert fixed(after, [f for f in findings(after) if f.fix is not None]) == after
    assert after.count(end) == 3
    assert after.startswith("\ufeff") == mark
    kept = [word for n, word in enumerate(words) if not n or words[n - 1] != word or not word.isalpha()]
    assert after.split()[-len(kept) - 1 : -1] == kept


def test_fix_and_diff_on_files(lint: Lint, tmp_path: Path) -> None:
    """`--diff` shows, `--fix` writes; line ends and permissions stay, other findings are still reported."""
    text = "# Rest:\r\n\r\nRest the the leg.Trusted Source\r\n\r\n1. one Sit.\r\n2. 2 Rest.\r\n"
    status, out, _err = lint({"a.md": text}, "--diff", "a.md")
    assert status == 1
    assert "-Rest the the leg.Trusted Source\r\n+Rest the leg.\r\n" in out
    (tmp_path / "a.md").chmod(0o640)
    status, out, _err = lint({}, "--fix", "a.md")
    assert (tmp_path / "a.md").read_bytes() == b"# Rest\r\n\r\nRest the leg.\r\n\r\n1. Sit.\r\n2. Rest.\r\n"
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert (status, out) == (0, "")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[tool.pamphleteer.lint]\nlanguage = "en"\nunit = "x"\n', 3, "there is no setting “unit”"),
        ('[tool.pamphleteer.lint]\nunits = "miles"\n', 2, "write “metric” or “both”"),
        ("[tool.pamphleteer.lint]\nreading-grade = -1\n", 2, "write a number above 0"),
        ('[tool.pamphleteer.lint]\nallow = [{ path = "a", rule = "b" }]\n', 2, "reason"),
        ('[tool.pamphleteer.lint]\nseverity = { jargon = "fatal" }\n', 2, "“error”, “warning” or “note”"),
        ("[tool.pamphleteer.lint\n", 1, "this is not TOML"),
    ],
)
def test_wrong_settings_are_refused_with_their_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    """And with what may be written."""
    path = tmp_path / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"pyproject\.toml:{line}: .*{message}"):
        read_settings(str(path), 0)


def test_settings_hold_for_files_and_silence_with_a_reason(lint: Lint) -> None:
    """Severity, rules that are off, and a path that is allowed."""
    table = (
        '[tool.pamphleteer.lint]\nignore = ["missing-alt-text"]\nseverity = { repeated-word = "error" }\n'
        'allow = [{ path = "old/*.md", rule = "repeated-word", reason = "kept as found" }]\n'
    )
    status, out, _err = lint({"pyproject.toml": table, "a.md": PAGE, "old/b.md": PAGE}, ".")
    assert status == 1
    assert [line.split(": ")[1] for line in out.splitlines() if line.startswith("a.md")] == ["error", "error"]
    assert "old/b.md" not in out


def test_front_matter_allows_a_rule_for_the_page() -> None:
    """With a reason; without one, or without need, that is a finding of its own."""
    allowed = "---\nallow:\n  repeated-word: quoted as found\n---\n# A\n\nThe the leg.\n"
    assert findings(allowed) == []
    (found,) = findings(allowed.replace("The the leg", "The leg"))
    assert (found.rule, found.line, found.column) == ("unused-allowance", 3, 3)
    assert (
        "give the reason"
        in findings(allowed.replace("quoted as found", '""'))[-1].message
        + findings(allowed.replace("quoted as found", '""'))[0].message
    )


def test_explain_knows_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """Its page is its docstring."""
    assert main(["explain", "click-here"]) == 0
    assert "Name the page that the link leads to" in capsys.readouterr().out

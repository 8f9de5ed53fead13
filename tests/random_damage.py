"""Damage to a book that stands → what is wrong with the commands that meet it, and with the build after it has been undone.

Damage is done to caches, front matter, settings, variables of the environment, names of files, and to files of every kind that
are read. Whatever it is: each command ends with 0, 1 or 2 and without a traceback, the last good editions stay, and the next
build without the damage is one from nothing.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from attempt_run import ENOUGH, ROOT, forks
from hypothesis import strategies as st
from random_checks import contents
from test_epub_package import PNG

CONF = """project = "A book"
author = "Somebody"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "pamphleteer"]
myst_enable_extensions = ["substitution", "dollarmath", "attrs_inline"]
bibtex_bibfiles = ["own.bib"]
html_theme = "alabaster"
"""
INDEX = "# A book\n\nWords.\n\n```{toctree}\n:glob:\n*\n```\n"
CHAPTER = (
    "# A chapter\n\nWords {cite}`x` and $x^2$.\n\n![a boat](boat.png)\n\n```{csv-table}\n:file: table.csv\n```\n\n"
    "![a drawing](drawing.svg)\n\n```{bibliography}\n```\n"
)
BOOK: Mapping[str, bytes] = {
    "conf.py": CONF.encode(),
    "index.md": INDEX.encode(),
    "a.md": CHAPTER.encode(),
    "own.bib": b"@misc{x, author={A, B}, title={T}, year={2020}}\n",
    "table.csv": b"a,b\nc,d\n",
    "boat.png": PNG,
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title><path d="M0 0h9"/></svg>',
    "terms.yml": b"- preferred: cramp\n  avoid: [seizure]\n",
    "pyproject.toml": b'[tool.pamphleteer.lint]\nlanguage = "en"\n',
}
EDITIONS = ("html", "epub", "pdf")
COMMANDS = (
    ("build", "lint", *EDITIONS),
    ("lint",),
    ("linkcheck", "--internal"),
    ("terms", "check", "terms.yml"),
)
LEFT = ("html/index.html", "epub/a-book.epub", "pdf/a-book.pdf")
"""What stands, whatever happens."""


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it should be."""

    files: Mapping[str, bytes | None] = field(default_factory=dict)
    """New contents below the folder of the book; None for a folder in the place of a file."""
    variables: Mapping[str, str] = field(default_factory=dict)
    caches: Sequence[tuple[int, int, bytes]] = ()
    """(which one, where it is cut off, what follows)."""


FIELDS = (
    "title description last_reviewed next_review clinical_review lang dir pamphlet allow orphan tocdepth nosearch myst html_meta "
    "substitutions date authors keywords layout kernelspec sd_hide_title"
).split()
SETTINGS = (
    "pamphleteer_subtitle pamphleteer_description pamphleteer_licence pamphleteer_cover pamphleteer_paper pamphleteer_bleed "
    "pamphleteer_booklet_sheet pamphleteer_page_list pamphleteer_chapter_seconds pamphleteer_reads pamphleteer_certified_by "
    "pamphleteer_contact pamphleteer_link_patience pamphleteer_link_records pamphleteer_address html_baseurl language project author "
    "release numfig numfig_format exclude_patterns myst_substitutions html_title rst_epilog root_doc suppress_warnings "
    "bibtex_bibfiles source_suffix myst_heading_anchors math_number_all html_static_path templates_path locale_dirs"
).split()
VARIABLES = "SOURCE_DATE_EPOCH LANG LC_ALL TZ PYTHONIOENCODING COLUMNS NO_COLOR XDG_STATE_HOME HOME TMPDIR PATH PYTHONUTF8".split()
LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
WORDS = st.text(LETTERS, max_size=12)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.dates(), st.datetimes(),
    st.sampled_from(["\ud800", "9" * 400, "x" * 5000, "::add-mask::x", "\x1b[8m", "none", "tri-fold", "leaflet", "[[[", "{a: b}", "*", "&a"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(WORDS, parts, max_size=3),
    max_leaves=6,
)
RAW = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"", b"null", b"[]", b"{}", b"[" * 50_000, b"\xff\xfe", b"\0" * 99, b"&a [*a]", b"- - - -", b"%", b'{"version": 1}', b"1e999"]
    ),
)  # fmt: skip


def dumped(value: object) -> str:
    """YAML of a value."""
    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**6).removesuffix(
        "...\n"
    )


def with_field(name: str, value: object) -> Damage:
    """A chapter with a field in its front matter."""
    head = f"---\n{dumped({name: value})}---\n"
    return Damage({"a.md": head.encode("utf-8", "surrogatepass") + BOOK["a.md"]})


def with_setting(name: str, value: object) -> Damage:
    """conf.py with one setting more."""
    text = f"{CONF}import datetime\nnan, inf = float('nan'), float('inf')\n{name} = {value!r}\n"
    return Damage({"conf.py": text.encode("utf-8", "surrogatepass")})


def with_tool(name: str, value: object) -> Damage:
    """A pyproject.toml with one setting."""
    with suppress(TypeError, ValueError):
        return Damage({"pyproject.toml": f"[tool.pamphleteer.lint]\n{name} = {json.dumps(value)}\n".encode()})
    return Damage(
        {"pyproject.toml": f"[tool.pamphleteer]\nlint = '''{value!r}'''\n".encode("utf-8", "surrogatepass")}
    )


def with_file(name: str, suffix: str) -> Damage:
    """Another chapter or picture with such a name."""
    fits = name.replace("/", "-").encode()[: 255 - len(suffix)].decode(errors="ignore")
    content = PNG if suffix == ".png" else b"# Another\n\nMore words.\n"
    return Damage({f"{fits or 'x'}{suffix}": content} if fits.strip(".") else {})


TOOL = ("language", "ignore", "severity", "allow", "dose-style", "units", "abbreviations", "reading-grade", "longest-sentence", "none")  # fmt: skip
NAMES = st.one_of(st.text(LETTERS, min_size=1, max_size=20), st.sampled_from(["a" * 255, "ü" * 130, "\U0001f600" * 64, "con", "-x", "a b", "~", "$(x)", "a:b", "x\ny", "\u202ex", "..x", "index", "#", "%00", "%2e%2e"]))  # fmt: skip
KINDS: Mapping[str, st.SearchStrategy[Damage]] = {
    "caches": st.builds(
        lambda caches: Damage(caches=caches),
        st.lists(st.tuples(st.integers(0, 999), st.integers(0, 5000), RAW), min_size=1, max_size=3),
    ),
    "front-matter": st.builds(with_field, st.sampled_from(FIELDS), VALUES),
    "settings": st.builds(with_setting, st.sampled_from(SETTINGS), VALUES)
    | st.builds(with_tool, st.sampled_from(TOOL), VALUES),
    "environment": st.builds(
        lambda name, value: Damage(variables={name: value}),
        st.sampled_from(VARIABLES),
        st.one_of(WORDS, st.sampled_from(["", "/nowhere", "/dev/null", ".", "9" * 30, "C", "ascii", "utf-16", "Pacific/Nowhere", ":", "\udcff"])),
    ),
    "names": st.builds(with_file, NAMES, st.sampled_from([".md", ".png", ".rst", ""])),
    "files": st.builds(lambda name, data: Damage({name: data}), st.sampled_from(sorted(BOOK)), RAW | st.none()),
}  # fmt: skip


class Standing:
    """A book whose editions stand, and what they are when they are built from nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.book = folder, folder / "book"
        for place in (self.book, folder / "home", folder / "tmp"):
            place.mkdir(parents=True)
        self.lay(BOOK)
        self.run(("build", *EDITIONS), {})
        self.first = self.editions()

    def lay(self, files: Mapping[str, bytes | None]) -> None:
        """Write files of the book."""
        for name, data in files.items():
            path = self.book / name
            if data is None:
                path.unlink(missing_ok=True)
                path.mkdir()
            else:
                path.write_bytes(data)

    def undo(self, damage: Damage) -> None:
        """Make the book what it was."""
        for name in damage.files:
            path = self.book / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        self.lay(BOOK)
        for aside in (self.book / "_build").glob(".work-of-others-*"):
            shutil.rmtree(aside)

    def editions(self) -> dict[str, bytes]:
        """The files that readers get."""
        out = self.book / "_build"
        return {f"{name}/{file}": data for name in EDITIONS for file, data in contents(out / name).items()}

    def caches(self) -> list[Path]:
        """What one build keeps for the next."""
        kept = (self.book / "_build" / ".work").rglob("*")
        return sorted(path for path in kept if path.is_file() and "_static" not in path.parts)

    def run(self, words: Sequence[str], variables: Mapping[str, str]) -> tuple[int | None, str]:
        """A command: its exit status, and what it printed."""
        out = self.folder / "printed"
        out.write_bytes(b"")
        told = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(self.folder / "home"), "LANG": "C.UTF-8",
            "TMPDIR": str(self.folder / "tmp"), "SOURCE_DATE_EPOCH": "1780000000", **variables,
        }  # fmt: skip
        request = {
            "words": [*words],
            "folder": str(self.book),
            "variables": told,
            "out": str(out),
            "seconds": ENOUGH,
        }
        server = forks()
        assert server.stdin
        assert server.stdout
        print(json.dumps(request), file=server.stdin, flush=True)
        return json.loads(server.stdout.readline()), out.read_text("utf-8", errors="replace")

    def faults(self, damage: Damage) -> Iterator[str]:
        """What is wrong when commands meet the damage, and after it."""
        self.lay(damage.files)
        caches = self.caches()
        for number, at, data in damage.caches:
            path = caches[number % len(caches)]
            path.write_bytes(path.read_bytes()[:at] + data)
        for words in COMMANDS:
            status, said = self.run(words, damage.variables)
            if status not in {0, 1, 2} or "Traceback" in said or "should not happen" in said:
                yield f"{' '.join(words)}: {status}: {said[-1500:]}"
            if status in {1, 2} and not said.strip():
                yield f"{' '.join(words)}: {status} without a word"
        yield from (f"no longer there: {name}" for name in LEFT if not (self.book / "_build" / name).exists())
        self.undo(damage)
        status, said = self.run(("build", *EDITIONS), {})
        again = self.editions()
        other = sorted(name for name in {*again, *self.first} if again.get(name) != self.first.get(name))
        if status or other:
            yield f"afterwards: {status}, other than from nothing: {other[:9]}: {said[-800:]}"


def look_at(folder: Path) -> Callable[[Damage], None]:
    """What raises AssertionError when something is wrong with a damage."""
    standing: list[Standing] = []

    def look(damage: Damage) -> None:
        if not standing:
            standing.append(Standing(folder))
        faults = list(standing[0].faults(damage))
        assert not faults, "\n".join([repr(damage)[:2000], *faults])

    return look

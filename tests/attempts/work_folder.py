"""What a checkout brings where builds write, and where they keep things → nothing is written through it, and no build falls over it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from attempt import Attempt

CONF = 'extensions = ["myst_parser", "pamphleteer"]\nproject = "B"\nhtml_theme = "alabaster"\n'


def links_for_processes_to_come(folder: Path) -> None:
    """Lay links where the next processes will write beside the work folder, each by its number."""
    out = folder / "_build"
    out.mkdir()
    most = int(Path("/proc/sys/kernel/pid_max").read_text("ascii")) if Path("/proc").is_dir() else 99_998
    for ahead in range(1, 3000):
        (out / f".work-{(os.getpid() + ahead) % most}.part").symlink_to("../../outside/secret.txt")


def folders_for_files(folder: Path) -> None:
    """Put folders where files go, and files where folders go."""
    out = folder / "_build"
    for name in ("report.txt", "report.json", "pdf/b.pdf", "epub/b.epub"):
        (out / name / "kept").mkdir(parents=True)
    (out / "html").write_text("a file\n", encoding="ascii")


RECORD = {
    "state": "dead",
    "reason": "x",
    "code": 404,
    "moved": "",
    "unwanted": "",
    "heard": True,
    "again": False,
    "wait": None,
}

RECORDS = {
    "version": 1,
    "links": {
        "{SERVER}/a": {"answer": RECORD, "checked": "2020-01-01T00:00:00Z", "alive": 5, "failing": 7, "history": [5]},
        "{SERVER}/b": {"answer": RECORD | {"reason": ["x"], "code": "y"}, "checked": "2020-01-01T00:00:00Z", "alive": [], "failing": {}, "history": 9},
        "{SERVER}/c": {"answer": RECORD | {"moved": 3, "wait": "x"}, "checked": "2999-01-01T00:00:00Z", "alive": "yesterday", "failing": "0", "history": [["a"]]},
        "{SERVER}/d": {"answer": RECORD, "checked": "2020-01-01T00:00:00Z", "alive": "\x1b]0;x\x07", "failing": "9999-99-99T00:00:00Z", "history": [[1, 2, 3]]},
    },
}  # fmt: skip

OTHER_CONF = """
project = author = "B"
extensions = ["myst_parser", "pamphleteer"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
pamphleteer_link_records = "_build/links.json"
pamphleteer_link_private = True
"""

GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def pipe_for_mark(folder: Path) -> None:
    """The mark of a work folder is a pipe that nobody writes to."""
    (folder / "_build/.work/doctrees").mkdir(parents=True)
    os.mkfifo(folder / "_build/.work/made-here")
    os.mkfifo(folder / "_build/.work/at-work")


SPANISH = f'{CONF}language = "es"\nlocale_dirs = ["../locales"]\ngettext_compact = False\n'

OTHER_RECORDS = f'{CONF}pamphleteer_link_records = "links.json"\n'

CATALOGUE = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Words."\nmsgstr "Palabras."\n'

ADDRESSES = [f"http://127.0.0.1:1/{n}" for n in range(6)]


def compiled_elsewhere(folder: Path) -> None:
    """Let a compiled catalogue be a link to a file of the machine that is older."""
    place = folder / "locales/es/LC_MESSAGES"
    for name in ("index.mo", "sphinx.mo"):
        (place / name).symlink_to(os.path.relpath(folder.parent / "outside/secret.txt", place))
    for name in ("index.po", "sphinx.po"):
        os.utime(place / name, (4_000_000_000, 4_000_000_000))


def pipe_for_a_folder(folder: Path) -> None:
    """Put a pipe where the work folder goes."""
    (folder / "_build").mkdir()
    os.mkfifo(folder / "_build/.work")


def record(**changed: object) -> dict[str, object]:
    """What is kept of a link, with some fields of another kind."""
    answer = {
        "state": "unknown",
        "reason": "late",
        "code": 0,
        "moved": "",
        "unwanted": "",
        "heard": True,
        "again": False,
        "wait": None,
    }
    fields = {
        "checked": "2020-01-01T00:00:00Z",
        "alive": "",
        "failing": "2020-01-01T00:00:00Z",
        "history": [],
    }
    own = {name: value for name, value in changed.items() if name in answer}
    return {**fields, **{k: v for k, v in changed.items() if k not in own}, "answer": {**answer, **own}}


ODD = [
    record(history=[1]), record(history="abc"), record(history=[["x"]]), record(failing="soon", alive=7),
    record(state="here", reason=[1], moved={"a": 1}), record(checked="9999-12-31T23:59:59Z", code="x", history={"a": 1}),
]  # fmt: skip


def folders_for_reports(folder: Path) -> None:
    """Both reports are folders, and not empty ones."""
    for name in ("report.txt", "report.json"):
        (folder / "_build" / name).mkdir(parents=True)
        (folder / "_build" / name / "keep").write_text("x", "utf-8")


def file_for_work(folder: Path) -> None:
    """The work folder is a file."""
    (folder / "_build").mkdir()
    (folder / "_build/.work").write_text("x", "utf-8")


def links_in_editions(folder: Path) -> None:
    """Links within the published editions, to chapters and out of the project."""
    site = folder / "_build/html"
    site.mkdir(parents=True)
    (site / "_static").symlink_to("../../book")
    (site / "_images").symlink_to(folder.parent / "outside")
    (site / "_sources").symlink_to("../../book")
    (site / "index.html").symlink_to("../../book/index.md")
    (site / "searchindex.js").symlink_to(folder.parent / "outside/secret.txt")
    for name in ("report.txt", "report.json"):
        (folder / "_build" / name).symlink_to("../book/index.md")
    for name in ("epub", "pdf"):
        (folder / "_build" / name).mkdir()
        for number in range(3):
            (folder / "_build" / name / f"b{number}.{name}").symlink_to("../../book/index.md")
            (folder / "_build" / name / f".b{number}.{name}.part").symlink_to("../../book/index.md")


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "links-with-numbers-of-processes",
        "work-folder",
        "has the mark of the work folder written through links that have the names of its half-written file",
        {"conf.py": CONF, "book/index.md": "# B\n\nWords.\n"},
        (("build", "html"), ("lint",)),
        prepare=links_for_processes_to_come,
        shares=False,
    ),
    Attempt(
        "folders-where-files-go",
        "work-folder",
        "lets the output folder hold folders under the names of reports and editions, and a file in place of the site",
        {"conf.py": CONF, "book/index.md": "# B\n\nWords.\n"},
        (("build", "html"), ("build", "epub", "pdf"), ("lint",)),
        prepare=folders_for_files,
        shares=False,
    ),
    Attempt(
        name="mark-that-is-a-pipe",
        kind="work-folder",
        tries="Whether the work folder is ours is read from a pipe, for ever.",
        files={"book/a.md": "# A\n\nWords.\n"},
        commands=(("build", "html"),),
        prepare=pipe_for_mark,
        shares=False,
    ),
    Attempt(
        name="records-of-other-types",
        kind="work-folder",
        tries="The records of links, which a project may keep, have the right keys, and values of other types and times behind them.",
        files={
            "conf.py": OTHER_CONF,
            "_build/links.json": json.dumps(RECORDS),
            "book/a.md": "# A\n\n" + " ".join(f"[{name}]({{SERVER}}/{name})" for name in "abcd") + "\n",
            **{f"peer/{name}": GONE for name in "abcd"},
        },
        commands=(("linkcheck",),),
        shares=False,
    ),
    Attempt(
        "compiled-catalogue-that-is-a-link",
        "work-folder",
        "has Sphinx compile a catalogue through a link that leads out of the project",
        {
            "conf.py": SPANISH,
            "book/index.md": "# B\n\nWords.\n",
            "locales/es/LC_MESSAGES/index.po": CATALOGUE,
            "locales/es/LC_MESSAGES/sphinx.po": CATALOGUE,
        },
        prepare=compiled_elsewhere,
        shares=False,
    ),
    Attempt(
        "pipe-for-a-work-folder",
        "work-folder",
        "puts a pipe where the work folder goes, which makes wait who opens it",
        {"conf.py": CONF, "book/index.md": "# B\n\nWords.\n"},
        (("build", "html"), ("lint",)),
        prepare=pipe_for_a_folder,
        shares=False,
    ),
    Attempt(
        "records-of-links-of-another-kind",
        "work-folder",
        "brings records of links whose fields have the right names and hold other things",
        {
            "conf.py": OTHER_RECORDS,
            "book/index.md": "# B\n\n"
            + "".join(f"[word {n}]({address})\n\n" for n, address in enumerate(ADDRESSES)),
            "links.json": json.dumps({"version": 1, "links": dict(zip(ADDRESSES, ODD, strict=True))}),
        },
        (
            ("linkcheck", "html", "--format", "json", "--output", "_build/links-report.json"),
            ("linkcheck", "html"),
        ),
        shares=False,
    ),
    Attempt(
        name="reports-that-are-folders",
        kind="work-folder",
        tries="`report.txt` and `report.json` of the output folder are folders, which no file can replace.",
        files={"book/a.md": "# A\n\nWords. {nosuchrole}`x`\n"},
        prepare=folders_for_reports,
        shares=False,
    ),
    Attempt(
        name="work-folder-that-is-a-file",
        kind="work-folder",
        tries="The work folder is a file that came with the checkout.",
        files={"book/a.md": "# A\n\nWords.\n"},
        commands=(("build", "html"), ("lint",)),
        prepare=file_for_work,
        shares=False,
    ),
    Attempt(
        name="links-within-the-editions",
        kind="work-folder",
        tries="Files and folders deep in the published editions are links: what is published goes through them, or shows what is behind.",
        files={
            "book/a.md": "# A\n\nWords.\n\n![x](p.svg)\n",
            "book/p.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9'/></svg>",
        },
        commands=(("build", "html", "epub", "pdf"), ("build", "html", "epub", "pdf")),
        prepare=links_in_editions,
        shares=False,
    ),
)

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
)

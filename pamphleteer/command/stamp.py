"""All that an edition is made from → one fingerprint, kept beside the work files.

An edition whose fingerprint has not changed, and whose files are still there, is not made again.
The fingerprint goes by content, so a touched file or a fresh checkout with equal bytes rebuilds nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.command.messages import Message
from pamphleteer.command.values import Values
from pamphleteer.edition_dates import edition_date, stated_date
from pamphleteer.programs.git import last_commit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pamphleteer.command.project import Project
    from pamphleteer.command.run import Outcome

SKIPPED = {"__pycache__", "node_modules", "_build"}
CONTENT = {".md", ".rst", ".txt", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
"""Files that Sphinx itself follows, if they do not lie in these folders."""
FRAME = {"_static", "_templates"}
PACKAGE = Path(__file__).parent.parent


def files_below(folder: Path, out: Path) -> Iterator[Path]:
    """Every file below a folder but hidden ones, caches and finished editions."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name not in SKIPPED and name[0] != "." and Path(path, name) != out
        )
        yield from (Path(path, name) for name in sorted(names) if name[0] != ".")


def inputs(project: Project) -> Iterator[Path]:
    """The files that an edition may be made from, but for those that Sphinx finds elsewhere."""
    yield from sorted(project.conf.glob("*.py"))
    yield from files_below(project.source, project.out)
    for folder in ("_static", "_templates"):
        if not (project.source / folder).exists():
            yield from files_below(project.conf / folder, project.out)
    yield from files_below(PACKAGE, project.out)


def is_compiled(path: Path) -> bool:
    """Whether it is a catalogue that Sphinx compiles itself."""
    return path.suffix == ".mo" and path.with_suffix(".po").is_file()


@cache
def packages() -> list[str]:
    """Names and versions of all that is installed, read once: there are hundreds, each with a file of its own."""
    return sorted(f"{found.name}={found.version}" for found in metadata.distributions())


class Snapshot:
    """The inputs of a project as they are when a command starts.

    A file that is edited while Sphinx works counts as it was at the start, and is built next time.
    """

    def __init__(self, project: Project, tags: Iterable[str] = ()) -> None:
        self.project = project
        values = Values(project, tags)
        found = dict.fromkeys([*inputs(project), *values.files()])
        self.files = [path for path in found if not is_compiled(path)]
        self.digests: dict[Path, bytes] = {}
        dated = stated_date() or last_commit(project.conf)
        date = edition_date(project.conf).isoformat() if dated else "undated"
        self.surroundings = "\n".join([date, *packages(), *values.told()])
        code = [*values.told_of_code(), *(self.content(path).hex() for path in values.code)]
        self.code = hashlib.sha256("\0".join(code).encode("utf-8", "replace")).hexdigest()
        """The fingerprint of what Sphinx does not look at when it decides which chapters to read again."""

    def content(self, path: Path) -> bytes:
        """The SHA-256 of a file; empty when there is none."""
        if path not in self.digests:
            self.digests[path] = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        return self.digests[path]

    def fingerprint(self, known: Iterable[str], extra: object) -> str:
        """The SHA-256 of names and contents of all inputs, what conf.py comes to, the installed packages, the date and `extra`.

        `known` are files that Sphinx found elsewhere.
        """
        said = json.dumps([self.surroundings, extra], sort_keys=True, default=str)
        digest = hashlib.sha256(said.encode())
        for path in (*self.files, *map(Path, sorted(known))):
            digest.update(f"\0{path}\0".encode() + self.content(path))
        return digest.hexdigest()

    def frame(self, extra: object) -> str:
        """The fingerprint of all but chapters and pictures: of what every page is made from."""
        said = json.dumps([self.surroundings, extra], sort_keys=True, default=str)
        digest = hashlib.sha256(said.encode())
        for path in self.files:
            inside = path.is_relative_to(self.project.source)
            if (
                not inside
                or path.suffix.lower() not in CONTENT
                or FRAME & {*path.relative_to(self.project.source).parts}
            ):
                digest.update(f"\0{path}\0".encode() + self.content(path))
        return digest.hexdigest()


class Stamp:
    """What is known of the last good run of one edition."""

    def __init__(self, project: Project, edition: str) -> None:
        self.out = project.out
        self.path = project.work / f"{edition}.json"
        kept = read_cache(self.path) or {}
        self.mark: str = kept.get("fingerprint", "")
        self.frame: str = kept.get("frame", "")
        """Fingerprint of what is neither chapter nor picture."""
        self.known: list[str] = kept.get("known", [])
        self.files: list[str] = [name for name in kept.get("files", []) if stays_below(name)]
        """The finished files, relative to the output folder."""
        self.extra: object = kept.get("extra")
        self.messages = [Message(*words) for words in kept.get("messages", [])]
        """What was said then."""
        self.again: list[str] | None = kept.get("again", [])
        """The chapters whose pages are to be written again, so that what is wrong with them is said again; None: all."""

    def fresh(self, now: Snapshot, extra: object) -> bool:
        """Whether nothing changed since, and what was made is still there."""
        return (
            bool(self.mark)
            and all((self.out / name).exists() for name in self.files)
            and now.fingerprint(self.known, extra) == self.mark
        )

    def current(self, now: Snapshot) -> bool:
        """Whether nothing changed since, whatever it was made together with."""
        return self.fresh(now, self.extra)

    def keep(
        self,
        now: Snapshot,
        known: Iterable[str],
        extra: object,
        files: list[str],
        outcome: Outcome | None = None,
    ) -> None:
        """Remember a run whose edition is published."""
        self.known, self.files = sorted(known), files
        self.mark = now.fingerprint(self.known, extra)
        kept = {
            "fingerprint": self.mark,
            "frame": now.frame(extra),
            "known": self.known,
            "files": self.files,
            "extra": extra,
            "messages": outcome.messages if outcome else [],
            "again": outcome.again if outcome else [],
        }
        self.write(kept)

    def forget(self) -> None:
        """Remember only the files that stand: what is half made is no ground to go on from."""
        self.write({"files": self.files})

    def go_on(self, frame: str, again: list[str] | None) -> None:
        """Remember what all but chapters and pictures was: its pages can be mended, though they are not published."""
        self.write({"files": self.files, "frame": frame, "again": again})

    def write(self, kept: Mapping[str, object]) -> None:
        """Put it in place in one step."""
        write_cache(self.path, kept)


def stays_below(name: str) -> bool:
    """Whether a name leads to a place in the output folder, whoever wrote it down."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts

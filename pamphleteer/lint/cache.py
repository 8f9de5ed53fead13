"""The findings on a page, kept beside the work files → said again without reading the page, while nothing changed.

A page's key goes by the content of its own file, of what it includes, of the book's terms and settings, and of the rules.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pamphleteer
from pamphleteer.cached import read_cache, write_cache
from pamphleteer.lint.finding import Finding, Related
from pamphleteer.lint.plugins import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphleteer.lint.settings import Settings

PACKAGE = Path(pamphleteer.__file__).parent / "lint"


class Cache:
    """Findings by page, in one JSON file of a folder."""

    def __init__(self, folder: Path, settings: Settings, terms: bytes) -> None:
        self.path = folder / "findings.json"
        today = str(date.today()).encode()  # noqa: DTZ011 - reviews fall due by the day
        self.common = hashlib.sha256(repr(settings).encode() + terms + rules_mark() + today)
        self.digests: dict[str, bytes] = {}
        self.new: dict[str, Any] = {}
        self.old: dict[str, Any] = read_cache(self.path) or {}

    def key(self, files: Iterable[str]) -> str:
        """What the findings on a page made of these files depend on."""
        digest = self.common.copy()
        for file in files:
            digest.update(f"\0{file}\0".encode() + self.content(file))
        return digest.hexdigest()

    def content(self, file: str) -> bytes:
        """The SHA-256 of a file; empty when there is none."""
        if file not in self.digests:
            path = Path(file)
            self.digests[file] = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        return self.digests[file]

    def get(self, page: str, key: str) -> list[Finding] | None:
        """The findings on a page, if they are known for this key."""
        kept = self.old.get(page)
        if not kept or kept[0] != key:
            return None
        self.new[page] = kept
        return [finding_of(fields) for fields in kept[1]]

    def put(self, page: str, key: str, findings: list[Finding]) -> None:
        """Remember the findings on a page."""
        self.new[page] = [key, [asdict(finding) for finding in findings]]

    def write(self) -> None:
        """Keep what is known now for the next run; pages that are gone are forgotten."""
        write_cache(self.path, self.new)


def finding_of(fields: dict[str, Any]) -> Finding:
    """A finding from its fields."""
    related = tuple(Related(**place) for place in fields["related"])
    beside = tuple((str(here), str(there)) for here, there in fields["beside"])
    return Finding(**{**fields, "related": related, "beside": beside})


@cache
def rules_mark() -> bytes:
    """The content of the package's own rules and word lists, and the versions of others' rules."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".txt", ".yml"):
            digest.update(path.read_bytes())
    digest.update(
        " ".join(f"{rule.__name__}{getattr(rule, '__file__', '')}" for rule in all_rules()).encode()
    )
    return digest.digest()

"""The `Record`s of a project's pages, kept beside the work files → not made again while the pages are the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.lint.book import Record
from pamphleteer.lint.cache import rules_mark
from pamphleteer.lint.copies.memory import Memory
from pamphleteer.lint.page import Allowance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pamphleteer.lint.copies.texts import Text


class Records:
    """Records by page, those of the last run and those of this one."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "records.json"
        self.memory = Memory(folder, rules_mark().hex())
        self.new: dict[str, tuple[str, Record]] = {}
        self.old: dict[str, Any] = read_cache(self.path) or {}
        keys = {page: str(kept["key"]) for page, kept in self.old.items()}
        self.texts: dict[str, list[Text]] = self.memory.texts(keys) if keys else {}

    def get(self, page: str, key: str) -> Record | None:
        """The record of a page, if it is known for this key."""
        kept = self.old.get(page)
        if not kept or kept["key"] != key or page not in self.texts:
            return None
        allowances = tuple(Allowance(**fields) for fields in kept["allowances"])
        uses = {concept: Counter(words) for concept, words in kept["uses"].items()}
        return Record(kept["path"], tuple(self.texts[page]), allowances, uses)

    def put(self, page: str, key: str, record: Record) -> None:
        """Remember the record of a page."""
        self.new[page] = key, record

    def all(self) -> Sequence[Record]:
        """The records of this run."""
        return [record for _key, record in self.new.values()]

    def docnames(self) -> dict[str, str]:
        """Of each file, the page that it is part of: its own, or one that includes it."""
        found: dict[str, str] = {}
        for page, (_key, record) in self.new.items():
            for path in [record.path, *(text.path for text in record.texts)]:
                if path not in found or path == record.path:
                    found[path] = page
        return found

    def write(self) -> None:
        """Keep the records for the next run."""
        kept = {page: fields_of(key, record) for page, (key, record) in self.new.items()}
        write_cache(self.path, kept)
        self.memory.keep_texts((page, key, record.texts) for page, (key, record) in self.new.items())


def fields_of(key: str, record: Record) -> dict[str, Any]:
    """A record as JSON, without its texts."""
    allowances = [
        {
            "text": allowance.text,
            "path": allowance.path,
            "line": allowance.line,
            "whole_page": allowance.whole_page,
            "from_settings": allowance.from_settings,
        }
        for allowance in record.allowances
    ]
    return {"key": key, "path": record.path, "allowances": allowances, "uses": record.uses}

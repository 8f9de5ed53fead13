"""A git ref → the texts of the book as they were there, to tell the links that a change added."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.command.project import CommandError
from pamphleteer.links.origin import holds, written
from pamphleteer.programs.git import git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Before:
    """The texts at the place where this work left a ref: what others added to the ref since is not counted."""

    def __init__(self, ref: str, folder: Path, suffixes: set[str]) -> None:
        try:
            commit = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        except OSError as error:
            raise CommandError("links added since a ref can be told with git only: install git") from error
        if not commit:
            raise CommandError(
                f"git knows no “{ref}” in {folder}: name a branch, tag or commit, or fetch it first (`git fetch origin`)"
            )
        start = commit.decode().strip()
        base = git(folder, "merge-base", start, "HEAD").decode().strip() or start
        names = git(folder, "ls-tree", "-r", "-z", "--full-tree", "--name-only", base).decode().split("\0")
        wanted = [f"{base}:{name}" for name in names if Path(name).suffix in suffixes and "\n" not in name]
        self.texts = list(contents(git(folder, "cat-file", "--batch", given="\n".join(wanted))))

    def had(self, address: str) -> bool:
        """Whether any text had the address."""
        return any(
            words in text and holds(words).search(text) for words in written(address) for text in self.texts
        )


def contents(batch: bytes) -> Iterator[str]:
    """The texts in what `git cat-file --batch` prints: for each a line that ends with its size, and the text."""
    stream = io.BytesIO(batch)
    while head := stream.readline().split():
        if head[-1].isdigit():
            yield stream.read(int(head[-1]) + 1).decode("utf-8", errors="replace")


def added(addresses: Iterable[str], before: Before) -> set[str]:
    """The addresses that no text had."""
    return {address for address in addresses if not before.had(address)}

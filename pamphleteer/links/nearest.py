"""A cross-reference that Sphinx cannot resolve → the name in the book that is most like it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

FILES = ("image file not readable", "download file not readable", "image file could not be read")
PAGES = ("unknown document", "nonexisting document", "nonexistent document")
LABELS = ("undefined label", "Failed to create a cross reference")
TERMS = ("term not in glossary",)
ANYTHING = ("xref_missing",)


def nearest(env: BuildEnvironment, message: str, names: Iterable[str]) -> str:
    """What the writer may have meant by the names in a message; empty when nothing is near."""
    known = pool(env, message)
    folded = {name.casefold(): name for name in sorted(known)}
    for name in names:
        path = name.removeprefix(f"{env.srcdir}/").removeprefix("./").removesuffix(".md").removesuffix(".rst")
        for words in dict.fromkeys((name, path, path.partition("#")[2])):
            if words and (near := get_close_matches(words.casefold(), folded, 1)):
                return folded[near[0]]
    return ""


def pool(env: BuildEnvironment, message: str) -> set[str]:
    """All names of the kind that a message speaks of."""

    def about(kind: tuple[str, ...]) -> bool:
        return any(words in message for words in kind)

    standard = env.domains.standard_domain
    names: set[str] = files(env) if about(FILES) else set()
    if about(PAGES + ANYTHING):
        names |= env.found_docs
    if about(LABELS + ANYTHING):
        names |= {*standard.labels, *standard.anonlabels}
    if about(TERMS + ANYTHING):
        names |= {name for kind, name in standard.objects if kind == "term"}
    return names


def files(env: BuildEnvironment) -> set[str]:
    """Every file of the source folder, as a path below it."""
    return {path.relative_to(env.srcdir).as_posix() for path in env.srcdir.rglob("*.*") if path.is_file()}

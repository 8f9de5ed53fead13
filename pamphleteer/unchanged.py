"""The files of a book as they were when it was read → which chapters must be read again: those with other bytes.

Sphinx goes by the time of a file. A fresh checkout or a touched file would be read again though nothing is new in it, and an
older copy put in the place of a chapter would not be read at all. Nor would a chapter that links to a file by its path, when that
file comes or goes: MyST looks whether it is there while it reads.
"""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.addnodes import pending_xref
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

KEPT = "pamphleteer_files"
"""Attribute of the environment: chapter → path → what was there."""
LINKED = "pamphleteer_linked"
"""Attribute of the environment: chapter → path that it links to → whether a file was there."""


class State(NamedTuple):
    """A file at some moment."""

    time: int = 0
    """Of the last change, in nanoseconds; 0 when there is no file."""
    size: int = 0
    digest: str = ""


def state_of(path: Path, known: State | None = None) -> State:
    """The file as it is; when time and size are those that are known, its bytes are taken for known too."""
    try:
        found = path.stat()
        if known and (found.st_mtime_ns, found.st_size) == known[:2]:
            return known
        return State(found.st_mtime_ns, found.st_size, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError:
        return State()


def files_read(env: BuildEnvironment) -> dict[str, dict[str, State]]:
    """What is kept, in an environment that may have been made before there was any."""
    kept: dict[str, dict[str, State]] = env.__dict__.setdefault(KEPT, {})
    return kept


def links_of(env: BuildEnvironment) -> dict[str, dict[str, bool]]:
    """What is kept of links, in an environment that may have been made before there was any."""
    kept: dict[str, dict[str, bool]] = env.__dict__.setdefault(LINKED, {})
    return kept


def setup_unchanged(app: Sphinx) -> None:
    """Note what is read, and compare when the next build begins."""
    app.connect("doctree-read", note_links)
    app.connect("env-merge-info", merge_links)
    app.connect("builder-inited", spare_the_unchanged, priority=950)
    app.connect("env-get-outdated", find_changed)
    app.connect("env-before-read-docs", note_sources, priority=999)
    app.connect("env-updated", note_dependencies)
    app.connect("env-purge-doc", forget)


def now_and_then(env: BuildEnvironment, docname: str) -> list[tuple[State, State]]:
    """The files of a chapter that was read: as they are, and as they were."""
    kept = files_read(env).get(docname, {})
    return [(state_of(Path(path), known), known) for path, known in kept.items()]


def is_complete(env: BuildEnvironment, docname: str) -> bool:
    """Whether all is known that the chapter was made from."""
    kept = files_read(env).get(docname, {})
    return bool(kept) and all(os.fspath(path) in kept for path in env.dependencies.get(docname, ()))


def spare_the_unchanged(app: Sphinx) -> None:
    """Let what has a new time but the same bytes count as read, and its page as written."""
    env = app.env
    for docname, read in list(env.all_docs.items()):
        if not is_complete(env, docname):
            continue
        states = now_and_then(env, docname)
        same = all(now.digest == then.digest for now, then in states)
        if same and any(now.time // 1000 > read for now, _then in states):
            env.all_docs[docname] = time.time_ns() // 1000
            if isinstance(app.builder, StandaloneHTMLBuilder):
                page = app.builder.get_output_path(docname)
                if page.exists() and page.stat().st_mtime_ns // 1000 > read:
                    os.utime(page)


def find_changed(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Chapters with other bytes, whatever their time says, and those that list a chapter that is gone."""
    listing = set[str]().union(*(env.files_to_rebuild.get(docname, ()) for docname in removed))
    return [
        *(listing & env.found_docs),
        *(
            docname
            for docname in env.found_docs & env.all_docs.keys()
            if any(now.digest != then.digest for now, then in now_and_then(env, docname))
            or any(os.path.isfile(path) != there for path, there in links_of(env).get(docname, {}).items())
        ),
    ]


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note which files the links of a chapter lead to, or would."""
    env = app.env
    found = {}
    for node in doctree.findall(pending_xref):
        if node.get("reftype") == "myst":
            target = str(node["reftarget"])
            chapter = node.get("refdomain") == "doc"
            path = str(env.doc2path(target) if chapter else env.relfn2path(target.partition("#")[0])[1])
            found[path] = os.path.isfile(path)
    links_of(env)[env.docname] = found


def merge_links(
    _app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
) -> None:
    """Take over what a process that read some of the chapters has noted."""
    known = links_of(other)
    links_of(env).update((docname, known[docname]) for docname in docnames if docname in known)


def note_sources(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str]) -> None:
    """Note the chapters before they are read: what changes meanwhile is read next time."""
    for docname in docnames:
        path = Path(env.doc2path(docname))
        files_read(env)[docname] = {os.fspath(path): state_of(path)}
    app.env.__dict__["pamphleteer_started"] = time.time_ns()


def note_dependencies(_app: Sphinx, env: BuildEnvironment) -> None:
    """Note pictures and included files, but for those that changed while the book was read."""
    started = env.__dict__.pop("pamphleteer_started", 0)
    seen: dict[str, State] = {}
    for docname, files in files_read(env).items():
        for dependency in env.dependencies.get(docname, ()):
            path = os.fspath(dependency)
            if path not in files:
                seen[path] = seen.get(path) or state_of(Path(path))
                if seen[path].time < started:
                    files[path] = seen[path]


def forget(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """A chapter is gone."""
    if docname not in env.found_docs:
        files_read(env).pop(docname, None)
        links_of(env).pop(docname, None)

"""What was read of a book → fingerprints: one of what its chapters know of each other, and one of each chapter.

A page shows its own chapter, and of the others titles, order, labels, numbers, terms: all that the environment knows but for
what belongs to a single page. When neither fingerprint has changed, the page has not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from pamphleteer.unchanged import files_read, state_of

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

OWN = {
    "all_docs", "config", "config_status", "config_status_extra", "current_document", "dependencies", "dlfiles",
    "domains", "events", "files_to_rebuild", "images", "included", "master_doctree", "original_image_uri",
    "pamphleteer_conditional", "pamphleteer_files", "pamphleteer_labelled", "pamphleteer_linked", "pamphleteer_outlines",
    "pamphleteer_references", "pamphleteer_referring", "project", "ref_context", "reread_always", "settings", "srcdir",
    "doctreedir", "toc_num_entries", "version",
}  # fmt: skip
"""What the environment knows for itself, or keeps for the page of each chapter alone."""
SPHINX_KEEPS = {
    "_app",
    "_builder_cls",
    "_pickled_doctree_cache",
    "_registry",
    "_tags",
    "_write_doc_doctree_cache",
}
"""What Sphinx keeps under names of its own, beside its search index; extensions keep there what pages show."""
SEARCH = "_search_index_"
DEEP = 20
"""Deeper than this, objects are told by their name alone."""


def made_from(env: BuildEnvironment) -> dict[str, str]:
    """For each chapter a fingerprint of its files."""
    return {
        docname: digest(f"{path}{state.digest}" for path, state in sorted(files.items()))
        for docname, files in files_read(env).items()
    }


def shared(builder: Builder) -> str:
    """The fingerprint of what pages show of other chapters, and of the files whose checksum they carry."""
    folders = [Path(builder.confdir, name) for name in builder.config.html_static_path]
    files = [p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in {".css", ".js"}]
    return digest([*(state_of(path).digest for path in files), *told(known_to_all(builder.env))])


def known_to_all(env: BuildEnvironment) -> dict[str, object]:
    """What the environment knows, without what belongs to a single page.

    The index is a page of its own, which is always written; words are counted for their own page.
    """
    known: dict[str, Any] = {
        name: value
        for name, value in vars(env).items()
        if name not in OWN | SPHINX_KEEPS and not name.startswith(SEARCH)
    }
    known["domaindata"] = {name: value for name, value in env.domaindata.items() if name != "index"}
    known["metadata"] = {
        docname: {name: value for name, value in fields.items() if name != "wordcount"}
        for docname, fields in env.metadata.items()
    }
    return known


def told(value: object, depth: int = 0) -> Iterator[str]:
    """A value as words, the same for equal values in whatever order sets have them."""
    if isinstance(value, dict):
        yield "{"
        for key in sorted(value, key=str):
            yield str(key)
            yield from told(value[key], depth + 1)
    elif isinstance(value, set | frozenset):
        yield from sorted("\0".join(told(item, depth + 1)) for item in value)
    elif isinstance(value, nodes.Node):
        yield from told_of_node(value, depth + 1)
    elif isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        yield "["
        for item in value:
            yield from told(item, depth + 1)
        yield "]"
    elif depth < DEEP and (attributes := attributes_of(value)):
        yield type(value).__name__
        yield from told(attributes, depth + 1)
    else:
        yield repr(value)


def told_of_node(node: nodes.Node, depth: int) -> Iterator[str]:
    """A node, without where it stood in its source."""
    if isinstance(node, nodes.Element):
        yield node.tagname
        yield from told({key: value for key, value in node.attributes.items() if value}, depth)
        for child in node.children:
            yield from told_of_node(child, depth)
    else:
        yield node.astext()


def attributes_of(value: object) -> dict[str, object]:
    """What an object holds, without where that stood in its source."""
    names: Iterable[str] = getattr(value, "_fields", ()) or getattr(value, "__dict__", ())
    return {name: getattr(value, name) for name in names if name not in {"line", "lineno"}}


def digest(words: Iterable[str]) -> str:
    """The SHA-256 of some words."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()

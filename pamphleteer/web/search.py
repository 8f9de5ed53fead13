"""Sphinx's search index → the same, faster, and whole when only some pages are written.

1. The language of the search remembers the stem of a word from page to page.
2. When a part of the pages is written, Sphinx forgets the index entries of the others, and keeps words that are on no page
   any more: `mend_index` sees to both.

Sphinx finds the stem of each word anew for every page, which is a quarter of the time of a large site; a book has far fewer
words than pages times words.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx.search import SearchLanguage, languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MEMORY = "stems_so_far"


def remember_stems(app: Sphinx) -> None:
    """Put the remembering language in the place of the one that this project searches in."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    stated = app.config.html_search_language or app.config.language or "en"
    name = next((name for name in (stated, stated.partition("_")[0]) if name in languages), "")
    found = languages.get(name)
    if isinstance(found, str):
        module, _dot, class_name = found.rpartition(".")
        found = getattr(import_module(module), class_name)
    if found and not hasattr(found, MEMORY):
        # Under the name it was asked for: a language may be registered under several.
        languages[name] = remembering(found)


def mend_index(builder: Any, before: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """Put back the entries of pages that were not written, drop words without a page; the entries of all pages."""
    indexer = getattr(builder, "indexer", None)
    if indexer is None:
        return {}
    entries: dict[str, Any] = indexer._index_entries  # noqa: SLF001 - the index has no other way in
    for docname in (before.keys() & builder.env.found_docs) - entries.keys():
        entries[docname] = [tuple(entry) for entry in before[docname]]
    # In the order of pages, whenever each was read; a page without a title is not in the search at all.
    known = sorted(entries.keys() & indexer._titles.keys())  # noqa: SLF001 - the same
    in_order = {docname: entries[docname] for docname in known}
    entries.clear()
    entries.update(in_order)
    for words in (indexer._mapping, indexer._title_mapping):  # noqa: SLF001 - the same
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]
    return {docname: [list(entry) for entry in found] for docname, found in entries.items()}


def remembering(language: type[SearchLanguage]) -> type[SearchLanguage]:
    """The language with a memory."""
    stems: dict[str, str] = {}

    def stem(self: SearchLanguage, word: str) -> str:
        if word not in stems:
            stems[word] = language.stem(self, word)
        return stems[word]

    return type(language.__name__, (language,), {"stem": stem, MEMORY: stems})

"""The index that Sphinx collects, and its sorted glossaries → the same in the order of the book's language.

Sphinx sorts by the numbers of characters and groups by the letter without its accent: å under A, ñ under N.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _

from pamphleteer.collation.collator import Collator, collator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

Groups = list[tuple[str, list[Any]]]
"""A heading and its entries, each (name, (places, [(name below, places)], heading that the writer asks for))."""
SPLIT = "genindex-"
"""What the names of pages begin with where each heading has a page of its own (`html_split_index`)."""


def sorted_index(builder: Builder) -> Groups:
    """The index of the whole project."""
    return in_order(IndexEntries(builder.env).create_index(builder), builder.config.language)


def in_order(groups: Groups, language: str | None) -> Groups:
    """An index as Sphinx makes it → in the order of a language, under its letters."""
    if not groups:
        return []
    order: Collator = collator(language or "en")
    found: dict[str, list[Any]] = {}
    entries = [entry for _letter, entries in groups for entry in entries]
    for name, (places, below, own) in sorted(entries, key=lambda entry: place_of(order, entry)):
        below.sort(key=lambda entry: order.key(entry[0]))
        heading = head_of(order, name) if own is None else own
        found.setdefault(heading, []).append((name, (places, below, own)))
    return sorted(found.items(), key=lambda group: (is_letter(group[0]), order.rank(group[0])))


def place_of(order: Collator, entry: Any) -> tuple[object, ...]:
    """What an entry sorts by: the heading that its writer asks for, else its own words."""
    name, (_places, _below, own) = entry
    return order.key(own or name), order.key(name)


def head_of(order: Collator, name: str) -> str:
    """The heading of an entry; an underscore stands apart, as Sphinx has it for names of programs."""
    return order.heading(name) or ("_" if name.startswith("_") else _("Symbols"))


def is_letter(heading: str) -> int:
    """Signs first, then underscores, then letters."""
    return {_("Symbols"): 0, "_": 1}.get(heading, 2)


class IndexPages:
    """The index pages of a site."""

    def __init__(self) -> None:
        self.before: Groups = []
        self.groups: Groups = []

    def of(self, groups: Groups, language: str | None) -> Groups:
        """The same groups in order; sorted once for all pages of a split index."""
        if groups is not self.before:
            self.before, self.groups = groups, in_order(groups, language)
        return self.groups

    def sort(
        self,
        app: Sphinx,
        _name: str,
        _template: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Give an index page its entries in order."""
        if app.builder.format != "html" or "genindexentries" not in context:
            return
        groups = self.of(context["genindexentries"], app.config.language)
        context["genindexentries"] = groups
        if "genindexcounts" in context:
            context["genindexcounts"] = [count(entries) for _heading, entries in groups]
        if "key" in context:
            entries = dict(groups).get(context["key"], context["entries"])
            context.update(entries=entries, count=count(entries))

    def add(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Pages of a split index for headings that Sphinx does not have."""
        if not (app.config.html_split_index and app.config.html_use_index and app.builder.name != "epub"):
            return
        groups = IndexEntries(app.env).create_index(app.builder)
        taken = {heading for heading, _entries in groups}
        for heading, entries in self.of(groups, app.config.language):
            if heading not in taken:
                context = {"key": heading, "entries": entries, "count": count(entries)}
                yield SPLIT + heading, {**context, "genindexentries": groups}, "genindex-single.html"


def count(entries: list[Any]) -> int:
    """How many lines the entries take."""
    return sum(1 + len(below) for _name, (_places, below, _own) in entries)


def sort_glossaries(app: Sphinx, doctree: nodes.document) -> None:
    """Put the terms of glossaries that ask for it in the order of the language of their page."""
    glossaries = [found for found in doctree.findall(addnodes.glossary) if found.get("sorted")]
    for glossary in glossaries:
        own = app.env.metadata.get(app.env.current_document.docname, {}).get("lang")
        order = collator(str(own or app.config.language or "en"))
        for terms in glossary.findall(nodes.definition_list):
            if terms.parent is glossary:
                terms[:] = sorted(terms.children, key=lambda item: order.key(item.children[0].astext()))


def setup_collation(app: Sphinx) -> None:
    """Sort glossaries as pages are read, and the index of the site; print and e-book ask for theirs."""
    pages = IndexPages()
    app.connect("doctree-read", sort_glossaries, priority=600)  # after the front matter is known
    app.connect("html-page-context", pages.sort)
    app.connect("html-collect-pages", pages.add)

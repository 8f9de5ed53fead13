"""Passages for some editions only (`only`, `ifconfig`) → contents, numbers, notes and index of the edition that is built.

Sphinx counts all passages, for it reads a chapter once for all builders and knows the builder only when it writes.
1. As chapters are read, those that hold such passages are noted; the others cost nothing.
2. Before anything is counted, Sphinx's own code looks through these again, without what the edition leaves out.
3. As a chapter is written, notes that nothing calls any more go, and the others and the formulas get the numbers that follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import process_only_nodes

from pamphleteer.anchors import keep_places
from pamphleteer.labels import name_in_words
from pamphleteer.numbers import OUTLINES, kept, outline_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

CONDITIONAL = "pamphleteer_conditional"
"""Attribute of the environment: the chapters with passages for some editions only."""
PRINTED = ("print", "pdf", "latex", "format_latex", "builder_latex")
"""Tags of every printed edition: `latex`, because with Sphinx alone a PDF is made by LaTeX."""
TAGS = {
    "pdf": PRINTED, "large-print": ("large_print", "builder_large_print", *PRINTED),
    "booklet": PRINTED, "pamphlet": PRINTED,
}  # fmt: skip
"""Builder → the tags that hold for it, beside those that Sphinx gives: its name and that of its format."""


def setup_conditions(app: Sphinx) -> None:
    """Add the three steps."""
    app.add_env_collector(ConditionalCollector)
    app.connect("builder-inited", add_tags)
    app.connect("env-get-updated", settle, priority=400)  # numbers are counted at 499
    app.connect("write-started", settle_first_page)
    app.add_post_transform(SettleNotes)


def add_tags(app: Sphinx) -> None:
    """Let conditions name the edition as writers do."""
    for tag in TAGS.get(app.builder.name, ()):
        app.tags.add(tag)


def conditional(env: BuildEnvironment) -> set[str]:
    """The chapters that were noted, in an environment that may have been made before there were any."""
    found: set[str] = env.__dict__.setdefault(CONDITIONAL, set())
    return found


class ConditionalCollector(EnvironmentCollector):
    """Notes chapters with conditions."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002 # Sphinx's signature
        """Forget a chapter."""
        conditional(env).discard(docname)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002 # Sphinx's signature
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process read."""
        conditional(env).update(conditional(other) & set(docnames))

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Look for conditions."""
        if any(
            isinstance(n, addnodes.only) or n.tagname == "ifconfig" for n in doctree.findall(nodes.Element)
        ):
            conditional(app.env).add(app.env.docname)


def leave_out(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take away what the edition does not hold."""
    keep_places(doctree)
    process_only_nodes(doctree, app.tags)
    if "sphinx.ext.ifconfig" in app.extensions:
        from sphinx.ext.ifconfig import process_ifconfig_nodes

        process_ifconfig_nodes(app, doctree, docname)


def shown(app: Sphinx, docname: str) -> nodes.document:
    """A chapter without what the edition leaves out; faults of conditions are told when it is written."""
    tree = app.env.get_doctree(docname)
    with suppress_logging():
        leave_out(app, tree, docname)
    return tree


def settle(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Contents, outline, index entries and formulas of the chapters that were noted, as this edition has them."""
    docnames = sorted(conditional(env) & env.all_docs.keys())
    if docnames:
        forget_numbers(env)
    before = env.current_document.docname
    for docname in docnames:
        tree = shown(app, docname)
        env.current_document.docname = docname
        env.toctree_includes.pop(docname, None)
        env.numbered_toctrees.discard(docname)
        TocTreeCollector().process_doc(app, tree)
        name_in_words(app, tree)
        kept(env, OUTLINES)[docname] = outline_of(env, tree)
        index: Any = env.domains.index_domain
        index.entries[docname] = []
        index.process_doc(env, docname, tree)
        settle_formulas(env, docname, tree)
    env.current_document.docname = before
    return []


def forget_numbers(env: BuildEnvironment) -> None:
    """Another edition may have numbered chapters that this one does not; Sphinx only ever adds numbers."""
    for title in env.titles.values():
        title.attributes.pop("secnumber", None)
    for toc in env.tocs.values():
        for reference in toc.findall(nodes.reference):
            reference.attributes.pop("secnumber", None)


def settle_formulas(env: BuildEnvironment, docname: str, tree: nodes.document) -> None:
    """Count the formulas of a chapter that have a number."""
    equations = env.domains.math_domain.equations
    numbered = [node["label"] for node in tree.findall(nodes.math_block) if node.get("number")]
    for number, label in enumerate(numbered, 1):
        if equations.get(label, ("",))[0] == docname:
            equations[label] = (docname, number)


def settle_first_page(app: Sphinx, builder: Builder) -> None:
    """The navigation of every page is made from the toctrees of the first."""
    root, env = builder.config.root_doc, builder.env
    if root in conditional(env):
        env.__dict__["master_doctree"] = shown(app, root)  # where Sphinx keeps it once it was asked for


class SettleNotes(SphinxPostTransform):
    """Notes and formulas of a chapter with conditions, after all that the edition leaves out is gone."""

    default_priority = 65  # `only` is at 50; places of labels are kept at 60

    def run(self, **_options: Any) -> None:
        """Look through the chapter."""
        docname = self.env.current_document.docname
        if docname not in conditional(self.env):
            return
        leave_out(self.env._app, self.document, docname)  # noqa: SLF001 # as Sphinx's own transforms do
        known = {name for node in self.document.findall(nodes.Element) for name in node["ids"]}
        footnotes: list[nodes.Element] = list(self.document.findall(nodes.footnote))
        for note in [*footnotes, *self.document.findall(nodes.citation)]:
            called = [name for name in note["backrefs"] if name in known]
            if note["backrefs"] and not called and note in footnotes:
                note.parent.remove(note)
            note["backrefs"] = called
        number_notes(self.document)
        equations = self.env.domains.math_domain.equations
        for formula in self.document.findall(nodes.math_block):
            if formula.get("number") and formula["label"] in equations:
                formula["number"] = equations[formula["label"]][1]


def number_notes(document: nodes.document) -> None:
    """Give the notes that are left their numbers, in the order of those that they had; stated ones stay."""
    notes = [note for note in document.findall(nodes.footnote) if note.children]
    automatic = [note for note in notes if note.get("auto") == 1 and note[0].astext().isdigit()]
    stated = {note[0].astext() for note in notes if note not in automatic}
    number, fresh = 0, dict[str, str]()
    for note in sorted(automatic, key=lambda note: int(note[0].astext())):
        number += 1
        while str(number) in stated:
            number += 1
        note[0].children = [nodes.Text(str(number))]
        fresh |= {name: str(number) for name in note["ids"]}
    for call in document.findall(nodes.footnote_reference):
        if number_of := fresh.get(call.get("refid", "")):
            call.children = [nodes.Text(number_of)]

"""What has a number, or a label, in each chapter → numbers and references to them, without loading the chapters again.

Sphinx loads every chapter at every build to count figures, and for every `{numref}` the chapter that it points to.
1. As a chapter is read, its outline (sections, toctrees, what can have a number) and the things with labels are kept.
2. Sphinx's own code counts with the outlines in place of chapters.
3. Before Sphinx resolves references, its own code resolves those to numbers with the things with labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.nodes import clean_astext

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
LABELLED = "pamphleteer_labelled"
"""Attribute of the environment: chapter → identifier → the thing itself."""
OUTLINES = "pamphleteer_outlines"
"""Attribute of the environment: chapter → its outline."""
PARTS = re.compile(r"\{(?:number|name)\}|%s|%%")
"""What Sphinx fills in where a reference to a number has words; Python's way of writing it could ask for a million blanks."""
Kept = dict[str, Any]


def setup_numbers(app: Sphinx) -> None:
    """Add the three steps."""
    app.add_env_collector(LabelledCollector)
    app.connect("builder-inited", count_by_outlines)
    app.connect("env-get-updated", forget_numbers, priority=100)  # before Sphinx numbers the sections
    app.add_post_transform(NumberReferences)


def forget_numbers(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the numbers of the last build from titles and contents: Sphinx overwrites them, but takes none away."""
    for title in env.titles.values():
        title.attributes.pop("secnumber", None)
    for contents in env.tocs.values():
        for reference in contents.findall(nodes.reference):
            reference.attributes.pop("secnumber", None)
    return []


def count_by_outlines(app: Sphinx) -> None:
    """Let Sphinx count with outlines, unless an extension looks for titles in ways of its own."""
    standard = app.env.domains.standard_domain
    if any(title for _kind, title in standard.enumerable_nodes.values()):
        return
    for listener in list(app.events.listeners["env-get-updated"]):
        if isinstance(getattr(listener.handler, "__self__", None), TocTreeCollector):
            app.disconnect(listener.id)
            count = listener.handler
            app.connect(
                "env-get-updated", lambda app, env, count=count: count(app, Outlines(env)), priority=499
            )


def numbers_things(domain: Domain) -> bool:
    """Whether a domain gives numbers to anything at all; most do not, and are asked for every node else."""
    asks_itself = type(domain).get_enumerable_node_type is not Domain.get_enumerable_node_type
    return bool(domain.enumerable_nodes) or asks_itself


def shell(node: nodes.Element) -> nodes.Element:
    """The node, its title, and the kinds of its other children: all that tells whether it has a number."""
    copies: list[nodes.Element] = []
    for part in (node, *(child for child in node.children if isinstance(child, nodes.Element))):
        copy = part.copy()
        if isinstance(part, nodes.title | nodes.caption):
            copy.append(nodes.Text(clean_astext(part)))
        copy.document = None  # type: ignore[assignment] # else the whole chapter would stay with it
        copies.append(copy)
    copies[0].extend(copies[1:])
    return copies[0]


def outline(node: nodes.Element, can_have_number: Callable[[nodes.Node], bool]) -> nodes.Element:
    """Sections in each other; in them, in their order, toctrees and what can have a number."""
    found = nodes.section(ids=node["ids"]) if isinstance(node, nodes.section) else nodes.container()
    for child in node.children:
        if isinstance(child, nodes.section):
            found.append(outline(child, can_have_number))
        elif isinstance(child, nodes.Element):
            if isinstance(child, addnodes.toctree) or can_have_number(child):
                found.append(shell(child))
            found.extend(outline(child, can_have_number).children)
    return found


def outline_of(env: BuildEnvironment, doctree: nodes.document) -> nodes.Element:
    """The outline of a chapter, with all that some domain numbers."""
    domains = [domain for domain in env.domains.sorted() if numbers_things(domain)]
    return outline(doctree, lambda node: any(domain.get_enumerable_node_type(node) for domain in domains))


class LabelledCollector(EnvironmentCollector):
    """Keeps the things with labels."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002 # Sphinx's signature
        """Forget a chapter."""
        for name in (LABELLED, OUTLINES):
            kept(env, name).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002 # Sphinx's signature
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process read."""
        for name in (LABELLED, OUTLINES):
            kept(env, name).update({docname: kept(other, name)[docname] for docname in docnames})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep what references can point to."""
        docname, standard = app.env.docname, app.env.domains.standard_domain
        kept(app.env, OUTLINES)[docname] = outline_of(app.env, doctree)
        names = {place[1] for place in standard.anonlabels.values() if place[0] == docname}
        kept(app.env, LABELLED)[docname] = {
            name: shell(doctree.ids[name]) for name in sorted(names) if name in doctree.ids
        }


def kept(env: BuildEnvironment, name: str) -> Kept:
    """What is kept, in an environment that may have been made before there was any."""
    found: Kept = env.__dict__.setdefault(name, {})
    return found


class Shelves:
    """Stands for the environment, with what is kept of a chapter in place of the chapter."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self.env, name)

    def get_doctree(self, docname: str) -> Any:
        """The chapter's things with labels, as `ids` of a doctree has them."""
        return SimpleNamespace(ids=kept(self.env, LABELLED)[docname])


class Outlines:
    """Stands for the environment while Sphinx counts, with outlines in place of chapters."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.__dict__["env"] = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self.env, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.env, name, value)

    def get_doctree(self, docname: str) -> nodes.Element:
        """The outline of a chapter, or the chapter."""
        found: nodes.Element = kept(self.env, OUTLINES).get(docname) or self.env.get_doctree(docname)
        return found


class NumberReferences(SphinxPostTransform):
    """Resolves what it can; the rest, and its warnings, are left to Sphinx."""

    default_priority = 9  # Sphinx resolves references at 10

    def run(self, **_options: Any) -> None:
        """Replace the references to numbers."""
        standard: Any = self.env.domains.standard_domain
        view, labelled = Shelves(self.env), kept(self.env, LABELLED)
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("refdomain") != "std" or node.get("reftype") != "numref":
                continue
            if node.get("refexplicit") and re.search(r"[{}%]", PARTS.sub("", node.astext())):
                message = "“%s” is left as it stands: of a number, write {number}, {name} or %%s only"
                logger.warning(message, node.astext()[:60], location=node, type="ref", subtype="numref")
                node.replace_self(node[0].deepcopy())
                continue
            place = standard.labels.get(node["reftarget"]) or standard.anonlabels.get(node["reftarget"])
            if not place or place[1] not in labelled.get(place[0], {}):
                continue
            if isinstance(node[0], addnodes.pending_xref_condition):
                continue
            builder, start = self.env._app.builder, node.get("refdoc", self.env.current_document.docname)  # noqa: SLF001 # as Sphinx's own transforms do
            try:
                new = standard.resolve_xref(
                    view, start, builder, "numref", node["reftarget"], node, node[0].deepcopy()
                )
            except NoUri:  # a page that this edition leaves out
                continue
            if new is not None:
                node.replace_self(new)

"""Labels on what leaves no element in any edition → a place of their own, where they stood.

docutils moves a label to the node behind it, and Sphinx an index entry likewise. Where that node is a glossary, a comment, a
passage for other editions or a setting, nothing of it is written that could carry an identifier, and every link to it is dead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

SILENT = (
    nodes.comment, nodes.substitution_definition, nodes.pending, nodes.raw, nodes.meta,
    addnodes.acks, addnodes.glossary, addnodes.highlightlang, addnodes.hlist, addnodes.index, addnodes.only,
    addnodes.tabular_col_spec, addnodes.toctree,
)  # fmt: skip
"""Nodes for which the writers of Sphinx write no element with an identifier."""
BY_NAME = frozenset({"ifconfig", "todolist", "todo_node"})
"""The same, of extensions that come with Sphinx; some take the whole node away, which is an error while it has a label."""
CLOSED = (
    nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.definition_list_item, nodes.field_list,
    nodes.field, nodes.option_list, nodes.option_list_item, nodes.table, nodes.tgroup, nodes.thead, nodes.tbody, nodes.row,
    nodes.line_block, addnodes.desc,
)  # fmt: skip
"""Nodes that hold parts of their own kind only: no place can stand between these."""


def setup_anchors(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(KeepPlaces)


class KeepPlaces(SphinxPostTransform):
    """Puts a target before each silent node with identifiers."""

    default_priority = 60  # `only` has been replaced, at 50, by what it holds or by a comment

    def run(self, **_options: Any) -> None:
        """Look through the chapter."""
        keep_places(self.document)


def keep_places(document: nodes.document) -> None:
    """Put the targets; those whose node is gone altogether take their identifier back."""
    found: set[str] = set()
    moved: list[nodes.target] = []
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, nodes.target) and node.get("refid"):
            moved.append(node)
        elif is_silent(node):
            found.update(node["ids"])
            put_target(node)
        elif not isinstance(node, nodes.target) or not node.get("refuri"):  # an address elsewhere is no place
            found.update(node["ids"])
    for target in moved:
        if target["refid"] not in found:
            target["ids"] = [target["refid"]]
            found.add(target.attributes.pop("refid"))


def is_silent(node: nodes.Element) -> bool:
    """Whether a node has identifiers and leaves no element that could carry them."""
    if not node["ids"] or node.parent is None:
        return False
    return isinstance(node, SILENT) or node.tagname in BY_NAME or is_foreign(node) or is_contents(node)


def is_foreign(node: nodes.Element) -> bool:
    """Whether it is a drawing or the like of an extension, such as a graph: their writers know no identifiers."""
    if type(node).__module__.startswith(("docutils.", "sphinx.addnodes")):
        return False
    kinds = (nodes.Admonition, nodes.container, nodes.Titular, nodes.Targetable, nodes.Sequential)
    return isinstance(node, nodes.General) and not isinstance(node, kinds) and not node.children


def is_contents(node: nodes.Element) -> bool:
    """Whether it is the box around a list of chapters, which may be hidden."""
    return isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]


def put_target(node: nodes.Element) -> None:
    """Move the identifiers of a node to a target before it, or to what encloses it."""
    for enclosing in ancestors(node):
        if isinstance(enclosing.parent, CLOSED):
            continue
        if enclosing is node:
            target = nodes.target("", "", ids=list(node["ids"]))
            target.source, target.line = node.source, node.line
            node.parent.insert(node.parent.index(node), target)
        else:
            enclosing["ids"] += node["ids"]
        # Who takes the whole node away would have to hand on its names too.
        node["ids"], node["names"] = [], []
        return


def ancestors(node: nodes.Element) -> Iterator[nodes.Element]:
    """The node and what encloses it, but for the document."""
    while node is not None and node.parent is not None:
        yield node
        node = node.parent

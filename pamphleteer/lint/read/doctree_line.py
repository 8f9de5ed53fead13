"""What stands in one text element of a doctree → its line with marks, as a reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docutils import nodes

if TYPE_CHECKING:
    from pamphleteer.lint.read.line import Line

NO_PROSE = (
    nodes.literal,
    nodes.math,
    nodes.image,
    nodes.problematic,
    nodes.pending,
)
CITING = (nodes.footnote_reference, nodes.citation_reference)
SILENT = (nodes.comment, nodes.system_message, nodes.target, nodes.substitution_definition)
TEXT_FROM_ELSEWHERE = {"doc", "ref", "numref", "any", "myst", "eq", "download"}
"""Roles that show the title or number of what they point at, unless the writer gives a text."""


def write(node: nodes.Node, line: Line) -> None:
    """Write what a reader sees of a node, with OPAQUE for what is not prose."""
    if isinstance(node, nodes.Text):
        line.write(node.astext().replace("\n", " "))
    elif isinstance(node, nodes.raw):
        write_raw(node, line)
    elif (isinstance(node, SILENT) and not node.children) or (
        isinstance(node, nodes.inline) and "versionmodified" in node["classes"]
    ):
        pass  # the second is “Added in version 2.0”, which Sphinx writes itself
    elif isinstance(node, CITING) or node_cites(node):
        line.write_opaque("cite", cited(node))
    elif isinstance(node, NO_PROSE) or shown_from_elsewhere(node):
        line.write_opaque()
    else:
        write_children(node, line)


def write_children(node: nodes.Node, line: Line) -> None:
    """Write what stands in a node, marked as what the node makes of it."""
    marks = len(line.open_marks)
    if isinstance(node, nodes.reference):
        line.open("link", str(node.get("refuri") or node.get("refid") or ""))
    elif isinstance(node, nodes.abbreviation) and node.get("explanation"):
        line.open("explained", str(node["explanation"]))
    elif isinstance(node, nodes.Element) and node.tagname == "pending_xref":
        kind: Literal["explained", "link"] = "explained" if node.get("reftype") == "term" else "link"
        line.open(kind, str(node.get("reftarget", "")))
    elif isinstance(node, nodes.strong):
        line.open("strong")
    for child in node.children:
        write(child, line)
    line.close_to(marks)


def write_raw(node: nodes.raw, line: Line) -> None:
    """A hard line break is a space; MyST adds it once more for LaTeX. A tick box stands before the text of its item."""
    if node.get("format") == "html" and "task-list-item-checkbox" not in node.astext():
        if node.astext().startswith("<br"):
            line.write(" ")
        else:
            line.write_opaque()


def cited(node: nodes.Node) -> str:
    """What a citation or a footnote mark points at."""
    fields = node.attributes if isinstance(node, nodes.Element) else {}
    return str(fields.get("reftarget") or fields.get("refname") or node.astext())


def node_cites(node: nodes.Node) -> bool:
    """Whether a node is a citation of sphinxcontrib-bibtex."""
    return (
        isinstance(node, nodes.Element) and node.tagname == "pending_xref" and node.get("refdomain") == "cite"
    )


def spoken_rows(head: nodes.Node) -> list[nodes.Node]:
    """The rows of a table's head that say something."""
    return [row for row in head.children if row.astext().strip()]


def shown_from_elsewhere(node: nodes.Node) -> bool:
    """Whether what a reader will see is a title of another page, a number or an address."""
    if isinstance(node, nodes.Element) and node.tagname == "pending_xref":
        return not node.get("refexplicit") and node.get("reftype") in TEXT_FROM_ELSEWHERE
    if not isinstance(node, nodes.reference):
        return False
    shown = node.astext()
    return shown.startswith(("https://", "http://")) or f"mailto:{shown}" == node.get("refuri")

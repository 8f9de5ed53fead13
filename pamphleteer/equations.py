"""Labels that MyST draws by lot for formulas in `align` and its like → labels by their place, the same in every build."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DRAWN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A random UUID; nobody can have referred to it."""


def label_by_place(app: Sphinx, doctree: nodes.document) -> None:
    """Give each formula with a drawn label one of its page and number."""
    domain: Any = app.env.domains.math_domain
    docname = app.env.current_document.docname
    drawn = [
        node for node in doctree.findall(nodes.math_block) if DRAWN.fullmatch(str(node.get("label", "")))
    ]
    places: dict[str, str] = {}
    for count, node in enumerate(drawn, 1):
        old, new = node["label"], f"{docname}-{count}"
        node["label"] = new
        domain.equations[new] = domain.equations.pop(old)
        before, after = (nodes.make_id(f"equation-{label}") for label in (old, new))
        places[before] = after if after not in doctree.ids else f"{after}-formula"
    for element in doctree.findall(nodes.Element) if places else ():
        element["ids"] = [places.get(name, name) for name in element["ids"]]
        if "refid" in element:
            element["refid"] = places.get(element["refid"], element["refid"])
    doctree.ids = {places.get(name, name): element for name, element in doctree.ids.items()}


def setup_equations(app: Sphinx) -> None:
    """Before anything is noted of the page that has been read."""
    app.connect("doctree-read", label_by_place, priority=100)

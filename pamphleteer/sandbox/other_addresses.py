"""Addresses in a chapter that no link of it shows: entries of toctrees, `meta`, graphs → those that lead somewhere.

`addresses` says which ones do. Toctrees are resolved once the links of a chapter are, `meta` may send a browser elsewhere, and the
nodes of a graph become links when Graphviz has drawn it.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import etree
from sphinx import addnodes
from sphinx.util import logging

from pamphleteer.sandbox.addresses import leads_somewhere, warn
from pamphleteer.sandbox.graphviz import GRAPHVIZ

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)
FIRST = 50
"""Before Sphinx collects toctrees, at 500."""
ABOUT_THE_PAGE = frozenset(("content-type", "content-language", "default-style", "x-ua-compatible"))
"""What `http-equiv` may say; the others send a browser elsewhere, or set what a server sets."""
AREA = re.compile(r"<area\b[^>]*>")
HREF = re.compile(r'\s(?:href|target)="([^"]*)"')
DRAWN = re.compile(r'<object data="([^"]+)"')
XLINK = "{http://www.w3.org/1999/xlink}href"


def setup_other_addresses(app: Sphinx) -> None:
    """Look at chapters once they are read, and at graphs once they are drawn."""
    app.connect("config-inited", take_graphs, priority=900)
    app.connect("doctree-read", refuse_addresses, priority=FIRST)


def refuse_addresses(app: Sphinx, doctree: nodes.document) -> None:
    """Take out what leads to no place that a reader's machine should open."""
    own = getattr(app.config, "myst_url_schemes", None) or ()
    for toctree in doctree.findall(addnodes.toctree):
        entries: list[tuple[str | None, str]] = toctree.get("entries", [])
        for entry in list(entries):
            if not leads_somewhere(entry[1], own):
                tell(entry[1], toctree, "the entry is left out of the toctree")
                entries.remove(entry)
    for meta in list(doctree.findall(nodes.meta)):
        kind = str(meta.get("http-equiv", "")).strip().lower()
        if kind and kind not in ABOUT_THE_PAGE:
            logger.warning(
                "“http-equiv=%s” is left out: a chapter says what it is about, and sends nobody elsewhere",
                kind[:80],
                location=meta,
                type="link",
                subtype="scheme",
            )
            meta.parent.remove(meta)


def tell(address: str, node: nodes.Node, what: str) -> None:
    """Say what became of an address."""
    warn(f"a chapter may lead to: {what}; write https:, mailto: or tel:", address, node)


def take_graphs(app: Sphinx, _config: object) -> None:
    """Look at what Graphviz makes of the nodes of a graph that have addresses, once all extensions are there."""
    if GRAPHVIZ not in app.extensions:
        return
    from sphinx.ext.graphviz import graphviz, html_visit_graphviz

    own = getattr(app.config, "myst_url_schemes", None) or ()

    def visit(self: HTML5Translator, node: nodes.Element) -> None:
        start = len(self.body)
        if "alt" in node:
            node["alt"] = html.escape(html.unescape(node["alt"]))  # Sphinx writes it as it is
        try:
            html_visit_graphviz(self, node)  # type: ignore[arg-type]  # it is a graph
        finally:  # it ends with an exception that says not to visit what is in the node
            drawn = "".join(self.body[start:])
            self.body[start:] = [AREA.sub(lambda area: plain_area(area[0], node, own), drawn)]
            for name in DRAWN.findall(drawn):
                clean_drawing(Path(self.builder.outdir, self.builder.imagedir, Path(name).name), node, own)

    app.add_node(graphviz, override=True, html=(visit, None))


def plain_area(area: str, node: nodes.Element, own: Any) -> str:
    """A part of a graph that leads somewhere, or does not."""
    addresses = [html.unescape(address) for address in HREF.findall(area)]
    if all(leads_somewhere(address, own) for address in addresses):
        return area
    tell(next(one for one in addresses if not leads_somewhere(one, own)), node, "it is no link in the graph")
    return HREF.sub("", area)


def clean_drawing(path: Path, node: nodes.Element, own: Any) -> None:
    """The same in a graph that is a drawing; browsers run what such a one holds, for it stands in a page of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True, huge_tree=True)
    tree = etree.parse(path, parser)
    changed = False
    for element in tree.iter(etree.Element):
        for name in ("href", XLINK):
            address = element.get(name)
            if address is not None and not leads_somewhere(address, own):
                tell(address, node, "it is no link in the graph")
                del element.attrib[name]
                changed = True
    if changed or b"<?xml-stylesheet" in path.read_bytes():
        path.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8"))

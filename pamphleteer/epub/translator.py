"""Resolved doctree → HTML as Sphinx writes it, with three things more.

Mathematics is MathML with a line of text as its alternative; elements carry their line in the source (`data-at`), so that
whatever is dropped later can be reported where it was written; an image without text alternative says so.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from lxml import etree
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from pamphleteer.epub.normalise.pages import PAGES
from pamphleteer.epub.normalise.sheet import MADE
from pamphleteer.epub.xhtml import AT
from pamphleteer.maths.linear import linear
from pamphleteer.maths.mathml import UnreadableTexError, macros_of, mathml
from pamphleteer.pagination import key_of
from pamphleteer.sandbox.paths import DRAWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import Element, document
    from sphinx.builders.html import StandaloneHTMLBuilder

    from pamphleteer.pagination import sentence_start

logger = logging.getLogger(__name__)


PLACED = (nodes.target, nodes.section, nodes.footnote, nodes.citation)
"""Nodes whose identifiers are written by what they hold, or stand for those of another node."""


class PageTranslator(HTML5Translator):
    """Sphinx's own translator, with positions, MathML and watchful images."""

    raw = False
    """Whether the page holds HTML that the author wrote."""

    def __init__(self, document: document, builder: StandaloneHTMLBuilder) -> None:
        super().__init__(document, builder)
        self.macros = macros_of(builder.config)
        self.breaks: Mapping[str, list[str]] = getattr(builder, "breaks", {}).get(builder.current_docname, {})
        """Key of a sentence → numbers of the printed pages that begin with it."""
        self.source = str(builder.env.doc2path(builder.current_docname))
        self.at: nodes.Node = document
        """The node that is being written."""

    def place(self, node: Any) -> str:
        """`line`, or `path:line` for a node of an included file; empty where nobody knows."""
        while node is not None and not getattr(node, "line", None):
            node = getattr(node, "parent", None)
        line = getattr(node, "line", None)
        if not line:
            return ""
        source = getattr(node, "source", None) or self.source
        return str(line) if source == self.source else f"{source}:{line}"

    def where(self, node: nodes.Node) -> str:
        """`path:line` for a warning."""
        place = self.place(node) or "1"
        return place if ":" in place else f"{self.source}:{place}"

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any
    ) -> str:
        """The start tag, with the place in the source; not on titles, which extensions look up as Sphinx writes them."""
        if getattr(node, "line", None) and not isinstance(node, nodes.title):
            attributes[AT] = self.place(node)
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    def dispatch_visit(self, node: nodes.Node) -> None:
        """A node, and a place for each of its identifiers that its writer knows nothing of."""
        start, self.at = len(self.body), node
        try:
            super().dispatch_visit(node)
        finally:
            if isinstance(node, nodes.Element) and node["ids"] and not isinstance(node, PLACED):
                written = "".join(self.body[start:])
                lost = [name for name in node["ids"] if f'id="{name}"' not in written]
                self.body[start:start] = [f'<span id="{escape(name)}"></span>' for name in lost]

    def visit_sentence_start(self, node: sentence_start) -> None:
        """The numbers of the printed pages that begin with this sentence."""
        self.break_page(node["key"])
        raise nodes.SkipNode

    def break_page(self, key: str) -> None:
        """The numbers of the printed pages that begin here."""
        if labels := self.breaks.get(key):
            self.body.append(f'<span {PAGES}="{escape(" ".join(labels))}"></span>')

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """A listing, on whichever printed page it begins."""
        self.break_page(key_of(node))
        super().visit_literal_block(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """An entry of the bibliography, the same."""
        super().visit_citation(node)
        self.break_page(key_of(node))

    def visit_raw(self, node: nodes.raw) -> None:
        """HTML of the author's own, with its place as a comment before it; that of an extension is marked as such."""
        if "html" in node.get("format", "").split():
            self.raw = True
            place = self.place(node) if getattr(node, "line", None) else f"{self.place(node)}{MADE}"
            if place:
                self.body.append(f"<!--@{place.replace('--', '- -')}-->")
        super().visit_raw(node)

    def visit_image(self, node: nodes.image) -> None:
        """An image from inside the source folder, with its text alternative."""
        uri = node["uri"]
        alt = (node.get("alt") or "").strip()
        if "://" not in uri and not uri.startswith("data:") and self.leaves_source(uri):
            message = f"figure “{uri}” lies outside the source folder: copy it into the folder of the book"
            logger.warning(message, location=self.where(node), type="epub", subtype="path")
            self.body.append(f"<span>{escape(alt)}</span>")
            raise nodes.SkipNode
        node["alt"] = alt
        if not alt and "decorative" not in node["classes"]:
            node["classes"].append("no-alt")
            shown = (
                uri.rpartition("/")[2] if uri.startswith("../") else uri
            )  # drawn, or from beside the source
            message = (
                f"image “{shown}” has no text alternative: "
                "describe it, or give it the class “decorative” if it tells nothing"
            )
            if "://" not in uri:  # that it became a link is said later
                logger.warning(message, location=self.where(node), type="epub", subtype="alt")
        super().visit_image(node)

    def leaves_source(self, uri: str) -> bool:
        """Whether a local image, symbolic links followed, lies outside the book and what Sphinx made of it."""
        env = self.builder.env
        try:
            path = (env.srcdir / unquote(uri)).resolve()
        except (ValueError, OSError, RuntimeError):
            return True  # no file can have such a name
        drawn = (Path(self.builder.outdir).parent / name for name in DRAWN)
        homes = (env.srcdir, env.doctreedir, self.builder.outdir, *drawn)
        return not any(path.is_relative_to(Path(home).resolve()) for home in homes)

    def mathml(self, node: Element, *, block: bool) -> str:
        """The formula, or its TeX in `<code>` with a warning."""
        tex = node.astext().strip()
        try:
            found = mathml(tex, block=block, macros=self.macros)
        except UnreadableTexError as error:
            message = f"formula “{' '.join(tex.split())}” has no MathML ({error}): its TeX is shown; write it in simpler commands"
            logger.warning(message, location=self.where(node), type="epub", subtype="math")
            return f'<code class="unread-formula">{escape(tex)}</code>'
        found.set("alttext", linear(found))
        return etree.tostring(found, encoding="unicode", with_tail=False)

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:  # noqa: ARG002  # docutils' signature
        """Inline mathematics."""
        self.body.append(self.mathml(node, block=False))
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:  # noqa: ARG002  # docutils' signature
        """A displayed formula, with its number."""
        self.body.append(self.starttag(node, "div", CLASS="formula"))
        if node.get("number"):
            self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})</span>')
        self.body.append(self.mathml(node, block=True))
        self.body.append("</div>\n")
        raise nodes.SkipNode

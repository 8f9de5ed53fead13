"""The doctrees of a book → the addresses of other sites in it (builder `links`, which writes nothing).

What counts as a link, and what `linkcheck-process-uri` makes of it, is Sphinx's: its collector is used as it is,
for every chapter that has a link, and for raw HTML too.
The builder has a name of its own, so that `sphinx-build -b linkcheck` stays what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from lxml import etree
from sphinx.builders.dummy import DummyBuilder
from sphinx.builders.linkcheck import HyperlinkCollector
from sphinx.util.nodes import get_node_line

from pamphleteer.links.origin import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


class LinksBuilder(DummyBuilder):
    """Gathers the links of all chapters."""

    name = "links"
    epilog = ""

    def init(self) -> None:
        """Begin with none."""
        self.links: dict[str, list[Place]] = {}
        """Each address with the places that Sphinx knows, in the order of the chapters."""


class LinkCollector(HyperlinkCollector):
    """Takes the addresses from one resolved doctree."""

    builders = ("links",)

    def run(self, **_kwargs: Any) -> None:
        """Give them to the builder."""
        builder = cast("LinksBuilder", self.env._app.builder)  # noqa: SLF001 - as Sphinx's own collector does
        path = str(self.env.doc2path(self.env.current_document.docname))
        for node in self.document.findall(nodes.Element):
            for found in self.addresses(node):
                address = self.env.events.emit_firstresult("linkcheck-process-uri", found) or found
                if address.startswith(("http:", "https:")):
                    builder.links.setdefault(address, []).append(Place(path, line_of(node), 0))

    def addresses(self, node: nodes.Element) -> Iterator[str]:
        """What a node leads to."""
        from lxml import html  # loaded only when there is work

        if found := self.find_uri(node):
            yield found
        if isinstance(node, nodes.raw) and "html" in node.get("format", "").split() and node.astext().strip():
            for element in html.fragments_fromstring(node.astext()):
                if isinstance(element, etree._Element):  # noqa: SLF001 - lxml names it so; text may stand between
                    yield from (link for _element, _name, link, _at in html.HtmlElement.iterlinks(element))


def line_of(node: nodes.Element) -> int:
    """The line of a node; 1 when it has none."""
    try:
        return max(get_node_line(node), 1)
    except ValueError:
        return 1


def setup_collect(app: Sphinx) -> None:
    """Register builder and collector."""
    app.add_builder(LinksBuilder)
    app.add_post_transform(LinkCollector)

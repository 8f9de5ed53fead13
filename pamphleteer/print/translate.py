"""Resolved doctrees → Typst source of their bodies.

`translate` gives the source of one node, `press_for` all that the pages of an edition need for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from pamphleteer.print.blocks import BLOCKS
from pamphleteer.print.diagrams import DIAGRAMS
from pamphleteer.print.figures import FIGURES
from pamphleteer.print.inline import INLINE
from pamphleteer.print.page import Page, Press, Renderer
from pamphleteer.print.pictures import Pictures
from pamphleteer.print.references import REFERENCES, Links
from pamphleteer.print.setting import in_time
from pamphleteer.print.tables import TABLES

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from pamphleteer.print.modes import Key, Markup

RENDERERS: dict[type[nodes.Node], Renderer] = {
    **INLINE,
    **BLOCKS,
    **FIGURES,
    **TABLES,
    **REFERENCES,
    **DIAGRAMS,
}


def resolved(docname: str, builder: Builder) -> nodes.document:
    """A document with its references and pictures resolved for this builder; its toctrees stay where they are."""
    with in_time(builder.env, docname):
        tree = builder.env.get_doctree(docname)
        builder.env.apply_post_transforms(tree, docname)
        builder.post_process_images(tree)
    return tree


def press_for(
    builder: Builder,
    trees: Mapping[str, nodes.document],
    folder: Path,
    kind: str = "pdf",
    more: Iterable[Key] = (),
) -> Press:
    """What the pages made of `trees` share; pictures are copied to `folder`, Typst's root."""
    pictures = Pictures(Path(builder.srcdir), folder)
    return Press(builder.env, RENDERERS, Links(trees, tuple(more)), pictures, trees, kind=kind)


def translate(node: nodes.Node, docname: str, press: Press, *, level: int = 1, depth: int = 0) -> Markup:
    """The Typst source of a node of a document.

    Its headings begin at `level` in the outline; `depth` counts the sections that enclose it, 0 for a chapter.
    The source calls the functions of `template/blocks.typ`.
    """
    with in_time(press.env, docname):
        return Page(press, docname, level, depth).render(node)

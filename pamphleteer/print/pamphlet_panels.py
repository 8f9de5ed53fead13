"""Resolved page of a pamphlet → its panels: one for each `##` section, freed of what only a book can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from pamphleteer.print.figures import picture
from pamphleteer.print.modes import LINE, Code, Value, dictionary, escape, noted, within_line
from pamphleteer.print.page import Page
from pamphleteer.titles import drop_mark, is_mark, words_of

logger = logging.getLogger(__name__)
PANEL_LEVEL = 2
"""Level in the outline of the headings of panels; the title on the cover is above them."""


@dataclass(frozen=True)
class Panel:
    """One panel, in the order in which it is read."""

    number: int
    section: nodes.section

    @property
    def heading(self) -> nodes.title:
        """Its title."""
        return next(child for child in self.section.children if isinstance(child, nodes.title))

    @property
    def title(self) -> str:
        """The words of its title."""
        return words_of(self.heading)

    def titles(self, page: Page) -> dict[str, Value]:
        """The forms of its title; `words` is for bookmarks, where formulas read wrongly."""
        plain = words_of(self.heading, page.press.macros)
        others = next(self.heading.findall(lambda node: isinstance(node, nodes.math | nodes.image)), None)
        return {"title": page.inside(self.heading), "plain": plain, "words": plain if others else None}

    def source(self, page: Page, **parts: Value) -> Code:
        """As the template wants it, with what stands in it."""
        return noted(page.comment(self.heading), dictionary({**self.titles(page), **parts}))


def panels_of(tree: nodes.document) -> list[Panel]:
    """A panel for each section below the title; what stands between title and first panel is for the web page only."""
    top = next((child for child in tree.children if isinstance(child, nodes.section)), None)
    sections = [child for child in (top.children if top else ()) if isinstance(child, nodes.section)]
    return [Panel(number, section) for number, section in enumerate(sections, 1)]


def simplify(tree: nodes.document) -> None:
    """Take out citations, notes and their marks; turn references to other places of the book into plain text."""
    for node in list(tree.findall(is_mark)):
        drop_mark(node)
    for node in list(tree.findall(nodes.footnote)) + list(tree.findall(nodes.citation)):
        node.parent.remove(node)
    for counted in tree.findall(addnodes.number_reference):
        logger.warning(
            "“%s” counts figures, and a pamphlet shows none of their numbers: leave it out of this passage",
            counted.astext(),
            location=counted,
            type="pamphlet",
            subtype="figure-number",
        )
    for reference in list(tree.findall(nodes.reference)):
        if "://" not in reference.get("refuri", "") and not reference.get("refuri", "").startswith("mailto:"):
            reference.replace_self(reference.children)


def cover_picture(panel: Panel) -> nodes.image | None:
    """The first picture of the cover, taken out of its section; it is shown as large as the cover allows."""
    image = next(iter(panel.section.findall(nodes.image)), None)
    if image is None:
        return None
    holder: nodes.Element = image
    while isinstance(holder.parent, nodes.figure | nodes.reference | nodes.paragraph) and stands_alone(
        holder
    ):
        holder = holder.parent
    holder.parent.remove(holder)
    for name in ("width", "height", "scale"):
        image.attributes.pop(name, None)
    return image


def stands_alone(node: nodes.Node) -> bool:
    """Whether its parent holds nothing else but a caption."""
    return all(
        child is node or isinstance(child, nodes.caption | nodes.legend) for child in node.parent.children
    )


def sources(panels: list[Panel], page: Page, subtitle: str) -> Iterator[Code]:
    """The source of each panel."""
    for panel in panels:
        image = cover_picture(panel) if panel.number == 1 else None
        shown = within_line(picture(image, page, "coverpicture")) if image else None
        page.level, page.depth = PANEL_LEVEL + 1, 2
        body = page.all(child for child in panel.section.children if child is not panel.heading)
        if panel.number == 1 and body.is_blank:
            body = escape(subtitle)
        yield panel.source(page, picture=shown, body=body + LINE)

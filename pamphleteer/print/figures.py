"""Pictures, numbered figures and captioned listings → Typst figures."""

from __future__ import annotations

import re

from docutils import nodes

from pamphleteer.print.blocks import container
from pamphleteer.print.legible import legible
from pamphleteer.print.markup import escape, number, quote
from pamphleteer.print.page import Page, Renderer
from pamphleteer.print.pictures import UnreadablePictureError
from pamphleteer.titles import words_of

WIDER = re.compile(r"\s*([\d.]+)\s*%\s*")
LENGTH = re.compile(r"([\d.]+)\s*(%|px|em|rem|ex|pt|pc|cm|mm|in|vw|ch)?")
UNITS = {
    "px": (0.75, "pt"),
    "rem": (1, "em"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
    "pc": (12, "pt"),
    "vw": (1, "%"),
}
DECORATIVE = "decorative"
LONGEST = 200
"""Letters below a picture that leave it whole on any page."""


def length(value: str) -> str:
    """A length as Typst writes it; a bare number counts CSS pixels; nothing when it is no length."""
    found = LENGTH.fullmatch(value.strip())
    if not found or not float(found[1]):
        return ""
    unit = found[2] or "px"
    factor, name = UNITS.get(unit, (1, unit))
    return f"{float(found[1]) * factor:g}{name}"


def picture(node: nodes.image, page: Page) -> str:
    """The call that shows a picture, without the `#`; a picture without words is no part of the text."""
    alt = node.get("alt") or ""
    if not alt and not any(DECORATIVE in near.get("classes", ()) for near in (node, node.parent)):
        page.warn(
            f"the picture {node['uri']} has no text alternative: write what it shows, "
            f"or give it the class “{DECORATIVE}”",
            node,
            "missing-alt",
        )
    if "://" in node["uri"]:
        page.warn(
            f"the picture {node['uri']} is not in the book: put its file beside the chapter", node, "picture"
        )
        return f"[{escape(alt)}]"
    if not page.press.pictures.exists(node["uri"]):
        return f"[{escape(alt)}]"  # Sphinx has said so
    try:
        path = page.press.pictures.path(node["uri"])
    except UnreadablePictureError as fault:
        page.warn(f"{fault}: save it as SVG, PNG or JPEG", node, "picture")
        return f"[{escape(alt)}]"
    for part in page.press.pictures.news(node["uri"]):
        page.warn(f"the drawing {node['uri']} loses {part}: a book runs and fetches nothing", node, "picture")
    sizes = [f", {side}: {found}" for side in ("width", "height") if (found := length(node.get(side) or ""))]
    if (share := WIDER.fullmatch(node.get("width") or "")) and float(share[1]) > 100:
        page.warn(
            f"the picture {node['uri']} is to be {share[0]} wide: it is printed as wide as the line; write 100% or less",
            node,
            "picture",
        )
    if not sizes and node.get("scale"):
        sizes = [f", scale: {number(node['scale'], 100)}%"]
    words = legible(page.press.pictures.source(node["uri"]), node["uri"], node, page)
    return f"picture({quote(path)}, alt: {quote(alt)}{''.join(sizes)}{words})"


def image(node: nodes.image, page: Page) -> str:
    """A picture in a line, or one that stands alone."""
    call = picture(node, page)
    parent = node.parent
    if isinstance(parent, nodes.reference):
        parent = parent.parent
    alone = not isinstance(parent, nodes.TextElement) or len(parent.children) == 1
    if isinstance(parent, nodes.figure):
        return f"#{call}"
    if not alone:
        return f"{page.anchor(node)}#inlinepicture({call});"
    return f"\n{page.anchor(node)}#lonepicture({call})\n"


def numbered(kind: str, typst_kind: str, body: str, caption: str, node: nodes.Element, page: Page) -> str:
    """A figure, table or listing with its caption, counted by Sphinx."""
    number = page.number(kind, node)
    name = page.press.env.config.numfig_format.get(kind, "%s").partition("%s")[0].strip() if number else ""
    return (
        f"\n#captioned({quote(typst_kind)}, name: [{escape(name)}], number: {quote(number)}, {own_words(node, page)}{long(node)}"
        f"caption: [{caption}])[{body}\n]{page.label(node)}\n"
    )


def own_words(node: nodes.Element, page: Page) -> str:
    """The caption as text alternative of a figure whose pictures have none: a figure without one cannot be printed."""
    silent = isinstance(node, nodes.figure) and not any(
        picture.get("alt") for picture in node.findall(nodes.image)
    )
    words = words_of(next(node.findall(nodes.caption), node), page.press.macros)
    return f"alt: {quote(words)}, " if silent else ""


def long(node: nodes.Element) -> str:
    """An argument for a figure that may be taller than a page."""
    pictures = sum(1 for _picture in node.findall(nodes.image))
    is_long = len(node.astext()) > LONGEST or len(list(node.findall(nodes.paragraph))) > 2 or pictures > 1
    return "long: true, " if is_long else ""


def figure(node: nodes.figure, page: Page) -> str:
    """A picture with caption and legend."""
    words = [child for child in node.children if isinstance(child, nodes.caption | nodes.legend)]
    body = page.all(child for child in node.children if child not in words)
    if not words:
        return f"\n{page.anchor(node)}#lonepicture[{body}\n]\n"
    caption = "".join(
        f"#legend[{page.inside(part)}\n];" if isinstance(part, nodes.legend) else page.inside(part)
        for part in words
    )
    return numbered("figure", "image", body, caption, node, page)


def division(node: nodes.container, page: Page) -> str:
    """A listing with its caption, or any other division."""
    if "literal-block-wrapper" not in node.get("classes", ()):
        return container(node, page)
    captions = [child for child in node.children if isinstance(child, nodes.caption)]
    body = page.all(child for child in node.children if child not in captions)
    return numbered(
        "code-block", "raw", body, page.all(c for part in captions for c in part.children), node, page
    )


FIGURES: dict[type[nodes.Node], Renderer] = {
    nodes.image: image,
    nodes.figure: figure,
    nodes.container: division,
}

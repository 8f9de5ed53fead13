"""Pictures, numbered figures and captioned listings → Typst figures."""

from __future__ import annotations

import re

from docutils import nodes

from pamphleteer.print.blocks import container
from pamphleteer.print.legible import legible
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Code,
    Function,
    Markup,
    Unit,
    Value,
    call,
    escape,
    finite,
    joined,
    length,
    named,
    statement,
    value,
    within_line,
)
from pamphleteer.print.page import Page, Renderer
from pamphleteer.print.pictures import UnreadablePictureError
from pamphleteer.titles import words_of

WIDER = re.compile(r"\s*([\d.]+)\s*%\s*")
LENGTH = re.compile(r"([\d.]+)\s*([a-z]+|%)?")
UNITS: dict[str, tuple[float, Unit]] = {
    "px": (0.75, "pt"), "pt": (1, "pt"), "pc": (12, "pt"), "cm": (1, "cm"), "mm": (1, "mm"), "in": (1, "in"),
    "em": (1, "em"), "rem": (1, "em"), "ex": (0.5, "em"), "ch": (0.5, "em"), "%": (1, "%"), "vw": (1, "%"),
}  # fmt: skip
"""Units of CSS, and what each is in a unit of Typst."""
DECORATIVE = "decorative"
LONGEST = 200
"""Letters below a picture that leave it whole on any page."""


def size(stated: str) -> Code | None:
    """A size that a chapter states; a bare number counts CSS pixels; None when it is no length."""
    found = LENGTH.fullmatch(stated.strip())
    unit = UNITS.get(found[2] or "px") if found else None
    if not found or not unit or not (amount := finite(found[1]) * unit[0]):
        return None
    return length(amount, unit[1])


def picture(node: nodes.image, page: Page, function: Function = "picture") -> Code:
    """The call that shows a picture; a picture without words is no part of the text."""
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
        return value(escape(alt))
    if not page.press.pictures.exists(node["uri"]):
        return value(escape(alt))  # Sphinx has said so
    try:
        path = page.press.pictures.path(node["uri"])
    except UnreadablePictureError as fault:
        page.warn(f"{fault}: save it as SVG, PNG or JPEG", node, "picture")
        return value(escape(alt))
    for part in page.press.pictures.news(node["uri"]):
        page.warn(f"the drawing {node['uri']} loses {part}: a book runs and fetches nothing", node, "picture")
    sizes: dict[str, Value] = {
        side: found for side in ("width", "height") if (found := size(node.get(side) or ""))
    }
    if (share := WIDER.fullmatch(node.get("width") or "")) and finite(share[1]) > 100:
        page.warn(
            f"the picture {node['uri']} is to be {share[0]} wide: it is printed as wide as the line; write 100% or less",
            node,
            "picture",
        )
    if not sizes and node.get("scale"):
        sizes = {"scale": length(finite(node["scale"], 100), "%")}
    words = legible(page.press.pictures.source(node["uri"]), node["uri"], node, page)
    return call(function, path, named({"alt": alt, **sizes, **words}))


def image(node: nodes.image, page: Page) -> Markup:
    """A picture in a line, or one that stands alone."""
    shown = picture(node, page)
    parent = node.parent
    if isinstance(parent, nodes.reference):
        parent = parent.parent
    alone = not isinstance(parent, nodes.TextElement) or len(parent.children) == 1
    if isinstance(parent, nodes.figure):
        return within_line(shown)
    if not alone:
        return page.anchor(node) + within_line(call("inlinepicture", shown))
    return LINE + page.anchor(node) + statement(call("lonepicture", shown))


def numbered(
    kind: str, typst_kind: str, body: Markup, caption: Markup, node: nodes.Element, page: Page
) -> Markup:
    """A figure, table or listing with its caption, counted by Sphinx."""
    number = page.number(kind, node)
    name = page.press.env.config.numfig_format.get(kind, "%s").partition("%s")[0].strip() if number else ""
    options: dict[str, Value] = {"name": escape(name), "number": number, **own_words(node, page)}
    if is_long(node):
        options["long"] = True
    options["caption"] = caption
    found = call("captioned", typst_kind, named(options), body=body + LINE)
    return LINE + statement(found, page.label(node))


def own_words(node: nodes.Element, page: Page) -> dict[str, str]:
    """The caption as text alternative of a figure whose pictures have none: a figure without one cannot be printed."""
    silent = isinstance(node, nodes.figure) and not any(
        picture.get("alt") for picture in node.findall(nodes.image)
    )
    words = words_of(next(node.findall(nodes.caption), node), page.press.macros)
    return {"alt": words} if silent else {}


def is_long(node: nodes.Element) -> bool:
    """Whether a figure may be taller than a page."""
    pictures = sum(1 for _picture in node.findall(nodes.image))
    return len(node.astext()) > LONGEST or len(list(node.findall(nodes.paragraph))) > 2 or pictures > 1


def figure(node: nodes.figure, page: Page) -> Markup:
    """A picture with caption and legend."""
    words = [child for child in node.children if isinstance(child, nodes.caption | nodes.legend)]
    body = page.all(child for child in node.children if child not in words)
    if not words:
        return LINE + page.anchor(node) + statement(call("lonepicture", body=body + LINE))
    caption = joined((below(part, page) for part in words), NOTHING)
    return numbered("figure", "image", body, caption, node, page)


def below(part: nodes.Element, page: Page) -> Markup:
    """The caption or the legend of a figure."""
    words = page.inside(part)
    return within_line(call("legend", body=words + LINE)) if isinstance(part, nodes.legend) else words


def division(node: nodes.container, page: Page) -> Markup:
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

"""Nodes within a line → Typst calls."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes

from pamphleteer.maths import typst as maths
from pamphleteer.maths.linear import linear
from pamphleteer.maths.mathml import UnreadableTexError, mathml
from pamphleteer.pagination import sentence_start
from pamphleteer.print.columns import room_beside
from pamphleteer.print.markup import language, verbatim
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Code,
    Function,
    Markup,
    Math,
    Value,
    by_the_writer,
    call,
    equation,
    markup,
    named,
    within_line,
)
from pamphleteer.print.page import Page, Renderer, children, nothing
from pamphleteer.titles import html_text

SILENT_TAGS = {
    "div",
    "span",
    "p",
    "br",
    "hr",
    "wbr",
    "svg",
    "path",
    "g",
    "title",
    "i",
    "b",
    "a",
    "small",
    "details",
}


SHORT = 24
"""A formula of fewer characters of TeX is no wider than a line."""


def calling(function: Function) -> Renderer:
    """A renderer that hands the children to a Typst function."""

    def renderer(node: nodes.Element, page: Page) -> Markup:
        return page.anchor(node) + within_line(call(function, body=page.inside(node)))

    return renderer


def language_of(node: nodes.Element) -> str:
    """The tag of a passage in another language: its class `lang-xx`."""
    return next((name[5:] for name in node["classes"] if name.startswith("lang-")), "")


BOXES: tuple[tuple[set[str], Function], ...] = (
    ({"kbd", "guilabel"}, "kbd"),
    ({"sd-badge"}, "badge"),
    ({"menuselection"}, "strong"),
)
"""What becomes of spans with these classes."""


def inline(node: nodes.inline, page: Page) -> Markup:
    """A span; the class `lang-xx` marks another language."""
    text = page.anchor(node) + page.inside(node)
    if tag := language_of(node):
        text = within_line(call("langspan", named(language(tag)), body=text))
    classes = set(node["classes"])
    for names, function in BOXES:
        if names & classes:
            text = within_line(call(function, body=text))
    return text


def literal(node: nodes.literal, page: Page) -> Markup:
    """Code within a line."""
    function: Function = "kbd" if "kbd" in node.get("classes", ()) else "code"
    return page.anchor(node) + within_line(call(function, verbatim(node.astext())))


def abbreviation(node: nodes.abbreviation, page: Page) -> Markup:
    """Paper shows no tooltip: the meaning follows in brackets, once in each chapter."""
    text, meaning = page.inside(node), node.get("explanation", "")
    if not meaning or node.astext() in page.explained:
        return text
    page.explained.add(node.astext())
    return text + markup(" (") + page.render(nodes.Text(meaning)) + markup(")")


def math(node: nodes.math, page: Page) -> Markup:
    """A formula within a line."""
    tex = node.astext()
    return page.anchor(node) + within_line(call("formula", tex, typeset(tex, page, node)))


def math_block(node: nodes.math_block, page: Page) -> Markup:
    """A formula of its own, with its number."""
    config = page.press.env.config
    counted = page.number("displaymath", node) if config.math_numfig and config.numfig else ""
    counted = config.math_numsep.join(counted.rsplit(".", 1))
    stated = counted or str(node.get("number") or "")
    options: dict[str, Value] = {"block": True, **({"number": stated} if stated else {})}
    tex = node.astext()
    found = call("formula", tex, named(options), typeset(tex, page, node, block=True))
    return LINE + within_line(found, page.label(node)) + LINE


def typeset(tex: str, page: Page, node: nodes.Node, *, block: bool = False) -> Code:
    """The arguments of a formula; none, with a warning, so that the TeX is printed, where nobody can read it."""
    try:
        found = mathml(tex, block=block, macros=page.press.macros)
    except UnreadableTexError as error:
        page.warn(
            f"formula “{' '.join(tex.split())}” cannot be set ({error}): its TeX is printed; write it in simpler commands",
            node,
            "math",
        )
        return named({})
    words = linear(found) or " ".join(tex.split()) or " "  # room without ink has no words
    options: dict[str, Value] = {"alt": words, "smallest": maths.smallest(found, block=block)}
    parts, opened = maths.unbroken(found), maths.opened(found)
    beside = 0 if block else room_beside(node)
    is_wide = block or max(len(part.source) for part in parts) > SHORT
    if len(tex) > SHORT and is_wide and beside is not None:
        options |= {"parts": equations(parts), "place": page.where(node)}
        options |= {} if opened == parts else {"opened": equations(opened)}
        options |= {} if block else {"slashed": maths.smallest(found, block=True), "beside": beside}
    return named({**options, "body": equation(maths.typeset(found))})


def equations(parts: list[Math]) -> list[Code]:
    """Parts of a formula, each as one of its own."""
    return [equation(part) for part in parts]


def begin_sentence(node: sentence_start, page: Page) -> Markup:
    """An invisible mark whose page the e-book asks for."""
    return page.sentence(node["key"])


def raw(node: nodes.raw, page: Page) -> Markup:
    """Typst as it is; HTML keeps its text, with a warning when there is any; other formats are for other editions.

    A pamphlet is measured in this process, where nothing could end a Typst that never does.
    """
    formats = node.get("format", "").split()
    if "typst" in formats and page.press.kind != "pamphlet":
        return by_the_writer(node.astext())
    if "typst" in formats:
        page.warn("a pamphlet holds no raw Typst: write it in Markdown", node, "raw-typst")
        return NOTHING
    if "html" not in formats:
        return NOTHING
    html = html_text(node.astext())
    if html.checked is not None:
        return within_line(call("checkbox", html.checked))
    text = re.sub(r"\s+", " ", html.text).strip()
    if text or html.tags - SILENT_TAGS:
        message = "raw HTML cannot be printed: only its text is kept; write it in Markdown"
        page.warn(message, node, "raw-html")
    breaks = html.tags == {"br"} and isinstance(node.parent, nodes.TextElement)
    return page.render(nodes.Text(text)) + (BREAK if breaks else NOTHING)


BREAK = markup(" \\ ")
TRANSPARENT = (nodes.problematic, nodes.generated, addnodes.download_reference, addnodes.pending_xref)
SILENT: tuple[type[Any], ...] = (
    *(nodes.Invisible, nodes.system_message, nodes.meta),
    *(addnodes.highlightlang, addnodes.tabular_col_spec),
)
"""Nodes that say nothing to readers."""

INLINE: dict[type[nodes.Node], Renderer] = {
    nodes.inline: inline,
    sentence_start: begin_sentence,
    nodes.literal: literal,
    nodes.abbreviation: abbreviation,
    nodes.acronym: abbreviation,
    nodes.math: math,
    nodes.math_block: math_block,
    nodes.raw: raw,
    **dict.fromkeys(
        (nodes.emphasis, nodes.title_reference, addnodes.literal_emphasis, addnodes.manpage), calling("em")
    ),
    **dict.fromkeys((nodes.strong, addnodes.literal_strong), calling("strong")),
    nodes.subscript: calling("sub"),
    nodes.superscript: calling("super"),
    **dict.fromkeys(TRANSPARENT, children),
    **dict.fromkeys(SILENT, nothing),
}

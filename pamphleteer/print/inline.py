"""Nodes within a line → Typst calls.

Each call ends with `;`, so that a following "(", ";" or "." stays text.
"""

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
from pamphleteer.print.markup import code, language, quote
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


def call(function: str) -> Renderer:
    """A renderer that hands the children to a Typst function."""

    def renderer(node: nodes.Element, page: Page) -> str:
        return f"{page.anchor(node)}#{function}[{page.inside(node)}];"

    return renderer


def language_of(node: nodes.Element) -> str:
    """The tag of a passage in another language: its class `lang-xx`."""
    return next((name[5:] for name in node["classes"] if name.startswith("lang-")), "")


def inline(node: nodes.inline, page: Page) -> str:
    """A span; the class `lang-xx` marks another language."""
    text = page.anchor(node) + page.inside(node)
    if tag := language_of(node):
        text = f"#langspan({language(tag)})[{text}];"
    classes = set(node["classes"])
    for names, function in (
        ({"kbd", "guilabel"}, "kbd"),
        ({"sd-badge"}, "badge"),
        ({"menuselection"}, "strong"),
    ):
        if names & classes:
            text = f"#{function}[{text}];"
    return text


def literal(node: nodes.literal, page: Page) -> str:
    """Code within a line."""
    function = "kbd" if "kbd" in node.get("classes", ()) else "code"
    return f"{page.anchor(node)}#{function}({code(node.astext())});"


def abbreviation(node: nodes.abbreviation, page: Page) -> str:
    """Paper shows no tooltip: the meaning follows in brackets, once in each chapter."""
    text, meaning = page.inside(node), node.get("explanation", "")
    if not meaning or node.astext() in page.explained:
        return text
    page.explained.add(node.astext())
    return f"{text} ({page.render(nodes.Text(meaning))})"


def math(node: nodes.math, page: Page) -> str:
    """A formula within a line."""
    return page.anchor(node) + f"#formula({quote(node.astext())}{typeset(node.astext(), page, node)});"


def math_block(node: nodes.math_block, page: Page) -> str:
    """A formula of its own, with its number."""
    config = page.press.env.config
    counted = page.number("displaymath", node) if config.math_numfig and config.numfig else ""
    counted = config.math_numsep.join(counted.rsplit(".", 1))
    stated = counted or str(node.get("number") or "")
    number = f", number: {quote(stated)}" if stated else ""
    tex = node.astext()
    return f"\n#formula({quote(tex)}, block: true{number}{typeset(tex, page, node, block=True)});{page.label(node)}\n"


def typeset(tex: str, page: Page, node: nodes.Node, *, block: bool = False) -> str:
    """`, alt: "…", body: $…$`; with a warning, and the TeX printed, where nobody can read it."""
    try:
        found = mathml(tex, block=block, macros=page.press.macros)
    except UnreadableTexError as error:
        page.warn(
            f"formula “{' '.join(tex.split())}” cannot be set ({error}): its TeX is printed; write it in simpler commands",
            node,
            "math",
        )
        return ""
    size = maths.smallest(found, block=block)
    more = ""
    parts, opened = maths.unbroken(found), maths.opened(found)
    beside = 0 if block else room_beside(node)
    if len(tex) > SHORT and (block or max(map(len, parts)) > SHORT) and beside is not None:
        more = f", parts: ({listed(parts)}), place: {quote(page.where(node))}"
        more += "" if opened == parts else f", opened: ({listed(opened)})"
        more += "" if block else f", slashed: {maths.smallest(found, block=True)}, beside: {beside:g}"
    words = linear(found) or " ".join(tex.split()) or " "  # room without ink has no words
    return f", alt: {quote(words)}, smallest: {size}{more}, body: $ {maths.typeset(found)} $"


def listed(parts: list[str]) -> str:
    """Parts of a formula as items of a Typst array."""
    return "".join(f"$ {part} $, " for part in parts)


def begin_sentence(node: sentence_start, page: Page) -> str:
    """An invisible mark whose page the e-book asks for."""
    return page.sentence(node["key"])


def raw(node: nodes.raw, page: Page) -> str:
    """Typst as it is; HTML keeps its text, with a warning when there is any; other formats are for other editions.

    A pamphlet is measured in this process, where nothing could end a Typst that never does.
    """
    formats = node.get("format", "").split()
    if "typst" in formats and page.press.kind != "pamphlet":
        return node.astext()
    if "typst" in formats:
        page.warn("a pamphlet holds no raw Typst: write it in Markdown", node, "raw-typst")
        return ""
    if "html" not in formats:
        return ""
    html = html_text(node.astext())
    if html.checked is not None:
        return f"#checkbox({str(html.checked).lower()});"
    text = re.sub(r"\s+", " ", html.text).strip()
    if text or html.tags - SILENT_TAGS:
        message = "raw HTML cannot be printed: only its text is kept; write it in Markdown"
        page.warn(message, node, "raw-html")
    breaks = " \\ " if html.tags == {"br"} and isinstance(node.parent, nodes.TextElement) else ""
    return page.render(nodes.Text(text)) + breaks


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
        (nodes.emphasis, nodes.title_reference, addnodes.literal_emphasis, addnodes.manpage), call("em")
    ),
    **dict.fromkeys((nodes.strong, addnodes.literal_strong), call("strong")),
    nodes.subscript: call("sub"),
    nodes.superscript: call("super"),
    **dict.fromkeys(TRANSPARENT, children),
    **dict.fromkeys(SILENT, nothing),
}

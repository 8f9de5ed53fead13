"""Nodes that stand between the lines (paragraphs, lists, boxes, code, sections) → Typst blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels
from sphinx_design.shared import PassthroughTextElement

from pamphleteer.languages import direction, disagrees
from pamphleteer.pagination import key_of
from pamphleteer.print.inline import BREAK, language_of
from pamphleteer.print.markup import language, prose, verbatim
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Function,
    Markup,
    Value,
    call,
    escape,
    joined,
    length,
    markup,
    named,
    number,
    statement,
    value,
    within_line,
)
from pamphleteer.print.page import Page, Renderer, children
from pamphleteer.print.words import word
from pamphleteer.titles import styled, words_of

ENUMERATORS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
KINDS = ("note", "tip", "hint", "important", "warning", "caution", "danger", "attention", "error", "seealso")
LONG_WORD = 16
"""A word of more letters may be wider than a line of a heading."""
HIGHEST = 10**15
"""What Typst counts up to, and far beyond what anybody numbers."""
BESIDE = (nodes.list_item, nodes.definition, nodes.entry, nodes.field_body)
"""What stands beside a bullet, a number or other cells: its words stay on that side."""
DEEPEST = 6  # PDF 1.7 knows H1 to H6


GAP, COMMA = markup("\n\n"), markup(", ")
"""What ends a paragraph; what stands between terms."""
ISOLATES = {"rtl": markup("\\u{2066}"), "ltr": markup("\\u{2067}")}
"""What opens a run in the other direction (UAX 9), by the direction around it."""
TURNING = {"rtl": markup("#set text(dir: ltr)\n"), "ltr": markup("#set text(dir: rtl)\n")}


def paragraph(node: nodes.Element, page: Page) -> Markup:
    """A paragraph; one in another script than what is around it runs in its own direction, full stop and all."""
    body = page.anchor(node) + page.inside(node)
    around: nodes.Node | None = node.parent
    while around is not None and not (isinstance(around, nodes.container) and language_of(around)):
        around = around.parent
    here = direction(language_of(around) if isinstance(around, nodes.container) else page.language)
    if disagrees(node.astext(), here):
        body = (
            isolated(body, here)
            if isinstance(node.parent, BESIDE)
            else within_line(value(TURNING[here] + body + GAP))
        )
    return GAP + body + GAP


def isolated(body: Markup, around: str) -> Markup:
    """Words that run the other way where they stand, between the isolates of UAX #9."""
    return ISOLATES[around] + body + markup("\\u{2069}")


def section(node: nodes.section, page: Page) -> Markup:
    """A heading and what stands below it, one level deeper."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    head = heading(node, title, page) if title else NOTHING
    page.level += 1
    page.depth += 1
    body = page.all(child for child in node.children if child is not title)
    page.level -= 1
    page.depth -= 1
    if is_procedure(node) and page.press.kind != "pamphlet":
        return LINE + statement(call("together", page.depth, body=head + body + LINE))
    return head + body


def is_procedure(node: nodes.section) -> bool:
    """Whether a section holds numbered steps and the picture that shows them, and little else: readers need both at once."""
    kinds = [type(child) for child in node.children if not isinstance(child, nodes.Invisible)]
    plain = {nodes.title, nodes.paragraph, nodes.enumerated_list, nodes.figure}
    return kinds.count(nodes.enumerated_list) == kinds.count(nodes.figure) == 1 and plain.issuperset(kinds)


def heading(node: nodes.section, title: nodes.title, page: Page) -> Markup:
    """The heading of a section, with the number that Sphinx gave it."""
    numbers = page.press.env.toc_secnumbers.get(page.docname, {})
    top = isinstance(node.parent, nodes.document)
    counted = ".".join(map(str, numbers.get("" if top else f"#{node['ids'][0]}") or ()))
    arguments: dict[str, Value] = {"level": min(page.level, DEEPEST)}
    if page.depth:
        arguments["depth"] = page.depth
    elif counted:
        arguments["over"] = escape(word("chapter", page.language).format(counted))
    if counted:
        arguments["number"] = counted
    if target := page.label(node):
        arguments["target"] = target
    if max(map(len, title.astext().split()), default=0) > LONG_WORD:
        arguments["hyphens"] = True
    body = page.inside(title)
    arguments |= elsewhere(title, body, page)
    if disagrees(title.astext(), here := direction(page.language)):
        body = isolated(body, here)
    found = call("section" if page.depth else "chapter", named(arguments), body=body)
    return GAP + page.mark(title) + statement(found) + LINE


def elsewhere(title: nodes.title, body: Markup, page: Page) -> dict[str, Value]:
    """What contents, running heads and bookmarks say in place of the title, where it is not the same."""
    found: dict[str, Value] = {}
    short = page.inside(styled(title))
    if short.is_blank:
        short = prose(words_of(title))  # a picture
    if short != body:
        found["short"] = short
    if next(title.findall(nodes.math), None):
        found["words"] = words_of(title, page.press.macros)
    return found


def block(function: Function) -> Renderer:
    """A renderer that hands the children to a Typst function that makes a block."""

    def renderer(node: nodes.Element, page: Page) -> Markup:
        found = call(function, body=page.inside(node) + LINE)
        return LINE + page.anchor(node) + LINE + statement(found)

    return renderer


def between(opening: str, separator: str, closing: str) -> Renderer:
    """A renderer that puts the marks of a signature round the children."""

    def renderer(node: nodes.Element, page: Page) -> Markup:
        body = joined(map(page.render, node.children), escape(separator))
        return escape(opening) + body + escape(closing)

    return renderer


def tight(node: nodes.Element) -> bool:
    """Whether every item is one paragraph, with at most a list below it."""
    inner = (nodes.bullet_list, nodes.enumerated_list)
    items = [
        [child for child in item.children if not isinstance(child, nodes.Invisible)] for item in node.children
    ]
    return all(len(item) < 2 or (len(item) == 2 and isinstance(item[1], inner)) for item in items)


LEVELS: dict[type[Any], int] = {
    nodes.list_item: 2,
    nodes.definition: 2,
    nodes.field_body: 2,
    nodes.block_quote: 4,
    nodes.Admonition: 8,
    nodes.topic: 7,
    nodes.sidebar: 7,
    nodes.container: 6,
    nodes.entry: 9,
}
"""What leaves less room to what is in it, and how many rules of the template lie around that."""
MOST_LEVELS = 34
"""Typst follows no more than 64 rules into one another; text needs some, too."""
NARROW = 2
"""At every so many levels, it is seen to that a few words have room on a line."""


def roomy(renderer: Renderer) -> Renderer:
    """A renderer of what, deep within others, becomes no narrower than a few words, and then is no deeper."""

    def wide_enough(node: nodes.Element, page: Page) -> Markup:
        levels = list(around(node))
        if sum(levels) >= MOST_LEVELS:
            return flat(node, page)
        source = renderer(node, page)
        is_deep = levels and len(levels) % NARROW == 0 and LEVELS[nodes.entry] not in levels
        if not is_deep:
            return source
        first = named({"first": True} if begins_item(node) else {})
        return LINE + statement(call("roomy", first, body=source))

    return wide_enough


def begins_item(node: nodes.Element) -> bool:
    """Whether a node stands beside the mark of an item."""
    above: nodes.Node | None = node
    while (below := above) is not None and not isinstance(below, nodes.list_item):
        above = below.parent
        seen = [child for child in above.children if not isinstance(child, nodes.Invisible)] if above else []
        if seen[:1] != [below]:
            return False
    return below is not None


def around(node: nodes.Element) -> Iterator[int]:
    """The levels of all that a node stands in."""
    above: nodes.Node | None = node.parent
    while above is not None:
        yield from (LEVELS[kind] for kind in type(above).__mro__[:4] if kind in LEVELS)
        above = above.parent


def flat(node: nodes.Element, page: Page) -> Markup:
    """What is too deep for one box or list more: its paragraphs, the items of a list with a dash."""
    if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        dash = markup("\n\n–~")
        return joined((dash + page.anchor(item) + page.item(item) + GAP for item in node.children), NOTHING)
    if isinstance(node, nodes.definition_list | nodes.field_list):
        parts = (part for item in node.children for part in item.children)
        return joined((GAP + page.anchor(part) + page.inside(part) + GAP for part in parts), NOTHING)
    return page.anchor(node) + page.all(node.children)


def list_of(node: nodes.Element, function: Function, page: Page, **options: Value) -> Markup:
    """A list: the Typst function with its arguments, then the items."""
    items = [page.anchor(item) + page.item(item) for item in node.children]
    return LINE + statement(call(function, named({**options, "tight": tight(node)}), *items))


def bullet_list(node: nodes.bullet_list, page: Page) -> Markup:
    """A list with bullets, or of tasks to tick off; one that mixes both keeps its bullets beside the boxes."""
    tasks = [
        "task-list-item" in item["classes"] for item in node.findall(nodes.list_item) if item.parent is node
    ]
    return list_of(node, "tasklist" if tasks and all(tasks) else "list", page)


def enumerated_list(node: nodes.enumerated_list, page: Page) -> Markup:
    """A numbered list."""
    kind = ENUMERATORS.get(node.get("enumtype", "arabic"), "1")
    pattern = node.get("prefix", "") + kind + (node.get("suffix") or ".")
    start = node.get("start", 1)
    if not isinstance(start, int) or not 0 <= start <= HIGHEST:
        page.warn(
            f"no list begins with “{start}”: it is counted from 1; write a number that it can begin with",
            node,
            "list",
        )
        start = 1
    return list_of(node, "enum", page, numbering=pattern, start=start)


def pairs(items: list[tuple[Markup, Markup]]) -> Markup:
    """A list of terms, each with its body."""
    return LINE + statement(call("pairs", *items)) if items else NOTHING


def definition_list(node: nodes.definition_list, page: Page) -> Markup:
    """Terms and what they mean."""
    items = []
    for item in node.children:
        terms = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier)]
        head = joined((page.anchor(term) + page.inside(term) for term in terms), COMMA)
        items.append((page.anchor(item) + head, page.item([c for c in item.children if c not in terms])))
    return pairs(items)


def field_list(node: nodes.Element, page: Page) -> Markup:
    """Fields or options, each with its body."""
    return pairs(
        [
            (page.anchor(item) + page.render(item.children[0]), page.item(item.children[1:]))
            for item in node.children
        ]
    )


def option_group(node: nodes.option_group, _page: Page) -> Markup:
    """The spellings of one option."""
    return joined((within_line(call("code", child.astext())) for child in node.children), COMMA)


def block_quote(node: nodes.block_quote, page: Page) -> Markup:
    """A quotation with its source."""
    sources = [child for child in node.children if isinstance(child, nodes.attribution)]
    by: dict[str, Value] = (
        {"attribution": page.all(c for s in sources for c in s.children)} if sources else {}
    )
    body = page.all(c for c in node.children if c not in sources) + LINE
    return LINE + statement(call("quote", named({**by, "block": True}), body=body))


def line_block(node: nodes.line_block, page: Page) -> Markup:
    """Lines that stay lines, as of a poem or an address."""
    indent = length(int(isinstance(node.parent, nodes.line_block)), "em")
    body = NOTHING
    for nested, children_of in groupby(node.children, lambda child: isinstance(child, nodes.line_block)):
        rendered = [page.render(child) for child in children_of]
        lines = joined(rendered, NOTHING if nested else BREAK)
        body += lines if nested else statement(call("par", body=lines))
    return LINE + statement(call("lines", indent=indent, body=body))


def literal_block(node: nodes.Element, page: Page) -> Markup:
    """Code, wrapped where a line is too long for the page."""
    name = node.get("language", "text")
    name = "txt" if name in ("text", "none", "default", "myst-ansi") else name
    options: dict[str, Any] = node.get("highlight_args") or {}
    marked = [number(n) for n in options.get("hl_lines", [])]
    numbered = bool(node.get("linenos"))
    found = call("codeblock", verbatim(node.astext()), lang=name, linenos=numbered, marked=marked)
    return LINE + page.anchor(node) + page.sentence(key_of(node)) + statement(found)


def admonition(node: nodes.Element, page: Page) -> Markup:
    """A box with a sign and a word; a title of its own takes the place of the word."""
    own = isinstance(node.children[0], nodes.title) if node.children else False
    kind = type(node).__name__
    if kind not in KINDS:
        kind = next((name for name in node["classes"] if name in KINDS), "note")
    title = page.inside(node.children[0]) if own else escape(str(admonitionlabels.get(kind, kind)))
    body = page.all(node.children[1:] if own else node.children)
    return LINE + statement(call("admonition", kind, title, body=page.anchor(node) + body + LINE))


def transition(node: nodes.transition, _page: Page) -> Markup:
    """A pause; the line that Markdown puts before its footnotes is none."""
    following = node.parent.children[node.parent.index(node) + 1 :]
    pause = any(not isinstance(child, nodes.footnote | nodes.Invisible) for child in following)
    return LINE + statement(call("divider")) if pause else NOTHING


def container(node: nodes.container, page: Page) -> Markup:
    """A division; the class `lang-xx` marks another language, cards and their like are boxes."""
    body = page.anchor(node) + page.inside(node)
    component = node.get("design_component", "")
    if component in ("card", "dropdown", "tab-item"):
        body = LINE + statement(call("card", body=body + LINE))
    elif (tab := tab_of(node)) is not None:
        name = statement(call("boxtitle", body=page.inside(tab)))
        body = LINE + statement(call("card", body=name + body + LINE))
    elif node.get("role") == "tablist":
        return NOTHING
    elif component == "card-title":
        body = LINE + statement(call("boxtitle", body=body))
    if tag := language_of(node):
        return LINE + statement(call("langblock", named(language(tag)), body=body + LINE))
    return body


def tab_of(panel: nodes.Element) -> nodes.Element | None:
    """The tab that opens a panel (ARIA), which is in a list before the first of them."""
    if panel.get("role") != "tabpanel":
        return None
    named = (tab for one in panel.parent.children for tab in one.children if isinstance(tab, nodes.Element))
    return next((tab for tab in named if panel.get("aria-labelledby") in tab["ids"]), None)


def title(node: nodes.title, page: Page) -> Markup:
    """The title of a box."""
    return LINE + statement(call("boxtitle", body=page.inside(node)))


def toctree(node: addnodes.toctree, page: Page) -> Markup:
    """The documents that a chapter encloses, set where it lists them."""
    trees = page.press.trees
    inner = [Page(page.press, name, page.level, page.depth) for name in node["includefiles"] if name in trees]
    return joined((child.inside(trees[child.docname]) for child in inner), NOTHING)


TRANSPARENT = (
    *(
        nodes.document,
        nodes.compound,
        nodes.definition,
        nodes.description,
        nodes.field_name,
        nodes.field_body,
    ),
    *(nodes.line, nodes.legend, PassthroughTextElement),
    *(addnodes.acks, addnodes.compact_paragraph, addnodes.glossary, addnodes.hlist, addnodes.hlistcol),
    *(addnodes.only, addnodes.start_of_file, addnodes.versionmodified),
    *(addnodes.desc_signature_line, addnodes.desc_name, addnodes.desc_addname, addnodes.desc_annotation),
    *(addnodes.desc_type, addnodes.desc_inline, *addnodes.SIG_ELEMENTS),
)
"""Nodes that only hold others together."""

ROOMY = (
    *(nodes.bullet_list, nodes.enumerated_list, nodes.definition_list, nodes.field_list, nodes.block_quote),
    *(nodes.Admonition, nodes.topic, nodes.sidebar, nodes.container),
)
"""What takes room from what is in it, deep within others."""

BLOCKS: dict[type[Any], Renderer] = {
    nodes.paragraph: paragraph,
    nodes.section: section,
    nodes.title: title,
    nodes.subtitle: block("boxtitle"),
    nodes.rubric: block("rubric"),
    addnodes.centered: block("rubric"),
    nodes.bullet_list: bullet_list,
    nodes.enumerated_list: enumerated_list,
    nodes.definition_list: definition_list,
    **dict.fromkeys((nodes.field_list, nodes.option_list, nodes.docinfo), field_list),
    nodes.option_group: option_group,
    nodes.block_quote: block_quote,
    nodes.line_block: line_block,
    **dict.fromkeys((nodes.literal_block, nodes.doctest_block), literal_block),
    nodes.Admonition: admonition,
    **dict.fromkeys((nodes.topic, nodes.sidebar), block("topicbox")),
    nodes.transition: transition,
    nodes.container: container,
    addnodes.toctree: toctree,
    addnodes.desc: block("entry"),
    addnodes.desc_signature: block("signature"),
    addnodes.desc_content: block("entrybody"),
    addnodes.desc_parameterlist: between("(", ", ", ")"),
    addnodes.desc_type_parameter_list: between("[", ", ", "]"),
    addnodes.desc_optional: between("[", ", ", "]"),
    **dict.fromkeys((addnodes.desc_parameter, addnodes.desc_type_parameter), children),
    addnodes.desc_returns: between(" → ", "", ""),
    addnodes.productionlist: block("lines"),
    addnodes.production: block("signature"),
    **dict.fromkeys(TRANSPARENT, children),
}
BLOCKS |= {kind: roomy(renderer) for kind, renderer in BLOCKS.items() if kind in ROOMY}

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
from pamphleteer.print.inline import language_of
from pamphleteer.print.markup import code, escape, language, number, prose, quote
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


def paragraph(node: nodes.Element, page: Page) -> str:
    """A paragraph; one in another script than what is around it runs in its own direction, full stop and all."""
    body = f"{page.anchor(node)}{page.inside(node)}"
    around: nodes.Node | None = node.parent
    while around is not None and not (isinstance(around, nodes.container) and language_of(around)):
        around = around.parent
    here = direction(language_of(around) if isinstance(around, nodes.container) else page.language)
    if disagrees(node.astext(), here):
        body = (
            isolated(body, here)
            if isinstance(node.parent, BESIDE)
            else f"#[#set text(dir: {'ltr' if here == 'rtl' else 'rtl'})\n{body}\n\n]"
        )
    return f"\n\n{body}\n\n"


def isolated(body: str, around: str) -> str:
    """Words that run the other way where they stand, between the isolates of UAX #9."""
    return f"\\u{{{'2066' if around == 'rtl' else '2067'}}}{body}\\u{{2069}}"


def section(node: nodes.section, page: Page) -> str:
    """A heading and what stands below it, one level deeper."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    head = heading(node, title, page) if title else ""
    page.level += 1
    page.depth += 1
    body = page.all(child for child in node.children if child is not title)
    page.level -= 1
    page.depth -= 1
    if is_procedure(node) and page.press.kind != "pamphlet":
        return f"\n#together({page.depth})[{head}{body}\n]\n"
    return head + body


def is_procedure(node: nodes.section) -> bool:
    """Whether a section holds numbered steps and the picture that shows them, and little else: readers need both at once."""
    kinds = [type(child) for child in node.children if not isinstance(child, nodes.Invisible)]
    plain = {nodes.title, nodes.paragraph, nodes.enumerated_list, nodes.figure}
    return kinds.count(nodes.enumerated_list) == kinds.count(nodes.figure) == 1 and plain.issuperset(kinds)


def heading(node: nodes.section, title: nodes.title, page: Page) -> str:
    """The heading of a section, with the number that Sphinx gave it."""
    numbers = page.press.env.toc_secnumbers.get(page.docname, {})
    top = isinstance(node.parent, nodes.document)
    counted = ".".join(map(str, numbers.get("" if top else f"#{node['ids'][0]}") or ()))
    arguments = [f"level: {min(page.level, DEEPEST)}"]
    if page.depth:
        arguments += [f"depth: {page.depth}"]
    elif counted:
        arguments += [f"over: [{escape(word('chapter', page.language).format(counted))}]"]
    if counted:
        arguments += [f"number: {quote(counted)}"]
    if target := page.label(node):
        arguments += [f"target: {target}"]
    if max(map(len, title.astext().split()), default=0) > LONG_WORD:
        arguments += ["hyphens: true"]
    function = "section" if page.depth else "chapter"
    body = page.inside(title)
    arguments += elsewhere(title, body, page)
    if disagrees(title.astext(), here := direction(page.language)):
        body = isolated(body, here)
    return f"\n\n{page.mark(title)}#{function}({', '.join(arguments)})[{body}]\n\n"


def elsewhere(title: nodes.title, body: str, page: Page) -> Iterator[str]:
    """What contents, running heads and bookmarks say in place of the title, where it is not the same."""
    short = page.inside(styled(title))
    if not short.strip():
        short = prose(words_of(title))  # a picture
    if short != body:
        yield f"short: [{short}]"
    if next(title.findall(nodes.math), None):
        yield f"words: {quote(words_of(title, page.press.macros))}"


def block(function: str) -> Renderer:
    """A renderer that hands the children to a Typst function that makes a block."""

    def renderer(node: nodes.Element, page: Page) -> str:
        return f"\n{page.anchor(node)}\n#{function}[{page.inside(node)}\n]\n"

    return renderer


def between(opening: str, separator: str, closing: str) -> Renderer:
    """A renderer that puts the marks of a signature round the children."""

    def renderer(node: nodes.Element, page: Page) -> str:
        return escape(opening) + escape(separator).join(map(page.render, node.children)) + escape(closing)

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

    def wide_enough(node: nodes.Element, page: Page) -> str:
        levels = list(around(node))
        if sum(levels) >= MOST_LEVELS:
            return flat(node, page)
        source = renderer(node, page)
        is_deep = levels and len(levels) % NARROW == 0 and LEVELS[nodes.entry] not in levels
        first = "(first: true)" if begins_item(node) else ""
        return f"\n#roomy{first}[{source}]\n" if is_deep else source

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


def flat(node: nodes.Element, page: Page) -> str:
    """What is too deep for one box or list more: its paragraphs, the items of a list with a dash."""
    if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        return "".join(f"\n\n–~{page.anchor(item)}{page.item(item)[1:-1]}\n\n" for item in node.children)
    if isinstance(node, nodes.definition_list | nodes.field_list):
        parts = (part for item in node.children for part in item.children)
        return "".join(f"\n\n{page.anchor(part)}{page.inside(part)}\n\n" for part in parts)
    return page.anchor(node) + page.all(node.children)


def list_of(node: nodes.Element, head: str, page: Page) -> str:
    """A list: the Typst function with its first arguments, then the items."""
    items = ", ".join(f"[{page.anchor(item)}{page.item(item)[1:]}" for item in node.children)
    return f"\n#{head}tight: {str(tight(node)).lower()}, {items})\n"


def bullet_list(node: nodes.bullet_list, page: Page) -> str:
    """A list with bullets, or of tasks to tick off; one that mixes both keeps its bullets beside the boxes."""
    tasks = [
        "task-list-item" in item["classes"] for item in node.findall(nodes.list_item) if item.parent is node
    ]
    return list_of(node, "tasklist(" if tasks and all(tasks) else "list(", page)


def enumerated_list(node: nodes.enumerated_list, page: Page) -> str:
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
    return list_of(node, f"enum(numbering: {quote(pattern)}, start: {number(start, 1)}, ", page)


def pairs(items: list[tuple[str, str]], function: str = "pairs") -> str:
    """A list of terms, each with its body."""
    listed = "".join(f"([{term}], {body}), " for term, body in items)
    return f"\n#{function}({listed})\n" if items else ""


def definition_list(node: nodes.definition_list, page: Page) -> str:
    """Terms and what they mean."""
    items = []
    for item in node.children:
        terms = [c for c in item.children if isinstance(c, nodes.term | nodes.classifier)]
        head = page.anchor(item) + ", ".join(f"{page.anchor(term)}{page.inside(term)}" for term in terms)
        items.append((head, page.item([c for c in item.children if c not in terms])))
    return pairs(items)


def field_list(node: nodes.Element, page: Page) -> str:
    """Fields or options, each with its body."""
    return pairs(
        [
            (page.anchor(item) + page.render(item.children[0]), page.item(item.children[1:]))
            for item in node.children
        ]
    )


def option_group(node: nodes.option_group, _page: Page) -> str:
    """The spellings of one option."""
    return ", ".join(f"#code({quote(child.astext())});" for child in node.children)


def block_quote(node: nodes.block_quote, page: Page) -> str:
    """A quotation with its source."""
    sources = [child for child in node.children if isinstance(child, nodes.attribution)]
    by = f"attribution: [{page.all(c for s in sources for c in s.children)}], " if sources else ""
    return f"\n#quote({by}block: true)[{page.all(c for c in node.children if c not in sources)}\n]\n"


def line_block(node: nodes.line_block, page: Page) -> str:
    """Lines that stay lines, as of a poem or an address."""
    indent = "1em" if isinstance(node.parent, nodes.line_block) else "0em"
    body = ""
    for nested, children_of in groupby(node.children, lambda child: isinstance(child, nodes.line_block)):
        rendered = [page.render(child) for child in children_of]
        body += "".join(rendered) if nested else "#par[" + " \\ ".join(rendered) + "]\n"
    return f"\n#lines(indent: {indent})[{body}]\n"


def literal_block(node: nodes.Element, page: Page) -> str:
    """Code, wrapped where a line is too long for the page."""
    name = node.get("language", "text")
    name = "txt" if name in ("text", "none", "default", "myst-ansi") else name
    options: dict[str, Any] = node.get("highlight_args") or {}
    marked = "".join(f"{number(n)}, " for n in options.get("hl_lines", []))
    numbered = str(bool(node.get("linenos"))).lower()
    arguments = f"{code(node.astext())}, lang: {quote(name)}, linenos: {numbered}, marked: ({marked})"
    return f"\n{page.anchor(node)}{page.sentence(key_of(node))}#codeblock({arguments})\n"


def admonition(node: nodes.Element, page: Page) -> str:
    """A box with a sign and a word; a title of its own takes the place of the word."""
    own = isinstance(node.children[0], nodes.title) if node.children else False
    kind = type(node).__name__
    if kind not in KINDS:
        kind = next((name for name in node["classes"] if name in KINDS), "note")
    title = page.inside(node.children[0]) if own else escape(str(admonitionlabels.get(kind, kind)))
    body = page.all(node.children[1:] if own else node.children)
    return f"\n#admonition({quote(kind)}, [{title}])[{page.anchor(node)}{body}\n]\n"


def transition(node: nodes.transition, _page: Page) -> str:
    """A pause; the line that Markdown puts before its footnotes is none."""
    following = node.parent.children[node.parent.index(node) + 1 :]
    pause = any(not isinstance(child, nodes.footnote | nodes.Invisible) for child in following)
    return "\n#divider()\n" if pause else ""


def container(node: nodes.container, page: Page) -> str:
    """A division; the class `lang-xx` marks another language, cards and their like are boxes."""
    body = f"{page.anchor(node)}{page.inside(node)}"
    component = node.get("design_component", "")
    if component in ("card", "dropdown", "tab-item"):
        body = f"\n#card[{body}\n]\n"
    elif (tab := tab_of(node)) is not None:
        body = f"\n#card[#boxtitle[{page.inside(tab)}]\n{body}\n]\n"
    elif node.get("role") == "tablist":
        return ""
    elif component == "card-title":
        body = f"\n#boxtitle[{body}]\n"
    if tag := language_of(node):
        return f"\n#langblock({language(tag)})[{body}\n]\n"
    return body


def tab_of(panel: nodes.Element) -> nodes.Element | None:
    """The tab that opens a panel (ARIA), which is in a list before the first of them."""
    if panel.get("role") != "tabpanel":
        return None
    named = (tab for one in panel.parent.children for tab in one.children if isinstance(tab, nodes.Element))
    return next((tab for tab in named if panel.get("aria-labelledby") in tab["ids"]), None)


def title(node: nodes.title, page: Page) -> str:
    """The title of a box."""
    return f"\n#boxtitle[{page.inside(node)}]\n"


def toctree(node: addnodes.toctree, page: Page) -> str:
    """The documents that a chapter encloses, set where it lists them."""
    trees = page.press.trees
    inner = [Page(page.press, name, page.level, page.depth) for name in node["includefiles"] if name in trees]
    return "".join(child.inside(trees[child.docname]) for child in inner)


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

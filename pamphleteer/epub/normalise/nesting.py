"""Wrong nesting → what the content models of the HTML standard allow, with the words in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.xhtml import (
    EPUB_TYPE,
    Element,
    X,
    append_text,
    drop,
    find,
    local,
    names,
    new,
    remove,
    text_of,
    unwrap,
    wrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet

PHRASING = names("span em strong b i code sub sup small q cite dfn kbd samp var abbr u s mark bdi bdo data")
LOOSE = PHRASING | names("a br wbr img ins del ruby")
"""What needs a paragraph around it between blocks."""
AROUND = names("a ins del")
"""What may stand around blocks where blocks may stand."""
WORDS_ONLY = names("p h1 h2 h3 h4 h5 h6 pre") | PHRASING
TURNABLE = names("p div address figcaption header footer section article aside")
"""Blocks that can be turned into words where only words may stand."""
BLOCKS = TURNABLE | names("ul ol dl table figure blockquote pre hr h1 h2 h3 h4 h5 h6")


def repair_nesting(sheet: Sheet) -> None:
    """Mend what the standard's content models forbid."""
    for block in list(sheet.body.iter(X + "*")):
        if local(block) in BLOCKS:
            free_block(block)
    for item in find(
        sheet.body, "//h:li[not(parent::h:ul or parent::h:ol)]|//h:figcaption[not(parent::h:figure)]"
    ):
        item.tag = X + "div"
    for part in find(sheet.body, "//h:dt[not(ancestor::h:dl)]|//h:dd[not(ancestor::h:dl)]"):
        part.tag = X + "div"
    for child in find(sheet.body, "//h:ul/*[not(self::h:li)]|//h:ol/*[not(self::h:li)]"):
        wrap(child, new("li"))
    for caption in find(sheet.body, "//h:figure/h:figcaption[preceding-sibling::h:figcaption]"):
        caption.tag = X + "div"
    for block in find(sheet.body, "//h:ul|//h:ol"):
        wrap_words(block, "li")
    mend_definitions(sheet.body)
    mend_ruby(sheet.body)
    mend_inner(sheet.body)
    mend_figures(sheet.body)
    for section in find(sheet.body, "//h:section|/h:body"):
        gather_words(section)
    drop_empty(sheet.body)


def drop_empty(body: Element) -> None:
    """Lists, tables, boxes and words that hold nothing, such as signs that an icon font fills on the web."""
    for empty in find(body, "//h:ul[not(h:li)]|//h:ol[not(h:li)]|//h:table[not(.//h:tr)]"):
        drop(empty)
    boxes = "//h:div[not(@id)]|//h:p[not(@id)]|//h:figure[not(@id)]"
    signs = "//h:i[not(@id)]|//h:em[not(@id)]|//h:b[not(@id)]|//h:strong[not(@id)]|//h:span[not(@id)]"
    for empty in reversed(find(body, f"{boxes}|{signs}")):
        if not len(empty) and not (empty.text or "").strip():
            empty.tail = f" {empty.tail or ''}" if local(empty) in {"div", "p"} else empty.tail
            unwrap(empty)


def free_block(block: Element) -> None:
    """A block inside words: the words around it become a box, or the block becomes words."""
    parent = block.getparent()
    while parent is not None and local(parent) in WORDS_ONLY | AROUND:
        name = local(parent)
        if name in AROUND:
            parent = parent.getparent()
        elif name in {"span", "p", "pre"}:
            parent.tag = X + "div"
            parent = parent.getparent()
        elif local(block) in TURNABLE and not holds_blocks(block):
            block.tag = X + "span"
            remove(block, "role", "aria-label", EPUB_TYPE)
            return
        else:
            above = parent.getparent()
            unwrap(parent)
            parent = above


def holds_blocks(block: Element) -> bool:
    """Whether there are blocks in a block: a sign that is never closed, such as `<b>`, may reach over half a page."""
    return any(local(inner) in BLOCKS for inner in block.iterdescendants(X + "*"))


def gather_words(section: Element) -> None:
    """Words, links and drawings that stand loose between the blocks of a section become paragraphs."""
    paragraph: Element | None = None
    if (section.text or "").strip():
        paragraph = new("p", section.text)
        section.text = "\n"
        section.insert(0, paragraph)
    for child in [child for child in section if child is not paragraph]:
        tail = (child.tail or "").strip()
        if (local(child) not in LOOSE and not is_drawing(child)) or holds_blocks(child):
            paragraph = None
            if tail:
                paragraph, child.tail = new("p", child.tail), "\n"
                child.addnext(paragraph)
        elif paragraph is not None or tail or text_of(child) or is_drawing(child):
            if paragraph is None:
                paragraph = new("p")
                child.addprevious(paragraph)
            paragraph.append(child)


def is_drawing(element: Element) -> bool:
    """Whether an element is of another vocabulary: SVG or MathML."""
    return isinstance(element.tag, str) and not local(element)


def mend_definitions(body: Element) -> None:
    """Every term has a definition, every definition a term, and nothing else stands in the list."""
    for definitions in find(body, "//h:dl"):
        if not len(definitions) and not text_of(definitions):
            drop(definitions)
            continue
        wrap_words(definitions, "dd")
        groups = find(definitions, "./h:div[.//h:dt or .//h:dd]")
        if len(groups) == len(definitions) and all(map(is_group, groups)):
            continue
        for group in groups:
            for inner in reversed(find(group, ".//h:div[h:dt or h:dd]")):
                unwrap(inner)
            unwrap(group)
        wrap_words(definitions, "dd")
        for child in list(definitions.iterchildren(etree.Element)):
            if local(child) not in {"dt", "dd"}:
                wrap(child, new("dd"))
        if local(definitions[0]) == "dd":
            definitions.insert(0, new("dt", "\u00a0"))
        if local(definitions[-1]) == "dt":
            definitions.append(new("dd"))


def is_group(group: Element) -> bool:
    """Whether a box in a list of definitions is terms, then definitions, and nothing else."""
    kinds = "".join({"dt": "t", "dd": "d"}.get(local(child), "x") for child in group)
    loose = (group.text or "").strip() or any((child.tail or "").strip() for child in group)
    return not loose and kinds.lstrip("t").strip("d") == "" and kinds[:1] == "t" and kinds[-1:] == "d"


def wrap_words(block: Element, tag: str) -> None:
    """Words that stand loose in a list become an item."""
    if (block.text or "").strip():
        first = new(tag, block.text)
        block.text = None
        block.insert(0, first)
    for child in list(block):
        if (child.tail or "").strip():
            item = new(tag, child.tail)
            child.tail = None
            child.addnext(item)


def mend_figures(body: Element) -> None:
    """A caption stands first or last, also where words or a mark of a page are beside it."""
    for caption in find(body, "//h:figure/h:figcaption"):
        figure = caption.getparent()
        if figure is None:
            continue
        before = list(caption.itersiblings(etree.Element, preceding=True))
        is_first = not before and not (figure.text or "").strip()
        is_last = caption.getnext() is None and not (caption.tail or "").strip()
        if is_first or is_last:
            continue
        if (
            all(element.get("role") == "doc-pagebreak" for element in before)
            and not (figure.text or "").strip()
        ):
            for mark in before:
                figure.addprevious(mark)
        else:
            tail, caption.tail = caption.tail, None
            if tail:
                append_text(figure, caption.getprevious(), tail)
            figure.append(caption)


def mend_ruby(body: Element) -> None:
    """A reading has something that it is the reading of; without a reading there is no ruby."""
    for ruby in reversed(find(body, "//h:ruby")):
        first = next(iter(ruby), None)
        if (
            first is None
            or not find(ruby, "./h:rt")
            or (local(first) == "rt" and not (ruby.text or "").strip())
        ):
            for reading in find(ruby, "./h:rt"):
                reading.tag = X + "span"
            unwrap(ruby)


def mend_inner(body: Element) -> None:
    """What may not stand in its like, or in certain others, becomes a plain box or plain words."""
    inner = "//h:address//h:address|//h:address//h:header|//h:address//h:footer"
    heads = "//h:header//h:header|//h:header//h:footer|//h:footer//h:header|//h:footer//h:footer"
    for box in find(body, f"{inner}|{heads}"):
        box.tag = X + "div"
    for section in find(body, "//h:address//h:section|//h:address//h:article|//h:address//h:aside"):
        section.tag = X + "div"
        remove(section, "role", "aria-label", EPUB_TYPE)
    for heading in find(body, " | ".join(f"//h:address//h:h{level}" for level in range(1, 7))):
        heading.tag = X + "b"
    for term in find(body, "//h:dfn//h:dfn"):
        term.tag = X + "span"

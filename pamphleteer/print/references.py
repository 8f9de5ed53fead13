"""Links between the documents of an edition: reference nodes → Typst links, with words such as “on page 12”.

The builder writes the address of a document as `%name`, so that its links are told from those that leave the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docutils import nodes

from pamphleteer.pagination import key_of as key_of_sentence
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Key,
    Markup,
    call,
    continued,
    label,
    markup,
    statement,
    value,
    within_line,
)
from pamphleteer.print.page import Page, Renderer
from pamphleteer.print.places import PER_PAGE
from pamphleteer.print.words import word

INTERNAL = "%"
SPARE = "\u00a0"
"""Some room beside numbers that are not known yet: not all digits are of one width."""
KNOWN_PLACE = (nodes.citation, nodes.footnote, nodes.term)
"""Targets whose place a reader knows: the bibliography, the foot of the page, the glossary."""
PICTURE = 600
"""Characters that would fill the room of a picture."""
NUMBERED = (nodes.figure, nodes.table, nodes.container, nodes.math_block)
"""Targets that are found by their number within a chapter."""


class Links:
    """Where links lead to: every id of the edition, and which of them are wanted."""

    def __init__(
        self, trees: Mapping[str, nodes.document], more: Iterator[Key] | tuple[Key, ...] = ()
    ) -> None:
        self.places: dict[Key, tuple[Key, nodes.Element]] = {}
        """Any id of a node → its first id, and the node."""
        self.heads: dict[str, Key] = {}
        """A document → its first section."""
        self.footnotes: dict[Key, nodes.footnote] = {}
        self.before: dict[Key, int] = {}
        """Characters of text before an element with an id, and a few hundred for each picture."""
        self.length = 0
        asked: list[Key] = []
        for docname, tree in trees.items():
            asked += self.collect(docname, tree)
        self.wanted = {found for key in [*asked, *more] if (found := self.resolve(key))}

    def collect(self, docname: str, tree: nodes.document) -> list[Key]:
        """Note the ids of a document; the places that it links to."""
        asked = []
        for node in tree.findall():
            if isinstance(node, nodes.Text):
                self.length += len(node)
            if not isinstance(node, nodes.Element):
                continue
            self.length += isinstance(node, nodes.image) and PICTURE
            ids: list[str] = (
                [] if isinstance(node, nodes.target) and node.get("refid") else node.get("ids", [])
            )
            for name in ids:
                self.places[docname, name] = ((docname, ids[0]), node)
                self.before[docname, name] = self.length
            if isinstance(node, nodes.footnote):
                self.footnotes.update({(docname, name): node for name in ids})
            if isinstance(node, nodes.section) and ids:
                self.heads.setdefault(docname, (docname, ids[0]))
            if isinstance(node, nodes.reference | nodes.citation_reference) and is_internal(node):
                asked.append(key_of(node, docname))
        return asked

    def forget(self, docname: str) -> None:
        """A document that is not printed: links to it stay words."""
        self.wanted = {key for key in self.wanted if key[0] != docname}
        self.places = {key: place for key, place in self.places.items() if key[0] != docname}
        self.heads.pop(docname, None)

    def resolve(self, key: Key) -> Key | None:
        """The key that stands for a place, or None when it is not in this edition."""
        if not key[1]:
            return self.heads.get(key[0])
        found = self.places.get(key)
        return found[0] if found else None

    def target(self, key: Key) -> nodes.Element | None:
        """The node at a place."""
        found = self.places.get(key)
        return found[1] if found else None

    def wanted_key(self, docname: str, node: nodes.Element) -> Key | None:
        """The key of a node that some link leads to."""
        for name in node["ids"]:  # a loop: it is asked for every element, and most have none
            if (key := self.resolve((docname, name))) in self.wanted:
                return key
        return None


def is_internal(node: nodes.Element) -> bool:
    """Whether a reference stays in the book."""
    return bool(node.get("refid")) or node.get("refuri", "").startswith((INTERNAL, "#"))


def key_of(node: nodes.Element, docname: str) -> Key:
    """The place that an internal reference names."""
    if node.get("refid"):
        return docname, node["refid"]
    name, _hash, place = node["refuri"].removeprefix(INTERNAL).partition("#")
    return name or docname, place


def reference(node: nodes.reference, page: Page) -> Markup:
    """A link; one to another place of the book says on which page that is."""
    text = page.inside(node)
    if not is_internal(node):
        address = node.get("refuri", "")
        leaves = "://" in address or address.startswith("mailto:")
        return within_line(call("extlink", address, body=text)) if leaves else text
    key = page.press.links.resolve(key_of(node, page.docname))
    if key is None:
        return text
    if not says_page(node, key, page):
        return within_line(call("inlink", label(key), body=text))
    before, _number, after = word("on-page", page.language).partition("{}")
    return within_line(call("xref", label(key), (before, after), body=text))


def added(node: nodes.Element, page: Page) -> tuple[str, str]:
    """What print puts before and after the words of a reference or abbreviation, with as many digits as its numbers may have."""
    links = page.press.links
    if isinstance(node, nodes.citation_reference):
        return "[", "]"
    if isinstance(node, nodes.abbreviation | nodes.acronym) and (meaning := node.get("explanation")):
        return "", f" ({meaning})"
    if isinstance(node, nodes.footnote_reference):  # counted through the book
        more = "0" * (len(str(len(links.footnotes))) - len(node.astext()))
        return (f"[{more}", f"]{SPARE}") if page.press.kind == "large-print" else (more, "")
    if not isinstance(node, nodes.reference) or not is_internal(node):
        return "", ""
    key = links.resolve(key_of(node, page.docname))
    if key is None or not says_page(node, key, page):
        return "", ""
    number = "0" * len(str(1 + links.length // min(PER_PAGE.values())))
    return "", f" ({word('on-page', page.language).format(number)}){SPARE}"


def says_page(node: nodes.Element, key: Key, page: Page) -> bool:
    """Whether the reader of a printed page needs to be told the page number."""
    place = page.press.links.target(key)
    if isinstance(place, KNOWN_PLACE) or any(isinstance(child, nodes.image) for child in node.children):
        return False
    return not (key[0] == page.docname and isinstance(place, NUMBERED))


def footnote_reference(node: nodes.footnote_reference, page: Page) -> Markup:
    """The note itself where it is called first, its number again later."""
    key = (page.docname, node.get("refid", ""))
    note = page.press.links.footnotes.get(key)
    if note is None:
        return page.inside(node)
    target = label((page.docname, f"note-{key[1]}"))
    if key[1] in page.notes_set:
        return within_line(call("footnote", target))
    page.notes_set.add(key[1])
    body = page.item([child for child in note.children if not isinstance(child, nodes.label)])
    return within_line(call("footnote", body=page.anchor(note) + body), target)


def footnote(node: nodes.footnote, page: Page) -> Markup:
    """A note that is called has been set at the foot of its page; one that nothing calls is not lost."""
    if page.notes_set.intersection(node.get("ids", ())) or node.get("backrefs"):
        return NOTHING
    return LINE + statement(call("block", body=page.all(node.children)))


def bracketed(body: Markup) -> Markup:
    """A number in square brackets."""
    return markup("\\[") + body + markup("\\]")


def label_node(node: nodes.label, page: Page) -> Markup:
    """The number of a note that nothing calls, or of a source."""
    return bracketed(page.inside(node)) + markup(" ")


def citation_reference(node: nodes.citation_reference, page: Page) -> Markup:
    """A citation, linked to the bibliography."""
    text = bracketed(page.inside(node))
    key = page.press.links.resolve((page.docname, node.get("refid", "")))
    return within_line(call("inlink", label(key), body=text)) if key else text


def citation(node: nodes.citation, page: Page) -> Markup:
    """An entry of the bibliography."""
    names = [child for child in node.children if isinstance(child, nodes.label)]
    body = page.item([child for child in node.children if child not in names])
    mark = page.anchor(node) + page.sentence(key_of_sentence(node))
    mark += bracketed(page.all(c for n in names for c in n.children))
    siblings = node.parent.children
    place = siblings.index(node)
    first = not isinstance(siblings[place - 1], nodes.citation) if place else True
    last = not isinstance(siblings[place + 1], nodes.citation) if place + 1 < len(siblings) else True
    return continued("sources", value((mark, body)), first=first, last=last)


def target(node: nodes.target, page: Page) -> Markup:
    """A place that links lead to, and any text that it encloses."""
    named = NOTHING if node.get("refid") or node.get("refuri") else page.anchor(node)
    return named + page.inside(node)


REFERENCES: dict[type[nodes.Node], Renderer] = {
    nodes.reference: reference,
    nodes.footnote_reference: footnote_reference,
    nodes.footnote: footnote,
    nodes.label: label_node,
    nodes.citation_reference: citation_reference,
    nodes.citation: citation,
    nodes.target: target,
}

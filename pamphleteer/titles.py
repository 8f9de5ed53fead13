"""Titles as written, with notes, links and marks → what is said of them elsewhere: contents, bookmarks, running heads, references.

`words_of` gives a line of text, `styled` a copy that keeps emphasis and formulas. Both are without notes, citations, links,
places that links lead to, and marks of the index; a picture counts where a title has no words of its own.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from pamphleteer.maths.linear import linear
from pamphleteer.maths.mathml import UnreadableTexError, mathml
from pamphleteer.scripts import without_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.maths.mathml import Macros

CITED = ("cite", "citation")
"""Domains whose references are citations: of sphinxcontrib-bibtex and of Sphinx."""
CITATION = "bibtex-citation"
"""Class of a citation that sphinxcontrib-bibtex has resolved; we give it to those of Sphinx in titles."""
TITLES = (nodes.title, nodes.caption, nodes.rubric, nodes.term)
"""What other places call by its words."""
LINKS = (nodes.reference, nodes.target, addnodes.pending_xref, addnodes.download_reference, nodes.problematic)
"""What keeps its words and loses where it leads."""
GAP = re.compile(r"\s*\0+(?=[^\w\0]|$)|\0+")
"""A note or citation with the blank before it; the blank stays before a word."""


class HtmlText(HTMLParser):
    """What a reader would see of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.checked: bool | None = None
        """State of a tick box, None where there is none."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; an image gives its alternative text."""
        values = dict(attrs)
        self.tags.add(tag)
        self.text += " " if tag == "br" else values.get("alt") or ""
        if tag == "input" and values.get("type") == "checkbox":
            self.tags.discard(tag)
            self.checked = "checked" in values

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def html_text(source: str) -> HtmlText:
    """A piece of HTML, read."""
    found = HtmlText()
    found.feed(without_code(source, "script", "style"))
    found.close()
    return found


def blocks(tree: nodes.Element) -> Iterator[nodes.Element]:
    """The tree and its blocks, in their order, titles and captions among them; what stands within a line is not looked at."""
    open_blocks = [tree]
    while open_blocks:
        block = open_blocks.pop()
        yield block
        if not isinstance(block, nodes.TextElement):
            open_blocks += [child for child in reversed(block.children) if isinstance(child, nodes.Element)]


def is_mark(node: nodes.Node) -> bool:
    """Whether the node refers to a source or to a note."""
    if isinstance(node, addnodes.pending_xref):
        return node.get("refdomain") in CITED
    cited = isinstance(node, nodes.inline) and CITATION in node["classes"]
    return cited or isinstance(node, nodes.footnote_reference | nodes.citation_reference)


def words_of(title: nodes.Node, macros: Macros | None = None) -> str:
    """The title as a line of text, formulas as print would say them in one line; the words of its pictures where it has no other."""
    text = line(title, macros or {}, pictures=False) or line(title, macros or {}, pictures=True)
    return " ".join(GAP.sub("", text).split())


def line(node: nodes.Node, macros: Macros, *, pictures: bool) -> str:
    """The text of a node, a zero byte for each note."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if is_mark(node):
        return "\0"
    if isinstance(node, nodes.math):
        return formula(node.astext(), macros)
    if isinstance(node, nodes.raw):
        return html_text(node.astext()).text if "html" in node.get("format", "").split() else ""
    silent = isinstance(node, nodes.Invisible | nodes.system_message)
    words = f" {node.get('alt') or ''} " if pictures and isinstance(node, nodes.image) else ""
    return words + "".join(
        line(child, macros, pictures=pictures) for child in ([] if silent else node.children)
    )


def formula(tex: str, macros: Macros) -> str:
    """TeX as a line of text; as it is where nobody can read it."""
    try:
        return linear(mathml(tex, block=False, macros=macros))
    except UnreadableTexError:
        return tex


def styled(title: nodes.Element, *, pictures: bool = False) -> nodes.Element:
    """A copy that keeps emphasis, code and formulas, and with `pictures` those as decoration; the title itself where nothing goes."""
    if not any(goes(node, pictures=pictures) for node in title.findall()):
        return title
    copy = title.deepcopy()
    for node in list(copy.findall(nodes.Element)):
        node["ids"] = []
    for picture in list(copy.findall(nodes.image)):  # what it shows is said where the title stands
        picture.attributes.update({"alt": "", "classes": ["decorative"]})
    for found in [part for part in copy.findall() if goes(part, pictures=pictures)]:
        if found.parent is not None:
            replace(found)
    copy.parent, copy.source, copy.line = title.parent, title.source, title.line
    return copy


def goes(node: nodes.Node, *, pictures: bool) -> bool:
    """Whether a copy of the title is to be without the node."""
    gone = (nodes.Invisible, nodes.system_message, nodes.raw, nodes.abbreviation, *LINKS)
    return isinstance(node, gone) or is_mark(node) or (isinstance(node, nodes.image) and not pictures)


def replace(node: nodes.Node) -> None:
    """Put what stays of a node in its place; the blank before a note goes with it."""
    parent = node.parent
    if isinstance(node, nodes.raw):
        words = line(node, {}, pictures=False)
        parent.replace(node, nodes.Text(" " if words.isspace() else words_of(node)))  # a break parts words
    elif is_mark(node):
        drop_mark(node)
    elif isinstance(node, (nodes.abbreviation, *LINKS)):
        parent.replace(node, node.children)
    else:
        parent.remove(node)


def drop_mark(mark: nodes.Node) -> None:
    """Remove a mark and the space before it, unless a word follows."""
    parent, at = mark.parent, mark.parent.index(mark)
    parent.remove(mark)
    before = parent.children[at - 1] if at else None
    after = parent.children[at].astext() if at < len(parent.children) else ""
    if isinstance(before, nodes.Text) and not after[:1].isalnum():
        parent[at - 1] = nodes.Text(before.rstrip())  # by its place: texts are told apart by what they say

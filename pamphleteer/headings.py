"""Headings as written → headings that every edition can use.

1. A heading without words is none: what stands below it goes on the section before, and the writer is told.
2. A page without a heading of the first level has that which its front matter names as its title.
"""

from __future__ import annotations

import logging as stdlib_logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from pamphleteer.frontmatter import line_of
from pamphleteer.titles import blocks, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
FIRST = 4
"""Before Sphinx translates titles, at 20."""
AFTER_SUBSTITUTIONS = 230
UNFILLED = (nodes.substitution_reference, addnodes.pending_xref)
"""What will have words."""
ATX = re.compile(r" {0,3}(#{1,6})(?:\s|$)")


def title_of(section: nodes.Element) -> nodes.title | None:
    """The title of a section."""
    return next((child for child in section.children if isinstance(child, nodes.title)), None)


class EmptyHeadings(SphinxTransform):
    """Take away headings without words."""

    default_priority = FIRST

    def apply(self, **_: Any) -> None:
        """Inner sections first, so that what they hold is moved once more with the section that they stand in."""
        empty = list(empty_sections(self.document))
        for section, title in empty:
            shown = next(title.findall(nodes.image), None)
            message = (
                "this heading is a picture without a text alternative, and so no heading: write what it says"
                if shown
                else "this heading has no words, and so is none: write them, or delete its line"
            )
            place = title if title.line else section
            logger.warning(message, location=place, type="book", subtype="heading")
        for section, title in reversed(empty):
            dissolve(self.document, section, title)


class EmptiedHeadings(EmptyHeadings):
    """The same where a substitution turned out to be empty."""

    default_priority = AFTER_SUBSTITUTIONS


def empty_sections(document: nodes.document) -> Iterator[tuple[nodes.section, nodes.title]]:
    """The sections whose titles have no words, and will have none."""
    for section in blocks(document):
        title = title_of(section) if isinstance(section, nodes.section) else None
        if not isinstance(section, nodes.section) or title is None or words_of(title):
            continue
        if not any(isinstance(node, UNFILLED) for node in title.findall()):
            yield section, title


def dissolve(document: nodes.document, section: nodes.section, title: nodes.title) -> None:
    """Let what stands in a section go on the one before it, as if its heading had not been written."""
    parent = section.parent
    at = parent.index(section)
    before = parent.children[at - 1] if at else None
    blocks = left_of(title) + [child for child in section.children if child is not title]
    if names := [name for name in section["names"] if document.nametypes.get(name)]:
        target = nodes.target("", "", ids=section["ids"], names=names)
        target.source, target.line = section.source, section.line
        document.ids.update(dict.fromkeys(section["ids"], target))
        blocks.insert(0, target)
    parent.remove(section)
    if not isinstance(before, nodes.section):
        parent[at:at] = blocks
        return
    for block in blocks:
        (before if isinstance(block, nodes.section) else last_of(before)).append(block)


def left_of(title: nodes.title) -> list[nodes.Node]:
    """What a heading without words shows all the same, such as a picture, as a paragraph."""
    shown = [
        child
        for child in title.children
        if not isinstance(child, nodes.Text | nodes.comment) and not is_comment(child)
    ]
    if not shown:
        return []
    paragraph = nodes.paragraph("", "", *shown)
    paragraph.source, paragraph.line = title.source, title.line
    return [paragraph]


def is_comment(node: nodes.Node) -> bool:
    """Whether a node is nothing but comments of HTML."""
    return (
        isinstance(node, nodes.raw) and not re.sub(r"<!--.*?-->", "", node.astext(), flags=re.DOTALL).strip()
    )


def last_of(section: nodes.section) -> nodes.section:
    """The section that ends where this one ends."""
    last = section.children[-1] if section.children else None
    return last_of(last) if isinstance(last, nodes.section) else section


class TitleOfPage(SphinxTransform):
    """Give a page that has no heading of the first level the one that its front matter names."""

    default_priority = FIRST + 1

    def apply(self, **_: Any) -> None:
        """Put a section with that title round all of the page."""
        front = front_matter(self.document)
        words = stated_title(front) if front is not None else ""
        sections = [child for child in self.document.children if isinstance(child, nodes.section)]
        if not words or any(level_of(section) == 1 for section in sections) or self.has_html_heading():
            return
        first = title_of(sections[0]) if sections else None
        if first is not None and words_of(first) == words:
            section, rest = sections[0], list[nodes.Node](sections[1:])  # the title is said already
        else:
            section = self.section(words)
            rest = [child for child in self.document.children if child is not front]
            self.document.append(section)
        for child in rest:
            self.document.remove(child)
            section.append(child)

    def section(self, words: str) -> nodes.section:
        """An empty section with a title."""
        title = nodes.title(words, words)
        title.source, title.line = self.document["source"], line_of_title(self.document["source"])
        section = nodes.section("", title, names=[nodes.fully_normalize_name(words)])
        section.source, section.line = title.source, title.line
        self.document.note_implicit_target(section, section)
        return section

    def has_html_heading(self) -> bool:
        """Whether the page has a heading of the first level in HTML."""
        return any(
            re.search(r"<h1\b", raw.astext(), re.IGNORECASE) for raw in self.document.findall(nodes.raw)
        )


def front_matter(document: nodes.document) -> nodes.field_list | None:
    """The fields at the top of a page."""
    fields = next(
        (child for child in document.children if not isinstance(child, nodes.PreBibliographic)), None
    )
    return fields if isinstance(fields, nodes.field_list) else None


def stated_title(front: nodes.field_list) -> str:
    """What the front matter names as the title."""
    fields = [field for field in front.children if field.children[0].astext() == "title"]
    words = " ".join(fields[0].children[1].astext().split()) if fields else ""
    return "" if words in {"None", "null"} else words


def level_of(section: nodes.section) -> int:
    """The level of a heading of Markdown as it was written; 1 in other texts, whose first level may look like anything."""
    path = Path(str(section.source).partition(":<")[0])
    if path.suffix != ".md" or not section.line or not path.is_file():
        return 1
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()[section.line - 1 :][:2]
    found = ATX.match(lines[0]) if lines else None
    underlined = len(lines) > 1 and re.match(r" {0,3}-+\s*$", lines[1])
    return len(found[1]) if found else 1 + bool(underlined)


def line_of_title(source: str) -> int:
    """Where the front matter names the title."""
    return line_of("title", Path(source).read_text(encoding="utf-8", errors="replace"))


class Titled(stdlib_logging.Filter):
    """Drops what MyST says of a page that begins on the second level, where front matter gives it a title."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: stdlib_logging.LogRecord) -> bool:
        """Whether the message is to be said."""
        if not record.getMessage().startswith("Document headings start at H"):
            return True
        return not self.app.env.metadata.get(self.app.env.current_document.docname, {}).get("title")


def say_no_wrong(app: Sphinx) -> None:
    """Filter from here to the end of the build."""
    titled = Titled(app)
    myst = stdlib_logging.getLogger("sphinx.myst_parser.warnings_")
    myst.addFilter(titled)
    app.connect("build-finished", lambda _app, _error: myst.removeFilter(titled))


def setup_headings(app: Sphinx) -> None:
    """Mend headings as chapters are read."""
    for transform in (EmptyHeadings, EmptiedHeadings, TitleOfPage):
        app.add_transform(transform)
    app.connect("builder-inited", say_no_wrong)

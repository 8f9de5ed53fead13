"""Headings as written → headings that every edition can use, and what the environment knows of them, in plain words.

As a chapter is read:

1. A heading without words is none: what stands below it goes on the section before, and the writer is told.
2. A page without a heading of the first level has that which its front matter names as its title.
3. Notes and citations in titles and captions count as no words of theirs, for whoever asks them for their text.
4. Titles, contents and labels that Sphinx keeps get the words of pictures and formulas.

When references are resolved, one to a whole page says its formulas in words too.
"""

from __future__ import annotations

import logging as stdlib_logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxContentsFilter, SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join, logging
from sphinx.util.nodes import clean_astext

from pamphleteer.frontmatter import line_of
from pamphleteer.maths.mathml import macros_of
from pamphleteer.titles import CITATION, TITLES, drop_mark, is_mark, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from pamphleteer.maths.mathml import Macros

logger = logging.getLogger(__name__)
FIRST = 4
"""Before Sphinx translates titles, at 20."""
AFTER_SUBSTITUTIONS = 230
BEFORE_DOMAINS = 840
"""Before Sphinx takes labels with their words, at 850."""
AFTER_COLLECTORS = 600
BEFORE_REFERENCES = 8
"""Before MyST resolves references, at 9, and Sphinx, at 10."""
UNFILLED = (nodes.substitution_reference, addnodes.pending_xref)
"""What will have words."""
ATX = re.compile(r" {0,3}(#{1,6})(?:\s|$)")


class footnote_reference(nodes.footnote_reference):  # noqa: N801 - writers know nodes by the names of their classes
    """The call of a note in a title: its number is no word of the title."""

    def astext(self) -> str:
        """Nothing."""
        return ""


class citation_reference(addnodes.pending_xref):  # noqa: N801 - so that contents leave it out, as they do those of docutils
    """A citation in a title, before it is resolved."""

    resolved = True
    """docutils has nothing to look up."""

    def astext(self) -> str:
        """Nothing."""
        return ""


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
    for section in document.findall(nodes.section):
        title = title_of(section)
        if (
            title is not None
            and not words_of(title)
            and not any(isinstance(n, UNFILLED) for n in title.findall())
        ):
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


class QuietMarks(SphinxTransform):
    """Let notes and citations in titles and captions be no words of theirs."""

    default_priority = BEFORE_DOMAINS

    def apply(self, **_: Any) -> None:
        """Exchange them for nodes that say nothing when asked for their text."""
        for title in list(self.document.findall(lambda node: isinstance(node, TITLES))):
            for mark in list(title.findall(is_mark)):
                quiet: nodes.Element
                if isinstance(mark, nodes.footnote_reference):
                    quiet = footnote_reference(mark.rawsource, **mark.attributes)
                    quiet.resolved = mark.resolved
                elif isinstance(mark, addnodes.pending_xref):
                    quiet = citation_reference(mark.rawsource, **mark.attributes)
                    for child in mark.findall(nodes.inline):
                        child["classes"].append(CITATION)  # what is left of it once it is resolved
                else:
                    continue
                quiet.source, quiet.line = mark.source, mark.line
                quiet.extend(mark.children)
                mark.replace_self(quiet)
                self.document.ids.update(dict.fromkeys(quiet["ids"], quiet))


def name_in_words(app: Sphinx, doctree: nodes.document) -> None:
    """Give what Sphinx keeps of titles and captions the words of their pictures and formulas, and no blanks of their notes."""
    docname, env = app.env.current_document.docname, app.env
    odd: dict[str, nodes.Element] = {}
    """Identifier of something that Sphinx would name wrongly → its title."""
    for title in doctree.findall(is_odd):
        holder: Any = title.parent if isinstance(title, nodes.title | nodes.caption) else title
        odd.update(dict.fromkeys(holder["ids"], title))
    if not odd:
        return
    first = next(iter(doctree.findall(nodes.section)), None)
    top = odd.get(first["ids"][0]) if first is not None else None
    for link in env.tocs[docname].findall(nodes.reference):
        place = link.get("anchorname", "")[1:]
        fill(link, odd.get(place) if place else top, doctree)
    fill(env.titles[docname], top, doctree)
    name_labels(app, docname, {place: words_of(title, macros_of(app.config)) for place, title in odd.items()})
    for link in doctree.findall(nodes.reference):
        named = odd.get(link.get("refid", ""))
        if named is not None and link.astext() == clean_astext(named):
            words = words_of(named, macros_of(app.config))
            link.children = []
            link.append(nodes.inline(words, words, classes=["std", "std-ref"]))


def is_odd(node: nodes.Node) -> bool:
    """Whether it is a title with a formula, a picture, a note or a file to download, of which Sphinx makes a link in its contents."""
    kinds = (nodes.math, nodes.image, addnodes.download_reference)
    return isinstance(node, TITLES) and any(
        isinstance(part, kinds) or is_mark(part) for part in node.findall()
    )


def fill(entry: nodes.Element, title: nodes.Element | None, doctree: nodes.document) -> None:
    """Put the title into an entry of the contents, as Sphinx does, but without marks; a picture by its words."""
    if title is None:
        return
    copy = title.deepcopy()
    for mark in list(copy.findall(is_mark)):
        drop_mark(mark)
    for link in list(copy.findall(addnodes.download_reference)):
        link.parent.replace(link, link.children)
    contents = SphinxContentsFilter(doctree)
    copy.walkabout(contents)
    found = contents.get_entry_text()
    entry.children = []
    entry.extend(found if any(node.astext().strip() for node in found) else [nodes.Text(words_of(title))])


def name_labels(app: Sphinx, docname: str, odd: dict[str, str]) -> None:
    """Labels, and anchors of MyST, of what would be named wrongly: identifier → words."""
    labels = app.env.domains.standard_domain.labels
    for name, (document, place, _words) in list(labels.items()):
        if document == docname and place in odd:
            labels[name] = (document, place, odd[place])
    slugs = app.env.metadata[docname].get("myst_slugs", {})
    for slug, (line, place, _words) in list(slugs.items()):
        if place in odd:
            slugs[slug] = (line, place, odd[place])


class NamePages(SphinxPostTransform):
    """Say the title of a page in words where a reference takes it and it holds a formula."""

    default_priority = BEFORE_REFERENCES

    def run(self, **_: Any) -> None:
        """Write the words into the reference, as if the author had."""
        macros: Macros = macros_of(self.config)
        for link in self.document.findall(addnodes.pending_xref):
            if link.get("refexplicit") or link.get("reftargetid") or not is_page(link):
                continue
            at = (
                link["reftarget"]
                if link["reftype"] == "myst"
                else docname_join(link.get("refdoc", self.env.docname), link["reftarget"])
            )
            title = self.env.titles.get(at)
            if title is not None and next(title.findall(nodes.math), None):
                words = words_of(title, macros)
                link["refexplicit"] = True
                link.children = []
                link.append(nodes.inline(words, words, classes=["doc"]))


def is_page(link: addnodes.pending_xref) -> bool:
    """Whether a reference leads to a page by its name."""
    return (link.get("refdomain"), link.get("reftype")) in {("std", "doc"), ("doc", "myst")}


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
    for transform in (EmptyHeadings, EmptiedHeadings, TitleOfPage, QuietMarks):
        app.add_transform(transform)
    app.add_post_transform(NamePages)
    app.connect("doctree-read", name_in_words, priority=AFTER_COLLECTORS)
    app.connect("builder-inited", say_no_wrong)

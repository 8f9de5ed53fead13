"""Titles and captions as written → the words that Sphinx keeps of them: titles of pages, contents, labels, references.

1. As a chapter is read, notes and citations in titles become nodes that say nothing when somebody asks for their text.
2. Titles, contents and labels get the words of pictures and formulas; a title that takes words from elsewhere waits until
   all chapters have been read.
3. When references are resolved, one to a whole page says the formulas of its title in words too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms import SphinxContentsFilter, SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging
from sphinx.util.nodes import clean_astext

from pamphleteer.headings import title_of
from pamphleteer.maths.mathml import macros_of
from pamphleteer.titles import CITATION, TITLES, blocks, drop_mark, is_mark, words_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from pamphleteer.maths.mathml import Macros

REFERRING = "pamphleteer_referring"
"""Attribute of the environment: titles that take words from elsewhere."""
FORMULAS = "pamphleteer_titles_with_formulas"
"""Attribute of the environment: the pages with such titles."""
BEFORE_DOMAINS = 840
"""Before Sphinx takes labels with their words, at 850."""
AFTER_COLLECTORS = 600
BEFORE_REFERENCES = 8
"""Before MyST resolves references, at 9, and Sphinx, at 10."""


def setup_labels(app: Sphinx) -> None:
    """Add the three steps."""
    app.add_transform(QuietMarks)
    app.add_post_transform(NamePages)
    app.add_env_collector(ReferringCollector)
    app.connect("doctree-read", name_in_words, priority=AFTER_COLLECTORS)
    app.connect("env-updated", name_referring)


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


class QuietMarks(SphinxTransform):
    """Let notes and citations in titles and captions be no words of theirs."""

    default_priority = BEFORE_DOMAINS

    def apply(self, **_: Any) -> None:
        """Exchange them for nodes that say nothing when asked for their text."""
        for title in [block for block in blocks(self.document) if isinstance(block, TITLES)]:
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
    for title in filter(is_odd, blocks(doctree)):
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
    name_labels(env, docname, {place: words_of(title, macros_of(app.config)) for place, title in odd.items()})
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


def name_labels(env: BuildEnvironment, docname: str, odd: dict[str, str]) -> None:
    """Labels, and anchors of MyST, of what would be named wrongly: identifier → words."""
    labels = env.domains.standard_domain.labels
    for name, (document, place, _words) in list(labels.items()):
        if document == docname and place in odd:
            labels[name] = (document, place, odd[place])
    slugs = env.metadata[docname].get("myst_slugs", {})
    for slug, (line, place, _words) in list(slugs.items()):
        if place in odd:
            slugs[slug] = (line, place, odd[place])


class ReferringCollector(EnvironmentCollector):
    """Keeps titles that take words from elsewhere, which are known once all chapters have been read."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002 # Sphinx's signature
        """Forget a chapter."""
        referring(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002 # Sphinx's signature
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process read."""
        found = referring(other)
        referring(env).update({docname: found[docname] for docname in docnames if docname in found})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Look for references in titles that have no words of their own."""
        for section in blocks(doctree):
            title = title_of(section) if isinstance(section, nodes.section) else None
            if title is not None and any(map(takes_words, title.findall(addnodes.pending_xref))):
                place = "" if section.parent is doctree else section["ids"][0]
                kept = referring(app.env).setdefault(app.env.current_document.docname, [])
                kept.append((place, list(section["ids"]), title.deepcopy()))


def referring(env: BuildEnvironment) -> dict[str, list[tuple[str, list[str], nodes.title]]]:
    """Chapter → for each such title its place in the contents, the identifiers of its section, and the title as it was read."""
    found: dict[str, list[tuple[str, list[str], nodes.title]]] = env.__dict__.setdefault(REFERRING, {})
    return found


def takes_words(link: addnodes.pending_xref) -> bool:
    """Whether a reference says what it leads to, and not words of its own."""
    return not link.get("refexplicit") and link.get("reftype") in {
        "ref",
        "doc",
        "numref",
        "eq",
        "any",
        "myst",
    }


def name_referring(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give contents, titles and labels the words of what such titles refer to.

    All begin from what was read, so that two that refer to each other say the same at every build.
    """
    env.__dict__[FORMULAS] = sorted(
        name for name, title in env.titles.items() if next(title.findall(nodes.math), None)
    )
    macros = macros_of(app.config)
    titles = [(docname, *kept) for docname, found in sorted(referring(env).items()) for kept in found]
    for docname, place, ids, title in titles:
        name_title(env, docname, (place, ids), title, macros)
    resolved = []
    for docname, _place, _ids, title in titles:
        page = new_document(str(env.doc2path(docname)))
        page.append(title.deepcopy())
        with suppress_logging():  # what is wrong is told when the chapter is written
            env.apply_post_transforms(page, docname)
        resolved.append(page)
    for (docname, place, ids, _title), page in zip(titles, resolved, strict=True):
        words: Any = page[0]
        name_title(env, docname, (place, ids), words, macros)
    return []


def name_title(
    env: BuildEnvironment, docname: str, section: tuple[str, list[str]], title: nodes.title, macros: Macros
) -> None:
    """Put a title where Sphinx keeps that of a section, which has a place in the contents and identifiers."""
    place, ids = section
    page = new_document("")
    for link in env.tocs[docname].findall(nodes.reference):
        if link.get("refuri") == docname and link.get("anchorname", "")[1:] == place:
            fill(link, title, page)
    if not place:
        fill(env.titles[docname], title, page)
    name_labels(env, docname, dict.fromkeys(ids, words_of(title, macros)))


class NamePages(SphinxPostTransform):
    """Say the title of a page in words where a reference takes it and it holds a formula."""

    default_priority = BEFORE_REFERENCES

    def run(self, **_: Any) -> None:
        """Write the words into the reference, as if the author had."""
        pages = set(self.env.__dict__.get(FORMULAS, ()))
        for link in self.document.findall(addnodes.pending_xref) if pages else ():
            if link.get("refexplicit") or link.get("reftargetid") or not is_page(link):
                continue
            at = (
                link["reftarget"]
                if link["reftype"] == "myst"
                else docname_join(link.get("refdoc", self.env.docname), link["reftarget"])
            )
            if at in pages:
                words = words_of(self.env.titles[at], macros_of(self.config))
                link["refexplicit"] = True
                link.children = []
                link.append(nodes.inline(words, words, classes=["doc"]))


def is_page(link: addnodes.pending_xref) -> bool:
    """Whether a reference leads to a page by its name."""
    return (link.get("refdomain"), link.get("reftype")) in {("std", "doc"), ("doc", "myst")}

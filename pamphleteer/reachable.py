"""Links between chapters → the pages of the book that no toctree names.

Sphinx puts every page on the web, but a book holds what its toctrees name, and a link from there to any other page would lose
its goal. Such pages follow as a last part, in the order in which links lead to them; those that nothing leads to are told.
As chapters are read their references are noted, so that nobody has to load all chapters again to look for them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util import logging
from sphinx.util.docutils import new_document
from sphinx.util.logging import suppress_logging

from pamphleteer.book import is_pamphlet
from pamphleteer.conditions import conditional, shown

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    Reference = dict[str, Any]

logger = logging.getLogger(__name__)
REFERENCES = "pamphleteer_references"
"""Attribute of the environment: chapter → the attributes of its references, each once."""
UNTOLD = ("ids", "classes", "names", "dupnames", "backrefs", "refwarn", "refexplicit")
"""Attributes of a reference that do not say where it leads."""
HREF = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
SUFFIX = re.compile(r"\.(x?html?|md|rst|txt|ipynb)$")
PARTS = re.compile(r"[\s./:#]+")


def setup_reachable(app: Sphinx) -> None:
    """Note references as chapters are read."""
    app.add_env_collector(ReferenceCollector)


class ReferenceCollector(EnvironmentCollector):
    """Notes where a chapter may lead to."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002 # Sphinx's signature
        """Forget a chapter."""
        noted(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002 # Sphinx's signature
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process read."""
        noted(env).update({docname: noted(other)[docname] for docname in docnames})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the references of a chapter."""
        noted(app.env)[app.env.current_document.docname] = references_of(doctree)


def noted(env: BuildEnvironment) -> dict[str, list[Reference]]:
    """What was noted, in an environment that may have been made before there was anything."""
    found: dict[str, list[Reference]] = env.__dict__.setdefault(REFERENCES, {})
    return found


def references_of(tree: nodes.document) -> list[Reference]:
    """The references of a chapter in their order; an address in the folder of the book is one with `refuri` alone."""
    found: dict[str, Reference] = {}
    for node in tree.findall(nodes.Element):
        stated: list[Reference] = []
        if isinstance(node, addnodes.pending_xref):
            stated = [{name: value for name, value in node.attributes.items() if name not in UNTOLD}]
        elif isinstance(node, nodes.raw) and "html" in node.get("format", ""):
            stated = [{"refuri": address} for address in HREF.findall(node.astext())]
        elif isinstance(node, nodes.reference) and node.get("refuri"):
            stated = [{"refuri": node["refuri"]}]
        found |= {
            repr(one): one for one in stated if not re.match(r"[\w+.-]+:|//|#", str(one.get("refuri", "")))
        }
    return list(found.values())


def linked_pages(
    builder: Builder, book: Callable[[], Sequence[str]], *, belongs: Callable[[str], bool]
) -> Iterator[str]:
    """The pages that links of the book lead to and that are not in it; it grows as they are taken.

    `book` gives the documents of the edition in reading order; who takes a page adds it, with all that it lists.
    """
    env = builder.env
    left = [name for name in sorted(env.found_docs) if name not in set(book()) and belongs(name)]
    names = names_in(env, left)
    place = 0
    while left and place < len(book()):
        for name in leads_to(builder, book()[place], left, names):
            if name not in book():
                yield name
        left = [name for name in left if name not in book()]
        place += 1


def names_in(env: BuildEnvironment, docnames: Iterable[str]) -> set[str]:
    """The last parts of all names that references could call these documents by, or things in them."""
    wanted = set(docnames)
    found = set(wanted)
    labels = env.domains.standard_domain.anonlabels
    found |= {name for name, place in labels.items() if place[0] in wanted}
    for domain in env.domains.sorted():
        found |= {str(thing[0]) for thing in domain.get_objects() if thing[3] in wanted}
    return {last_part(name) for name in found}


def last_part(name: str) -> str:
    """What a short form of a name has too."""
    return PARTS.split(SUFFIX.sub("", name.lower()).strip(" ./:#"))[-1]


def leads_to(builder: Builder, docname: str, others: Iterable[str], names: set[str]) -> list[str]:
    """Which of the other documents the references of a chapter lead to, each once; `names` are theirs."""
    env = builder.env
    noted_here = noted(env).get(docname, [])
    if docname in conditional(env):
        noted_here = references_of(shown(env._app, docname))  # noqa: SLF001 # as Sphinx's own transforms do
    wanted = [one for one in noted_here if last_part(unquote(str(one.get("reftarget") or one.get("refuri") or "").partition("#")[0])) in names
              or last_part(str(one.get("reftarget", ""))) in names]  # fmt: skip
    if not wanted:
        return []
    addresses = {builder.get_relative_uri(docname, name): name for name in others}
    by_path = {posixpath.normpath(name): name for name in others}
    found: dict[str, None] = {}
    for link in resolved(builder, docname, wanted).findall(nodes.reference):
        path = unquote(link.get("refuri", "").partition("#")[0])
        own = SUFFIX.sub("", posixpath.normpath(posixpath.join(posixpath.dirname(docname), path)))
        if name := addresses.get(path) or by_path.get(own):
            found[name] = None
    return list(found)


def resolved(builder: Builder, docname: str, references: Iterable[Reference]) -> nodes.document:
    """A page of nothing but these references, resolved as those of the chapter are; their faults are told when it is written."""
    page = new_document(str(builder.env.doc2path(docname)))
    for reference in references:
        words = nodes.inline("", docname)
        link = (
            addnodes.pending_xref("", words, refexplicit=True, refwarn=False, **reference)
            if "reftarget" in reference
            else nodes.reference("", "", words, **reference)
        )
        page.append(nodes.paragraph("", "", link))
    with suppress_logging():
        builder.env.apply_post_transforms(page, docname)
    return page


def tell_left_out(builder: Builder, book: Iterable[str], without: Iterable[str] = ()) -> None:
    """Tell the pages that are on the web alone; those that are marked as orphans without a warning."""
    env = builder.env
    included = {name for names in env.included.values() for name in names}
    elsewhere = {name for name, listing in env.files_to_rebuild.items() if listing & conditional(env)}
    known = {
        *book,
        *without,
        *included,
        *elsewhere,
    }  # what toctrees of other editions name is left out on purpose
    left = [name for name in sorted(env.found_docs) if name not in known and not is_pamphlet(env, name)]
    for orphans, level in ((False, "warning"), (True, "info")):
        names = [name for name in left if ("orphan" in env.metadata.get(name, {})) is orphans]
        if not names:
            continue
        counts = [f"{name} ({words_in(env, name)} words)" for name in names]
        message = (
            f"{len(names)} {'page is' if len(names) == 1 else 'pages are'} on the web alone, for no toctree names "
            f"{'it' if len(names) == 1 else 'them'} and no page of the book links to {'it' if len(names) == 1 else 'them'}: "
            f"{', '.join(counts)}; add what belongs to the book to a toctree, and give the others `orphan: true` or `exclude_patterns`"
        )
        place = f"{env.doc2path(env.config.root_doc)}:1"
        getattr(logger, level)(
            message,
            **({"location": place, "type": "book", "subtype": "left-out"} if level == "warning" else {}),
        )


def words_in(env: BuildEnvironment, docname: str) -> int:
    """How many words a page has."""
    return len(env.get_doctree(docname).astext().split())

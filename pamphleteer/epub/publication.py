"""A builder whose pages are written → everything else that the package needs, and the package."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from pamphleteer.epub import accessibility
from pamphleteer.epub.archive import write_archive
from pamphleteer.epub.binding import Binding
from pamphleteer.epub.contents import Entry, every
from pamphleteer.epub.cover import add_cover
from pamphleteer.epub.draw import DRAWINGS
from pamphleteer.epub.frontmatter import colophon
from pamphleteer.epub.index import domain_index, general_index
from pamphleteer.epub.names import anchor, page_name
from pamphleteer.epub.navigation import navigation, ncx
from pamphleteer.epub.normalise.links import relative
from pamphleteer.epub.package import Metadata, package
from pamphleteer.epub.settings import warn
from pamphleteer.epub.xhtml import Element, page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pamphleteer.epub.builder import EpubBuilder
    from pamphleteer.epub.words import Words

COVER, COLOPHON, NAVIGATION, NCX = "cover.xhtml", "colophon.xhtml", "nav.xhtml", "toc.ncx"
TITLE, STYLE = "title.xhtml", "styles/book.css"
PAPER_NAMES = {"a5": "A5", "a4": "A4", "us-letter": "US Letter", "us-trade": "6 × 9 in"}


@dataclass(frozen=True)
class Index:
    """An index, ready to be a page."""

    docname: str
    title: str
    body: Element


def indices(builder: EpubBuilder, titles: Mapping[str, str], words: Words) -> list[Index]:
    """The indices of domains, then that of the book."""
    found = []
    for name, index, content, _collapse in builder.domain_indices:
        title = str(index.localname)
        found.append(Index(name, title, domain_index(content, builder, page_name(name), title, titles)))
    if (body := general_index(builder, page_name("genindex"), words.index, titles)) is not None:
        found.append(Index("genindex", words.index, body))
    return found


def publish(builder: EpubBuilder) -> None:
    """Bind the pages and write the e-book."""
    source = Path(builder.srcdir)
    binding = Binding(
        source,
        builder.sphinx_images(),
        Path(builder.env.doctreedir, DRAWINGS),
        partial(place_of, builder),
        builder.config.epub_max_image_width,
        is_paged=builder.is_paged,
    )
    for href, data in builder.styles.items():
        binding.add(href, data)
    add_cover(builder, binding, COVER)
    order = bind_pages(builder, binding)
    if has_colophon(builder):
        body = colophon(builder.book, builder.words, builder.settings.rights, builder.settings.publisher)
        binding.add_page(COLOPHON, framed(builder, body, builder.words.colophon, COLOPHON))
        order.insert(1, COLOPHON)
    entries = contents(builder, order)
    landmarks = marks(builder, binding, order)
    body = navigation(entries, landmarks, binding.pages, builder.words, builder.settings.language)
    binding.add_page(NAVIGATION, framed(builder, body, builder.words.contents, NAVIGATION), "nav")
    binding.finish()
    binding.facts.index = any(index.docname == "genindex" for index in builder.indices)
    binding.facts.pages = bool(binding.pages)
    metadata = describe(builder, binding.facts)
    old = builder.config.pamphleteer_old_readers
    if old:
        binding.add(NCX, ncx(entries, binding.pages, builder.words, metadata))
    spine = [COVER, order[0], NAVIGATION, *order[1:]]
    turns = "rtl" if builder.settings.vertical else ""
    opf = package(metadata, binding.properties, spine, landmarks, turns=turns, for_old_readers=old)
    files = binding.files | {"package.opf": opf}
    write_archive(Path(builder.outdir) / f"{builder.settings.name}.epub", files, builder.book.date)


def place_of(builder: EpubBuilder, href: str, identifier: str) -> str:
    """`path:line` of the thing that an identifier of a page names; of the page, or of conf.py, where there is none."""
    docname = next((name for name in builder.contents.seen if page_name(name) == href), "")
    if not docname:
        return f"{Path(builder.confdir, 'conf.py')}:1"
    source = str(builder.env.doc2path(docname))
    for node in builder.env.get_doctree(docname).findall(nodes.Element):
        entries = node["entries"] if isinstance(node, addnodes.index) else ()
        if identifier in map(anchor, [*node["ids"], *(entry[2] for entry in entries)]):
            return f"{node.source or source}:{line_of(node)}"
    return f"{source}:1"


def line_of(node: nodes.Node | None) -> int:
    """The line of a node, or of the nearest thing around it that has one."""
    while node is not None and not node.line:
        node = node.parent
    return (node.line if node is not None else None) or 1


def bind_pages(builder: EpubBuilder, binding: Binding) -> list[str]:
    """Add the pages of the documents and indices; their paths in reading order.

    An index for which the project keeps a place, a document of its name, stands there; others stand at the end.
    """
    indices = {page_name(index.docname): index for index in builder.indices}
    order = []
    for href in dict.fromkeys([TITLE, *map(page_name, builder.contents.seen), *indices]):
        index = indices.get(href)
        root = framed(builder, index.body, index.title, href) if index else builder.read_page(href)
        if root is not None:
            binding.add_page(href, root)
            order.append(href)
    return order


def framed(builder: EpubBuilder, body: Element, title: str, href: str) -> Element:
    """A page that is no document, as a whole."""
    return page(
        body, title, builder.settings.language, [relative(name, href) for name in builder.style_names]
    )


def has_colophon(builder: EpubBuilder) -> bool:
    """Whether there is anything to say in a colophon."""
    book = builder.book
    return bool(book.review.notice or book.version or book.licence or builder.settings.rights or book.address)


def contents(builder: EpubBuilder, order: list[str]) -> list[Entry]:
    """The entries of the contents, with the pages that no toctree names, each where it lies in the spine."""
    first, *others = builder.contents.entries
    language = builder.settings.language
    words = first.text if first.text and first.text != "<no title>" else builder.settings.title
    found = [Entry(words, first.href, first.language, first.docname)]
    if COLOPHON in order:
        found.append(Entry(builder.words.colophon, COLOPHON, language))
    found.sort(key=lambda entry: order.index(entry.href))
    found += others
    placed = {entry.href for entry in every(found)}
    indices = [Entry(index.title, page_name(index.docname), language) for index in builder.indices]
    return found + [entry for entry in indices if entry.href not in placed]


def marks(builder: EpubBuilder, binding: Binding, order: list[str]) -> list[tuple[str, str, str]]:
    """The landmarks: (epub:type, href, words)."""
    words = builder.words
    found = [("cover", COVER, words.cover), ("titlepage", order[0], words.title_page)]
    found.append(("toc", f"{NAVIGATION}#toc", words.contents))
    # The first page of the project, where it says more than the title page does: it may tell readers where to go.
    beginning = next((href for href in order[1:] if href != COLOPHON), order[0])
    found.append(("bodymatter", beginning, words.start))
    for kind, text in (("glossary", words.glossary), ("bibliography", words.bibliography)):
        href = next((name for name in order if binding.kinds.get(name) == kind), "")
        found += [(kind, href, text)] if href else []
    if any(index.docname == "genindex" for index in builder.indices):
        found.append(("index", page_name("genindex"), words.index))
    known = {kind for kind, _href, _text in found}
    for kind, address, text in builder.config.epub_guide:
        href = page_name(address.partition("#")[0].rpartition(".")[0])
        if href in order and kind not in known:
            found.append((kind, href, text))
    return found


def describe(builder: EpubBuilder, facts: accessibility.Facts) -> Metadata:
    """The metadata of the package."""
    book, settings = builder.book, builder.settings
    others = {builder.language_of(name) for name in builder.contents.seen} - {settings.language}
    return Metadata(
        identifier=settings.identifier,
        identifier_id=settings.identifier_id,
        title=settings.title,
        subtitle=book.subtitle,
        creators=[settings.author] if settings.author else [],
        language=settings.language,
        languages=sorted(others),
        publisher=settings.publisher,
        description=settings.description,
        rights=settings.rights,
        contributor=settings.contributor,
        version=book.version,
        modified=book.date,
        web=builder.config.html_baseurl or "",
        page_source=page_source(builder) if facts.pages else "",
        accessibility=list(accessibility.statements(facts, builder.words)),
        contact=contact(builder.config.pamphleteer_contact),
        conformance=conformance(builder.config.pamphleteer_certified_by, facts),
    )


def page_source(builder: EpubBuilder) -> str:
    """The printed edition that the page numbers are those of, as a person names it."""
    paper = PAPER_NAMES[builder.config.pamphleteer_paper]
    version = builder.words.version.format(builder.book.version) + ", " if builder.book.version else ""
    date = f"{version}{builder.book.date:%Y-%m-%d}"
    return builder.words.print_source.format(title=builder.settings.title, paper=paper, date=date)


def contact(address: str) -> str:
    """The address for questions of accessibility, when it is one of mail."""
    if address and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+", address):
        warn(f"pamphleteer_contact is “{address}”: write an address of mail, such as “name@example.org”")
        return ""
    return address


def conformance(certifier: str, facts: accessibility.Facts) -> tuple[str, str] | None:
    """The claim and who makes it, when somebody does and nothing that a machine can see speaks against it."""
    obstacles = list(facts.obstacles())
    if certifier and obstacles:
        warn(
            f"the e-book makes no claim of accessibility, whatever pamphleteer_certified_by says: {'; '.join(obstacles)}"
        )
    return (accessibility.CLAIM, certifier) if certifier and not obstacles else None

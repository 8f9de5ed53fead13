"""Finished editions and the project that they were made from → the texts that they do not hold.

    python tests/lost_words.py SOURCE WORK EDITION…     counts and prints, for each `.epub` and `.pdf`

SOURCE holds conf.py, with `pamphleteer` among its extensions; it is read into WORK.
A text is what stands in the source without a change of markup; letters and digits are compared, as in print.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from lxml import etree
from printed_words import SILENT, Lost, compare, letters, read
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from pamphleteer.epub.names import page_name

CONTENTS = "toctree-wrapper"
"""The class of what Sphinx puts in the place of a toctree: the titles of other pages, which those hold."""


def words_of(page: bytes) -> str:
    """The letters of a page of the e-book, in the order of reading."""
    body = etree.fromstring(page).find("{*}body")
    return "" if body is None else letters(" ".join(map(str, body.itertext())))


def texts(node: nodes.Element) -> Iterator[tuple[nodes.Element, str]]:
    """The texts of a doctree that are for readers, each with the node that holds it."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield node, str(child)
        elif not isinstance(child, nodes.Element) or isinstance(child, (*SILENT, addnodes.toctree)):
            continue
        elif CONTENTS not in child.get("classes", ()):
            yield from texts(child)


def lost_of_page(docname: str, tree: nodes.document, page: str, book: str) -> Iterator[Lost]:
    """What of a page is neither where it belongs nor anywhere on it; notes may stand on another page."""
    place = 0
    for holder, text in texts(tree):
        wanted = letters(text)
        found = page.find(wanted, place)
        if found >= 0:
            place = found + len(wanted)
        elif wanted not in page and not (isinstance(holder.parent, nodes.footnote) and wanted in book):
            yield Lost(docname, holder.line or holder.parent.line, type(holder).__name__, text)


def lost_of_ebook(source: Path, work: Path, ebook: Path) -> list[Lost]:
    """What of a project is not in its e-book."""
    with zipfile.ZipFile(ebook) as archive:
        pages = {name: words_of(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")}
    book = "".join(pages.values())
    found: list[Lost] = []
    with docutils_namespace():
        app = Sphinx(source, source, work / "epub", work / "epub-doctrees", "epub", status=None, warning=None)
        read(app)
        for docname in sorted(app.env.found_docs):
            page = pages.get(f"EPUB/{page_name(docname)}")
            if page is None:
                found.append(Lost(docname, None, "document", app.env.titles[docname].astext()))
                continue
            found += lost_of_page(docname, app.env.get_and_resolve_doctree(docname, app.builder), page, book)
    return found


def lost_of_edition(source: Path, work: Path, edition: Path) -> list[Lost]:
    """What of a project is not in an edition."""
    if edition.suffix == ".epub":
        return lost_of_ebook(source, work, edition)
    return compare(source, source, work / "pdf", edition)


def main() -> int:
    """Print what is lost."""
    source, work, *editions = map(Path, sys.argv[1:])
    total = 0
    for edition in editions:
        lost = lost_of_edition(source, work, edition)
        total += len(lost)
        print(f"{len(lost)} texts lost in {edition.name}", *lost, sep="\n")
    return bool(total)


if __name__ == "__main__":
    sys.exit(main())

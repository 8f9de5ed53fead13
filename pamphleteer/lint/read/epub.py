"""A finished e-book → a `Page` for each document of its spine, read with ebooklib and lxml."""

from __future__ import annotations

import io
import warnings
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ebooklib import ITEM_DOCUMENT, epub
from lxml import etree, html

from pamphleteer.lint.read.archive import content, opened
from pamphleteer.lint.read.draft import Draft
from pamphleteer.lint.read.line import Line
from pamphleteer.lint.read.metadata import UnreadableError

if TYPE_CHECKING:
    import zipfile

    from pamphleteer.lint.page import Kind, Page

TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NOT_READ = {"script", "style", "nav", "head", "template", "noscript"}
OTHER = {"pre", "math", "svg", "video", "audio", "iframe", "object"}
OPAQUE_INLINE = {"code", "math", "svg", "samp", "kbd", "img", "input", "var"}
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BLOCKS: dict[str, Kind] = {
    "p": "paragraph", "li": "item", "td": "cell", "th": "cell", "figcaption": "caption", "caption": "caption",
    "dt": "caption", "dd": "paragraph", "blockquote": "paragraph", "div": "paragraph", "section": "paragraph",
    "aside": "paragraph", "body": "paragraph", "article": "paragraph", "main": "paragraph", "figure": "paragraph",
    "header": "paragraph", "footer": "paragraph", "ul": "paragraph", "ol": "paragraph", "dl": "paragraph",
    "table": "paragraph", "thead": "paragraph", "tbody": "paragraph", "tfoot": "paragraph", "tr": "paragraph",
    "summary": "caption", "details": "paragraph",
}  # fmt: skip
APPARATUS = {
    "cover", "titlepage", "colophon", "copyright-page", "toc", "landmarks", "index", "bibliography", "loi", "lot",
}  # fmt: skip
"""Documents of these types hold no prose of the writer's (EPUB Structural Semantics Vocabulary)."""
DEEPEST = 200
"""How deep elements may stand in each other."""


def read_epub(path: Path, language: str) -> list[Page]:
    """The pages of a book in reading order; cover, contents, index and the like are left out."""
    with opened(path) as archive:
        names = spine(path, archive)
        return [page for name in names if (page := read_document(path, archive, name, language))]


def spine(path: Path, archive: zipfile.ZipFile) -> list[str]:
    """The names of the documents in reading order, as they stand in the archive."""
    data = path.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # ebooklib's own, about its coming versions
            book = epub.read_epub(io.BytesIO(data), {"ignore_ncx": True})
        items = [book.get_item_with_id(entry[0]) for entry in book.spine]
    except Exception as error:  # ebooklib lets through whatever zipfile, lxml and its own parsing raise
        raise UnreadableError(f"{path}:1: this is no whole EPUB: {error or type(error).__name__}") from error
    named = [item.get_name() for item in items if item is not None and item.get_type() == ITEM_DOCUMENT]
    entries = archive.namelist()
    found = (next((e for e in entries if e == name or e.endswith(f"/{name}")), None) for name in named)
    return [name for name in found if name]


def read_document(path: Path, archive: zipfile.ZipFile, name: str, language: str) -> Page | None:
    """One document; None for one without prose."""
    data = content(archive, name, path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        try:
            root = html.document_fromstring(data, parser=html.HTMLParser(no_network=True, encoding="utf-8"))
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableError(f"{path}/{name}:1: this is no XHTML: {error}") from error
    if is_apparatus(root):
        return None
    draft = Draft(f"{path}/{PurePosixPath(name)}", str(root.get(LANG) or root.get("lang") or language))
    body = next((e for e in root.iter() if tag(e) == "body"), root)
    Reader(draft).read(body, 0)
    return draft.page({}) if draft.blocks else None


def is_apparatus(root: Any) -> bool:
    """Whether the body of a document, or the first element in it, is of a type without prose."""
    body = next((e for e in root.iter() if tag(e) == "body"), root)
    first = next((child for child in body if tag(child)), body)
    types = set(f"{body.get(TYPE, '')} {first.get(TYPE, '')}".split())
    return bool(types & APPARATUS)


def tag(element: Any) -> str:
    """The local name of an element; empty for comments."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


class Reader:
    """Walks a document once, in reading order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.fresh_item = False
        self.in_note = False

    def read(self, element: Any, depth: int) -> None:
        """Add the blocks of an element."""
        name = tag(element)
        if not name or name in NOT_READ or element.get("hidden") is not None or depth > DEEPEST:
            return
        if name in OTHER or (name == "img" and element.get("role") == "presentation"):
            self.draft.add("other", "", line(element))
            return
        note = "footnote" in element.get(TYPE, "") or element.get("role") == "doc-footnote"
        self.in_note = self.in_note or note
        outer, self.draft.language = self.draft.language, language_in(element) or self.draft.language
        if name == "table":
            self.draft.add("table", "", line(element), level=head_rows(element))
        if name == "img":
            self.picture(element)
        elif name in HEADINGS:
            self.text(element, "heading", HEADINGS[name])
        elif any(tag(child) in BLOCKS or tag(child) in HEADINGS or tag(child) in OTHER for child in element):
            self.mixed(element, depth)
        elif name in BLOCKS:
            self.text(element, BLOCKS[name])
        else:
            self.text(element, "paragraph")
        self.draft.language = outer
        self.in_note = self.in_note and not note

    def mixed(self, element: Any, depth: int) -> None:
        """Add an element that holds blocks, and the text that stands beside them."""
        kind = BLOCKS.get(tag(element), "paragraph")
        open_line = Line()
        open_line.write(element.text or "")
        for child in element:
            if tag(child) in BLOCKS or tag(child) in HEADINGS or tag(child) in OTHER or tag(child) == "img":
                self.flush(open_line, kind, line(element))
                open_line = Line()
                self.fresh_item = tag(element) == "li" and child is element[0]
                self.read(child, depth + 1)
            else:
                write(child, open_line)
            open_line.write(child.tail or "")
        self.flush(open_line, kind, line(element))

    def flush(self, made: Line, kind: Kind, number: int) -> None:
        """Add a text that stands beside blocks."""
        text, marks = made.finish()
        if text:
            self.draft.add(
                self.kind(kind), " ".join(text.split()) if not marks else text, number, marks=marks
            )

    def text(self, element: Any, kind: Kind, level: int = 0) -> None:
        """Add an element that holds nothing but a line of text, and the pictures in it."""
        made = Line()
        write(element, made)
        text, marks = made.finish()
        if kind == "heading":
            self.draft.heading(level, text, line(element), marks)
        elif text:
            self.draft.add(self.kind(kind), text, line(element), marks=marks)
        for picture in element.iter():
            if tag(picture) == "img":
                self.picture(picture)

    def kind(self, kind: Kind) -> Kind:
        """What a paragraph is where it stands."""
        if self.in_note:
            return "note"
        if self.fresh_item and kind == "paragraph":
            self.fresh_item = False
            return "item"
        return kind

    def picture(self, element: Any) -> None:
        """Add a picture and, when it has one, its alternative text."""
        self.draft.add("image", PurePosixPath(element.get("src", "")).name, line(element))
        self.draft.add("alt", " ".join((element.get("alt") or "").split()), line(element))


def write(element: Any, made: Line) -> None:
    """Write what a reader sees of an inline element, white space as one space."""
    name = tag(element)
    before = len(made.open_marks)
    if not name or name in NOT_READ:
        return
    if name == "br":
        made.write(" ")
        return
    cites = element.get("role") in ("doc-noteref", "doc-biblioref") or "noteref" in element.get(TYPE, "")
    if name in OPAQUE_INLINE or cites or element.get("role") == "img":
        made.write_opaque("cite" if cites else None, element.get("href", ""))
        return
    if name == "a" and element.get("href"):
        made.open("link", element.get("href"))
    elif name in ("strong", "b"):
        made.open("strong")
    elif name in ("abbr", "dfn") and element.get("title"):
        made.open("explained", element.get("title"))
    made.write(squeezed(element.text))
    for child in element:
        write(child, made)
        made.write(squeezed(child.tail))
    made.close_to(before)


def squeezed(text: str | None) -> str:
    """White space as a browser shows it: runs are one space."""
    if not text:
        return ""
    inner = " ".join(text.split())
    lead = " " if text[0].isspace() else ""
    tail = " " if inner and text[-1].isspace() else ""
    return lead + inner + tail


def line(element: Any) -> int:
    """The line of an element in its file."""
    return int(element.sourceline or 1)


def language_in(element: Any) -> str:
    """The language that an element says it is in."""
    return str(element.get(LANG) or element.get("lang") or "")


def head_rows(table: Any) -> int:
    """How many rows of a table are headings."""
    rows = [row for row in table.iter() if tag(row) == "tr"]
    return sum(1 for row in rows if len(row) and all(tag(cell) == "th" for cell in row))

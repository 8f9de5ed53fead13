"""Citations → a list of sources with ways back, in roles that are current (`doc-biblioentry` is deprecated)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.normalise.pages import PAGES
from pamphleteer.epub.xhtml import (
    EPUB_TYPE,
    XML_LANG,
    X,
    add,
    drop,
    find,
    having,
    local,
    new,
    rename,
    text_of,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element


def mark_citations(sheet: Sheet) -> None:
    """Sources, and the references to them."""
    for link in find(sheet.body, f'//h:a[@role="doc-biblioref" or {having("citation-reference")}]'):
        link.set("role", "doc-biblioref")
        link.set(EPUB_TYPE, "biblioref")
    for sources in find(sheet.body, f"//h:div[{having('citation-list')}]"):
        rename(sources, "ul", "sources")
        for entry in list(sources):
            if local(entry) == "div":
                mark_entry(sheet, entry)


def mark_entry(sheet: Sheet, entry: Element) -> None:
    """One source: its label, the words, the ways back."""
    own = [span for span in entry.findall(X + "span") if PAGES not in span.attrib]
    label = own[0] if own else None
    name = text_of(label).strip("[]") if label is not None else ""
    back = [link.get("href") for link in entry.iter(X + "a") if link.get("role") == "doc-backlink"]
    for span in own:
        drop(span)
    language = entry.get("lang")
    rename(entry, "li")
    if language:
        entry.set("lang", language)
        entry.set(XML_LANG, language)
    paragraph = entry.find(X + "p")
    if paragraph is None:
        paragraph = new("p", entry.text)
        entry.text = None
        entry.insert(0, paragraph)
    mark = new("span", f"[{name}]", cls="source-label")
    mark.tail = " " + (paragraph.text or "").lstrip()
    paragraph.text = None
    paragraph.insert(0, mark)
    last = entry.findall(X + "p")[-1]
    for count, href in enumerate(back, 1):
        last[-1].tail = (last[-1].tail or "") + " "
        sign = "↩" if len(back) == 1 else f"↩{count}"
        add(
            last, "a", sign, href=href, role="doc-backlink", aria_label=f"{sheet.words.back} {name} ({count})"
        )

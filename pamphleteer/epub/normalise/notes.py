"""Footnotes → pop-up notes that also read well as a list at the end of the chapter.

Notes are `div`, not `aside`: Apple Books hides `aside` notes from the page itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import (
    EPUB_TYPE,
    X,
    add,
    append_text,
    drop,
    find,
    having,
    new,
    rename,
    set_classes,
    text_of,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element


def mark_notes(sheet: Sheet) -> None:
    """Meaning, roles and ways back for footnotes."""
    for reference in find(sheet.body, '//h:a[@role="doc-noteref"]'):
        number = text_of(reference).strip("[]")
        for child in list(reference):
            reference.remove(child)
        reference.text = number
        reference.set(EPUB_TYPE, "noteref")
        set_classes(reference, "noteref")
    for rule in find(sheet.body, f"//h:hr[{having('footnotes')}]"):
        drop(rule)
    for count, notes in enumerate(find(sheet.body, f"//h:aside[{having('footnote-list')}]"), 1):
        rename(notes, "section", "footnotes")
        notes.set(EPUB_TYPE, "footnotes")
        notes.set("aria-label", sheet.words.notes if count == 1 else f"{sheet.words.notes} ({count})")
        notes.set("role", "group")
    for note in find(sheet.body, '//h:aside[@role="doc-footnote"]'):
        mark_note(sheet, note)


def mark_note(sheet: Sheet, note: Element) -> None:
    """The number leads back to the first reference; further references follow behind the text."""
    label = note.find(X + "span")
    number = text_of(label).strip("[]") if label is not None else ""
    back = [link.get("href") for link in note.iter(X + "a") if link.get("role") == "doc-backlink"]
    for span in note.findall(X + "span"):
        drop(span)
    rename(note, "div", "footnote")
    note.set(EPUB_TYPE, "footnote")
    note.set("role", "doc-footnote")
    note.text = "\n"
    paragraph = note.find(X + "p")
    if paragraph is None:
        paragraph = new("p")
        note.insert(0, paragraph)
    name = f"{sheet.words.back} {number}"
    first = (
        new("a", number, href=back[0], role="doc-backlink", aria_label=name) if back else new("span", number)
    )
    set_classes(first, "note-number")
    first.tail = "\u2002" + (paragraph.text or "").lstrip()
    paragraph.text = None
    paragraph.insert(0, first)
    last = note.findall(X + "p")[-1]
    for count, href in enumerate(back[1:], 2):
        append_text(last, last[-1] if len(last) else None, " ")
        add(last, "a", f"↩{count}", href=href, role="doc-backlink", aria_label=f"{name} ({count})")

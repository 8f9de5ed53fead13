"""Glossaries: the term is a definition, and links to it say that they lead to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import EPUB_TYPE, X, find, having, new, set_classes

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet


def mark_terms(sheet: Sheet) -> None:
    """`dfn` around each term; meaning for the parts and the links to them. Only a whole page is called a glossary."""
    for glossary in find(sheet.body, f"//h:dl[{having('glossary')}]"):
        set_classes(glossary, "glossary")
        for term in glossary.findall(X + "dt"):
            term.set(EPUB_TYPE, "glossterm")
            definition = new("dfn", term.text)
            term.text = None
            for child in list(term):
                definition.append(child)
            term.append(definition)
        for meaning in glossary.findall(X + "dd"):
            meaning.set(EPUB_TYPE, "glossdef")
    for link in find(sheet.body, f"//h:a[@href and .//h:span[{having('std-term')}]]"):
        link.set("role", "doc-glossref")
        link.set(EPUB_TYPE, "glossref")
        set_classes(link, "glossref")

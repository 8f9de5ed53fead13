"""Place of a page in the contents, its front matter and what it holds → its epub:type and role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.contents import every
from pamphleteer.epub.xhtml import find, names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pamphleteer.epub.contents import Entry
    from pamphleteer.epub.normalise.sheet import Sheet

# Sections of the Structural Semantics Vocabulary that have a role of the same name (DPUB-ARIA 1.1).
WITH_ROLE = names(
    "acknowledgments afterword appendix bibliography chapter colophon conclusion credits dedication epilogue errata "
    "foreword glossary index introduction part preface prologue"
)
BY_NAME = {name: name for name in WITH_ROLE - {"chapter", "part", "index"}} | {"references": "bibliography"}


def kinds(entries: list[Entry], root: str) -> dict[str, str]:
    """Document → `part`, `chapter` or nothing, from its place in the contents."""
    found = {root: ""}
    for entry in [inner for outer in entries for inner in ([outer] if outer.href else outer.children)]:
        below = [inner.docname for inner in every(entry.children) if inner.docname]
        if entry.docname and entry.docname != root:
            found[entry.docname] = "part" if below else "chapter"
        for inner in every(entry.children):
            if inner.docname:
                own = "chapter" if found.get(entry.docname) == "part" and inner in direct(entry) else ""
                found.setdefault(inner.docname, own)
    return found


def direct(entry: Entry) -> list[Entry]:
    """The documents right below a document, whatever section or group of it they stand in."""
    found: list[Entry] = []
    for child in entry.children:
        found += [child] if child.docname else direct(child)
    return found


def kind_of(sheet: Sheet, by_place: Mapping[str, str], stated: str) -> tuple[str, str]:
    """(epub:type, role) of a page; the front matter has the last word."""
    kind = stated or by_content(sheet) or BY_NAME.get(sheet.docname.rpartition("/")[2].lower(), "")
    kind = kind or by_place.get(sheet.docname, "")
    return kind, f"doc-{kind}" if kind in WITH_ROLE else ""


def by_content(sheet: Sheet) -> str:
    """A page whose only part is a glossary or a list of sources is one."""
    if find(sheet.body, "./h:section/h:h2|./h:section/h:section"):
        return ""
    terms = "self::h:dl[h:dt[@epub:type='glossterm']]"
    others = f"not(self::h:h1 or self::h:p or self::h:span or {terms})"
    if find(sheet.body, f"./h:section/*[{terms}]") and not find(sheet.body, f"./h:section/*[{others}]"):
        return "glossary"
    if find(sheet.body, "./h:section//h:ul[@class='sources']"):
        return "bibliography"
    return ""

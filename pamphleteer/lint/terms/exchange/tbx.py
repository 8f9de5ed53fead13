"""A `Glossary` ↔ TBX, the exchange format for termbases (ISO 30042), in its dialect TBX-Basic.

Written: TBX of 2019, data categories as attributes (DCA).
Read: TBX of 2019 with data categories as attributes or as elements (DCT), and TBX of 2008 (`martif`).

Nothing outside the file is ever loaded. A file that declares entities is refused.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

from pamphleteer.lint.terms.exchange.entry import ExchangeError, Left
from pamphleteer.lint.terms.exchange.glossary import Glossary, Group, Status, Term, code
from pamphleteer.lint.terms.exchange.notes import class_in_note, class_note

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = etree._Element  # noqa: SLF001 - lxml exposes its element type under no other name

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STATUSES: dict[str, Status] = {
    "preferred": "preferred", "standardized": "preferred", "legal": "preferred", "regulated": "preferred",
    "admitted": "admitted", "deprecated": "deprecated", "superseded": "deprecated", "obsolete": "deprecated",
    "forbidden": "deprecated", "notrecommended": "deprecated", "rejected": "deprecated",
}  # fmt: skip
"""By the value of `administrativeStatus` without its ending `Term-admn-sts`; the last four are of tools, not of TBX."""
CONCEPTS, LANGUAGES, TERMS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")
GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "termGrp")
"""Elements that hold others together and mean nothing themselves."""
TYPED = ("termNote", "descrip", "admin", "transac", "transacNote", "adminNote", "descripNote", "xref", "ref")
"""Elements whose attribute `type` says what they are."""
STATUS_NAMES = ("administrativeStatus", "normativeAuthorization")


def write_tbx(glossary: Glossary) -> bytes:
    """The glossary as TBX-Basic of 2019."""
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx",
        {"type": "TBX-Basic", "style": "dca", XML_LANG: glossary.language},
        nsmap={None: NAMESPACE},  # type: ignore[dict-item] # None is the default namespace
    )
    description = child(child(root, "tbxHeader"), "fileDesc")
    title = child(description, "titleStmt")
    child(title, "title", "Terms")
    for name, words in glossary.classes.items():
        child(title, "note", class_note(name, words))
    child(child(description, "sourceDesc"), "p", "written by Pamphleteer from a terms file")
    body = child(child(root, "text"), "body")
    for number, group in enumerate(glossary.groups, 1):
        write_group(child(body, "conceptEntry", id=f"c{number}"), group)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def child(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """A new element in another."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    element.text = text
    return element


def write_group(concept: Element, group: Group) -> None:
    """Fill a `conceptEntry`: definition, notes, then the languages with their terms."""
    if group.definition:
        child(child(concept, "descripGrp"), "descrip", group.definition, type="definition")
    for note in group.notes:
        child(concept, "note", note)
    languages: dict[str, Element] = {}
    for term in group.terms:
        if term.language not in languages:
            languages[term.language] = child(concept, "langSec")
            languages[term.language].set(XML_LANG, term.language)
        section = child(languages[term.language], "termSec")
        child(section, "term", term.word)
        if term.status:
            child(section, "termNote", f"{term.status}Term-admn-sts", type="administrativeStatus")
        for note in term.notes:
            child(section, "note", note)


def read_tbx(data: bytes) -> Glossary:
    """The glossary of a TBX file; ExchangeError when it is none."""
    root = parsed(data)
    if local(root) not in ("tbx", "martif"):
        raise ExchangeError(
            f"this is no TBX: its root is `{local(root)}`, not `tbx` or `martif`", line_of(root)
        )
    unread: Counter[str] = Counter()
    left: list[Left] = []
    groups = [Reader(concept, unread, left).group() for concept in root.iter() if local(concept) in CONCEPTS]
    unread["back matter"] += sum(len(element) for element in root.iter() if local(element) == "back")
    counts = ", ".join(f"{number} {name}" for name, number in sorted(unread.items()) if number)
    left += [Left(0, f"not taken over: {counts}")] if counts else []
    return Glossary(tuple(groups), dict(classes_in(root)), language_of(root) or "en", tuple(left))


def parsed(data: bytes) -> Element:
    """The root of an XML document that declares no entity and refers to none."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    declared = "this file declares entities, which can stand for other files or endless text: take out the declarations"
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "ntity" in (error.msg or "") and b"<!ENTITY" in data:
            raise ExchangeError(declared, error.lineno or 0) from error
        raise ExchangeError(
            f"this is no XML: {(error.msg or 'it is empty').strip()}", error.lineno or 0
        ) from error
    subset: Any = root.getroottree().docinfo.internalDTD  # the stubs know nothing of its entities
    if subset is not None and any(True for _entity in subset.iterentities()):
        raise ExchangeError(declared, 1)
    for entity in root.iter(etree.Entity):
        raise ExchangeError(f"{entity.text} is not known: write the character itself", line_of(entity))
    return root


def classes_in(root: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The classes of words that the notes of the title give."""
    for title in root.iter():
        if local(title) == "titleStmt":
            for note in title:
                yield from class_in_note(text_of(note)).items()


class Reader:
    """Reads a concept; counts what it has no place for."""

    def __init__(self, concept: Element, unread: Counter[str], left: list[Left]) -> None:
        self.concept, self.unread, self.left = concept, unread, left

    def group(self) -> Group:
        """The concept with all its terms."""
        group = Group("", line=line_of(self.concept))
        for name, element in facts(self.concept):
            text = text_of(element)
            if name == "definition" and text and not group.definition:
                group.definition = text
            elif name == "note" and text:
                group.notes.append(text)
            else:
                self.unread[name] += 1
        for section in self.concept:
            if local(section) in LANGUAGES:
                group.terms += self.language(section)
        first = group.terms[0].word if group.terms else ""
        group.name = self.concept.get("id") or first or "?"
        return group

    def language(self, section: Element) -> Iterator[Term]:
        """The terms in one language; its definition goes with the first one."""
        language = language_of(section)
        if not language:
            raise ExchangeError(f"this `{local(section)}` has no language: add `xml:lang`", line_of(section))
        definition = ""
        for name, element in facts(section):
            if name == "definition" and not definition:
                definition = text_of(element)
            else:
                self.unread[name] += 1
        for inner in section:
            if local(inner) in TERMS and (term := self.term(inner, language, definition)):
                definition = ""
                yield term

    def term(self, section: Element, language: str, definition: str) -> Term | None:
        """One term."""
        word, status, notes = "", "", []
        for name, element in facts(section):
            text = text_of(element)
            if name == "term" and not word:
                word = text
            elif name in STATUS_NAMES and not status:
                status = text
            elif name == "note" and text:
                notes.append(text)
            else:
                self.unread[name] += 1
        line = line_of(section)
        if not word:
            self.left.append(Left(line, f"this `{local(section)}` is left out, for it has no term"))
            return None
        return Term(language, word, self.status(status, line), definition, tuple(notes), line)

    def status(self, said: str, line: int) -> Status:
        """What a value of `administrativeStatus` means here."""
        found = STATUSES.get(said.removesuffix("-admn-sts").removesuffix("Term").casefold(), "")
        if said and not found:
            self.left.append(Left(line, f"the status “{said}” is not known and not taken over"))
        return found


def facts(section: Element) -> Iterator[tuple[str, Element]]:
    """What is said of a concept, a language or a term: the data category with its element."""
    for element in section:
        name = local(element)
        if name in GROUPS:
            yield from facts(element)
        elif name not in (*LANGUAGES, *TERMS):
            yield (element.get("type") or name) if name in TYPED else name, element


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def text_of(element: Element) -> str:
    """The words in an element, in one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def line_of(element: Element) -> int:
    """Where an element begins."""
    line: Any = element.sourceline  # the stubs have no type for it
    return int(line or 0)


def language_of(element: Element | None) -> str:
    """The language of an element: its own, or that of the next one around it."""
    while element is not None:
        if said := element.get(XML_LANG) or element.get("lang"):
            return code(said, line_of(element))
        element = element.getparent()
    return ""

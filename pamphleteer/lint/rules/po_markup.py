r"""A translation has lost or changed the markup of its source.

A role that is gone is a link that is gone; a placeholder that is gone stops the program or shows `%s` to the reader.
Compared are roles and their targets, links, code, substitutions, placeholders, notes and citations,
line ends at either end, and signs that are opened and not closed.
The order may change, and so may the words of a link, emphasis, and the language that an address names.

## Wrong

```po
msgid "See {term}`cramp <cramp>` in {doc}`rest`."
msgstr "Véase {term}`calambre <calambre>` en {doc}`descanso`."
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the source says “{term}`cramp <cramp>`”: keep its target
                                             ^^^^^^^^^^^^^^^ the source says “{doc}`rest`”: keep its target

msgid "Rest for %(days)s days."
msgstr "Descanse unos días."
        ^^^^^^^^^^^^^^^^^^^ “%(days)s” of the source is missing: write it here too

msgid "Rest [well](rest.md)."
msgstr "Descanse [bien(rest.md)."
        ^^^^^^^^^^^^^^^^^^^^^^^^ “](rest.md)” of the source is missing: write it here too
                 ^ “[” is opened and not closed: write “]”

msgid "Done.\n"
msgstr "Hecho."
        ^^^^^^ the source ends with a line end: write “\n” here too
```

## Right

```po
msgid "See {doc}`rest` and {term}`cramp`, with `ice`."
msgstr "Véase {term}`calambre <cramp>`, con `ice`, y {doc}`el descanso <rest>`."

#, python-format
msgid "%(count)d of %(all)d at https://example.org/en/"
msgstr "%(all)d: %(count)d — https://example.org/es/"
```
"""

from __future__ import annotations

import re
from collections import Counter, deque
from typing import TYPE_CHECKING

from pamphleteer.languages import base_language
from pamphleteer.lint.counterparts import MANY, paired
from pamphleteer.lint.markup import GNU_QUOTE, Piece, pieces
from pamphleteer.lint.page import Match, Page, Severity, whole

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from pamphleteer.lint.page import Block, Pair

SEVERITY: Severity = "error"

REFERENCES = frozenset(
    "doc ref numref term any download eq cite footcite pep rfc option envvar token keyword confval setting ticket "
    "func class mod meth attr exc data obj const macro type member issue pr cve cwe".split()
)
"""Roles whose content is a target, in Sphinx and its commonest extensions; so are those with a domain (`py:func`)."""
MANY_IN_FORM_0 = frozenset("ru uk be sr hr bs lt lv is mk hy".split())
"""Languages whose first plural form stands for 21 too, so that it cannot leave its number out."""
ANY = "\0"
"""Stands for whatever there is of its kind."""
BRACKETS = {"[": "]", "{": "}"}
LANGUAGE = re.compile(r"(?<=[/.=_-])[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=[/.&#?_-]|$)|(?<=//)[a-z]{2}(?=\.)")
LABEL = re.compile(r"[A-ZÀ-ÞА-Я][^\W\d_]*(?:[ -][^\W\d_]+)*|[^\W\d_]+(?: [^\W\d_]+)+")
CONSTANTS = ("True", "False", "None")
SEVERITIES: dict[str, Severity] = {"code": "warning", "link": "warning"}
"""Sorts whose change may be meant."""
OTHER_TEXT = re.compile(r"//[\w.-]*(?:wiki|creativecommons|gnu\.org|microsoft|google|apple|mozilla)[\w.-]*/")
"""Sites whose pages have another address in each language."""


def check(page: Page) -> Iterator[Match]:
    """Find translations whose markup is not that of their source."""
    known = {pair.sources[0].text.lower(): pair.target.text.lower() for pair in page.pairs if pair.usable}
    for pair in page.pairs:
        if pair.usable:
            yield from min((faults(pair, source, known) for source in pair.sources), key=len)
            yield from ends(pair)
            yield from left_open(pair)


def faults(pair: Pair, source: Block, known: dict[str, str]) -> list[Match]:
    """What is lost, changed or added against one of the sources."""
    ours, theirs = pieces(pair.target.text, pair.flags), pieces(source.text, pair.flags)
    if not ours and not theirs:
        return []
    found: list[Match] = []
    for sort in ("placeholder", "role", "link", "code", "substitution", "note"):
        here = [piece for piece in ours if piece.sort == sort]
        there = [piece for piece in theirs if piece.sort == sort]
        once = sort not in ("role", "note")
        lost, added = rest(there, here, once=once), rest(here, there, once=once)
        if sort == "role":
            lost, added = without_words(lost, added, known)
        elif sort == "link":
            lost, added = without_translated_pages(lost, added)
        elif sort == "code":
            lost, added = without_labels(lost, added)
        elif sort == "placeholder" and may_leave_out(pair, lost):
            lost = []
        found += said(pair.target, source, lost, added)
    return found


def rest(these: list[Piece], those: list[Piece], *, once: bool) -> list[Piece]:
    """The pieces of one side that have no counterpart on the other; with `once`, repetitions have the same one."""
    left: Counter[Hashable] = Counter(identity(piece) for piece in those)
    found = []
    for piece in these:
        name = identity(piece)
        if left[name] <= 0:
            found.append(piece)
        elif not once:
            left[name] -= 1
    return found


def identity(piece: Piece) -> Hashable:
    """What must be the same on both sides."""
    if piece.sort == "role":
        reference = piece.explicit or piece.name in REFERENCES or ":" in piece.name
        return piece.name, piece.key.lstrip("~!.") if reference else ""
    if piece.sort == "link":
        if piece.name == "reference" and not re.search(r"[/.#]", piece.key):
            return "reference"
        return LANGUAGE.sub("*", piece.key.rstrip("/").replace("http://", "https://"))
    return re.sub(r"<[^<>]*>", "<>", " ".join(piece.key.split())) if piece.sort == "code" else piece.key


def without_words(
    lost: list[Piece], added: list[Piece], known: dict[str, str]
) -> tuple[list[Piece], list[Piece]]:
    """Roles without those of terms that name the translated term, as the translated glossary has it."""

    def wanted(one: Piece) -> list[Hashable]:
        return [known.get(one.key.lower(), ANY)] if one.name == "term" and not one.explicit else []

    def names(other: Piece) -> list[Hashable]:
        return [other.key.lower(), ANY] if other.name == "term" and not other.explicit else []

    return paired(lost, added, wanted, names)[1:]


def without_translated_pages(lost: list[Piece], added: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Links without those to the page of the other language on the same site."""

    def pages(one: Piece) -> list[Hashable]:
        return [ANY] if OTHER_TEXT.search(one.key) else []

    return paired(lost, added, pages, pages)[1:]


def without_labels(lost: list[Piece], added: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Code without the words of a program’s interface, which are translated: `File manager`."""

    def labels(one: Piece) -> list[Hashable]:
        return [ANY] if LABEL.fullmatch(one.key) else []

    return paired(lost, added, lambda one: labels(one) if one.key not in CONSTANTS else [], labels)[1:]


def may_leave_out(pair: Pair, lost: list[Piece]) -> bool:
    """Whether a plural form stands for one number alone and says it as a word: “one file”."""
    if len({piece.key for piece in lost}) != 1 or pair.forms == 1:
        return False
    language = base_language(pair.target.language)
    return (pair.form == 0 and language not in MANY_IN_FORM_0) or pair.form < pair.forms - 1 > 2


def said(target: Block, source: Block, lost: list[Piece], added: list[Piece]) -> Iterator[Match]:
    """Lost and added pieces as findings; one of each that belong together as a change."""
    names: dict[str, deque[Piece]] = {}
    for piece in lost:
        names.setdefault(piece.name, deque()).append(piece)
    for piece in added:
        other = names[piece.name].popleft() if names.get(piece.name) else None
        written = target.text[piece.start : piece.end]
        if other:
            wanted = source.text[other.start : other.end]
            what = "keep its target" if piece.sort in ("role", "link") else "keep it as it is"
            message = f"the source says “{wanted}”: {what}"
        else:
            message = f"“{written}” is not in the source: take it away"
        yield Match(target, piece.start, piece.end, message, severity=SEVERITIES.get(piece.sort))
    left = {id(piece) for queue in names.values() for piece in queue}
    missing = [piece for piece in lost if id(piece) in left]
    for number, piece in enumerate(missing):
        end = len(target.text) if number < MANY else 1
        wanted = source.text[piece.start : piece.end]
        related = (Match(source, piece.start, piece.end, "here in the source"),)
        message = f"“{wanted}” of the source is missing: write it here too"
        severity = SEVERITIES.get(piece.sort)
        yield Match(target, 0, end, message, severity=severity, related=related)


def ends(pair: Pair) -> Iterator[Match]:
    """Line ends at the beginning and at the end, which must be on both sides or on neither."""
    source, target = pair.sources[0].text, pair.target
    for side, has in (("begins", str.startswith), ("ends", str.endswith)):
        if has(source, "\n") and not has(target.text, "\n"):
            yield whole(target, f"the source {side} with a line end: write “\\n” here too")
        elif has(target.text, "\n") and not has(source, "\n"):
            yield whole(target, f"the source {side} without a line end: take “\\n” away")


def left_open(pair: Pair) -> Iterator[Match]:
    """A bracket or back-quote that has no partner here, while all have theirs in the source."""
    text = pair.target.text
    for opening, closing in BRACKETS.items():
        if any(source.text.count(opening) != source.text.count(closing) for source in pair.sources):
            continue
        if text.count(opening) > text.count(closing):
            at = text.rindex(opening)
            yield Match(pair.target, at, at + 1, f"“{opening}” is opened and not closed: write “{closing}”")
        elif text.count(opening) < text.count(closing):
            at = text.rindex(closing)
            yield Match(
                pair.target, at, at + 1, f"“{closing}” closes nothing: write “{opening}”, or take it away"
            )
    if (
        text.count("`") % 2
        and not GNU_QUOTE.search(text)
        and not any(source.text.count("`") % 2 for source in pair.sources)
    ):
        at = text.rindex("`")
        yield Match(pair.target, at, at + 1, "a back-quote has no partner: write the other one")

"""Catalogues that people translated → what the catalogue rules find in them, and which planted defects they find.

    python -m bench.catalogues FOLDER [--terms FILE] [--show RULE] [--plant COUNT]

FOLDER holds `.po` files, a folder for each language (`es/`, `ru/`). Printed are two tables: for each language and rule
the entries, those of them with something to compare, and the findings; then, for each kind of planted defect
(a changed number, a lost number, a changed unit, a lost placeholder, role, link target, code, a swapped term) the share
of entries that had no finding before and have one after.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.lint.amounts import amounts
from pamphleteer.lint.engine import Rule, name_of
from pamphleteer.lint.lemmas import find
from pamphleteer.lint.markup import Piece, masked, pieces
from pamphleteer.lint.page import Block, Page, Pair
from pamphleteer.lint.read.catalogue import entries, pairs_of
from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.rules import po_markup, po_number, po_term
from pamphleteer.lint.source import Source
from pamphleteer.lint.terms import Termbase, all_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKS: tuple[Rule, ...] = (po_term, po_number, po_markup)
UNITS = {
    "es": {"minutos": "horas", "horas": "días", "días": "semanas", "segundos": "minutos", "años": "meses", "semanas": "días"},
    "ru": {"минут": "часов", "часов": "дней", "дней": "недель", "секунд": "минут", "лет": "месяцев", "недель": "дней", "мм": "см"},
    "de": {"Minuten": "Stunden", "Stunden": "Tage", "Tage": "Wochen", "Sekunden": "Minuten", "Jahre": "Monate"},
    "fr": {"minutes": "heures", "heures": "jours", "jours": "semaines", "secondes": "minutes", "ans": "mois"},
}  # fmt: skip
ANY_UNITS = {
    "mm": "cm",
    "mg": "g",
    "kg": "g",
    "MB": "GB",
    "GB": "MB",
    "МБ": "ГБ",
    "cm": "mm",
    "%": "mg",
    "ml": "l",
}


def catalogues(folder: Path) -> Iterator[tuple[str, Page]]:
    """Each catalogue of a folder with its language, as pairs alone."""
    for path in sorted(folder.glob("*/*.po")):
        try:
            found = entries(Source(path.read_text(encoding="utf-8")), str(path))
        except (UnicodeDecodeError, UnreadableError):
            continue
        language = path.parent.name
        pairs = [
            pair
            for entry in found
            if entry.source.text
            for pair in pairs_of(entry, str(path), "en", language)
        ]
        yield language, Page(str(path), (), language, pairs=tuple(pair for pair in pairs if pair.usable))


def comparable(rule: Rule, pair: Pair, terms: Termbase) -> bool:
    """Whether a rule has something to compare in an entry."""
    source, flags = pair.sources[0].text, pair.flags
    if rule is po_markup:
        return bool(pieces(source, flags))
    if rule is po_number:
        return any(not amount.loose and not amount.word for amount in amounts(masked(source, flags), "en"))
    language = pair.target.language
    return any(
        language in concept.translations and concept.forms and concept.forms.search(source)
        for concept in terms
    )


def cut(text: str, start: int, end: int, new: str = "") -> str:
    """A text with another in the place of some characters."""
    return text[:start] + new + text[end:]


def figures(pair: Pair) -> list[tuple[int, int]]:
    """Where the figures of a translation stand that have a counterpart in the source."""
    text = masked(pair.target.text, pair.flags)
    source = masked(pair.sources[0].text, pair.flags)
    return [
        found.span()
        for found in re.finditer(r"(?<![\w.,:/$#@^-])\d+(?![\w.,:/-])", text)
        if re.search(rf"(?<![\w.,]){found[0]}(?![\w.,])", source)
    ]


def changed_number(pair: Pair, _terms: Termbase, dice: random.Random) -> str:
    """One figure made greater by one, or ten times."""
    if not (places := figures(pair)):
        return ""
    start, end = dice.choice(places)
    number = int(pair.target.text[start:end])
    return cut(pair.target.text, start, end, str(dice.choice((number + 1, number * 10 if number else 5))))


def lost_number(pair: Pair, _terms: Termbase, dice: random.Random) -> str:
    """One figure above 1 left out."""
    places = [(a, b) for a, b in figures(pair) if int(pair.target.text[a:b]) > 1]
    return cut(pair.target.text, *dice.choice(places)) if places else ""


def changed_unit(pair: Pair, _terms: Termbase, dice: random.Random) -> str:
    """One unit behind a figure made another."""
    units = UNITS.get(pair.target.language, {}) | ANY_UNITS
    names = "|".join(map(re.escape, units))
    places = list(
        re.finditer(rf"(?<=\d)[ \u00a0]?(?P<unit>{names})(?!\w)", masked(pair.target.text, pair.flags))
    )
    if not places:
        return ""
    found = dice.choice(places)
    return cut(pair.target.text, *found.span("unit"), units[found["unit"]])


def lost(sort: str) -> Callable[[Pair, Termbase, random.Random], str]:
    """One piece of markup of a sort left out."""

    def plant(pair: Pair, _terms: Termbase, dice: random.Random) -> str:
        found = [piece for piece in pieces(pair.target.text, pair.flags) if piece.sort == sort]
        if not found or pair.forms > 1:
            return ""
        piece: Piece = dice.choice(found)
        return cut(pair.target.text, piece.start, piece.end, piece.key if sort in ("role", "code") else "")

    return plant


def swapped_term(pair: Pair, terms: Termbase, dice: random.Random) -> str:
    """The right word for a concept of the source made one to avoid."""
    language, text = pair.target.language, pair.target.text
    for concept in terms:
        words = concept.translations.get(language)
        if words and words.avoid and concept.forms and concept.forms.search(pair.sources[0].text):
            for say in words.say:
                if places := list(find(text, say, language)):
                    return cut(text, *places[0], dice.choice(words.avoid))
    return ""


PLANTS: dict[str, tuple[Rule, Callable[[Pair, Termbase, random.Random], str]]] = {
    "changed number": (po_number, changed_number),
    "lost number": (po_number, lost_number),
    "changed unit": (po_number, changed_unit),
    "lost placeholder": (po_markup, lost("placeholder")),
    "lost role": (po_markup, lost("role")),
    "lost link": (po_markup, lost("link")),
    "lost code": (po_markup, lost("code")),
    "swapped term": (po_term, swapped_term),
}


def wrong(rule: Rule, pair: Pair, terms: Termbase) -> bool:
    """Whether a rule finds something in one entry."""
    return any(rule.check(Page(pair.target.path, (), pairs=(pair,), terms=terms)))


def planted(pair: Pair, text: str) -> Pair:
    """An entry with another translation."""
    block = pair.target
    return replace(pair, target=Block("other", text, block.path, block.line, language=block.language))


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("--terms", type=Path, default=Path("book/terms.yml"))
    options.add_argument("--show", default="")
    options.add_argument("--plant", type=int, default=400, help="how many defects of each kind and language")
    chosen = options.parse_args()
    terms = all_terms(chosen.terms)[0]
    counts: Counter[tuple[str, str, str]] = Counter()
    clean: dict[str, list[Pair]] = defaultdict(list)
    for language, page in catalogues(chosen.folder):
        faulty = set()
        for rule in CHECKS:
            found = list(rule.check(replace(page, terms=terms)))
            faulty |= {match.block for match in found}
            counts[language, name_of(rule), "entries"] += len(page.pairs)
            counts[language, name_of(rule), "comparable"] += sum(
                comparable(rule, pair, terms) for pair in page.pairs
            )
            counts[language, name_of(rule), "findings"] += len(found)
            counts[language, name_of(rule), "faulty"] += len({match.block for match in found})
            for match in found if chosen.show == name_of(rule) else ():
                print(f"{page.path}:{match.block.line}: {match.message}\n    {match.block.text!r}")
        clean[language] += [pair for pair in page.pairs if pair.target not in faulty]
    print(
        f"{'language':9}{'rule':12}{'entries':>9}{'comparable':>12}{'findings':>10}{'entries with one':>18}"
    )
    for language, name in sorted({key[:2] for key in counts}):
        numbers = [counts[language, name, what] for what in ("entries", "comparable", "findings", "faulty")]
        print(f"{language:9}{name:12}{numbers[0]:9}{numbers[1]:12}{numbers[2]:10}{numbers[3]:18}")
    print(f"\n{'language':9}{'planted':18}{'defects':>8}{'found':>8}")
    for language, pairs in clean.items():
        print_recall(language, pairs, terms, chosen.plant)


def print_recall(language: str, pairs: list[Pair], terms: Termbase, most: int) -> None:
    """One line for each kind of defect: how many were planted, and the share that is found."""
    for kind, (rule, plant) in PLANTS.items():
        dice = random.Random(f"{language}/{kind}")  # noqa: S311 - a repeatable choice, no secret
        tried = found = 0
        for pair in dice.sample(pairs, len(pairs)):
            text = plant(pair, terms, dice)
            if text.strip() and text != pair.target.text:
                tried += 1
                found += wrong(rule, planted(pair, text), terms)
            if tried == most:
                break
        if tried:
            print(f"{language:9}{kind:18}{tried:8}{found / tried:8.1%}")


if __name__ == "__main__":
    main()

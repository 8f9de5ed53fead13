"""Two sentences of which one was made from the other → where they contradict each other.

Looked for are numbers with their units, sides (left, right), parts of the body, and “not”: what harms a patient when one
copy was corrected and the other was forgotten, or when a translation went wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.lint.amounts import amounts
from pamphleteer.lint.copies.stems import STOP_WORDS, content_stems, stem
from pamphleteer.lint.counterparts import Sides, same_value
from pamphleteer.lint.terms.shipped import shipped_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.amounts import Amount

NOT = re.compile(
    r"(?<!\w)(?:not|never|no|without|cannot|n[’']t|nor|neither)(?!\w)|\w+n[’']t(?!\w)|(?<!\w)(?:avoid|stop|unless|except|lack\w*|"
    r"un(?:able|likely|common|known|usual)\w*|in(?:sufficient|adequate|active|capable|ability)\w*|impossib\w*|fail\w*|\w+less|rare\w*|seldom|hardly|few|little|less|only|rather)(?!\w)",
    re.IGNORECASE,
)
PLAIN_NOT = re.compile(
    r"(?<!\w)(?:not|never|cannot)(?!\w| (?:only|just|to mention)\b)|\w+n[’']t(?!\w)", re.IGNORECASE
)
LONGEST = 2_000
"""Letters of a sentence that is compared: each of its numbers is held against each of the other's, and a person writes none longer."""
LIKE = 0.34
"""Share of the shorter sentence's content words that both must have in common to be compared at all."""
SAME_WORDS = 0.7
"""Share of content words that two sentences must have in common before a missing “not” is taken for one."""


@dataclass(frozen=True)
class Difference:
    """What each side says, and where in it."""

    here: str
    start: int
    end: int
    there: str
    kind: str
    """“number”, “side”, “part of the body” or “negation”."""


Said = tuple[str, str, int, int]
"""What is meant, how it is written, and where."""


def differences(here: str, there: str, language: str = "en") -> list[Difference]:
    """Where the first sentence contradicts the second; nothing where one merely says less, or speaks of something else."""
    if max(len(here), len(there)) > LONGEST:
        return []
    mine, theirs = (set(content_stems(text, language)) for text in (here, there))
    if len(mine & theirs) < LIKE * min(len(mine), len(theirs)):
        return []
    found: list[Difference] = []
    for some in (numbers(here, there, language), in_short(here, there), counted(here, there)):
        found += [new for new in some if not any(meet(new, old) for old in found)]
    found += [
        *one_for_another(how_often(here), how_often(there), "number"),
        *one_for_another(sides(here), sides(there), "side"),
        *one_for_another(body_parts(here), body_parts(there), "part of the body"),
        *negation(here, there),
    ]
    return sorted(found, key=lambda difference: difference.start)


def numbers(here: str, there: str, language: str) -> Iterator[Difference]:
    """Amounts of which each side has one that the other has not, and one value in two units that are not the same."""
    theirs, ours = amounts(there, language), amounts(here, language)
    sides = Sides(theirs, ours)
    wrong = [(own, other) for other, own in sides.match()]
    new_here, new_there = not_in(theirs, there, ours, here), not_in(ours, here, theirs, there)
    sides.left = [a for a in sides.left if not any(said_by(other, a) for other in new_here)]
    sides.right = [a for a in sides.right if not any(said_by(other, a) for other in new_there)]
    wrong += [(own, other) for other, own in sides.take(units_of, units_of)]
    if len(sides.left) == len(sides.right):
        wrong += zip(sides.right, sides.left, strict=True)
    for own, other in wrong:
        yield Difference(
            here[own.start : own.end], own.start, own.end, there[other.start : other.end], "number"
        )


def not_in(amounts_there: list[Amount], there: str, amounts_here: list[Amount], here: str) -> list[Amount]:
    """The amounts here that may tell those there in other words: not an “a” or “one” that both sides have."""
    words = Counter(there[a.start : a.end].lower() for a in amounts_there if a.loose)
    words.subtract(here[a.start : a.end].lower() for a in amounts_here if a.loose)
    return [a for a in amounts_here if not a.loose or words[here[a.start : a.end].lower()] < 0]


def said_by(other: Amount, amount: Amount) -> bool:
    """Whether another amount may be this one: 1 mg is neither 1 hour nor “a”, which may mean one."""
    return same_value(amount, other) and bool(amount.units & other.units)


def units_of(amount: Amount) -> frozenset[str]:
    """The units that an amount may have."""
    return amount.units - {""}


SHORT = re.compile(
    r"(?<![\w.,])(\d+(?:[.,]\d+)?) ?(mL|ml|dl|cl|L|l|mm|cm|km|m|ms|s|min|h|mcg|µg|mg|kg|g)(?![\w²³/])"
)
SAME_UNIT = {"ml": "mL", "l": "L", "mcg": "µg"}


def in_short(here: str, there: str) -> Iterator[Difference]:
    """A number that stands with one short unit here and with another there: 5 mL, 5 L."""
    one, other = (
        {
            match[1]: match
            for match in SHORT.finditer(text)
            if len(re.findall(rf"\b{re.escape(match[1])}\b", text)) == 1
        }
        for text in (here, there)
    )
    for number, match in one.items():
        theirs = other.get(number)
        if theirs and SAME_UNIT.get(match[2], match[2]) != SAME_UNIT.get(theirs[2], theirs[2]):
            yield Difference(match[0], *match.span(), theirs[0], "number")


NUMBERS = {
    "half a": 0.5, "half an": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
COUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?P<number>\d+(?:\.\d+)?|{'|'.join(NUMBERS)}) (?P<noun>[a-z]{{3,}})|(?P<often>once|twice)(?= (?:a|an|per|every|daily)\b))",
    re.IGNORECASE,
)


def counted(here: str, there: str) -> Iterator[Difference]:
    """Things of which each side counts another number: one tablet, two tablets; twice a day, three times a day."""
    one, other = counts(here), counts(there)
    for noun, (value, match) in one.items():
        if noun in other and other[noun][0] != value:
            yield Difference(match[0], *match.span(), other[noun][1][0], "number")


def counts(text: str) -> dict[str, tuple[float, re.Match[str]]]:
    """Of each thing that is counted once, how many, and where."""
    found: dict[str, tuple[float, re.Match[str]]] = {}
    twice = set()
    for match in COUNT.finditer(text):
        if match["often"]:
            noun, value = "time", 1.0 if match["often"].lower() == "once" else 2.0
        else:
            if match["noun"].lower() in STOP_WORDS["en"]:
                continue
            noun = stem(match["noun"].lower(), "en")
            value = float(NUMBERS.get(match["number"].lower()) or match["number"])
        if noun in found:
            twice.add(noun)
        found[noun] = value, match
    return {noun: count for noun, count in found.items() if noun not in twice}


HOW_OFTEN = re.compile(r"\b(?:hourly|daily|nightly|weekly|fortnightly|monthly|yearly)\b", re.IGNORECASE)


def how_often(text: str) -> list[Said]:
    """Words for how often something is done."""
    return [(match[0].lower(), match[0], *match.span()) for match in HOW_OFTEN.finditer(text)]


def meet(one: Difference, other: Difference) -> bool:
    """Whether two differences are about the same words."""
    return one.start < other.end and other.start < one.end


SIDE = re.compile(
    r"(?<![\w-])(?P<side>left|right)(?=(?: (?:and|or) (?:the )?(?:left|right))?(?: (?:lower|upper|big|little|inner|outer|front|back))?[ -](?:side|toes?|fingers?|thumb|crutch|forearm|buttock|groin|limb|cheek|hand|arm|leg|foot|knee|thigh|calf|hip|ankle|shoulder|elbow|wrist|eye|ear|heel|"
    r"breast|lung|kidney|one)\b)|\b(?:on|to|from|at) (?:the|your) (?P<way>left|right)(?=[\s.,;]|$)(?! (?:away|hand))",
    re.IGNORECASE,
)


def sides(text: str) -> list[Said]:
    """“left” and “right” where they mean a side."""
    found = []
    for match in SIDE.finditer(text):
        name = "side" if match["side"] else "way"
        found.append((match[name].lower(), match[name], *match.span(name)))
    return found


GENERAL = ("muscle", "tendon", "ligament", "joint", "limb", "extremity", "back")
"""Words for parts of the body that may stand for a more special one, or for something else."""


def body_parts(text: str) -> list[Said]:
    """The parts of the body that a text names."""
    known = shipped_terms().classes.get("body part", ())
    names = {stem(word, "en") for word in known if " " not in word and word not in GENERAL}
    words = re.finditer(r"[^\W\d_]+", text)
    return [
        (stem(word[0].lower(), "en"), word[0], *word.span())
        for word in words
        if stem(word[0].lower(), "en") in names
    ]


def one_for_another(here: list[Said], there: list[Said], kind: str) -> Iterator[Difference]:
    """A value of which each side has just one that the other has not."""
    one, other = {said[0] for said in here}, {said[0] for said in there}
    if len(one - other) == 1 and len(other - one) == 1:
        mine = next(said for said in here if said[0] not in other)
        theirs = next(said for said in there if said[0] not in one)
        yield Difference(mine[1], mine[2], mine[3], theirs[1], kind)


def negation(here: str, there: str) -> Iterator[Difference]:
    """A “not” that only one side has, where nearly all other words are the same."""
    one, other = PLAIN_NOT.search(here), PLAIN_NOT.search(there)
    if bool(one) == bool(other) or NOT.search(there if one else here):
        return
    mine, theirs = (set(content_stems(PLAIN_NOT.sub("", text), "en")) for text in (here, there))
    if not mine or len(mine & theirs) < SAME_WORDS * max(len(mine), len(theirs)):
        return
    if one:
        yield Difference(one[0], *one.span(), "", "negation")
    elif other:
        yield Difference("", 0, len(here), other[0], "negation")

"""Two sentences of which one was made from the other → where they contradict each other.

Looked for are numbers with their units, sides (left, right), parts of the body, and “not”: what harms a patient when one
copy was corrected and the other was forgotten, or when a translation went wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.lint.copies.stems import content_stems, stem
from pamphleteer.lint.quantities import UNITS, WRITTEN, agree, quantities
from pamphleteer.lint.terms.shipped import shipped_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pamphleteer.lint.quantities import Quantity

NUMBER = re.compile(r"(?<![\w.,/:-])\d+(?:[.,]\d+)*(?![\w/:-]|[.,]\d)")
COUNTED = re.compile(
    r"(?<![\w.,/-])(?P<number>\d+(?:[.,]\d+)?)(?:[ \u00a0-]?(?P<unit>%|mg|mcg|µg|g|ml|IU|seconds?|minutes?|hours?|days?|weeks?|"
    r"months?|years?|times|repetitions|reps|sets))(?![\w/])"
)
WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
    "sixty": "60", "hundred": "100",
}  # fmt: skip
WRITTEN_NUMBER = re.compile(rf"(?<![\w-])(?:{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
NOT = re.compile(
    r"(?<!\w)(?:not|never|no|without|cannot|n[’']t|nor|neither)(?!\w)|\w+n[’']t(?!\w)|(?<!\w)(?:avoid|stop|unless|except|lack\w*|"
    r"un(?:able|likely|common|known|usual)\w*|in(?:sufficient|adequate|active|capable|ability)\w*|impossib\w*|fail\w*|\w+less|rare\w*|seldom|hardly|few|little|less|only|rather)(?!\w)",
    re.IGNORECASE,
)
PLAIN_NOT = re.compile(r"(?<!\w)(?:not|never|cannot)(?!\w)|\w+n[’']t(?!\w)", re.IGNORECASE)
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


def differences(here: str, there: str) -> list[Difference]:
    """Where the first sentence contradicts the second; nothing where one merely says less."""
    found = [
        *numbers(here, there),
        *one_for_another(sides(here), sides(there), "side"),
        *one_for_another(body_parts(here), body_parts(there), "part of the body"),
        *negation(here, there),
    ]
    return sorted(found, key=lambda difference: difference.start)


Said = tuple[str, str, int, int]
"""A value, how it is written, and where."""


def numbers(here: str, there: str) -> Iterator[Difference]:
    """Numbers of which each side has one that the other has not."""
    one, other = counted(here), counted(there)
    measures = quantities(there)
    left = [said for said in unmatched(one, other) if not measured(here, said, measures)]
    right = [said for said in unmatched(other, one) if not measured(there, said, quantities(here))]
    if left and right and len(left) == len(right):
        for (_value, word, start, end), (_other, other_word, *_place) in zip(left, right, strict=True):
            yield Difference(word, start, end, other_word, "number")


def counted(text: str) -> list[Said]:
    """The numbers of a text with their units."""
    found: list[Said] = []
    taken: set[int] = set()
    for match in COUNTED.finditer(text):
        unit = match["unit"].rstrip("s").lower()
        found.append((f"{value(match['number'])} {unit}", match[0], *match.span()))
        taken.update(range(*match.span()))
    bare = (match for match in NUMBER.finditer(text) if match.start() not in taken)
    found += [(value(match[0]), match[0], *match.span()) for match in bare]
    found += [(WORDS[match[0].lower()], match[0], *match.span()) for match in WRITTEN_NUMBER.finditer(text)]
    return sorted(found, key=lambda said: said[2])


def value(number: str) -> str:
    """A number so written that equal ones are equal."""
    plain = re.sub(r",(?=\d{3}\b)", "", number).replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def unmatched(some: Iterable[Said], others: Iterable[Said]) -> list[Said]:
    """Those that are not said on the other side, with or without a unit."""
    left = Counter(said[0] for said in others)
    bare = Counter(said[0].split()[0] for said in others if " " not in said[0])
    found = []
    for said in some:
        if left[said[0]] > 0:
            left[said[0]] -= 1
        elif " " in said[0] and bare[said[0].split()[0]] > 0:
            bare[said[0].split()[0]] -= 1
        elif " " not in said[0] and any(key.split()[0] == said[0] and n > 0 for key, n in left.items()):
            continue
        else:
            found.append(said)
    return found


def measured(text: str, said: Said, others: list[Quantity]) -> bool:
    """Whether a number is part of a measure that the other side gives in another unit."""
    return any(
        quantity.start <= said[2] < quantity.end
        and any(other.dimension == quantity.dimension and agree(quantity, other) for other in others)
        for quantity in quantities(text)
    )


UNIT_WORDS = frozenset(word for word in WRITTEN if WRITTEN[word] in UNITS)
SIDE = re.compile(
    r"(?<![\w-])(?P<side>left|right)(?=[ -](?:side|hand|arm|leg|foot|knee|thigh|calf|hip|ankle|shoulder|elbow|wrist|eye|ear|heel|"
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


def body_parts(text: str) -> list[Said]:
    """The parts of the body that a text names."""
    names = {stem(word, "en") for word in shipped_terms().classes.get("body part", ()) if " " not in word}
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
    mine, theirs = set(content_stems(here, "en")), set(content_stems(there, "en"))
    if not mine or len(mine & theirs) < SAME_WORDS * max(len(mine), len(theirs)):
        return
    if one:
        yield Difference(one[0], *one.span(), "", "negation")
    elif other:
        yield Difference("", 0, len(here), other[0], "negation")

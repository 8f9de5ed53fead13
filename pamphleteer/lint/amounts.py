"""A text in some language → the amounts in it: numbers as figures and as words, with their units, each by its value.

A figure has more than one reading, since texts do not say which comma they use: 1.500 is 1500 in Madrid and 1.5 in Mexico.
Two amounts are the same when any of their readings are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pamphleteer.lint.quantities import FRACTIONS, UNITS, value
from pamphleteer.lint.wordlists import groups

Reading = float | tuple[int, ...]
"""A value; a time, version or date as its parts."""

SPACE = "[ \u00a0\u202f\u2009]"
FIGURE = re.compile(
    rf"(?:(?<![\w.,\ufffc$#@^\\])(?<![^\W\d]-)|(?<=\d[x×]))(?:(?P<whole>\d+){SPACE}?(?P<sign>[½¼¾⅓⅔])|(?P<part>[½¼¾⅓⅔])|"
    rf"(?:(?P<units>\d+) )?(?P<over>\d{{1,2}})[/⁄](?P<under>\d{{1,2}})(?![\d/])|"
    rf"(?P<grouped>\d{{1,3}}(?:[\u00a0\u202f\u2009' ]\d{{3}})+(?:[.,]\d+)?)(?!\d)|"
    rf"(?P<plain>\d+(?:[.,:]\d+)*))"
)
LOOSE_FIGURE = re.compile(r"\d+")
ORDINAL = re.compile(
    r"(?:st|nd|rd|th|er|ère|e|ème|[ºª]|\.[ºª°]|-?(?:го|му|й|я|е|м|х|ый|ая|ое|ой|ю|ми))(?!\w)"
)
HALF_DAY = re.compile(rf"{SPACE}?(?P<half>[ap])\.?{SPACE}?m\b\.?", re.IGNORECASE)
DECADE = re.compile(r"[’']?s(?!\w)")
ROMAN = re.compile(r"(?<!\w)[IVXLC]+(?!\w)")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
NAME = re.compile(r"(?![x×]\d)[^\W\d]\w*|\\\\|(?<=\d)-(?=\w*[A-Z]\w*\d)")
RANGE = re.compile(rf"{SPACE}?(?:[-–—/]|to|or|and|a|o|y|до|или|и|bis|oder|und|à|ou|et){SPACE}?")
OTHER_UNITS: dict[str, tuple[str, float]] = {
    "microgram": ("mass", 1e-9), "milligram": ("mass", 1e-6), "second": ("time", 1), "minute": ("time", 60),
    "hour": ("time", 3600), "day": ("time", 86_400), "week": ("time", 604_800), "month": ("time", 2_629_800),
    "year": ("time", 31_557_600), "hertz": ("rate", 1), "kilohertz": ("rate", 1e3), "megahertz": ("rate", 1e6),
    "gigahertz": ("rate", 1e9), "byte": ("memory", 1), "kilobyte": ("memory", 1e3), "megabyte": ("memory", 1e6),
    "gigabyte": ("memory", 1e9), "terabyte": ("memory", 1e12),
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """One number with its unit."""

    start: int
    end: int
    readings: frozenset[Reading]
    units: frozenset[str] = frozenset({""})
    """What its unit may be; the empty one when it may have none."""
    word: bool = False
    """Whether it is written as a word, or is a rank that another language writes as one: 3rd."""
    loose: bool = False
    """Whether it may be no number at all: “one”, “second”."""
    parts: tuple[Amount, ...] = ()
    """The figures of a date, time or fraction by themselves."""


@dataclass(frozen=True)
class Language:
    """The number words and units of a language."""

    words: re.Pattern[str]
    values: tuple[tuple[re.Pattern[str], float, bool], ...]
    """Pattern, value, whether it is loose."""
    units: re.Pattern[str]
    names: tuple[tuple[re.Pattern[str], str, bool], ...]


@cache
def language_of(code: str) -> Language:
    """The tables of a language; those of a language without any hold signs alone."""
    lists = groups("numbers")
    values = table(lists.get(f"{code} number", []) + lists["month"])
    names = table(lists.get(f"{code} unit", []) + lists["any unit"])
    any_unit = "|".join(sorted((pattern for _name, pattern, _loose in names), key=len, reverse=True))
    any_word = "|".join(sorted((pattern for _name, pattern, _loose in values), key=len, reverse=True))
    return Language(
        re.compile(rf"(?<![\w\ufffc])(?:{any_word})(?!\w)", re.IGNORECASE),
        tuple((re.compile(pattern, re.IGNORECASE), float(name), loose) for name, pattern, loose in values),
        re.compile(rf"{SPACE}?[-\u2011]?(?P<unit>{any_unit})(?![\w²³^])"),
        tuple((re.compile(pattern), name, loose) for name, pattern, loose in names),
    )


def table(lines: list[str]) -> list[tuple[str, str, bool]]:
    """Lines `name = pattern, ?pattern` as name, pattern, whether a question mark stands before it."""
    found = []
    for line in lines:
        name, _sign, entries = line.partition(" = ")
        found += [(name, entry.removeprefix("?"), entry.startswith("?")) for entry in entries.split(", ")]
    return found


@cache
def scales() -> tuple[tuple[re.Pattern[str], float], ...]:
    """“Thousand” and “million” behind a figure, in all languages."""
    return tuple(
        (re.compile(rf"{SPACE}?(?:{pattern})(?!\w)", re.IGNORECASE), float(name))
        for name, pattern, _loose in table(groups("numbers")["scale"])
    )


def amounts(text: str, code: str) -> list[Amount]:
    """The amounts of a text, in order."""
    language = language_of(code)
    found = [figure(match, text, code) for match in FIGURE.finditer(text) if not in_name(match, text)]
    taken = {at for amount in found for at in range(amount.start, amount.end)}
    for match in language.words.finditer(text):
        if taken.isdisjoint(range(*match.span())):
            found += worded(match, language)
    found += [
        Amount(*match.span(), frozenset({roman(match[0])}), word=True, loose=True)
        for match in ROMAN.finditer(text)
    ]
    found.sort(key=lambda amount: amount.start)
    found = [with_unit(amount, text, language) for amount in found]
    return spread(found, text)


def in_name(match: re.Match[str], text: str) -> bool:
    """Whether a figure is part of a name: 3D, 802.11ax, 2FA, 4-K."""
    letters = NAME.match(text, match.end())
    if not letters or any(known.match(text, match.end()) for known in (ORDINAL, DECADE, HALF_DAY)):
        return False
    return not known_unit(letters[0])


@cache
def known_unit(word: str) -> bool:
    """Whether a word is a unit in any language."""
    return any(
        re.fullmatch(pattern, word)
        for heading, lines in groups("numbers").items()
        if heading.endswith("unit") or heading == "scale"
        for _name, pattern, _loose in table(lines)
    )


LESS = re.compile(
    r"(?<!\bno )(?<!\bnot )(?<!\bне )(?<!\bnicht )(?<!\bpas )(?:less than|under|menos de|менее|меньше|weniger als|unter|moins de) $",
    re.IGNORECASE,
)
LONGEST_LESS = 20
"""Letters of words that mean “less than”."""


def figure(match: re.Match[str], text: str, code: str) -> Amount:
    """A figure with all that it may mean."""
    readings: set[Reading] = set()
    if match["sign"] or match["part"]:
        readings.add(int(match["whole"] or 0) + FRACTIONS[match["sign"] or match["part"]])
    elif match["over"]:
        readings.add(int(match["units"] or 0) + int(match["over"]) / (int(match["under"]) or 1))
    elif match["grouped"]:
        readings |= read_plain(re.sub(r"[^\d.,]", "", match["grouped"]), code)
    else:
        readings |= read_plain(match["plain"], code)
    end = match.end()
    if half := HALF_DAY.match(text, end):
        readings |= {other for reading in readings if (other := in_half_day(reading, half["half"].lower()))}
        end = half.end()
    elif DECADE.match(text, end):
        readings |= {reading % 100 for reading in readings if isinstance(reading, float)}
    scale = next((scale for pattern, scale in scales() if pattern.match(text, end)), 1)
    readings |= {reading * scale for reading in readings if isinstance(reading, float)}
    parts = tuple(
        Amount(match.start() + part.start(), match.start() + part.end(), frozenset({float(part[0])}))
        for part in LOOSE_FIGURE.finditer(match[0])
    )
    if LESS.search(text, max(match.start() - LONGEST_LESS, 0), match.start()):
        readings |= {reading - 1 for reading in readings if isinstance(reading, float)}
    rank = bool(ORDINAL.match(text, end))
    return Amount(match.start(), end, frozenset(readings), word=rank, parts=parts if len(parts) > 1 else ())


def read_plain(text: str, code: str) -> set[Reading]:
    """The readings of figures with points, commas and colons among them."""
    parts = re.split(r"[.,:]", text)
    if len(parts) == 1:
        return {float(text)}
    found: set[Reading] = {tuple(int(part) for part in parts)}
    if ":" in text:
        if len(parts) == 2 and int(parts[1]) == 0:
            found.add(float(parts[0]))
        return found
    signs = re.sub(r"\d", "", text)
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and len(set(signs)) == 1
    if grouped and (code != "en" or signs[0] == "," or len(signs) > 1):
        found.add(float("".join(parts)))
    if len(signs) == 1 and (code != "en" or signs == "."):
        found.add(float(f"{parts[0]}.{parts[1]}"))
    elif len(set(signs)) == 2 and signs.count(signs[-1]) == 1:
        found.add(float("".join(parts[:-1]) + "." + parts[-1]))
    return found


def in_half_day(reading: Reading, half: str) -> Reading | None:
    """An hour of the morning or afternoon on the clock of 24 hours."""
    hour = reading[0] if isinstance(reading, tuple) else reading
    if hour > 12 or int(hour) != hour:
        return None
    hour = int(hour) % 12 + (12 if half == "p" else 0)
    return (hour, *reading[1:]) if isinstance(reading, tuple) else float(hour)


def worded(match: re.Match[str], language: Language) -> list[Amount]:
    """A number word with each value that it may have."""
    found = [(value, loose) for pattern, value, loose in language.values if pattern.fullmatch(match[0])]
    loose = any(loose for _value, loose in found) or len(found) > 1
    return [Amount(*match.span(), frozenset(v for v, _loose in found), word=True, loose=loose)]


def roman(text: str) -> float:
    """The value of a Roman numeral."""
    values = [ROMAN_VALUES[letter] for letter in text]
    return float(sum(-v if any(v < later for later in values[n + 1 :]) else v for n, v in enumerate(values)))


def with_unit(amount: Amount, text: str, language: Language) -> Amount:
    """An amount with what may be its unit, by the words behind it."""
    end = amount.end
    for pattern, _scale in scales():
        if not amount.word and (scale := pattern.match(text, end)):
            end = scale.end()
            break
    found = language.units.match(text, end)
    if not found:
        return amount
    names = {(name, loose) for pattern, name, loose in language.names if pattern.fullmatch(found["unit"])}
    units = {name for name, _loose in names} | ({""} if any(loose for _name, loose in names) else set())
    if text[found.end() : found.end() + 1] == "/":
        units.add("")
    return replace(amount, end=found.end(), units=frozenset(units))


def spread(found: list[Amount], text: str) -> list[Amount]:
    """The amounts, where the first of a range takes the unit of the second: “10 to 15 minutes”."""
    for n in range(len(found) - 2, -1, -1):
        one, other = found[n], found[n + 1]
        if one.units == {""} and RANGE.fullmatch(text[one.end : other.start]):
            found[n] = replace(one, units=other.units | {""})
    return found


def unit_of(name: str) -> tuple[str, float]:
    """The dimension of a unit and its value there."""
    return OTHER_UNITS.get(name) or (UNITS[name][:2] if name in UNITS else (name, 1))


def convertible(one: Amount, other: Amount) -> bool:
    """Whether two amounts are one in two units, rounded as people do."""
    for first in one.units - {""}:
        for second in other.units - {""}:
            if unit_of(first)[0] == unit_of(second)[0] and first != second:
                a = [measured(reading, first) for reading in one.readings if isinstance(reading, float)]
                b = [measured(reading, second) for reading in other.readings if isinstance(reading, float)]
                room = 2.0 if unit_of(first)[0] in ("celsius", "fahrenheit", "temperature") else 0.0
                if any(abs(x - y) <= max(room, 0.12 * max(x, y)) for x in a for y in b):
                    return True
    return False


def measured(amount: float, unit: str) -> float:
    """An amount in the unit of its dimension."""
    return value(amount, unit) if unit in UNITS else amount * unit_of(unit)[1]

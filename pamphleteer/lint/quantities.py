"""A text → the quantities in it, with their values in one unit for each dimension, so that they can be compared.

Factors: US customary units as defined by the international yard and pound (NIST Handbook 44, appendix C).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

UNITS: dict[str, tuple[str, float, bool]] = {
    # name: dimension, value in the dimension's own unit (cm, kg, ml, °C), whether it is metric
    "millimetre": ("length", 0.1, True),
    "centimetre": ("length", 1, True),
    "metre": ("length", 100, True),
    "kilometre": ("length", 100_000, True),
    "inch": ("length", 2.54, False),
    "foot": ("length", 30.48, False),
    "yard": ("length", 91.44, False),
    "mile": ("length", 160_934.4, False),
    "gram": ("mass", 0.001, True),
    "kilogram": ("mass", 1, True),
    "ounce": ("mass", 0.028349523, False),
    "pound": ("mass", 0.45359237, False),
    "millilitre": ("volume", 1, True),
    "litre": ("volume", 1000, True),
    "fluid ounce": ("volume", 29.5735, False),
    "cup": ("volume", 236.588, False),
    "pint": ("volume", 473.176, False),
    "quart": ("volume", 946.353, False),
    "gallon": ("volume", 3785.41, False),
    "celsius": ("temperature", 1, True),
    "fahrenheit": ("temperature", 1, False),
}
WRITTEN = {
    "mm": "millimetre", "cm": "centimetre", "m": "metre", "km": "kilometre", "g": "gram", "kg": "kilogram",
    "ml": "millilitre", "mL": "millilitre", "l": "litre", "L": "litre", "in": "inch", "in.": "inch", "ft": "foot",
    "feet": "foot", "yd": "yard", "mi": "mile", "oz": "ounce", "lb": "pound", "lbs": "pound", "fl oz": "fluid ounce",
    "inches": "inch", "°C": "celsius", "°F": "fahrenheit", "degrees Celsius": "celsius",
    "degrees Fahrenheit": "fahrenheit", "degrees C": "celsius", "degrees F": "fahrenheit",
    "fl. oz.": "fluid ounce",
}  # fmt: skip
for _unit in tuple(UNITS):
    if UNITS[_unit][0] != "temperature":
        american = _unit.replace("metre", "meter").replace("litre", "liter")
        WRITTEN |= {name: _unit for name in (_unit, f"{_unit}s", american, f"{american}s") if name != "foots"}
UNIT_NAMES = {
    (dimension, metric): tuple(
        word for word, unit in WRITTEN.items() if UNITS[unit][::2] == (dimension, metric) and len(word) > 3
    )
    for dimension, _value, _metric in UNITS.values()
    for metric in (True, False)
}
"""The names of the units, in full, by dimension and system."""
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
METRIC_UNIT = {"length": "cm", "mass": "kg", "volume": "ml", "temperature": "°C"}
US_UNIT = {"length": ("inches", 2.54), "mass": ("lb", 0.45359237), "volume": ("fl oz", 29.5735)}

NUMBER = r"(?:\d+(?:[.,]\d+)*(?: ?[½¼¾⅓⅔]| \d/\d)?|[½¼¾⅓⅔]|\d/\d)"
QUANTITY = re.compile(
    rf"(?<![\w.,/$£€-])(?P<low>{NUMBER})(?:(?: ?[–-] ?| to )(?P<high>{NUMBER}))?[ \u00a0-]?"
    rf"(?P<unit>{'|'.join(sorted(map(re.escape, WRITTEN), key=len, reverse=True))})(?![\w°²³^/])"
)
HINT = re.compile(r"\d|[½¼¾⅓⅔]")
NOT_A_MEASURE = re.compile(r"(?:\b(?:costs?|paid?|pay|price|worth|charge[sd]?|save[sd]?)\b[^.]{0,30})$")
"""What stands before pounds of money."""
LONGEST_PRICE = 45
"""Letters of it."""
ALONE = re.compile(r"\s*[.,;)]|$|\s+(?:long|wide|thick|high|deep|apart|away|from)\b")
MEASURED = re.compile(r"\s*[.,;)(]|$|\s+(?:long|wide|high|deep|apart|away|from|of|tall)\b")


@dataclass(frozen=True)
class Quantity:
    """A number, or a range, with its unit."""

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str
    dimension: str
    metric: bool


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order."""
    if not HINT.search(text):
        return []
    found = []
    for match in QUANTITY.finditer(text):
        unit = WRITTEN[match["unit"]]
        before = text[max(match.start() - LONGEST_PRICE, 0) : match.start()]
        if (unit == "pound" and NOT_A_MEASURE.search(before)) or ambiguous(match, text):
            continue
        dimension, _factor, metric = UNITS[unit]
        low = number(match["low"])
        high = number(match["high"]) if match["high"] else low
        found.append(Quantity(match.start(), match.end(), match[0], low, high, unit, dimension, metric))
    return found


def ambiguous(match: re.Match[str], text: str) -> bool:
    """Whether the unit may be another word: “3 in 10”, “5 m” for million, “2 g” of a network, “1 foot” in “1 foot apart”."""
    unit = match["unit"]
    if unit == "in":
        return not ALONE.match(text, match.end())
    if unit in ("foot", "feet"):
        return match["low"] in ("1", "2") and not MEASURED.match(text, match.end())
    return unit in ("m", "l", "g", "mi") and not match[0][-len(unit) - 1].isspace() and unit != "g"


def number(text: str) -> float:
    """The value of a number as written: 1,000; 2.5; 1½; 1 1/2."""
    total = 0.0
    for part in re.findall(r"\d/\d|[½¼¾⅓⅔]|\d[\d.,]*", text):
        if "/" in part:
            total += int(part[0]) / max(int(part[2]), 1)
        elif part in FRACTIONS:
            total += FRACTIONS[part]
        else:
            figures = re.sub(r",(?=\d{3}\b)", "", part).replace(",", ".")
            total += float(figures) if figures.count(".") <= 1 else 0.0
    return total


def value(amount: float, unit: str) -> float:
    """An amount in the unit of its dimension: cm, kg, ml, °C."""
    if unit == "fahrenheit":
        return (amount - 32) / 1.8
    return amount * UNITS[unit][1]


def in_metric(quantity: Quantity) -> float:
    """The lower value of a quantity in cm, kg, ml or °C."""
    return value(quantity.low, quantity.unit)


def agree(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities may be the same amount, each rounded to the figures it shows, or within a tenth."""
    pairs = (
        (value(first.low, first.unit), value(second.low, second.unit)),
        (value(first.high, first.unit), value(second.high, second.unit)),
    )
    if first.dimension == "temperature":
        return all(abs(a - b) <= 2 for a, b in pairs)
    half = max(rounding(first), rounding(second))
    return all(abs(a - b) <= max(0.12 * max(a, b), half) for a, b in pairs)


def rounding(quantity: Quantity) -> float:
    """Half a step of the last figure that a quantity shows, in the unit of its dimension."""
    step = 0.5 if float(quantity.low).is_integer() else 0.05
    return step * UNITS[quantity.unit][1]


def written(amount: float, dimension: str) -> str:
    """A value with the figures that a reader needs."""
    if dimension == "temperature" or amount >= 10:
        return f"{amount:.0f}"
    return f"{amount:.1f}".removesuffix(".0")


def converted(quantity: Quantity) -> str:
    """A quantity with its other value, metric first: “15 cm (6 inches)”."""
    low, high = value(quantity.low, quantity.unit), value(quantity.high, quantity.unit)
    if quantity.metric:
        return f"{quantity.text} ({in_us(low, high, quantity.dimension)})"
    unit, factor = METRIC_UNIT[quantity.dimension], 1
    if quantity.dimension == "length" and low >= 300:
        unit, factor = ("km", 100_000) if low >= 100_000 else ("m", 100)
    elif quantity.dimension == "mass" and low < 0.2:
        unit, factor = "g", 0.001  # type: ignore[assignment]  # a factor below 1
    elif quantity.dimension == "volume" and low >= 1000:
        unit, factor = "litres", 1000
    numbers = written(low / factor, quantity.dimension)
    if high != low:
        numbers += f" to {written(high / factor, quantity.dimension)}"
    return f"{numbers} {unit} ({quantity.text})"


def in_us(low: float, high: float, dimension: str) -> str:
    """A metric value in US units."""
    if dimension == "temperature":
        low, high, unit = low * 1.8 + 32, high * 1.8 + 32, "°F"
    else:
        unit, factor = US_UNIT[dimension]
        low, high = low / factor, high / factor
    numbers = written(low, dimension) + (f" to {written(high, dimension)}" if high != low else "")
    return f"{numbers} {unit}"

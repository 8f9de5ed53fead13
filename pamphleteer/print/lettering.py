"""A drawing → how large its smallest words are, beside the drawing's own width."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pamphleteer.epub.xhtml import SVG, Element

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
SIZE = re.compile(rf"({NUMBER})\s*([a-z%]*)")
PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}
DEFAULT = 12.0
"""What Typst makes of words without a size."""
NAMED = {name: DEFAULT * 1.2**step for step, name in enumerate(
    ("xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large"), -3
)}  # fmt: skip
"""The words for sizes in CSS."""
TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SHORTHAND = re.compile(rf"{NUMBER}(?:px|pt|pc|in|cm|mm|r?em|%)")
UNSHOWN = {"defs", "symbol", "title", "desc", "metadata", "style", "clipPath", "mask", "pattern", "marker"}
NESTED = 20
"""How deep elements that are used again may lie within each other."""


@dataclass(frozen=True)
class Lettering:
    """The smallest words of a drawing."""

    units: float
    """Their size as the drawing states it."""
    share: float
    """Their size, as shown, divided by the width of the drawing."""


def lettering(root: Element) -> Lettering | None:
    """The smallest words of a drawing; None when it has no words, or does not say how wide it is."""
    wide, scale = frame(root)
    found = min(Reader(root).sizes(root, DEFAULT, 1), default=None, key=lambda size: size[0] * size[1])
    if not found or not found[0] * found[1] or not wide:
        return None
    return Lettering(found[0], found[0] * found[1] * scale / wide)


def frame(root: Element) -> tuple[float, float]:
    """The width of a drawing in pixels, and how many pixels a unit of it has."""
    numbers = [float(part) for part in re.findall(NUMBER, root.get("viewBox") or "")]
    wide, high = (pixels(root.get(side) or "") for side in ("width", "height"))
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        return wide, 1
    inner_wide, inner_high = numbers[2:]
    if not wide and not high:
        return inner_wide, 1
    wide = wide or high * inner_wide / inner_high
    return wide, min(wide / inner_wide, high / inner_high if high else math.inf)


def pixels(value: str) -> float:
    """A length of a drawing's frame; 0 where it is none, or depends on the page."""
    found = SIZE.fullmatch(value.strip())
    return float(found[1]) * PIXELS.get(found[2], 0) if found else 0


class Reader:
    """Follows a drawing from its root to its words."""

    def __init__(self, root: Element) -> None:
        self.named = {element.get("id"): element for element in root.iter() if element.get("id")}
        sheets = "".join(element.text or "" for element in root.iter(f"{{{SVG}}}style"))
        self.rules = [
            (selector.strip(), stated)
            for selectors, body in RULE.findall(re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL))
            if (stated := declared(body))
            for selector in selectors.split(",")
        ]

    def sizes(
        self, element: Element, size: float, scale: float, depth: int = 0
    ) -> Iterator[tuple[float, float]]:
        """Size and scale of all words in an element, which inherits both."""
        if element.get("display") == "none" or depth > NESTED:
            return
        size = resolved(self.stated(element), size)
        scale *= stretch(element.get("transform") or "")
        name = local(element)
        if name in {"text", "tspan", "textPath", "a"} and any(
            (words or "").strip() for words in (element.text, *(child.tail for child in element))
        ):
            yield size, scale
        if name == "use":
            href = next((value for key, value in element.items() if str(key).endswith("href")), "")
            used = self.named.get(str(href).removeprefix("#"))
            if used is not None:
                for part in used if local(used) == "symbol" else (used,):
                    yield from self.sizes(part, size, scale, depth + 1)
        for child in element:
            if local(child) not in UNSHOWN:
                yield from self.sizes(child, size, scale, depth)

    def stated(self, element: Element) -> str:
        """The size that an element's style, a style sheet or an attribute gives it."""
        classes = (element.get("class") or "").split()
        names = {"*", local(element), f"#{element.get('id')}", *(f".{name}" for name in classes)}
        names |= {local(element) + name for name in names if name[0] in ".#"}
        by_rule = [
            size for selector, size in self.rules if selector.split()[-1:] and selector.split()[-1] in names
        ]
        return declared(element.get("style") or "") or (by_rule or [element.get("font-size") or ""])[-1]


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def declared(style: str) -> str:
    """The size of words in a list of CSS declarations, or nothing."""
    found = ""
    for part in style.split(";"):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        if name == "font-size":
            found = value
        elif name == "font" and (size := SHORTHAND.search(value)):
            found = size[0]
    return found.removesuffix("!important").strip()


def resolved(stated: str, inherited: float) -> float:
    """A size of words in units of the drawing."""
    if stated in NAMED:
        return NAMED[stated]
    found = SIZE.fullmatch(stated)
    if not found:
        return {"smaller": inherited / 1.2, "larger": inherited * 1.2}.get(stated, inherited)
    relative = {"em": inherited, "%": inherited / 100, "rem": DEFAULT, "ex": inherited / 2}
    return float(found[1]) * (relative.get(found[2]) or PIXELS.get(found[2], 1))


def stretch(transform: str) -> float:
    """By how much a transform makes letters taller."""
    factor = 1.0
    for name, inside in TRANSFORM.findall(transform):
        numbers = [float(part) for part in re.findall(NUMBER, inside)]
        if name == "scale" and numbers:
            factor *= abs(numbers[-1])
        elif name == "matrix" and len(numbers) == 6:
            factor *= math.hypot(numbers[2], numbers[3])
    return factor

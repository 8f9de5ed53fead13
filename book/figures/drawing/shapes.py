"""Points and words → SVG elements with presentation attributes only, so that every reader draws them alike."""

from __future__ import annotations

import math
from html import escape

Point = tuple[float, float]

INK = "#16324f"
PAPER = "#ffffff"
PALE = "#e8eff5"
PROP = "#c9d6e2"
SORE = "#c2452d"
WORDS = 17.5
"""Words in a drawing of 460 units: 18 points over the width of a page of large print (168 mm)."""
FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"


def n(value: float) -> str:
    """A coordinate, rounded to a tenth."""
    return f"{round(value, 1) + 0:g}"


def polar(origin: Point, angle: float, length: float) -> Point:
    """The point at `length` from `origin`; 0° is right, 90° is up."""
    turn = math.radians(angle)
    return origin[0] + length * math.cos(turn), origin[1] - length * math.sin(turn)


def capsule(a: Point, b: Point, ra: float, rb: float) -> str:
    """The outline of a tapered limb with round ends, as path data."""
    length = max(math.dist(a, b), abs(ra - rb) + 0.01)
    along = math.atan2(b[1] - a[1], b[0] - a[0])
    side = math.acos((ra - rb) / length)
    corners = [
        (p[0] + r * math.cos(along + s * side), p[1] + r * math.sin(along + s * side))
        for p, r, s in ((a, ra, 1), (b, rb, 1), (b, rb, -1), (a, ra, -1))
    ]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    big = int(ra > rb)
    return (
        f"M{n(x0)} {n(y0)}L{n(x1)} {n(y1)}A{n(rb)} {n(rb)} 0 {1 - big} 0 {n(x2)} {n(y2)}"
        f"L{n(x3)} {n(y3)}A{n(ra)} {n(ra)} 0 {big} 0 {n(x0)} {n(y0)}Z"
    )


def path(data: str, fill: str = "none", stroke: str = "none", width: float = 2.2, dash: str = "") -> str:
    """A path with round joins."""
    extra = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{data}" fill="{fill}" stroke="{stroke}" stroke-width="{n(width)}" '
        f'stroke-linejoin="round" stroke-linecap="round"{extra}/>'
    )


def line(a: Point, b: Point, width: float = 2.2, stroke: str = INK, dash: str = "") -> str:
    """A straight line."""
    return path(f"M{n(a[0])} {n(a[1])}L{n(b[0])} {n(b[1])}", stroke=stroke, width=width, dash=dash)


def circle(centre: Point, radius: float, fill: str = PAPER, stroke: str = INK, width: float = 2.2) -> str:
    """A circle."""
    return (
        f'<circle cx="{n(centre[0])}" cy="{n(centre[1])}" r="{n(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="{n(width)}"/>'
    )


def box(
    x: float, y: float, wide: float, high: float, fill: str = PROP, round_: float = 3, width: float = 2
) -> str:
    """A rectangle with round corners and an outline."""
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(wide)}" height="{n(high)}" rx="{n(round_)}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="{n(width)}"/>'
    )


def text(
    at: Point, words: str, size: float = WORDS, anchor: str = "middle", weight: int = 400, fill: str = INK
) -> str:
    """Words on one line; `at` is on the base line."""
    return (
        f'<text x="{n(at[0])}" y="{n(at[1])}" font-family="{FONT}" font-size="{n(size)}" '
        f'font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'
    )


def number(at: Point, figure: int) -> str:
    """A step number in a circle."""
    return circle(at, 14, fill=INK) + text((at[0], at[1] + 6.2), str(figure), WORDS, weight=700, fill=PAPER)


def arrow(a: Point, b: Point, bow: float = 0, width: float = 3.2) -> str:
    """A movement: a curved arrow from `a` to `b`; `bow` is how far it swings to the left of its way."""
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    along = math.atan2(b[1] - a[1], b[0] - a[0])
    bend = (middle[0] + 2 * bow * math.sin(along), middle[1] - 2 * bow * math.cos(along))
    end = math.degrees(math.atan2(bend[1] - b[1], b[0] - bend[0]))
    wings = [polar(b, end + 180 + s * 28, 10) for s in (1, -1)]
    return path(
        f"M{n(a[0])} {n(a[1])}Q{n(bend[0])} {n(bend[1])} {n(b[0])} {n(b[1])}", stroke=SORE, width=width
    ) + path(
        f"M{n(wings[0][0])} {n(wings[0][1])}L{n(b[0])} {n(b[1])}L{n(wings[1][0])} {n(wings[1][1])}",
        stroke=SORE,
        width=width,
    )


def svg(title: str, wide: float, high: float, parts: list[str]) -> str:
    """A whole drawing on a white ground."""
    ground = f'<rect width="{n(wide)}" height="{n(high)}" rx="8" fill="{PAPER}"/>'
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(wide)} {n(high)}" width="{n(wide)}" height="{n(high)}">\n'
        f"<title>{escape(title)}</title>\n{ground}\n{body}\n</svg>\n"
    )

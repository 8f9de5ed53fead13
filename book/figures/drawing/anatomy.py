"""The three hamstring muscles of the right thigh, seen from behind."""

from __future__ import annotations

from drawing.body import SKIN
from drawing.shapes import INK, PAPER, Point, circle, line, path, svg, text

BICEPS, TENDINOSUS, MEMBRANOSUS = "#c2452d", "#e08b6f", "#a8382a"
LEG = (
    "M120 0C100 40 96 86 108 120C112 180 122 240 128 290C130 316 126 340 128 372"
    "L214 372C214 340 212 316 216 290C232 230 250 160 252 110C254 70 250 30 244 0Z"
)


TENDONS = ("M149 314C150 326 148 338 142 352", "M204 314C206 328 206 340 209 352")
"""From the muscles to just below the knee."""
BONE = "M164 66C160 82 168 94 178 94C190 94 194 80 188 66C182 56 168 56 164 66Z"


def label(at: Point, to: Point, words: list[str]) -> str:
    """Words beside the leg and a thin line to what they name."""
    left = at[0] < 180
    start = (at[0] + 4, at[1] - 5) if left else (at[0] - 4, at[1] - 5)
    named = "".join(
        text((at[0], at[1] + 18 * k), one, 16, "end" if left else "start", 700) for k, one in enumerate(words)
    )
    return line(start, to, 1.6) + circle(to, 2.6, fill=INK, stroke="none", width=0) + named


def hamstrings() -> str:
    """Sitting bone above, knee below, three muscles between."""
    inner = "M168 84C142 130 128 190 132 246C134 276 138 296 142 318L152 316C152 280 156 250 158 220C162 170 172 120 174 90Z"
    middle = "M172 84C156 130 148 180 152 232C154 262 150 290 148 316L156 316C164 280 172 240 176 206C182 160 182 120 180 88Z"
    outer = "M180 84C190 120 180 170 184 220C188 260 194 290 199 320L209 315C212 280 216 240 217 196C218 150 204 110 188 84Z"
    buttock = "M108 118C130 150 236 150 250 112"
    muscles = [
        path(LEG, fill=SKIN, stroke=INK, width=2.8),
        path(buttock, stroke=INK, width=2),
        *(path(data, stroke=INK, width=8) + path(data, stroke=PAPER, width=3.6) for data in TENDONS),
        path(inner, fill=MEMBRANOSUS, stroke=INK, width=2),
        path(outer, fill=BICEPS, stroke=INK, width=2),
        path(middle, fill=TENDINOSUS, stroke=INK, width=2),
        path(BONE, fill=PAPER, stroke=INK, width=2.4),
        path("M136 318C156 332 196 334 210 320", stroke=INK, width=1.8, dash="5 4"),
    ]
    names = [
        label((92, 72), (166, 78), ["sitting", "bone"]),
        label((92, 196), (140, 214), ["semi-", "membranosus"]),
        label((92, 266), (161, 252), ["semi-", "tendinosus"]),
        label((272, 200), (206, 200), ["biceps", "femoris"]),
        label((272, 322), (196, 327), ["hollow of", "the knee"]),
        text((92, 130), "inner side", 16, "end"),
        text((272, 130), "outer side", 16, "start"),
    ]
    whole = f'<g transform="translate(30 0)">{"".join(muscles + names)}</g>'
    return svg("The back of the right thigh with the three hamstring muscles", 400, 372, [whole])

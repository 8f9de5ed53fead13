"""First aid and the cover: raising the leg, the bandage, crutches and cane."""

from __future__ import annotations

from drawing.body import SHORTS, SKIN, Body, Leg, Reach, draw
from drawing.exercises import HIGH, LYING, PANEL, STANDING, floor, panel, seated
from drawing.shapes import INK, PALE, PROP, arrow, box, circle, line, n, path, svg, text


def raise_leg() -> str:
    """Lying with the leg on cushions, higher than the heart."""
    cushions = (
        box(144, 137, 80, 18, round_=8) + box(160, 123, 62, 16, round_=8) + box(180, 109, 42, 16, round_=7)
    )
    body = Body(
        (116, 142),
        180,
        Leg((200, 101), 60, -1, sore=True),
        Leg((198, 145), 50, -1),
        Reach((113, 151), -1, 0),
        Reach((116, 150), -1, 0),
    )
    pillow = box(14, 140, 36, 14, round_=7)
    scene = [floor(LYING), pillow, draw(body), cushions, arrow((186, 60), (150, 92), 8)]
    scale = f'<g transform="translate(64 -42) scale(1.45)">{"".join(scene)}</g>'
    return svg("Lie down with the leg on cushions, higher than the heart", 460, 195, [scale])


def limb() -> str:
    """The thigh and knee of a standing person from the front, in a panel."""
    thigh = "M62 0C58 60 74 96 84 128C80 150 84 170 88 200L90 240L144 240L146 200C152 170 154 150 148 128C160 96 172 60 168 0Z"
    shorts = "M62 0C60 16 62 26 64 36L167 36C169 26 168 16 168 0Z"
    knee = "M96 150C100 136 134 136 138 150C136 172 100 172 96 150Z"
    return (
        path(thigh, fill=SKIN, stroke=INK, width=2.6)
        + path(shorts, fill=SHORTS, stroke=INK)
        + path(knee, stroke=INK, width=1.8)
    )


def turn(y: float) -> str:
    """One turn of the bandage; `y` is its lower edge at the left."""
    slope, wide = 9, 22
    left, left_top = 115.5 - half_thigh(y), 115.5 - half_thigh(y - wide)
    right, right_top = 115.5 + half_thigh(y - slope), 115.5 + half_thigh(y - slope - wide)
    return path(
        f"M{n(left)} {n(y)}Q115 {n(y + 10)} {n(right)} {n(y - slope)}L{n(right_top)} {n(y - slope - wide)}"
        f"Q115 {n(y - wide + 8)} {n(left_top)} {n(y - wide)}Z",
        fill="#f4ead8", stroke=INK, width=2.2,
    )  # fmt: skip


def half_thigh(y: float) -> float:
    """Half the width of the thigh of `limb` at the height `y`, with a little for the cloth."""
    return 55 - 0.0025 * (y - 35) ** 2


def thigh_bandage() -> str:
    """Start above the knee, then wrap up the thigh."""
    roll = circle((169, 96), 12, fill="#f4ead8") + circle((169, 96), 4, fill="#f4ead8", width=1.6)
    first = [limb(), *(turn(y) for y in (126, 114)), roll, arrow((192, 104), (196, 56), -6)]
    whole = [limb(), *(turn(y) for y in range(126, 48, -12)), arrow((192, 120), (192, 56), 6)]
    rule = line((PANEL, 14), (PANEL, HIGH - 14), width=1.2, stroke=PROP)
    return svg(
        "Start above the knee, then wrap up the thigh", 460, HIGH, [rule, panel(0, first), panel(1, whole)]
    )


def on_crutches() -> list[str]:
    """Weight on the hands; the crutches end below the armpit."""
    body = Body(
        (92, 126),
        88,
        Leg((64, 200), -40, -1, sore=True),
        Leg((98, 219), 0, -1),
        Reach((116, 128), 1, 0),
        Reach((127, 127), 1, 0),
    )
    crutch = (
        line((100, 86), (132, STANDING), 4) + line((88, 86), (112, 84), 6) + line((110, 129), (124, 127), 6)
    )
    other = line((112, 84), (148, STANDING), 4) + line((122, 129), (136, 127), 6)
    words = [text((176, 50), "gap below"), text((176, 71), "the armpit")]
    return [floor(STANDING), other, draw(body), crutch, *words]


def with_cane() -> list[str]:
    """The cane is opposite the sore leg."""
    body = Body(
        (92, 128),
        90,
        Leg((76, 219), 0, -1, sore=True),
        Leg((112, 218), 0, -1),
        Reach((88, 136), 1, -80),
        Reach((132, 128), 1, 0),
    )
    cane = line((136, 130), (142, STANDING), 4.5) + path(
        "M136 132C134 122 124 122 122 130", stroke=INK, width=4.5
    )
    sore = [text((36, 152), "sore"), text((36, 173), "leg")]
    side = [text((184, 158), "cane on"), text((184, 179), "the other"), text((184, 200), "side")]
    return [floor(STANDING), cane, draw(body), *side, *sore]


def crutches_cane() -> str:
    """How to hold crutches, and a cane."""
    rule = line((PANEL, 14), (PANEL, HIGH - 14), width=1.2, stroke=PROP)
    return svg(
        "Crutches end below the armpit; the cane is opposite the sore leg",
        460,
        HIGH,
        [rule, panel(0, on_crutches()), panel(1, with_cane())],
    )


def cover() -> str:
    """A calm seated stretch, for the cover."""
    ground = circle((180, 190), 150, fill=PALE, stroke="none", width=0)
    person = f'<g transform="translate(-4 58) scale(1.62)">{seated(52, (138, 128), 46)}</g>'
    mat = path("M30 306H330V318H30Z", fill=PROP, stroke=INK, width=3)
    return svg("A person stretches the back of the thigh", 360, 360, [ground, mat, person])

"""The exercises, each as a start and an end position: a new one is a few numbers.

All points are in a panel of 230 by `high` units; 4 units are a millimetre when the figure is printed 115 mm wide.
"""

from __future__ import annotations

from drawing.body import Body, Leg, Reach, draw
from drawing.shapes import INK, PALE, PROP, Point, arrow, box, circle, line, number, svg

PANEL = 230.0
LOW, HIGH = 170.0, 240.0
LYING, STANDING = 155.0, 225.0
"""Where the floor is in a low and in a high panel."""


def panel(at: int, parts: list[str]) -> str:
    """A panel with its step number; the first stands left of the second."""
    return f'<g transform="translate({at * PANEL:g} 0)">' + "".join(parts) + number((23, 24), at + 1) + "</g>"


def pair(title: str, high: float, start: list[str], end: list[str]) -> str:
    """Start and end position side by side, with a thin line between."""
    rule = line((PANEL, 14), (PANEL, high - 14), width=1.2, stroke=PROP)
    return svg(title, 2 * PANEL, high, [rule, panel(0, start), panel(1, end)])


def floor(y: float) -> str:
    """The floor line of a panel."""
    return line((8, y), (PANEL - 8, y), width=2.6)


def wall(y: float, x: float = 205) -> str:
    """A wall at the right."""
    return box(x, 12, 12, y - 12, fill=PROP, round_=0)


def chair(x: float, y: float, deep: float = 42) -> str:
    """A chair seen from the side, its back towards the person."""
    return (
        line((x, y - 100), (x, y), 5)
        + line((x, y - 48), (x + deep, y - 48), 6)
        + line((x + deep - 2, y - 48), (x + deep - 2, y), 5)
    )


def seated(trunk: float, wrist: Point, head: float | None = None) -> str:
    """Sitting on the floor with the sore leg straight."""
    return draw(
        Body(
            hip=(62, 141), trunk=trunk, head=head,
            near_leg=Leg((154, 147), 82, knee=-1, sore=True), far_leg=Leg((112, 149), 4, knee=-1),
            near_arm=Reach(wrist, 1), far_arm=Reach((wrist[0] + 4, wrist[1] - 3), 1),
        )
    )  # fmt: skip


def floor_stretch() -> str:
    """Sit tall, then lean from the hips."""
    start = [floor(LYING), seated(92, (96, 122))]
    end = [floor(LYING), seated(46, (140, 132), 42), arrow((84, 34), (142, 66), 9)]
    return pair("Floor stretch: sit tall, then lean from the hips", LOW, start, end)


def standing_stretch() -> str:
    """Heel on a low step, then bend the standing knee."""
    scene = [
        floor(STANDING),
        box(136, 205, 62, 20),
        line((128, 104), (222, 104), 5),
        line((216, 104), (216, 225), 5),
    ]
    near, far = Leg((150, 199), 72, knee=-1, sore=True), Leg((92, 219), 0, knee=-1)
    up = Body((92, 128), 88, near, far, Reach((112, 128), 1), Reach((146, 98), 1, 0))
    down = Body((78, 142), 68, near, far, Reach((112, 158), 1), Reach((146, 98), 1, 0))
    start, end = [*scene, draw(up)], [*scene, draw(down), arrow((52, 118), (48, 158), 8)]
    return pair("Standing stretch: heel on a step, then bend the standing knee", HIGH, start, end)


def foam_roller() -> str:
    """Roller under the thigh, then lift the hips and roll."""
    roller = circle((124, 143), 12, fill=PROP) + circle((124, 143), 4, fill=INK)
    low = Body(
        (90, 141),
        121,
        Leg((168, 147), 66, -1, sore=True),
        Leg((152, 149), 0, -1),
        Reach((42, 151), 1, 180),
        Reach((50, 150), 1, 180),
    )
    lift = Body(
        (92, 121),
        146,
        Leg((184, 130), 70, -1, sore=True),
        Leg((152, 149), 0, -1),
        Reach((44, 151), 1, 180),
        Reach((52, 150), 1, 180),
        head=118,
    )
    start = [floor(LYING), roller, draw(low)]
    end = [floor(LYING), roller, draw(lift), arrow((150, 86), (184, 92)), arrow((138, 84), (104, 78))]
    return pair("Foam roller: under the thigh, then lift the hips and roll", LOW, start, end)


def bedtime_stretch() -> str:
    """The calf, then the hamstring."""
    calf = Body(
        (116, 141),
        72,
        Leg((66, 219), 0, -1, calf=True),
        Leg((152, 219), 0, -1),
        Reach((194, 92), 1, 80),
        Reach((194, 84), 1, 80),
    )
    ham = Body(
        (84, 137),
        52,
        Leg((130, 217), 62, -1, sore=True),
        Leg((88, 219), 0, -1),
        Reach((112, 158), 1),
        Reach((170, 120), 1, 0),
    )
    start = [floor(STANDING), wall(STANDING, 200), draw(calf), arrow((42, 176), (52, 206), -4)]
    end = [floor(STANDING), chair(174, STANDING), draw(ham), arrow((112, 30), (166, 56), 8)]
    return pair("Bedtime stretch: the calf, then the hamstring", HIGH, start, end)


def warm_up_rocking() -> str:
    """Stand tall, then sit back and tip forward."""
    tall = Body(
        (104, 129),
        90,
        Leg((132, 216), 38, -1),
        Leg((102, 219), 0, -1),
        Reach((108, 122), 1),
        Reach((112, 122), 1),
    )
    back = Body(
        (70, 150),
        46,
        Leg((132, 216), 50, -1, sore=True),
        Leg((102, 219), 0, -1),
        Reach((104, 160), 1),
        Reach((110, 154), 1),
    )
    start, end = [floor(STANDING), draw(tall)], [floor(STANDING), draw(back), arrow((66, 108), (38, 138), 8)]
    return pair("Warm-up rocking: stand tall, then sit back and tip forward", HIGH, start, end)


def bridge() -> str:
    """Lie flat, then lift the hips into one line."""
    feet, far = Leg((160, 148), 0, -1, sore=True), Leg((166, 148), 0, -1)
    low = Body((112, 141), 180, feet, far, Reach((113, 151), -1, 0), Reach((116, 150), -1, 0))
    lift = Body((109, 120), 201, feet, far, Reach((113, 151), -1, 0), Reach((116, 150), -1, 0), head=178)
    start, end = [floor(LYING), draw(low)], [floor(LYING), draw(lift), arrow((112, 94), (112, 58), 0)]
    return pair("Bridge: lie flat, then lift the hips into one line", LOW, start, end)


def standing_curl() -> str:
    """Stand at a chair, then bring the heel up."""
    far, arms = Leg((102, 219), 0, -1), (Reach((132, 119), 1, 0), Reach((135, 118), 1, 0))
    tall = Body((100, 128), 90, Leg((98, 219), 0, -1, sore=True), far, *arms)
    curl = Body((100, 128), 88, Leg((62, 162), 250, -1, sore=True), far, *arms)
    scene = [floor(STANDING), chair(139, STANDING)]
    start, end = [*scene, draw(tall)], [*scene, draw(curl), arrow((58, 208), (40, 168), 10)]
    return pair("Standing curl: stand at a chair, then bring the heel up", HIGH, start, end)


def lunge() -> str:
    """One foot ahead, then straight down."""
    scene = [box(8, 12, 214, STANDING - 12, fill=PALE, round_=0, width=0), floor(STANDING)]
    front, rear = Leg((156, 219), 0, -1, sore=True), Leg((56, 204), -50, -1)
    high = Body((108, 138), 90, front, rear, Reach((116, 136), 1), Reach((154, 84), 1, 80))
    low = Body((105, 166), 90, front, rear, Reach((112, 168), 1), Reach((150, 112), 1, 80))
    start, end = [*scene, draw(high)], [*scene, draw(low), arrow((66, 110), (66, 152), 0)]
    return pair("Lunge: one foot ahead, then straight down", HIGH, start, end)


def hamstring_catch() -> str:
    """Foot in the air, then drop and catch."""
    flat, arms = Leg((202, 134), -65, 1), (Reach((110, 150), -1, 0), Reach((113, 150), -1, 0))
    mat = box(10, 150, 32, 5, fill=PROP)
    up = Body((112, 139), 180, Leg((158, 96), 30, 1, sore=True), flat, *arms, face=-1, head=174)
    caught = Body((112, 139), 180, Leg((198, 122), -20, 1, sore=True), flat, *arms, face=-1, head=174)
    start = [floor(LYING), mat, draw(up)]
    end = [floor(LYING), mat, draw(caught), arrow((164, 84), (212, 106), 9)]
    return pair("Hamstring catch: foot in the air, then drop and catch", LOW, start, end)


def ball_pick_up() -> str:
    """Stand on one leg, then tip from the hip."""
    scene = [floor(STANDING), chair(189, STANDING, 32)]
    ball = circle((146, 216), 8, fill=PROP)
    tall = Body(
        (86, 128),
        90,
        Leg((88, 219), 0, -1, sore=True),
        Leg((70, 204), -30, -1),
        Reach((96, 128), 1),
        Reach((102, 126), 1),
    )
    tip = Body(
        (84, 134),
        1,
        Leg((88, 219), 0, -1, sore=True),
        Leg((27, 121), 215, -1),
        Reach((144, 196), 1),
        Reach((187, 119), 1, 0),
        head=16,
    )
    start = [*scene, ball, draw(tall)]
    end = [*scene, ball, draw(tip), arrow((100, 60), (158, 88), 9)]
    return pair("Single-leg ball pick-up: stand on one leg, then tip from the hip", HIGH, start, end)


def nordic() -> str:
    """Kneel tall, then lean slowly."""
    pad = box(88, 219, 74, 6, fill=PROP)
    holds = (Reach((102, 205), 1), Reach((106, 205), 1))
    partner = draw(Body((46, 178), 44, Leg((32, 213), 186, -1), Leg((64, 219), 0, -1), *holds))
    legs = (Leg((100, 210), 188, -1, sore=True), Leg((102, 210), 188, -1))
    tall = Body((146, 164), 90, *legs, Reach((162, 143), 1), Reach((166, 143), 1))
    lean = Body((164, 168), 65, *legs, Reach((207, 140), 1, 60), Reach((211, 136), 1, 60), head=66)
    start = [floor(STANDING), pad, draw(tall), partner]
    end = [floor(STANDING), pad, draw(lean), partner, arrow((154, 46), (202, 62), 7)]
    return pair("Nordic exercise: kneel tall, then lean slowly", HIGH, start, end)

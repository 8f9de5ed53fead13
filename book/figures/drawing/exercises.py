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
    return f'<g transform="translate({at * PANEL:g} 0)">' + "".join(parts) + number((20, 22), at + 1) + "</g>"


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


def chair(x: float, y: float) -> str:
    """A chair seen from the side, its back towards the person."""
    return (
        line((x, y - 100), (x, y), 5)
        + line((x, y - 48), (x + 42, y - 48), 6)
        + line((x + 40, y - 48), (x + 40, y), 5)
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
    end = [floor(LYING), seated(46, (140, 132), 42), arrow((92, 38), (140, 62), -10)]
    return pair("Floor stretch: sit tall, then lean from the hips", LOW, start, end)


def standing_stretch() -> str:
    """Heel on a low step, then bend the standing knee."""
    scene = [
        floor(STANDING),
        box(146, 205, 52, 20),
        line((128, 104), (222, 104), 5),
        line((216, 104), (216, 225), 5),
    ]
    near, far = Leg((150, 199), 72, knee=-1, sore=True), Leg((92, 219), 0, knee=-1)
    up = Body((92, 128), 88, near, far, Reach((112, 128), 1), Reach((146, 101), 1))
    down = Body((78, 142), 68, near, far, Reach((112, 158), 1), Reach((140, 101), 1))
    start, end = [*scene, draw(up)], [*scene, draw(down), arrow((52, 118), (48, 158), 8)]
    return pair("Standing stretch: heel on a step, then bend the standing knee", HIGH, start, end)


def foam_roller() -> str:
    """Roller under the thigh, then lift the hips and roll."""
    roller = circle((134, 143), 12, fill=PROP) + circle((134, 143), 4, fill=INK)
    low = Body(
        (90, 141),
        108,
        Leg((170, 149), 66, -1, sore=True),
        Leg((150, 149), 0, -1),
        Reach((42, 150), 1),
        Reach((48, 150), 1),
    )
    lift = Body(
        (92, 121),
        140,
        Leg((184, 130), 70, -1, sore=True),
        Leg((150, 149), 0, -1),
        Reach((44, 148), 1),
        Reach((50, 148), 1),
        head=118,
    )
    start = [floor(LYING), roller, draw(low)]
    end = [floor(LYING), roller, draw(lift), arrow((150, 86), (184, 92)), arrow((138, 84), (104, 78))]
    return pair("Foam roller: under the thigh, then lift the hips and roll", LOW, start, end)


def bedtime_stretch() -> str:
    """The calf, then the hamstring."""
    calf = Body(
        (112, 141),
        72,
        Leg((66, 219), 0, -1),
        Leg((150, 219), 0, -1),
        Reach((195, 92), 1, 80),
        Reach((195, 84), 1, 80),
    )
    ham = Body(
        (84, 137),
        52,
        Leg((130, 217), 62, -1, sore=True),
        Leg((88, 219), 0, -1),
        Reach((112, 158), 1),
        Reach((118, 150), 1),
    )
    start = [floor(STANDING), wall(STANDING), draw(calf), arrow((86, 176), (62, 200), 8)]
    end = [floor(STANDING), draw(ham), arrow((100, 30), (146, 42), -8)]
    return pair("Bedtime stretch: the calf, then the hamstring", HIGH, start, end)


def warm_up_rocking() -> str:
    """Stand tall, then sit back and tip forward."""
    tall = Body(
        (104, 129),
        90,
        Leg((128, 216), 38, -1),
        Leg((102, 219), 0, -1),
        Reach((108, 122), 1),
        Reach((112, 122), 1),
    )
    back = Body(
        (84, 150),
        48,
        Leg((136, 216), 50, -1, sore=True),
        Leg((106, 219), 0, -1),
        Reach((116, 158), 1),
        Reach((122, 152), 1),
    )
    start, end = [floor(STANDING), draw(tall)], [floor(STANDING), draw(back), arrow((74, 112), (46, 142), 8)]
    return pair("Warm-up rocking: stand tall, then sit back and tip forward", HIGH, start, end)


def bridge() -> str:
    """Lie flat, then lift the hips into one line."""
    feet, far = Leg((160, 148), 0, -1, sore=True), Leg((166, 148), 0, -1)
    low = Body((112, 141), 180, feet, far, Reach((113, 150), -1), Reach((116, 149), -1))
    lift = Body((108, 116), 205, feet, far, Reach((116, 150), -1), Reach((119, 149), -1), head=178)
    start, end = [floor(LYING), draw(low)], [floor(LYING), draw(lift), arrow((112, 94), (112, 58), 0)]
    return pair("Bridge: lie flat, then lift the hips into one line", LOW, start, end)


def standing_curl() -> str:
    """Stand at a chair, then bring the heel up."""
    far, arms = Leg((102, 219), 0, -1), (Reach((154, 122), 1), Reach((158, 122), 1))
    tall = Body((100, 128), 90, Leg((98, 219), 0, -1, sore=True), far, *arms)
    curl = Body((100, 128), 88, Leg((62, 162), 250, -1, sore=True), far, *arms)
    scene = [floor(STANDING), chair(160, STANDING)]
    start, end = [*scene, draw(tall)], [*scene, draw(curl), arrow((58, 208), (40, 168), 10)]
    return pair("Standing curl: stand at a chair, then bring the heel up", HIGH, start, end)


def lunge() -> str:
    """One foot ahead, then straight down."""
    scene = [box(8, 12, 214, STANDING - 12, fill=PALE, round_=0, width=0), floor(STANDING)]
    front, rear = Leg((156, 219), 0, -1, sore=True), Leg((62, 213), -52, -1)
    high = Body((108, 138), 90, front, rear, Reach((116, 136), 1), Reach((154, 84), 1, 80))
    low = Body((104, 170), 90, front, rear, Reach((112, 168), 1), Reach((150, 112), 1, 80))
    start, end = [*scene, draw(high)], [*scene, draw(low), arrow((66, 110), (66, 152), 0)]
    return pair("Lunge: one foot ahead, then straight down", HIGH, start, end)


def hamstring_catch() -> str:
    """Foot in the air, then drop and catch."""
    flat, arms = Leg((204, 148), 0, 1), (Reach((34, 149), 1), Reach((38, 149), 1))
    up = Body((112, 141), 180, Leg((158, 98), 30, 1, sore=True), flat, *arms, face=-1)
    caught = Body((112, 141), 180, Leg((198, 124), -20, 1, sore=True), flat, *arms, face=-1)
    start, end = [floor(LYING), draw(up)], [floor(LYING), draw(caught), arrow((168, 84), (208, 104), -8)]
    return pair("Hamstring catch: foot in the air, then drop and catch", LOW, start, end)


def ball_pick_up() -> str:
    """Stand on one leg, then tip from the hip."""
    scene = [floor(STANDING), chair(178, STANDING)]
    ball = circle((134, 216), 8, fill=PROP)
    tall = Body(
        (76, 128),
        90,
        Leg((78, 219), 0, -1, sore=True),
        Leg((60, 204), -30, -1),
        Reach((86, 128), 1),
        Reach((92, 126), 1),
    )
    tip = Body(
        (66, 136),
        14,
        Leg((76, 219), 0, -1, sore=True),
        Leg((14, 146), 240, -1),
        Reach((130, 186), 1),
        Reach((174, 128), 1),
        head=20,
    )
    start = [*scene, ball, draw(tall)]
    end = [*scene, ball, draw(tip), arrow((100, 56), (142, 78), -10)]
    return pair("Single-leg ball pick-up: stand on one leg, then tip from the hip", HIGH, start, end)


def nordic() -> str:
    """Kneel tall, then lean slowly."""
    pad = box(74, 217, 74, 8, fill=PROP)
    holds = (Reach((86, 208), 1), Reach((90, 208), 1))
    partner = draw(Body((34, 184), 44, Leg((18, 216), 190, -1), Leg((50, 219), 0, -1), *holds))
    legs = (Leg((88, 212), 188, -1, sore=True), Leg((90, 212), 188, -1))
    tall = Body((134, 167), 90, *legs, Reach((150, 146), 1), Reach((154, 146), 1))
    lean = Body((154, 173), 60, *legs, Reach((214, 156), 1, 60), Reach((218, 152), 1, 60), head=62)
    start = [floor(STANDING), pad, partner, draw(tall)]
    end = [floor(STANDING), pad, partner, draw(lean), arrow((150, 56), (192, 70), -8)]
    return pair("Nordic exercise: kneel tall, then lean slowly", HIGH, start, end)

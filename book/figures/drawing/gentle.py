"""The gentle ones: the first movements after an injury, the calf stretch and three yoga poses."""

from __future__ import annotations

from drawing.body import Body, Leg, Reach, draw
from drawing.exercises import HIGH, LOW, LYING, STANDING, floor, pair, wall
from drawing.shapes import INK, PAPER, PROP, arrow, circle, line, polar, svg, text


def knee_bends_lying() -> str:
    """Lie on the back, then slide the heel toward the buttock."""
    arms = (Reach((113, 151), -1, 0), Reach((116, 150), -1, 0))
    flat = Leg((204, 147), 76, -1)
    long = Body((112, 141), 180, Leg((202, 147), 72, -1, sore=True), flat, *arms)
    bent = Body((112, 141), 180, Leg((160, 148), 0, -1, sore=True), flat, *arms)
    start = [floor(LYING), draw(long)]
    end = [floor(LYING), draw(bent), arrow((214, 108), (180, 108))]
    return pair("Knee bends: lie on your back, then slide the heel toward the buttock", LOW, start, end)


def calf_stretch() -> str:
    """Hands on a wall and one foot back with the heel down, then bend the front knee."""
    rear, front = Leg((56, 219), 0, -1, calf=True), Leg((128, 219), 0, -1)
    tall = Body((98, 137), 80, rear, front, Reach((165, 86), 1, 80), Reach((165, 80), 1, 80))
    lean = Body((109, 144), 70, rear, front, Reach((165, 96), 1, 80), Reach((165, 90), 1, 80))
    scene = [floor(STANDING), wall(STANDING, 171)]
    start = [*scene, draw(tall), arrow((32, 176), (42, 206), -4)]
    end = [*scene, draw(lean), arrow((60, 132), (90, 138), 4)]
    return pair("Calf stretch: one foot back, heel down, then bend the front knee", HIGH, start, end)


def bike() -> str:
    """An exercise bike without its pedals, seen from the side."""
    return "".join(
        [
            line((66, 221), (186, 221), 7),
            circle((156, 186), 28, fill=PROP),
            circle((156, 186), 5, fill=INK),
            line((88, 124), (106, 186), 6),
            line((106, 186), (112, 221), 6),
            line((106, 186), (156, 186), 6),
            line((156, 186), (150, 104), 6),
            line((156, 186), (160, 221), 6),
            line((150, 104), (162, 98), 6),
            line((70, 122), (102, 122), 8),
        ]
    )


def rider(turn: float) -> list[str]:
    """A person on the bike; `turn` is the direction of the near pedal in degrees."""
    axle = (106.0, 186.0)
    near, far = polar(axle, turn, 15), polar(axle, turn + 180, 15)
    body = Body(
        (84, 106),
        66,
        Leg((near[0] - 8, near[1] - 8), -4, -1, sore=True),
        Leg((far[0] - 8, far[1] - 8), -4, -1),
        Reach((150, 98), 1, 20),
        Reach((154, 96), 1, 20),
    )
    crank = line(far, near, 4) + circle(axle, 5, fill=PAPER)
    pedals = [line((at[0] - 8, at[1]), (at[0] + 10, at[1]), 4) for at in (near, far)]
    return [
        floor(STANDING),
        bike(),
        crank,
        pedals[1],
        draw(body),
        pedals[0],
    ]


def cycling() -> str:
    """The knee almost straight at the lowest point, then easy turns."""
    low = rider(-80)
    high = [*rider(70), arrow((192, 122), (206, 156), 8)]
    return pair("Exercise bike: the saddle is high, the turns are easy", HIGH, low, high)


def yoga_poses() -> str:
    """Three poses side by side, each with its name."""
    staff = Body(
        (32, 211),
        90,
        Leg((123, 214), 84, -1, sore=True),
        Leg((126, 214), 84, -1),
        Reach((36, 218), -1, 0),
        Reach((40, 216), -1, 0),
    )
    triangle = Body(
        (205, 137.2),
        16,
        Leg((248, 219), 0, -1, sore=True),
        Leg((162, 219), 0, 1, length=8),
        Reach((248, 190), -1, -70),
        Reach((262, 58), -1, 90),
        face=-1,
    )
    dog = Body(
        (386, 143),
        -38,
        Leg((340, 219), 0, -1, sore=True),
        Leg((344, 219), 0, -1),
        Reach((478, 220), -1, 0),
        Reach((481, 219), -1, 0),
        head=-46,
    )
    names = (("Staff", "Pose", 74), ("Extended", "Triangle", 224), ("Downward-", "Facing Dog", 412))
    parts = [line((a, STANDING), (b, STANDING), 2.6) for a, b in ((8, 134), (150, 314), (330, 492))]
    parts += [draw(one) for one in (staff, triangle, dog)]
    parts += [line((x, 14), (x, 274), 1.2, stroke=PROP) for x in (142, 322)]
    for upper, lower, x in names:
        parts += [text((x, 250), upper, 19, weight=700), text((x, 272), lower, 19, weight=700)]
    return svg("Three yoga poses: Staff Pose, Extended Triangle, Downward-Facing Dog", 500, 286, parts)

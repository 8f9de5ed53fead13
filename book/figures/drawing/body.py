"""Where hips, hands and feet are → a body seen from the side, always with the same proportions."""

from __future__ import annotations

import math
from dataclasses import dataclass

from drawing.shapes import INK, PAPER, SORE, Point, capsule, circle, n, path, polar

TRUNK, NECK, HEAD = 58.0, 19.0, 12.5
THIGH, SHIN, FOOT = 47.0, 46.0, 19.0
ARM, FOREARM, HAND = 33.0, 30.0, 8.0

SKIN, SKIN_FAR = "#f0cfb4", "#d9b394"
SHIRT, SHIRT_FAR = "#8fb3d1", "#7397b6"
SHORTS, SHORTS_FAR = "#4a6b8a", "#3b5873"
SHOE, HAIR = "#243b53", "#3a2c24"


@dataclass(frozen=True)
class Leg:
    """A leg by where its ankle is; `knee` says to which side of the line from hip to ankle the knee bends."""

    ankle: Point
    foot: float
    """Direction of the toes in degrees; 0 is right, 90 is up."""
    knee: int = 1
    sore: bool = False
    """The back of the thigh is tinted."""
    calf: bool = False
    """The back of the shin is tinted."""
    length: float = FOOT
    """Shorter for a foot that points at the reader."""


@dataclass(frozen=True)
class Reach:
    """An arm by where its wrist is; `elbow` says to which side of the line from shoulder to wrist it bends."""

    wrist: Point
    elbow: int = 1
    hand: float | None = None
    """Direction of the fingers in degrees; None goes on from the forearm."""


@dataclass(frozen=True)
class Body:
    """A person from the side; the far limbs are drawn behind."""

    hip: Point
    trunk: float
    """Direction from hip to shoulder in degrees."""
    near_leg: Leg
    far_leg: Leg
    near_arm: Reach
    far_arm: Reach
    face: int = 1
    """1 looks right (or up, when lying), -1 left."""
    head: float | None = None
    """Direction from shoulder to head in degrees; None goes on from the trunk."""


def joint(a: Point, b: Point, first: float, second: float, side: int) -> tuple[Point, Point]:
    """Knee or elbow between two points, and the end that can be reached; by the law of cosines."""
    away = math.dist(a, b)
    reach = min(max(away, abs(first - second) + 0.1), first + second - 0.1)
    along = math.atan2(b[1] - a[1], b[0] - a[0])
    end = (a[0] + reach * math.cos(along), a[1] + reach * math.sin(along))
    inner = math.acos((first**2 + reach**2 - second**2) / (2 * first * reach))
    turn = along + side * inner
    return (a[0] + first * math.cos(turn), a[1] + first * math.sin(turn)), end


def group(shapes: list[tuple[str, str]]) -> str:
    """Limbs that hang together: one outline round all of them."""
    outlines = "".join(path(data, fill=INK, stroke=INK, width=3.4) for data, _fill in shapes)
    return outlines + "".join(path(data, fill=fill) for data, fill in shapes)


def leg(hip: Point, it: Leg, *, far: bool) -> str:
    """Thigh, shin and foot."""
    knee, ankle = joint(hip, it.ankle, THIGH, SHIN, it.knee)
    toe = polar(ankle, it.foot, it.length)
    heel = polar(ankle, it.foot + 180, 4)
    cloth, skin = (SHORTS_FAR, SKIN_FAR) if far else (SHORTS, SKIN)
    hem = (hip[0] + (knee[0] - hip[0]) * 0.62, hip[1] + (knee[1] - hip[1]) * 0.62)
    shapes = [
        (capsule(knee, ankle, 7.6, 4.8), skin),
        (capsule(heel, toe, 5.2, 3.6), SHOE),
        (capsule(hip, knee, 11.5, 8.0), skin),
        (capsule(hip, hem, 12.2, 10.6), cloth),
    ]
    drawn = group(shapes)
    if it.sore:
        drawn += sore_mark(hip, knee, it.knee)
    if it.calf:
        drawn += sore_mark(knee, ankle, it.knee, 0.65, 14)
    return drawn


def sore_mark(upper: Point, lower: Point, side: int, size: float = 1, short: float = 3) -> str:
    """The back of the thigh or shin, tinted: away from the side that the knee points to; it ends `short` of `lower`.

    Its pale rim tells it from the cloth where a page is printed in grey.
    """
    along = math.atan2(lower[1] - upper[1], lower[0] - upper[0])
    deep = 5 * size * side
    back = (deep * math.sin(along), -deep * math.cos(along))
    top = (upper[0] + 8 * math.cos(along) + back[0], upper[1] + 8 * math.sin(along) + back[1])
    end = (
        lower[0] - short * math.cos(along) + 0.8 * back[0],
        lower[1] - short * math.sin(along) + 0.8 * back[1],
    )
    return path(capsule(top, end, 4.6 * size, 2.6 * size), fill=SORE, stroke=PAPER, width=1.6)


def arm(shoulder: Point, it: Reach, *, far: bool) -> str:
    """Upper arm with a short sleeve, forearm and hand."""
    elbow, wrist = joint(shoulder, it.wrist, ARM, FOREARM, it.elbow)
    on = math.degrees(math.atan2(elbow[1] - wrist[1], wrist[0] - elbow[0]))
    fingers = polar(wrist, on if it.hand is None else it.hand, HAND)
    cloth, skin = (SHIRT_FAR, SKIN_FAR) if far else (SHIRT, SKIN)
    hem = (shoulder[0] + (elbow[0] - shoulder[0]) * 0.55, shoulder[1] + (elbow[1] - shoulder[1]) * 0.55)
    return group(
        [
            (capsule(elbow, wrist, 5.0, 3.6), skin),
            (capsule(wrist, fingers, 4.2, 3.0), skin),
            (capsule(shoulder, elbow, 6.6, 5.0), skin),
            (capsule(shoulder, hem, 7.4, 6.6), cloth),
        ]
    )


def draw(it: Body) -> str:
    """The whole person, far side first."""
    middle = polar(it.hip, it.trunk, TRUNK / 2)
    shoulder = polar(middle, it.trunk, TRUNK / 2)
    lean = it.trunk if it.head is None else it.head
    neck = polar(shoulder, lean, NECK * 0.7)
    head = polar(shoulder, lean, NECK + HEAD * 0.75)
    trunk = group(
        [
            (capsule(shoulder, neck, 5.2, 4.8), SKIN),
            (capsule(it.hip, middle, 12.6, 11.8), SHIRT),
            (capsule(middle, shoulder, 11.8, 10.8), SHIRT),
            (capsule(it.hip, polar(it.hip, it.trunk, 6), 12.8, 12.6), SHORTS),
        ]
    )
    return "".join(
        [
            arm(shoulder, it.far_arm, far=True),
            leg(it.hip, it.far_leg, far=True),
            trunk,
            skull(head, lean, it.face),
            leg(it.hip, it.near_leg, far=False),
            arm(shoulder, it.near_arm, far=False),
        ]
    )


def skull(at: Point, lean: float, face: int) -> str:
    """Head with hair and an eye; the nose points forward."""
    forward = lean - 90 * face
    nose = polar(at, forward, HEAD + 1.6)
    head = group(
        [(capsule(at, polar(at, lean + 180, 3), HEAD, HEAD * 0.84), SKIN), (capsule(at, nose, 6, 1.6), SKIN)]
    )
    crown = [polar(at, lean + turn * face, HEAD + 0.6) for turn in (-42, 140)]
    inner = polar(at, lean + 95 * face, 2.5)
    hair = (
        f"M{n(crown[0][0])} {n(crown[0][1])}A{n(HEAD + 0.6)} {n(HEAD + 0.6)} 0 0 {int(face < 0)} "
        f"{n(crown[1][0])} {n(crown[1][1])}L{n(inner[0])} {n(inner[1])}Z"
    )
    return (
        head
        + path(hair, fill=HAIR)
        + circle(polar(at, forward, HEAD * 0.62), 1.4, fill=INK, stroke="none", width=0)
    )

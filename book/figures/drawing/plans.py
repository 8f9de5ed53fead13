"""Pictures with words: the decision flow and the three tiers of help."""

from __future__ import annotations

from drawing.shapes import INK, PALE, PAPER, WORDS, Point, box, line, path, svg, text

WIDE = 460.0


def words(x: float, y: float, lines: list[str], size: float, weight: int = 400, fill: str = INK) -> str:
    """Centred lines around the height `y`."""
    first = y - (len(lines) - 1) * size * 0.62 + size * 0.36
    return "".join(
        text((x, first + k * size * 1.24), one, size, weight=weight, fill=fill) for k, one in enumerate(lines)
    )


def tip(a: Point, b: Point) -> str:
    """A straight arrow, downwards or to the right."""
    if a[0] == b[0]:
        head = path(
            f"M{b[0] - 6:g} {b[1] - 9:g}L{b[0]:g} {b[1]:g}L{b[0] + 6:g} {b[1] - 9:g}", stroke=INK, width=2.6
        )
    else:
        head = path(
            f"M{b[0] - 9:g} {b[1] - 6:g}L{b[0]:g} {b[1]:g}L{b[0] - 9:g} {b[1] + 6:g}", stroke=INK, width=2.6
        )
    return line(a, b, 2.6) + head


QUESTIONS = (
    (["Any emergency sign?"], ["Call the", "emergency number"]),
    (["One leg swollen and sore?", "A pop and a big bruise?"], ["See a doctor", "the same day"]),
    (["A hard knot that let go", "within 10 minutes?"], ["Likely a cramp:", "stretch it gently"]),
    (["A sharp pain in a sprint, a", "kick or a wide stretch?"], ["Likely a strain:", "protect the leg"]),
)


def decision_flow() -> str:
    """Four questions from top to bottom, each with its answer at the right."""
    parts = []
    for row, (question, answer) in enumerate(QUESTIONS):
        y = 14 + row * 96
        parts += [box(5, y, 230, 62, fill=PALE, round_=8), words(120, y + 31, question, WORDS)]
        parts += [tip((236, y + 31), (277, y + 31)), text((256, y + 19), "yes", weight=700)]
        dark = row == 0
        parts += [box(279, y, 176, 62, fill=INK if dark else PAPER, round_=8, width=2.6)]
        parts += [words(367, y + 31, answer, WORDS, 700, PAPER if dark else INK)]
        parts += [tip((120, y + 62), (120, y + 94)), text((134, y + 84), "no", WORDS, "start", 700)]
    parts += [box(5, 398, 450, 82, fill=PAPER, round_=8, width=2.6)]
    parts += [
        words(
            230,
            439,
            ["Not sure? Treat it as a strain:", "no heat, no massage, no hard stretch.", "Ask for help."],
            WORDS,
            700,
        )
    ]
    return svg("Is it a cramp, a strain, or something else?", WIDE, 492, parts)


def help_tiers() -> str:
    """An octagon, a clock and a calendar, each with its words; they differ in shape, not only in shade."""
    octagon = "M46 20H74L94 40V68L74 88H46L26 68V40Z"
    clock = (
        path("M60 122A36 36 0 1 1 59.9 122Z", fill=PAPER, stroke=INK, width=4)
        + line((60, 158), (60, 134), 5)
        + line((60, 158), (78, 166), 5)
    )
    calendar = box(26, 236, 68, 60, fill=PAPER, round_=6, width=4) + line((26, 254), (94, 254), 4)
    calendar += line((44, 228), (44, 242), 5) + line((76, 228), (76, 242), 5)
    calendar += path("M44 272L56 284L78 262", stroke=INK, width=5)
    parts = [
        path(octagon, fill=INK, stroke=INK, width=4),
        words(60, 54, ["!"], 44, 700, PAPER),
        clock,
        calendar,
    ]
    for y, title, what in (
        (54, "Emergency", "Call now."),
        (158, "Same day", "See a doctor today."),
        (266, "Routine", "Book a visit."),
    ):
        parts += [text((124, y - 4), title, 26, "start", 700), text((124, y + 24), what, 20, "start")]
    parts += [line((20, y), (360, y), 1.4, stroke="#8fa3b5") for y in (105, 212)]
    return svg("Three steps of help: emergency, same day, routine", 380, 316, parts)


STAGES = (
    ("Protect", "first days", ["Rest a little, move gently"], "bend the knee without pain"),
    ("Move", "stage 1", ["Slow walks, knee bends,", "easy cycling, bridge"], "walk and jog slowly, no pain"),
    ("Strengthen", "stage 2", ["Curl, lunge, longer sets", "of the bridge"], "jog both ways without pain"),
    ("Run, sprint", "stage 3", ["Catch, ball pick-up, faster", "running step by step"], "sprint in training, no pain"),
    ("Sport", "", ["You and your therapist", "agree. Go on training."], ""),
)  # fmt: skip


def ticked(x: float, y: float) -> str:
    """A ticked box, 20 wide."""
    return box(x, y, 20, 20, fill=PAPER, round_=4, width=2.6) + path(
        f"M{x + 4.5:g} {y + 10:g}L{x + 9:g} {y + 15:g}L{x + 16:g} {y + 5:g}", stroke=INK, width=3
    )


def recovery_timeline() -> str:
    """The way back from top to bottom: five stages, and what you can do before you move on."""
    parts = [ticked(10, 10), text((40, 26), "Move on when you can do this", WORDS, "start", 700)]
    for row, (name, stage, what, can) in enumerate(STAGES):
        y = 44 + row * 92
        last = not can
        parts += [box(10, y, 150, 52, fill=INK if last else PALE, round_=8)]
        shade = PAPER if last else INK
        parts += [words(85, y + 16 if stage else y + 26, [name], 18, 700, shade)]
        parts += [words(85, y + 37, [stage], WORDS)] if stage else []
        first = y + 32 - (len(what) - 1) * 10.5
        parts += [text((174, first + k * 21), one, WORDS, "start") for k, one in enumerate(what)]
        if can:
            parts += [tip((85, y + 52), (85, y + 90)), ticked(104, y + 61)]
            parts += [text((134, y + 77), can, WORDS, "start", 700)]
    return svg("The way back after a hamstring injury, by what you can do", WIDE, 474, parts)

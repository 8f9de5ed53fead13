"""Pictures with words: the decision flow and the three tiers of help."""

from __future__ import annotations

from drawing.shapes import INK, PALE, PAPER, Point, box, line, path, svg, text

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
    (["A hard knot that let go", "within 10 minutes?"], ["Likely a cramp:", "stretch it gently"]),
    (["A sharp pain in a sprint, a", "kick or a wide stretch?"], ["Likely a strain:", "protect the leg"]),
)


def decision_flow() -> str:
    """Three questions from top to bottom, each with its answer at the right."""
    parts = []
    for row, (question, answer) in enumerate(QUESTIONS):
        y = 14 + row * 96
        parts += [box(10, y, 220, 62, fill=PALE, round_=8), words(120, y + 31, question, 16)]
        parts += [tip((230, y + 31), (284, y + 31)), text((256, y + 23), "yes", 15, weight=700)]
        dark = row == 0
        parts += [box(286, y, 164, 62, fill=INK if dark else PAPER, round_=8, width=2.6)]
        parts += [words(368, y + 31, answer, 16, 700, PAPER if dark else INK)]
        parts += [tip((120, y + 62), (120, y + 94)), text((134, y + 83), "no", 15, "start", 700)]
    parts += [box(10, 302, 440, 58, fill=PAPER, round_=8, width=2.6)]
    parts += [
        words(
            230,
            331,
            ["Not sure? Treat it as a strain:", "no heat, no massage, no hard stretch. Ask for help."],
            16,
            700,
        )
    ]
    return svg("Is it a cramp, a strain, or something else?", WIDE, 374, parts)


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

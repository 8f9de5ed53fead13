"""Draws every figure of the guide: `python draw.py` writes them, `python draw.py --check` says whether they are as drawn.

The bodies come from joint positions (`drawing/body.py`), so a new exercise is a few numbers in `drawing/exercises.py` or `drawing/gentle.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from drawing import anatomy, care, exercises, gentle, plans

FOLDER = Path(__file__).parent
FIGURES = (
    plans.decision_flow,
    plans.help_tiers,
    plans.recovery_timeline,
    anatomy.hamstrings,
    care.raise_leg,
    care.thigh_bandage,
    care.crutches_cane,
    care.cover,
    exercises.floor_stretch,
    exercises.standing_stretch,
    exercises.foam_roller,
    exercises.bedtime_stretch,
    exercises.warm_up_rocking,
    exercises.bridge,
    exercises.standing_curl,
    exercises.lunge,
    exercises.hamstring_catch,
    exercises.ball_pick_up,
    exercises.nordic,
    gentle.knee_bends_lying,
    gentle.cycling,
    gentle.calf_stretch,
    gentle.yoga_poses,
)


def main(check: bool) -> int:
    """Write the figures, or compare them; 1 when one is not as drawn."""
    different = []
    for figure in FIGURES:
        path = FOLDER / f"{figure.__name__.replace('_', '-')}.svg"
        drawn = figure().encode()
        if check and (not path.exists() or path.read_bytes() != drawn):
            different.append(path.name)
        elif not check:
            path.write_bytes(drawn)
    if different:
        print(f"not as drawn, run draw.py: {', '.join(different)}", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))

"""Generated damage to a book that stands: commands end with a word, the last good editions stay, and the next build is as from nothing.

`make fuzz KIND=settings SEED=… COUNT=…` looks at more of one kind.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_damage import KINDS, Damage, Standing

FEW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_damage_is_told_and_undone(tmp_path: Path) -> None:
    """Some of each kind."""
    standing = Standing(tmp_path / "damaged")
    faults: list[str] = []
    met: list[Damage] = []

    @FEW
    @given(st.one_of(*KINDS.values()))
    def look(damage: Damage) -> None:
        met.append(damage)
        faults.extend(standing.faults(damage))

    look()
    assert len(met) == FEW.max_examples
    assert faults == []
    assert standing.first

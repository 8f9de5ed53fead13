"""PDF/UA-1 and PDF/A-2a, by a validator that comes with pip."""

from __future__ import annotations

from pathlib import Path

import page
import pytest
from conftest import Build

FALSE_ALARMS = ("GLYPH-WIDTH-001", "STREAM-LENGTH-001")
"""Known mistakes of page-validation 0.11: CFF fonts of CJK, and streams whose data end with a carriage return."""


def faults(path: Path, profile: str) -> list[object]:
    """What page-validation finds, but for its known mistakes."""
    result = page.validate_pdf(path, profile=profile, limits=page.SafetyLimits.unlimited())
    return [found for found in result.failures if not found.rule_id.endswith(FALSE_ALARMS)]


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_edition_is_valid(build: Build, builder: str, profile: str) -> None:
    """The book with every construct passes."""
    built = build("print-whole", builder)
    assert faults(built.file("*.pdf"), profile) == []

"""PDF/UA-1 and PDF/A-2a, by a validator that comes with pip."""

from __future__ import annotations

import page
import pytest
from conftest import Build

FALSE_ALARMS = ("GLYPH-WIDTH-001", "STREAM-LENGTH-001")
"""Known mistakes of page-validation 0.11: CFF fonts of CJK, and streams whose data end with a carriage return."""


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_edition_is_valid(build: Build, builder: str, profile: str) -> None:
    """The book with every construct passes."""
    built = build("print-whole", builder)
    result = page.validate_pdf(built.file("*.pdf"), profile=profile, limits=page.SafetyLimits.unlimited())
    assert [f for f in result.failures if not f.rule_id.endswith(FALSE_ALARMS)] == []

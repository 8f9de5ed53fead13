"""PDF/UA-1 and PDF/A-2a, by a validator that comes with pip."""

from __future__ import annotations

import pytest
from conftest import Build
from tools import page_validation


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_edition_is_valid(build: Build, builder: str, profile: str) -> None:
    """The book with every construct passes."""
    built = build("print-whole", builder)
    assert page_validation(built.file("*.pdf"), profile) == []

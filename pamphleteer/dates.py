"""A date → as a language writes it: 24 November 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date

if TYPE_CHECKING:
    from datetime import date


def day(value: date, language: str) -> str:
    """A date as the language writes it; as the calendar counts it, 2026-11-24, where nobody knows how it does."""
    locale = (
        "en_001" if language == "en" else language.replace("-", "_")
    )  # day before month, as most of the world has it
    try:
        return str(format_date(value, "long", locale=locale))
    except (LookupError, ValueError):
        return value.isoformat()

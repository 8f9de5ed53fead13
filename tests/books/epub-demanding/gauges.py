"""Instruments that count things, with docstrings for an interface page."""

from __future__ import annotations


class Gauge:
    """Counts from zero upwards.

    Its limit is :py:const:`LIMIT`.
    """

    step: int = 1
    """How much is added at a time."""

    def read(self, with_a_rather_long_name_of_an_option: bool) -> dict[str, list[int]]:
        """Say what has been counted so far, as a table of lists."""
        return {"read": [int(with_a_rather_long_name_of_an_option)]}


LIMIT: int = 99
"""The highest number."""


def reset(gauge: Gauge, value: int = 0) -> None:
    """Set a gauge to a value.

    :param gauge: the one to set
    :param value: what it shows then
    :raises ValueError: when the value is too high

    .. versionadded:: 2.0
    """

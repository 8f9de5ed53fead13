"""Work of strangers and seconds → the work done in time, or one error of the caller's.

Python looks for signals inside its regular expressions too, so that an alarm ends them. There are two: one goes by the seconds of
computing, one by the clock, for what waits without computing. Without alarms (on Windows, in a thread) the time has no end.

Every stage takes its seconds from the setting `pamphleteer_chapter_seconds`: a build from its configuration, and what runs
without Sphinx from the text of the nearest `conf.py`, which is not run for it.
"""

from __future__ import annotations

import ast
import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Overdue = Callable[[str], Exception]
    """Makes the error of what has just taken too long, of words such as “within 300 seconds of computing”."""

SETTING = "pamphleteer_chapter_seconds"
ENOUGH = 300
"""Seconds of computing for one chapter: a table of 100,000 lines takes a fifth of it."""
BY_THE_CLOCK = 3
"""So many times as long may it take by the clock: other programs compute meanwhile."""
AGAIN = 5
"""Seconds until the alarm is given again, should whatever was at work have taken it for an error of its own."""
ADVICE = f"take it apart, or allow more with `{SETTING}` in conf.py"


class OverdueError(Exception):
    """An alarm went off; its words say after what time."""


def start(seconds: float, overdue: Overdue) -> None:
    """Set the alarms, in place of those that were set before; no seconds at all mean none."""
    if not may_alarm():
        return

    def end(number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGVTALRM:
            raise overdue(f"within {seconds:g} seconds of computing")
        raise overdue(
            f"within {seconds * BY_THE_CLOCK:g} seconds by the clock, in which something was waited for"
        )

    for timer, number, most in (
        (signal.ITIMER_VIRTUAL, signal.SIGVTALRM, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, seconds * BY_THE_CLOCK),
    ):
        signal.signal(number, end)
        signal.setitimer(timer, most, AGAIN if seconds else 0)


def stop() -> None:
    """Stop the alarms."""
    if may_alarm():
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def may_alarm() -> bool:
    """Whether alarms can be set here."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def within(seconds: float, overdue: Overdue) -> Iterator[None]:
    """What is done here ends within so many seconds of computing, and three times as many by the clock."""
    start(seconds, overdue)
    try:
        yield
    finally:
        stop()


def seconds_near(path: Path) -> float:
    """The seconds that the nearest `conf.py` at or above a path allows, if it says so in figures."""
    for folder in (path.absolute(), *path.absolute().parents):
        conf = folder / "conf.py"
        if conf.is_file():
            return stated_in(conf)
    return ENOUGH


def stated_in(conf: Path) -> float:
    """The seconds that the text of a `conf.py` states."""
    try:
        lines = ast.parse(conf.read_bytes()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError, OSError):
        return ENOUGH
    seconds: float = ENOUGH
    for line in lines:
        match line:
            case ast.Assign([ast.Name(name)], ast.Constant(int() | float() as value)) if name == SETTING:
                seconds = value
    return seconds

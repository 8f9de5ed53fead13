"""Requests of many threads → one at a time for each host, with a pause between two."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pamphleteer.links.door import Resolve, look_up

PAUSE = 0.5
"""Seconds between two requests to one host."""


@dataclass
class Turns:
    """Who may speak to which host, and the two things of the world outside that a request needs."""

    sleep: Callable[[float], None] = time.sleep
    resolve: Resolve = look_up
    """The numbers of a host."""
    locks: defaultdict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    guard: threading.Lock = field(default_factory=threading.Lock)
    """Held while a lock is looked up, so that a host never gets two."""
    asked: set[str] = field(default_factory=set)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the turn of this host, wherever the step to it comes from."""
        host = host.casefold()
        with self.guard:
            lock = self.locks[host]
        with lock:
            if host in self.asked:
                self.sleep(PAUSE)
            self.asked.add(host)
            yield

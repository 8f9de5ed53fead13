"""An `Answer`: what one link turned out to be when it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["alive", "dead", "anchor", "unknown", "unasked"]
"""`anchor`: the page is there, the place on it is not. `unasked`: it leads where no request may go."""


@dataclass(frozen=True)
class Answer:
    """What is known after asking."""

    state: State
    reason: str = ""
    """Why it is not alive, as a part of a sentence."""
    code: int = 0
    """The status of HTTP, 0 when none came."""
    moved: str = ""
    """The new address, when the page has moved for good."""
    unwanted: str = ""
    """Where it leads, when `linkcheck_allowed_redirects` does not allow that."""
    heard: bool = False
    """Whether any server said anything."""
    again: bool = False
    """Whether another try may bring another answer."""
    wait: float | None = None
    """Seconds that the server asked us to wait."""

    @property
    def sure(self) -> bool:
        """Whether the server itself says that the page is gone."""
        return self.state == "dead" and self.code in {404, 410}


UNREADABLE = Answer("unknown", "the answer could not be read", heard=True, again=True)
"""Of a page that sent what nobody foresaw."""
NO_HOST = Answer("dead", "no host has this name", again=True)
"""To be believed only when another host was heard: a machine without a connection knows no names."""

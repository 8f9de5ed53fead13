"""Text → text that XML can hold (XML 1.0, production 2, `Char`): no control characters but tabs and line ends."""

from __future__ import annotations

import re

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no e-book can hold; halves of letters, which no file can hold, are mended before."""


def printable(text: str) -> str:
    """Text without them."""
    return NOT_IN_XML.sub("", text)

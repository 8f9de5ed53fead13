"""A value that the next build can use → a cache file, and back; what is not as it was written is no value.

Each file begins with the SHA-256 of the rest and of this version of the package. A file that was cut off, edited, made by
another version or is none of ours is not there for who asks, so nobody has to expect values of another shape in it.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pamphleteer import __version__
from pamphleteer.files import read_whole, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def write_cache(path: Path, value: object) -> None:
    """Keep a value of JSON: written beside, then renamed."""
    body = json.dumps(value).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, digest(body) + b"\n" + body)


def read_cache(path: Path) -> Any:
    """The value, or None. Tuples have become lists, and keys text."""
    with suppress(OSError):
        head, _line, body = read_whole(path).partition(b"\n")
        if head == digest(body):
            return json.loads(body)
    return None


def digest(body: bytes) -> bytes:
    """The first line of a file."""
    return hashlib.sha256(f"pamphleteer {__version__}\n".encode() + body).hexdigest().encode()

"""Attempts that still break something → what, for `test_attempts`: each of them is expected to fail until it is mended."""

from __future__ import annotations

OPEN: dict[str, str] = {
    "package-of-the-same-name": "by design: `python -m` looks there before any of ours; the manual says to start it with `-P`",
    "modules-where-conf-looks-for-its-own": "by design: what conf.py puts on the path of Python is trusted as it is; the manual says so",
    "settings-that-put-their-folder-first": "by design: what conf.py puts on the path of Python is trusted as it is; the manual says so",
    "markers-in-markers": "print lays out no list as deep as this, and says so",
}
NEVER_ENDING = {
    "markers-in-markers",
}
"""Those of them that are not even tried: they take minutes."""

"""HTML → the same HTML with nothing in its scripts: a plot brings megabytes of them, and none is text of the book."""

from __future__ import annotations

import re

CODE = re.compile(
    r"(?P<comment><!--.*?-->)|(?P<open><(?P<name>script|style)\b[^>]*>).*?(?P<close></(?P=name)\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, which may name a script, or a script or style; what is never closed goes on to the end, as in a browser."""


def without_code(html: str, *names: str) -> str:
    """The HTML with those of its elements of these names (`script`, `style`) empty."""

    def emptied(found: re.Match[str]) -> str:
        if found["comment"] or found["name"].lower() not in names:
            return found[0]
        return f"{found['open']}</{found['name']}>"

    return CODE.sub(emptied, html)

"""What each chapter lists → the same without circles, in which Sphinx would look for the next page for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def without_circles(lists: Mapping[str, Sequence[str]], root: str) -> dict[str, list[str]]:
    """Each document only where it is listed first, in the order in which Sphinx reads lists: outer before inner."""
    found: dict[str, list[str]] = {}
    seen = {root}
    open_lists = [(root, iter(lists.get(root, ())))]
    while open_lists:
        docname, rest = open_lists[-1]
        child = next(rest, None)
        if child is None:
            open_lists.pop()
        elif child not in seen:
            seen.add(child)
            found.setdefault(docname, []).append(child)
            open_lists.append((child, iter(lists.get(child, ()))))
    return found


def has_circle(lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether a document lists itself, at whatever distance."""
    done: set[str] = set()
    for start in lists:
        way, open_lists = {start}, [(start, iter(lists.get(start, ())))]
        while open_lists:
            docname, rest = open_lists[-1]
            child = next(rest, None)
            if child is None:
                open_lists.pop()
                way.discard(docname)
                done.add(docname)
            elif child in way:
                return True
            elif child not in done:
                way.add(child)
                open_lists.append((child, iter(lists.get(child, ()))))
    return False

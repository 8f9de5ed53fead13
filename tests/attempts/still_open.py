"""Attempts that still break something → what, for `test_attempts`: each of them is expected to fail until it is mended."""

from __future__ import annotations

OPEN: dict[str, str] = {
    "package-of-the-same-name": "by design: `python -m` looks there before any of ours; the manual says to start it with `-P`",
    "modules-where-conf-looks-for-its-own": "by design: what conf.py puts on the path of Python is trusted as it is; the manual says so",
    "settings-that-put-their-folder-first": "by design: what conf.py puts on the path of Python is trusted as it is; the manual says so",
    "tabs-as-wide-as-a-library": "a chapter asks for tabs of any width",
    "markers-in-markers": "print lays out no list as deep as this, and says so",
    "name-that-hides-itself": "colours in names of files reach the terminal",
    "catalogue-that-hides-itself": "colours in catalogues reach the terminal",
    "commands-of-other-machines": "commands for other machines than GitHub's are printed as they are",
    "terms-that-are-printed": "what the terms commands print acts on a terminal",
    "front-matter-that-stops-the-book-hexadecimal": "one chapter's front matter stops all editions",
    "front-matter-that-stops-the-book-sexagesimal": "one chapter's front matter stops all editions",
    "front-matter-that-stops-the-book-reviewer": "one chapter's front matter stops all editions",
    "filter-that-is-no-pattern": "a wrong filter is told of conf.py, not of its chapter",
    "settings-of-a-folder-below": "settings beside texts end the lint with a traceback",
    "gaps-without-end": "blanks without end take the lint more than two minutes",
    "terms-deep-within-each-other": "terms that go too deep end the lint with a traceback",
    "books-with-odd-entries": "colours in names within e-books reach the terminal",
    "terms-that-contain-themselves": "terms that go too deep end the lint with a traceback",
    "texts-that-are-pipes-and-links": "the lint waits for a pipe",
}
NEVER_ENDING = {
    "gaps-without-end",
    "texts-that-are-pipes-and-links",
    "tabs-as-wide-as-a-library",
    "markers-in-markers",
}
"""Those of them that are not even tried: they take minutes."""

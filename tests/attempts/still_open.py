"""Attempts that still break something → what, for `test_attempts`: each of them is expected to fail until it is mended."""

from __future__ import annotations

OPEN: dict[str, str] = {
    "package-of-the-same-name": "by design: `python -m` looks there before any of ours; the manual says to start it with `-P`",
    "modules-where-conf-looks-for-its-own": "by design: what conf.py puts on the path of Python is trusted as it is; the manual says so",
    "settings-that-put-their-folder-first": "by design: what conf.py puts on the path of Python is trusted as it is; the manual says so",
    "catalogue-of-sphinx-among-the-chapters": "Sphinx looks for catalogues in `locales` among the chapters, and compiles them there",
    "compiled-code-of-an-extension": "by design: extensions that conf.py names are trusted, compiled or not",
    "empty-part-of-the-module-path-2": "by design: Python itself loads `sitecustomize` from an empty part of PYTHONPATH before any of ours",
    "formulas-that-lead": "styles in formulas are handed to MathJax, whose own wall judges them; their source stays as it is",
    "sources-that-no-reader-takes": "a wrong entry of a list of sources is told without the file that it stands in",
    "words-of-sphinx-that-do-not-fit": "catalogues of a project that translate Sphinx's own words wrongly stop all editions",
    "texts-that-an-editor-reads": "texts nested too deeply take the lint minutes, and end a request of an editor",
    "e-books-that-repeat-and-lie": "e-books that name one page very often take the lint minutes",
    "included-files-with-line-ends": "names of files with control characters stop a build, with a sentence: words of the book wait for another name",
    "markers-in-markers": "print lays out no list as deep as this, and says so",
}
NEVER_ENDING = {
    "texts-that-an-editor-reads",
    "e-books-that-repeat-and-lie",
    "markers-in-markers",
}
"""Those of them that are not even tried: they take minutes."""

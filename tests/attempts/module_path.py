"""Modules, packages, programs and compiled code in a checkout → none of it is loaded or started."""

from __future__ import annotations

import os

from attempt import Attempt

RUNS = "open('{RAN}', 'a').write(__name__)\n"

CONF = 'extensions = ["myst_parser", "sphinx.ext.graphviz", "pamphleteer"]\nproject = "B"\nhtml_theme = "alabaster"\n'

OWN = f"""import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
{CONF}"""

NAMES = (
    "typst",
    "yaml",
    "html5lib",
    "lxml",
    "requests",
    "segno",
    "PIL",
    "babel",
    "simplemma",
    "pikepdf",
    "ebooklib",
    "latex2mathml",
)

CHAPTER = "# B\n\n<p>Raw <b>words.\n\n```{graphviz}\n:alt: x\ndigraph { a -> b }\n```\n"

EVERYTHING = (("build", "html", "epub", "pdf"), ("lint",), ("linkcheck", "--internal"))

OTHER_NAMES = (
    "typst yaml typing argparse gc re lxml numpy PIL pikepdf pypdfium2 segno babel html5lib ebooklib latex2mathml simplemma scipy "
    "requests snowballstemmer docutils sphinx myst_parser sphinx_design jinja2 pygments pybtex markdown_it tomllib json csv zipfile "
    "html xml email urllib3 certifi idna charset_normalizer ctypes tempfile multiprocessing pickle sqlite3 imghdr uuid"
).split()

TRAP = 'open(r"{RAN}", "a").write(__name__)\nraise ImportError\n'

HERE = {f"{name}.py": TRAP for name in OTHER_NAMES}

OTHER_CONF = """
import os
import sys

sys.path.insert(0, os.path.abspath("."))
project = author = "B"
extensions = ["myst_parser", "sphinx_design", "pamphleteer"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""

TEXT = "# A\n\nWords. $x^2$\n\n```python\nx\n```\n\n```{note}\nMore.\n```\n"

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "package-of-the-same-name",
        "module-path",
        "is itself what `python -m pamphleteer` finds first in the folder that somebody stands in",
        {
            "pamphleteer/__init__.py": RUNS,
            "pamphleteer/__main__.py": RUNS,
            "book/chapter.md": "# Chapter\n\nWords.\n",
        },
        (("build", "html"), ("lint",), ("explain", "unsafe-dose")),
        shares=False,
    ),
    Attempt(
        "modules-where-conf-looks-for-its-own",
        "module-path",
        "lies where conf.py looks for the book's own extension, under the names of modules that are loaded late",
        {
            "conf.py": OWN,
            "book/index.md": CHAPTER,
            **{f"{name}.py": RUNS for name in NAMES},
            **{f"{name}/__init__.py": RUNS for name in ("numpy", "scipy", "pypdfium2", "snowballstemmer")},
        },
        EVERYTHING,
        shares=False,
    ),
    Attempt(
        name="empty-part-of-the-module-path",
        kind="module-path",
        tries="`PYTHONPATH=$PYTHONPATH:…` of a job begins with an empty part, which is the folder of the book.",
        files={**HERE, "book/a.md": TEXT},
        variables={"PYTHONPATH": os.pathsep + os.environ.get("PYTHONPATH", "")},
        commands=(("build", "html", "epub", "pdf"), ("lint",), ("explain", "unsafe-dose")),
        shares=False,
    ),
    Attempt(
        name="settings-that-put-their-folder-first",
        kind="module-path",
        tries="conf.py has the line of `sphinx-quickstart` that puts its folder first: modules beside it are loaded for what the build needs later.",
        files={**{f"{name}.py": TRAP for name in OTHER_NAMES}, "conf.py": OTHER_CONF, "book/a.md": TEXT},
        commands=(("build", "html", "epub", "pdf"), ("lint",)),
        shares=False,
    ),
)

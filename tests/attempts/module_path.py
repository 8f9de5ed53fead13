"""Modules, packages, programs and compiled code in a checkout → none of it is loaded or started."""

from __future__ import annotations

import os
import py_compile
from importlib.util import find_spec
from pathlib import Path

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

HOME = Path(str(getattr(find_spec("pamphleteer"), "origin", ""))).parent.parent


def startable(folder: Path) -> None:
    """Let the programs beside the chapters be startable, as git keeps it."""
    for path in (folder / "book").rglob("*"):
        if path.is_file() and not path.suffix:
            path.chmod(0o755)


def compiled_by_others(folder: Path) -> None:
    """Put compiled code of others beside the book's own extension, marked as not to be compared with its source."""
    evil = folder / "evil.txt"
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for name in ("own", "conf"):
        place = folder / f"__pycache__/{name}.cpython-311.pyc"
        py_compile.compile(
            str(evil), str(place), dfile=str(folder / f"{name}.py"), invalidation_mode=mode, doraise=True
        )
        os.replace(
            place,
            folder
            / "__pycache__"
            / Path(__import__("importlib.util").util.cache_from_source(f"{name}.py")).name,
        )


BELOW = {f"{name}/__init__.py": TRAP for name in OTHER_NAMES[:24]}

POINTS = """[pamphleteer.lint]
evil = evil_rule
[pygments.lexers]
evil = evil_rule:Lexer
[pygments.styles]
evil = evil_rule:Style
[sphinx.html_themes]
evil = evil_rule
[sphinx.builders]
html = evil_rule
epub = evil_rule
[babel.extractors]
evil = evil_rule:extract
[pybtex.database.input]
bibtex = evil_rule:Parser
[pybtex.style.formatting]
plain = evil_rule:Style
[markdown.extensions]
evil = evil_rule
[docutils.parsers]
markdown = evil_rule
"""

GRAPH = """
project = author = "B"
extensions = ["myst_parser", "sphinx.ext.graphviz", "pamphleteer"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""


def programs(folder: Path) -> None:
    """The programs of a build lie where the command is given, beside the chapters and in a folder of tools."""
    for place in (folder, folder / "book", folder / "tools"):
        place.mkdir(exist_ok=True)
        for name in ("dot", "git", "typst", "gs", "sh", "python", "python3", "neato", "convert", "node"):
            path = place / name
            path.write_text(f"#!/bin/sh\n: >'{folder / 'ran-by-path'}'\n", "utf-8")
            path.chmod(0o755)


def ran(folder: Path) -> str:
    """Whether one of these programs ran."""
    return "a program of the book ran" if (folder / "ran-by-path").exists() else ""


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
    Attempt(
        "programs-beside-a-chapter",
        "module-path",
        "has Sphinx start `dot` from the folder of a chapter, when PATH holds the folder that one stands in",
        {
            "conf.py": CONF,
            "book/index.md": CHAPTER,
            **{
                f"book/{name}": "#!/bin/sh\necho ran >> {RAN}\n"
                for name in ("dot", "git", "python3", "sh", "convert", "rsvg-convert")
            },
        },
        (("build", "html", "epub", "pdf"),),
        {"PATH": ".:/usr/local/bin:/usr/bin:/bin"},
        prepare=startable,
        shares=False,
    ),
    Attempt(
        "compiled-code-of-an-extension",
        "module-path",
        "brings compiled code for the book's own extension, which Python loads in place of its source",
        {
            "conf.py": OWN.replace('"myst_parser"', '"own", "myst_parser"'),
            "own.py": "def setup(app):\n    return {}\n",
            "evil.txt": "open('{RAN}', 'a').write('compiled')\n\ndef setup(app):\n    return {}\n",
            "book/index.md": "# B\n\nWords.\n",
        },
        (("build", "html"), ("lint",)),
        prepare=compiled_by_others,
        shares=False,
    ),
    Attempt(
        "empty-part-of-the-module-path-2",
        "module-path",
        "is found by an empty part of PYTHONPATH, as jobs make it that put a folder before an unset one",
        {
            "conf.py": CONF,
            "book/index.md": CHAPTER,
            "sitecustomize.py": RUNS,
            "usercustomize.py": RUNS,
            **{f"{name}.py": RUNS for name in (*NAMES, "sphinx", "docutils", "jinja2")},
        },
        EVERYTHING,
        {"PYTHONPATH": f"{HOME}{os.pathsep}"},
        shares=False,
    ),
    Attempt(
        name="packages-that-offer-themselves",
        kind="module-path",
        tries="A folder `evil-1.0.dist-info` beside the chapters offers rules, lexers, themes and readers as an installed package does.",
        files={
            **{
                f"{top}{name}": text
                for top in ("", "book/")
                for name, text in {
                    "evil-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n",
                    "evil-1.0.dist-info/entry_points.txt": POINTS,
                    "evil.egg-info/PKG-INFO": "Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n",
                    "evil.egg-info/entry_points.txt": POINTS,
                    "evil_rule.py": TRAP,
                }.items()
            },
            "book/a.md": TEXT.replace("python", "evil"),
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",), ("lint", "book/a.md")),
        shares=False,
    ),
    Attempt(
        name="other-commands-beside-modules",
        kind="module-path",
        tries="Preview, link check, comparison, terms and new books are called where modules and packages of the book have the names of ours.",
        files={
            **HERE,
            **BELOW,
            "book/a.md": TEXT,
            "a.txt": "Rest the leg for two days. Then stretch the calf three times a day.\n",
            "b.txt": "Rest the leg for two days. Then stretch the ankle three times a day.\n",
            "terms.yml": "- preferred: cramp\n  avoid:\n    - word: seizure\n",
        },
        commands=(
            ("preview", "a"),
            ("linkcheck", "--internal"),
            ("drift", "a.txt", "b.txt"),
            ("terms", "check", "terms.yml"),
            ("terms", "export", "_build/terms.tbx", "--from", "terms.yml"),
            ("build", "large-print", "booklet", "lint"),
            ("new", "_build/fresh"),
        ),
        shares=False,
    ),
    Attempt(
        name="programs-by-a-path-of-the-job",
        kind="module-path",
        tries="PATH names the folder that the command is given in: Graphviz for the site and the e-book, git and Typst are the book's.",
        files={
            "conf.py": GRAPH,
            "book/a.md": "# A\n\n```{graphviz}\n:alt: x\ndigraph { a -> b }\n```\n\n```{graph} g\n:layout: neato\n:alt: y\na -- b\n```\n",
        },
        variables={"PATH": f".:tools:book::{os.environ.get('PATH', '/usr/bin:/bin')}"},
        commands=(("build", "html", "epub", "pdf"), ("lint",)),
        prepare=programs,
        shares=False,
        holds=ran,
    ),
)

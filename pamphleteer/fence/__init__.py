"""Chapters that strangers write → chapters that read only files of the project and run nothing of their own.

1. `reach` says which files belong to the project: all below the folder of its repository, but nothing hidden such as `.git`.
2. `environment` gives every directive, picture, download and link that names another file a path at which there is none.
3. `directives` does the same for those that open files by themselves, and refuses addresses and foreign parsers.
4. `substitutions` fills in values of MyST substitutions, without Python behind them.
5. `graphs` lets Graphviz alone draw graphs, and only with pictures of the book.
6. `patience` ends the reading of a chapter that would take for ever.

`conf.py` and the extensions that it names are trusted: they are Python. So is what raw HTML does in the web site.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.fence.directives import fence_directives
from pamphleteer.fence.environment import FencedEnvironment
from pamphleteer.fence.graphs import fence_graphs, pictures_of_graphs
from pamphleteer.fence.patience import setup_patience
from pamphleteer.fence.reach import refuse_link, refuse_links, roots

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

FIRST = 100
"""Before Sphinx collects pictures and downloads, at 500."""


def setup_fence(app: Sphinx) -> None:
    """Stand between the chapters and the machine."""
    app.add_config_value("pamphleteer_reads", [], "env", types=(list, tuple))
    app.connect("config-inited", fence_parser)
    app.connect("builder-inited", fence_environment, priority=FIRST)
    app.connect("env-before-read-docs", fence_chapters, priority=FIRST)
    app.connect("doctree-read", fence_graphs, priority=FIRST)
    setup_patience(app)


def fence_parser(app: Sphinx, _config: Config) -> None:
    """Take the place of parser and directives once every extension has brought its own."""
    fence_directives(app)
    from myst_parser.parsers.sphinx_ import MystParser

    from pamphleteer.fence.substitutions import FencedParser

    if app.registry.source_parsers.get("markdown") is MystParser:
        app.add_source_parser(FencedParser, override=True)


def fence_chapters(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Refuse chapters that are links out of the project, or lie behind one: Sphinx looks into hidden folders too."""
    for docname in docnames:
        path = Path(env.doc2path(docname))
        if path != path.resolve():
            refuse_link(path, env.folders)  # type: ignore[attr-defined]  # it is a fenced one


def fence_environment(app: Sphinx) -> None:
    """Refuse links that lead out of the project, and have paths looked at."""
    folders = roots(app)
    refuse_links(app, folders)
    env: BuildEnvironment = app.env
    env.__class__ = FencedEnvironment
    env.folders = folders  # type: ignore[attr-defined]  # it is one now
    pictures_of_graphs(app)

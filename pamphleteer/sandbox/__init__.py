"""Chapters that strangers write → chapters that read only files of the project and run nothing of their own.

1. `paths` says which files belong to the project: all below the folder of its repository, but nothing hidden such as `.git`.
2. `environment` gives every directive, picture, download and link that names another file a path at which there is none.
3. `directives` does the same for those that open files by themselves, and refuses addresses and foreign parsers.
4. `opener` stands before all files that are opened while a chapter is read, whatever opens them.
5. `substitutions` fills in values of MyST substitutions, without Python behind them.
6. `graphviz` lets Graphviz alone draw graphs, and only with pictures of the book.
7. `addresses` takes links to what no reader of a book should open, `formulas` those in formulas, `other_addresses` those of
   toctrees, `meta` and graphs.
8. `timeouts` ends the reading of a chapter that would take for ever.
9. `soundness` mends half letters and endless numbers, which no edition could be written with.

`conf.py` and the extensions that it names are trusted: they are Python. So is what raw HTML does in the web site.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from pamphleteer.bounded_yaml import setup_bounded_yaml
from pamphleteer.programs.variables import forget_relative_paths
from pamphleteer.sandbox.addresses import setup_addresses
from pamphleteer.sandbox.directives import replace_directives
from pamphleteer.sandbox.environment import SandboxedEnvironment
from pamphleteer.sandbox.formulas import setup_formulas
from pamphleteer.sandbox.graphviz import pictures_of_graphs, restrict_engines
from pamphleteer.sandbox.opener import setup_opener
from pamphleteer.sandbox.other_addresses import setup_other_addresses
from pamphleteer.sandbox.paths import refuse_circles, refuse_link, refuse_links, roots
from pamphleteer.sandbox.soundness import setup_soundness
from pamphleteer.sandbox.timeouts import setup_timeouts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

FIRST = 100
"""Before Sphinx collects pictures and downloads, at 500."""


def setup_sandbox(app: Sphinx) -> None:
    """Stand between the chapters and the machine."""
    app.add_config_value("pamphleteer_reads", [], "env", types=(list, tuple))
    app.connect("config-inited", replace_parser)
    app.connect("config-inited", refuse_circles)
    app.connect("builder-inited", sandbox_environment, priority=FIRST)
    app.connect("env-before-read-docs", refuse_linked_chapters, priority=FIRST)
    app.connect("doctree-read", restrict_engines, priority=FIRST)
    forget_relative_paths()
    setup_addresses(app)
    setup_other_addresses(app)
    setup_formulas(app)
    setup_opener(app)
    setup_timeouts(app)
    setup_soundness(app)
    setup_bounded_yaml(app)


def replace_parser(app: Sphinx, _config: Config) -> None:
    """Take the place of parser and directives once every extension has brought its own."""
    replace_directives(app)
    from myst_parser.parsers.sphinx_ import MystParser

    from pamphleteer.sandbox.substitutions import SandboxedParser

    if app.registry.source_parsers.get("markdown") is MystParser:
        app.add_source_parser(SandboxedParser, override=True)


def refuse_linked_chapters(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Refuse chapters that are links out of the project, or lie behind one: Sphinx looks into hidden folders too."""
    for docname in docnames:
        path = Path(env.doc2path(docname))
        if ":" in docname:
            raise SphinxError(
                f"{path}:1: a name with a colon begins an address in a browser: give the file another name"
            )
        if path != path.resolve():
            refuse_link(path, env.folders)  # type: ignore[attr-defined]  # it is a sandboxed one


def sandbox_environment(app: Sphinx) -> None:
    """Refuse links that lead out of the project, and have paths looked at."""
    folders = roots(app)
    refuse_links(app, folders)
    env: BuildEnvironment = app.env
    env.__class__ = SandboxedEnvironment
    env.folders = folders  # type: ignore[attr-defined]  # it is one now
    pictures_of_graphs(app)

"""Graphs that chapters write → graphs that Graphviz draws, with no other program and no file from elsewhere."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from pamphleteer.programs.run import SHELL, START, Limits, environment, search_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
GRAPHVIZ = "sphinx.ext.graphviz"
ENGINES = frozenset("dot neato twopi circo fdp osage patchwork sfdp".split())
LAST = 900
"""After whatever else draws graphs when a build ends."""
VARIABLES = ("GV_FILE_PATH", "SERVER_NAME")
"""Of Graphviz: the folders whose pictures it may open, and that it serves others; older ones ask for the folders only then."""
LIMITS = Limits(computing=60, clock=60, memory=4_000)
"""Of one graph; that of the clock is the chapter's where Sphinx starts the program."""
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".ps", ".eps", ".pdf"}


def restrict_engines(app: Sphinx, doctree: nodes.document) -> None:
    """Take out the option `layout` where it names no engine: it would be started as a program."""
    if GRAPHVIZ not in app.extensions:
        return
    own = {app.config.graphviz_dot} if "graphviz_dot" in app.config else set()
    for node in doctree.findall(nodes.Element):
        options = node.get("options")
        engine = options.get("graphviz_dot") if isinstance(options, dict) else None
        if engine is not None and engine not in ENGINES | own:
            logger.warning(
                "“%s” is no layout of a graph: write one of %s",
                engine,
                ", ".join(sorted(ENGINES)),
                location=node,
                type="graphviz",
                subtype="layout",
            )
            del options["graphviz_dot"]


def pictures_of_graphs(app: Sphinx) -> None:
    """Tell Graphviz the one folder that holds the pictures of the book: it then opens files of no other."""
    if GRAPHVIZ not in app.extensions:
        return
    pictures = Path(tempfile.mkdtemp(prefix="graph-pictures-", dir=made(app.doctreedir)))
    gather_pictures(Path(app.srcdir), pictures)
    told = dict(zip(VARIABLES, (str(pictures), "pamphleteer"), strict=True))
    before = {name: os.environ.get(name) for name in (*told, "PATH")}
    engines = Path(tempfile.mkdtemp(prefix="graphviz-"))
    limit_engines(engines, told)
    os.environ.update(told, PATH=os.pathsep.join([str(engines), os.environ.get("PATH", os.defpath)]))

    def finish(_app: Sphinx, _error: Exception | None) -> None:
        put_back(before)
        shutil.rmtree(engines, ignore_errors=True)
        shutil.rmtree(pictures, ignore_errors=True)

    app.connect("build-finished", finish, priority=LAST)


def made(folder: Path) -> Path:
    """A folder, which is there now."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


def gather_pictures(source: Path, target: Path) -> None:
    """Put all pictures of the book but hidden ones into one folder: Graphviz asks for the last part of a name alone.

    A drawing finds nothing beside it there but what the book shows.
    """
    for path, below, names in os.walk(source):
        below[:] = sorted(name for name in below if name[0] not in "._")
        for name in sorted(names):
            picture, place = Path(path, name), target / name
            if name[0] == "." or picture.suffix.lower() not in PICTURES or place.exists():
                continue
            if picture.is_symlink() or not picture.is_file():
                continue
            try:
                os.link(picture, place)
            except OSError:  # a file system without links, or another one
                shutil.copyfile(picture, place)


def limit_engines(folder: Path, variables: Mapping[str, str]) -> None:
    """Write, for a folder that PATH names first, what starts each engine within `LIMITS` and without the user's secrets."""
    if os.name != "posix":
        return
    told = [f"{name}={value}" for name, value in {**environment(), **variables}.items()]
    limits = [str(LIMITS.computing), str(LIMITS.memory << 10)]
    for engine in sorted(ENGINES):
        if place := shutil.which(engine, path=search_path()):
            command = shlex.join(["exec", "env", "-i", *told, SHELL, "-c", START, "sh", *limits, place])
            (folder / engine).write_text(f'#!{SHELL}\n{command} "$@"\n', encoding="utf-8")
            (folder / engine).chmod(0o700)


def put_back(variables: Mapping[str, str | None]) -> None:
    """Give variables of this process the values that they had."""
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value

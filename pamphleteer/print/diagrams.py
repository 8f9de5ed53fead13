"""Graphs of `sphinx.ext.graphviz` and `sphinx.ext.inheritance_diagram` → drawings made by Graphviz, the program “dot”."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from docutils import nodes
from sphinx.ext.graphviz import graphviz
from sphinx.ext.inheritance_diagram import inheritance_diagram

from pamphleteer.print.legible import legible
from pamphleteer.print.modes import LINE, Markup, call, named, statement
from pamphleteer.print.page import Page, Renderer
from pamphleteer.print.pictures import SANS_FACE
from pamphleteer.programs.run import run
from pamphleteer.sandbox.graphviz import LIMITS, VARIABLES

FACES = [f"-{part}fontname={SANS_FACE}" for part in "GNE"]
HOW_TO_GET = "its source is printed; install Graphviz, or give the path of “dot” as graphviz_dot in conf.py"


def graph(node: graphviz, page: Page) -> Markup:
    """A graph that the chapter writes in the language of Graphviz."""
    return diagram(node["code"], node.get("alt") or "", node, page)


def inheritance(node: inheritance_diagram, page: Page) -> Markup:
    """The classes that some classes derive from."""
    code = node["graph"]._generate_dot("classes", {}, config=page.press.env.config)  # noqa: SLF001 - as Sphinx itself asks
    return diagram(code, f"Inheritance diagram of {node['content']}", node, page)


def diagram(code: str, alt: str, node: nodes.Element, page: Page) -> Markup:
    """The drawing; the source of a graph that nothing can draw."""
    if not alt:
        page.warn(
            "the graph has no text alternative: write what it shows as its option “alt”", node, "missing-alt"
        )
    name = f"graph-{hashlib.sha256(code.encode()).hexdigest()[:12]}.svg"
    target = page.press.pictures.folder / "pictures" / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        page.press.pictures.draw(drawn(code, page), target, target)
    except (OSError, ValueError, SyntaxError, subprocess.SubprocessError) as fault:
        told = getattr(fault, "stderr", b"") or b""
        reason = " ".join(told.decode(errors="replace").split()) or str(fault)
        page.warn(f"the graph cannot be drawn ({reason}): {HOW_TO_GET}", node, "graph")
        return LINE + page.anchor(node) + statement(call("codeblock", code))
    words = named(legible(target, "of this graph", node, page))
    shown = call("picture", f"/pictures/{name}", named({"alt": alt}), words)
    return LINE + page.anchor(node) + statement(call("lonepicture", shown))


def drawn(code: str, page: Page) -> bytes:
    """What Graphviz makes of the source of a graph."""
    config = page.press.env.config
    variables = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    arguments = [*config.graphviz_dot_args, *FACES, "-Tsvg"]
    done = run(
        config.graphviz_dot,
        arguments,
        Path(page.press.env.srcdir),
        LIMITS,
        given=code.encode(),
        variables=variables,
    )
    done.check_returncode()
    return done.stdout


DIAGRAMS: dict[type[nodes.Node], Renderer] = {graphviz: graph, inheritance_diagram: inheritance}

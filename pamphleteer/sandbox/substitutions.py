"""`{{ name }}` in a chapter → the value of that name, changed by plain filters; no expression reaches Python.

MyST hands the text between the braces to Jinja, which can call whatever an object leads to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
from jinja2 import nodes as grammar
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

if TYPE_CHECKING:
    from docutils import nodes

PLAIN = (
    grammar.Template, grammar.Output, grammar.TemplateData, grammar.Name, grammar.Const, grammar.Filter, grammar.Add,
    grammar.Concat, grammar.CondExpr, grammar.Compare, grammar.Operand, grammar.And, grammar.Or, grammar.Not,
    grammar.Getitem, grammar.Getattr,
)  # fmt: skip
FILTERS = {
    **dict.fromkeys("abs capitalize escape first last length lower title trim upper".split(), 0),
    **dict.fromkeys("default float int join round".split(), 1),
}
"""Filters that give no more than they take, and how many arguments each may have: a second one of `join` is an attribute."""
OF_ENV = "env.docname"
"""The one thing that Sphinx's environment is asked for."""
MOST = 10_000
"""Substitutions in one chapter: values that name each other can grow without end."""


def objection(expression: str) -> str:
    """Why the text between the braces is not filled in; empty when it is a plain value."""
    try:
        tree = jinja2.Environment(autoescape=True).parse(f"{{{{{expression}}}}}")
    except jinja2.TemplateError:
        return ""  # Jinja itself will say what is wrong
    for node in tree.find_all(grammar.Node):
        if isinstance(node, grammar.Filter) and (reason := objection_to_filter(node)):
            return reason
        if not isinstance(node, PLAIN):
            return f"it is no plain value ({type(node).__name__.lower()})"
        name = node.attr if isinstance(node, grammar.Getattr) else ""
        if isinstance(node, grammar.Getitem) and isinstance(node.arg, grammar.Const):
            name = str(node.arg.value)
        if name.startswith("_") or (
            isinstance(node, grammar.Getitem) and not isinstance(node.arg, grammar.Const)
        ):
            return "it looks into Python"
    names = [node for node in tree.find_all(grammar.Name) if node.name == "env"]
    of_env = [
        node for node in tree.find_all(grammar.Getattr) if node.node in names and node.attr == "docname"
    ]
    return "" if len(of_env) == len(names) else f"of “env” only {OF_ENV} can be asked"


def objection_to_filter(node: grammar.Filter) -> str:
    """Why a filter is not applied; empty when it may be."""
    if node.name not in FILTERS:
        return f"the filter “{node.name}” is not one of {', '.join(sorted(FILTERS))}"
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) > FILTERS[node.name]:
        many = "at most one argument, without a name" if FILTERS[node.name] else "no arguments"
        return f"the filter “{node.name}” takes {many}"
    return ""


class SandboxedRenderer(SphinxRenderer):
    """MyST's renderer, with substitutions looked at first."""

    substituted = 0
    """How many there were in this chapter."""

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Fill in the value, or say why not."""
        self.substituted += 1
        reason = objection(token.content)
        if self.substituted > MOST:
            reason = f"the chapter has more than {MOST} substitutions, or values that name each other"
        if not reason:
            super().render_substitution(token, inline)
        elif self.substituted <= MOST + 1:
            self.create_warning(
                f"“{{{{{token.content}}}}}” is left out: {reason}",
                MystWarnings.SUBSTITUTION,
                line=token_line(token),
                append_to=self.current_node,
            )


class SandboxedParser(MystParser):
    """MyST's parser, with that renderer."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read a chapter, with the settings of its front matter."""
        config = document.settings.env.myst_config
        try:
            above = read_topmatter(inputstring)
        except TopmatterReadError:
            above = None  # reported when the chapter is rendered
        if above:

            def warn(kind: MystWarnings, said: str) -> None:
                create_warning(document, said, kind, line=1, append_to=document)

            config = merge_file_level(config, above, warn)
        parser = create_md_parser(config, SandboxedRenderer)
        parser.options["document"] = document
        parser.render(inputstring)

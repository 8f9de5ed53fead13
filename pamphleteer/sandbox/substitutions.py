"""`{{ name }}` in a chapter → the value of that name, changed by plain filters; no expression reaches Python.

MyST hands the text between the braces to Jinja, which can call whatever an object leads to; `values` computes it instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import TopmatterReadError, merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.base import REGEX_DIRECTIVE_START, token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

from pamphleteer.sandbox.values import NoValueError, value_of

if TYPE_CHECKING:
    from docutils import nodes

MOST = 10_000
"""Substitutions in one chapter: values that name each other can grow without end."""


class SandboxedRenderer(SphinxRenderer):
    """MyST's renderer, with substitutions looked at first."""

    substituted = 0
    """How many there were in this chapter."""

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__(parser)
        self.within: set[str] = set()
        """The expressions whose values are being read."""

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Fill in the value, or say why not."""
        self.substituted += 1
        if self.substituted > MOST:
            if self.substituted == MOST + 1:
                self.leave_out(
                    token, f"the chapter has more than {MOST} substitutions, or values that name each other"
                )
            return
        content = token.content.strip()
        names = self.md_config.substitutions
        try:
            # Names with a hyphen are no expressions.
            rendered = str(names[content] if content in names else value_of(content, names, self.docname))
        except NoValueError as error:
            self.leave_out(token, str(error))
            return
        if content in self.within:
            self.leave_out(token, "its value names itself")
            return
        self.within.add(content)
        try:
            inline = inline and not REGEX_DIRECTIVE_START.match(rendered)
            self.nested_render_text(rendered, token_line(token), inline=inline)
        finally:
            self.within.discard(content)

    @property
    def docname(self) -> str:
        """Of the chapter."""
        return self.sphinx_env.docname if self.sphinx_env else ""

    def leave_out(self, token: SyntaxTreeNode, reason: str) -> None:
        """Say why there is no value."""
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

"""A file of reStructuredText → a `Page`, without Sphinx: by docutils, with Sphinx's directives and roles tolerated."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives import unchanged
from docutils.utils import SystemMessage
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import CustomReSTDispatcher

from pamphleteer.lint.read.directives import PROSE, TITLED
from pamphleteer.lint.read.doctree import page_of
from pamphleteer.lint.read.inline import CITING, EXPLAINED, TARGET, TEXT_ROLES
from pamphleteer.lint.read.metadata import UnreadableError

if TYPE_CHECKING:
    from pamphleteer.lint.page import Page
    from pamphleteer.lint.source import Source

SETTINGS = {
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "doctitle_xform": False,
    "smart_quotes": False,
    "syntax_highlight": "none",
    "embed_stylesheet": False,
    "line_length_limit": 10_000_000,
}


class AnyOption(dict[str, Any]):
    """An option table that takes every name."""

    def __getitem__(self, _name: str) -> Any:
        return unchanged

    def __bool__(self) -> bool:
        return True


class ProseDirective(Directive):
    """A directive that docutils does not know and whose body is prose."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Its title and its body."""
        box = nodes.container()
        box.source, box.line = self.state_machine.get_source_and_line(self.lineno)
        if self.arguments and self.name.rpartition(":")[2] in TITLED:
            texts, _messages = self.state.inline_text(self.arguments[0], self.lineno)
            title = nodes.rubric(self.arguments[0], "", *texts)
            title.source, title.line = box.source, box.line
            box += title
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class OtherDirective(Directive):
    """A directive that docutils does not know and whose body is not to be read."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = AnyOption()

    def run(self) -> list[nodes.Node]:
        """One block that is not prose."""
        block = nodes.literal_block()
        block.source, block.line = self.state_machine.get_source_and_line(self.lineno)
        return [block]


def any_role(
    name: str, rawtext: str, text: str, _lineno: int, _inliner: Any, *_rest: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """What a role that docutils does not know shows."""
    name = name.lower()
    short = name.rpartition(":")[2] if not name.startswith("cite") else name
    if CITING.match(short):
        return [pending_xref(rawtext, refdomain="cite", reftype="cite", reftarget=text)], []
    if short in ("abbr", "abbreviation") and (found := EXPLAINED.match(text)):
        return [nodes.abbreviation(rawtext, found["text"], explanation=found["target"])], []
    if found := TARGET.match(text):
        return [nodes.reference(rawtext, found["text"], refid=found["target"])], []
    if short in TEXT_ROLES:
        return [nodes.inline(rawtext, text)], []
    return [nodes.literal(rawtext, text)], []


class Tolerant(CustomReSTDispatcher):
    """Gives docutils something for every name."""

    def directive(self, name: str, language: Any, document: nodes.document) -> Any:
        """The directive of docutils, or one that reads or skips the body."""
        known, messages = super().directive(name, language, document)
        if known is not None:
            return known, messages
        short = name.lower().rpartition(":")[2]
        return (ProseDirective if short in PROSE else OtherDirective), []

    def role(self, name: str, language: Any, lineno: int, reporter: Any) -> Any:
        """The role of docutils, or one that shows what it can."""
        known, messages = super().role(name, language, lineno, reporter)
        return (known, messages) if known is not None else (any_role, [])


def read_restructuredtext(source: Source, path: str, language: str) -> Page:
    """The page that a file makes."""
    try:
        with Tolerant():
            document = publish_doctree(
                source.text,
                source_path=path,
                settings_overrides={**SETTINGS, "warning_stream": io.StringIO()},
            )
    except (SystemMessage, ValueError, AssertionError) as error:
        raise UnreadableError(f"{path}:1: docutils cannot read it: {error}") from error
    return page_of(document, path, language, {}, lambda name: source if name == path else None)

"""Directives that open files by themselves → the same, for files of the project; no addresses, no foreign parsers."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers import PARSER_ALIASES, get_parser_class
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.directives.misc import Raw, adapt_path
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx.directives.code import CodeBlock, LiteralInclude
from sphinx.directives.other import HList, Include
from sphinx.util.docutils import SphinxDirective

from pamphleteer.sandbox.bibliography import check_filters
from pamphleteer.sandbox.paths import LONGEST, OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from docutils.parsers import Parser
    from docutils.parsers.rst import Directive
    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.util.typing import RoleFunction

MYST = ("myst_parser", "myst_parser.sphinx_", "myst_parser.parsers.sphinx_")

ICONS = "sphinx_design.icons"
COLUMNS, LINES, BLANKS = 100, 1_000_000, 100


def replace_directives(app: Sphinx) -> None:
    """Put them in the place of those that docutils and Sphinx bring."""
    app.add_directive("include", SandboxedInclude, override=True)
    app.add_directive("raw", SandboxedRaw, override=True)
    app.add_directive("csv-table", SandboxedTable, override=True)
    check_filters(app)
    for name, role in list(getattr(roles, "_roles", {}).items()):
        if type(role).__module__ == ICONS:
            app.add_role(name, plain_icon(role), override=True)
    for name, (theirs, ours) in COUNTING.items():
        standing = getattr(directives, "_directives", {}).get(name)
        if standing is theirs:  # not one that an extension put there
            app.add_directive(name, ours, override=True)


def plain_icon(role: RoleFunction) -> RoleFunction:
    """A role for an icon that takes no markup: sphinx-design writes its classes into HTML as they are."""

    def run(
        name: str,
        rawtext: str,
        text: str,
        lineno: int,
        inliner: Inliner,
        /,
        options: dict[str, Any] | None = None,
        content: Sequence[str] = (),
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if set(text) & set("<>\"'`&"):
            said = inliner.reporter.error(
                f"“{text}” is no icon: write its name, size and classes", line=lineno
            )
            return [inliner.problematic(rawtext, rawtext, said)], [said]
        return role(name, rawtext, text, lineno, inliner, options or {}, content)

    return run


def known_parser(name: str) -> type[Parser]:
    """The parser that an include asks for: naming a module would load it."""
    lowered = name.strip().lower()
    if lowered in MYST:
        from pamphleteer.sandbox.substitutions import SandboxedParser

        return SandboxedParser
    if PARSER_ALIASES.get(lowered) == "docutils.parsers.rst":
        return get_parser_class(lowered)
    raise ValueError(f"no parser “{name}” for included files: write rst or myst_parser.sphinx_")


def text_encoding(name: str) -> str:
    """An encoding of text; some that Python knows turn bytes into other bytes, or letters into other letters."""
    encoding = str(directives.encoding(name))
    if not codecs.lookup(encoding)._is_text_encoding:  # noqa: SLF001 - Python asks it in the same way
        raise ValueError(f"“{name}” is no encoding of text: write utf-8")
    return encoding


def narrow(text: str) -> int:
    """How many blanks a tab of a file stands for; Sphinx and docutils would write any number of them."""
    if int(text) > BLANKS:
        raise ValueError(f"a tab of more than {BLANKS} blanks")
    return int(text)


class SandboxedInclude(SphinxDirective):
    """`include` of a file of the project, or of one that docutils brings, such as `<isonum.txt>`.

    No subclass of what it stands for, since MyST runs none of the code of such a one.
    """

    required_arguments = Include.required_arguments
    optional_arguments = Include.optional_arguments
    final_argument_whitespace = Include.final_argument_whitespace
    option_spec: ClassVar[dict[str, Any]] = {
        **(Include.option_spec or {}),
        "parser": known_parser,
        "encoding": text_encoding,
        "tab-width": narrow,
        "relative-images": directives.flag,
        "relative-docs": directives.path,
        "heading-offset": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """What the file holds, read by the parser of the chapter."""
        name = self.arguments[0] = directives.path(
            self.arguments[0]
        )  # as docutils will, so that one name is looked at
        if name.startswith("<") and not name[1:-1].removesuffix(".txt").isalnum():
            raise self.error(f"“{name}” is no file of docutils that can be included")
        from myst_parser.mocking import MockIncludeDirective, MockState

        more = (self.arguments, self.options, self.content, self.lineno)
        if isinstance(self.state, MockState):
            renderer = self.state._renderer  # noqa: SLF001 - MyST itself would hand it over
            return list(MockIncludeDirective(renderer, self.name, Include, *more).run())
        rest = (self.content_offset, self.block_text, self.state, self.state_machine)
        return list(Include(self.name, *more, *rest).run())


class SandboxedRaw(Raw):
    """`raw` with its text in the chapter, or in a file of the project."""

    option_spec: ClassVar[dict[str, Any]] = {**(Raw.option_spec or {}), "encoding": text_encoding}

    def run(self) -> list[nodes.Node]:
        """The text."""
        check(self)
        return list(super().run())


class SandboxedTable(CSVTable):
    """`csv-table` with its lines in the chapter, or in a file of the project.

    As in Sphinx, what begins with a slash is taken from the source folder, if it is not there as it stands.
    """

    option_spec: ClassVar[dict[str, Any]] = {**(CSVTable.option_spec or {}), "encoding": text_encoding}

    def run(self) -> list[nodes.Node]:  # type: ignore[override]  # docutils names the kinds of nodes
        """The table."""
        named = self.options.get("file", "")
        if named.startswith("/") and not is_there(Path(named)):
            self.options["file"] = str(Path(self.state.document.settings.env.srcdir, named.lstrip("/")))
        check(self)
        return list(super().run())


def check(directive: Directive) -> None:
    """Raise what docutils reports at the line of the directive."""
    if "url" in directive.options:
        raise directive.error(
            f"“{directive.name}” fetches nothing from {directive.options['url']}: put the file beside the chapter and name it in :file:"
        )
    if "file" not in directive.options:
        return
    document = directive.state.document
    place = adapt_path(
        directive.options["file"], document.current_source or "", document.settings.root_prefix
    )
    env = document.settings.env
    if not env.reaches(Path(place)):
        raise directive.error(f"no file {OUTSIDE}/{Path(place).name[: LONGEST // 4]}")
    env.note_dependency(os.path.relpath(place, env.srcdir))  # docutils notes only what it could open


def few(text: str) -> int:
    """A number of columns; Sphinx would make a list of each."""
    if directives.positive_int(text) > COLUMNS:
        raise ValueError(f"more than {COLUMNS} columns")
    return int(text)


def lines(text: str) -> str:
    """Numbers of lines, such as `1,3-5`; Sphinx would make a list of all."""
    spec = directives.unchanged_required(text)
    if any(int(number) > LINES for number in re.findall(r"\d+", spec)):
        raise ValueError(f"there is no line beyond {LINES}")
    return str(spec)


class FewColumns(HList):
    """`hlist` with columns that one can count."""

    option_spec: ClassVar[dict[str, Any]] = {**(HList.option_spec or {}), "columns": few}


class FewLines(CodeBlock):
    """`code-block` with lines that one can count."""

    option_spec: ClassVar[dict[str, Any]] = {**(CodeBlock.option_spec or {}), "emphasize-lines": lines}


class FewLinesShown(LiteralInclude):
    """`literalinclude` with lines that one can count."""

    option_spec: ClassVar[dict[str, Any]] = {
        **(LiteralInclude.option_spec or {}),
        "emphasize-lines": lines,
        "lines": lines,
        "tab-width": narrow,
    }


COUNTING = {
    "hlist": (HList, FewColumns),
    "code-block": (CodeBlock, FewLines),
    "sourcecode": (CodeBlock, FewLines),
    "literalinclude": (LiteralInclude, FewLinesShown),
}
"""Sphinx's directive, and ours, which asks how many there are to be."""


def is_there(path: Path) -> bool:
    """Whether there is such a file, whatever the path is made of."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False

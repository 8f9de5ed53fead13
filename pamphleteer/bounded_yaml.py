"""YAML by strangers → nodes or values that are no larger than the text; aliases that grow are refused.

An alias (`*name`) stands for what its anchor (`&name`) marks, so a few lines of aliases of aliases can stand for gigabytes as
soon as anybody writes them out, and an alias in its own anchor has no end. All YAML of this package is read with this loader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import ComposerError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FREE = 100_000
"""Letters and values that aliases may stand for in any text, beyond those that stand in it."""
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
FIRST = 100
"""Before MyST parses a chapter."""


class BoundedLoader(yaml.SafeLoader):
    """Plain values only, in which aliases stay few."""

    def compose_document(self) -> yaml.Node | None:
        """The nodes of a document; raises ComposerError."""
        root: yaml.Node | None = super().compose_document()
        if root is None:
            return None
        written: dict[int, int] = {}
        try:
            grown = size(root, {}, written)
        except RecursionError:
            grown = sum(written.values()) + FREE + 1
        if grown > sum(written.values()) + FREE:
            said = "its aliases (`*name`) stand for more than anybody can read: write out what they stand for"
            raise ComposerError(None, None, said, root.start_mark)
        return root


def size(node: yaml.Node, known: dict[int, int], written: dict[int, int]) -> int:
    """Letters and values when all aliases are written out; `written` gets those that stand there. Each node is looked at once."""
    found = known.get(id(node))
    if found is not None:
        if not found:
            raise RecursionError  # it stands in itself
        return found
    known[id(node)] = 0
    own = written[id(node)] = 1 + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
    parts = node.value if isinstance(node, yaml.CollectionNode) else ()
    flat = (part for pair in parts for part in (pair if isinstance(pair, tuple) else (pair,)))
    known[id(node)] = total = own + sum(size(part, known, written) for part in flat)
    return total


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text; raises yaml.YAMLError."""
    node: yaml.Node | None = yaml.compose(text, BoundedLoader)
    return node


def load(text: str) -> Any:
    """The values of a text; raises yaml.YAMLError, and ValueError or RecursionError as PyYAML does."""
    return yaml.load(text, BoundedLoader)  # noqa: S506 - it is a safe one


def cut_aliases(app: Sphinx, docname: str, source: list[str]) -> None:
    """Leave front matter out, with a warning, that would grow when MyST reads it."""
    from sphinx.util import logging  # a termbase is read without Sphinx

    found = FRONT_MATTER.match(source[0])
    if not found or not {"*", "&"} <= {*found[1]}:
        return
    try:
        compose(found[1])
    except ComposerError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        place = f"{app.env.doc2path(docname)}:{line}"
        said = "the front matter is left out: %s"
        logging.getLogger(__name__).warning(
            said, error.problem, location=place, type="book", subtype="front-matter"
        )
        source[0] = "\n" * found[0].count("\n") + source[0][found.end() :]
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # MyST says what is wrong


def setup_bounded_yaml(app: Sphinx) -> None:
    """Look at front matter before MyST does."""
    app.connect("source-read", cut_aliases, priority=FIRST)

"""YAML by strangers → nodes or values that are no larger than the text; aliases that grow are refused.

An alias (`*name`) stands for what its anchor (`&name`) marks, so a few lines of aliases of aliases can stand for gigabytes as
soon as anybody writes them out, and an alias in its own anchor has no end. All YAML of this package is read with this loader.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

FREE = 100_000
"""Letters and values that aliases may stand for in any text, beyond those that stand in it."""
LONGEST = 4096
"""Bits of a whole number."""
HARMLESS = 800
"""Letters of a text without aliases that can neither grow nor go deep."""
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
FIRST = 100
"""Before MyST parses a chapter."""


class BoundedLoader(yaml.SafeLoader):
    """Plain values only, in which aliases stay few and numbers short."""

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

    def construct_yaml_int(self, node: Any) -> int:
        """A whole number; one of thousands of figures can be read in some notations, and printed in none."""
        value: int = super().construct_yaml_int(node)
        if value.bit_length() > LONGEST:
            said = "no one can read a number of so many figures: put it in quotes, or write a smaller one"
            raise ConstructorError(None, None, said, node.start_mark)
        return value


BoundedLoader.add_constructor("tag:yaml.org,2002:int", BoundedLoader.construct_yaml_int)


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
    with flat():
        node: yaml.Node | None = yaml.compose(text, BoundedLoader)
        return node


def load(text: str) -> Any:
    """The values of a text; raises yaml.YAMLError, and ValueError for dates that are none, as PyYAML does."""
    with flat():
        return yaml.load(text, BoundedLoader)  # noqa: S506 - it is a safe one


@contextmanager
def flat() -> Iterator[None]:
    """Make what goes deeper than Python can follow an error of YAML."""
    try:
        yield
    except RecursionError:
        said = "lists stand in lists in lists: write them flat"
        raise ComposerError(None, None, said, None) from None


def cut_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Leave front matter out, with a warning, that would end the reading of the book when MyST reads it."""
    from sphinx.util import logging  # a termbase is read without Sphinx

    found = FRONT_MATTER.match(source[0])
    objection = objection_to(found[1]) if found else None
    if not found or objection is None:
        return
    line, said = objection
    logging.getLogger(__name__).warning(
        "the front matter is left out: %s",
        said,
        location=f"{app.env.doc2path(docname)}:{line + 1}",
        type="book",
        subtype="front-matter",
    )
    source[0] = "\n" * found[0].count("\n") + source[0][found.end() :]


def objection_to(text: str) -> tuple[int, str] | None:
    """Line, from 1, and reason why nobody should read a text; None where it is sound, or MyST says what is wrong with it."""
    if len(text) <= HARMLESS and "*" not in text:
        return None
    try:
        load(text)
    except (ComposerError, ConstructorError) as error:
        return (error.problem_mark.line + 1 if error.problem_mark else 1), str(error.problem)
    except (yaml.YAMLError, ValueError):
        return None
    return None


def setup_bounded_yaml(app: Sphinx) -> None:
    """Look at front matter before MyST does."""
    app.connect("source-read", cut_front_matter, priority=FIRST)

"""`:filter:` of a list of sources → one that can be applied to every source, or an error at its line.

sphinxcontrib-bibtex applies filters once all chapters have been read: what is wrong with one of them would end the whole build,
at no line of any chapter.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

BIBTEX = "sphinxcontrib.bibtex"
ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
LIKE = (
    "write it with author, editor, type, key, docname, docnames and cited, and a pattern in quotes behind %"
)


def check_filters(app: Sphinx) -> None:
    """Take the place of the directive."""
    if BIBTEX not in app.extensions:
        return
    from sphinxcontrib.bibtex.directives import BibliographyDirective

    class CheckedBibliography(BibliographyDirective):
        """`bibliography` with a filter that can be applied."""

        def run(self) -> list[nodes.Node]:
            """The list, to be filled in."""
            if reason := objection(self.options.get("filter", "")):
                raise self.error(f"this filter cannot be applied: {reason}: {LIKE}")
            return list(super().run())

    app.add_directive("bibliography", CheckedBibliography, override=True)


def objection(text: str) -> str:
    """What is wrong with a filter; empty when nothing is."""
    try:
        tree = ast.parse(text.strip() or "True", mode="eval")
        kind_of(tree.body)
    except SyntaxError as error:
        return str(error.msg)
    except re.error as error:
        return f"{error.pattern!s} is no pattern ({error.msg})"
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return str(error) or "it goes too deep"
    return ""


def kind_of(node: ast.expr) -> type:
    """The kind of value that an expression has for every source. Raises ValueError, or re.error, where it has none."""
    found: type | None = None
    match node:
        case ast.Constant() | ast.Name() | ast.Set():
            found = kind_of_word(node)
        case ast.UnaryOp(ast.Not()):
            found = kind_of(node.operand) and bool
        case ast.BoolOp():
            found = [kind_of(value) for value in node.values][-1]
        case ast.BinOp():
            found = joined(node)
        case ast.Compare(left, [sign], [right]):
            found = compared(kind_of(left), sign, kind_of(right))
    if found is None:
        raise ValueError(f"{ast.unparse(node)[:80]} has no value")
    return found


def kind_of_word(node: ast.expr) -> type | None:
    """The kind of what stands for itself."""
    match node:
        case ast.Constant(str() | bool()):
            return type(node.value)
        case ast.Name():
            return {"cited": bool, "docnames": frozenset}.get(node.id, str)
        case ast.Set() if {*map(kind_of, node.elts)} <= {str}:
            return frozenset
    return None


def joined(node: ast.BinOp) -> type | None:
    """The kind of a search with a pattern, or of two sets."""
    left, right = kind_of(node.left), node.right
    if isinstance(node.op, ast.Mod) and left is str and isinstance(right, ast.Constant):
        re.compile(str(right.value), re.IGNORECASE)
        return bool
    both = isinstance(node.op, ast.BitOr | ast.BitAnd) and left is kind_of(right) is frozenset
    return frozenset if both else None


def compared(left: type, sign: ast.cmpop, right: type) -> type:
    """The kind of a comparison. Raises ValueError for values that cannot be compared."""
    fits = {
        ast.Eq: True, ast.NotEq: True, **dict.fromkeys(ORDER, left is right),
        **dict.fromkeys((ast.In, ast.NotIn), right is frozenset or left is right is str),
    }  # fmt: skip
    if fits.get(type(sign), False):
        return bool
    raise ValueError("it compares what cannot be compared")

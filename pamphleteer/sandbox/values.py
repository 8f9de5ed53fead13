"""An expression of Jinja → its value, computed here, of plain values alone.

Jinja reads the expression and computes nothing: its names and methods lead to all of Python. What is not computed here has no value.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from typing import Any

import jinja2
from jinja2 import filters
from jinja2 import nodes as grammar

PLAIN = (str, int, float, date, type(None))
"""Values that are no more than what they print; truth is a number, and a moment a date."""
HOLDING = (list, tuple, Mapping)
OF_ENV = "env.docname"
"""The one thing that Sphinx's environment is asked for."""
COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda one, other: one in other,
    "notin": lambda one, other: one not in other,
}
FILTERS: dict[str, tuple[int, Callable[..., Any]]] = {
    "abs": (0, abs),
    "capitalize": (0, lambda value: str(value).capitalize()),
    "escape": (0, lambda value: escape(str(value))),
    "first": (0, lambda value: next(iter(value))),
    "last": (0, lambda value: next(reversed(value))),
    "length": (0, len),
    "lower": (0, lambda value: str(value).lower()),
    "title": (0, lambda value: filters.do_title(str(value))),
    "trim": (0, lambda value: str(value).strip()),
    "upper": (0, lambda value: str(value).upper()),
    "default": (1, lambda value, _other="": value),
    "float": (1, filters.do_float),
    "int": (1, filters.do_int),
    "join": (1, lambda value, between="": str(between).join(map(text_of, value))),
    "round": (1, filters.do_round),
}
"""Filters that give no more than they take: how many arguments each may have, and what it does."""


class NoValueError(ValueError):
    """Why an expression has no value."""


class MissingError(NoValueError):
    """What it names is not there."""


def value_of(expression: str, names: Mapping[str, Any], docname: str = "") -> Any:
    """The value of what stands between the braces of a chapter; raises NoValueError."""
    try:
        tree = jinja2.Environment(autoescape=True).parse(f"{{{{{expression}}}}}")
    except (jinja2.TemplateError, RecursionError) as error:
        raise NoValueError(f"it is no expression ({error})") from error
    match tree.body:
        case [grammar.Output(nodes=[grammar.Expr() as node])] if not isinstance(node, grammar.TemplateData):
            pass
        case _:
            raise NoValueError("it is no plain value")
    try:
        return compute(node, {**names, OF_ENV: docname})
    except NoValueError:
        raise
    except (TypeError, ValueError, ArithmeticError, LookupError, StopIteration, RecursionError) as error:
        raise NoValueError(f"it has no value ({type(error).__name__}: {error})") from error


def compute(node: grammar.Node, names: Mapping[str, Any]) -> Any:
    """The value of a part of an expression."""
    if type(node) not in KINDS:
        raise NoValueError(f"it is no plain value ({type(node).__name__.lower()})")
    return KINDS[type(node)](node, names)


def named(node: grammar.Name, names: Mapping[str, Any]) -> Any:
    """The value of a name."""
    if node.name not in names:
        raise MissingError(f"no substitution is called “{node.name}”: correct the name, or define it")
    return names[node.name]


def under_name(node: grammar.Getattr, names: Mapping[str, Any]) -> Any:
    """What stands after a point."""
    if isinstance(node.node, grammar.Name) and f"{node.node.name}.{node.attr}" == OF_ENV:
        return names[OF_ENV]
    return part_of(compute(node.node, names), node.attr)


def in_brackets(node: grammar.Getitem, names: Mapping[str, Any]) -> Any:
    """What stands under a constant in brackets."""
    if not isinstance(node.arg, grammar.Const):
        raise NoValueError("what stands in brackets is no name and no number")
    return part_of(compute(node.node, names), node.arg.value)


def chosen(node: grammar.CondExpr, names: Mapping[str, Any]) -> Any:
    """One of two values."""
    if compute(node.test, names):
        return compute(node.expr1, names)
    return compute(node.expr2, names) if node.expr2 else ""


def part_of(whole: Any, key: Any) -> Any:
    """What a value holds under a name or a number; of other objects, which conf.py may have made, what is plain."""
    if isinstance(whole, Mapping):
        if key not in whole:
            raise MissingError(f"there is no “{key}” in it")
        return whole[key]
    if isinstance(key, int):
        if not isinstance(whole, (str, list, tuple)):
            raise NoValueError("it has no parts with numbers")
        return whole[key]
    if str(key).startswith("_"):
        raise NoValueError("it looks into Python")
    found = getattr(whole, str(key), None) if isinstance(key, str) else None
    if found is None or not isinstance(found, PLAIN):
        raise MissingError(f"there is no “{key}” in it")
    return found


def filtered(node: grammar.Filter, names: Mapping[str, Any]) -> Any:
    """The value of what stands before a `|`, changed."""
    if node.name not in FILTERS:
        raise NoValueError(f"the filter “{node.name}” is not one of {', '.join(sorted(FILTERS))}")
    most, change = FILTERS[node.name]
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) > most:
        many = "at most one argument, without a name" if most else "no arguments"
        raise NoValueError(f"the filter “{node.name}” takes {many}")
    arguments = [plain(compute(argument, names)) for argument in node.args]
    if node.node is None:
        raise NoValueError("there is nothing before the filter")
    try:
        whole = compute(node.node, names)
    except MissingError:
        if node.name != "default":
            raise
        return arguments[0] if arguments else ""
    return change(whole if isinstance(whole, HOLDING) else plain(whole), *arguments)


def compared(node: grammar.Compare, names: Mapping[str, Any]) -> bool:
    """Whether all comparisons of a chain hold."""
    left = compute(node.expr, names)
    for operand in node.ops:
        right = compute(operand.expr, names)
        if not COMPARED[operand.op](left, right):
            return False
        left = right
    return True


def plain(value: Any) -> Any:
    """A value that is no more than what it prints."""
    if not isinstance(value, PLAIN):
        raise NoValueError(f"a part of it is no plain value ({type(value).__name__})")
    return value


def text_of(value: Any) -> str:
    """What a value prints."""
    return str(plain(value))


KINDS: dict[type[grammar.Node], Callable[[Any, Mapping[str, Any]], Any]] = {
    grammar.Const: lambda node, _names: node.value,
    grammar.Name: named,
    grammar.Getattr: under_name,
    grammar.Getitem: in_brackets,
    grammar.Filter: filtered,
    grammar.CondExpr: chosen,
    grammar.Compare: compared,
    grammar.Concat: lambda node, names: "".join(text_of(compute(part, names)) for part in node.nodes),
    grammar.Add: lambda node, names: plain(compute(node.left, names)) + plain(compute(node.right, names)),
    grammar.And: lambda node, names: compute(node.left, names) and compute(node.right, names),
    grammar.Or: lambda node, names: compute(node.left, names) or compute(node.right, names),
    grammar.Not: lambda node, names: not compute(node.node, names),
}
"""What each part of an expression comes to."""

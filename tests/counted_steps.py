"""The lint, loaded so that it counts its own work → a number of steps, the same on every machine and at every hour.

Modules whose names begin with one of `PREFIXES` are rewritten when they are imported (so this runs in a process of its own).

Counted is, in those modules: each call, each turn of a loop or comprehension, each start of a function; what the functions of
Python do to a text, list or array, by its length or by the stretch that they are told to look at; slices, `in` and sums of texts
and collections, by their length; and each step of a regular expression (see `regex_steps`).
Not counted is what other packages do (Markdown, docutils, the dictionaries of words), an expression that is handed on as a function
(`map(PATTERN.match, …)`), what a comparison of two texts reads, and growth of a local text by `+=`, which Python does in place.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import BuiltinFunctionType, ModuleType
from typing import Any

from regex_steps import Counter, count

PREFIXES = ("pamphleteer.lint", "planted")
WAYS = ("search", "match", "fullmatch")
OF_PATTERNS = (*WAYS, "finditer", "findall", "sub", "subn", "split")
STRETCHES = ("find", "rfind", "index", "rindex", "count", "startswith", "endswith")
"""Methods of texts that are told where to begin and where to end."""
AT_ONCE = {
    "append",
    "pop",
    "popleft",
    "get",
    "add",
    "setdefault",
    "isalpha",
    "item",
    "discard",
    "keys",
    "values",
    "items",
}
"""Methods that take as long for much as for little."""
READ_THROUGH = {
    list,
    tuple,
    set,
    frozenset,
    dict,
    sorted,
    max,
    min,
    sum,
    reversed,
    "join",
    "update",
    "extend",
    "union",
}


class Steps:
    """What the rewritten modules call."""

    @staticmethod
    def step() -> bool:
        """Count one turn."""
        Counter.steps += 1
        return True

    @staticmethod
    def made(value: Any) -> Any:
        """Count what was put together."""
        Counter.steps += len(value) if isinstance(value, str | list | tuple | dict | set | frozenset) else 1
        return value

    @staticmethod
    def holds(one: Any, other: Any) -> bool:
        """`one in other`."""
        Counter.steps += len(other) if isinstance(other, str | list | tuple) else 1
        return one in other

    @staticmethod
    def grown(value: Any) -> None:
        """Count a text that became longer where it is kept."""
        Counter.steps += len(value) if isinstance(value, str | tuple | bytes) else 1

    @staticmethod
    def call(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Call a function; while nobody counts, no more than that."""
        if not Counter.on:
            return function(*args, **named)
        Counter.steps += 1
        owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
        if isinstance(owner, re.Pattern):
            return searched(owner, function, args, named)
        if name in OF_PATTERNS and getattr(re, name) is function:
            flags = named.pop("flags", 0) or next((a for a in args[2:] if isinstance(a, re.RegexFlag)), 0)
            pattern = re.compile(args[0], flags)
            return searched(pattern, getattr(pattern, name), [a for a in args[1:] if a is not flags], named)
        result = function(*args, **named)
        if isinstance(function, BuiltinFunctionType | type) or isinstance(owner, str | list):
            Counter.steps += cost(function, owner, args, result)
        return result


def cost(function: Any, owner: Any, args: tuple[Any, ...], result: Any) -> int:
    """How much a function of Python has read."""
    name = getattr(function, "__name__", "")
    if name in AT_ONCE:
        return 0
    if isinstance(owner, str) and name in STRETCHES:
        start, end, _step = slice(*(*args[1:3], None, None)[:2]).indices(len(owner))
        if name.endswith("with"):
            return len(args[0]) if isinstance(args[0], str) else sum(map(len, args[0]))
        if name != "count" and result >= 0:  # it stopped where it found something
            start, end = (result, end) if name.startswith("r") else (start, result)
        return max(end - start, 0)
    if isinstance(owner, list) and name == "index":
        return int(result) + 1
    own = len(owner) if isinstance(owner, str | list) else 0
    if function in READ_THROUGH or name in READ_THROUGH:
        return own * (name not in ("extend", "update")) + sum(map(size, args))
    return own + sum(int(arg.size) for arg in args if isinstance(getattr(arg, "size", None), int))


def size(value: object) -> int:
    """The length of what has one; what comes one by one is counted where it comes from."""
    return len(value) if isinstance(value, Sized) else 0


def searched(pattern: re.Pattern[Any], function: Any, args: Any, named: dict[str, Any]) -> Any:
    """Search by an expression, and count what it takes."""
    way = function.__name__
    text = args[1] if way in ("sub", "subn") else args[0]
    if way not in (*WAYS, "finditer"):
        walk(pattern, text, 0, len(text))
        return function(*args, **named)
    start, end = args[1] if len(args) > 1 else 0, args[2] if len(args) > 2 else len(text)
    if way == "finditer":
        return one_by_one(pattern, text, start, end)
    found = function(*args, **named)
    count(pattern, way, text, start, end, found)
    return found


def walk(pattern: re.Pattern[Any], text: str, start: int, end: int) -> None:
    """Find all that an expression finds."""
    for _match in one_by_one(pattern, text, start, end):
        pass


def one_by_one(pattern: re.Pattern[Any], text: str, start: int, end: int) -> Iterator[re.Match[Any]]:
    """What an expression finds; counted as far as somebody asks for the next."""
    at = start
    for match in pattern.finditer(text, start, end):
        Counter.steps += 1
        if match.end() > match.start():  # what an empty match makes of the next one is Python's to know
            count(pattern, "search", text, at, end, first(pattern, text, at, end))
        yield match
        at = match.end() + (match.end() == match.start())
    count(pattern, "search", text, at, end, first(pattern, text, at, end))


def first(pattern: re.Pattern[Any], text: str, start: int, end: int) -> re.Match[Any] | None:
    """The first match from a place on."""
    return pattern.search(text, start, end) if start <= end else None


class Rewriter(ast.NodeTransformer):
    """Puts counting into the source of a module."""

    @staticmethod
    def asked(name: str, *args: ast.expr) -> ast.Call:
        """A call of `Steps`."""
        return ast.Call(ast.Attribute(ast.Name("__steps__", ast.Load()), name, ast.Load()), list(args), [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call; `super()` must be called from where it stands."""
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return node
        self.generic_visit(node)
        made = self.asked("call", node.func, *node.args)
        made.keywords = node.keywords
        return ast.copy_location(made, node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """A slice that is read."""
        self.generic_visit(node)
        if isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load):
            return ast.copy_location(self.asked("made", node), node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """A sum of texts, a union of sets."""
        self.generic_visit(node)
        return ast.copy_location(self.asked("made", node), node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """`in` and `not in`."""
        self.generic_visit(node)
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn):
            return node
        asked: ast.expr = self.asked("holds", node.left, node.comparators[0])
        return ast.copy_location(
            ast.UnaryOp(ast.Not(), asked) if isinstance(node.ops[0], ast.NotIn) else asked, node
        )

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        """A text with values in it; not the format of one of these."""
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                value.value = self.visit(value.value)
        return ast.copy_location(self.asked("made", node), node)

    def display(self, node: ast.Dict | ast.List | ast.Set | ast.Tuple) -> ast.AST:
        """A collection with others in it."""
        self.generic_visit(node)
        inside = node.keys if isinstance(node, ast.Dict) else node.elts
        spread = any(one is None or isinstance(one, ast.Starred) for one in inside)
        loaded = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        return ast.copy_location(self.asked("made", node), node) if spread and loaded else node

    visit_Dict = visit_List = visit_Set = visit_Tuple = display  # noqa: N815 - as `ast` calls them

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """A turn of a comprehension."""
        self.generic_visit(node)
        node.ifs.insert(0, self.asked("step"))
        return node

    def body(self, node: Any) -> ast.AST:
        """A turn of a loop, or the start of a function."""
        self.generic_visit(node)
        words = ast.get_docstring(node) is not None if isinstance(node, ast.FunctionDef) else False
        node.body.insert(1 if words else 0, ast.Expr(self.asked("step")))
        return node  # type: ignore[no-any-return]  # it is a statement

    visit_For = visit_While = visit_FunctionDef = visit_AsyncFunctionDef = body  # noqa: N815 - as `ast` calls them

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        """A text that grows where it is kept."""
        self.generic_visit(node)
        if not isinstance(node.target, ast.Attribute):
            return node
        read = ast.Attribute(node.target.value, node.target.attr, ast.Load())
        return [node, ast.Expr(self.asked("grown", read))]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Leave annotations alone."""
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Leave annotations alone."""
        return node


class Counting(SourceFileLoader):
    """Loads a module that counts."""

    def source_to_code(self, data: Any, path: Any, **_options: Any) -> Any:  # type: ignore[override]  # its options change nothing here
        """The rewritten module."""
        return compile(
            ast.fix_missing_locations(Rewriter().visit(ast.parse(data))), path, "exec", dont_inherit=True
        )

    def get_code(self, fullname: str) -> Any:
        """Never that of a cache."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    def exec_module(self, module: ModuleType) -> None:
        """Give the module its counter."""
        module.__dict__["__steps__"] = Steps
        super().exec_module(module)


class Finder(MetaPathFinder):
    """Finds the modules that are to count."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        """The place of a module, with the loader above."""
        if not fullname.startswith(PREFIXES):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.origin and spec.origin.endswith(".py"):
            loader: Loader = Counting(fullname, spec.origin)
            return importlib.util.spec_from_file_location(
                fullname,
                spec.origin,
                loader=loader,
                submodule_search_locations=spec.submodule_search_locations,
            )
        return spec


def install() -> None:
    """From now on, modules count; none of them may be loaded yet."""
    assert not [name for name in sys.modules if name.startswith(PREFIXES)]
    sys.setrecursionlimit(1_000_000)
    sys.meta_path.insert(0, Finder())


def steps_of(work: Callable[[], Iterable[object] | None]) -> int:
    """How many steps some work takes, its results read through."""
    before, Counter.on = Counter.steps, True
    try:
        for _result in work() or ():
            pass
    finally:
        Counter.on = False
    return Counter.steps - before

"""Values → Typst source, of a type for each of the modes in which Typst reads it: markup, code, and formulas.

What a chapter says is a `str`, and a `str` is no source: added to source it is refused, and where code asks for a value, it
becomes a string.  So nothing that a chapter says is ever run, whatever it says and whoever forgets to think of it:

- `Markup` is what stands on a page.  `escape` makes it of words, `within_line` and `statement` of code.
- `Code` is an expression.  `value` makes it of any value, `call` of the name of a function and its arguments.
- `Math` is what stands between dollars.  `signs` and `words` make it of letters, `applied` of a function and its parts.

`markup("…")`, `code("…")` and `math("…")` take source that is written out in this package: a literal, nothing else.
Only `by_the_writer` takes source that a chapter holds.  No other module makes these types; `tests/test_print_modes.py` sees to it.
"""

from __future__ import annotations

import hashlib
import math as numbers
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, TypeAlias, TypeVar, get_args

Key = tuple[str, str]
"""(document name, id): one place of the book; an empty id is the head of the document."""
Function = Literal[
    "admonition", "anchor", "answer", "at", "badge", "block", "book.with", "bookindex", "box", "boxtitle", "captioned", "card",
    "chapter", "checkbox", "code", "codeblock", "coverpicture", "divider", "em", "entry", "entrybody", "enum", "extlink", "fitted",
    "footnote", "formula", "h", "hide", "inlinepicture", "inlink", "kbd", "langblock", "langspan", "leaflet", "legend", "lines",
    "list", "lonepicture", "once", "pairs", "pamphlet", "par", "part", "picture", "plaintable", "quote", "roomy", "rubric",
    "section", "signature", "sources", "strong", "sub", "super", "tasklist", "text", "together", "topicbox", "untitled", "where",
    "xref",
]  # fmt: skip
"""The functions of Typst and of the templates that generated source calls: no name of a function comes from a chapter."""
FormulaFunction = Literal[
    "attach", "class", "frac", "limits", "lr", "mat", "op", "overbrace", "overbracket", "overline", "root", "sqrt",
    "std.math.accent", "std.math.display", "underbrace", "underbracket", "underline", "upright",
]  # fmt: skip
"""The same within formulas."""
Template = Literal["blocks", "book", "leaflet", "pamphlet"]
Unit = Literal["pt", "mm", "cm", "in", "em", "%"]
FUNCTIONS = frozenset((*get_args(Function), *get_args(FormulaFunction)))
TEMPLATES, UNITS = frozenset(get_args(Template)), frozenset(get_args(Unit))
IDENTIFIER = re.compile("[a-z]+(?:-[a-z]+)*")

SPECIAL = re.compile(r"""([\\#*_`$<>@\[\]~/=+\-"'{}|^&])""")
ENUMERATOR = re.compile(r"^(\s*\d+)([.)])|^(\s*)([.)])")  # “1.” at the start of a line would begin a list
SPACES = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]"
)  # no font has a glyph for these
LINE_END = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
JOINED = re.compile("[^ \t\r\n]{41,}")
"""What spaces that hold together have made too long for a line."""
BRACKETS = frozenset("([{⟨⌊⌈|‖)]}⟩⌋⌉")
"""Signs that grow with what is between them, if nobody says that they are signs."""
COMMENT = re.compile(r"\n//@ [^\n]*\n")
LEAD = re.compile(r"(?:\s*\n//@ [^\n]*\n|\s)*")


class Source:
    """Source of one mode, which no `str` method takes for a `str`."""

    __slots__ = ("source",)

    def __init__(self, source: str) -> None:
        self.source: Final = source

    def __bool__(self) -> bool:
        return bool(self.source)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Source) and self.source == other.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"

    def __str__(self) -> str:
        raise TypeError("source of Typst is put together by the functions of this module, and is no str")


class Markup(Source):
    """What stands on a page."""

    __slots__ = ()

    def __add__(self, other: Markup) -> Markup:
        return Markup(self.source + other.source) if isinstance(other, Markup) else NotImplemented

    @property
    def is_blank(self) -> bool:
        """Whether it is white space or nothing."""
        return not self.source.strip()


class Code(Source):
    """An expression, or arguments with their names."""

    __slots__ = ()


class Shared(Code):
    """What means the same in code and in markup: a label, an equation, a comment."""

    __slots__ = ()

    @property
    def markup(self) -> Markup:
        """The same where it stands on a page."""
        return Markup(self.source)


class Math(Source):
    """What stands between dollars; no `+` makes a name of letters."""

    __slots__ = ()


Value: TypeAlias = "Code | Markup | str | float | Sequence[Value] | None"
"""What becomes code: a `str` is a string, markup is content, a tuple or list is an array."""
Kind = TypeVar("Kind", Markup, Math)


def checked(part: Any, kind: type[Source]) -> str:
    """The source of a part, which has to be of a mode."""
    return part.source if isinstance(part, kind) else refused(part, kind)


def refused(part: Any, kind: type[Source]) -> NoReturn:
    """Say that a part is no source of a mode."""
    raise TypeError(f"{type(part).__name__} where Typst takes {kind.__name__}")


# What is written out in this package.


def markup(literal: str) -> Markup:
    """Markup that is written out where it is needed."""
    return Markup(literal)


def code(literal: str) -> Code:
    """Code that is written out where it is needed."""
    return Code(literal)


def math(literal: str) -> Math:
    """A part of a formula that is written out where it is needed."""
    return Math(literal)


NOTHING, LINE = Markup(""), Markup("\n")
NO_WORDS = '""'
"""What keeps a place in a formula."""


# Values.


def escape(text: str) -> Markup:
    """Text as markup in which no character acts: `*1.* x` prints as `*1.* x`, white space as one space."""
    text = JOINED.sub(lambda run: run[0].replace("\u00a0", " "), text)
    text = SPECIAL.sub(r"\\\1", CONTROL.sub("", SPACES.sub(" ", text)))
    text = ENUMERATOR.sub(lambda m: f"{m[1] or m[3] or ''}\\{m[2] or m[4]}", text)
    text = text.replace("..", ".\\.")  # "..." would become an ellipsis
    return Markup(text.replace("\u00a0", "~").replace("\u00ad", "\\u{ad}"))


def quote(text: str) -> Code:
    """A string as a Typst string literal on one line."""
    text = CONTROL.sub("", text.replace("\r\n", "\n"))
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return Code('"' + LINE_END.sub(lambda end: f"\\u{{{ord(end[0]):x}}}", text) + '"')


def finite(value: object, otherwise: float = 0) -> float:
    """A number; what is none is `otherwise`, for attributes of nodes may hold any text of a chapter."""
    try:
        found = float(value)  # type: ignore[arg-type]  # what is no number says so
    except (TypeError, ValueError, OverflowError):
        found = otherwise
    return found if numbers.isfinite(found) else otherwise


def number(value: object, otherwise: float = 0) -> Code:
    """A number as a literal."""
    return Code(f"{finite(value, otherwise):.15g}")


def length(amount: float, unit: Unit) -> Code:
    """A length or a share."""
    if unit not in UNITS:
        raise TypeError(f"{unit!r} is no unit of Typst")
    return Code(f"{finite(amount):g}{unit}")


def label(key: Key) -> Shared:
    """`<name>`: readable, and unique for a document and an id."""
    joined = "#".join(key)
    name = re.sub(r"[^A-Za-z0-9]+", "-", joined).strip("-")
    return Shared(f"<{name}-{hashlib.sha256(joined.encode()).hexdigest()[:8]}>")


def comment(path: str, line: object) -> Shared:
    """A line of source that names a place; no end of line that Typst knows is in it, whatever a file is called."""
    return Shared(f"//@ {LINE_END.sub('�', path)}:{finite(line, 1):.15g}\n")


def value(given: Value) -> Code:
    """Any value as code."""
    if isinstance(given, Code):
        return given
    if isinstance(given, str):
        return quote(given)
    if isinstance(given, Markup):
        return Code(f"[{given.source}]")
    if isinstance(given, tuple):
        return Code(f"({', '.join(value(item).source for item in given)}{',' * (len(given) == 1)})")
    if isinstance(given, list):
        return Code(f"({''.join(f'{value(item).source}, ' for item in given)})")
    return constant(given)


def constant(given: object) -> Code:
    """A number, true, false or nothing."""
    if given is None or isinstance(given, bool):
        return Code({None: "none", True: "true", False: "false"}[given])
    if isinstance(given, int | float):
        return number(given)
    raise TypeError(f"{type(given).__name__} is no value of Typst")


def by_the_writer(text: str) -> Markup:
    """Typst that a chapter holds and that is to run: the only way in, behind all that decides whether it may."""
    return Markup(text)


# Code of code.


@cache
def argument(name: str) -> str:
    """The name of an argument or of an entry; what is no name of Typst is a string."""
    return name if IDENTIFIER.fullmatch(name) else quote(name).source


def named(values: Mapping[str, Value]) -> Code:
    """Arguments with their names."""
    return Code(", ".join(f"{argument(name)}: {value(given).source}" for name, given in values.items()))


def dictionary(values: Mapping[str, Value]) -> Code:
    """A dictionary."""
    return Code(f"({named(values).source or ':'})")


def over_lines(items: Iterable[Value]) -> Code:
    """An array with a line for each item."""
    return Code("(\n" + "".join(f"{value(item).source},\n" for item in items) + ")")


def known(function: str) -> str:
    """The name of a function that generated source calls."""
    if function not in FUNCTIONS:
        raise TypeError(f"{function!r} is no function of the templates")
    return function


def call(function: Function, *values: Value, body: Markup | None = None, **options: Value) -> Code:
    """A call of a function; `body` is the content behind its arguments."""
    told = [found.source for found in (*map(value, values), named(options)) if found]
    behind = "" if body is None else f"[{checked(body, Markup)}]"
    arguments = f"({', '.join(told)})" if told or body is None else ""
    return Code(f"{known(function)}{arguments}{behind}")


def noted(comment: Shared | None, found: Code) -> Code:
    """Code behind a comment."""
    return Code(f"\n{checked(comment, Shared)}{checked(found, Code)}") if comment else found


# Markup of code and of markup.


def within_line(found: Code, mark: Shared | None = None) -> Markup:
    """A call within a line; it ends before what follows, also before a “(”, for a label or a “;” ends it."""
    return Markup(f"#{checked(found, Code)}{checked(mark, Shared) if mark else ';'}")


def statement(found: Code, mark: Shared | None = None) -> Markup:
    """A call on a line of its own."""
    return Markup(f"#{checked(found, Code)}{checked(mark, Shared) if mark else ''}\n")


def continued(function: Function, item: Code, *, first: bool, last: bool) -> Markup:
    """An argument of a call that goes on over several nodes, between which only comments may stand."""
    opening = f"\n#{known(function)}(\n" if first else ""
    return Markup(f"{opening}{checked(item, Code)},\n{')' if last else ''}" + ("\n" if last else ""))


def joined(parts: Iterable[Kind], between: Kind) -> Kind:
    """Parts of one mode, with something between them."""
    kind = type(between)
    sources = [part.source if isinstance(part, kind) else refused(part, kind) for part in parts]
    return kind(between.source.join(sources))


def trimmed(body: Markup) -> Markup:
    """Without a break before it and white space behind; of the comments before it, it keeps the last."""
    source = checked(body, Markup)
    lead = LEAD.match(source)
    comments = COMMENT.findall(lead[0]) if lead else []
    rest = source[lead.end() :] if lead else source
    return Markup(f"{''.join(comments[-1:])}{rest.rstrip()}\n")


def imported(template: Template) -> Markup:
    """What makes the functions of a template known."""
    if template not in TEMPLATES:
        raise TypeError(f"{template!r} is no template")
    return Markup(f'#import "/template/{template}.typ": *\n')


def included(path: str) -> Markup:
    """The content of another file of the work folder."""
    return Markup(f"#include {quote(path).source}\n")


def shown_by(found: Code) -> Markup:
    """A rule for all that follows."""
    return Markup(f"#show: {checked(found, Code)}\n")


def definition(name: str, found: Code) -> Markup:
    """A name for a value."""
    if not IDENTIFIER.fullmatch(name):
        raise TypeError(f"{name!r} is no name")
    return Markup(f"#let {name} = {checked(found, Code)}\n")


# Formulas.


def signs(text: str) -> Math:
    """Signs as signs."""
    return Math(
        " ".join(
            f"\\{sign}" if (sign.isascii() and not sign.isalnum()) or sign in BRACKETS else sign
            for sign in text
            if not sign.isspace()
        )
    )


def words(text: str) -> Math:
    """Words as words."""
    return Math(quote(text).source)


def applied(function: FormulaFunction, *parts: Math, **options: Math) -> Math:
    """A call of a function within a formula."""
    told = [checked(part, Math) for part in parts]
    told += [f"{argument(name)}: {checked(part, Math) or NO_WORDS}" for name, part in options.items()]
    return Math(f"{known(function)}({', '.join(told)})")


def embedded(found: Code) -> Math:
    """Code in a formula."""
    return Math(f"#{checked(found, Code)}")


def equation(formula: Math, *, block: bool = True) -> Shared:
    """A formula of its own, or one within a line."""
    space = " " if block else ""
    return Shared(f"${space}{checked(formula, Math)}{space}$")


# Files.


def save(path: Path, source: Markup) -> None:
    """Write a file of the work folder."""
    path.write_text(re.sub(r"\n{3,}", "\n\n", checked(source, Markup)), encoding="utf-8")


def saved(path: Path) -> Markup:
    """What a file holds that `save` has written, or that belongs to this package."""
    return Markup(path.read_text(encoding="utf-8"))


def parted(source: Markup, at: Markup) -> list[Markup]:
    """The parts of a source between what parts them."""
    return [Markup(part) for part in source.source.split(checked(at, Markup))]


def replaced(
    source: Markup, pattern: re.Pattern[str], by: Callable[[re.Match[str]], Markup | None]
) -> Markup:
    """A source in which others stand in place of some comments; None leaves one as it is."""

    def other(found: re.Match[str]) -> str:
        made = by(found)
        return found[0] if made is None else checked(made, Markup)

    return Markup(pattern.sub(other, checked(source, Markup)))

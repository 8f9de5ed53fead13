"""Generated Typst: what a chapter says gets into it as a value only, and nothing is made source anywhere else."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typst
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from test_shape import MODULES, ROOT

from pamphleteer.print import figures, modes
from pamphleteer.print.markup import isolated, language, prose, verbatim
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Code,
    applied,
    call,
    comment,
    dictionary,
    embedded,
    equation,
    escape,
    finite,
    joined,
    label,
    length,
    noted,
    number,
    over_lines,
    quote,
    signs,
    statement,
    trimmed,
    value,
    within_line,
    words,
)
from pamphleteer.print.page import Page, Press
from pamphleteer.print.references import Links
from pamphleteer.print.setting import lay_out_template

MAKERS = ROOT / "pamphleteer" / "print" / "modes.py"
KINDS = {kind.__name__ for kind in vars(modes).values() if isinstance(kind, type) and issubclass(kind, modes.Source)}  # fmt: skip
"""The types of source."""
WRITTEN_OUT = {"markup", "code", "math"}
"""What takes literals."""
DOORS = {
    "by_the_writer": {"pamphleteer/print/inline.py"},
    "saved": {
        "pamphleteer/epub/cover.py",
        "pamphleteer/print/culprit.py",
        "pamphleteer/print/source_lines.py",
    },
}
"""What takes source that is not made here, and who may call it."""


def type_hints(tree: ast.AST) -> Iterator[ast.AST]:
    """All that only tells types."""
    for node in ast.walk(tree):
        told: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = [node.returns]
        elif isinstance(node, ast.arg | ast.AnnAssign):
            told = [node.annotation]
        elif isinstance(node, ast.Subscript):  # list[Markup]
            told = [node.slice]
        for part in filter(None, told):
            yield from ast.walk(part)


def doors(source: str, path: str = "pamphleteer/print/other.py") -> list[str]:
    """Where a module makes source of Typst past the makers."""
    tree = ast.parse(source)
    imported = {
        alias.name: alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "pamphleteer.print.modes"
        for alias in node.names
    }
    typed = {id(node) for node in type_hints(tree)}
    found = [f"{name} as {other}" for name, other in imported.items() if other]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in typed:
            name = node.id if isinstance(node, ast.Name) else node.attr
            is_kind = name in KINDS and (name in imported or isinstance(node, ast.Attribute))
            is_door = name in DOORS and path not in DOORS[name]
            if is_kind or is_door or (imported and name == "cast"):
                found.append(f"line {node.lineno}: {name}")
        if isinstance(node, ast.Call):
            found += [f"line {node.lineno}: {fault}" for fault in wrong_call(node, imported)]
    return found


def wrong_call(node: ast.Call, imported: dict[str, str | None]) -> Iterator[str]:
    """What is wrong with a call of a function that takes literals only, or of the type of something."""
    name = getattr(node.func, "id", "")
    literal = len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and not node.keywords
    if name in WRITTEN_OUT & set(imported) and not literal:
        yield f"{name}: {ast.unparse(node)[:60]}"
    if imported and isinstance(node.func, ast.Call) and getattr(node.func.func, "id", "") == "type":
        yield ast.unparse(node)[:60]


def test_only_makers_make_source() -> None:
    """No other module calls the types of source, gives them other names, or writes out what is no literal."""
    package = {
        str(path.relative_to(ROOT)): text
        for path in MODULES
        if "pamphleteer" in path.relative_to(ROOT).parts and path != MAKERS
        if "modes" in (text := path.read_text("utf-8"))
    }
    assert len(package) > 20
    found = {path: doors(text, path) for path, text in package.items()}
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert {name for name in DOORS for text in package.values() if f"{name}(" in text} == set(DOORS)


def test_only_makers_write_files_of_source() -> None:
    """The others that write files write drawings, and what Typst is told or answers as JSON."""
    folder = MAKERS.parent
    writers = {path.name for path in folder.glob("*.py") if ".write_text(" in path.read_text("utf-8")}
    assert writers == {"modes.py", "pictures.py", "places.py", "compile.py"}


IMPORTS = "from pamphleteer.print.modes import Code, Markup, by_the_writer, code, markup, math, saved, within_line\n"
PLANTED = (
    'x = markup(f"#f({node})")', 'x = code("a" + node["b"])', "x = code(node.astext())", 'x = math("%s" % node)',
    'x = markup("{}".format(node))', 'x = markup(*["a"])', 'x = markup(literal="a")', 'x = Markup(f"#f({node})")',
    "make = Markup", 'x = list(map(Code, ["a"]))', 'x = cast(Code, f"{node}")', 'x = typing.cast("Code", f"{node}")',
    "x = by_the_writer(node.astext())", "x = saved(path)", 'x = type(found)(f"{node}")', 'x = modes.Markup("a")',
    "from pamphleteer.print.modes import Markup as M",
)  # fmt: skip


@pytest.mark.parametrize("line", PLANTED)
def test_a_door_is_found(line: str) -> None:
    """What would make source of a `str`, one way or another."""
    assert doors(IMPORTS + line)


def test_what_is_no_door() -> None:
    """Types in annotations, and literals."""
    harmless = (
        "def f(x: Markup, y: list[Code]) -> dict[str, Markup]:\n    z: Markup = markup('a')\n    return z\n"
    )
    assert doors(IMPORTS + harmless) == []


WRONG: dict[str, Callable[[Any], object]] = {
    "added": lambda text: NOTHING + text,
    "added to": lambda text: text + NOTHING,
    "formatted": lambda _text: f"#f[{LINE}]",
    "joined by str": lambda _text: str.join("", [LINE]),  # type: ignore[list-item]  # what is refused
    "joined": lambda text: joined([LINE, text], NOTHING),
    "within a line": within_line,
    "a statement": statement,
    "a label": lambda text: statement(call("divider"), text),
    "a body": lambda text: call("em", body=text),
    "code as body": lambda text: call("em", body=quote(text)),  # type: ignore[arg-type]  # what is refused
    "a function": call,
    "a unit": lambda text: length(1, text),
    "a formula": equation,
    "code in a formula": embedded,
    "behind a comment": lambda text: noted(comment("a", 1), text),
    "a comment": lambda text: noted(text, quote("")),
    "trimmed": trimmed,
    "a node": lambda _text: value(nodes.paragraph()),  # type: ignore[arg-type]  # what is refused
    "a file": lambda text: modes.save(Path("/nowhere"), text),
}  # fmt: skip


@pytest.mark.parametrize("place", WRONG)
def test_a_str_is_no_source(place: str) -> None:
    """Where source is asked, a `str` is refused when the book is written too, for attributes of nodes have no types."""
    with pytest.raises(TypeError):
        WRONG[place]("#panic()")


def test_a_renderer_that_gives_a_str_is_refused() -> None:
    """As the translator takes what a renderer makes, whatever an extension or a slip makes it give."""
    renderers: Any = {nodes.comment: lambda node, _page: f"#f({node})"}
    nowhere: Any = None
    press = Press(nowhere, renderers, Links({}), nowhere, {})
    with pytest.raises(TypeError):
        Page(press, "index").render(nodes.comment())


PIECES = (
    "#panic()", "panic()", "..panic()", "]#panic()[", '"+panic()+"', '")#panic()', "\\", '\\"', "'", "`", "```", "$", "$#panic()$",
    "//", "/*", "*/", "\n", "\r\n", "\u2028", "\x85", "\x00", "<a>", "@a", "#", "#{panic()}", "{", "}", "[", "]", "(", ")", ",",
    ";", ":", "1", ".", "= ", "- ", "+ ", "/ a: ", "\\u{23}panic()", "~", "\u00a0", "\u00ad", "a", " ", "é", "العربية", "=>", "-", "em", "pt",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


def made(text: str) -> Iterator[Code]:
    """A text in each kind of source."""
    yield from (quote(text), verbatim(text), label((text, text)), number(text), length(finite(text), "pt"))
    for words_of in (escape(text), prose(text), prose(text, whole=True), isolated(escape(text), text, "ar")):
        before_bracket = within_line(call("box")) + escape("(x)") + words_of
        yield value(words_of)
        yield value(words_of + before_bracket + statement(call("par", body=before_bracket)))
        yield value(trimmed(comment(text, text).markup + words_of) + joined([words_of, LINE], words_of))
    yield value(
        [(text,), (text, [escape(text)], None, True, 1.5), figures.size(text), figures.size(f"1{text}")]
    )
    yield over_lines([dictionary({text: text}), dictionary(language(text)), text])
    yield noted(comment(text, text), value(text))
    yield equation(applied("frac", signs(text), applied("attach", words(text), t=signs(text))))
    yield equation(embedded(value(text)), block=False)


def marks(parts: list[Code], folder: Path) -> list[Any]:
    """What Typst makes of each part."""
    main = folder / "main.typ"
    main.write_text("".join(f"#metadata({part.source})<mark>\n" for part in parts), encoding="utf-8")
    found: list[Any] = json.loads(typst.Compiler(str(main)).query("<mark>", field="value"))
    return found


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(HOSTILE, min_size=1, max_size=6))
def test_values_stay_values(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is in them, nothing of it is run, all ends where it is to end, and strings are what they were."""
    parts = [list(made(text)) for text in texts]
    found = marks([part for several in parts for part in several], tmp_path_factory.mktemp("hostile"))
    count = len(parts[0])
    assert len(found) == count * len(texts)
    assert not any(modes.LINE_END.search(quote(text).source) for text in texts)
    assert found[::count] == [modes.CONTROL.sub("", text.replace("\r\n", "\n")) for text in texts]


def test_the_names_of_functions_are_those_of_the_templates(tmp_path: Path) -> None:
    """Each function that generated source may call is one of Typst or of a template."""
    lay_out_template(tmp_path)
    imported = "".join(f'#import "/template/{name}.typ"\n' for name in get_args(modes.Template))
    known = " + ".join(f"dictionary({name})" for name in ("std", "math", *get_args(modes.Template)))
    (tmp_path / "main.typ").write_text(f"{imported}#metadata(({known}).keys())<mark>", encoding="utf-8")
    told = typst.Compiler(str(tmp_path / "main.typ"), root=str(tmp_path)).query("<mark>", field="value")
    names = {name.removeprefix("std.math.").removesuffix(".with") for name in modes.FUNCTIONS}
    assert names - set(json.loads(told)[0]) == set()


@pytest.mark.parametrize(
    ("stated", "written"),
    [("50%", "50%"), ("100", "75pt"), (" 2 rem", "2em"), ("1.2.3", None), ("9" * 400, None), ("3furlong", None), ("0", None), ("x", None), ("", None)],
)  # fmt: skip
def test_sizes(stated: str, written: str | None) -> None:
    """What a chapter states as the size of a picture, as Typst takes it."""
    found = figures.size(stated)
    assert (found and found.source) == written

"""conf.py, run as Sphinx runs it but without Sphinx → the values that a book is made from, and the code that makes more of them.

A value may come from the environment, from git or from a file anywhere: only running conf.py tells whether it is another one.
What extensions of the project itself do when they are set up is not run; their files count, and so does each variable of the
environment that they or conf.py name.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import io
import os
import re
import sys
import sysconfig
import types
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pamphleteer.command.project import Project

PATHS = (
    "templates_path", "html_static_path", "html_extra_path", "html_theme_path", "locale_dirs", "bibtex_bibfiles",
    "html_logo", "html_favicon", "epub_cover", "epub_static_path",
)  # fmt: skip
"""Settings that name files and folders, relative to conf.py, which no chapter needs to name."""
VARIABLE = re.compile(r"""(?:environ(?:\.\w+)?\s*[\[(]|getenv\()\s*["'](?P<name>\w+)""")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
INSTALLED = {"site-packages", "dist-packages"}
PACKAGE = Path(__file__).parent.parent
DEEP = 20
"""Deeper than this, objects are told by their name alone."""
CLOCK = (dt.datetime, dt.time)
"""What conf.py asks to get the year from it; no setting takes one."""


class Tags(set[str]):
    """What conf.py sees as `tags`."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)

    def has(self, name: str) -> bool:
        """Whether a tag is set."""
        return name in self

    def eval_condition(self, condition: str) -> bool:
        """Whether an expression of tags holds."""
        from sphinx.util.tags import Tags as SphinxTags  # loads Jinja: few ask

        return SphinxTags(sorted(self)).eval_condition(condition)


class Values:
    """What conf.py comes to."""

    def __init__(self, project: Project, tags: Iterable[str] = ()) -> None:
        self.conf = project.conf
        self.tags = Tags(tags)
        self.names: dict[str, Any] = {"__file__": str(self.conf / "conf.py"), "tags": self.tags}
        self.modules: dict[str, types.ModuleType] = {}
        """Those that conf.py imports and that are no installed package."""
        self.code: list[Path] = []
        """The files of those, and of the project's own extensions."""
        with as_it_was(), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), chdir(self.conf):
            before = set(sys.modules)
            self.run()
            self.find_code(before)

    def run(self) -> None:
        """Run it; what it raises is a value that no good build had."""
        path = self.conf / "conf.py"
        try:
            exec(compile(path.read_bytes(), path, "exec"), self.names)  # noqa: S102 - conf.py is Python, and trusted
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - Sphinx meets it again and says it
            self.names["error"] = f"{type(error).__name__}: {error}"

    def find_code(self, before: set[str]) -> None:
        """Find what the project brings itself, and let Sphinx import it anew."""
        for name in set(sys.modules) - before:
            origin = getattr(sys.modules[name], "__file__", None)
            if origin and is_own(Path(origin)):
                self.modules[name] = sys.modules.pop(name)
        found = {Path(str(module.__file__)) for module in self.modules.values()}
        extensions = self.names.get("extensions", ())
        for name in {
            str(name).partition(".")[0] for name in extensions if isinstance(extensions, list | tuple)
        }:
            found |= {*files_of(name)}
        self.code = sorted(path.resolve() for path in found)

    def files(self) -> list[Path]:
        """The project's own code, and what settings name that no chapter does."""
        return sorted({*self.code, *(path for name in PATHS for path in self.named(self.names.get(name)))})

    def named(self, value: object) -> Iterator[Path]:
        """The files that a setting names, or that lie in folders that it names."""
        if isinstance(value, list | tuple):
            for item in value:
                yield from self.named(item)
        elif isinstance(value, str | os.PathLike) and os.fspath(value):
            path = (self.conf / os.fspath(value)).resolve()
            if path.is_file():
                yield path
            elif path.is_dir() and not self.conf.is_relative_to(
                path
            ):  # else it would hold all, and what is made too
                yield from (Path(folder, name) for folder, _below, names in os.walk(path) for name in names)

    def told(self) -> list[str]:
        """All that it comes to as words, the same for equal values."""
        return [*told(public(self.names)), *self.told_of_code()]

    def told_of_code(self) -> list[str]:
        """What the project's own code does, whichever chapter it is: its text, and what that takes from elsewhere.

        Sphinx knows the values of settings, and reads a chapter again for a new one; of code it knows nothing.
        """
        code = [self.conf / "conf.py", *self.code]
        functions = [value for value in self.names.values() if isinstance(value, types.FunctionType)]
        used = {name for function in functions for name in names_in(function.__code__)}
        return [
            *told(self.tags),
            *(
                f"{name}={os.environ.get(name)}"
                for name in sorted(set[str]().union(*map(variables_in, code)))
            ),
            *(word for function in functions for word in told_of(function.__code__)),
            *told({name: value for name, value in self.names.items() if name in used}),
            *(word for name in sorted(self.modules) for word in told(public(vars(self.modules[name])))),
        ]


def public(names: Mapping[str, object]) -> dict[str, object]:
    """What a module holds, but for what Python gives each."""
    return {name: value for name, value in names.items() if name[:2] != "__"}


def names_in(code: types.CodeType) -> Iterator[str]:
    """The names that a function uses, and the functions in it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from names_in(constant)


def told_of(code: types.CodeType) -> Iterator[str]:
    """A function as words, wherever it stands in its file."""
    yield from (code.co_name, code.co_code.hex(), *code.co_names, *code.co_varnames)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from told_of(constant)
        else:
            yield from told(constant)


def told(value: object, depth: int = 0) -> Iterator[str]:
    """A value as words: sets in order, functions and classes by their name, objects without where they lie in memory."""
    if value is os.environ:
        yield "environ"  # what matters of it is named in the code
    elif isinstance(value, set | frozenset):
        yield from sorted("\0".join(told(item, depth + 1)) for item in value)
    elif isinstance(value, Mapping | list | tuple):
        yield f"{type(value).__name__} {len(value)}"
        for item in value.items() if isinstance(value, Mapping) else value:
            yield from told(item, depth + 1)
    elif isinstance(value, types.ModuleType):
        yield value.__name__
    elif isinstance(value, CLOCK):
        yield type(value).__name__
    elif callable(value):
        yield f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    elif depth < DEEP and type(value).__module__ != "builtins" and getattr(value, "__dict__", None):
        yield type(value).__qualname__
        yield from told(vars(value), depth + 1)
    else:
        yield ADDRESS.sub("", f"{type(value).__name__} {value!r}")


def is_own(path: Path) -> bool:
    """Whether a module belongs to the project: it is neither Python's nor an installed package, whose version counts."""
    standard = Path(sysconfig.get_path("stdlib"))
    return not (INSTALLED & {*path.parts} or path.is_relative_to(standard) or path.is_relative_to(PACKAGE))


def files_of(name: str) -> Iterator[Path]:
    """The Python files of an extension of the project itself: of its package, or beside its module."""
    with suppress(ImportError, ValueError, AttributeError):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin in {"built-in", "frozen"}:
            return
        if spec.submodule_search_locations is not None:
            for folder in map(Path, spec.submodule_search_locations):
                if is_own(folder):
                    yield from folder.rglob("*.py")
        elif spec.origin and is_own(Path(spec.origin)):
            yield from Path(spec.origin).parent.glob("*.py")


def variables_in(path: Path) -> set[str]:
    """The variables of the environment that some code names."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return {found["name"] for found in VARIABLE.finditer(text)}


@contextmanager
def as_it_was() -> Iterator[None]:
    """Put back afterwards what conf.py may change of this process: Sphinx runs it again."""
    path, variables = list(sys.path), dict(os.environ)
    try:
        yield
    finally:
        sys.path[:] = path
        if dict(os.environ) != variables:
            os.environ.clear()
            os.environ.update(variables)

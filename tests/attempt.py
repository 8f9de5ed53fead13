"""What a stranger could put into a book → what must not happen, whatever is built from it.

The attempts lie in `attempts/`, a module for each kind; `attempt_run` carries them out, and `attempts_table.py` counts them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "configuration": "configuration that a program finds by itself",
    "inclusion": "files of the machine read into a book",
    "generated-code": "values that become Typst code",
    "line-ends": "line ends that end a comment, a header or a command early",
    "active-content": "scripts, handlers and addresses in drawings, formulas and HTML of the e-book",
    "work-folder": "what lies in the work folder, a cache or a lock",
    "second-way": "a second way to a file or an address: pictures, objects, downloads, fonts, styles",
    "endless-work": "work worse than linear, endless, or waiting for ever",
    "terminal": "codes and commands in what is printed",
    "module-path": "modules and programs beside the chapters",
    "peers": "answers of other sites to the link check",
    "addresses": "schemes of addresses in every edition",
    "reached-by-position": "Python objects behind templates and substitutions",
    "error-paths": "damaged caches, settings, names, dates, encodings, metadata",
    "lint-and-editor": "files of strangers that the lint, the termbase and the language server read",
}
FOLDER = Path(__file__).parent / "attempts"
Commands = tuple[tuple[str, ...], ...]
EDITIONS: Commands = (("build", "html", "epub", "pdf"),)


@dataclass(frozen=True)
class Attempt:
    """One try to break a promise; `attempt_facts` has what is held against every one of them."""

    name: str
    """A slug of its own: it becomes the name of the test."""
    kind: str
    """One of `KINDS`."""
    tries: str
    """What it wants to reach, in one sentence."""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    """Path below the folder of the project → content; chapters lie in `book/`. `conf.py`, `book/index.md` with a toctree
    of everything and `pyproject.toml` are there already unless named here.

    In texts, `{OUTSIDE}` is the folder outside the project that holds `secret.txt` and its like, `{SERVER}` a listener that
    nobody may contact, and `{RAN}` the path of a file that any program that runs should create. The folder outside is also
    `../outside` for the project, and `../../outside` for a chapter in `book/`.
    """
    commands: Commands = EDITIONS
    """Arguments of `python -m pamphleteer`, run one after the other in the folder of the project."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """Added to the environment: settings that a CI job could plausibly take from a contributor or a slip."""
    prepare: Callable[[Path], None] | None = None
    """Does in the project's folder what files cannot: symbolic links, pipes, commits, long names, broken bytes."""
    shares: bool = True
    """Whether it may stand in one book together with other attempts; False for those that need the root of the project,
    commands of their own, or that end a build with an error."""
    says: str = ""
    """Words that must be printed, where silence would be a fault too; empty when it may as well pass without a word."""
    keeps: tuple[str, ...] = ()
    """Words of the chapters that must still stand in every edition: a refusal takes away no honest text."""
    holds: Callable[[Path], str] | None = None
    """A fact of its own: gets the project's folder after the commands, returns what is wrong, or nothing."""


def module_of(kind: str) -> str:
    """The name of the module that holds the attempts of a kind."""
    return kind.replace("-", "_")


def attempts() -> list[Attempt]:
    """All that are kept, kind by kind."""
    kinds = [kind for kind in KINDS if (FOLDER / f"{module_of(kind)}.py").exists()]
    modules = [importlib.import_module(f"attempts.{module_of(kind)}") for kind in kinds]
    return [attempt for module in modules for attempt in module.ATTEMPTS]

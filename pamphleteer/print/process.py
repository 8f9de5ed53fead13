"""A module that compiles with Typst → the command and the environment of a process that loads that module and little else.

Typst keeps all that it ever compiled, so no builder calls it in its own process. What stands in the environment of a
project and is loaded whenever Python starts (`*.pth` files of other packages, some of which load all of Sphinx) is no
business of the compiler's: it starts without (`-S`), takes no module from the folder that it is started in (`-P`), and is
told where the packages lie that it needs.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
NEEDED = ("typst", "PIL")
NO_NETWORK = {
    **dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:0"),
    **dict.fromkeys(("NO_PROXY", "no_proxy"), ""),
}
"""Typst fetches packages that a chapter names; through a proxy that is not there it cannot."""


def command(module: str) -> list[str]:
    """The beginning of a command: Python with this module."""
    return [sys.executable, "-S", "-P", "-m", module]


def environment() -> dict[str, str]:
    """The environment of the compiler: it must find its packages wherever Sphinx was started, and fetches nothing."""
    paths = [str(HERE.parent.parent), os.environ.get("PYTHONPATH", ""), *map(folder_of, NEEDED)]
    return {
        **os.environ,
        **NO_NETWORK,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(filter(None, paths))),
        "PYTHONIOENCODING": "utf-8",
    }


def folder_of(package: str) -> str:
    """The folder that a package lies in; empty where it is not installed."""
    found = find_spec(package)
    return str(Path(found.origin).parent.parent) if found and found.origin else ""

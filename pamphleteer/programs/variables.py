"""Variables of the environment that name files → those that name the same wherever somebody stands.

A relative path, or an empty part of a list, means the folder that somebody stands in: that of a book, as a rule. `HOME=.` makes
the checkout the place where git, fontconfig and Typst look for settings, and `PATH=.:…` has a program of the book started.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE = frozenset(
    "HOME USERPROFILE APPDATA LOCALAPPDATA TMPDIR TEMP TMP VIRTUAL_ENV FONTCONFIG_FILE FONTCONFIG_SYSROOT GIT_CONFIG_GLOBAL "
    "GIT_CONFIG_SYSTEM GIT_EXEC_PATH GIT_TEMPLATE_DIR XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME "
    "PYTHONPYCACHEPREFIX PYTHONUSERBASE PYTHONHOME SSL_CERT_FILE SSL_CERT_DIR GRAPHVIZ_DOT".split()
)
"""Those that hold one path."""
LIST = frozenset(
    "PATH LD_LIBRARY_PATH LD_PRELOAD DYLD_LIBRARY_PATH DYLD_INSERT_LIBRARIES FONTCONFIG_PATH XDG_DATA_DIRS "
    "XDG_CONFIG_DIRS TYPST_FONT_PATHS MANPATH".split()
)
"""Those that hold several."""


def absolute(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables, without relative paths."""
    found = {}
    for name, value in variables.items():
        if name.upper() in LIST:
            found[name] = absolute_parts(value)
        elif name.upper() not in ONE or os.path.isabs(value):
            found[name] = value
    return found


def absolute_parts(paths: str) -> str:
    """A list of paths, without relative ones."""
    return os.pathsep.join(filter(os.path.isabs, paths.split(os.pathsep)))


def forget_relative_paths() -> None:
    """Let this process, and what libraries start from it, know no variable that depends on where somebody stands.

    `PYTHONPATH` stays: who writes `PYTHONPATH=src` to have a project documented means the folder that they stand in.
    """
    kept = absolute(os.environ)
    for name in [*os.environ]:
        if name not in kept:
            del os.environ[name]
        elif os.environ[name] != kept[name]:
            os.environ[name] = kept[name]

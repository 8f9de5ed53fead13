"""A source distribution of others → its documentation as a project that can be built here, with no network.

    python -m bench.real ARCHIVE FOLDER

Extensions that are not installed are left out, and the theme is the one whose sidebar is measured.
"""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

LEAN = """
# What no foreign project needs to say: no network, only extensions that are here.
import os as _os, sys as _sys
_sys.path.insert(0, _os.path.join(_os.path.dirname(__file__), "..", "src"))
from importlib import import_module as _load

def _is_here(name):
    try:
        return bool(_load(name))
    except ImportError:
        return False

extensions = [*filter(_is_here, extensions)]
intersphinx_mapping = {}
"""
CONF = f"""{LEAN}
html_theme, html_theme_options = "sphinx_book_theme", {{}}
"""


def unpack(archive: Path, folder: Path) -> Path:
    """The folder that holds `conf.py`."""
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
        top = files.getnames()[0].split("/")[0]
    conf = folder / top / "docs" / "conf.py"
    with conf.open("a", encoding="utf-8") as file:
        file.write(CONF)
    return conf.parent


if __name__ == "__main__":
    print(unpack(Path(sys.argv[1]), Path(sys.argv[2])))

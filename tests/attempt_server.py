"""Requests on standard input → commands of pamphleteer, each in a fork of one process that has loaded what they need.

To start Python and to load Sphinx costs more than to build a book of one chapter. A request is a line of JSON; so is the answer.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

LOADED = (
    *(
        "pamphleteer.command.build",
        "pamphleteer.command.run",
        "pamphleteer.lint.command",
        "pamphleteer.command.links",
    ),
    *(
        "pamphleteer.epub",
        "pamphleteer.print",
        "pamphleteer.web",
        "pamphleteer.lint",
        "pamphleteer.links",
        "pamphleteer.sandbox",
    ),
    *(
        "sphinx.application",
        "sphinx.builders.html",
        "myst_parser.sphinx_ext.main",
        "sphinx_design",
        "sphinxcontrib.bibtex",
    ),
    *(
        "docutils.parsers.rst",
        "docutils.writers.html5_polyglot",
        "lxml.etree",
        "PIL.Image",
        "pikepdf",
        "pypdfium2",
        "yaml",
    ),
)
"""Modules; one that is not there is loaded by nobody."""
MEMORY = 8 << 30


def serve(request: dict[str, Any]) -> int | None:
    """Run a command; its exit status, or None when it had to be ended."""
    child = os.fork()
    if not child:
        become(request)
    deadline = time.monotonic() + request["seconds"]
    while time.monotonic() < deadline:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def become(request: dict[str, Any]) -> None:
    """Be the command, and end."""
    status = 1
    try:
        os.setsid()
        limit(request["seconds"])
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["variables"])
        tempfile.tempdir = None
        take_streams(Path(request["out"]))
        sys.argv = ["pamphleteer", *request["words"]]
        from pamphleteer.__main__ import main

        status = main(request["words"])
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001 - as Python itself would print it
        traceback.print_exc()
    atexit._run_exitfuncs()
    with suppress(Exception):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def limit(seconds: float) -> None:
    """End with so much computing, even where nobody is left to end this process, and hold no more than a small machine has."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def take_streams(out: Path) -> None:
    """Nothing to read, and one file for all that is printed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for source, number in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(source, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it is open until the end
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - it is open until the end
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - it is open until the end


def main() -> None:
    """Load, then serve until there are no more requests."""
    del sys.path[0]  # the folder of this file, which the commands do not know
    for name in LOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    with suppress(ImportError):
        from pamphleteer.lint.terms.shipped import shipped_terms

        shipped_terms()  # the termbase costs each lint a second
    for line in sys.stdin:
        print(json.dumps(serve(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()

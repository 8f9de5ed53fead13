"""What is opened while a chapter is read or translated → files of the project and of the software that reads it, and nothing else.

Directives open files in many ways, and each extension brings its own. All of them end in Python's `open`, which tells an audit
hook (PEP 578) the path as it is, after everything that turned and joined it: what is refused here cannot be had by another way.
The first wall, `environment` and `directives`, says at the line of the directive what is wrong; this one needs to know no directive.
"""

from __future__ import annotations

import errno
import mimetypes
import os
import stat
import sys
import tempfile
import zoneinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphleteer.sandbox.paths import within

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

DEVICES = frozenset(map(os.path.abspath, ("/dev/null", "/dev/urandom", "/dev/random")))
SHARED = (
    "/usr/share",
    "/usr/local/share",
    "/usr/lib",
    "/usr/local/lib",
    "/System/Library",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
)
"""Where systems keep what every program may read, such as fonts and time zones."""
HOMES = (
    ".cache",
    ".config/matplotlib",
    ".matplotlib",
    ".jupyter",
    ".ipython",
    ".local/share/jupyter",
    "Library/Jupyter",
)
"""Below the user's folder: what extensions that run notebooks and draw plots keep there."""


class Opener:
    """Decides for the chapter that is being read; there is one for a process, since audit hooks stay."""

    def __init__(self) -> None:
        self.folders: tuple[Path, ...] = ()
        """What chapters may read; empty while none is being read."""
        self.software: tuple[str, ...] = ()
        self.temporary = ""
        self.made: set[str] = set()
        """What was made while chapters were read, such as temporary files."""
        self.hooked = False

    def begin(self, app: Sphinx, *_event: object) -> None:
        """A chapter is about to be parsed, or translated."""
        if not self.hooked:
            self.hooked = True
            sys.addaudithook(self.audit)
        self.software = software(app)
        # Known beforehand: `tempfile` opens files to find out, with its lock in its hand.
        self.temporary = os.path.realpath(tempfile.gettempdir())
        self.folders = app.env.folders  # type: ignore[attr-defined]  # it is a sandboxed one

    def end(self, *_event: object) -> None:
        """It has been."""
        self.folders = ()

    def audit(self, event: str, args: tuple[Any, ...]) -> None:
        """Raise PermissionError where a file is opened that a chapter has no right to."""
        if not self.folders:
            return
        if event == "open":
            path, _mode, flags = args
            if isinstance(path, (str, bytes, os.PathLike)):
                self.decide(os.path.abspath(os.fsdecode(path)), flags)
        elif event == "os.mkdir" and self.is_temporary(made := os.path.abspath(os.fsdecode(args[0]))):
            self.made.add(made)

    def is_temporary(self, path: str) -> bool:
        """Whether it lies where temporary files do."""
        return is_below(os.path.realpath(path), self.temporary)

    def decide(self, path: str, flags: int) -> None:
        """Let a file be opened, or not."""
        if flags & os.O_CREAT and flags & os.O_EXCL and self.is_temporary(path):
            self.made.add(path)
            return
        if (
            path in DEVICES
            or path in self.made
            or any(path.startswith(f"{made}{os.sep}") for made in self.made)
        ):
            return
        real = os.path.realpath(path)
        if any(is_below(real, folder) for folder in self.software) or real in MIME_TYPES:
            return
        folders, self.folders = self.folders, ()  # what looks at the path opens nothing for a chapter
        try:
            kind = kind_of(real)
            allowed = stat.S_ISDIR(kind) or (stat.S_ISREG(kind) and within(Path(path), folders))
        finally:
            self.folders = folders
        if not allowed:
            raise PermissionError(errno.EACCES, "chapters read files of the project only", path)


MIME_TYPES = frozenset(map(os.path.realpath, mimetypes.knownfiles))
OPENER = Opener()


def setup_opener(app: Sphinx) -> None:
    """Stand before every file from the moment that a chapter is parsed until it has been read, and while a page is made of it."""
    app.connect("source-read", OPENER.begin, priority=1)
    app.connect("doctree-read", end_reading, priority=999)
    app.connect("builder-inited", watch_translation, priority=999)
    app.connect("html-page-context", OPENER.end, priority=1)  # templates and styles are not the chapter's
    app.connect("env-updated", OPENER.end, priority=1)
    app.connect("build-finished", OPENER.end, priority=1)


def watch_translation(app: Sphinx) -> None:
    """Stand there while a page is made of a chapter: writers of docutils open pictures then. Print has a writer of our own.

    No event tells of the beginning of that in every process that writes.
    """
    if app.builder.format != "html":
        return
    write = app.builder.write_doc

    def write_doc(docname: str, doctree: nodes.document) -> None:
        OPENER.begin(app)
        try:
            write(docname, doctree)
        finally:
            OPENER.end()

    app.builder.write_doc = write_doc  # type: ignore[method-assign]  # of this builder alone


def end_reading(_app: Sphinx, _doctree: nodes.document) -> None:
    """The chapter has been read."""
    OPENER.end()


def software(app: Sphinx) -> tuple[str, ...]:
    """The folders of Python, of what it can import, of the system, and of what conf.py names."""
    home = Path.home()
    named = [os.path.join(app.confdir, folder) for folder in app.config.locale_dirs]
    found = [sys.prefix, sys.base_prefix, sys.exec_prefix, *SHARED, *zoneinfo.TZPATH, *named]
    found += [path for path in sys.path if os.path.isabs(path)]
    found += [str(home / name) for name in HOMES]
    found += filter(None, [os.environ.get("XDG_CACHE_HOME"), sys.pycache_prefix])
    own = {
        os.path.realpath(folder) for folder in (app.srcdir, app.confdir)
    }  # `python -m` puts them on its path
    return tuple(sorted({os.path.realpath(path) for path in found} - own))


def is_below(path: str, folder: str) -> bool:
    """Whether a path lies in a folder; both are absolute, without links."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def kind_of(path: str) -> int:
    """What lies at a path: a pipe makes who opens it wait for ever; a folder holds no words, and `tempfile` opens it first."""
    try:
        return os.stat(path).st_mode
    except OSError:
        return stat.S_IFREG  # it may be made

"""A path that a chapter names → the file, when it is one of the project; else a path at which there is none."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.environment import BuildEnvironment

from pamphleteer.fence.reach import LONGEST, OUTSIDE, within
from pamphleteer.filenames import existing


class FencedEnvironment(BuildEnvironment):
    """Sphinx's environment, asked by everything that follows a path in a chapter.

    What is refused is then reported as missing, at its line, by whatever asked for it; the name of the folder says why.
    """

    folders: tuple[Path, ...] = ()
    """What chapters may read."""

    def relfn2path(self, filename: str | os.PathLike[str], docname: str | None = None) -> tuple[str, str]:
        """The path relative to the source folder, and the whole path."""
        relative, absolute = super().relfn2path(Path(str(filename).replace("\0", "�")), docname)
        found = existing(Path(absolute), Path(self.srcdir))
        if found is not None and found != Path(absolute):  # spelled in another way
            relative, absolute = os.path.relpath(found, self.srcdir).replace(os.sep, "/"), str(found)
        if self.reaches(Path(absolute)):
            return relative, absolute
        name = f"{OUTSIDE}/{Path(absolute).name[: LONGEST // 4]}"  # a letter may have four bytes
        return name, str(Path(self.srcdir, name))

    def reaches(self, path: Path) -> bool:
        """Whether chapters may read the file."""
        return within(path, self.folders)

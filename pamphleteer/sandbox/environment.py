"""A path that a chapter names → the file, when it is one of the project; else a path at which there is none."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.environment import BuildEnvironment

from pamphleteer.filenames import existing
from pamphleteer.sandbox.paths import LONGEST, OUTSIDE, within
from pamphleteer.toctrees import has_circle, without_circles


class SandboxedEnvironment(BuildEnvironment):
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

    def collect_relations(self) -> dict[str, list[str | None]]:
        """The pages before and after each, also where chapters list each other in a circle: Sphinx has warned of that."""
        lists = self.toctree_includes
        if not has_circle(lists):
            return super().collect_relations()
        self.toctree_includes = without_circles(lists, self.config.root_doc)
        try:
            return super().collect_relations()
        finally:
            self.toctree_includes = lists

    def reaches(self, path: Path) -> bool:
        """Whether chapters may read the file."""
        return within(path, self.folders)

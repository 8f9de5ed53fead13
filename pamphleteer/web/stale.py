"""What each page of a site was made from → which pages must be written again, and which must go.

1. What chapters know of each other (titles, order, labels, numbers …) has one fingerprint: when it changes, every page is
   written again, so that no page shows an old title.
2. Else a page is written when its own chapter has changed.
3. The page of a chapter that is gone is taken away, and that of an index that is no longer made.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.shared import made_from, shared
from pamphleteer.web.search import mend_index

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

RECORD = ".pageinfo"


class Pages:
    """The pages of one build."""

    def __init__(self, app: Sphinx) -> None:
        self.started = time.time_ns()
        self.shared, self.wanted = "", set[str]()
        self.known: dict[str, Any] = {}
        self.entries: dict[str, list[list[str]]] = {}
        self.others = set[str]()
        """Pages beside those of chapters, such as the index."""
        # Sphinx assigns numbers at the same event.
        app.connect("env-get-updated", self.find_stale, priority=900)
        # All pages of chapters are written then, and the search index is not.
        app.connect("html-collect-pages", self.complete_search)
        app.connect("html-page-context", self.note_other)
        app.connect("build-finished", self.finish, priority=900)

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """The pages that differ from what stands, as far as one can know without writing them."""
        if app.builder.name not in {"html", "dirhtml"}:
            return []
        self.known = read_cache(Path(app.outdir) / RECORD) or {}
        self.shared = shared(app.builder)
        pages = made_from(env)
        before = self.known.get("pages", {}) if self.known.get("shared") == self.shared else {}
        builder: Any = app.builder
        self.wanted = {
            docname
            for docname in env.found_docs
            if before.get(docname) != pages.get(docname, "") or not builder.get_output_path(docname).exists()
        }
        return sorted(self.wanted)

    def note_other(self, app: Sphinx, name: str, *_page: object) -> None:
        """Note a page that is written beside those of chapters; what extensions write below `_…` is not written each time."""
        if name not in app.env.found_docs and name[0] != "_":
            self.others.add(name)

    def complete_search(self, app: Sphinx) -> list[Any]:
        """Let the search index know all pages; there are no pages of our own."""
        if self.shared:
            self.entries = mend_index(app.builder, self.known.get("entries", {}))
        return []

    def finish(self, app: Sphinx, error: Exception | None) -> None:
        """Take away pages without a chapter; note what the others were made from."""
        if error or not self.shared:
            return
        builder: Any = app.builder
        for docname in self.known.get("pages", {}).keys() - app.env.found_docs:
            remove(builder, docname)
        for name in {*self.known.get("files", [])} - {*files_shown(app.env)}:
            (Path(app.outdir) / name).unlink(missing_ok=True)
        others = self.others or {*self.known.get("others", [])}  # none is written when no chapter has changed
        for name in {*self.known.get("others", [])} - others - app.env.found_docs:
            Path(builder.get_outfilename(name)).unlink(missing_ok=True)
        if all(is_written(builder, docname, self.started) for docname in self.wanted):
            record = {
                "shared": self.shared,
                "pages": made_from(app.env),
                "entries": self.entries,
                "files": files_shown(app.env),
                "others": sorted(others),
            }
            write_cache(Path(app.outdir) / RECORD, record)


def is_written(builder: StandaloneHTMLBuilder, docname: str, started: int) -> bool:
    """Whether the page is of this build; when single files are built, it need not be."""
    path = builder.get_output_path(docname)
    return path.exists() and path.stat().st_mtime_ns >= started


def files_shown(env: BuildEnvironment) -> list[str]:
    """The pictures and downloads that chapters name, below the site."""
    pictures = {f"_images/{name}" for _docnames, name in env.images.values()}
    return sorted(pictures | {f"_downloads/{name}" for _docnames, name in env.dlfiles.values()})


def remove(builder: StandaloneHTMLBuilder, docname: str) -> None:
    """Take away the page of a chapter that is gone, and its source."""
    builder.get_output_path(docname).unlink(missing_ok=True)
    sources = Path(builder.outdir) / "_sources"
    for suffix in builder.config.source_suffix:
        (sources / f"{docname}{suffix}.txt").unlink(missing_ok=True)
        (sources / f"{docname}{suffix}").unlink(missing_ok=True)

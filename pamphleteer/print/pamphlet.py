"""Pages with `pamphlet:` in their front matter → sheets for patients: folded in three, or a leaflet of two sides.

1. `pamphlet_panels` takes a page apart, one `##` section a panel, and frees it of citations and references.
2. `pamphlet_back` adds the foot: address with QR code, review, version, licence.
3. `trifold` and `leaflet` measure what fits; what does not is an error, and nothing is written.
4. The templates `pamphlet.typ` and `leaflet.typ` set the files.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.display import progress_message

from pamphleteer.book import is_pamphlet
from pamphleteer.frontmatter import line_of
from pamphleteer.print.builder import BookBuilder

if TYPE_CHECKING:
    from pamphleteer.print.pamphlet_page import PamphletPage


class PamphletBuilder(BookBuilder):
    """Every pamphlet of the project."""

    name = edition = "pamphlet"
    epilog = "The pamphlets are in %(outdir)s."

    def get_outdated_docs(self) -> str:
        """A pamphlet is made of passages of other pages: all are written anew."""
        return "all pamphlets"

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write each pamphlet; the faults of one do not hide those of the next."""
        from pamphleteer.print.setting import PrintError, faults_reported  # loaded only when there is work

        for docname in sorted(self.env.found_docs):
            if is_pamphlet(self.env, docname):
                with progress_message(f"folding {docname}"), faults_reported(self.sphinx, self.name):
                    if faults := self.write_pamphlet(docname):
                        raise PrintError("\n".join(faults))

    def write_pamphlet(self, docname: str) -> list[str]:
        """Make the files of one pamphlet, or none; what was wrong."""
        from pamphleteer.print.leaflet import Leaflet, SmallLeaflet
        from pamphleteer.print.trifold import TriFold

        layouts: dict[str, type[PamphletPage]]
        layouts = {"tri-fold": TriFold, "leaflet": Leaflet, "leaflet-a5": SmallLeaflet}
        layout = str(self.env.metadata[docname]["pamphlet"])
        if layout in layouts:
            return layouts[layout](docname, self).write()
        path = Path(self.env.doc2path(docname))
        line = line_of("pamphlet", path.read_text(encoding="utf-8"))
        known = " or ".join(f"“pamphlet: {name}”" for name in layouts)
        return [f"{path}:{line}: “{layout}” is no layout of a pamphlet: write {known}"]

"""Drawings of a site → without what would run in them: a browser runs it when a drawing is opened by itself.

Sphinx links each picture that is shown smaller than it is to its file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from pamphleteer.drawing import clean, is_drawing, written

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
SUFFIXES = (".svg", ".svgz")


def clean_drawings(app: Sphinx, error: Exception | None) -> None:
    """Look at the drawings that this build has copied; one in which nothing runs stays as it is."""
    builder = app.builder
    if error or builder.format != "html" or builder.name == "epub":
        return
    for source, name in builder.images.items():
        path = Path(builder.outdir, builder.imagedir, name)
        if not name.lower().endswith(SUFFIXES) or not path.is_file():
            continue
        data = path.read_bytes()
        found = clean(data) if is_drawing(data) else None
        if found is None:
            path.unlink()
        elif found[1]:
            path.write_bytes(written(found[0]))
        told = ", ".join(found[1]) if found else "what cannot be read"
        if found is None or found[1]:
            logger.warning(
                "%s is left out of the drawing “%s” on the site",
                told,
                source,
                location=chapter_of(app, source),
                type="image",
                subtype="script",
            )


def chapter_of(app: Sphinx, picture: str) -> str:
    """A chapter that shows the picture."""
    chapters: set[str] = app.env.images[picture][0] if picture in app.env.images else set()
    return min(chapters, default="")

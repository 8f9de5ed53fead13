"""Pictures: a text alternative or a warning, never a file name; and only files from inside the source folder."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pamphleteer.epub.xhtml import (
    address_key,
    classes,
    find,
    local,
    new,
    parent_of,
    remove,
    replace,
    set_classes,
    wrap,
)
from pamphleteer.filenames import existing
from pamphleteer.sandbox.addresses import scheme
from pamphleteer.sandbox.paths import within

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

SPHINX = "_images/"
"""Where Sphinx says its pictures are; `binding` finds them there."""
SOURCE = "_source/"
"""Prefix of pictures that only raw HTML names, by their path in the source folder."""
GRAPH = re.compile(r"(strict\s+)?(di)?graph\b[^{]*\{")
"""The source of a graph, which Graphviz gives as text alternative where nobody has written one."""


def check_alternatives(sheet: Sheet) -> None:
    """Mark pictures that nobody described as `no-alt`; the translator has done so for its own."""
    for image in find(sheet.body, "//h:img"):
        alt = (image.get("alt") or "").strip()
        source = image.get("src") or ""
        name = "in the page itself" if scheme(source) == "data" else posixpath.basename(unquote(source))
        for_machines = alt in {name, source} or GRAPH.match(alt)
        if ("alt" not in image.attrib or (alt and for_machines)) and "no-alt" not in classes(image):
            sheet.warn(
                f"image “{name}” has no text alternative: write one into its alt attribute", image, "alt"
            )
            set_classes(image, *classes(image), "no-alt")
            alt = ""
        image.set("alt", " ".join(alt.split()))
        if not alt and "no-alt" not in classes(image):
            image.set("role", "presentation")
    for drawing in find(sheet.body, "//s:svg[not(ancestor::s:svg)]"):
        check_drawing(sheet, drawing)


def check_drawing(sheet: Sheet, drawing: Element) -> None:
    """A drawing is either a named image or hidden from those who listen."""
    title = find(drawing, "./s:title")
    label = drawing.get("aria-label") or (title[0].text if title else None)
    if label and label.strip():
        drawing.set("role", "img")
        drawing.set("aria-label", " ".join(label.split()))
        remove(drawing, "aria-hidden")
    else:
        if drawing.get("aria-hidden") != "true" and drawing.get("role") not in {"presentation", "none"}:
            sheet.warn("drawing has no text alternative: give the <svg> a <title>", drawing, "alt")
            set_classes(drawing, "no-alt")
        remove(drawing, "role")
        drawing.set("aria-hidden", "true")


def place_images(sheet: Sheet) -> None:
    """Point each picture at its file; put its text where there is none."""
    for image in find(sheet.body, "//h:img|//s:image"):
        key = address_key(image)
        address = image.get(key) or ""
        if scheme(address) == "data":
            continue
        if found := locate(sheet, address, image):
            image.set(key, quote(found))
        elif local(image):
            words = new("span", image.get("alt") or "")
            replace(image, words)
        else:
            parent_of(image).remove(image)
    homes = {"figure", "section", "div", "body", "blockquote"}
    for image in find(sheet.body, "//h:img"):  # MuPDF lifts a bare block image to the top of the page
        if local(parent_of(image)) in homes and "image" not in classes(parent_of(image)):
            wrap(image, new("div", cls="image"))


def locate(sheet: Sheet, address: str, image: Element) -> str:
    """Path of a picture below `_images/` or `_source/`; empty, with a warning, where it has none."""
    path = unquote(address.partition("?")[0].partition("#")[0])
    seen = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.href), path))
    if seen.startswith(SPHINX):
        return seen
    local_path = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.docname), path.lstrip("/")))
    if path.startswith("/"):
        local_path = posixpath.normpath(path.lstrip("/"))
    home = Path(sheet.frame.source_folder).resolve()
    file = (home / local_path).resolve()
    if not path:
        return ""  # nothing, or an address that was left out with a warning of its own
    if not file.is_relative_to(home):
        message = f"figure “{path}” lies outside the source folder: copy it into the folder of the book"
        sheet.warn(message, image, "path")
        return ""
    if (listed := existing(file, home)) is not None and listed.is_relative_to(home):
        file, local_path = listed, listed.relative_to(home).as_posix()
    if not file.is_file() or not within(file, (home,)):  # hidden files are nobody's pictures
        sheet.warn(f"image file not found: “{path}”", image, "image")
        return ""
    return SOURCE + local_path
